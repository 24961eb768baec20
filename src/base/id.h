// SPDX-License-Identifier: AGPL-3.0-or-later
// Identifiers that the compiler tells apart: a CallId is never taken for a PersonId.
// Values are 26 letters of Crockford's base 32 in lower case: 48 bits of milliseconds since 1970, then 80 random bits, so that
// they sort by time, are made without asking the database, and cannot be guessed. They are safe in URLs and file names.
#pragma once
#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace mosharekat {

// A new value. Thread-safe. Never returns the same value twice.
std::string new_id(Instant now);

// True when the text has the form of an identifier; says nothing about whether the thing exists.
bool is_id(std::string_view text);

template <class Tag>
struct Id {
  std::string value;

  static Id make(Instant now) { return {new_id(now)}; }
  bool empty() const { return value.empty(); }
  auto operator<=>(const Id&) const = default;
};

}  // namespace mosharekat

template <class Tag>
struct std::hash<mosharekat::Id<Tag>> {
  std::size_t operator()(const mosharekat::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.value); }
};
