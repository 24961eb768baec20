// SPDX-License-Identifier: AGPL-3.0-or-later
// Every component of the look on one page, for those who make pages and for the tests that look at them. Served in development
// only, so its made-up text stands in the template and not in locale/.
#pragma once
#include "web/context.h"
#include "web/pages/part/form.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages {

struct Gallery {
  bool fa = true;
  part::Path path{};
  part::Problems problems{};
  part::Field title{}, phone{}, file{};
  part::Area text{};
  part::Choices stance{}, topics{};
  part::Select province{};
  part::Pager pager{};
  part::Empty empty{};
};

Gallery gallery(Language language);
Result<Response> gallery_page(Context& in);  // not found unless the portal shows it

}  // namespace mosharekat::web::pages
