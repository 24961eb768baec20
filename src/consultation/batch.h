// SPDX-License-Identifier: AGPL-3.0-or-later
// Undoing what one decided about many at once: the last verdict of a moderator, the last answer of an officer. Only by who made
// it, and only for those comments to which nothing happened since; the others are named and stay as they are. Each undone
// decision is an act of its own in the log, beside the decision.
#pragma once
#include "consultation/answer.h"

namespace mosharekat::consultation {

using BatchId = Id<struct BatchTag>;

struct Batch {
  BatchId id;
  std::string act;  // published, hidden, disposed
  Instant at;
  std::int64_t count = 0;     // all that it was about
  std::int64_t undoable = 0;  // those to which nothing happened since; 0 once it was undone
  std::optional<Instant> undone_at{};
  std::vector<std::int64_t> moved_on{};  // numbers of the others; of an undone batch: those that were left
};
// How long a batch is offered to be undone; what stood before is forgotten with the person's next batch after that.
inline constexpr std::chrono::hours batch_offered{24};
// The person's last one that is still offered: of moderation, or of answers (in one call, where it is named).
std::optional<Batch> last_moderation(store::Transaction& tx, const identity::PersonId& person, Instant now);
std::optional<Batch> last_answers(store::Transaction& tx, const identity::PersonId& person, Instant now,
                                  const std::optional<CallId>& call = {});

// The number of the call whose comments it answered; nothing for a moderator's.
std::optional<std::int64_t> batch_call(store::Transaction& tx, const BatchId& batch);

// A published comment goes back under review (the public sees a stub), a hidden one is as it was, an answer gives way to the one
// before it. Authors who were told are told again; a letter that has not gone yet does not go. Answers how many were undone.
Result<int> undo_batch(store::Database& database, const identity::Actor& actor, Instant now, const BatchId& batch);

}  // namespace mosharekat::consultation
