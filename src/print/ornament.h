// SPDX-License-Identifier: AGPL-3.0-or-later
// The one ornament of our pages: a thin band of girih, and the eight-pointed star as the mark.
#pragma once
#include <string_view>

#include "print/look.h"

struct _cairo;

namespace mosharekat::print {

// A band of lozenges and squares between two hair lines; whole repeats, centred in the width.
void draw_girih(_cairo* to, double left, double top, double width, double height, Colour ground, Colour strokes);
// The star, its centre at (x, y).
void draw_star(_cairo* to, double x, double y, double radius, Colour colour);

// A PNG as large as the square allows, in its middle. Nothing where it is none.
void draw_picture(_cairo* to, std::string_view png, double left, double top, double side);

}  // namespace mosharekat::print
