// SPDX-License-Identifier: AGPL-3.0-or-later
// Any list of calls as an Atom feed (RFC 4287): /calls.atom takes the same ?agency, ?state, ?topic, ?place and ?q as the list
// does. An entry is a call; it is renewed when something happens to it.
#pragma once
#include "web/context.h"

namespace mosharekat::web::pages::call {

Result<Response> feed(Context& in);

}  // namespace mosharekat::web::pages::call
