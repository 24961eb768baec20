// SPDX-License-Identifier: AGPL-3.0-or-later
// From cairo's two layers to one file: what cairo 1.16 cannot write (language, reading direction, attributes of tags, artifacts,
// title) is added with qpdf. The same layers give the same bytes. Thread-safe.
#pragma once
#include <string>

#include "print/canvas.h"
#include "print/print.h"

namespace mosharekat::print {

std::string finish_pdf(const Document& document, const Canvas::Layers& layers);

}  // namespace mosharekat::print
