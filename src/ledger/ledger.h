// SPDX-License-Identifier: AGPL-3.0-or-later
// The append-only log of acts. A command changes its tables and appends its event in one transaction; that this cannot be
// forgotten is held by types: perform() takes only functions that return Result<Done<T>>, and a Done can be made only from the
// Recorded that append() gives.
//
//   Result<CallId> open_call(store::Database& database, const Actor& actor, Instant now, CallId call) {
//     return ledger::perform(database, [&](store::Transaction& tx) -> Result<ledger::Done<CallId>> {
//       TRY(may_open(actor, queries::call(tx, call), now));
//       queries::set_state(tx, call, State::open);
//       return ledger::Done{ledger::append(tx, {.kind = "call.opened", .subject = call.value, .actor = actor.id, .at = now}),
//       call};
//     });
//   }
//
// An event row holds a salted commitment to its content and no personal text; who acted, an address, the salt and the content
// stand in side tables that can be erased while the row stays.
//
// Commands that run side by side do not commit in the order of their identifiers, so who reads by identifier can pass over an
// event that is committed later. Readers that go on from where they stopped (cursors) therefore go by `seq`: numbers 1, 2, 3 …
// without gaps, given by one sequencer to what is committed (number_events).
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace mosharekat::ledger {

struct Event {
  std::string_view kind;  // "call.opened": noun of the table, dot, past participle
  std::string subject;    // identifier of what it happened to
  std::string actor{};    // identifier of a person; empty for the installation's own clock
  Instant at;
  std::string
      before{};  // canonical JSON of what changed, for the auditor; may hold personal text, so it stands in the erasable table
  std::string after{};
  std::string reason{};   // as published
  std::string address{};  // an e-mail address that it concerns, erasable by itself; never in before or after
};

class Recorded {
  Recorded() = default;
  friend Recorded append(store::Transaction& tx, const Event& event);
};

// Appends the event. Part of the caller's transaction: there is no event without its change, and no change without its event.
Recorded append(store::Transaction& tx, const Event& event);

// A command that answers only "done": perform() makes Result<void> of it.
struct Nothing {};

template <class T>
struct Done {
  Done(Recorded, T result) : value(std::move(result)) {}
  T value;
};

namespace detail {
template <class T>
struct Outcome {
  static constexpr bool recorded = false;
};
template <class T>
struct Outcome<Result<Done<T>>> {
  static constexpr bool recorded = true;
  using type = T;
};
}  // namespace detail

// Runs a command: commits when it is Done, changes nothing when it answers an Error or throws.
template <class F>
auto perform(store::Database& database, F&& command) {
  using Answer = std::invoke_result_t<F, store::Transaction&>;
  static_assert(detail::Outcome<Answer>::recorded, "a command returns Result<Done<T>>: it must append its event");
  using T = typename detail::Outcome<Answer>::type;
  using Given = Result<std::conditional_t<std::is_same_v<T, Nothing>, void, T>>;
  Answer answer = database.write_unlogged(std::forward<F>(command));
  if (!answer) return Given(std::move(answer).error());
  if constexpr (std::is_same_v<T, Nothing>)
    return Given();
  else
    return Given(std::move(answer->value));
}

struct Entry {
  std::string id, kind, subject, actor, before, after, reason, commitment;  // actor, before, after, reason: empty when erased
  std::string address;                                                      // likewise
  Instant at;
  std::optional<std::int64_t> seq;  // nothing until it is numbered
};

// Numbers what was committed since it ran last, at most `limit` events in one transaction; answers how many. May run in several
// processes at once: they wait for each other.
int number_events(store::Database& database, int limit = 1000);
// Numbered events after this number (0: from the start), in the order of their numbers.
std::vector<Entry> read_after(store::Transaction& tx, std::int64_t number, int limit);
// Events of one subject, oldest first.
std::vector<Entry> history(store::Transaction& tx, std::string_view subject);
// For the auditor: newest first, the events that pass every condition that is set.
struct ActFilter {
  std::string kind{}, actor{};
  std::optional<Instant> from{}, until{};  // from ≤ at < until
  std::string older_than{};                // identifier of an event: how to turn the page
  int limit = 50;
};
std::vector<Entry> acts(store::Transaction& tx, const ActFilter& filter);
// Forgets who acted and what was written in the events of a subject; the rows and their commitments stay.
void erase(store::Transaction& tx, std::string_view subject);
// The same for every event of one actor, whatever it happened to.
void erase_actor(store::Transaction& tx, std::string_view actor);
// The same for the events of a subject that have this actor; '' are those of guests and of the clock.
void erase_acts(store::Transaction& tx, std::string_view subject, std::string_view actor);
// Forgets this address and what was written in the events that name it; who acted stays.
void erase_address(store::Transaction& tx, std::string_view address);
// Forgets what was written in the events of a subject that are of this kind; who acted stays.
void erase_content(store::Transaction& tx, std::string_view subject, std::string_view kind);

}  // namespace mosharekat::ledger
