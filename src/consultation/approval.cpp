// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/approval.h"

#include <algorithm>

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/call_store.h"
#include "consultation/holiday.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

bool known_act(std::string_view act) { return std::find(std::begin(all_acts), std::end(all_acts), act) != std::end(all_acts); }

std::string root_of(const identity::Agency& agency) { return agency.path.substr(0, agency.path.find('/', 1)); }

Step read_step(store::Row& row) {
  Step step;
  step.position = row.integer();
  step.title_fa = row.text();
  step.title_en = row.text();
  step.role = identity::role_named(row.text());
  step.unit = row.maybe_id<identity::AgencyId>().value_or(identity::AgencyId{});
  step.person = row.maybe_id<identity::PersonId>().value_or(identity::PersonId{});
  return step;
}

template <class I>
store::Parameter or_null(const I& id) {
  return id.empty() ? store::Parameter(nullptr) : store::Parameter(id);
}

std::string_view role_text(const Step& step) { return step.role ? identity::name(*step.role) : std::string_view{}; }

std::string json_of(const Route& route) {
  std::vector<std::pair<std::string, std::string>> fields{{"act", route.act}};
  for (const Step& step : route.steps)
    fields.emplace_back("step_" + std::to_string(step.position), step.title_fa + " " + std::string(role_text(step)) + " " +
                                                                     (step.role ? step.unit.value : step.person.value));
  return json::object(std::move(fields));
}

}  // namespace

Result<void> set_route(store::Database& database, const identity::Actor& actor, Instant now, const Route& ask) {
  if (!ask.act.empty() && !known_act(ask.act)) return Error{Invalid::invalid, "approval.error.act", {}, "act"};
  constexpr std::size_t most_steps = 8;
  if (ask.steps.size() > most_steps)
    return Error{Invalid::invalid, "approval.error.too_many_steps", {{"limit", std::int64_t{most_steps}}}, "steps"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto agency = identity::agency(tx, ask.agency);
    if (!agency) return Error{Invalid::not_found, "call.error.agency_unknown"};
    if (!actor.has(Role::agency_admin, *agency) && !actor.has(Role::national_admin))
      return Error{Invalid::denied, "call.error.not_yours"};
    Route route{.agency = ask.agency, .act = ask.act};
    for (const Step& given : ask.steps) {
      Step step = given;
      step.position = static_cast<std::int64_t>(route.steps.size()) + 1;
      const std::string field = "step_" + std::to_string(step.position);
      step.title_fa = text::tidy_line(given.title_fa);
      step.title_en = text::tidy_line(given.title_en);
      if (text::length(step.title_fa) > 200 || text::length(step.title_en) > 200)
        return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{200}}}, field};
      if (step.role) {
        // A step stands in the agency's own tree: another ministry decides nothing here.
        const auto unit = identity::agency(tx, step.unit);
        if (!unit || root_of(*unit) != root_of(*agency)) return Error{Invalid::invalid, "approval.error.unit", {}, field};
        step.person = {};
      } else {
        const auto person = identity::person(tx, step.person);
        if (!person || !person->staff) return Error{Invalid::invalid, "approval.error.person", {}, field};
        if (std::any_of(route.steps.begin(), route.steps.end(), [&](const Step& one) { return one.person == step.person; }))
          return Error{Invalid::invalid, "approval.error.person_twice", {}, field};
        step.unit = {};
      }
      route.steps.push_back(std::move(step));
    }
    std::string before;
    for (const Route& old : routes(tx))
      if (old.agency == route.agency && old.act == route.act) before = json_of(old);
    tx.execute("DELETE FROM approval_route_step WHERE route IN (SELECT id FROM approval_route WHERE agency = $1 AND act = $2)",
               {route.agency, route.act});
    tx.execute("DELETE FROM approval_route WHERE agency = $1 AND act = $2", {route.agency, route.act});
    if (!route.steps.empty()) {
      const RouteId id = RouteId::make(now);
      tx.execute("INSERT INTO approval_route (id, agency, act) VALUES ($1, $2, $3)", {id, route.agency, route.act});
      for (const Step& step : route.steps)
        tx.execute(
            "INSERT INTO approval_route_step (route, position, title_fa, title_en, role, unit, person) VALUES ($1, $2, $3, $4, $5, "
            "$6, $7)",
            {id, step.position, step.title_fa, step.title_en, role_text(step), or_null(step.unit), or_null(step.person)});
    }
    return Done{ledger::append(tx, {.kind = "route.set",
                                    .subject = route.agency.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = before,
                                    .after = json_of(route)}),
                Nothing{}};
  });
}

std::vector<Route> routes(store::Transaction& tx) {
  struct Line {
    identity::AgencyId agency;
    std::string act;
    Step step;
  };
  std::vector<Route> found;
  for (
      Line& line : tx.all<Line>(
          "SELECT r.agency, r.act, s.position, s.title_fa, s.title_en, s.role, s.unit, s.person FROM approval_route r JOIN agency a "
          "ON a.id = r.agency JOIN approval_route_step s ON s.route = r.id ORDER BY a.path, r.act, s.position",
          {}, [](store::Row& row) {
            identity::AgencyId agency = row.id<identity::AgencyId>();
            std::string act = row.text();
            return Line{std::move(agency), std::move(act), read_step(row)};
          })) {
    if (found.empty() || found.back().agency != line.agency || found.back().act != line.act)
      found.push_back({.agency = line.agency, .act = line.act});
    found.back().steps.push_back(std::move(line.step));
  }
  return found;
}

std::vector<Step> route_for(store::Transaction& tx, const identity::Agency& agency, std::string_view act) {
  const auto route = tx.one<RouteId>(
      "SELECT r.id FROM approval_route r JOIN agency a ON a.id = r.agency WHERE $1 LIKE '%/' || r.agency || '/%' AND (r.act = '' OR "
      "r.act = $2) ORDER BY LENGTH(a.path) DESC, LENGTH(r.act) DESC LIMIT 1",
      {agency.path, act}, [](store::Row& row) { return row.id<RouteId>(); });
  if (!route) return {Step{.role = Role::approver, .unit = agency.id}};
  return tx.all<Step>(
      "SELECT position, title_fa, title_en, role, unit, person FROM approval_route_step WHERE route = $1 ORDER BY position",
      {*route}, read_step);
}

std::vector<Decision> decisions(store::Transaction& tx, const ApprovalId& approval) {
  return tx.all<Decision>(
      "SELECT position, title_fa, title_en, role, unit, person, verdict, decided_by, on_behalf_of, decided_at, note FROM "
      "approval_step WHERE approval = $1 ORDER BY position",
      {approval}, [](store::Row& row) {
        Decision decision{.step = read_step(row)};
        decision.verdict = row.maybe(&store::Row::text);
        decision.decided_by = row.maybe_id<identity::PersonId>().value_or(identity::PersonId{});
        decision.on_behalf_of = row.maybe_id<identity::PersonId>().value_or(identity::PersonId{});
        decision.decided_at = row.maybe(&store::Row::time);
        decision.note = row.text();
        return decision;
      });
}

Result<ApprovalId> file_approval(store::Transaction& tx, const Call& call, const identity::Actor& actor, Instant now,
                                 const NewApproval& ask) {
  if (tx.count("SELECT COUNT(*) FROM approval WHERE call = $1 AND verdict IS NULL", {call.id}) > 0)
    return Error{Invalid::conflict, "call.error.already_proposed"};
  const ApprovalId id = ApprovalId::make(now);
  tx.execute(
      "INSERT INTO approval (id, call, act, reason, reason_second, until, subject, proposed_by, proposed_at, verdict, decided_by, "
      "decided_at, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, NULL, NULL, '')",
      {id, call.id, ask.act, ask.reason.fa, ask.reason.second, ask.until, ask.subject, actor.person, now});
  for (const Step& step : route_for(tx, identity::agency(tx, call.agency).value(), ask.act))
    tx.execute(
        "INSERT INTO approval_step (approval, position, title_fa, title_en, role, unit, person, verdict, decided_by, on_behalf_of, "
        "decided_at, note) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL, NULL, '')",
        {id, step.position, step.title_fa, step.title_en, role_text(step), or_null(step.unit), or_null(step.person)});
  return id;
}

Result<identity::PersonId> may_decide(const identity::Actor& actor, const std::vector<identity::Actor>& absent, const Held& held,
                                      const identity::PersonId& proposed_by, const std::vector<Decision>& earlier) {
  const auto holds = [&](const identity::Actor& one) {
    return held.step.role ? one.has_on(*held.step.role, held.unit_path) : one.person == held.step.person;
  };
  const auto has_spoken = [&](const identity::PersonId& person) {
    return std::any_of(earlier.begin(), earlier.end(), [&](const Decision& decision) {
      return decision.decided_by == person || decision.on_behalf_of == person;
    });
  };
  identity::PersonId in_place_of;
  bool found = holds(actor);
  for (const identity::Actor& one : absent) {
    // A deputy is as good as who is absent: nobody's own proposal is approved in their own name, and nobody speaks twice.
    if (found || one.person == proposed_by || has_spoken(one.person) || !holds(one)) continue;
    found = true;
    in_place_of = one.person;
  }
  if (!found) return Error{Invalid::denied, "call.error.only_approver"};
  if (actor.person == proposed_by) return Error{Invalid::denied, "call.error.second_person"};
  if (has_spoken(actor.person)) return Error{Invalid::denied, "approval.error.another_person"};
  return in_place_of;
}

Result<identity::PersonId> may_decide(store::Transaction& tx, const identity::Actor& actor, const Approval& approval,
                                      Instant now) {
  std::vector<Decision> earlier;
  for (const Decision& decision : decisions(tx, approval.id)) {
    if (decision.verdict) {
      earlier.push_back(decision);
      continue;
    }
    Held held{.step = decision.step};
    if (const auto unit = identity::agency(tx, decision.step.unit)) held.unit_path = unit->path;
    return may_decide(actor, stood_in_for(tx, actor.person, now), held, approval.proposed_by, earlier);
  }
  return Error{Invalid::conflict, "call.error.already_decided"};
}

Result<void> take_back(store::Database& database, const identity::Actor& actor, Instant now, const ApprovalId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto found = approval(tx, id);
    if (!found) return Error{Invalid::not_found, "call.error.approval_unknown"};
    const Owned owned = TRY(owned_call(tx, found->call));
    if (actor.person != found->proposed_by) TRY(may_propose(actor, owned.call, owned.agency));
    if (tx.execute("UPDATE approval SET verdict = 'taken_back', decided_at = $2 WHERE id = $1 AND verdict IS NULL", {id, now}) !=
        1)
      return Error{Invalid::conflict, "call.error.already_decided"};
    if (found->act == "opening") TRY(set_state(tx, owned.call, State::drafting, now));
    return Done{ledger::append(tx, {.kind = "approval.taken_back",
                                    .subject = owned.call.id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"act", found->act}, {"approval", id.value}})}),
                Nothing{}};
  });
}

Settled settle_opening(const Call& call, Instant now, const Holidays& holidays) {
  expect(call.opens_at && call.closes_at, "an opening that was proposed has its days");
  const Instant first_lawful =
      call.rule.notice_days == 0 ? now : start_of_day_in_tehran(add_days(date_in_tehran(now), call.rule.notice_days));
  if (first_lawful <= *call.opens_at) return {*call.opens_at, *call.closes_at, false};
  const JalaliDate planned = date_in_tehran(*call.opens_at), opening = date_in_tehran(first_lawful);
  JalaliDate last = closing_day(*call.closes_at);
  if (call.shorter_reason.empty())
    last = std::max(last, earliest_closing_day(opening, call.rule, holidays));
  else
    last = add_days(last, days_between(planned, opening));
  return {first_lawful, closing_instant(last), opening != planned};
}

}  // namespace mosharekat::consultation
