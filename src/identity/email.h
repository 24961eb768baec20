// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mosharekat::identity {

// E-mail addresses as they are kept: trimmed, lower case, digits in ASCII; nothing when it cannot be one.
std::optional<std::string> tidy_email(std::string_view email);

}  // namespace mosharekat::identity
