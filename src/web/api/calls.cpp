// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/api/calls.h"

#include <boost/json.hpp>

#include "consultation/answer.h"
#include "consultation/plain.h"
#include "web/api/api.h"
#include "web/pages/contribution/comment.h"

namespace mosharekat::web::api {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using consultation::Contribution;
using consultation::State;
using consultation::Visibility;

namespace {

value time_or_null(const std::optional<Instant>& at) { return at ? value(locale::iso(*at)) : value(nullptr); }
value text_or_null(const std::string& text) { return text.empty() ? value(nullptr) : value(text); }

object agency_json(store::Transaction& tx, const identity::AgencyId& id) {
  const auto agency = identity::agency(tx, id);
  return {{"slug", agency->slug}, {"name", {{"fa", agency->name_fa}, {"en", agency->name_en}}}};
}

object part_json(const std::vector<consultation::CallText>& texts, std::string_view part) {
  object by_language;
  for (const consultation::CallText& text : texts)
    if (text.part == part && !text.text.empty()) by_language[text.language] = text.text;
  return by_language;
}

object call_json(const Context& in, store::Transaction& tx, const consultation::Call& call,
                 const std::vector<consultation::CallText>& texts) {
  const State state = consultation::state_at(call, in.now);
  return {{"number", call.number},
          {"url", in.portal.site + std::string(in.reader.base) + "/calls/" + std::to_string(call.number)},
          {"state", consultation::name(state)},
          {"title", part_json(texts, "title")},
          {"summary", part_json(texts, "summary")},
          {"agency", agency_json(tx, call.agency)},
          {"preparing_unit", agency_json(tx, call.preparing_unit)},
          {"document_type", call.document_type},
          {"topic", text_or_null(call.topic)},
          {"place", text_or_null(call.place)},
          {"opens_at", time_or_null(call.opens_at)},
          {"closes_at", time_or_null(call.closes_at)},
          {"report_due_at", call.closes_at ? value(locale::iso(consultation::report_due(call))) : value(nullptr)},
          {"report_overdue", consultation::report_overdue(call, in.now)},
          {"contributions", consultation::moderation_counts(tx, call.id).published},
          {"demonstration", call.demo}};
}

array drafts_json(store::Transaction& tx, const consultation::CallId& call, bool with_provisions) {
  std::vector<consultation::AnchorCount> counts;
  if (with_provisions) counts = consultation::counts_by_anchor(tx, call);
  array drafts;
  for (const consultation::Draft& draft : consultation::drafts(tx, call)) {
    object one{{"position", draft.position},
               {"language", draft.language},
               {"title", draft.title},
               {"version", draft.version_number},
               {"hash", draft.hash}};
    if (with_provisions) {
      array provisions;
      for (const consultation::FlatProvision& flat : consultation::provisions(tx, draft.version)) {
        std::int64_t count = 0;
        for (const consultation::AnchorCount& counted : counts)
          if (counted.anchor == flat.provision.anchor) count = counted.count;
        provisions.push_back({{"anchor", flat.provision.anchor},
                              {"depth", flat.depth},
                              {"kind", document::name(flat.provision.kind)},
                              {"number", flat.provision.number ? value(*flat.provision.number) : value(nullptr)},
                              {"label", flat.provision.label},
                              {"heading", flat.provision.heading},
                              {"text", flat.provision.text},
                              {"contributions", count}});
      }
      one["provisions"] = std::move(provisions);
    }
    drafts.push_back(std::move(one));
  }
  return drafts;
}

value disposition_json(store::Transaction& tx, const consultation::Call& call, const Contribution& contribution) {
  if (!pages::contribution::answers_are_public(call) || contribution.state != Visibility::published) return nullptr;
  const auto decided = consultation::disposition(tx, contribution.id);
  if (!decided) return nullptr;
  return {{"code", consultation::name(decided->code)}, {"part", text_or_null(decided->part)},
          {"reason", text_or_null(decided->reason)},   {"citation", text_or_null(decided->citation)},
          {"place", text_or_null(decided->place)},     {"unit", agency_json(tx, decided->unit)},
          {"decided_at", locale::iso(decided->at)}};
}

object contribution_json(store::Transaction& tx, const consultation::Call& call, const Contribution& from) {
  const auto parent = from.parent ? consultation::contribution(tx, *from.parent) : std::nullopt;
  object made{{"number", from.number},
              {"kind", consultation::name(from.kind)},
              {"anchor", text_or_null(from.anchor)},
              {"in_reply_to", parent ? value(parent->number) : value(nullptr)},
              {"state", consultation::name(from.state)},
              {"official", from.official},
              {"received_at", locale::iso(from.received_at)}};
  if (from.state == Visibility::hidden) made["hidden_reason"] = from.hidden_reason;
  // Of what is hidden or withdrawn only that it was there is public.
  if (from.state != Visibility::published) return made;
  made["author"] = text_or_null(from.display_name);
  made["organisation"] = text_or_null(from.organisation);
  made["language"] = from.language;
  made["stance"] = from.stance ? value(consultation::name(*from.stance)) : value(nullptr);
  made["quote"] = text_or_null(from.passage.quote);
  made["body"] = from.body;
  made["replacement"] = text_or_null(from.replacement);
  made["edited_at"] = time_or_null(from.edited_at);
  made["supports"] = from.supports;
  made["disposition"] = disposition_json(tx, call, from);
  return made;
}

}  // namespace

Result<Response> calls(Context& in) {
  if (auto refused = unknown_parameter(in, {"agency", "state", "topic", "place", "q", "page", "per_page"}))
    return std::move(*refused);
  const Fields& query = in.request.query;
  const auto asked = window(in);
  if (!asked) return bad_parameter(in, "page");
  consultation::Filter filter;
  filter.topic = std::string(query["topic"]);
  filter.place = std::string(query["place"]);
  filter.words = std::string(query["q"]);
  filter.limit = static_cast<int>(asked->per_page);
  filter.offset = asked->offset();
  if (query.has("state")) {
    const auto state = consultation::state_named(query["state"]);
    if (!state || !consultation::is_public(*state)) return bad_parameter(in, "state");
    filter.states = {*state};
  }
  return in.read([&](store::Transaction& tx) -> Result<Response> {
    if (query.has("agency")) {
      const auto agency = identity::agency_by_slug(tx, query["agency"]);
      if (!agency) return bad_parameter(in, "agency");
      filter.agency = agency->id;
    }
    const consultation::Found found = consultation::find_calls(tx, filter);
    array list;
    for (const consultation::Call& call : found.calls) list.push_back(call_json(in, tx, call, consultation::texts(tx, call.id)));
    return answer(in,
                  {{"calls", std::move(list)},
                   {"total", found.total},
                   {"page", asked->page},
                   {"per_page", asked->per_page},
                   {"next", next_page(in, *asked, found.total)}},
                  Milliseconds{10000});
  });
}

Result<Response> call(Context& in) {
  if (auto refused = unknown_parameter(in, {})) return std::move(*refused);
  return in.read([&](store::Transaction& tx) -> Result<Response> {
    const auto texts = consultation::texts(tx, in.call->id);
    object made = call_json(in, tx, *in.call, texts);
    object parts;
    consultation::for_each_text_part([&](const consultation::TextPart& part) { parts[part.name] = part_json(texts, part.name); });
    made["texts"] = std::move(parts);
    made["policy"] = {{"days", in.call->rule.days},
                      {"unit", consultation::name(in.call->rule.unit)},
                      {"source", text_or_null(in.call->rule.source)}};
    made["shorter_reason"] = text_or_null(in.call->shorter_reason);
    made["drafts"] = drafts_json(tx, in.call->id, false);
    array questions;
    for (const consultation::Question& question : consultation::questions(tx, in.call->id)) {
      object by_language;
      for (const auto& [language, text] : question.texts) by_language[language] = text;
      questions.push_back({{"anchor", question.anchor}, {"text", std::move(by_language)}});
    }
    made["questions"] = std::move(questions);
    array notices;
    for (const consultation::Notice& notice : consultation::notices(tx, in.call->id))
      notices.push_back({{"kind", notice.kind},
                         {"reason", text_or_null(notice.reason)},
                         {"reason_second", text_or_null(notice.reason_second)},
                         {"at", locale::iso(notice.at)}});
    made["notices"] = std::move(notices);
    return answer(in, made, Milliseconds{10000});
  });
}

Result<Response> contributions(Context& in) {
  if (auto refused = unknown_parameter(in, {"anchor", "q", "order", "page", "per_page"})) return std::move(*refused);
  const Fields& query = in.request.query;
  const auto asked = window(in);
  if (!asked) return bad_parameter(in, "page");
  consultation::ContributionFilter filter;
  filter.top_level_only = false;
  filter.order = consultation::Order::oldest;
  if (query.has("anchor")) filter.anchor = query["anchor"] == "whole" ? "" : std::string(query["anchor"]);
  if (query["order"] == "newest")
    filter.order = consultation::Order::newest;
  else if (query["order"] == "supported")
    filter.order = consultation::Order::most_supported;
  else if (query.has("order") && query["order"] != "oldest")
    return bad_parameter(in, "order");
  filter.words = std::string(query["q"]);
  filter.limit = static_cast<int>(asked->per_page);
  filter.offset = asked->offset();
  return in.read([&](store::Transaction& tx) -> Result<Response> {
    const consultation::Page found = consultation::find_contributions(tx, in.call->id, filter);
    array list;
    for (const Contribution& one : found.contributions) list.push_back(contribution_json(tx, *in.call, one));
    return answer(in,
                  {{"call", in.call->number},
                   {"contributions", std::move(list)},
                   {"total", found.total},
                   {"page", asked->page},
                   {"per_page", asked->per_page},
                   {"next", next_page(in, *asked, found.total)}},
                  Milliseconds{10000});
  });
}

Result<Response> provisions(Context& in) {
  if (auto refused = unknown_parameter(in, {})) return std::move(*refused);
  return in.read([&](store::Transaction& tx) -> Result<Response> {
    return answer(in, {{"call", in.call->number}, {"drafts", drafts_json(tx, in.call->id, true)}}, Milliseconds{10000});
  });
}

Result<Response> close(Context& in) {
  if (auto refused = unknown_parameter(in, {})) return std::move(*refused);
  TRY(consultation::close(in.database(), in.actor, in.now, in.call->id));
  return answer(in, {{"call", in.call->number}, {"state", consultation::name(State::closed)}});
}

}  // namespace mosharekat::web::api
