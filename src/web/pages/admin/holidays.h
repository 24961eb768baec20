// SPDX-License-Identifier: AGPL-3.0-or-later
// The calendar of holidays: seen by every administrator, changed by the country's.
#pragma once
#include "web/pages/admin/admin.h"

namespace mosharekat::web::pages::admin {

struct HolidayLine {
  std::string day{}, weekday{}, occasion{}, source{}, key{};  // key: for its forms, "1405-05-13"
  bool lunar = false;
};
struct HolidayGroup {
  std::string title{};
  std::vector<HolidayLine> lines{};
};
struct Holidays {
  Nav nav{"holidays"};
  bool may_change = false;
  std::vector<part::Option> years{};  // value: the address
  std::string lacking{};              // a sentence: the year whose lunar days are not entered yet
  std::vector<HolidayGroup> groups{};
  part::Problems problems{};
  part::Choices kind{};
  part::Select weekday{};
  part::Field day{}, name_fa{}, name_en{}, source{};
};

Result<Response> holidays(Context& in);
Result<Response> set_holiday(Context& in);
Result<Response> remove_holiday(Context& in);
Result<Response> move_holiday(Context& in);

}  // namespace mosharekat::web::pages::admin
