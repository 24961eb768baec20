// SPDX-License-Identifier: AGPL-3.0-or-later
// Holidays as an editable table: days of the week, solar days that come each year, lunar ones dated year by year (published ahead
// and moved by a day when the moon is seen), and sudden closures. Each names its source. The table is counted with when a period
// or a duty's clock is set; what was announced already is not moved by a later change.
#pragma once
#include <string>
#include <vector>

#include "consultation/period.h"
#include "identity/identity.h"

namespace mosharekat::consultation {

enum class HolidayKind { weekly, fixed, lunar, closure };
inline constexpr HolidayKind all_holiday_kinds[] = {HolidayKind::weekly, HolidayKind::fixed, HolidayKind::lunar,
                                                    HolidayKind::closure};
std::string_view name(HolidayKind kind);
std::optional<HolidayKind> holiday_kind_named(std::string_view name);

struct Holiday {
  HolidayKind kind = HolidayKind::closure;
  // weekly: year and month 0, day the weekday (0 = Saturday … 6 = Friday); fixed: year 0; else the whole date.
  JalaliDate day{0, 0, 0};
  std::string name_fa{}, name_en{}, source{};
};

// Kept for every agency, so only a national administrator changes them. A day holds one holiday of each rhythm: a second entry
// for it replaces the first.
Result<void> set_holiday(store::Database& database, const identity::Actor& actor, Instant now, const Holiday& holiday);
Result<void> remove_holiday(store::Database& database, const identity::Actor& actor, Instant now, JalaliDate day);
// A lunar holiday a day earlier (-1) or later (+1) than was published.
Result<void> move_holiday(store::Database& database, const identity::Actor& actor, Instant now, JalaliDate day, int by);

std::vector<Holiday> holiday_list(store::Transaction& tx);  // by rhythm, then by date
Holidays holidays(store::Transaction& tx);

// --- The clocks of duties ---

// complaint: the answer to each complaint (complaint.h).
enum class Duty { report, feedback, evaluation, complaint };
inline constexpr Duty all_duties[] = {Duty::report, Duty::feedback, Duty::evaluation, Duty::complaint};
std::string_view name(Duty duty);
std::optional<Duty> duty_named(std::string_view name);

struct DutyClock {
  std::optional<identity::AgencyId> agency{};
  Duty duty = Duty::report;
  PeriodRule rule{};  // days or working days, and the source that it stands on
};
Result<void> set_duty_clock(store::Database& database, const identity::Actor& actor, Instant now, const DutyClock& clock);
std::vector<DutyClock> duty_clocks(store::Transaction& tx);
// Of the nearest agency above; else the installation's own: 30 days for the report, 14 for telling the contributors what became
// of it, 60 for the evaluation, ten working days for a complaint. The source is empty then.
PeriodRule duty_for(store::Transaction& tx, const identity::Agency& agency, Duty duty);

}  // namespace mosharekat::consultation
