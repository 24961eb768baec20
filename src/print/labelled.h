// SPDX-License-Identifier: AGPL-3.0-or-later
// Rows of a label and what belongs to it: the facts under a title, the bars of a chart. Both are tables to whoever listens.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "print/canvas.h"
#include "print/print.h"
#include "print/shape.h"

namespace mosharekat::print {

void set_facts(const std::vector<std::pair<std::string, std::string>>& facts, Canvas& canvas, Shaper& shaper);
void set_bars(const Bars& bars, Canvas& canvas, Shaper& shaper);
// Caption and first bar.
double least_bars_height(const Bars& bars, Shaper& shaper);

}  // namespace mosharekat::print
