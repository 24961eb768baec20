// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/report/final.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "consultation/answer.h"
#include "document/import.h"
#include "generated/templates/report/final.h"
#include "generated/templates/report/final_desk.h"
#include "web/pages/call/card.h"

namespace mosharekat::web::pages::report {

using consultation::Difference;
using consultation::State;

namespace {

constexpr std::string_view outcomes[] = {"adopted", "adopted_with_changes", "sent_to_parliament", "abandoned", "deferred"};

std::string label_of(const document::Provision& provision) {
  if (provision.label.empty()) return text::shorten(provision.heading.empty() ? provision.text : provision.heading, 60);
  return provision.heading.empty() ? provision.label : provision.label + " – " + provision.heading;
}

ChangeView change_view(const consultation::ProvisionChange& change) {
  const bool removed = change.difference == Difference::removed;
  const document::Provision& where = removed ? change.before : change.after;
  ChangeView view{.anchor = where.anchor, .label = label_of(where)};
  view.difference = removed                                  ? "final_text.removed"
                    : change.difference == Difference::added ? "final_text.added"
                                                             : "final_text.changed";
  view.style = removed ? "no" : change.difference == Difference::added ? "yes" : "part";
  for (const consultation::Run& run : change.runs) {
    bool line_before = false;
    for (const std::string_view line : text::split(run.text, '\n')) {
      view.runs.push_back({run.kind == consultation::Run::Kind::removed, run.kind == consultation::Run::Kind::added, line_before,
                           std::string(line)});
      line_before = true;
    }
  }
  return view;
}

FinalText final_text(store::Transaction& tx, const consultation::Draft& draft, bool whole) {
  FinalText view{.id = draft.id.value, .title = draft.title, .lang = draft.language, .dir = call::direction_of(draft.language)};
  const auto version = consultation::final_version(tx, draft.id);
  if (!version) return view;
  view.loaded = true;
  view.version = version->value;
  const auto after = consultation::provisions(tx, *version);
  view.provisions = static_cast<std::int64_t>(after.size());
  std::map<std::string, ChangeView> sources;
  for (const consultation::ChangeSource& source : consultation::change_sources(tx, *version)) {
    ChangeView& at = sources[source.anchor];
    at.sourced = true;
    at.note = source.note;
    if (source.contribution_number) at.contributions.push_back(*source.contribution_number);
  }
  for (const consultation::ProvisionChange& change : consultation::compare(consultation::provisions(tx, draft.version), after)) {
    if (change.difference == Difference::same) {
      ++view.same;
      continue;
    }
    ++(change.difference == Difference::changed ? view.changed
       : change.difference == Difference::added ? view.added
                                                : view.removed);
    ChangeView one = change_view(change);
    const ChangeView& source = sources[one.anchor];
    one.sourced = source.sourced;
    one.note = source.note;
    one.contributions = source.contributions;
    view.unsourced += !one.sourced;
    view.changes.push_back(std::move(one));
  }
  if (whole)
    for (const auto& [depth, provision] : after) {
      const bool named = !provision.label.empty() || !provision.heading.empty();
      view.lines.push_back({provision.anchor, named ? label_of(provision) : "", provision.text});
    }
  return view;
}

// The fields of the record, in the order of minutes: name, and whether several lines may stand in it.
struct RecordField {
  std::string_view name;
  std::string consultation::ApprovalRecord::* member;
  bool lines;
};
const std::vector<RecordField>& record_fields() {
  using consultation::ApprovalRecord;
  static const std::vector<RecordField> all = {{"authority", &ApprovalRecord::authority, false},
                                               {"session_number", &ApprovalRecord::session_number, false},
                                               {"session_at", &ApprovalRecord::session_at, false},
                                               {"session_place", &ApprovalRecord::session_place, false},
                                               {"members", &ApprovalRecord::members, true},
                                               {"others_present", &ApprovalRecord::others_present, true},
                                               {"decisions", &ApprovalRecord::decisions, true},
                                               {"next_agenda", &ApprovalRecord::next_agenda, true},
                                               {"letter_number", &ApprovalRecord::letter_number, false},
                                               {"letter_date", &ApprovalRecord::letter_date, false}};
  return all;
}

std::string address(const Context& in) { return "/desk/calls/" + std::to_string(in.call->number) + "/final"; }

std::string joined(const std::vector<std::int64_t>& numbers) {
  std::string all;
  for (const std::int64_t number : numbers) all += (all.empty() ? "" : ", ") + std::to_string(number);
  return all;
}

Result<Response> desk_page(Context& in, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  FinalDesk view;
  view.number = in.call->number;
  view.problems.errors = errors;
  view.editable = in.call->state == State::reported && consultation::prepares(in.actor, *in.call);
  view.decided = in.call->state != State::reported;
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    std::int64_t index = 0, number = 0;
    for (const consultation::Draft& draft : consultation::drafts(tx, in.call->id)) {
      FinalDraft one{.text = final_text(tx, draft, false)};
      const std::string suffix = "_" + std::to_string(++number);
      one.file = {.name = "file" + suffix,
                  .label = "final_text.desk.file",
                  .error = part::error_of(errors, "file" + suffix),
                  .type = "file",
                  .accept = ".docx,.odt,.pdf,.html,.htm,.txt"};
      one.pasted = {.name = "text" + suffix,
                    .label = "final_text.desk.paste",
                    .value = std::string(form["text" + suffix]),
                    .error = part::error_of(errors, "text" + suffix),
                    .lang = draft.language,
                    .optional = true};
      for (const ChangeView& change : one.text.changes) {
        SourceForm source{.change = change, .index = ++index};
        const std::string at = "_" + std::to_string(index);
        source.numbers = {.name = "numbers" + at,
                          .label = "final_text.desk.numbers",
                          .hint = "final_text.desk.numbers_hint",
                          .value = form.has("numbers" + at) ? std::string(form["numbers" + at]) : joined(change.contributions),
                          .error = part::error_of(errors, "numbers" + at),
                          .left_to_right = true,
                          .optional = true};
        source.note = {.name = "note" + at,
                       .label = "final_text.desk.note",
                       .hint = "final_text.desk.note_hint",
                       .value = form.has("note" + at) ? std::string(form["note" + at]) : change.note,
                       .error = part::error_of(errors, "note" + at),
                       .optional = true};
        one.sources.push_back(std::move(source));
      }
      view.drafts.push_back(std::move(one));
    }
  });
  view.outcome = {.name = "outcome", .label = "final_text.field.outcome", .error = part::error_of(errors, "outcome")};
  for (const std::string_view outcome : outcomes)
    view.outcome.options.push_back({.value = std::string(outcome),
                                    .label = "final_text.outcome." + std::string(outcome),
                                    .chosen = form["outcome"] == outcome});
  for (const RecordField& field : record_fields()) {
    const std::string name(field.name), label = "final_text.field." + name;
    if (field.lines)
      view.areas.push_back({.name = name,
                            .label = label,
                            .hint = name == "members" ? "final_text.field.members_hint" : "",
                            .value = std::string(form[name]),
                            .error = part::error_of(errors, name),
                            .optional = true});
    else
      view.fields.push_back({.name = name,
                             .label = label,
                             .value = std::string(form[name]),
                             .error = part::error_of(errors, name),
                             .optional = name != "authority"});
  }
  int status = 200;
  for (const Error& error : errors) status = error.code == Code::denied ? 403 : error.code == Code::conflict ? 409 : 422;
  return in.page({.title = in.say("final_text.desk.title"), .status = status, .desk = true}, to_html(view, in.reader));
}

Result<Response> upload(Context& in) {
  const std::string suffix(in.request.form["suffix"]);
  const auto found = in.request.uploads.find("file" + suffix);
  const bool has_file = found != in.request.uploads.end() && !found->second.empty() && !found->second.front().content.empty();
  const std::string field = (has_file ? "file" : "text") + suffix;
  if (!has_file && text::trim(in.request.form["text" + suffix]).empty())
    return desk_page(in, {{Code::invalid, "final_text.error.file", {}, "file" + suffix}});
  Result<document::Imported> imported =
      has_file ? document::import_isolated(found->second.front().file_name, found->second.front().content)
               : Result<document::Imported>(document::import_text(in.request.form["text" + suffix]));
  const auto refuse = [&](Error error) {
    error.field = field;
    return desk_page(in, {error});
  };
  if (!imported) return refuse(imported.error());
  const consultation::DraftId draft{std::string(in.request.form["draft"])};
  const auto language = in.read([&](store::Transaction& tx) {
    for (const consultation::Draft& one : consultation::drafts(tx, in.call->id))
      if (one.id == draft) return std::pair{one.language, one.title};
    return std::pair<std::string, std::string>{};
  });
  // A file that holds two languages: the one that the draft is written in.
  auto chosen = std::find_if(imported->texts.begin(), imported->texts.end(),
                             [&](const document::Text& one) { return one.language == language.first; });
  if (chosen == imported->texts.end()) chosen = imported->texts.begin();
  if (chosen->title.empty()) chosen->title = language.second;
  const auto set = consultation::set_final_text(in.database(), in.actor, in.now, in.call->id, draft, std::move(*chosen),
                                                has_file ? found->second.front().file_name : "");
  if (!set) return refuse(set.error());
  return in.go(address(in), "final_text_set");
}

Result<Response> set_source(Context& in) {
  const Fields& form = in.request.form;
  const std::string at = "_" + std::string(form["index"]);
  std::string list(form["numbers" + at]);
  // Lists are written with commas of either script, or spaces.
  for (const std::string_view comma : {"،", ";", "؛", "-"})
    for (auto where = list.find(comma); where != std::string::npos; where = list.find(comma))
      list.replace(where, comma.size(), ",");
  for (char& letter : list)
    if (letter == ' ' || letter == '\n' || letter == '\t') letter = ',';
  std::vector<std::int64_t> numbers;
  for (const std::string_view part : text::split(list, ',')) {
    if (part.empty()) continue;
    const auto number = text::parse_integer(part);
    if (!number || *number < 1) return desk_page(in, {{Code::invalid, "final_text.error.numbers", {}, "numbers" + at}});
    numbers.push_back(*number);
  }
  const auto set =
      consultation::set_change_source(in.database(), in.actor, in.now, consultation::VersionId{std::string(form["version"])},
                                      form["anchor"], numbers, form["note" + at]);
  if (set) return in.go(address(in) + "#" + std::string(form["anchor"]), "saved");
  Error error = set.error();
  if (!error.field.empty()) error.field = (error.field == "contributions" ? "numbers" : "note") + at;
  return desk_page(in, {error});
}

}  // namespace

Result<Response> final_page(Context& in) {
  Final view;
  view.number = in.call->number;
  view.whole = !in.request.query["whole"].empty();
  const bool found = in.read([&](store::Transaction& tx) {
    const auto record = consultation::approval_record(tx, in.call->id);
    if (!record) return false;
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    for (const consultation::Draft& draft : consultation::drafts(tx, in.call->id))
      view.texts.push_back(final_text(tx, draft, view.whole));
    view.record.push_back({"final_text.field.outcome", in.say("final_text.outcome." + record->outcome)});
    for (const RecordField& field : record_fields())
      if (const std::string& value = *record.*(field.member); !value.empty())
        view.record.push_back({"final_text.field." + std::string(field.name), value});
    return true;
  });
  if (!found) return Error{Code::not_found, "final_text.error.none"};
  return in.page({.title = in.say("final_text.title", {{"title", view.title}}),
                  .description = in.say("final_text.lead", {{"title", view.title}}),
                  .section = "calls",
                  .shared_for = Milliseconds{30000}},
                 to_html(view, in.reader));
}

Result<Response> final_desk(Context& in) { return desk_page(in, {}); }

Result<Response> change_final(Context& in) {
  const std::string_view act = in.request.form["act"];
  if (act == "upload") return upload(in);
  if (act == "source") return set_source(in);
  consultation::ApprovalRecord record;
  record.outcome = std::string(in.request.form["outcome"]);
  for (const RecordField& field : record_fields()) record.*(field.member) = std::string(in.request.form[field.name]);
  const auto recorded = consultation::record_approval(in.database(), in.actor, in.now, in.call->id, record);
  if (!recorded) return desk_page(in, {recorded.error()});
  return in.go("/calls/" + std::to_string(in.call->number) + "/final", "approval_recorded");
}

}  // namespace mosharekat::web::pages::report
