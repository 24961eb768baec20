// SPDX-License-Identifier: AGPL-3.0-or-later
// Deputies: who decides in an absent person's place, from when until when, and who said so.
#include <algorithm>

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/approval.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

bool may_name_deputy_of(const identity::Actor& actor, const std::vector<identity::Agency>& agencies,
                        const identity::StaffMember& absent) {
  if (actor.person == absent.person.id || actor.has(Role::national_admin)) return true;
  return std::any_of(absent.grants.begin(), absent.grants.end(), [&](const identity::Grant& grant) {
    return std::any_of(agencies.begin(), agencies.end(), [&](const identity::Agency& agency) {
      return agency.id == grant.agency && actor.has(Role::agency_admin, agency);
    });
  });
}

bool may_be_deputy_for(const identity::Actor& actor, const std::vector<identity::Agency>& agencies,
                       const identity::StaffMember& deputy) {
  if (actor.has(Role::national_admin)) return true;
  const auto root_of = [&](const identity::AgencyId& id) -> std::string {
    for (const identity::Agency& agency : agencies)
      if (agency.id == id) return agency.path.substr(0, agency.path.find('/', 1));
    return "";
  };
  return std::any_of(deputy.grants.begin(), deputy.grants.end(), [&](const identity::Grant& theirs) {
    return std::any_of(actor.grants.begin(), actor.grants.end(),
                       [&](const identity::Grant& mine) { return root_of(mine.agency) == root_of(theirs.agency); });
  });
}

namespace {

Result<void> may_name(store::Transaction& tx, const identity::Actor& actor, const identity::PersonId& absent) {
  for (const identity::StaffMember& member : identity::staff(tx))
    if (member.person.id == absent) {
      if (may_name_deputy_of(actor, identity::agencies(tx), member)) return {};
      return Error{Invalid::denied, "deputy.error.not_yours"};
    }
  return Error{Invalid::invalid, "deputy.error.person", {}, "person"};
}

Deputy read_deputy(store::Row& row) {
  Deputy deputy;
  deputy.id = row.id<DeputyId>();
  deputy.person = row.id<identity::PersonId>();
  deputy.deputy = row.id<identity::PersonId>();
  deputy.from = row.time();
  deputy.until = row.time();
  deputy.reason = row.text();
  deputy.named_by = row.id<identity::PersonId>();
  deputy.named_at = row.time();
  deputy.ended_at = row.maybe(&store::Row::time);
  return deputy;
}

}  // namespace

Result<DeputyId> name_deputy(store::Database& database, const identity::Actor& actor, Instant now, const NewDeputy& ask) {
  if (!is_valid(ask.first_day)) return Error{Invalid::invalid, "call.error.date", {}, "first_day"};
  if (!is_valid(ask.last_day)) return Error{Invalid::invalid, "call.error.date", {}, "last_day"};
  // Written down before it holds: nobody is made a deputy for what was decided already.
  if (ask.first_day < date_in_tehran(now)) return Error{Invalid::invalid, "deputy.error.past", {}, "first_day"};
  constexpr int most_days = 366;
  if (ask.last_day < ask.first_day || days_between(ask.first_day, ask.last_day) > most_days)
    return Error{Invalid::invalid, "deputy.error.length", {}, "last_day"};
  const std::string reason = text::tidy_line(ask.reason);
  if (reason.empty() || text::length(reason) > 500) return Error{Invalid::invalid, "deputy.error.reason", {}, "reason"};
  if (ask.person == ask.deputy) return Error{Invalid::invalid, "deputy.error.same", {}, "deputy"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<DeputyId>> {
    TRY(may_name(tx, actor, ask.person));
    const auto staff = identity::staff(tx);
    const auto deputy = std::find_if(staff.begin(), staff.end(),
                                     [&](const identity::StaffMember& member) { return member.person.id == ask.deputy; });
    if (deputy == staff.end() || !may_be_deputy_for(actor, identity::agencies(tx), *deputy))
      return Error{Invalid::invalid, "deputy.error.deputy", {}, "deputy"};
    const DeputyId id = DeputyId::make(now);
    const Instant from = ask.first_day == date_in_tehran(now) ? now : start_of_day_in_tehran(ask.first_day);
    tx.execute(
        "INSERT INTO deputy (id, person, deputy, from_at, until_at, reason, named_by, named_at, ended_at) VALUES ($1, $2, $3, $4, "
        "$5, $6, $7, $8, NULL)",
        {id, ask.person, ask.deputy, from, end_of_day_in_tehran(ask.last_day), reason, actor.person, now});
    return Done{ledger::append(tx, {.kind = "deputy.named",
                                    .subject = ask.person.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"deputy", ask.deputy.value},
                                                           {"from", locale::iso(from)},
                                                           {"until", locale::iso(end_of_day_in_tehran(ask.last_day))}}),
                                    .reason = reason}),
                id};
  });
}

Result<void> end_deputy(store::Database& database, const identity::Actor& actor, Instant now, const DeputyId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto found = tx.one<Deputy>(
        "SELECT id, person, deputy, from_at, until_at, reason, named_by, named_at, ended_at FROM deputy WHERE id = $1", {id},
        read_deputy);
    if (!found) return Error{Invalid::not_found, "deputy.error.unknown"};
    TRY(may_name(tx, actor, found->person));
    if (tx.execute("UPDATE deputy SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND until_at > $2", {id, now}) != 1)
      return Error{Invalid::conflict, "deputy.error.over"};
    return Done{ledger::append(tx, {.kind = "deputy.ended",
                                    .subject = found->person.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json::object({{"deputy", found->deputy.value}})}),
                Nothing{}};
  });
}

std::vector<Deputy> deputies(store::Transaction& tx, Instant now) {
  return tx.all<Deputy>(
      "SELECT id, person, deputy, from_at, until_at, reason, named_by, named_at, ended_at FROM deputy WHERE ended_at IS NULL AND "
      "until_at > $1 ORDER BY from_at DESC, id DESC",
      {now}, read_deputy);
}

std::vector<identity::Actor> stood_in_for(store::Transaction& tx, const identity::PersonId& deputy, Instant now) {
  std::vector<identity::Actor> absent;
  if (deputy.empty()) return absent;
  for (
      const identity::PersonId& person : tx.all<identity::PersonId>(
          "SELECT DISTINCT person FROM deputy WHERE deputy = $1 AND from_at <= $2 AND until_at > $2 AND ended_at IS NULL ORDER BY "
          "person",
          {deputy, now}, [](store::Row& row) { return row.id<identity::PersonId>(); }))
    if (auto actor = identity::actor(tx, person)) absent.push_back(std::move(*actor));
  return absent;
}

}  // namespace mosharekat::consultation
