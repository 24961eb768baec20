// SPDX-License-Identifier: AGPL-3.0-or-later
// The first call, step by step (گام‌های نخستین فراخوان): what has been done, what is next, what comes later,
// and by when. Computed from the call each time; only whether a person wants to see it is kept.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "consultation/call.h"
#include "consultation/holiday.h"

namespace mosharekat::consultation {

enum class TourStep { begin, texts, draft, questions, invite, opening, approval, listen, answer, report, tell };
inline constexpr TourStep all_tour_steps[] = {TourStep::begin,  TourStep::texts,   TourStep::draft,    TourStep::questions,
                                              TourStep::invite, TourStep::opening, TourStep::approval, TourStep::listen,
                                              TourStep::answer, TourStep::report,  TourStep::tell};
std::string_view name(TourStep step);

enum class Progress { done, next, later };
struct TourLine {
  TourStep step = TourStep::begin;
  Progress progress = Progress::later;
  // The duty of the step: its rule (days, working days, or one month) and, once the clock runs, its last instant.
  std::optional<PeriodRule> rule{};
  std::optional<int> hours{};  // of moderation
  std::optional<Instant> due{};
};
// Without a call: all is still to come. The first step that is not done is the next one; what was done out of order is done.
std::vector<TourLine> tour(store::Transaction& tx, const identity::Agency& agency, const std::optional<Call>& call, Instant now);

// The call that a person is at: the newest of those that they prepare and whose report is not out.
std::optional<Call> tour_call(store::Transaction& tx, const identity::Actor& actor, Instant now);
// Who prepares calls sees the list until a call of their units has its report, or as they themselves chose.
bool tour_wanted(store::Transaction& tx, const identity::Actor& actor, Instant now);
Result<void> choose_tour(store::Database& database, const identity::Actor& actor, Instant now, bool shown);

}  // namespace mosharekat::consultation
