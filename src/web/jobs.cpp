// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/jobs.h"

#include "web/pages/desk/draft_job.h"
#include "web/pages/desk/table_job.h"
#include "web/pages/report/bundle.h"

namespace mosharekat::web {

job::Handlers job_handlers(const Portal& portal) {
  return {{"bundle", [&portal](job::Work& work) { return pages::report::make_bundle(work, portal.site); }},
          {"draft", pages::desk::take_draft},
          {"working_table", pages::desk::take_table_job}};
}

}  // namespace mosharekat::web
