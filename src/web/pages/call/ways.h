// SPDX-License-Identifier: AGPL-3.0-or-later
// Shorter ways into a call than its whole text, near the top of its page: plain language, easy to read, the short form, the
// comparison with the text in force, the translation. Only those that there are.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"

namespace mosharekat::web::pages::call {

struct Way {
  std::string link{}, label{};  // label: a key
};
struct Ways {
  std::vector<Way> ways{};
};
// `provisions`: of all drafts together; the short form is offered where they are many.
Ways ways_of(const Context& in, store::Transaction& tx, const std::vector<consultation::CallText>& texts,
             std::int64_t provisions);

}  // namespace mosharekat::web::pages::call
