// SPDX-License-Identifier: AGPL-3.0-or-later
// A text of any kind looked at for its writing: a page for pasting, and what the desk's forms ask while one types (advice.ts).
// Nothing of the text is kept.
#pragma once
#include "web/pages/part/form.h"
#include "web/pages/writing/advice.h"

namespace mosharekat::web::pages::writing {

struct Check {
  part::Area typed{};
  part::Choices written_in{}, kind{};
  bool checked = false;
  std::string summary{};
  Advice advice{};
};

Result<Response> form(Context& in);   // GET /desk/writing
Result<Response> check(Context& in);  // POST /desk/writing

}  // namespace mosharekat::web::pages::writing
