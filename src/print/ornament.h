// SPDX-License-Identifier: AGPL-3.0-or-later
// The one ornament of our pages: a thin band of girih, and the eight-pointed star as the mark.
#pragma once
#include "print/look.h"

struct _cairo;

namespace mosharekat::print {

// A band of lozenges and squares between two hair lines; whole repeats, centred in the width.
void draw_girih(_cairo* to, double left, double top, double width, double height, Colour ground, Colour strokes);
// The star, its centre at (x, y).
void draw_star(_cairo* to, double x, double y, double radius, Colour colour);

}  // namespace mosharekat::print
