// SPDX-License-Identifier: AGPL-3.0-or-later
// What the verbs that work on files share.
#pragma once
#include <string>

#include "base/locale.h"
#include "base/result.h"

namespace mosharekat::cli {

// The bytes of a file of at most `bytes_max`.
Result<std::string> read_file(const std::string& path, std::uintmax_t bytes_max = std::uintmax_t{4} << 30);

// Persian where the environment's language (LC_ALL, LC_MESSAGES, LANG) is fa, else English.
Language operator_language();

// "mosharekat: FILE: the sentence", on standard error, in the operator's language; answers the exit code: 2 for what
// the person can mend, else 1.
int complain(const std::string& path, const Error& error);

}  // namespace mosharekat::cli
