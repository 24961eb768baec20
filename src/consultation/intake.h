// SPDX-License-Identifier: AGPL-3.0-or-later
// Contributions that came by letter, on paper, by telephone or at a meeting, written down by a clerk. They count as if they had
// been sent here: what arrived by the last day counts, and is entered within the grace days after it. Who recorded one stands
// beside it and is not its author; the scan is for the agency's staff.
#pragma once
#include "consultation/contribution.h"
#include "consultation/letter.h"

namespace mosharekat::consultation {

inline constexpr int grace_days = 5;  // after the last day of the call
inline constexpr std::string_view intake_channels[] = {"letter", "paper", "phone", "meeting"};

struct Intake {
  std::string channel{};      // one of intake_channels
  JalaliDate received_on{};   // when it reached the agency, not when it is typed
  std::string reference{};    // the letter's number, the meeting; may be empty
  Contribute contribution{};  // place, words, name; channel and times are set by the command
  std::optional<PaperFile> scan{};
};
// By those who prepare the call.
Result<Receipt> record_contribution(store::Database& database, const Secret& secret, const identity::Actor& clerk, Instant now,
                                    const CallId& call, const Intake& ask);
// Whether clerks may still enter what came in time.
Result<void> takes_intake(const Call& call, Instant now);

struct IntakeLine {
  std::int64_t number = 0;  // of the contribution
  std::string channel, reference, scan_hash;
  Instant received_on, recorded_at;
  identity::PersonId recorded_by;
};
std::vector<IntakeLine> intakes(store::Transaction& tx, const CallId& call);
std::optional<Paper> intake_scan(store::Transaction& tx, const CallId& call, std::int64_t number);

}  // namespace mosharekat::consultation
