// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/call/translation.h"

#include <algorithm>

#include "base/text.h"
#include "consultation/translation.h"
#include "generated/templates/call/translation.h"

namespace mosharekat::web::pages::call {

namespace {

// Of both languages together: old phones and slow lines.
constexpr std::size_t page_bytes = 60 * 1024;

TranslationRow row_of(const consultation::TranslatedProvision& one) {
  const document::Provision& provision = one.flat.provision;
  TranslationRow row{.anchor = provision.anchor, .label = provision.label, .translation = one.translation};
  if (!provision.heading.empty()) row.label += (row.label.empty() ? "" : " – ") + provision.heading;
  row.source = provision.text;
  row.comment_label = "call.comment_on." + std::string(document::name(provision.kind));
  return row;
}

}  // namespace

Result<Response> translation(Context& in) {
  const std::string self = std::string(in.reader.base) + "/calls/" + std::to_string(in.call->number);
  const bool open = consultation::state_at(*in.call, in.now) == consultation::State::open;
  const std::int64_t wanted = std::max<std::int64_t>(1, text::parse_integer(in.request.query["page"]).value_or(1));
  Translation view;
  view.number = in.call->number;
  view.persian = in.language() == Language::fa;
  std::int64_t page = 1;
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    const auto count = consultation::translation_count(tx, in.call->id);
    view.translated = count.translated;
    view.all = count.all;
    std::size_t bytes = 0;
    for (const consultation::Draft& draft : consultation::drafts(tx, in.call->id)) {
      if (draft.language != "fa") continue;
      TranslationDraft one{.title = draft.title};
      for (const auto& provision : consultation::translation(tx, draft)) {
        TranslationRow row = row_of(provision);
        const std::size_t size = row.source.size() + row.translation.size();
        if (bytes > 0 && bytes + size > page_bytes) ++page, bytes = 0;
        bytes += size;
        if (page != wanted) continue;
        if (open) row.comment_link = self + "/contributions/new?draft=" + draft.id.value + "&anchor=" + row.anchor;
        one.rows.push_back(std::move(row));
      }
      if (!one.rows.empty()) view.drafts.push_back(std::move(one));
    }
  });
  if (view.translated == 0 || wanted > page) return Error{Code::not_found, "translation.error.none"};
  view.pager = part::pager(self + "/translation?page=", wanted, page);
  return in.page(
      {.title = in.say("translation.page_title", {{"title", view.title}}), .section = "calls", .shared_for = Milliseconds{30000}},
      to_html(view, in.reader));
}

}  // namespace mosharekat::web::pages::call
