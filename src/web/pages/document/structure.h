// SPDX-License-Identifier: AGPL-3.0-or-later
// The structure of a draft before its call opens: the text as it was read, with what looks doubtful, and the one provision that
// is being mended. Works without a script; each act is a form and can be undone.
#pragma once
#include <string>
#include <vector>

#include "web/pages/part/form.h"
#include "web/pages/part/list.h"

namespace mosharekat::web {
struct Context;
struct Response;
}  // namespace mosharekat::web

namespace mosharekat::web::pages::document {

// A piece of the chosen provision's text; it may be split behind it.
struct Piece {
  std::string text{};
  std::int64_t at = 0;  // 0: the last
};
struct StructureLine {
  std::string anchor{}, link{}, style{}, kind{}, label{}, heading{}, text{};  // kind: a key
  std::vector<std::string> doubts{};                                          // in the reader's language
  bool chosen = false;
};
struct Structure {
  std::int64_t call = 0;
  std::string call_title{}, title{}, draft{}, hash{}, lang{}, dir{}, action{}, undo_action{}, close_link{};
  part::Problems problems{};
  part::Field title_field{};
  std::int64_t provisions = 0, articles = 0, doubts = 0;
  std::string undo{};  // a key: what would be undone
  std::string next_doubt{};
  part::Pager pager{};
  std::vector<StructureLine> lines{};
  // Of the chosen one:
  std::vector<Piece> pieces{};
  bool can_join = false, can_in = false, can_out = false;
  part::Select kind{};
  part::Field number{}, heading{};
  part::Area text{};
};

Result<Response> structure(Context& in);
Result<Response> edit_structure(Context& in);
Result<Response> undo_structure(Context& in);

}  // namespace mosharekat::web::pages::document
