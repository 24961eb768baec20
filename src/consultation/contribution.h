// SPDX-License-Identifier: AGPL-3.0-or-later
// What people say of a call: a comment on the whole, on a provision or a passage, replacement wording, an answer to a question, a
// reply. How it is reviewed, supported, edited, withdrawn, appealed. A contribution has a public number in its call and a secret
// tracking code, which is also a guest's key to edit and withdraw it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consultation/call.h"

namespace mosharekat::consultation {

using ContributionId = Id<struct ContributionTag>;

enum class Kind { comment, replacement, answer, reply };
std::string_view name(Kind kind);
enum class Stance { for_text, for_with_changes, against };
std::string_view name(Stance stance);
std::optional<Stance> stance_named(std::string_view name);
enum class Visibility { waiting, published, hidden, withdrawn };
std::string_view name(Visibility visibility);

inline constexpr int body_limit = 20000;  // code points
inline constexpr int replacement_limit = 20000;
inline constexpr int quote_limit = 2000;
inline constexpr int name_limit = 60;

// The secret of this installation, for keyed hashes: tracking codes, supporters, participants.
struct Secret {
  std::string key;  // 32 bytes
};

// Sixteen digits, the last a check digit (Damm), never a number that a bank card could have. Shown in groups of four, in the
// reader's digits.
std::string new_tracking_code();
bool is_tracking_code(std::string_view digits);  // 16 ASCII digits with the right check digit
std::string code_hash(const Secret& secret, std::string_view code);

struct Passage {
  std::string quote{}, before{}, after{};
  std::optional<std::int64_t> at{};  // code points from the start of the provision's text
};

struct Contribution {
  ContributionId id;
  CallId call;
  std::int64_t number = 0;
  Kind kind = Kind::comment;
  std::optional<DraftId> draft;
  std::string anchor;
  std::optional<ContributionId> parent;
  Passage passage;
  std::string body, replacement;
  std::optional<Stance> stance;
  std::string language;
  Visibility state = Visibility::waiting;
  bool official = false;
  identity::PersonId author;  // empty: a guest, or one whose account is erased
  std::string voice;          // the same for all that one person writes in a call: who is counted once
  bool member = false;        // written with an account
  std::string display_name, organisation, channel, flags;
  int risk = 0;
  Instant received_at;
  std::optional<Instant> published_at, edited_at;
  std::int64_t supports = 0;  // filled by queries
  std::string hidden_reason;  // filled by queries when hidden
  bool stub = false;          // its words, stance and names were taken out (leave_stub)
};

struct Contribute {
  std::string draft{}, anchor{}, parent{};  // as the form sent them; checked
  Kind kind = Kind::comment;
  Passage passage{};
  std::string body{}, replacement{}, stance{};
  std::string display_name{}, organisation{}, email{};
  std::string language = "fa";  // of the page it was written on
  std::string channel = "web";
  std::string consent_version{};
  std::string once{};  // of the form; the same key again answers the first receipt's number without a second contribution
  std::string remote_address{};
};
struct Receipt {
  ContributionId id;
  std::int64_t number = 0;
  std::string code;        // 16 digits; empty when the form was sent a second time
  bool published = false;  // false: waits for a moderator
};
// `received` is when the last byte was in: it alone decides whether the call was still open.
Result<Receipt> contribute(store::Database& database, const Secret& secret, const identity::Actor& actor, Instant received,
                           const CallId& call, const Contribute& ask);

struct Traits {
  std::optional<int> birth_year{};  // Jalali
  std::string gender{}, province{}, county{}, type{};
};
// Kept apart from what was written, under a keyed hash; may be given or changed until the call closes.
Result<void> set_traits(store::Database& database, const Secret& secret, Instant now, const ContributionId& contribution,
                        const Traits& traits);

// Proof that a contribution is one's own: being its signed-in author, or holding its tracking code.
struct Claim {
  identity::Actor actor{};
  std::string code{};
};
struct Edit {
  std::string body{}, replacement{}, stance{};
};
// The author, or who holds the code, while the call is open. The former text stays in the history.
Result<void> edit(store::Database& database, const Secret& secret, Instant now, const Claim& claim,
                  const ContributionId& contribution, const Edit& ask);
// Leaves a stub with the author's decision; while the call is open or being reviewed, until the report.
Result<void> withdraw(store::Database& database, const Secret& secret, Instant now, const Claim& claim,
                      const ContributionId& contribution);
// Forgets author, name, contact, traits and, when withdrawn, the text. What the person wrote and supported stays counted once:
// voices and supports stand under keyed hashes of the address, so the same address counts once even with a new account.
Result<void> erase_person(store::Database& database, const Secret& secret, const identity::Actor& actor, Instant now);
// Forgets where a guest wanted the answer sent: no more mails about this contribution.
Result<void> forget_contact(store::Database& database, const Secret& secret, Instant now, const Claim& claim,
                            const ContributionId& contribution);

// Counted once per person whatever is sent in parallel. Only for signed-in people, not for one's own.
Result<std::int64_t> support(store::Database& database, const Secret& secret, const identity::Actor& actor, Instant now,
                             const ContributionId& contribution, bool on);
Result<void> report_abuse(store::Database& database, const Secret& secret, const identity::Actor& actor,
                          std::string_view guest_key, Instant now, const ContributionId& contribution, std::string_view reason);
// An official's reply while open; the agency's decision comes only with the report.
Result<ContributionId> reply_officially(store::Database& database, const Secret& secret, const identity::Actor& actor,
                                        Instant now, const ContributionId& parent, std::string_view body);

// --- Moderation ---

// Published list of reasons to hide: keys of locale/*/moderation.json (moderation.reason.<name>).
inline constexpr std::string_view hiding_reasons[] = {"personal_data",        "insult",    "advertising", "off_topic", "unlawful",
                                                      "duplicate_by_mistake", "unreadable"};
struct Verdict {
  std::vector<ContributionId> contributions;
  bool publish = true;
  std::string reason{};  // one of hiding_reasons
  std::string note{};    // to the author
};
// All or nothing. Each author with an address is told what and why and how to appeal.
Result<int> moderate(store::Database& database, const identity::Actor& actor, Instant now, const Verdict& verdict);
Result<void> appeal(store::Database& database, const Secret& secret, Instant now, const Claim& claim,
                    const ContributionId& contribution, std::string_view text);
// Takes a former text out of the public history, for good: what its author cleaned of personal data must not stay readable
// there. Its reason, one of hiding_reasons, stands in its place; the log forgets the words too.
Result<void> blank_revision(store::Database& database, const identity::Actor& actor, Instant now,
                            const ContributionId& contribution, std::int64_t number, std::string_view reason);
// A second person: not the moderator who hid it.
Result<void> decide_appeal(store::Database& database, const identity::Actor& actor, Instant now, std::string_view appeal,
                           bool uphold, std::string_view note);

struct Waiting {
  Contribution contribution;
  std::int64_t call_number = 0;
  Instant due;  // received + the call's moderation hours
  std::int64_t abuse_reports = 0;
};
// What waits, or was reported since it was published, riskiest first: only what this person may decide on.
std::vector<Waiting> moderation_queue(store::Transaction& tx, const identity::Actor& actor, int limit, int offset);
std::int64_t moderation_queue_size(store::Transaction& tx, const identity::Actor& actor);
struct Appeal {
  std::string id, text, verdict, note;
  Contribution contribution;
  std::int64_t call_number = 0;
  std::string reason;
  identity::PersonId hidden_by;
  Instant made_at;
};
// Those that this person may decide.
std::vector<Appeal> open_appeals(store::Transaction& tx, const identity::Actor& actor);
struct ModerationCounts {
  std::int64_t received = 0, published = 0, hidden = 0, withdrawn = 0, waiting = 0, appeals = 0, upheld = 0;
  std::vector<std::pair<std::string, std::int64_t>> by_reason;
};
ModerationCounts moderation_counts(store::Transaction& tx, const std::optional<CallId>& call);

// Risk of a text and what was noticed in it: national codes with a right check digit, mobile numbers, cards, e-mail addresses,
// links, shouting, known insults. Pure.
struct Risk {
  int score = 0;
  std::vector<std::string> flags;  // "national_code", "mobile", "card", "email", "link", …
  // Looked at by a person before the public sees it, whatever the call's rule.
  bool personal_data() const;
  std::string flag_list() const;  // comma separated
};
Risk assess(std::string_view text);

// Whether a call takes what was received at this instant. Being in time is what counts: the clock, or an officer, may have moved
// the stored state on by the moment it is written down.
Result<void> takes_contributions(const Call& call, Instant received);

// --- Queries ---

std::optional<Contribution> contribution(store::Transaction& tx, const ContributionId& id);
std::optional<Contribution> contribution_by_number(store::Transaction& tx, const CallId& call, std::int64_t number);
std::optional<Contribution> contribution_by_code(store::Transaction& tx, const Secret& secret, std::string_view code);
struct Page {
  std::vector<Contribution> contributions;
  std::int64_t total = 0;
};
enum class Order { newest, oldest, most_supported };
struct ContributionFilter {
  std::optional<std::string> anchor{};  // "" : the whole
  // Published ones; and as stubs, without their words and names: hidden and withdrawn ones, and edited ones under review.
  bool public_only = true;
  bool top_level_only = true;
  std::optional<std::string> theme{};
  std::string words{}, code{};  // code: of a disposition; "none" without one
  std::string unit{};           // or officer it was given to; "none": to nobody
  Order order = Order::newest;
  int limit = 20, offset = 0;
};
Page find_contributions(store::Transaction& tx, const CallId& call, const ContributionFilter& filter);
std::vector<Contribution> replies(store::Transaction& tx, const ContributionId& parent);
// Number of public contributions per anchor.
struct AnchorCount {
  std::string anchor;
  std::int64_t count = 0;
  std::int64_t for_text = 0, for_with_changes = 0, against = 0;
};
std::vector<AnchorCount> counts_by_anchor(store::Transaction& tx, const CallId& call);
// The most supported published ones of each anchor, at most `per_anchor` each: what stands in the margins.
std::vector<Contribution> leading_contributions(store::Transaction& tx, const CallId& call, int per_anchor);
std::vector<Contribution> contributions_of(store::Transaction& tx, const identity::PersonId& author);
struct Revision {
  std::int64_t number = 0;
  std::string body, replacement;
  std::string blanked;  // why a moderator took the words out; one of hiding_reasons
  Instant replaced_at;
};
// What the public has read before, oldest first.
std::vector<Revision> edits(store::Transaction& tx, const ContributionId& id);
// Whether the public sees that it is there: anything but what has not been published yet.
bool is_public(const Contribution& contribution);
// What the public sees of one that is not published, or no longer: that it was there, and why it is not shown.
void leave_stub(Contribution& contribution);

}  // namespace mosharekat::consultation
