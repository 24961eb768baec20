// SPDX-License-Identifier: AGPL-3.0-or-later
// The draft in plain language and easy to read, as the agency wrote them: a page each, for reading; the official text stays where
// it is.
#pragma once
#include <string>

#include "web/context.h"

namespace mosharekat::web::pages::call {

struct Plain {
  std::int64_t number = 0;
  std::string title{}, heading{}, text{}, lang{}, dir{};
  bool only_persian = false;  // asked for in another language, in which it does not stand
  bool open = false;
  std::string other{}, other_label{};  // the other of the two, where there is one; label: a key
};
Result<Response> plain(Context& in);
Result<Response> easy(Context& in);

}  // namespace mosharekat::web::pages::call
