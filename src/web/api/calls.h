// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls, their drafts and what people said of them, as JSON: what the public pages show and nothing more.
#pragma once
#include "web/context.h"

namespace mosharekat::web::api {

Result<Response> calls(Context& in);
Result<Response> call(Context& in);
Result<Response> contributions(Context& in);
Result<Response> provisions(Context& in);
// POST: closing is refused before its time, with the sentence that says so.
Result<Response> close(Context& in);

}  // namespace mosharekat::web::api
