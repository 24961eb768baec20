// SPDX-License-Identifier: AGPL-3.0-or-later
// The end of a call's course: the agency says how its answer reached people (decided → feedback), then what it learned for the
// next time (feedback → evaluated). Both texts are public, in both languages, and each has its duty's clock.
#pragma once
#include "consultation/call.h"
#include "consultation/holiday.h"

namespace mosharekat::consultation {

struct Conclusion {
  Duty kind = Duty::feedback;  // feedback or evaluation
  std::string text_fa, text_second;
  identity::PersonId recorded_by;
  Instant recorded_at;
};
Result<void> conclude(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call, Duty kind,
                      const Reason& text);
std::vector<Conclusion> conclusions(store::Transaction& tx, const CallId& call);

// --- Duties of a call ---

struct CallDuty {
  Duty duty = Duty::report;
  Instant due;
  std::string source;  // empty: the installation's own
};
std::vector<CallDuty> duties(store::Transaction& tx, const CallId& call);
// The duty that a call owes in this state, if any, whether or not it is late.
std::optional<Duty> owed(State state);
// Sets the clocks that the state of the call starts. Part of the command that changes the state or the period.
void set_duties(store::Transaction& tx, const CallId& call, Instant now);

}  // namespace mosharekat::consultation
