// SPDX-License-Identifier: AGPL-3.0-or-later
// The text as it was approved: stored beside the draft, each change with its source, and the record of the approval.
#include <algorithm>
#include <set>

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/conclusion.h"
#include "consultation/contribution_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

struct Version {
  VersionId id;
  DraftId draft;
  CallId call;
};

std::optional<Version> final_version_named(store::Transaction& tx, const VersionId& id) {
  return tx.one<Version>(
      "SELECT v.id, v.draft, d.call FROM draft_version v JOIN draft d ON d.id = v.draft WHERE v.id = $1 AND v.role = 'final'",
      {id}, [](store::Row& row) {
        VersionId version = row.id<VersionId>();
        DraftId draft = row.id<DraftId>();
        return Version{std::move(version), std::move(draft), row.id<CallId>()};
      });
}

Result<void> may_change(const identity::Actor& actor, const Owned& owned) {
  if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
  if (owned.call.state != State::reported) return Error{Invalid::conflict, "final_text.error.state"};
  return {};
}

}  // namespace

std::optional<VersionId> final_version(store::Transaction& tx, const DraftId& draft) {
  return tx.one<VersionId>("SELECT id FROM draft_version WHERE draft = $1 AND role = 'final' ORDER BY number DESC LIMIT 1",
                           {draft}, [](store::Row& row) { return row.id<VersionId>(); });
}

Result<VersionId> set_final_text(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                 const DraftId& draft_id, document::Text text, std::string_view source_name) {
  if (text.provisions.empty()) return Error{Invalid::invalid, "call.error.draft_empty", {}, "draft"};
  const auto carried_from = carry_from_latest(database, id, draft_id, text);
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<VersionId>> {
    const Owned owned = TRY(locked_call(tx, id));
    TRY(may_change(actor, owned));
    const auto all = drafts(tx, id);
    const auto draft = std::find_if(all.begin(), all.end(), [&](const Draft& one) { return one.id == draft_id; });
    if (draft == all.end()) return Error{Invalid::not_found, "call.error.draft_unknown"};
    // Until the approval is recorded a wrong upload is replaced, sources and all.
    if (const auto former = final_version(tx, draft_id)) {
      tx.execute("DELETE FROM change_source WHERE version = $1", {*former});
      tx.execute("DELETE FROM provision WHERE draft_version = $1", {*former});
      tx.execute("DELETE FROM draft_version WHERE id = $1", {*former});
    }
    if (carried_from != draft->version) return Error{Invalid::conflict, "call.error.draft_changed"};
    const std::int64_t number = tx.count("SELECT MAX(number) FROM draft_version WHERE draft = $1", {draft_id}) + 1;
    const std::string hash = put_version(tx, draft_id, number, "final", text, source_name, now);
    const VersionId version = final_version(tx, draft_id).value();
    return Done{ledger::append(tx, {.kind = "final_text.set",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"draft", draft_id.value}, {"hash", hash}})}),
                version};
  });
}

Result<void> set_change_source(store::Database& database, const identity::Actor& actor, Instant now, const VersionId& version_id,
                               std::string_view anchor, const std::vector<std::int64_t>& contribution_numbers,
                               std::string_view given) {
  const std::string note = text::tidy(given);
  if (contribution_numbers.empty() && note.empty()) return Error{Invalid::invalid, "final_text.error.source", {}, "note"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto version = final_version_named(tx, version_id);
    if (!version) return Error{Invalid::not_found, "final_text.error.unknown"};
    const Owned owned = TRY(locked_call(tx, version->call));
    TRY(may_change(actor, owned));
    const auto known = tx.count(
        "SELECT COUNT(*) FROM provision p JOIN draft_version v ON v.id = p.draft_version WHERE v.draft = $1 AND p.anchor = $2",
        {version->draft, anchor});
    if (known == 0) return Error{Invalid::invalid, "final_text.error.anchor", {}, "anchor"};
    tx.execute("DELETE FROM change_source WHERE version = $1 AND anchor = $2", {version_id, anchor});
    std::string numbers;
    for (const std::int64_t number : std::set<std::int64_t>(contribution_numbers.begin(), contribution_numbers.end())) {
      const auto source = contribution_by_number(tx, version->call, number);
      if (!source || source->official || source->state != Visibility::published)
        return Error{Invalid::invalid, "final_text.error.contribution", {{"number", number}}, "contributions"};
      tx.execute("INSERT INTO change_source (id, version, anchor, contribution, note) VALUES ($1, $2, $3, $4, $5)",
                 {new_id(now), version_id, anchor, source->id, note});
      numbers += (numbers.empty() ? "" : ",") + std::to_string(number);
    }
    if (numbers.empty())
      tx.execute("INSERT INTO change_source (id, version, anchor, contribution, note) VALUES ($1, $2, $3, NULL, $4)",
                 {new_id(now), version_id, anchor, note});
    return Done{ledger::append(
                    tx, {.kind = "final_text.sourced",
                         .subject = version->call.value,
                         .actor = actor.person.value,
                         .at = now,
                         .after = json::object({{"anchor", std::string(anchor)}, {"contributions", numbers}, {"note", note}})}),
                Nothing{}};
  });
}

std::vector<ChangeSource> change_sources(store::Transaction& tx, const VersionId& version) {
  return tx.all<ChangeSource>(
      "SELECT s.anchor, s.note, k.number FROM change_source s LEFT JOIN contribution k ON k.id = s.contribution WHERE s.version "
      "= $1 ORDER BY s.anchor, k.number",
      {version}, [](store::Row& row) {
        std::string anchor = row.text();
        std::string note = row.text();
        return ChangeSource{std::move(anchor), std::move(note), row.maybe(&store::Row::integer)};
      });
}

Result<void> record_approval(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                             const ApprovalRecord& record) {
  constexpr std::string_view outcomes[] = {"adopted", "adopted_with_changes", "sent_to_parliament", "abandoned", "deferred"};
  if (std::find(std::begin(outcomes), std::end(outcomes), record.outcome) == std::end(outcomes))
    return Error{Invalid::invalid, "final_text.error.outcome", {}, "outcome"};
  if (text::tidy_line(record.authority).empty()) return Error{Invalid::invalid, "final_text.error.authority", {}, "authority"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    TRY(may_change(actor, owned));
    if (record.outcome == "adopted" || record.outcome == "adopted_with_changes") {
      for (const Draft& draft : drafts(tx, id)) {
        const auto version = final_version(tx, draft.id);
        if (!version) return Error{Invalid::conflict, "final_text.error.missing", {{"title", draft.title}}};
        std::set<std::string> sourced;
        for (const ChangeSource& source : change_sources(tx, *version)) sourced.insert(source.anchor);
        for (const ProvisionChange& change : compare(provisions(tx, draft.version), provisions(tx, *version))) {
          if (change.difference == Difference::same) continue;
          const document::Provision& where = change.difference == Difference::removed ? change.before : change.after;
          if (!sourced.contains(where.anchor))
            return Error{Invalid::conflict,
                         "final_text.error.unsourced",
                         {{"place", where.label.empty() ? text::shorten(where.text, 40) : where.label}}};
        }
      }
    }
    const auto line = [](const std::string& given) { return text::tidy_line(given); };
    tx.execute(
        "INSERT INTO approval_record (call, outcome, authority, session_number, session_at, session_place, members, "
        "others_present, decisions, next_agenda,"
        " letter_number, letter_date, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
        "$14)",
        {id, record.outcome, line(record.authority), line(record.session_number), line(record.session_at),
         line(record.session_place), text::tidy(record.members), text::tidy(record.others_present), text::tidy(record.decisions),
         text::tidy(record.next_agenda), line(record.letter_number), line(record.letter_date), actor.person, now});
    TRY(set_state(tx, owned.call, State::decided, now));
    set_duties(tx, id, now);
    add_notice(tx, id, "decided", {}, now);
    owe_notices(tx, owned.call, "decided", {}, now);
    return Done{
        ledger::append(
            tx, {.kind = "call.decided",
                 .subject = id.value,
                 .actor = actor.person.value,
                 .at = now,
                 .before = json::object({{"state", "reported"}}),
                 .after = json::object({{"state", "decided"}, {"outcome", record.outcome}, {"authority", record.authority}})}),
        Nothing{}};
  });
}

std::optional<ApprovalRecord> approval_record(store::Transaction& tx, const CallId& call) {
  return tx.one<ApprovalRecord>(
      "SELECT outcome, authority, session_number, session_at, session_place, members, others_present, decisions, next_agenda, "
      "letter_number, letter_date"
      " FROM approval_record WHERE call = $1",
      {call}, [](store::Row& row) {
        ApprovalRecord record;
        for (std::string* field : {&record.outcome, &record.authority, &record.session_number, &record.session_at,
                                   &record.session_place, &record.members, &record.others_present, &record.decisions,
                                   &record.next_agenda, &record.letter_number, &record.letter_date})
          *field = row.text();
        return record;
      });
}

}  // namespace mosharekat::consultation
