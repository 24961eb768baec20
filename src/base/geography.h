// SPDX-License-Identifier: AGPL-3.0-or-later
// The thirty-one provinces: ISO 3166-2:IR as recoded in 2020, which equals the numbers of the Statistical Centre of Iran;
// population of the census of 1395.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "base/locale.h"

namespace mosharekat {

struct Province {
  std::string_view code;  // "IR-23"
  std::string_view name_fa, name_en;
  std::int64_t population;
  std::string_view name(Language language) const { return language == Language::fa ? name_fa : name_en; }
};

std::span<const Province> provinces();  // by code
const Province* province(std::string_view code);

}  // namespace mosharekat
