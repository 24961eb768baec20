// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/contribution/list.h"

#include "base/text.h"
#include "consultation/totals.h"
#include "generated/templates/contribution/abuse.h"
#include "generated/templates/contribution/list.h"
#include "generated/templates/contribution/show.h"
#include "web/pages/call/card.h"

namespace mosharekat::web::pages::contribution {

using consultation::Contribution;
using consultation::Order;

namespace {

// On slow lines the shorter page is the one that is offered.
constexpr int page_size = 20, long_page_size = 50;

Result<Contribution> named(Context& in, store::Transaction& tx) {
  const auto number = text::parse_integer(in.part("number"));
  auto found = number ? consultation::contribution_by_number(tx, in.call->id, *number) : std::nullopt;
  const bool own = found && !found->author.empty() && found->author == in.actor.person;
  // What was never published is its author's alone; of what is reviewed again after an edit, others see a stub.
  if (!found || (!own && !consultation::is_public(*found))) return Error{Code::not_found, "contribution.error.unknown"};
  if (!own) consultation::leave_stub(*found);
  return std::move(*found);
}

Response list_page(Context& in, List view, consultation::ContributionFilter filter, const std::string& path) {
  const Fields& query = in.request.query;
  view.call = in.call->number;
  view.words = std::string(query["q"]);
  view.action = std::string(in.reader.base) + path;
  filter.words = view.words;
  const std::string_view order = query["order"];
  filter.order = order == "oldest" ? Order::oldest : order == "supported" ? Order::most_supported : Order::newest;
  const std::int64_t page = std::max<std::int64_t>(1, text::parse_integer(query["page"]).value_or(1));
  const int size = query["size"] == std::to_string(long_page_size) ? long_page_size : page_size;
  filter.limit = size;
  filter.offset = static_cast<int>(std::min<std::int64_t>(page - 1, 100000) * size);
  const auto link = [&](std::string_view by, bool paged, int per_page) {
    std::string made = view.action + "?order=" + std::string(by);
    if (per_page != page_size) made += "&size=" + std::to_string(per_page);
    if (!view.anchor.empty()) made += "&anchor=" + percent_encode(view.anchor);
    if (!view.theme.empty()) made += "&theme=" + percent_encode(view.theme);
    if (!view.words.empty()) made += "&q=" + percent_encode(view.words);
    return paged ? made + "&page=" : made;
  };
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    const consultation::Page found = consultation::find_contributions(tx, in.call->id, filter);
    view.total = found.total;
    if (!filter.anchor && view.theme.empty() && view.words.empty()) view.replies = consultation::replies_of(tx, in.call->id);
    for (const Contribution& one : found.contributions)
      view.comments.push_back(comment_of(in, tx, one, {.place = !filter.anchor, .answer = true, .replies = true}));
  });
  const std::string_view by = filter.order == Order::oldest           ? "oldest"
                              : filter.order == Order::most_supported ? "supported"
                                                                      : "newest";
  for (const std::string_view each : {"newest", "supported", "oldest"})
    view.orders.push_back({link(each, false, size), "contribution.order." + std::string(each), each == by});
  view.pager = part::pager(link(by, true, size), page, (view.total + size - 1) / size);
  if (view.total > page_size) {
    for (const int each : {page_size, long_page_size}) view.sizes.push_back({link(by, false, each), each, size == each});
  }
  view.empty = {.title = "contribution.list.none", .text = "contribution.list.none_hint"};
  const std::string title = view.heading + " – " + view.title;
  return in.page({.title = title,
                  .description = in.say("contribution.list.lead", {{"title", view.title}}),
                  .section = "calls",
                  .shared_for = Milliseconds{10000}},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> list(Context& in) {
  List view;
  consultation::ContributionFilter filter;
  view.heading = in.say("contribution.list.title");
  view.anchor = std::string(in.request.query["anchor"]);
  view.theme = std::string(in.request.query["theme"]);
  if (!view.anchor.empty()) filter.anchor = view.anchor == "whole" ? "" : view.anchor;
  if (!view.theme.empty()) {
    filter.theme = view.theme;
    in.read([&](store::Transaction& tx) {
      for (const consultation::Theme& theme : consultation::themes(tx, in.call->id))
        if (theme.id.value == view.theme)
          view.heading = in.language() == Language::en && !theme.name_en.empty() ? theme.name_en : theme.name_fa;
    });
  }
  return list_page(in, std::move(view), filter, "/calls/" + std::to_string(in.call->number) + "/contributions");
}

Result<Response> of_provision(Context& in) {
  List view;
  const std::string anchor(in.part("anchor"));
  const bool found = in.read([&](store::Transaction& tx) {
    for (const consultation::Draft& draft : consultation::drafts(tx, in.call->id)) {
      const auto provision = consultation::provision_at(tx, draft.id, anchor);
      if (!provision) continue;
      view.heading = provision->label.empty() ? in.say("contribution.list.of_paragraph")
                                              : in.say("contribution.list.of_provision", {{"place", provision->label}});
      view.provision_text = provision->heading.empty() ? provision->text : provision->heading + "\n" + provision->text;
      view.provision_lang = draft.language;
      view.provision_dir = call::direction_of(draft.language);
      if (consultation::state_at(*in.call, in.now) == consultation::State::open) {
        view.comment_link = std::string(in.reader.base) + "/calls/" + std::to_string(in.call->number) +
                            "/contributions/new?draft=" + draft.id.value + "&anchor=" + anchor;
        view.comment_label = in.say("call.comment_on." + std::string(document::name(provision->kind)));
      }
      return true;
    }
    return false;
  });
  if (!found) return Error{Code::not_found, "contribution.error.place_unknown"};
  return list_page(in, std::move(view), {.anchor = anchor},
                   "/calls/" + std::to_string(in.call->number) + "/provisions/" + percent_encode(anchor));
}

Result<Response> show(Context& in) {
  Show view;
  view.call = in.call->number;
  const Result<void> loaded = in.read([&](store::Transaction& tx) -> Result<void> {
    const Contribution found = TRY(named(in, tx));
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    view.comment = comment_of(in, tx, found, {.place = true, .answer = true, .replies = true});
    if (found.state == consultation::Visibility::published)
      for (const consultation::Revision& former : consultation::edits(tx, found.id))
        view.former.push_back(
            {.text = former.body.empty() ? former.replacement : former.body,
             .blanked = former.blanked.empty()
                            ? ""
                            : in.say("contribution.former_blanked", {{"reason", in.say("moderation.reason." + former.blanked)}}),
             .number = former.number,
             .at = former.replaced_at});
    const auto agency = identity::agency(tx, in.call->agency);
    if (consultation::moderates(in.actor, *in.call, *agency) && found.author != in.actor.person)
      for (const std::string_view reason : consultation::hiding_reasons)
        view.reasons.push_back({.value = std::string(reason), .label = "moderation.reason." + std::string(reason)});
    return {};
  });
  if (!loaded) return loaded.error();
  const std::string title = in.say("contribution.number", {{"number", view.comment.number}}) + " – " + view.title;
  const std::string& words = view.comment.body.empty() ? view.comment.replacement : view.comment.body;
  return in.page({.title = title, .description = text::shorten(words, 200), .section = "calls"}, to_html(view, in.reader));
}

Result<Response> blank(Context& in) {
  const Contribution found = TRY(in.read([&](store::Transaction& tx) { return named(in, tx); }));
  TRY(consultation::blank_revision(in.database(), in.actor, in.now, found.id,
                                   text::parse_integer(in.part("revision")).value_or(0), in.request.form["reason"]));
  return in.go("/calls/" + std::to_string(in.call->number) + "/contributions/" + std::to_string(found.number), "saved");
}

Result<Response> support(Context& in) {
  const Contribution found = TRY(in.read([&](store::Transaction& tx) { return named(in, tx); }));
  TRY(consultation::support(in.database(), in.portal.secret, in.actor, in.now, found.id, in.request.form["on"] != "0"));
  const std::string call = "/calls/" + std::to_string(in.call->number);
  return in.go(call + (found.anchor.empty() ? "/contributions/" + std::to_string(found.number)
                                            : "/provisions/" + found.anchor + "#c" + std::to_string(found.number)));
}

namespace {

Response abuse_page(Context& in, const Contribution& about, const std::optional<Error>& error) {
  Abuse view;
  view.call = in.call->number;
  view.number = about.number;
  view.reason = {
      .name = "reason", .label = "contribution.abuse.reason", .value = std::string(in.request.form["reason"]), .error = error};
  return in.page({.title = in.say("contribution.abuse.title", {{"number", about.number}}),
                  .section = "calls",
                  .status = error ? 422 : 200,
                  .hidden_from_search = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> abuse_form(Context& in) {
  in.need_form();
  const Contribution found = TRY(in.read([&](store::Transaction& tx) { return named(in, tx); }));
  return abuse_page(in, found, {});
}

Result<Response> report_abuse(Context& in) {
  const Contribution found = TRY(in.read([&](store::Transaction& tx) { return named(in, tx); }));
  TRY(identity::attempt(in.database(), in.now, "abuse:" + in.request.remote_address, 30, std::chrono::hours{1}));
  const auto done = consultation::report_abuse(in.database(), in.portal.secret, in.actor, in.cookie, in.now, found.id,
                                               in.request.form["reason"]);
  if (!done && done.error().code == Code::invalid) return abuse_page(in, found, done.error());
  if (!done) return done.error();
  return in.go("/calls/" + std::to_string(in.call->number) + "/contributions/" + std::to_string(found.number), "reported");
}

}  // namespace mosharekat::web::pages::contribution
