// SPDX-License-Identifier: AGPL-3.0-or-later
// The bundle of a call for the national system, made beside the requests.
#pragma once
#include <string>

#include "job/job.h"
#include "web/context.h"

namespace mosharekat::web::pages::report {

Result<Response> bundle(Context& in);
Result<mosharekat::job::Outcome> make_bundle(mosharekat::job::Work& work, const std::string& site);

}  // namespace mosharekat::web::pages::report
