// SPDX-License-Identifier: AGPL-3.0-or-later
// The long work of the staff's pages on one page: every kind of job, and what does it.
#pragma once
#include "job/job.h"
#include "web/context.h"

namespace mosharekat::web {

// `portal` outlives the handlers.
job::Handlers job_handlers(const Portal& portal);

}  // namespace mosharekat::web
