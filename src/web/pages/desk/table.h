// SPDX-License-Identifier: AGPL-3.0-or-later
// The working table: out as a workbook or a Word document, back in with the decisions of the office, all rows or none.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/form.h"

namespace mosharekat::web::pages::desk {

struct TableProblem {
  std::int64_t row = 0, number = 0;  // number 0: none was read
  Error error{};
};
struct Table {
  std::int64_t call = 0;
  std::string title{};
  bool can_take = false;
  part::Problems problems{};
  part::Field file{};
  part::Select minutes{};  // of the committee that decided; without options it is not shown
  std::vector<TableProblem> rows{};
  std::int64_t more = 0;  // problems that are not listed
};
Result<Response> table(Context& in);
Result<Response> table_xlsx(Context& in);
Result<Response> table_docx(Context& in);
Result<Response> take_table(Context& in);  // POST

}  // namespace mosharekat::web::pages::desk
