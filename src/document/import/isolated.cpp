// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import.h"

namespace mosharekat::document {

void start_import_helper() {}

Result<Imported> import_isolated(std::string_view file_name, std::string_view content) { return import_file(file_name, content); }

}  // namespace mosharekat::document
