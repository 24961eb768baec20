// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/approval.h"
#include "ledger/ledger.h"
#include "report/report.h"

namespace mosharekat::report {

using consultation::State;
using ledger::Done;
using ledger::Nothing;

namespace {

struct Owned {
  consultation::Call call;
  identity::Agency agency;
};
Result<Owned> owned_call(store::Transaction& tx, const CallId& id) {
  auto call = consultation::call(tx, id);
  if (!call) return Error{Code::not_found, "call.error.unknown"};
  auto agency = identity::agency(tx, call->agency);
  expect(agency.has_value(), "a call has an agency");
  return Owned{std::move(*call), std::move(*agency)};
}

Result<void> may_write(const identity::Actor& actor, const Owned& owned) {
  if (!consultation::prepares(actor, owned.call)) return Error{Code::denied, "call.error.not_yours"};
  return {};
}

bool is_after_closing(State state) { return state == State::closed || state == State::analysing; }
bool is_after_report(State state) {
  return state == State::reported || state == State::decided || state == State::feedback || state == State::evaluated;
}

bool is_proposed(store::Transaction& tx, const CallId& call) {
  return tx.count("SELECT COUNT(*) FROM approval WHERE call = $1 AND act = 'report' AND verdict IS NULL", {call}) > 0;
}

// A report that is still a draft and not before the approver.
Result<Report> editable(store::Transaction& tx, const ReportId& id) {
  const auto call =
      tx.one<CallId>("SELECT call FROM report WHERE id = $1", {id}, [](store::Row& row) { return row.id<CallId>(); });
  if (!call) return Error{Code::not_found, "report.error.unknown"};
  auto draft = draft_report(tx, *call);
  if (!draft || draft->id != id) return Error{Code::conflict, "report.error.published"};
  if (is_proposed(tx, *call)) return Error{Code::conflict, "report.error.proposed"};
  return std::move(*draft);
}

}  // namespace

Result<ReportId> start_report(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                              std::string_view given) {
  const std::string reason = text::tidy(given);
  if (text::length(reason) > 3000)
    return Error{Code::invalid, "call.error.too_long", {{"limit", std::int64_t{3000}}}, "correction_reason"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<ReportId>> {
    const Owned owned = TRY(owned_call(tx, id));
    TRY(may_write(actor, owned));
    const State state = consultation::state_at(owned.call, now);
    if (!is_after_closing(state) && !is_after_report(state)) return Error{Code::conflict, "report.error.state"};
    if (draft_report(tx, id)) return Error{Code::conflict, "report.error.started"};
    const auto former = published_report(tx, id);
    if (is_after_report(state) && reason.empty())
      return Error{Code::invalid, "report.error.correction_reason", {}, "correction_reason"};
    const ReportId report = ReportId::make(now);
    const std::int64_t version = tx.count("SELECT COALESCE(MAX(version), 0) FROM report WHERE call = $1", {id}) + 1;
    tx.execute(
        "INSERT INTO report (id, call, version, state, data, data_hash, correction_reason, created_at, published_at)"
        " VALUES ($1, $2, $3, 'draft', '', '', $4, $5, NULL)",
        {report, id, version, former ? reason : std::string(), now});
    if (former)
      for (const PartText& part : parts(tx, former->id))
        tx.execute("INSERT INTO report_part (report, part, language, text) VALUES ($1, $2, $3, $4)",
                   {report, part.part, part.language, part.text});
    return Done{ledger::append(tx, {.kind = "report.started",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"report", report.value}, {"version", std::to_string(version)}}),
                                    .reason = reason}),
                report};
  });
}

Result<void> set_parts(store::Database& database, const identity::Actor& actor, Instant now, const ReportId& id,
                       const std::vector<PartText>& given) {
  std::vector<PartText> tidied;
  for (const PartText& part : given) {
    const auto known =
        std::find_if(std::begin(human_parts), std::end(human_parts), [&](const Part& one) { return one.name == part.part; });
    if (known == std::end(human_parts)) return Error{Code::invalid, "report.error.part_unknown"};
    tidied.push_back({part.part, part.language, text::tidy(part.text)});
    if (text::length(tidied.back().text) > static_cast<std::size_t>(known->limit))
      return Error{
          Code::invalid, "call.error.too_long", {{"limit", std::int64_t{known->limit}}}, part.part + "_" + part.language};
  }
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Report report = TRY(editable(tx, id));
    const Owned owned = TRY(owned_call(tx, report.call));
    TRY(may_write(actor, owned));
    std::vector<std::pair<std::string, std::string>> after;
    for (const PartText& part : tidied) {
      if (part.language != "fa" && part.language != owned.call.second_language)
        return Error{Code::invalid, "report.error.part_unknown"};
      tx.execute(
          "INSERT INTO report_part (report, part, language, text) VALUES ($1, $2, $3, $4)"
          " ON CONFLICT (report, part, language) DO UPDATE SET text = excluded.text",
          {id, part.part, part.language, part.text});
      after.emplace_back(part.part + "_" + part.language, part.text);
    }
    return Done{ledger::append(tx, {.kind = "report.edited",
                                    .subject = report.call.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object(std::move(after))}),
                Nothing{}};
  });
}

Result<consultation::ApprovalId> propose_report(store::Database& database, const identity::Actor& actor, Instant now,
                                                const ReportId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<consultation::ApprovalId>> {
    Report report = TRY(editable(tx, id));
    // What is frozen here is what was decided: nobody decides on this call meanwhile.
    consultation::lock(tx, report.call);
    report = TRY(editable(tx, id));
    const Owned owned = TRY(owned_call(tx, report.call));
    TRY(consultation::may_propose(actor, owned.call, owned.agency));
    const State state = consultation::state_at(owned.call, now);
    if (!is_after_closing(state) && !is_after_report(state)) return Error{Code::conflict, "report.error.state"};
    if (const auto lacking = missing(tx, report); !lacking.empty()) return lacking.front();
    const std::string data = to_json(compute(tx, owned.call));
    const std::string hash = data_hash(data);
    tx.execute("UPDATE report SET data = $2, data_hash = $3 WHERE id = $1", {id, data, hash});
    const auto approval = TRY(consultation::file_approval(
        tx, owned.call, actor, now, {.act = "report", .reason = {report.correction_reason, {}}, .subject = id.value}));
    return Done{ledger::append(tx, {.kind = "approval.proposed",
                                    .subject = report.call.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"act", "report"}, {"approval", approval.value}, {"data_hash", hash}}),
                                    .reason = report.correction_reason}),
                approval};
  });
}

}  // namespace mosharekat::report
