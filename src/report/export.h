// SPDX-License-Identifier: AGPL-3.0-or-later
// A published report as open data, and the same figures made again from it. Two files that share no key: contributions with what
// was decided, without any trait of a person; and statistics, after disclosure control. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace mosharekat::report {

// {"data":…,"hash":…,"parts":[…],"version":…}; `data` in the canonical spelling that the hash was made from.
std::string export_json(const Report& report, const std::vector<PartText>& parts);

// One line per contribution. Texts are those that are public now: what was hidden or withdrawn since leaves its line without one.
std::string contributions_csv(const Data& data, const std::vector<PublicText>& texts);
// table,row,column,count,status: A shown, c hidden by disclosure control (":c" in place of the count), withheld where a whole
// table is.
std::string statistics_csv(const Data& data);

// The figures counted again from an exported file; an Error where it is not one (report.error.data), or where its hash or its
// figures are not those of its rows (report.error.differs).
Result<Figures> figures_from_json(std::string_view exported);
Result<Figures> figures_from_csv(std::string_view contributions);

}  // namespace mosharekat::report
