// SPDX-License-Identifier: AGPL-3.0-or-later
// The legal review: where a body's policy asks for it, a refusal needs a second person before the report. That person is an
// approver of the body or a lead of the unit that the policy names, and never the officer who decided.
#pragma once
#include "consultation/answer.h"
#include "consultation/call.h"

namespace mosharekat::consultation {

struct ReviewPolicy {
  identity::AgencyId agency;
  bool needed = false;
  std::optional<identity::AgencyId> unit{};  // within the agency: its leads review too
};
// By an administrator of the agency. Switched off it also stands, against the policy of a body above.
Result<void> set_review_policy(store::Database& database, const identity::Actor& actor, Instant now, const ReviewPolicy& policy);
std::vector<ReviewPolicy> review_policies(store::Transaction& tx);
// What holds for the agency: its own, else that of the nearest body above it that has one; nothing where no review is needed.
std::optional<ReviewPolicy> review_policy(store::Transaction& tx, const identity::Agency& agency);

// Whether this person reviews refusals of the agency at all, and that of this officer.
bool reviews(store::Transaction& tx, const identity::Actor& actor, const identity::Agency& agency, const ReviewPolicy& policy);
Result<void> may_review(store::Transaction& tx, const identity::Actor& actor, const identity::Agency& agency,
                        const ReviewPolicy& policy, const Disposition& disposition);

enum class Reviewed { approved, returned };
struct Review {
  Reviewed verdict = Reviewed::approved;
  std::string note, reviewer;
  Instant at;
};
std::optional<Review> review(store::Transaction& tx, const ContributionId& contribution);

// Refusals of the call whose decision no second person has approved, returned ones among them; 0 where no policy asks for it.
std::int64_t refusals_to_review(store::Transaction& tx, const CallId& call);
// Those that wait for the reviewer, or those that came back from one, by number.
std::vector<Contribution> refusals(store::Transaction& tx, const CallId& call, std::optional<Reviewed> verdict, int limit,
                                   int offset);
std::int64_t refusal_count(store::Transaction& tx, const CallId& call, std::optional<Reviewed> verdict);

// Refusals that wait, those in the same words together: most first, then by number.
struct RefusalGroup {
  Code code = Code::rejected_legal;
  std::string part, reason, citation;
  std::int64_t count = 0;
  std::vector<Contribution> contributions;  // the first of them, by number
};
std::vector<RefusalGroup> refusal_groups(store::Transaction& tx, const CallId& call, int members, int limit, int offset);
std::int64_t refusal_group_count(store::Transaction& tx, const CallId& call);

// All or nothing. `seen` is when the reviewer was shown them: a decision made after that was not read.
struct ReviewRefusals {
  std::vector<ContributionId> contributions;
  Reviewed verdict = Reviewed::approved;
  std::string note{};  // to return: why
  Instant seen;
};
Result<int> review_refusals(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                            const ReviewRefusals& ask);
// The same for all that wait in the very words of this one's refusal; `ask.contributions` is not looked at. What the reviewer
// decided, and what was decided after `ask.seen`, is left. Answers how many.
Result<int> review_same_refusals(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                 const ContributionId& like, const ReviewRefusals& ask);

}  // namespace mosharekat::consultation
