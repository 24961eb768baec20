// SPDX-License-Identifier: AGPL-3.0-or-later
#include <utility>

#include "web/pages/part/form.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::part {

Pager pager(std::string path, std::int64_t current, std::int64_t last) {
  Pager made{.path = std::move(path)};
  if (last <= 1) return made;
  if (current > 1) made.previous = current - 1;
  if (current < last) made.next = current + 1;
  for (std::int64_t number = 1; number <= last; ++number) {
    const bool near = number >= current - 1 && number <= current + 1;
    if (near || number == 1 || number == last) {
      made.pages.push_back({.number = number, .current = number == current});
    } else if (made.pages.back().number != 0) {
      made.pages.push_back({});
      number = number < current ? current - 2 : last - 1;  // the loop must not count thousands of pages
    }
  }
  return made;
}

std::optional<Error> error_of(const std::vector<Error>& errors, std::string_view field) {
  for (const Error& error : errors)
    if (error.field == field) return error;
  return std::nullopt;
}

}  // namespace mosharekat::web::pages::part
