// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/report/bundle.h"

#include "print/zip.h"
#include "report/bundle.h"
#include "web/pages/job/ask.h"

namespace mosharekat::web::pages::report {

namespace work = mosharekat::job;

Result<Response> bundle(Context& in) {
  return job::ask(in, {.kind = "bundle", .back = "/desk/calls/" + std::to_string(in.call->number) + "/office"});
}

Result<work::Outcome> make_bundle(work::Work& work, const std::string& site) {
  const auto call = work.database().read([&](store::Transaction& tx) { return consultation::call(tx, {work.job().call}); });
  if (!call) return Error{Code::not_found, "call.error.unknown"};
  const auto files = mosharekat::report::bundle_files(
      work.database(), *call, work.now(), site, [&](std::int64_t done, std::int64_t total) { work.stage("files", done, total); });
  return work::Outcome{.address = "/desk/jobs/" + work.job().id.value + "/file",
                       .result = print::zip(files),
                       .result_name = "call-" + std::to_string(call->number) + "-bundle.zip",
                       .result_type = "application/zip"};
}

}  // namespace mosharekat::web::pages::report
