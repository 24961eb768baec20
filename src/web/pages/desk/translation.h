// SPDX-License-Identifier: AGPL-3.0-or-later
// The translation of a call's drafts: out as a sheet of two columns for Word or Excel, filled in, and back in, all rows or none.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/form.h"

namespace mosharekat::web::pages::desk {

struct TranslationLine {
  std::int64_t row = 0;
  std::string place{};
  Error error{};
};
struct Translation {
  std::int64_t call = 0, translated = 0, all = 0;
  std::string title{};
  bool is_public = false, can_take = false;
  part::Problems problems{};
  part::Field file{};
  std::vector<TranslationLine> rows{};
  std::int64_t more = 0;  // problems that are not listed
};
Result<Response> translation(Context& in);       // GET /desk/calls/{call}/translation
Result<Response> translation_xlsx(Context& in);  // and .xlsx
Result<Response> translation_docx(Context& in);  // and .docx
Result<Response> take_translation(Context& in);  // POST, act: take, remove

}  // namespace mosharekat::web::pages::desk
