// SPDX-License-Identifier: AGPL-3.0-or-later
// A committee's pack to download, and the minutes that come back.
#pragma once
#include "web/pages/desk/answer.h"

namespace mosharekat::web::pages::desk {

struct MinutesLine {
  std::string number{}, members{};
  Instant held_at{};
  std::int64_t decided = 0;
};
struct Committee {
  std::int64_t call = 0;
  std::string title{};
  bool can_record = false;
  part::Problems problems{};
  part::Select theme{}, result{};
  std::vector<MinutesLine> minutes{};
  part::Field number{}, held_on{};
  part::Area members{};
};
Result<Response> committee(Context& in);       // GET /desk/calls/{call}/committee
Result<Response> committee_docx(Context& in);  // GET …/committee.docx?theme=…&result=…
Result<Response> record_minutes(Context& in);  // POST /desk/calls/{call}/minutes

}  // namespace mosharekat::web::pages::desk
