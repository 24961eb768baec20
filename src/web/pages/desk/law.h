// SPDX-License-Identifier: AGPL-3.0-or-later
// The bank of a body: its laws, and the reasons that its answers take from it.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/form.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::desk {

struct Bank {
  std::string id{}, name{};
  bool chosen = false;
};
struct LawLine {
  std::string id{}, name{}, article{}, adopted{}, address{};
  bool retired = false;
};
struct ReasonLine {
  std::string id{}, code{}, text{}, brief{}, citation{};  // code: a key
  std::int64_t used = 0;
  bool retired = false, law_retired = false;
};
struct LawPage {
  std::vector<Bank> banks{};
  std::string agency{};                       // of the bank that is shown
  std::string edited_law{}, edited_reason{};  // empty: the form adds
  std::vector<LawLine> laws{};
  std::vector<ReasonLine> reasons{};
  part::Problems problems{};
  part::Field name{}, article{}, adopted{}, address{};
  part::Select code{}, cited{};
  part::Area text{};
  part::Field citation{};
  part::Empty empty{};
};
Result<Response> law(Context& in);            // GET /desk/law?agency=…&law=…&reason=…
Result<Response> save_law(Context& in);       // POST /desk/law/laws
Result<Response> change_law(Context& in);     // POST /desk/law/laws/{law}: edits, retires, takes back
Result<Response> save_reason(Context& in);    // POST /desk/law/reasons
Result<Response> change_reason(Context& in);  // POST /desk/law/reasons/{reason}

}  // namespace mosharekat::web::pages::desk
