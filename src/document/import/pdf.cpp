// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/lines.h"

namespace mosharekat::document::reading {

Result<Lines> read_pdf(std::string_view) { return Error{Code::invalid, "import.error.unknown_format", {}}; }

}  // namespace mosharekat::document::reading
