// SPDX-License-Identifier: AGPL-3.0-or-later
// The machine parts, from the tables of a call.
#include <algorithm>
#include <map>
#include <set>

#include "base/calendar.h"
#include "base/geography.h"
#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/contribution.h"
#include "consultation/document_type.h"
#include "consultation/stakeholder.h"
#include "insight/duplicates.h"
#include "insight/participation.h"
#include "report/report.h"

namespace mosharekat::report {

using consultation::Answered;
using consultation::Call;
using consultation::Contribution;
using consultation::Visibility;

namespace {

constexpr std::size_t quotes_per_theme = 3;
constexpr std::size_t quote_length = 400;
constexpr std::size_t opening_length = 90;

std::string_view name(consultation::Outcome outcome) {
  switch (outcome) {
    case consultation::Outcome::accepted: return "accepted";
    case consultation::Outcome::partly: return "partly";
    case consultation::Outcome::refused: return "refused";
    case consultation::Outcome::other: return "other";
  }
  return "";
}

std::string_view name(consultation::Difference difference) {
  switch (difference) {
    case consultation::Difference::changed: return "changed";
    case consultation::Difference::added: return "added";
    case consultation::Difference::removed: return "removed";
    case consultation::Difference::same: break;
  }
  return "same";
}

bool is_counted(const Contribution& one) { return one.state == Visibility::published || one.state == Visibility::waiting; }

Both unit_name(store::Transaction& tx, const identity::AgencyId& id) {
  const auto unit = identity::agency(tx, id);
  return unit ? Both{unit->name_fa, unit->name_en} : Both{};
}

CallData call_data(store::Transaction& tx, const Call& call, const std::vector<consultation::Draft>& drafts) {
  const auto texts = consultation::texts(tx, call.id);
  const auto both = [&](std::string_view part) {
    Both found;
    for (const consultation::CallText& text : texts) {
      if (text.part != part) continue;
      (text.language == "fa" ? found.fa : found.second) = text.text;
    }
    return found;
  };
  CallData data{.number = call.number,
                .document_type = call.document_type,
                .second_language = call.second_language,
                .document_type_name = {.fa = consultation::document_type_name(tx, call.document_type, Language::fa),
                                       .second = consultation::document_type_name(tx, call.document_type, Language::en)},
                .title = both("title"),
                .agency = unit_name(tx, call.agency),
                .lead_unit = unit_name(tx, call.lead_unit),
                .preparing_unit = unit_name(tx, call.preparing_unit),
                .legal_basis = both("legal_basis"),
                .stakeholders = both("stakeholders"),
                .contact = both("contact"),
                .opens_at = {call.opens_at.value_or(Instant{})},
                .closes_at = {call.closes_at.value_or(Instant{})},
                .report_due = {consultation::report_due(call)},
                .required_days = call.rule.days,
                .policy_source = call.rule.source,
                .shorter_reason = call.shorter_reason,
                .moderation = call.moderation == consultation::Moderation::before ? "before" : "after",
                .moderation_hours = call.moderation_hours};
  if (call.opens_at && call.closes_at)
    data.days = days_between(date_in_tehran(*call.opens_at), consultation::closing_day(*call.closes_at));
  for (const consultation::Question& question : consultation::questions(tx, call.id))
    data.questions.push_back({std::string(question.in("fa")), std::string(question.in(call.second_language))});
  for (const consultation::Draft& draft : drafts)
    data.drafts.push_back({.title = draft.title,
                           .language = draft.language,
                           .hash = draft.hash,
                           .version = draft.version_number,
                           .provisions = static_cast<std::int64_t>(consultation::provisions(tx, draft.version).size())});
  for (const consultation::Stakeholder& one : consultation::stakeholders(tx, call.id))
    if (one.invited_at) data.invited.push_back({one.kind, {one.name_fa, one.name_en}, one.took_part});
  // Notices of the report itself would make the data depend on its own publication.
  for (const consultation::Notice& notice : consultation::notices(tx, call.id))
    if (notice.kind != "reported" && notice.kind != "report_corrected")
      data.notices.push_back({notice.kind, {notice.reason, notice.reason_second}, {notice.at}});
  std::stable_sort(data.notices.begin(), data.notices.end(),
                   [](const NoticeData& left, const NoticeData& right) { return left.at.at < right.at.at; });
  return data;
}

// What stands at an anchor of one of the drafts; what was written itself where it is no anchor.
std::string label_at(store::Transaction& tx, const std::vector<consultation::Draft>& drafts, const std::string& anchor) {
  if (!anchor.empty())
    for (const consultation::Draft& draft : drafts)
      if (const auto found = consultation::provision_at(tx, draft.id, anchor))
        return found->label.empty() ? text::shorten(found->heading.empty() ? found->text : found->heading, opening_length)
                                    : found->label;
  return anchor;
}

// Rows, and the decisions they point to.
struct Listed {
  std::vector<Row> rows;
  std::vector<Decision> decisions;
};
Listed list_rows(store::Transaction& tx, const std::vector<Answered>& all, const std::vector<consultation::Draft>& drafts,
                 const std::vector<consultation::Theme>& themes) {
  std::map<std::string, std::int64_t> draft_number, theme_position, decision_number;
  for (std::size_t i = 0; i < drafts.size(); ++i) draft_number[drafts[i].id.value] = static_cast<std::int64_t>(i) + 1;
  for (std::size_t i = 0; i < themes.size(); ++i) theme_position[themes[i].id.value] = static_cast<std::int64_t>(i) + 1;
  std::map<std::string, Both> units;
  std::vector<std::string> texts;
  for (const Answered& one : all)
    if (is_counted(one.contribution)) texts.push_back(one.contribution.body + " " + one.contribution.replacement);
  const insight::Clusters clusters = insight::near_duplicates(texts);
  Listed listed;
  std::size_t text = 0;
  for (const Answered& one : all) {
    const Contribution& from = one.contribution;
    Row row{.number = from.number,
            .kind = std::string(consultation::name(from.kind)),
            .language = from.language,
            .channel = from.channel,
            .stance = from.stance && from.state == consultation::Visibility::published
                          ? std::string(consultation::name(*from.stance))
                          : "",
            .state = std::string(consultation::name(from.state)),
            .anchor = from.anchor,
            .received = {from.received_at}};
    if (from.draft) row.draft = draft_number[from.draft->value];
    if (is_counted(from)) {
      if (from.state == consultation::Visibility::published) row.organisation = from.organisation;
      row.supports = from.supports;
      row.text = static_cast<std::int64_t>(clusters.of[text++]) + 1;
      for (const consultation::ThemeId& theme : one.themes) row.themes.push_back(theme_position[theme.value]);
      if (one.disposition) {
        const consultation::Disposition& given = *one.disposition;
        if (!units.contains(given.unit.value)) units[given.unit.value] = unit_name(tx, given.unit);
        Decision decision{.code = std::string(consultation::name(given.code)),
                          .outcome = std::string(name(consultation::outcome(given.code))),
                          .part = given.part,
                          .reason = given.reason,
                          .citation = given.citation,
                          .place = given.place,
                          .unit = units[given.unit.value]};
        std::string key;
        for (const std::string* field :
             {&decision.code, &decision.part, &decision.reason, &decision.citation, &decision.place, &decision.unit.fa})
          key += *field + '\n' + '\0';
        auto [at, fresh] = decision_number.emplace(std::move(key), static_cast<std::int64_t>(listed.decisions.size()) + 1);
        if (fresh) {
          decision.place_label = label_at(tx, drafts, decision.place);
          listed.decisions.push_back(std::move(decision));
        }
        row.decision = at->second;
      }
    }
    listed.rows.push_back(std::move(row));
  }
  return listed;
}

// Who wrote: a member is one person however often, also once the account is erased; a guest is one each time.
const std::string& who(const Contribution& one) { return one.voice; }

Cell cell(const insight::Figure& figure) { return {figure.shown, figure.count}; }
std::vector<Cell> cells(const std::vector<insight::Figure>& figures) {
  std::vector<Cell> all;
  for (const insight::Figure& figure : figures) all.push_back(cell(figure));
  return all;
}

Participation participation(store::Transaction& tx, const Call& call, const std::vector<Answered>& all) {
  std::map<std::string, std::string> channel_of;  // of each person, by who they are
  Participation result;
  for (const Answered& one : all)
    if (channel_of.emplace(who(one.contribution), one.contribution.channel).second)
      ++(one.contribution.member ? result.members : result.guests);
  result.people = result.guests + result.members;
  std::map<std::string, std::int64_t> silent;  // people of each channel who said nothing of themselves
  std::set<std::string> channels{"web"};
  for (const auto& [person, channel] : channel_of) ++silent[channel], channels.insert(channel);
  auto people = tx.all<insight::Participant>(
      "SELECT birth_year, gender, province, type, channel FROM participant WHERE call = $1 ORDER BY key", {call.id},
      [](store::Row& row) {
        insight::Participant person;
        if (const auto year = row.maybe(&store::Row::integer)) person.birth_year = static_cast<int>(*year);
        person.gender = row.maybe(&store::Row::text).value_or("");
        person.province = row.maybe(&store::Row::text).value_or("");
        person.type = row.maybe(&store::Row::text).value_or("");
        person.channel = row.text();
        return person;
      });
  for (const insight::Participant& person : people) --silent[person.channel];
  for (const auto& [channel, count] : silent)
    for (std::int64_t i = 0; i < count; ++i) people.push_back({.channel = channel});
  insight::Frame frame{.genders = {"female", "male"},
                       .provinces = {},
                       .channels = {channels.begin(), channels.end()},
                       .types = {"individual", "ngo", "company", "university", "public_body"}};
  for (const Province& province : provinces()) frame.provinces.emplace_back(province.code);
  const int year = date_in_tehran(call.opens_at.value_or(call.created_at)).year;
  const insight::Participation published = insight::participation(people, frame, year);
  result.individuals = published.individuals;
  for (const insight::PublishedTable& from : published.tables) {
    TraitTable table{.kind = std::string(insight::code(from.kind)),
                     .withheld = std::string(insight::code(from.withheld)),
                     .rows = from.rows,
                     .columns = from.columns,
                     .row_totals = cells(from.row_totals),
                     .column_totals = cells(from.column_totals)};
    for (const auto& row : from.cells) table.cells.push_back(cells(row));
    result.tables.push_back(std::move(table));
  }
  return result;
}

Moderation moderation(store::Transaction& tx, const Call& call, const std::vector<Answered>& all) {
  const consultation::ModerationCounts counts = consultation::moderation_counts(tx, call.id);
  Moderation result{.hidden = counts.hidden, .appeals = counts.appeals, .upheld = counts.upheld};
  for (const auto& [reason, count] : counts.by_reason) result.reasons.push_back({reason, count});
  std::sort(result.reasons.begin(), result.reasons.end(),
            [](const Count& left, const Count& right) { return left.code < right.code; });
  for (const Answered& one : all)
    if (one.contribution.published_at &&
        *one.contribution.published_at > one.contribution.received_at + std::chrono::hours(call.moderation_hours))
      ++result.late;
  return result;
}

std::vector<ThemeData> theme_data(const std::vector<consultation::Theme>& themes, const std::vector<Answered>& all,
                                  const std::vector<Row>& rows) {
  std::vector<ThemeData> result;
  for (std::size_t i = 0; i < themes.size(); ++i) {
    const auto position = static_cast<std::int64_t>(i) + 1;
    ThemeData theme{.position = position,
                    .name_fa = themes[i].name_fa,
                    .name_en = themes[i].name_en,
                    .summary_fa = themes[i].summary_fa,
                    .summary_en = themes[i].summary_en};
    std::set<std::string> people;
    std::vector<std::size_t> members;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      if (std::find(rows[k].themes.begin(), rows[k].themes.end(), position) == rows[k].themes.end()) continue;
      people.insert(who(all[k].contribution));
      if (all[k].contribution.state == Visibility::published) members.push_back(k);
    }
    theme.people = static_cast<std::int64_t>(people.size());
    std::stable_sort(members.begin(), members.end(),
                     [&](std::size_t left, std::size_t right) { return rows[left].supports > rows[right].supports; });
    std::set<std::int64_t> quoted;
    for (const std::size_t k : members) {
      if (theme.quotes.size() == quotes_per_theme) break;
      if (!quoted.insert(rows[k].text).second) continue;
      const Contribution& from = all[k].contribution;
      theme.quotes.push_back(
          {from.number, text::shorten(from.body.empty() ? from.replacement : from.body, quote_length), from.language});
    }
    result.push_back(std::move(theme));
  }
  return result;
}

std::vector<Place> place_data(store::Transaction& tx, const Call& call, const std::vector<consultation::Draft>& drafts,
                              const std::vector<PlaceFigures>& places) {
  std::map<std::string, std::string> questions;
  for (const consultation::Question& question : consultation::questions(tx, call.id))
    questions[question.anchor] = std::string(question.in("fa"));
  std::vector<Place> result;
  for (const PlaceFigures& at : places) {
    Place place{.draft = at.draft, .anchor = at.anchor};
    if (at.draft == 0) {
      if (const auto question = questions.find(at.anchor); question != questions.end())
        place.opening = text::shorten(question->second, opening_length);
    } else if (const auto provision =
                   consultation::provision_at(tx, drafts[static_cast<std::size_t>(at.draft - 1)].id, at.anchor)) {
      place.label = provision->label;
      place.opening = text::shorten(provision->heading.empty() ? provision->text : provision->heading, opening_length);
    }
    result.push_back(std::move(place));
  }
  return result;
}

std::vector<ChangeData> change_data(store::Transaction& tx, const std::vector<consultation::Draft>& drafts) {
  std::vector<ChangeData> result;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const auto final = consultation::final_version(tx, drafts[i].id);
    if (!final) continue;
    std::map<std::string, ChangeData> sources;
    for (const consultation::ChangeSource& source : consultation::change_sources(tx, *final)) {
      ChangeData& at = sources[source.anchor];
      at.note = source.note;
      if (source.contribution_number) at.contributions.push_back(*source.contribution_number);
    }
    for (const consultation::ProvisionChange& change :
         consultation::compare(consultation::provisions(tx, drafts[i].version), consultation::provisions(tx, *final))) {
      if (change.difference == consultation::Difference::same) continue;
      const document::Provision& where = change.difference == consultation::Difference::removed ? change.before : change.after;
      ChangeData& data = sources[where.anchor];
      data.draft = static_cast<std::int64_t>(i) + 1;
      data.anchor = where.anchor;
      data.label = where.label.empty() ? text::shorten(where.text, opening_length) : where.label;
      data.difference = std::string(name(change.difference));
      result.push_back(data);
    }
  }
  return result;
}

}  // namespace

Data compute(store::Transaction& tx, const Call& call) {
  const auto all = consultation::answered(tx, call.id);
  const auto drafts = consultation::drafts(tx, call.id);
  const auto themes = consultation::themes(tx, call.id);
  Listed listed = list_rows(tx, all, drafts, themes);
  Data data;
  data.call = call_data(tx, call, drafts);
  data.figures = tally(listed.rows, listed.decisions, static_cast<std::int64_t>(themes.size()));
  data.participation = participation(tx, call, all);
  data.moderation = moderation(tx, call, all);
  data.themes = theme_data(themes, all, listed.rows);
  data.places = place_data(tx, call, drafts, data.figures.places);
  // What the final text changes is public once its approval is on record; until then an upload may still be replaced.
  if (consultation::approval_record(tx, call.id)) data.changes = change_data(tx, drafts);
  data.decisions = std::move(listed.decisions);
  data.rows = std::move(listed.rows);
  return data;
}

}  // namespace mosharekat::report
