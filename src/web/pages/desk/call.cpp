// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/call.h"

#include "base/geography.h"
#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/approval.h"
#include "consultation/call_template.h"
#include "consultation/conclusion.h"
#include "consultation/plain.h"
#include "document/import.h"
#include "generated/templates/desk/call.h"
#include "web/pages/call/list.h"
#include "web/pages/desk/draft_job.h"

namespace mosharekat::web::pages::desk {

using consultation::State;
using identity::Role;

namespace {

std::string path_of_desk(const Context& in) { return "/desk/calls/" + std::to_string(in.call->number); }

// What was typed when the form comes back with an error, else what is stored.
std::string typed_or(const Context& in, const std::string& name, std::string stored) {
  return in.request.form.has(name) ? std::string(in.request.form[name]) : std::move(stored);
}

void fill_texts(const Context& in, CallDesk& view, const std::vector<consultation::CallText>& texts,
                const std::vector<Error>& errors) {
  const std::string& second = in.call->second_language;
  const auto stored = [&](std::string_view part, std::string_view language) -> const consultation::CallText* {
    for (const consultation::CallText& text : texts)
      if (text.part == part && text.language == language) return &text;
    return nullptr;
  };
  consultation::for_each_text_part([&](const consultation::TextPart& part) {
    TextPair pair;
    const auto area = [&](std::string_view language) {
      const consultation::CallText* text = stored(part.name, language);
      const std::string name = std::string(part.name) + "_" + std::string(language);
      part::Area made{
          .name = name,
          .label_text = in.say("desk.part." + std::string(part.name)) + " – " + in.say("language." + std::string(language)),
          .value = typed_or(in, name, text ? text->text : ""),
          .error = part::error_of(errors, name),
          .lang = std::string(language),
          .optional = !part.required};
      if (locale::has("desk.part." + std::string(part.name) + ".hint"))
        made.hint = "desk.part." + std::string(part.name) + ".hint";
      return made;
    };
    pair.persian = area("fa");
    pair.second = area(second);
    if (const auto* text = stored(part.name, "fa")) pair.stale_persian = text->stale;
    if (const auto* text = stored(part.name, second)) pair.stale_second = text->stale;
    view.texts.push_back(std::move(pair));
  });
}

void fill_questions(const Context& in, CallDesk& view, const std::vector<consultation::Question>& questions,
                    const std::vector<Error>& errors) {
  // Two more than there are, so that the next can be written without a script.
  for (std::size_t i = 0; i < questions.size() + 2; ++i) {
    const std::string anchor = "q" + std::to_string(i + 1);
    QuestionPair pair;
    const auto area = [&](std::string_view language) {
      std::string text;
      if (i < questions.size())
        for (const auto& [of, stored] : questions[i].texts)
          if (of == language) text = stored;
      // The lists of missing parts lead to the Persian field under the name question_q1.
      const std::string name = "question_" + anchor + (language == "fa" ? "" : "_second");
      return part::Area{.name = name,
                        .label_text = in.say("desk.question_number", {{"number", static_cast<std::int64_t>(i + 1)}}) + " – " +
                                      in.say("language." + std::string(language)),
                        .value = typed_or(in, name, std::move(text)),
                        .error = part::error_of(errors, name),
                        .lang = std::string(language),
                        .optional = i > 0};
    };
    pair.persian = area("fa");
    pair.second = area(in.call->second_language);
    view.questions.push_back(std::move(pair));
  }
}

// What is stored, looked at for its writing: on the page that follows saving.
void fill_advice(const Context& in, CallDesk& view) {
  const auto add = [&](const part::Area& area, consultation::Writing kind) {
    writing::add_text(in, view.advice, area.name, area.label_text, area.value, area.lang, kind);
  };
  for (const TextPair& pair : view.texts)
    for (const part::Area& area : {pair.persian, pair.second}) add(area, consultation::Writing::prose);
  for (const QuestionPair& pair : view.questions)
    for (const part::Area& area : {pair.persian, pair.second}) add(area, consultation::Writing::question);
}

void fill_settings(const Context& in, CallDesk& view) {
  const consultation::Call& call = *in.call;
  view.topic = {.name = "topic", .label = "call.list.topic"};
  view.topic.options.push_back({.value = "", .label = "desk.no_topic"});
  for (const std::string& topic : pages::call::topics())
    view.topic.options.push_back({.value = topic, .label = "call.topic." + topic, .chosen = call.topic == topic});
  view.place = {.name = "place", .label = "call.list.place"};
  view.place.options.push_back({.value = "", .label = "desk.national"});
  for (const Province& province : provinces())
    view.place.options.push_back({.value = std::string(province.code),
                                  .label_text = std::string(province.name(in.language())),
                                  .chosen = call.place == province.code});
  view.options = {.name = "options", .label = "desk.options", .several = true};
  view.options.options = {{.value = "guests", .label = "desk.option.guests", .chosen = call.guests},
                          {.value = "replies", .label = "desk.option.replies", .chosen = call.replies},
                          {.value = "stances", .label = "desk.option.stances", .chosen = call.stances_while_open},
                          {.value = "birth_year", .label = "desk.option.birth_year", .chosen = call.asks_birth_year},
                          {.value = "gender", .label = "desk.option.gender", .chosen = call.asks_gender},
                          {.value = "place_asked", .label = "desk.option.place", .chosen = call.asks_place},
                          {.value = "type", .label = "desk.option.type", .chosen = call.asks_type}};
  view.moderation = {.name = "moderation", .label = "desk.moderation_rule", .cards = true};
  view.moderation.options = {
      {.value = "after", .label = "desk.moderation_rule.after", .chosen = call.moderation == consultation::Moderation::after},
      {.value = "before", .label = "desk.moderation_rule.before", .chosen = call.moderation == consultation::Moderation::before}};
  view.moderation_hours = {.name = "moderation_hours",
                           .label = "desk.moderation_hours",
                           .value = locale::digits(in.language(), std::to_string(call.moderation_hours)),
                           .input_mode = "numeric",
                           .left_to_right = true,
                           .size = "tiny"};
}

std::string typed_date(Language language, JalaliDate date) {
  char line[16];
  std::snprintf(line, sizeof line, "%04d/%02d/%02d", date.year, date.month, date.day);
  return locale::digits(language, line);
}

void fill_opening(Context& in, store::Transaction& tx, CallDesk& view, const std::vector<Error>& errors) {
  const consultation::PeriodRule rule = consultation::policy_for(tx, *in.agency, in.call->document_type);
  const JalaliDate first = add_days(date_in_tehran(in.now), rule.notice_days);
  const JalaliDate earliest = consultation::earliest_closing_day(first, rule, consultation::holidays(tx));
  const bool working = rule.unit == consultation::PeriodUnit::working_days;
  view.policy =
      in.say(working ? "desk.policy_working" : "desk.policy",
             {{"days", std::int64_t{rule.days}}, {"source", rule.source.empty() ? in.say("desk.policy_default") : rule.source}});
  if (rule.notice_days > 0) view.policy += " " + in.say("desk.policy_notice", {{"days", std::int64_t{rule.notice_days}}});
  view.earliest = in.say(rule.notice_days > 0 ? "desk.earliest_after_notice" : "desk.earliest",
                         {{"date", locale::long_date(in.language(), start_of_day_in_tehran(earliest))}});
  for (const consultation::TemplateText& text : consultation::call_template(tx, in.agency, in.call->document_type))
    if (text.part == "period") view.period = in.language() == Language::fa ? text.fa : text.en;
  view.first_day = {.name = "first_day",
                    .label = "desk.first_day",
                    .hint = "desk.date_hint",
                    .value = typed_or(in, "first_day", typed_date(in.language(), first)),
                    .error = part::error_of(errors, "first_day"),
                    .input_mode = "numeric",
                    .left_to_right = true,
                    .size = "short"};
  view.last_day = {.name = "last_day",
                   .label = "desk.last_day",
                   .hint = "desk.last_day_hint",
                   .value = typed_or(in, "last_day", typed_date(in.language(), earliest)),
                   .error = part::error_of(errors, "last_day"),
                   .input_mode = "numeric",
                   .left_to_right = true,
                   .size = "short"};
  view.shorter_reason = {.name = "shorter_reason",
                         .label = "desk.shorter_reason",
                         .hint = "desk.shorter_hint",
                         .value = typed_or(in, "shorter_reason", ""),
                         .error = part::error_of(errors, "shorter_reason"),
                         .optional = true};
}

ActForm act_form(const Context& in, std::string_view act, const std::vector<Error>& errors, bool with_day, bool danger) {
  ActForm form{.act = "desk.act." + std::string(act),
               .action = path_of_desk(in) + "/" + std::string(act),
               .lead = "desk.act." + std::string(act) + ".lead",
               .button = "desk.act." + std::string(act) + ".button",
               .danger = danger};
  if (with_day) {
    const std::string name = std::string(act) + "_last_day";
    form.fields.push_back({.name = name,
                           .label = "desk.last_day",
                           .hint = "desk.date_hint",
                           .value = typed_or(in, name, ""),
                           .error = part::error_of(errors, "last_day"),
                           .input_mode = "numeric",
                           .left_to_right = true,
                           .size = "short"});
  }
  for (const std::string_view language : {std::string_view("fa"), std::string_view("second")}) {
    const std::string name = std::string(act) + "_reason_" + std::string(language);
    form.areas.push_back({.name = name,
                          .label = language == "fa" ? "desk.reason_fa" : "desk.reason_second",
                          .value = typed_or(in, name, ""),
                          .error = part::error_of(errors, "reason_" + std::string(language))});
  }
  return form;
}

Response desk_page(Context& in, const std::vector<Error>& errors) {
  CallDesk view;
  view.number = in.call->number;
  view.problems.errors = errors;
  std::string title;
  in.read([&](store::Transaction& tx) {
    in.call = consultation::call(tx, in.call->id);
    const consultation::Call& call = *in.call;
    const State state = consultation::state_at(call, in.now);
    const auto texts = consultation::texts(tx, call.id);
    view.title = title = consultation::text_of(texts, "title", code(in.language()));
    view.agency = in.agency->name(in.language());
    view.chip = pages::call::chip_of(in, call);
    view.path = pages::call::path_of(in, tx, call);
    const bool works = consultation::prepares(in.actor, call);
    const bool leads =
        consultation::leads(in.actor, call) || (works && consultation::route_for(tx, *in.agency, "opening").size() > 1);
    if (works) view.tour = guide::wanted_tour(in, tx, call);
    view.drafting = state == State::drafting && works;
    view.is_public = consultation::is_public(call.state);
    view.suspended = state == State::suspended && works;
    view.can_edit = works && state != State::ready && state != State::withdrawn && state != State::evaluated;
    view.can_propose = leads;
    view.can_set_current =
        works && (state == State::drafting || state == State::announced || state == State::open || state == State::suspended);
    view.can_translate = works && state != State::withdrawn;
    view.can_promise = works && (state == State::closed || state == State::analysing || state == State::reported ||
                                 state == State::decided || state == State::feedback || state == State::evaluated);
    view.reviewing = works && (state == State::closed || state == State::analysing);
    view.answered = works && (state == State::reported || state == State::decided || state == State::feedback);
    if (view.can_edit) fill_texts(in, view, texts, errors);
    for (const consultation::Draft& draft : consultation::drafts(tx, call.id)) {
      DraftLine line{.id = draft.id.value, .title = draft.title, .language = draft.language, .version = draft.version_number};
      for (const consultation::FlatProvision& flat : consultation::provisions(tx, draft.version)) {
        ++line.provisions;
        line.articles += flat.provision.kind == document::Kind::article || flat.provision.kind == document::Kind::principle;
      }
      const consultation::DraftSource source = consultation::source_of(tx, draft.version);
      line.source = source.name;
      for (const document::Warning& warning : source.warnings) line.warnings.push_back(in.say(warning.key, warning.arguments));
      view.drafts.push_back(std::move(line));
    }
    view.file = {.name = "file",
                 .label = "desk.file",
                 .hint = "desk.file_hint",
                 .error = part::error_of(errors, "file"),
                 .type = "file",
                 .accept = ".docx,.odt,.pdf,.html,.htm,.txt",
                 .optional = true};
    view.pasted = {.name = "draft",
                   .label = "desk.pasted",
                   .hint = "desk.pasted_hint",
                   .value = typed_or(in, "draft", ""),
                   .error = part::error_of(errors, "draft"),
                   .optional = true};
    view.replaces = {.name = "replaces", .label = "desk.replaces"};
    if (view.drafting) view.replaces.options.push_back({.value = "", .label = "desk.replaces_none"});
    for (const DraftLine& line : view.drafts)
      view.replaces.options.push_back({.value = line.id, .label_text = line.title, .chosen = !view.drafting});
    if (view.drafting) {
      fill_questions(in, view, consultation::questions(tx, call.id), errors);
      fill_settings(in, view);
      view.missing.errors = consultation::missing(tx, call);
      if (leads) fill_opening(in, tx, view, errors);
    }
    fill_advice(in, view);
    if (leads) {
      if (state == State::announced || state == State::open) view.acts.push_back(act_form(in, "extension", errors, true, false));
      if (state == State::open) view.acts.push_back(act_form(in, "suspension", errors, false, true));
      if (state == State::suspended) view.acts.push_back(act_form(in, "resumption", errors, false, false));
      if (view.is_public && state != State::decided && state != State::feedback && state != State::evaluated &&
          state != State::withdrawn)
        view.acts.push_back(act_form(in, "withdrawal", errors, false, true));
    }
    if (consultation::leads(in.actor, call) && (state == State::decided || state == State::feedback)) {
      view.conclusion = state == State::decided ? "feedback" : "evaluation";
      const auto area = [&](std::string_view language) {
        const std::string name = view.conclusion + "_" + std::string(language);
        return part::Area{.name = name,
                          .label = "desk.conclusion." + std::string(language),
                          .value = typed_or(in, name, ""),
                          .error = part::error_of(errors, name)};
      };
      view.conclusion_fa = area("fa");
      view.conclusion_second = area("second");
    }
    for (const consultation::Approval& approval : consultation::approvals(tx, call.id))
      if (!approval.verdict) view.approvals.push_back(approval_view(in, tx, approval));
    const consultation::Unanswered counts = consultation::unanswered(tx, call.id);
    view.contributions = counts.total;
    view.unanswered = counts.without_disposition;
  });
  const int status = errors.empty()                          ? 200
                     : errors.front().code == Code::conflict ? 409
                     : errors.front().code == Code::denied   ? 403
                                                             : 422;
  return in.page({.title = title, .section = "desk", .status = status, .desk = true, .scripts = {"advice.js"}},
                 to_html(view, in.reader));
}

// After a command: back to the desk of the call, or the form again with what was typed.
template <class T>
Result<Response> answered(Context& in, const Result<T>& result, std::string_view done) {
  if (result) return in.go(path_of_desk(in), done);
  if (result.error().code == Code::denied || result.error().code == Code::not_found) return result.error();
  return desk_page(in, {result.error()});
}

}  // namespace

Result<Response> call_desk(Context& in) { return desk_page(in, {}); }

Result<Response> set_texts(Context& in) {
  std::vector<consultation::SetText> changes;
  consultation::for_each_text_part([&](const consultation::TextPart& part) {
    for (const std::string& language : {std::string("fa"), in.call->second_language}) {
      const std::string name = std::string(part.name) + "_" + language;
      if (in.request.form.has(name)) changes.push_back({std::string(part.name), language, std::string(in.request.form[name])});
    }
  });
  return answered(in, consultation::set_texts(in.database(), in.actor, in.now, in.call->id, changes), "saved");
}

Result<Response> set_questions(Context& in) {
  std::vector<consultation::SetQuestion> questions;
  for (int i = 1; i <= 50; ++i) {
    const std::string name = "question_q" + std::to_string(i);
    if (!in.request.form.has(name)) break;
    questions.push_back({std::string(in.request.form[name]), std::string(in.request.form[name + "_second"])});
  }
  return answered(in, consultation::set_questions(in.database(), in.actor, in.now, in.call->id, questions), "saved");
}

Result<Response> add_draft(Context& in) {
  const auto found = in.request.uploads.find("file");
  const bool has_file = found != in.request.uploads.end() && !found->second.empty() && !found->second.front().content.empty();
  const std::string name = has_file ? found->second.front().file_name : std::string();
  const std::string_view content = has_file ? std::string_view(found->second.front().content) : in.request.form["draft"];
  if (text::trim(content).empty()) return desk_page(in, {{Code::invalid, "desk.error.no_draft", {}, "file"}});
  // A file without a name is one of a script, and is read by what it holds.
  const std::string read_as = has_file && name.empty() ? "draft" : name;
  if (content.size() > draft_at_once_bytes) return ask_for_draft(in, read_as, content);
  Result<document::Imported> imported =
      has_file ? document::import_isolated(read_as, content) : Result<document::Imported>(document::import_text(content));
  if (!imported) {
    Error error = imported.error();
    if (error.field.empty()) error.field = has_file ? "file" : "draft";
    return desk_page(in, {error});
  }
  const auto set =
      take_texts(in.database(), in.actor, in.now, in.call->id, in.request.form["replaces"], std::move(*imported), name);
  return answered(in, set, "draft_added");
}

Result<Response> remove_draft(Context& in) {
  return answered(in, consultation::remove_draft(in.database(), in.actor, in.now, in.call->id, {std::string(in.part("draft"))}),
                  "saved");
}

Result<Response> set_settings(Context& in) {
  const Fields& form = in.request.form;
  const auto chosen = form.all("options");
  const auto has = [&](std::string_view option) { return std::find(chosen.begin(), chosen.end(), option) != chosen.end(); };
  const consultation::Settings settings{
      .topic = std::string(form["topic"]),
      .place = std::string(form["place"]),
      .guests = has("guests"),
      .replies = has("replies"),
      .stances_while_open = has("stances"),
      .moderation = form["moderation"] == "before" ? consultation::Moderation::before : consultation::Moderation::after,
      .moderation_hours = static_cast<int>(text::parse_integer(form["moderation_hours"]).value_or(0)),
      .asks_birth_year = has("birth_year"),
      .asks_gender = has("gender"),
      .asks_place = has("place_asked"),
      .asks_type = has("type")};
  return answered(in, consultation::set_settings(in.database(), in.actor, in.now, in.call->id, settings), "saved");
}

Result<Response> propose_opening(Context& in) {
  const Fields& form = in.request.form;
  const auto first = parse_date(form["first_day"]), last = parse_date(form["last_day"]);
  if (!first) return desk_page(in, {{Code::invalid, "call.error.date", {}, "first_day"}});
  if (!last) return desk_page(in, {{Code::invalid, "call.error.date", {}, "last_day"}});
  return answered(in,
                  consultation::propose_opening(in.database(), in.actor, in.now, in.call->id,
                                                {*first, *last, std::string(form["shorter_reason"])}),
                  "proposed");
}

namespace {

consultation::Reason reason_of(const Context& in, std::string_view act) {
  return {std::string(in.request.form[std::string(act) + "_reason_fa"]),
          std::string(in.request.form[std::string(act) + "_reason_second"])};
}

}  // namespace

Result<Response> propose_extension(Context& in) {
  const auto last = parse_date(in.request.form["extension_last_day"]);
  if (!last) return desk_page(in, {{Code::invalid, "call.error.date", {}, "last_day"}});
  return answered(
      in, consultation::propose_extension(in.database(), in.actor, in.now, in.call->id, *last, reason_of(in, "extension")),
      "proposed");
}

Result<Response> propose_suspension(Context& in) {
  return answered(in, consultation::propose_suspension(in.database(), in.actor, in.now, in.call->id, reason_of(in, "suspension")),
                  "proposed");
}

Result<Response> propose_resumption(Context& in) {
  return answered(in, consultation::propose_resumption(in.database(), in.actor, in.now, in.call->id, reason_of(in, "resumption")),
                  "proposed");
}

Result<Response> propose_withdrawal(Context& in) {
  return answered(in, consultation::propose_withdrawal(in.database(), in.actor, in.now, in.call->id, reason_of(in, "withdrawal")),
                  "proposed");
}

Result<Response> close(Context& in) {
  return answered(in, consultation::close(in.database(), in.actor, in.now, in.call->id), "saved");
}

Result<Response> start_analysis(Context& in) {
  return answered(in, consultation::start_analysis(in.database(), in.actor, in.now, in.call->id), "saved");
}

Result<Response> conclude(Context& in) {
  const Fields& form = in.request.form;
  const auto kind = consultation::duty_named(form["kind"]);
  if (kind != consultation::Duty::feedback && kind != consultation::Duty::evaluation)
    return Error{Code::invalid, "call.error.wrong_state"};
  const std::string prefix(consultation::name(*kind));
  return answered(in,
                  consultation::conclude(in.database(), in.actor, in.now, in.call->id, *kind,
                                         {std::string(form[prefix + "_fa"]), std::string(form[prefix + "_second"])}),
                  "saved");
}

}  // namespace mosharekat::web::pages::desk
