// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/answer.h"

#include <algorithm>

#include "base/text.h"
#include "consultation/assignment.h"
#include "generated/templates/desk/answers.h"
#include "web/pages/desk/give.h"
#include "web/pages/desk/law_answer.h"

namespace mosharekat::web::pages::desk {

using consultation::Contribution;
using consultation::ContributionId;
using consultation::State;

namespace {

constexpr int page_size = 50;

std::string style_of(consultation::Code code) {
  switch (consultation::outcome(code)) {
    case consultation::Outcome::accepted: return "yes";
    case consultation::Outcome::partly: return "part";
    case consultation::Outcome::refused: return "no";
    case consultation::Outcome::other: return "says";
  }
  return "";
}

}  // namespace

std::vector<ContributionId> picked(const Fields& form) {
  std::vector<ContributionId> ids;
  for (const std::string_view id : form.all("pick")) ids.push_back({std::string(id)});
  return ids;
}

Item item_of(Context& in, store::Transaction& tx, const Contribution& from, const std::vector<ContributionId>& chosen) {
  Item item;
  item.id = from.id.value;
  item.number = from.number;
  item.picked = std::find(chosen.begin(), chosen.end(), from.id) != chosen.end();
  item.comment = contribution::comment_of(in, tx, from, {.place = true});
  // The desk works on the words; acts of readers stay on the public pages.
  item.comment.can_support = item.comment.can_report = item.comment.can_reply = false;
  if (from.draft && !from.anchor.empty())
    if (const auto provision = consultation::provision_at(tx, *from.draft, from.anchor)) {
      item.provision = provision->label + "\n" + provision->text;
      item.provision_lang = text::is_mostly_persian(provision->text) ? "fa" : "en";
      item.provision_dir = item.provision_lang == "fa" ? "rtl" : "ltr";
    }
  if (const auto decision = consultation::disposition(tx, from.id)) {
    item.code = "disposition.code." + std::string(consultation::name(decision->code));
    item.code_style = style_of(decision->code);
    item.reason = decision->reason;
    item.citation = decision->citation;
    item.part = decision->part;
    describe_decision(in, tx, *decision, item);
    if ((decision->code == consultation::Code::deferred || decision->code == consultation::Code::referred) &&
        consultation::prepares(in.actor, *in.call))
      item.promise_link = std::string(in.reader.base) + "/desk/calls/" + std::to_string(in.call->number) +
                          "/promises?contribution=" + std::to_string(from.number);
  }
  if (const auto given = consultation::assignment(tx, from.id)) {
    const auto unit = identity::agency(tx, given->unit);
    item.assigned = unit ? unit->name(in.language()) : "";
    if (!given->officer.empty()) item.assigned += " – " + given->officer;
    if (given->due_at) {
      item.assigned += " – " + in.say("desk.due", {{"date", *given->due_at - Milliseconds{1}}});
      item.assigned_style = *given->due_at <= in.now ? "late" : *given->due_at - in.now < std::chrono::hours{72} ? "soon" : "";
    }
  }
  for (const consultation::InternalNote& note : consultation::notes(tx, from.id))
    item.notes.push_back({note.author, note.text, note.at});
  for (const std::string_view flag : text::split(from.flags, ','))
    if (!flag.empty()) item.flags.push_back("moderation.flag." + std::string(flag));
  return item;
}

namespace {

Response answers_page(Context& in, const Fields& filter_fields, const std::vector<Error>& errors, const Fields* typed = nullptr) {
  const Fields& form = typed ? *typed : in.request.form;
  const auto chosen = picked(form);
  Answers view;
  view.call = in.call->number;
  view.problems.errors = errors;
  view.words = std::string(filter_fields["q"]);
  const std::string code_filter = filter_fields.has("code")    ? std::string(filter_fields["code"])
                                  : filter_fields.has("theme") ? ""
                                                               : "none";
  const std::string theme_filter(filter_fields["theme"]);
  const std::string given(filter_fields["given"]);
  const std::string narrowed = "code=" + percent_encode(code_filter) + "&theme=" + percent_encode(theme_filter) +
                               "&given=" + percent_encode(given) + "&q=" + percent_encode(view.words) + "&page=";
  view.query = narrowed + percent_encode(filter_fields["page"]);
  const State state = consultation::state_at(*in.call, in.now);
  view.can_dispose = state == State::closed || state == State::analysing;
  const std::int64_t page = std::max<std::int64_t>(1, text::parse_integer(filter_fields["page"]).value_or(1));
  std::string title;
  view.decision = decision_fields(form, errors);
  view.picking.can_give = true;
  in.read([&](store::Transaction& tx) {
    view.title = title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    const consultation::Unanswered counts = consultation::unanswered(tx, in.call->id);
    view.left = counts.without_disposition;
    view.all = counts.total;
    view.to_review = counts.unreviewed;
    offer_bank(in, tx, {*in.call}, view.decision, form, errors);
    view.undo = undo_of(in, consultation::last_answers(tx, in.actor.person, in.now, in.call->id), "answers");
    view.given = given_filters(in, tx, given);
    for (const std::string_view name : {"none", ""})
      view.filters.push_back({std::string(name), name.empty() ? "desk.filter.all" : "desk.filter.none", 0, code_filter == name});
    for (const consultation::Code each : consultation::all_codes) {
      const std::string name(consultation::name(each));
      view.filters.push_back({name, "disposition.code." + name, 0, code_filter == name});
    }
    view.theme = {.name = "theme", .label = "desk.theme"};
    for (const consultation::Theme& theme : consultation::themes(tx, in.call->id)) {
      const std::string& label = in.language() == Language::en && !theme.name_en.empty() ? theme.name_en : theme.name_fa;
      view.themes.push_back({theme.id.value, label, theme.contributions, theme_filter == theme.id.value});
      view.theme.options.push_back({.value = theme.id.value, .label_text = label, .chosen = form["theme"] == theme.id.value});
    }
    view.unit = {.name = "unit",
                 .label = "desk.recipient",
                 .error = part::error_of(errors, "unit"),
                 .options = recipients(in, tx, form["unit"])};
    for (const consultation::SavedFilter& one : consultation::saved_filters(tx, in.actor.person, in.call->id))
      view.saved.push_back(
          {one.id, one.name,
           std::string(in.reader.base) + "/desk/calls/" + std::to_string(in.call->number) + "/answers?" + one.query});
    if (view.theme.options.empty()) view.theme.options.push_back({.value = "", .label = "desk.no_theme"});
    consultation::ContributionFilter filter;
    filter.public_only = false;
    filter.top_level_only = false;
    filter.words = view.words;
    filter.code = code_filter;
    if (!theme_filter.empty()) filter.theme = theme_filter;
    filter.unit = given;
    filter.order = consultation::Order::oldest;
    filter.limit = page_size;
    filter.offset = static_cast<int>(std::min<std::int64_t>(page - 1, 100000) * page_size);
    const consultation::Page found = consultation::find_contributions(tx, in.call->id, filter);
    view.total = found.total;
    for (const Contribution& one : found.contributions)
      if (!one.official) view.items.push_back(item_of(in, tx, one, chosen));
    count_same(tx, in.call->id, view.items);
  });
  view.due = due_field(form, errors);
  view.note = {.name = "note",
               .label = "desk.note_text",
               .hint = "desk.note_hint",
               .value = std::string(form["note"]),
               .error = part::error_of(errors, "note"),
               .optional = true};
  view.filter_name = {.name = "filter_name",
                      .label = "desk.filter_name",
                      .value = std::string(form["filter_name"]),
                      .error = part::error_of(errors, "filter_name"),
                      .optional = true};
  const std::string path =
      std::string(in.reader.base) + "/desk/calls/" + std::to_string(in.call->number) + "/answers?" + narrowed;
  view.pager = part::pager(path, page, (view.total + page_size - 1) / page_size);
  view.empty = {.title = "desk.all_answered", .text = "desk.all_answered_hint"};
  return in.page({.title = in.say("desk.answers") + " – " + title,
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true,
                  .scripts = {"queue.js", "advice.js"}},
                 to_html(view, in.reader));
}

// What the bulk form asks for besides a decision; nothing where it asks for that.
std::optional<Result<std::string>> other_act(Context& in, const Fields& form, const Fields& filter) {
  const auto done = [](const auto& result, std::string_view said) -> Result<std::string> {
    if (!result) return result.error();
    return std::string(said);
  };
  const std::string_view act = form["act"];
  if (act == "theme")
    return done(consultation::put_in_theme(in.database(), in.actor, in.now, {std::string(form["theme"])}, picked(form)),
                "themed");
  if (act == "assign") {
    const auto due = due_of(form["due"]);
    if (!due) return Result<std::string>(due.error());
    return done(give_to(in, picked(form), form["unit"], *due), "given");
  }
  if (act == "note") {
    if (picked(form).empty()) return Result<std::string>(Error{Code::invalid, "disposition.error.none_chosen"});
    for (const ContributionId& id : picked(form))
      if (const auto noted = consultation::add_note(in.database(), in.actor, in.now, id, form["note"]); !noted)
        return Result<std::string>(noted.error());
    return Result<std::string>(std::string("saved"));
  }
  if (act == "filter") {
    std::string query;
    for (const std::string_view name : {"code", "theme", "given", "q"})
      query += (query.empty() ? "" : "&") + std::string(name) + "=" + percent_encode(filter[name]);
    return done(consultation::save_filter(in.database(), in.actor, in.now, in.call->id, form["filter_name"], query), "saved");
  }
  return std::nullopt;
}

// The filter that the bulk form carried, so that after an act the same list is shown again.
Fields carried_filter(const Fields& form) { return parse_urlencoded(form["filter"]).value_or(Fields{}); }

}  // namespace

Result<Response> answers(Context& in) { return answers_page(in, in.request.query, {}); }

Result<Response> dispose(Context& in) {
  const Fields& form = in.request.form;
  const Fields filter = carried_filter(form);
  std::string back = "/desk/calls/" + std::to_string(in.call->number) + "/answers?";
  for (const auto& [name, value] : filter.list()) back += percent_encode(name) + "=" + percent_encode(value) + "&";
  back.pop_back();
  if (const auto other = other_act(in, form, filter)) {
    if (!*other) return answers_page(in, filter, {other->error()});
    return in.go(back, **other, static_cast<std::int64_t>(picked(form).size()));
  }
  if (form["act"] == "fill") {
    const auto written = filled(in, form);
    if (!written) return answers_page(in, filter, {written.error()});
    return answers_page(in, filter, {}, &*written);
  }
  const auto ask = asked(in, form, picked(form));
  if (!ask) return answers_page(in, filter, {ask.error()});
  const auto done = consultation::dispose(in.database(), in.actor, in.now, in.call->id, *ask);
  if (!done) return answers_page(in, filter, {done.error()});
  return in.go(back, "disposed", static_cast<std::int64_t>(picked(form).size()));
}

Result<Response> drop_filter(Context& in) {
  TRY(consultation::drop_filter(in.database(), in.actor, in.now, in.part("filter")));
  return in.go("/desk/calls/" + std::to_string(in.call->number) + "/answers", "saved");
}

}  // namespace mosharekat::web::pages::desk
