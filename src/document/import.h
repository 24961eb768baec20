// SPDX-License-Identifier: AGPL-3.0-or-later
// Files and pasted text become provisions. Grammar of Persian legal drafting: STYLE of headings in docs/import.md.
// Nothing is lost: what is not understood stays as text in its place with `unrecognised` and a warning.
#pragma once
#include <string>
#include <string_view>

#include "document/provision.h"

namespace mosharekat::document {

enum class Format { docx, odt, pdf, html, text };

// From the content first (magic bytes), from the name only among what the content allows. Errors: import.error.legacy_word
// (.doc), import.error.rtf, import.error.image (a scan), import.error.unknown_format.
Result<Format> recognise(std::string_view file_name, std::string_view content);

// Reads a file in this process. Use import_isolated for what a stranger sends.
Result<Imported> import_file(std::string_view file_name, std::string_view content);

// Plain text in UTF-8, one paragraph per line: what paste gives.
Imported import_text(std::string_view text);

// The same as import_file in a child of a helper process with a limit of 10 s and 512 MiB, without file system or network: a
// hostile file harms nothing. Call start_import_helper() before any thread is started.
void start_import_helper();
Result<Imported> import_isolated(std::string_view file_name, std::string_view content);

// The JSON of `mosharekat import --json`: title and provisions of the first text, the second under "others", warnings in English.
std::string to_json(const Imported& imported);

}  // namespace mosharekat::document
