// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the link at the end of each letter leads: which letters about this call its reader wants, without signing in. Looking
// changes nothing, since mail programs open links by themselves.
#pragma once
#include <string>

#include "web/context.h"

namespace mosharekat::web::pages::call {

struct Letters {
  std::string token{}, title{}, now{};  // now: a key
  std::int64_t number = 0;
  bool course = true, all = true;  // what still comes
};
Result<Response> letters(Context& in);         // GET /letters/{token} and /letters/{token}/{stop}
Result<Response> choose_letters(Context& in);  // POST
// POST /letters/{token}/{stop} with List-Unsubscribe=One-Click, as mail programs send it (RFC 8058): answered without a page.
Result<Response> stop_letters(Context& in);

}  // namespace mosharekat::web::pages::call
