// SPDX-License-Identifier: AGPL-3.0-or-later
// A call (فراخوان): what an agency opens so that people may speak of its drafts before they are approved, and the states it
// passes through.
//
//   drafting → ready → announced → open ⇄ suspended → closed → analysing → reported → decided → feedback → evaluated
//   any state before decided → withdrawn
//
// Invariants, held by the commands and tried by tests: a published period only ever grows; there is no early closing; a text
// under consultation never changes in place; opening, extending, suspending, resuming, withdrawing and publishing a report take
// two persons; every act leaves its event. Each command is atomic: done with its event, or an Error and nothing changed.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "consultation/period.h"
#include "document/provision.h"
#include "identity/identity.h"

namespace mosharekat::consultation {

using CallId = Id<struct CallTag>;
using DraftId = Id<struct DraftTag>;
using VersionId = Id<struct VersionTag>;
using QuestionId = Id<struct QuestionTag>;
using ApprovalId = Id<struct ApprovalTag>;
using ReportId = Id<struct ReportTag>;

enum class State {
  drafting,
  ready,
  announced,
  open,
  suspended,
  closed,
  analysing,
  reported,
  decided,
  feedback,
  evaluated,
  withdrawn
};
inline constexpr State all_states[] = {State::drafting,  State::ready,    State::announced, State::open,
                                       State::suspended, State::closed,   State::analysing, State::reported,
                                       State::decided,   State::feedback, State::evaluated, State::withdrawn};
std::string_view name(State state);
std::optional<State> state_named(std::string_view name);
// What the public may see: everything from announced on.
bool is_public(State state);

enum class Moderation { before, after };  // publication

// Parts of a call's own text, each in Persian and in the second language. Those that are required must stand in both before the
// call can be opened.
struct TextPart {
  std::string_view name;
  bool required;
  int limit;  // code points
};
inline constexpr TextPart text_parts[] = {
    {"title", true, 300},
    {"summary", true, 3000},
    {"why", true, 5000},
    {"may_change", true, 5000},
    {"contact", true, 1000},
    {"may_not_change", false, 5000},
    {"changes_for_you", false, 1500},
    {"legal_basis", false, 5000},
    {"stakeholders", false, 3000},
    {"background", false, 5000},
    {"personal_data", false, 3000},
};

struct Call {
  CallId id;
  std::int64_t number = 0;                               // /calls/12
  identity::AgencyId agency, lead_unit, preparing_unit;  // agency: the body above the preparing unit, whose people decide
  std::string lead_path, preparing_path;                 // of those units in the tree
  std::string document_type;
  State state = State::drafting;
  std::string second_language = "en";
  identity::PersonId created_by;
  Instant created_at, state_since;
  std::optional<Instant> opens_at, closes_at;
  PeriodRule rule;             // the policy as it stood when the call was made ready
  std::string shorter_reason;  // published on top of the call; empty: the period is not shorter than the policy
  identity::PersonId shorter_approved_by;
  std::optional<Milliseconds> remaining;  // while suspended
  std::optional<Instant> report_due_at;   // as counted when the period was set; see report_due()
  std::string report_source;              // what the report's clock stands on; empty: the installation's own
  bool guests = true, replies = false, stances_while_open = false;
  Moderation moderation = Moderation::after;
  int moderation_hours = 48;
  std::string topic, place;
  bool asks_birth_year = true, asks_gender = true, asks_place = true, asks_type = true;
  bool demo = false;
};

// The state that counts at this instant: a call whose opening or closing time has passed is open or closed whether or not that
// was written down yet.
State state_at(const Call& call, Instant now);
// The instant by which the report is owed (the duty's clock in holiday.h, counted from the closing day), and whether that is past
// without a report.
Instant report_due(const Call& call);
bool report_overdue(const Call& call, Instant now);

struct CallText {
  std::string part, language, text;
  bool stale = false;
};
struct Question {
  QuestionId id;
  std::int64_t position = 1;
  std::string anchor;                                      // "q1"
  std::vector<std::pair<std::string, std::string>> texts;  // language and text
  std::string_view in(std::string_view language) const;
};
struct Draft {
  DraftId id;
  std::int64_t position = 1;
  VersionId version;  // the latest with role draft
  std::int64_t version_number = 1;
  std::string language, title, hash;
};
struct Notice {
  std::string kind, reason, reason_second;
  Instant at;
};

// --- Rules: yes, or the reason why not. Pure. ---

// Whose work a call is: the experts of the preparing unit and the leads of the lead unit or the preparing one, each also by a
// grant on anything above that unit.
bool leads(const identity::Actor& actor, const Call& call);
bool prepares(const identity::Actor& actor, const Call& call);  // its experts and leads
// Moderators of the owning agency, or of the lead unit.
bool moderates(const identity::Actor& actor, const Call& call, const identity::Agency& agency);
Result<void> may_prepare(const identity::Actor& actor, const Call& call, const identity::Agency& agency);
Result<void> may_propose(const identity::Actor& actor, const Call& call, const identity::Agency& agency);
// On PostgreSQL commands that lock the same call wait for each other from here on (SQLite has one writer anyway): for a command
// whose gates must still hold when it commits. First of its statements, so that what it reads is what the others left.
void lock(store::Transaction& tx, const CallId& call);

// --- Commands ---

struct NewCall {
  identity::AgencyId lead_unit, preparing_unit;
  std::string document_type;
  std::string title_fa, title_second{};
  std::string second_language = "en";
  bool demo = false;
};
Result<std::int64_t> prepare_call(store::Database& database, const identity::Actor& actor, Instant now, const NewCall& ask);

// One part in one language; the other language becomes stale. While drafting, and again as a correction with a public notice once
// the call is public; not while the approver has it before them. The draft itself is never touched.
struct SetText {
  std::string part, language, text;
};
Result<void> set_texts(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                       const std::vector<SetText>& texts);

struct Settings {
  std::string topic{}, place{};
  bool guests = true, replies = false, stances_while_open = false;
  Moderation moderation = Moderation::after;
  int moderation_hours = 48;
  bool asks_birth_year = true, asks_gender = true, asks_place = true, asks_type = true;
};
Result<void> set_settings(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                          const Settings& settings);

struct SetQuestion {
  std::string text_fa, text_second;
};
Result<void> set_questions(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                           const std::vector<SetQuestion>& questions);

// The text that is consulted on. While drafting it replaces the draft's only version; later it is a new version: allowed only
// while suspended, with anchors carried over. Anchors are unique in the call: those of its second draft begin with "d2-".
Result<DraftId> set_draft(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                          const std::optional<DraftId>& draft, document::Text text, std::string_view source_name);
Result<void> remove_draft(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                          const DraftId& draft);

// What still keeps the call from being opened, as sentences; empty when it may go to the approver.
std::vector<Error> missing(store::Transaction& tx, const Call& call);

// The lead sends the call to the approver, with its first and last day. Shorter than the policy needs a reason, which will be
// published.
struct Opening {
  JalaliDate first_day, last_day;
  std::string shorter_reason{};
};
Result<ApprovalId> propose_opening(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                   const Opening& ask);
struct Reason {
  std::string fa, second;
};
Result<ApprovalId> propose_extension(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                     JalaliDate last_day, const Reason& reason);
Result<ApprovalId> propose_suspension(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                      const Reason& reason);
Result<ApprovalId> propose_resumption(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                      const Reason& reason);
Result<ApprovalId> propose_withdrawal(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                      const Reason& reason);

// Approving passes the proposal to the next step of its route (approval.h); the last one carries the act out. Returning (عودت)
// sends it back with a note.
Result<void> approve(store::Database& database, const identity::Actor& actor, Instant now, const ApprovalId& approval);
Result<void> return_for_correction(store::Database& database, const identity::Actor& actor, Instant now,
                                   const ApprovalId& approval, std::string_view note);

// Always refused before its time, with the sentence that says so; after it, the same as the clock's own closing.
Result<void> close(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call);
// Opens and closes what is due, by the installation's own clock, and erases guests' addresses 30 days after the answers went out.
// Answers how many calls changed. Safe to run in several processes.
int turn_clock(store::Database& database, Instant now);
// Intake is complete: closed → analysing.
Result<void> start_analysis(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call);

Result<void> follow(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call, bool on);

struct NewPolicy {
  std::optional<identity::AgencyId> agency;
  std::string document_type;
  PeriodRule rule;
};
Result<void> set_policy(store::Database& database, const identity::Actor& actor, Instant now, const NewPolicy& ask);

// --- Queries ---

std::optional<Call> call(store::Transaction& tx, const CallId& id);
std::optional<Call> call_by_number(store::Transaction& tx, std::int64_t number);
struct Filter {
  std::vector<State> states{};  // as stored; empty: all public ones
  std::optional<identity::AgencyId> agency{};
  std::string topic{}, place{}, words{};
  bool including_unpublished = false;
  int limit = 20, offset = 0;
};
struct Found {
  std::vector<Call> calls;
  std::int64_t total = 0;
};
Found find_calls(store::Transaction& tx, const Filter& filter);
std::vector<CallText> texts(store::Transaction& tx, const CallId& call);
// A part in the reader's language, else in Persian.
std::string text_of(const std::vector<CallText>& texts, std::string_view part, std::string_view language);
std::vector<Question> questions(store::Transaction& tx, const CallId& call);
std::vector<Draft> drafts(store::Transaction& tx, const CallId& call);
std::vector<Notice> notices(store::Transaction& tx, const CallId& call);
// The provisions of a version in reading order, flat, with their depth.
struct FlatProvision {
  int depth = 0;
  document::Provision provision;  // without children
};
std::vector<FlatProvision> provisions(store::Transaction& tx, const VersionId& version);
// The provision of an anchor in the latest version of a draft that has it.
std::optional<document::Provision> provision_at(store::Transaction& tx, const DraftId& draft, std::string_view anchor);
// Every period policy as entered: the installation's own first, then by agency and type.
std::vector<NewPolicy> policies(store::Transaction& tx);
PeriodRule policy_for(store::Transaction& tx, const identity::Agency& agency, std::string_view document_type);

struct Approval {
  ApprovalId id;
  CallId call;
  std::string act, reason, reason_second, subject;
  std::optional<Instant> until;
  identity::PersonId proposed_by;
  Instant proposed_at;
  std::optional<std::string> verdict;
  identity::PersonId decided_by;
  std::optional<Instant> decided_at;
  std::string note;
};
std::vector<Approval> approvals(store::Transaction& tx, const CallId& call);
std::vector<Approval> waiting_approvals(store::Transaction& tx);
std::optional<Approval> approval(store::Transaction& tx, const ApprovalId& id);
bool follows(store::Transaction& tx, const identity::PersonId& person, const CallId& call);
// The call that the subject of an event belongs to: itself, or of a contribution, draft, version, theme, approval or report.
std::optional<CallId> call_of(store::Transaction& tx, std::string_view subject);

}  // namespace mosharekat::consultation
