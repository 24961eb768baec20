// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/answer.h"

#include <algorithm>

#include "base/calendar.h"
#include "base/text.h"
#include "consultation/assignment.h"
#include "consultation/review.h"
#include "generated/templates/desk/answers.h"
#include "generated/templates/desk/appeals.h"
#include "generated/templates/desk/moderation.h"
#include "generated/templates/desk/themes.h"
#include "web/pages/desk/law_answer.h"

namespace mosharekat::web::pages::desk {

using consultation::Contribution;
using consultation::ContributionId;
using consultation::State;
using identity::Role;

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

Decision decision_fields(const Fields& form, const std::vector<Error>& errors) {
  Decision made;
  made.adapted_from = std::string(form["adapted_from"]);
  made.code = {.name = "code", .label = "desk.result", .error = part::error_of(errors, "code")};
  for (const consultation::Code each : consultation::all_codes) {
    const std::string name(consultation::name(each));
    made.code.options.push_back({.value = name, .label = "disposition.code." + name, .chosen = form["code"] == name});
  }
  made.part = {.name = "part",
               .label = "desk.part",
               .hint = "desk.part_hint",
               .value = std::string(form["part"]),
               .error = part::error_of(errors, "part"),
               .optional = true};
  made.reason = {.name = "reason",
                 .label = "desk.reason",
                 .hint = "desk.reason_hint",
                 .value = std::string(form["reason"]),
                 .error = part::error_of(errors, "reason")};
  made.citation = {.name = "citation",
                   .label = "desk.citation",
                   .hint = "desk.citation_hint",
                   .value = std::string(form["citation"]),
                   .error = part::error_of(errors, "citation"),
                   .optional = true};
  made.place = {.name = "place",
                .label = "desk.place",
                .hint = "desk.place_hint",
                .value = std::string(form["place"]),
                .error = part::error_of(errors, "place"),
                .left_to_right = true,
                .size = "short",
                .optional = true};
  return made;
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
  view.query = "code=" + percent_encode(code_filter) + "&theme=" + percent_encode(theme_filter) +
               "&q=" + percent_encode(view.words) + "&page=" + percent_encode(filter_fields["page"]);
  const State state = consultation::state_at(*in.call, in.now);
  view.can_dispose = state == State::closed || state == State::analysing;
  const std::int64_t page = std::max<std::int64_t>(1, text::parse_integer(filter_fields["page"]).value_or(1));
  std::string title;
  view.decision = decision_fields(form, errors);
  in.read([&](store::Transaction& tx) {
    view.title = title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    const consultation::Unanswered counts = consultation::unanswered(tx, in.call->id);
    view.left = counts.without_disposition;
    view.all = counts.total;
    view.to_review = counts.unreviewed;
    offer_bank(in, tx, view.decision, errors);
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
    view.unit = {.name = "unit", .label = "desk.unit", .error = part::error_of(errors, "unit")};
    const auto owner = identity::agency(tx, in.call->agency);
    for (const identity::Agency& agency : identity::agencies(tx))
      if (agency.kind == identity::AgencyKind::unit && agency.path.find("/" + owner->id.value + "/") != std::string::npos)
        view.unit.options.push_back(
            {.value = agency.id.value, .label_text = agency.name(in.language()), .chosen = form["unit"] == agency.id.value});
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
    filter.order = consultation::Order::oldest;
    filter.limit = page_size;
    filter.offset = static_cast<int>(std::min<std::int64_t>(page - 1, 100000) * page_size);
    const consultation::Page found = consultation::find_contributions(tx, in.call->id, filter);
    view.total = found.total;
    for (const Contribution& one : found.contributions)
      if (!one.official) view.items.push_back(item_of(in, tx, one, chosen));
    count_same(tx, in.call->id, view.items);
  });
  view.due = {.name = "due",
              .label = "desk.due_date",
              .hint = "desk.due_hint",
              .value = std::string(form["due"]),
              .error = part::error_of(errors, "due"),
              .left_to_right = true,
              .size = "short",
              .optional = true};
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
  const std::string path = std::string(in.reader.base) + "/desk/calls/" + std::to_string(in.call->number) +
                           "/answers?code=" + percent_encode(code_filter) + "&theme=" + percent_encode(theme_filter) +
                           "&q=" + percent_encode(view.words) + "&page=";
  view.pager = part::pager(path, page, (view.total + page_size - 1) / page_size);
  view.empty = {.title = "desk.all_answered", .text = "desk.all_answered_hint"};
  return in.page({.title = in.say("desk.answers") + " – " + title,
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true,
                  .scripts = {"queue.js", "advice.js"}},
                 to_html(view, in.reader));
}

// A day as typed: its end in Tehran; nothing where none is set.
Result<std::optional<Instant>> due_of(const Fields& form) {
  if (text::trim(form["due"]).empty()) return std::optional<Instant>{};
  const auto day = parse_date(form["due"]);
  if (!day) return Error{Code::invalid, "call.error.date", {}, "due"};
  return std::optional<Instant>{end_of_day_in_tehran(*day)};
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
    const auto due = due_of(form);
    if (!due) return Result<std::string>(due.error());
    return done(consultation::assign(in.database(), in.actor, in.now, picked(form), {std::string(form["unit"])}, *due), "saved");
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
    for (const std::string_view name : {"code", "theme", "q"})
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
  const auto done = consultation::dispose(in.database(), in.actor, in.now, in.call->id, asked(in, form, picked(form)));
  if (!done) return answers_page(in, filter, {done.error()});
  return in.go(back, "disposed", static_cast<std::int64_t>(picked(form).size()));
}

Result<Response> drop_filter(Context& in) {
  TRY(consultation::drop_filter(in.database(), in.actor, in.now, in.part("filter")));
  return in.go("/desk/calls/" + std::to_string(in.call->number) + "/answers", "saved");
}

namespace {

Response themes_page(Context& in, const std::vector<Error>& errors) {
  Themes view;
  view.call = in.call->number;
  const State state = consultation::state_at(*in.call, in.now);
  view.can_dispose = state == State::closed || state == State::analysing;
  view.problems.errors = errors;
  view.name_fa = {.name = "name_fa",
                  .label = "desk.theme_name_fa",
                  .value = std::string(in.request.form["name_fa"]),
                  .error = part::error_of(errors, "name_fa")};
  view.name_en = {
      .name = "name_en", .label = "desk.theme_name_en", .value = std::string(in.request.form["name_en"]), .optional = true};
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    for (const consultation::Group& group : consultation::near_duplicate_groups(tx, in.call->id)) {
      GroupView one{.count = static_cast<std::int64_t>(group.contributions.size()), .first = group.contributions[0].number};
      for (const Contribution& member : group.contributions) {
        if (one.numbers.size() < 120)
          one.numbers += (one.numbers.empty() ? "" : (in.language() == Language::fa ? "، " : ", ")) +
                         locale::number(in.language(), member.number);
      }
      const Contribution& first = group.contributions.front();
      one.sample = text::shorten(first.body.empty() ? first.replacement : first.body, 200);
      view.groups.push_back(std::move(one));
      if (view.groups.size() == 30) break;
    }
    for (const consultation::Theme& theme : consultation::themes(tx, in.call->id)) {
      ThemeLine line{
          .id = theme.id.value, .contributions = theme.contributions, .decided = theme.decided, .distinct = theme.distinct_texts};
      line.answer_link = std::string(in.reader.base) + "/desk/calls/" + std::to_string(in.call->number) + "/themes/" +
                         theme.id.value + "/answers";
      line.link =
          std::string(in.reader.base) + "/desk/calls/" + std::to_string(in.call->number) + "/answers?theme=" + theme.id.value;
      // Several themes stand on one page: the field's name carries the theme, so that ids are unique.
      const std::string tail = "_" + theme.id.value;
      line.name_fa = {.name = "name_fa" + tail, .label = "desk.theme_name_fa", .value = theme.name_fa};
      line.name_en = {.name = "name_en" + tail, .label = "desk.theme_name_en", .value = theme.name_en, .optional = true};
      line.summary_fa = {.name = "summary_fa" + tail,
                         .label = "desk.theme_summary_fa",
                         .hint = "desk.theme_summary_hint",
                         .value = theme.summary_fa,
                         .optional = true};
      line.summary_en = {
          .name = "summary_en" + tail, .label = "desk.theme_summary_en", .value = theme.summary_en, .optional = true};
      view.themes.push_back(std::move(line));
    }
  });
  return in.page({.title = in.say("desk.themes") + " – " + view.title,
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> themes(Context& in) { return themes_page(in, {}); }

Result<Response> make_theme(Context& in) {
  const Fields& form = in.request.form;
  std::string name(form["name_fa"]);
  std::vector<ContributionId> members = picked(form);
  if (const auto first = text::parse_integer(form["from_group"])) {
    const auto groups = in.read([&](store::Transaction& tx) { return consultation::near_duplicate_groups(tx, in.call->id); });
    for (const consultation::Group& group : groups) {
      const Contribution& said = group.contributions.front();
      if (said.number != *first) continue;
      name = text::shorten(said.body.empty() ? said.replacement : said.body, 60);
      for (const Contribution& member : group.contributions) members.push_back(member.id);
    }
  }
  const auto made = consultation::make_theme(in.database(), in.actor, in.now, in.call->id,
                                             {.name_fa = name, .name_en = std::string(form["name_en"])});
  if (!made) return themes_page(in, {made.error()});
  if (!members.empty()) TRY(consultation::put_in_theme(in.database(), in.actor, in.now, *made, members));
  return in.go("/desk/calls/" + std::to_string(in.call->number) + "/themes#t" + made->value, "saved");
}

Result<Response> edit_theme(Context& in) {
  const Fields& form = in.request.form;
  const std::string tail = "_" + std::string(in.part("theme"));
  const auto done = consultation::edit_theme(in.database(), in.actor, in.now, {std::string(in.part("theme"))},
                                             {std::string(form["name_fa" + tail]), std::string(form["name_en" + tail]),
                                              std::string(form["summary_fa" + tail]), std::string(form["summary_en" + tail])});
  if (!done) return themes_page(in, {done.error()});
  return in.go("/desk/calls/" + std::to_string(in.call->number) + "/themes", "saved");
}

namespace {

Response queue_page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  const auto chosen = picked(form);
  Queue view;
  view.problems.errors = errors;
  const std::int64_t page = std::max<std::int64_t>(1, text::parse_integer(in.request.query["page"]).value_or(1));
  in.read([&](store::Transaction& tx) {
    view.total = consultation::moderation_queue_size(tx, in.actor);
    for (const consultation::Waiting& waiting : consultation::moderation_queue(
             tx, in.actor, page_size, static_cast<int>(std::min<std::int64_t>(page - 1, 100000) * page_size))) {
      in.call = consultation::call(tx, waiting.contribution.call);
      Item item = item_of(in, tx, waiting.contribution, chosen);
      item.call_title = consultation::text_of(consultation::texts(tx, waiting.contribution.call), "title", code(in.language()));
      item.reports = waiting.abuse_reports;
      const auto hours = std::chrono::duration_cast<std::chrono::hours>(waiting.due - in.now).count();
      if (waiting.contribution.state == consultation::Visibility::waiting) {
        item.due =
            hours < 0 ? in.say("desk.moderation_late", {{"hours", -hours}}) : in.say("desk.moderation_due", {{"hours", hours}});
        item.due_style = hours < 0 ? "late" : hours < 6 ? "soon" : "";
      }
      view.items.push_back(std::move(item));
    }
    in.call.reset();
  });
  view.pager =
      part::pager(std::string(in.reader.base) + "/desk/moderation?page=", page, (view.total + page_size - 1) / page_size);
  view.reason = {.name = "reason", .label = "desk.hide_reason", .error = part::error_of(errors, "reason")};
  view.reason.options.push_back({.value = "", .label = "desk.choose"});
  for (const std::string_view reason : consultation::hiding_reasons)
    view.reason.options.push_back(
        {.value = std::string(reason), .label = "moderation.reason." + std::string(reason), .chosen = form["reason"] == reason});
  view.note = {.name = "note",
               .label = "desk.hide_note",
               .hint = "desk.hide_note_hint",
               .value = std::string(form["note"]),
               .optional = true};
  view.empty = {.title = "desk.queue_empty", .text = "desk.queue_empty_hint"};
  return in.page({.title = in.say("desk.moderation"),
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true,
                  .scripts = {"queue.js"}},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> moderation(Context& in) { return queue_page(in, {}); }

Result<Response> moderate(Context& in) {
  const Fields& form = in.request.form;
  const bool publish = form["act"] != "hide";
  const auto done = consultation::moderate(in.database(), in.actor, in.now,
                                           {picked(form), publish, std::string(form["reason"]), std::string(form["note"])});
  if (!done) return queue_page(in, {done.error()});
  return in.go("/desk/moderation", publish ? "published" : "hidden", static_cast<std::int64_t>(picked(form).size()));
}

Result<Response> appeals(Context& in) {
  Appeals view;
  in.read([&](store::Transaction& tx) {
    for (const consultation::Appeal& appeal : consultation::open_appeals(tx, in.actor)) {
      in.call = consultation::call(tx, appeal.contribution.call);
      AppealView one{.id = appeal.id,
                     .text = appeal.text,
                     .reason = "moderation.reason." + appeal.reason,
                     .call = appeal.call_number,
                     .at = appeal.made_at};
      one.call_title = consultation::text_of(consultation::texts(tx, appeal.contribution.call), "title", code(in.language()));
      one.comment = contribution::comment_of(in, tx, appeal.contribution, {.place = true});
      one.comment.stub.clear();  // what was hidden must be read to be judged
      one.can_decide = appeal.hidden_by != in.actor.person;
      view.appeals.push_back(std::move(one));
    }
    in.call.reset();
  });
  view.empty = {.title = "desk.no_appeals", .text = "desk.no_appeals_hint"};
  return in.page({.title = in.say("desk.appeals"), .section = "desk", .desk = true}, to_html(view, in.reader));
}

Result<Response> decide_appeal(Context& in) {
  TRY(consultation::decide_appeal(in.database(), in.actor, in.now, in.part("appeal"), in.request.form["verdict"] == "uphold",
                                  in.request.form["note"]));
  return in.go("/desk/appeals", "saved");
}

}  // namespace mosharekat::web::pages::desk
