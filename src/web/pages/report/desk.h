// SPDX-License-Identifier: AGPL-3.0-or-later
// Writing the human parts of a report beside what the system computed, and sending it to the second person.
#pragma once
#include <string>
#include <vector>

#include "web/pages/part/form.h"
#include "web/pages/report/show.h"

namespace mosharekat::web::pages::report {

struct PartPair {
  part::Area persian{}, second{};
};
struct Desk {
  std::int64_t number = 0, version = 1;
  std::string title{};
  bool started = false, published = false, proposed = false, ready = false, can_write = false, can_propose = false;
  std::string returned{};  // the approver's note, where the last proposal came back
  part::Problems problems{}, missing{};
  std::vector<PartPair> parts{};
  part::Area correction_reason{};
};

Result<Response> desk(Context& in);
Result<Response> change(Context& in);

}  // namespace mosharekat::web::pages::report
