// SPDX-License-Identifier: AGPL-3.0-or-later
// From comments to answers: themes, assignment to units, and the disposition (نتیجهٔ بررسی) of every contribution with its reason.
// Then the final text, each of whose changes names the contributions it came from or the agency's own initiative, and the record
// of its approval.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consultation/contribution.h"

namespace mosharekat::consultation {

using ThemeId = Id<struct ThemeTag>;
using BankReasonId = Id<struct BankReasonTag>;
using MinutesId = Id<struct MinutesTag>;

// Codes of the glossary. What each demands: see needs().
enum class Code {
  accepted,
  accepted_in_part,
  already_in_text,
  supports_text,
  rejected_legal,
  rejected_policy,
  rejected_cost,
  rejected_evidence,
  deferred,
  out_of_scope,
  referred,
  noted,
  question_answered,
};
inline constexpr Code all_codes[] = {Code::accepted,         Code::accepted_in_part,  Code::already_in_text,
                                     Code::supports_text,    Code::rejected_legal,    Code::rejected_policy,
                                     Code::rejected_cost,    Code::rejected_evidence, Code::deferred,
                                     Code::out_of_scope,     Code::referred,          Code::noted,
                                     Code::question_answered};
std::string_view name(Code code);
std::optional<Code> code_named(std::string_view name);
enum class Outcome { accepted, partly, refused, other };
Outcome outcome(Code code);  // chooses the colour, and the table of the report
struct Needs {
  bool reason = false, citation = false, part = false, place = false;
};
// Refusals: reason and citation. accepted_in_part: which part, and why not the rest. already_in_text: the place. supports_text:
// nothing. All others: a reason.
Needs needs(Code code);

struct Disposition {
  ContributionId contribution;
  Code code = Code::noted;
  std::string part, reason, citation, place;
  identity::PersonId officer;
  identity::AgencyId unit;
  Instant at;
  std::optional<MinutesId> minutes{};  // of the committee that decided
};

struct Dispose {
  std::vector<ContributionId> contributions;
  std::string code, part{}, reason{}, citation{}, place{};
  BankReasonId bank{};          // a reason of the bank, whose texts are taken (reason_bank.h)
  BankReasonId adapted_from{};  // one that was filled in and changed: counts as used
};
// One decision for many, all or nothing; a contribution that has one gets the new one (both stand in the audit trail). Only after
// closing and before the report.
Result<int> dispose(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call, const Dispose& ask);
// The same for those of them that have none yet, and for all of a theme's: an answer drafted once. What was decided before stays;
// an Error where nothing is left to decide.
Result<int> dispose_undecided(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                              const Dispose& ask);
Result<int> dispose_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                          const Dispose& ask);
// One wording given to several contributions of a call.
struct StandingAnswer {
  Code code = Code::noted;
  std::string reason, citation;
  std::int64_t count = 0;
  ContributionId first;  // one that got it
};
// Answers with a reason, the most given first; only those given at least so many times.
std::vector<StandingAnswer> standing_answers(store::Transaction& tx, const CallId& call, std::int64_t at_least = 2);

struct Theme {
  ThemeId id;
  std::int64_t position = 0;
  std::string name_fa, name_en, summary_fa, summary_en;
  std::int64_t contributions = 0, decided = 0, distinct_texts = 0;  // filled by themes()
};
struct EditTheme {
  std::string name_fa, name_en{}, summary_fa{}, summary_en{};
};
Result<ThemeId> make_theme(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                           const EditTheme& ask);
Result<void> edit_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                        const EditTheme& ask);
Result<int> put_in_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                         const std::vector<ContributionId>& contributions);
Result<int> take_from_theme(store::Database& database, const identity::Actor& actor, Instant now, const ThemeId& theme,
                            const std::vector<ContributionId>& contributions);
std::vector<Theme> themes(store::Transaction& tx, const CallId& call);

// Groups of near-duplicates among the public contributions of a call, largest first, only those with more than one member of
// which one at least is in no theme yet.
// Computed, not stored.
struct Group {
  std::vector<Contribution> contributions;
};
std::vector<Group> near_duplicate_groups(store::Transaction& tx, const CallId& call);

Result<int> assign(store::Database& database, const identity::Actor& actor, Instant now,
                   const std::vector<ContributionId>& contributions, const identity::AgencyId& unit,
                   const std::optional<Instant>& due_at);
Result<void> add_note(store::Database& database, const identity::Actor& actor, Instant now, const ContributionId& contribution,
                      std::string_view text);
struct InternalNote {
  std::string author, text;
  Instant at;
};
std::vector<InternalNote> notes(store::Transaction& tx, const ContributionId& contribution);

std::optional<Disposition> disposition(store::Transaction& tx, const ContributionId& contribution);
struct Answered {
  Contribution contribution;
  std::optional<Disposition> disposition;  // nothing for withdrawn and hidden ones: they count as decided
  std::vector<ThemeId> themes;
};
// Everything that was contributed except official replies, by number: what the report is made from.
std::vector<Answered> answered(store::Transaction& tx, const CallId& call);
// How many still have no decision, how many refusals lack a reason, how many of them a second person has not approved where the
// body's policy asks for it (review.h), how many wait for a moderator, and how many appeals are open: all must be 0 before a
// report.
struct Unanswered {
  std::int64_t without_disposition = 0, without_reason = 0, unreviewed = 0, waiting = 0, appeals = 0, total = 0;
};
Unanswered unanswered(store::Transaction& tx, const CallId& call);

// --- The final text ---

enum class Difference { same, changed, added, removed };
struct Run {
  enum class Kind { same, removed, added } kind = Kind::same;
  std::string text;
};
struct ProvisionChange {
  Difference difference = Difference::same;
  document::Provision before, after;  // one of them is empty for added and removed
  std::vector<Run> runs;              // of heading and text, word by word; empty for same
};
// By anchor; order of the newer text, removed provisions where they stood.
std::vector<ProvisionChange> compare(const std::vector<FlatProvision>& before, const std::vector<FlatProvision>& after);

// Gives the provisions of a newer text the anchors of the older ones they continue (same kind and number in the same place, else
// most similar text); new ones get new anchors.
void carry_anchors(const std::vector<FlatProvision>& older, document::Text& newer);

Result<VersionId> set_final_text(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                 const DraftId& draft, document::Text text, std::string_view source_name);
// Sources of one changed provision: contributions, or none of them with a note, which is then marked "own initiative".
Result<void> set_change_source(store::Database& database, const identity::Actor& actor, Instant now, const VersionId& version,
                               std::string_view anchor, const std::vector<std::int64_t>& contribution_numbers,
                               std::string_view note);
std::optional<VersionId> final_version(store::Transaction& tx, const DraftId& draft);
struct ChangeSource {
  std::string anchor, note;
  std::optional<std::int64_t> contribution_number;
};
std::vector<ChangeSource> change_sources(store::Transaction& tx, const VersionId& version);

struct ApprovalRecord {
  std::string outcome = "adopted";  // adopted, adopted_with_changes, sent_to_parliament, abandoned, deferred
  std::string authority{}, session_number{}, session_at{}, session_place{}, members{}, others_present{}, decisions{},
      next_agenda{}, letter_number{}, letter_date{};
};
// reported → decided; every change of the final text must name its source first.
Result<void> record_approval(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                             const ApprovalRecord& record);
std::optional<ApprovalRecord> approval_record(store::Transaction& tx, const CallId& call);

}  // namespace mosharekat::consultation
