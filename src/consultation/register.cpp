// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/register.h"

#include <algorithm>

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/call_store.h"
#include "consultation/document_type.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

Result<std::string> line(std::string_view given, std::string_view field, bool required = true) {
  std::string tidied = text::tidy_line(given);
  if (required && tidied.empty()) return Error{Invalid::invalid, "register.error.missing", {}, std::string(field)};
  if (text::length(tidied) > 300)
    return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{300}}}, std::string(field)};
  return tidied;
}

Result<std::string> paragraph(std::string_view given, std::string_view field) {
  std::string tidied = text::tidy(given);
  if (tidied.empty()) return Error{Invalid::invalid, "register.error.missing", {}, std::string(field)};
  if (text::length(tidied) > 3000)
    return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{3000}}}, std::string(field)};
  return tidied;
}

Result<Instant> past_day(JalaliDate day, Instant now, std::string_view field) {
  if (!is_valid(day) || day > date_in_tehran(now)) return Error{Invalid::invalid, "register.error.day", {}, std::string(field)};
  return start_of_day_in_tehran(day);
}

Result<identity::Agency> agency_of(store::Transaction& tx, const identity::Actor& actor, const identity::AgencyId& id) {
  auto agency = identity::agency(tx, id);
  if (!agency) return Error{Invalid::invalid, "call.error.agency_unknown", {}, "agency"};
  if (!keeps_register(tx, actor, *agency)) return Error{Invalid::denied, "call.error.not_yours"};
  return std::move(*agency);
}

bool is_web_address(std::string_view url) {
  const std::string_view rest = url.starts_with("https://")  ? url.substr(8)
                                : url.starts_with("http://") ? url.substr(7)
                                                             : std::string_view{};
  return !rest.empty() && rest.front() != '/' && url.size() <= 500 &&
         url.find_first_of(" \"<>\\\t\r\n") == std::string_view::npos;
}

}  // namespace

bool keeps_register(store::Transaction& tx, const identity::Actor& actor, const identity::Agency& agency) {
  if (actor.has(Role::approver, agency) || actor.has(Role::agency_admin, agency) || actor.has(Role::lead, agency)) return true;
  return std::any_of(actor.grants.begin(), actor.grants.end(), [&](const identity::Grant& grant) {
    if (grant.role != Role::lead) return false;
    const auto unit = identity::agency(tx, grant.agency);
    return unit && unit->path.starts_with(agency.path);
  });
}

Result<void> set_address(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                         std::string_view place, std::string_view given, JalaliDate placed_on) {
  const std::string url = text::tidy_line(given);
  if (place != "national" && place != "portal") return Error{Invalid::invalid, "register.error.missing", {}, "place"};
  if (!is_web_address(url)) return Error{Invalid::invalid, "register.error.url", {}, "url"};
  const Instant placed_at = TRY(past_day(placed_on, now, "placed_on"));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    std::string before;
    for (const Address& old : addresses(tx, id))
      if (old.place == place) before = json::object({{"url", old.url}});
    tx.execute(
        "INSERT INTO call_address (call, place, url, placed_at, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6) ON "
        "CONFLICT (call, place) DO UPDATE SET url = excluded.url, placed_at = excluded.placed_at, recorded_by = "
        "excluded.recorded_by, recorded_at = excluded.recorded_at",
        {id, place, url, placed_at, actor.person, now});
    return Done{ledger::append(tx, {.kind = "address.set",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = before,
                                    .after = json::object({{"place", std::string(place)}, {"url", url}})}),
                Nothing{}};
  });
}

std::vector<Address> addresses(store::Transaction& tx, const CallId& call) {
  return tx.all<Address>("SELECT place, url, placed_at FROM call_address WHERE call = $1 ORDER BY place", {call},
                         [](store::Row& row) {
                           std::string place = row.text(), url = row.text();
                           return Address{std::move(place), std::move(url), row.time()};
                         });
}

Result<void> record_withheld(store::Database& database, const identity::Actor& actor, Instant now, const NewWithheld& ask) {
  const WithheldDraft& given = ask.draft;
  if (given.kind != "withheld" && given.kind != "not_consulted")
    return Error{Invalid::invalid, "register.error.missing", {}, "kind"};
  const std::string title_fa = TRY(line(given.title_fa, "title_fa")), title_en = TRY(line(given.title_en, "title_en", false)),
                    legal_basis = TRY(line(given.legal_basis, "legal_basis")),
                    decided_by = TRY(line(given.decided_by, "decided_by")),
                    reason_fa = TRY(paragraph(given.reason_fa, "reason_fa"));
  const std::string reason_en = text::tidy(given.reason_en);
  const Instant decided_at = TRY(past_day(ask.decided_on, now, "decided_on"));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const identity::Agency agency = TRY(agency_of(tx, actor, given.agency));
    if (!given.document_type.empty()) TRY(offered_document_type(tx, given.document_type));
    const std::string id = new_id(now);
    tx.execute(
        "INSERT INTO withheld_draft (id, agency, kind, document_type, title_fa, title_en, reason_fa, reason_en, legal_basis, "
        "decided_by, decided_at, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        {id, agency.id, given.kind, given.document_type, title_fa, title_en, reason_fa, reason_en, legal_basis, decided_by,
         decided_at, actor.person, now});
    return Done{
        ledger::append(tx, {.kind = "withheld_draft.recorded",
                            .subject = agency.id.value,
                            .actor = actor.person.value,
                            .at = now,
                            .after = json::object({{"kind", given.kind}, {"title", title_fa}, {"decided_by", decided_by}}),
                            .reason = reason_fa}),
        Nothing{}};
  });
}

std::vector<WithheldDraft> withheld_drafts(store::Transaction& tx, int limit, int offset) {
  return tx.all<WithheldDraft>(
      "SELECT id, agency, kind, document_type, title_fa, title_en, reason_fa, reason_en, legal_basis, decided_by, decided_at, "
      "recorded_by, recorded_at FROM withheld_draft ORDER BY decided_at DESC, id DESC LIMIT $1 OFFSET $2",
      {limit, offset}, [](store::Row& row) {
        WithheldDraft draft;
        draft.id = row.text();
        draft.agency = row.id<identity::AgencyId>();
        for (std::string* field : {&draft.kind, &draft.document_type, &draft.title_fa, &draft.title_en, &draft.reason_fa,
                                   &draft.reason_en, &draft.legal_basis, &draft.decided_by})
          *field = row.text();
        draft.decided_at = row.time();
        draft.recorded_by = row.id<identity::PersonId>();
        draft.recorded_at = row.time();
        return draft;
      });
}

std::int64_t withheld_count(store::Transaction& tx) { return tx.count("SELECT COUNT(*) FROM withheld_draft", {}); }

Result<void> record_irregular_act(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                  const NewIrregularAct& ask) {
  if (ask.kind != "approved_early" && ask.kind != "issued_early" && ask.kind != "sent_early")
    return Error{Invalid::invalid, "register.error.missing", {}, "irregular_kind"};
  const std::string authority = TRY(line(ask.authority, "irregular_authority")),
                    number = TRY(line(ask.document_number, "irregular_number", false)),
                    reason = TRY(paragraph(ask.reason.fa, "irregular_reason_fa")),
                    second = TRY(paragraph(ask.reason.second, "irregular_reason_second"));
  const Instant happened_at = TRY(past_day(ask.happened_on, now, "irregular_day"));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    if (!leads(actor, owned.call) && !actor.has(Role::approver, owned.agency))
      return Error{Invalid::denied, "call.error.not_yours"};
    // After the report nothing is early any more: the decision has its own record.
    TRY(in_state(owned.call, now, {State::announced, State::open, State::suspended, State::closed, State::analysing}));
    tx.execute(
        "INSERT INTO irregular_act (id, call, kind, happened_at, authority, number, reason_fa, reason_second, state, recorded_by, "
        "recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {new_id(now), id, ask.kind, happened_at, authority, number, reason, second, name(state_at(owned.call, now)), actor.person,
         now});
    add_notice(tx, id, ask.kind, {reason, second}, now);
    return Done{ledger::append(tx, {.kind = "irregular_act.recorded",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"kind", ask.kind}, {"authority", authority}, {"number", number}}),
                                    .reason = reason}),
                Nothing{}};
  });
}

std::vector<IrregularAct> irregular_acts(store::Transaction& tx, const std::optional<CallId>& call) {
  return tx.all<IrregularAct>(
      "SELECT i.call, c.number, i.kind, i.happened_at, i.authority, i.number, i.reason_fa, i.reason_second, i.state FROM "
      "irregular_act i JOIN call c ON c.id = i.call WHERE $1 = '' OR i.call = $1 ORDER BY i.happened_at DESC, i.id DESC LIMIT 500",
      {call ? call->value : std::string()}, [](store::Row& row) {
        IrregularAct act;
        act.call = row.id<CallId>();
        act.number = row.integer();
        act.kind = row.text();
        act.happened_at = row.time();
        act.authority = row.text();
        act.document_number = row.text();
        act.reason_fa = row.text();
        act.reason_second = row.text();
        act.state = state_named(row.text()).value();
        return act;
      });
}

Result<void> plan_call(store::Database& database, const identity::Actor& actor, Instant now, const NewPlannedCall& ask) {
  const std::string title_fa = TRY(line(ask.plan.title_fa, "plan_title_fa")),
                    title_en = TRY(line(ask.plan.title_en, "plan_title_en"));
  if (!is_valid(ask.first_day) || ask.first_day < date_in_tehran(now))
    return Error{Invalid::invalid, "register.error.plan_day", {}, "plan_first_day"};
  if (!is_valid(ask.last_day) || ask.last_day < ask.first_day || days_between(ask.first_day, ask.last_day) > 366)
    return Error{Invalid::invalid, "register.error.plan_day", {}, "plan_last_day"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const identity::Agency agency = TRY(agency_of(tx, actor, ask.plan.agency));
    if (!ask.plan.document_type.empty()) TRY(offered_document_type(tx, ask.plan.document_type));
    const std::string id = new_id(now);
    tx.execute(
        "INSERT INTO planned_call (id, agency, title_fa, title_en, document_type, topic, from_at, until_at, recorded_by, "
        "recorded_at, dropped_at, drop_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, '')",
        {id, agency.id, title_fa, title_en, ask.plan.document_type, ask.plan.topic, start_of_day_in_tehran(ask.first_day),
         end_of_day_in_tehran(ask.last_day), actor.person, now});
    return Done{ledger::append(tx, {.kind = "planned_call.recorded",
                                    .subject = agency.id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"plan", id}, {"title", title_fa}})}),
                Nothing{}};
  });
}

Result<void> drop_planned_call(store::Database& database, const identity::Actor& actor, Instant now, std::string_view id,
                               std::string_view given) {
  const std::string reason = TRY(line(given, "reason"));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto owner = tx.one<identity::AgencyId>("SELECT agency FROM planned_call WHERE id = $1", {id},
                                                  [](store::Row& row) { return row.id<identity::AgencyId>(); });
    if (!owner) return Error{Invalid::not_found, "register.error.unknown"};
    const identity::Agency agency = TRY(agency_of(tx, actor, *owner));
    if (tx.execute("UPDATE planned_call SET dropped_at = $2, drop_reason = $3 WHERE id = $1 AND dropped_at IS NULL",
                   {id, now, reason}) != 1)
      return Error{Invalid::conflict, "register.error.dropped"};
    return Done{ledger::append(tx, {.kind = "planned_call.dropped",
                                    .subject = agency.id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json::object({{"plan", std::string(id)}}),
                                    .reason = reason}),
                Nothing{}};
  });
}

std::vector<PlannedCall> planned_calls(store::Transaction& tx) {
  return tx.all<PlannedCall>(
      "SELECT id, agency, title_fa, title_en, document_type, topic, from_at, until_at FROM planned_call WHERE dropped_at IS NULL "
      "ORDER BY from_at, id LIMIT 500",
      {}, [](store::Row& row) {
        PlannedCall plan;
        plan.id = row.text();
        plan.agency = row.id<identity::AgencyId>();
        for (std::string* field : {&plan.title_fa, &plan.title_en, &plan.document_type, &plan.topic}) *field = row.text();
        plan.from = row.time();
        plan.until = row.time();
        return plan;
      });
}

}  // namespace mosharekat::consultation
