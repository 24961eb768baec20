// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/committee.h"

#include <algorithm>
#include <map>

#include "base/calendar.h"
#include "base/json_text.h"
#include "base/text.h"
#include "consultation/contribution_store.h"
#include "insight/duplicates.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using Invalid = mosharekat::Code;

namespace {

const std::string columns =
    "SELECT m.id, m.call, m.number, m.held_at, m.members, (SELECT COUNT(*) FROM disposition d WHERE d.minutes = m.id) FROM minutes "
    "m ";
const std::string one_sql = columns + "WHERE m.id = $1";
const std::string of_call_sql = columns + "WHERE m.call = $1 ORDER BY m.held_at, m.number";

Minutes read_minutes(store::Row& row) {
  Minutes found;
  found.id = row.id<MinutesId>();
  found.call = row.id<CallId>();
  found.number = row.text();
  found.held_at = row.time();
  found.members = row.text();
  found.decided = row.integer();
  return found;
}

}  // namespace

Result<MinutesId> record_minutes(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                 const EditMinutes& ask) {
  const std::string number = text::tidy_line(ask.number), members = text::tidy(ask.members);
  if (number.empty() || text::length(number) > 60) return Error{Invalid::invalid, "committee.error.number", {}, "number"};
  const auto day = parse_date(ask.held_on);
  if (!day) return Error{Invalid::invalid, "call.error.date", {}, "held_on"};
  const Instant held_at = start_of_day_in_tehran(*day);
  if (held_at > now) return Error{Invalid::invalid, "committee.error.future", {}, "held_on"};
  if (members.empty()) return Error{Invalid::invalid, "committee.error.members", {}, "members"};
  if (text::length(members) > 3000)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{3000}}}, "members"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<MinutesId>> {
    const Owned owned = TRY(owned_call(tx, id));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    const State state = state_at(owned.call, now);
    if (state != State::closed && state != State::analysing) return Error{Invalid::conflict, "disposition.error.state"};
    const MinutesId made = MinutesId::make(now);
    if (tx.execute(
            "INSERT INTO minutes (id, call, number, held_at, members, recorded_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7) "
            "ON CONFLICT (call, number) DO NOTHING",
            {made, id, number, held_at, members, actor.person, now}) != 1)
      return Error{Invalid::conflict, "committee.error.twice", {}, "number"};
    return Done{ledger::append(tx, {.kind = "minutes.recorded",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"minutes", made.value}, {"number", number}, {"members", members}})}),
                made};
  });
}

std::optional<Minutes> minutes(store::Transaction& tx, const MinutesId& id) {
  return tx.one<Minutes>(one_sql, {id}, read_minutes);
}

std::vector<Minutes> minutes_of_call(store::Transaction& tx, const CallId& call) {
  return tx.all<Minutes>(of_call_sql, {call}, read_minutes);
}

namespace {

std::string said(const Contribution& one) {
  if (one.replacement.empty()) return one.body;
  const std::string proposed = locale::sentence(Language::fa, "disposition.table.replacement", {{"text", one.replacement}});
  return one.body.empty() ? proposed : one.body + "\n" + proposed;
}

bool wanted(const Answered& one, const PackFilter& filter) {
  const Visibility state = one.contribution.state;
  if (state != Visibility::published && state != Visibility::waiting) return false;
  if (filter.theme && std::find(one.themes.begin(), one.themes.end(), *filter.theme) == one.themes.end()) return false;
  if (filter.code.empty()) return true;
  return filter.code == "none" ? !one.disposition : one.disposition && name(one.disposition->code) == filter.code;
}

template <class T>
void most_frequent_first(std::vector<T>& all) {
  std::stable_sort(all.begin(), all.end(), [](const T& left, const T& right) { return left.count > right.count; });
}

using Members = std::vector<const Answered*>;

insight::Clusters clusters_of(const Members& members) {
  std::vector<std::string> texts;
  for (const Answered* one : members) texts.push_back(one->contribution.body + " " + one->contribution.replacement);
  return insight::near_duplicates(texts);
}

PackGroup group_of(const Members& members) {
  PackGroup group;
  const insight::Clusters clusters = clusters_of(members);
  group.texts.resize(clusters.count);
  for (std::size_t at = 0; at < members.size(); ++at) {
    const Answered& one = *members[at];
    group.numbers.push_back(one.contribution.number);
    PackText& text = group.texts[clusters.of[at]];
    if (text.count++ == 0) text.text = said(one.contribution);
    if (!one.disposition) {
      ++group.undecided;
      continue;
    }
    const Disposition& given = *one.disposition;
    const auto same = std::find_if(group.answers.begin(), group.answers.end(), [&](const PackAnswer& held) {
      return held.code == given.code && held.part == given.part && held.reason == given.reason && held.citation == given.citation;
    });
    if (same == group.answers.end())
      group.answers.push_back({given.code, given.part, given.reason, given.citation, 1});
    else
      ++same->count;
  }
  most_frequent_first(group.texts);
  most_frequent_first(group.answers);
  return group;
}

// Themes in their order, each once; what has none, by its words.
std::vector<PackGroup> groups_of(const Members& members, const std::vector<Theme>& themes, const PackFilter& filter) {
  std::vector<PackGroup> groups;
  Members rest;
  std::map<std::string, Members> of_theme;
  for (const Answered* one : members) {
    if (filter.theme)
      of_theme[filter.theme->value].push_back(one);
    else if (!one->themes.empty())
      of_theme[one->themes.front().value].push_back(one);
    else
      rest.push_back(one);
  }
  for (const Theme& theme : themes) {
    const auto found = of_theme.find(theme.id.value);
    if (found == of_theme.end()) continue;
    groups.push_back(group_of(found->second));
    groups.back().theme_fa = theme.name_fa;
    groups.back().theme_en = theme.name_en;
  }
  const insight::Clusters clusters = clusters_of(rest);
  std::vector<Members> alike(clusters.count);
  for (std::size_t at = 0; at < rest.size(); ++at) alike[clusters.of[at]].push_back(rest[at]);
  std::stable_sort(alike.begin(), alike.end(),
                   [](const Members& left, const Members& right) { return left.size() > right.size(); });
  for (const Members& one : alike) groups.push_back(group_of(one));
  return groups;
}

}  // namespace

std::vector<PackPlace> committee_pack(store::Transaction& tx, const CallId& call, const PackFilter& filter) {
  const auto all = answered(tx, call);
  const auto named = themes(tx, call);
  std::map<std::pair<std::string, std::string>, Members> at_place;
  for (const Answered& one : all)
    if (wanted(one, filter))
      at_place[{one.contribution.draft ? one.contribution.draft->value : "", one.contribution.anchor}].push_back(&one);
  std::vector<PackPlace> pack;
  const auto add = [&](std::string label, std::string text, Members members) {
    const auto count = static_cast<std::int64_t>(members.size());
    pack.push_back({std::move(label), std::move(text), groups_of(members, named, filter), count});
  };
  for (const Draft& draft : drafts(tx, call))
    for (const FlatProvision& one : provisions(tx, draft.version)) {
      const auto found = at_place.find({draft.id.value, one.provision.anchor});
      if (found == at_place.end()) continue;
      std::string text = one.provision.heading;
      if (!one.provision.text.empty()) text += (text.empty() ? "" : "\n") + one.provision.text;
      add(one.provision.label, std::move(text), std::move(found->second));
      at_place.erase(found);
    }
  // The whole text, and places that the draft's present version no longer has.
  Members whole;
  for (const auto& [place, members] : at_place) whole.insert(whole.end(), members.begin(), members.end());
  std::sort(whole.begin(), whole.end(),
            [](const Answered* left, const Answered* right) { return left->contribution.number < right->contribution.number; });
  if (!whole.empty()) add("", "", std::move(whole));
  return pack;
}

}  // namespace mosharekat::consultation
