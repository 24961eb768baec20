// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/call/compare.h"

#include "base/text.h"
#include "consultation/current_text.h"
#include "generated/templates/call/compare.h"
#include "web/pages/call/card.h"

namespace mosharekat::web::pages::call {

using consultation::Difference;
using consultation::Run;

namespace {

std::string label_of(const document::Provision& provision) {
  if (provision.label.empty()) return text::shorten(provision.heading.empty() ? provision.text : provision.heading, 60);
  return provision.heading.empty() ? provision.label : provision.label + " – " + provision.heading;
}

void add(std::vector<Piece>& pieces, const std::string& text, bool marked) {
  bool line_before = false;
  for (const std::string_view line : text::split(text, '\n')) {
    pieces.push_back({marked, line_before, std::string(line)});
    line_before = true;
  }
}

CompareRow row_of(const consultation::ProvisionChange& change) {
  const bool removed = change.difference == Difference::removed, added = change.difference == Difference::added;
  const document::Provision& where = removed ? change.before : change.after;
  CompareRow row{.anchor = where.anchor, .label = label_of(where)};
  const std::string_view difference = removed ? "removed" : added ? "added" : change.runs.empty() ? "same" : "changed";
  row.comment_label = "call.comment_on." + std::string(document::name(where.kind));
  row.difference = "compare.difference." + std::string(difference);
  row.style = removed ? "no" : added ? "yes" : change.runs.empty() ? "" : "part";
  if (change.runs.empty()) {
    add(row.before, change.before.text, false);
    add(row.after, change.after.text, false);
  }
  for (const Run& run : change.runs) {
    if (run.kind != Run::Kind::added) add(row.before, run.text, run.kind == Run::Kind::removed);
    if (run.kind != Run::Kind::removed) add(row.after, run.text, run.kind == Run::Kind::added);
  }
  return row;
}

}  // namespace

Result<Response> compare(Context& in) {
  Compare view;
  view.number = in.call->number;
  view.all = !in.request.query["all"].empty();
  const bool open = consultation::state_at(*in.call, in.now) == consultation::State::open;
  const std::string self = std::string(in.reader.base) + "/calls/" + std::to_string(view.number);
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    for (const consultation::Draft& draft : consultation::drafts(tx, in.call->id)) {
      const auto current = consultation::current_text(tx, draft.id);
      if (!current) continue;
      CompareDraft one{
          .title = draft.title, .current_title = current->title, .lang = draft.language, .dir = direction_of(draft.language)};
      for (const auto& change : consultation::compare(current->provisions, consultation::provisions(tx, draft.version))) {
        ++(change.difference == Difference::same      ? one.same
           : change.difference == Difference::changed ? one.changed
           : change.difference == Difference::added   ? one.added
                                                      : one.removed);
        if (change.difference == Difference::same && !view.all) continue;
        CompareRow& row = one.rows.emplace_back(row_of(change));
        // What goes has no place in the draft to comment on.
        if (open && change.difference != Difference::removed)
          row.comment_link = self + "/contributions/new?draft=" + draft.id.value + "&anchor=" + row.anchor;
      }
      view.drafts.push_back(std::move(one));
    }
  });
  if (view.drafts.empty()) return Error{Code::not_found, "compare.error.none"};
  return in.page(
      {.title = in.say("compare.title", {{"title", view.title}}), .section = "calls", .shared_for = Milliseconds{30000}},
      to_html(view, in.reader));
}

}  // namespace mosharekat::web::pages::call
