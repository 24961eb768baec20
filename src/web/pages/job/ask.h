// SPDX-License-Identifier: AGPL-3.0-or-later
// How a page hands long work over. What is ready within a second is shown at once, as if the page had done it itself; else the
// reader is led to the page that tells how far it is.
#pragma once
#include "job/job.h"
#include "web/context.h"

namespace mosharekat::web::pages::job {

// `what` says kind, back, given and file; who asks, in which language, and the call are those of the request.
Response ask(Context& in, mosharekat::job::Ask what);

}  // namespace mosharekat::web::pages::job
