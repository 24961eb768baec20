// SPDX-License-Identifier: AGPL-3.0-or-later
// /api/v1/openapi.json: the paths come from the table of routes, so none can be missing; what they mean is written by hand.
#pragma once
#include <string>

#include "web/context.h"

namespace mosharekat::web::api {

Result<Response> openapi(Context& in);
// Throws Bug where a route of the API has no description.
std::string openapi_document(std::string_view site);

}  // namespace mosharekat::web::api
