// SPDX-License-Identifier: AGPL-3.0-or-later
// All questions about calls, their texts, drafts and approvals.
#include "base/text.h"
#include "consultation/call.h"
#include "store/search.h"

namespace mosharekat::consultation {

namespace {

constexpr std::string_view call_columns =
    "c.id, c.number, c.agency, c.lead_unit, c.preparing_unit, c.document_type, c.state, c.second_language, c.created_by, "
    "c.created_at, c.state_since, "
    "c.opens_at, c.closes_at, c.minimum_days, c.period_unit, c.counted_back_from, c.policy_source, c.shorter_reason, "
    "c.shorter_approved_by, c.remaining_ms, "
    "c.guests, c.replies, c.stances_while_open, c.moderation, c.moderation_hours, c.topic, c.place, c.asks_birth_year, "
    "c.asks_gender, c.asks_place, "
    "c.asks_type, c.demo, (SELECT a.path FROM agency a WHERE a.id = c.lead_unit), (SELECT a.path FROM agency a WHERE a.id = "
    "c.preparing_unit), c.move_off_holidays, c.notice_days, (SELECT d.due_at FROM call_duty d WHERE d.call = c.id AND d.duty = "
    "'report'), (SELECT d.source FROM call_duty d WHERE d.call = c.id AND d.duty = 'report')";

Call read_call(store::Row& row) {
  Call call;
  call.id = row.id<CallId>();
  call.number = row.integer();
  call.agency = row.id<identity::AgencyId>();
  call.lead_unit = row.id<identity::AgencyId>();
  call.preparing_unit = row.id<identity::AgencyId>();
  call.document_type = row.text();
  call.state = state_named(row.text()).value();
  call.second_language = row.text();
  call.created_by = row.id<identity::PersonId>();
  call.created_at = row.time();
  call.state_since = row.time();
  call.opens_at = row.maybe(&store::Row::time);
  call.closes_at = row.maybe(&store::Row::time);
  call.rule.days = static_cast<int>(row.integer());
  call.rule.unit = period_unit_named(row.text()).value();
  call.rule.counted_back_from = counted_back_from_named(row.text()).value();
  call.rule.source = row.text();
  call.shorter_reason = row.text();
  call.shorter_approved_by = row.maybe_id<identity::PersonId>().value_or(identity::PersonId{});
  if (const auto remaining = row.maybe(&store::Row::integer)) call.remaining = Milliseconds{*remaining};
  call.guests = row.boolean();
  call.replies = row.boolean();
  call.stances_while_open = row.boolean();
  call.moderation = row.text() == "before" ? Moderation::before : Moderation::after;
  call.moderation_hours = static_cast<int>(row.integer());
  call.topic = row.text();
  call.place = row.text();
  call.asks_birth_year = row.boolean();
  call.asks_gender = row.boolean();
  call.asks_place = row.boolean();
  call.asks_type = row.boolean();
  call.demo = row.boolean();
  call.lead_path = row.text();
  call.preparing_path = row.text();
  call.rule.move_off_holidays = row.boolean();
  call.rule.notice_days = static_cast<int>(row.integer());
  call.report_due_at = row.maybe(&store::Row::time);
  call.report_source = row.maybe(&store::Row::text).value_or("");
  return call;
}

const std::string call_by_id_sql = "SELECT " + std::string(call_columns) + " FROM call c WHERE c.id = $1";
const std::string call_by_number_sql = "SELECT " + std::string(call_columns) + " FROM call c WHERE c.number = $1";
// Every filter is one condition that an empty parameter switches off, so that there is one statement and nothing is put together
// from input.
const std::string filter_sql =
    " FROM call c JOIN agency a ON a.id = c.agency"
    " WHERE ($1 = '' OR $1 LIKE '%,' || c.state || ',%') AND ($2 = '' OR a.path LIKE '%/' || $2 || '/%' OR c.preparing_unit = $2 "
    "OR c.lead_unit = $2)"
    " AND ($3 = '' OR c.topic = $3) AND ($4 = '' OR c.place = $4) AND ($5 = '' OR $5 LIKE '%,' || c.id || ',%')";
const std::string find_calls_sql = "SELECT " + std::string(call_columns) + filter_sql +
                                   " ORDER BY COALESCE(c.opens_at, c.created_at) DESC, c.number DESC LIMIT $6 OFFSET $7";
const std::string count_calls_sql = "SELECT COUNT(*)" + filter_sql;

Approval read_approval(store::Row& row) {
  Approval approval;
  approval.id = row.id<ApprovalId>();
  approval.call = row.id<CallId>();
  approval.act = row.text();
  approval.reason = row.text();
  approval.reason_second = row.text();
  approval.subject = row.text();
  approval.until = row.maybe(&store::Row::time);
  approval.proposed_by = row.id<identity::PersonId>();
  approval.proposed_at = row.time();
  approval.verdict = row.maybe(&store::Row::text);
  approval.decided_by = row.maybe_id<identity::PersonId>().value_or(identity::PersonId{});
  approval.decided_at = row.maybe(&store::Row::time);
  approval.note = row.text();
  return approval;
}

const std::string approval_columns =
    "SELECT id, call, act, reason, reason_second, subject, until, proposed_by, proposed_at, verdict, decided_by, decided_at, "
    "note FROM approval ";
const std::string approvals_of_call_sql = approval_columns + "WHERE call = $1 ORDER BY proposed_at, id";
const std::string waiting_approvals_sql = approval_columns + "WHERE verdict IS NULL ORDER BY proposed_at, id";
const std::string approval_by_id_sql = approval_columns + "WHERE id = $1";

}  // namespace

std::optional<Call> call(store::Transaction& tx, const CallId& id) { return tx.one<Call>(call_by_id_sql, {id}, read_call); }

std::optional<Call> call_by_number(store::Transaction& tx, std::int64_t number) {
  return tx.one<Call>(call_by_number_sql, {number}, read_call);
}

Found find_calls(store::Transaction& tx, const Filter& filter) {
  std::string states;
  const auto add_state = [&](State state) { states += (states.empty() ? "," : "") + std::string(name(state)) + ","; };
  if (!filter.states.empty())
    for (const State state : filter.states) add_state(state);
  else if (!filter.including_unpublished)
    for (const State state : all_states)
      if (is_public(state)) add_state(state);
  std::string ids;
  if (!text::trim(filter.words).empty()) {
    ids = ",";
    for (const std::string& id : store::search::match(tx, "call", filter.words, 500)) ids += id + ",";
  }
  const std::string agency = filter.agency ? filter.agency->value : "";
  const store::Parameters conditions{states, agency, filter.topic, filter.place, ids};
  Found found;
  found.total = tx.count(count_calls_sql, conditions);
  found.calls =
      tx.all<Call>(find_calls_sql, {states, agency, filter.topic, filter.place, ids, filter.limit, filter.offset}, read_call);
  return found;
}

std::vector<CallText> texts(store::Transaction& tx, const CallId& call) {
  return tx.all<CallText>("SELECT part, language, text, stale FROM call_text WHERE call = $1 ORDER BY part, language", {call},
                          [](store::Row& row) { return CallText{row.text(), row.text(), row.text(), row.boolean()}; });
}

std::string text_of(const std::vector<CallText>& texts, std::string_view part, std::string_view language) {
  std::string persian;
  for (const CallText& text : texts) {
    if (text.part != part || text.text.empty()) continue;
    if (text.language == language) return text.text;
    if (text.language == "fa") persian = text.text;
  }
  return persian;
}

std::vector<Question> questions(store::Transaction& tx, const CallId& call) {
  auto found = tx.all<Question>("SELECT id, position, anchor FROM question WHERE call = $1 ORDER BY position", {call},
                                [](store::Row& row) { return Question{row.id<QuestionId>(), row.integer(), row.text(), {}}; });
  for (Question& question : found)
    question.texts = tx.all<std::pair<std::string, std::string>>(
        "SELECT language, text FROM question_text WHERE question = $1 ORDER BY CASE WHEN language = 'fa' THEN 0 ELSE 1 END",
        {question.id}, [](store::Row& row) { return std::pair{row.text(), row.text()}; });
  return found;
}

std::vector<Draft> drafts(store::Transaction& tx, const CallId& call) {
  return tx.all<Draft>(
      "SELECT d.id, d.position, v.id, v.number, d.language, v.title, v.hash FROM draft d JOIN draft_version v ON v.draft = d.id"
      " WHERE d.call = $1 AND v.role = 'draft' AND v.number = (SELECT MAX(w.number) FROM draft_version w WHERE w.draft = d.id "
      "AND w.role = 'draft')"
      " ORDER BY d.position",
      {call}, [](store::Row& row) {
        return Draft{row.id<DraftId>(), row.integer(), row.id<VersionId>(), row.integer(), row.text(), row.text(), row.text()};
      });
}

std::vector<Notice> notices(store::Transaction& tx, const CallId& call) {
  return tx.all<Notice>("SELECT kind, reason, reason_second, at FROM notice WHERE call = $1 ORDER BY at, id", {call},
                        [](store::Row& row) { return Notice{row.text(), row.text(), row.text(), row.time()}; });
}

namespace {

FlatProvision read_provision(store::Row& row) {
  FlatProvision flat;
  flat.depth = static_cast<int>(row.integer());
  flat.provision.kind = document::kind_named(row.text()).value();
  flat.provision.number = row.maybe(&store::Row::text);
  flat.provision.label = row.text();
  flat.provision.heading = row.text();
  flat.provision.text = row.text();
  flat.provision.unrecognised = row.boolean();
  flat.provision.anchor = row.text();
  return flat;
}

}  // namespace

std::vector<FlatProvision> provisions(store::Transaction& tx, const VersionId& version) {
  return tx.all<FlatProvision>(
      "SELECT depth, kind, number, label, heading, text, unrecognised, anchor FROM provision WHERE draft_version = $1 ORDER BY "
      "position",
      {version}, read_provision);
}

std::optional<document::Provision> provision_at(store::Transaction& tx, const DraftId& draft, std::string_view anchor) {
  auto found = tx.one<FlatProvision>(
      "SELECT p.depth, p.kind, p.number, p.label, p.heading, p.text, p.unrecognised, p.anchor FROM provision p JOIN "
      "draft_version v ON v.id = p.draft_version"
      " WHERE v.draft = $1 AND p.anchor = $2 AND (v.role = 'draft' OR EXISTS (SELECT 1 FROM draft d JOIN approval_record r ON "
      "r.call = d.call WHERE d.id = v.draft)) ORDER BY CASE WHEN v.role = 'draft' THEN 0 ELSE 1 END, v.number DESC LIMIT 1",
      {draft, anchor}, read_provision);
  if (!found) return std::nullopt;
  return std::move(found->provision);
}

namespace {

PeriodRule read_rule(store::Row& row) {
  PeriodRule rule;
  rule.days = static_cast<int>(row.integer());
  rule.unit = period_unit_named(row.text()).value();
  rule.counted_back_from = counted_back_from_named(row.text()).value();
  rule.source = row.text();
  rule.move_off_holidays = row.boolean();
  rule.notice_days = static_cast<int>(row.integer());
  return rule;
}

}  // namespace

std::vector<NewPolicy> policies(store::Transaction& tx) {
  return tx.all<NewPolicy>(
      "SELECT p.agency, p.document_type, p.days, p.unit, p.counted_back_from, p.source, p.move_off_holidays, p.notice_days FROM period_policy p "
      "LEFT JOIN agency a ON a.id = p.agency ORDER BY COALESCE(a.path, ''), p.document_type",
      {}, [](store::Row& row) {
        NewPolicy policy;
        policy.agency = row.maybe_id<identity::AgencyId>();
        policy.document_type = row.text();
        policy.rule = read_rule(row);
        return policy;
      });
}

PeriodRule policy_for(store::Transaction& tx, const identity::Agency& agency, std::string_view document_type) {
  // The nearest agency of the path wins, and there a rule for the type over a rule for every type.
  const auto found = tx.one<PeriodRule>(
      "SELECT p.days, p.unit, p.counted_back_from, p.source, p.move_off_holidays, p.notice_days FROM period_policy p LEFT JOIN agency a ON a.id "
      "= p.agency"
      " WHERE (p.agency IS NULL OR $1 LIKE '%/' || p.agency || '/%') AND (p.document_type = '' OR p.document_type = $2)"
      " ORDER BY COALESCE(LENGTH(a.path), 0) DESC, LENGTH(p.document_type) DESC LIMIT 1",
      {agency.path, document_type}, read_rule);
  return found.value_or(PeriodRule{});
}

std::vector<Approval> approvals(store::Transaction& tx, const CallId& call) {
  return tx.all<Approval>(approvals_of_call_sql, {call}, read_approval);
}

std::vector<Approval> waiting_approvals(store::Transaction& tx) {
  return tx.all<Approval>(waiting_approvals_sql, {}, read_approval);
}

std::optional<Approval> approval(store::Transaction& tx, const ApprovalId& id) {
  return tx.one<Approval>(approval_by_id_sql, {id}, read_approval);
}

bool follows(store::Transaction& tx, const identity::PersonId& person, const CallId& call) {
  return tx.count("SELECT COUNT(*) FROM follow WHERE person = $1 AND call = $2", {person, call}) > 0;
}

std::optional<CallId> call_of(store::Transaction& tx, std::string_view subject) {
  return tx.one<CallId>(
      "SELECT id FROM call WHERE id = $1 UNION ALL SELECT call FROM contribution WHERE id = $1 UNION ALL SELECT call FROM draft "
      "WHERE id = $1 UNION ALL SELECT d.call FROM draft_version v JOIN draft d ON d.id = v.draft WHERE v.id = $1 UNION ALL "
      "SELECT call FROM theme WHERE id = $1 UNION ALL SELECT call FROM approval WHERE id = $1 UNION ALL SELECT call FROM report "
      "WHERE id = $1 LIMIT 1",
      {subject}, [](store::Row& row) { return row.id<CallId>(); });
}

}  // namespace mosharekat::consultation
