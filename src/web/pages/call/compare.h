// SPDX-License-Identifier: AGPL-3.0-or-later
// The text in force and the proposed one, side by side, provision by provision, with what changes marked.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"

namespace mosharekat::web::pages::call {

struct Piece {
  bool marked = false, line_before = false;
  std::string text{};
};
struct CompareRow {
  std::string anchor{}, label{}, difference{}, style{}, comment_link{},
      comment_label{};                   // keys: difference, comment_label; style: of the chip
  std::vector<Piece> before{}, after{};  // empty: it is not in that text
};
struct CompareDraft {
  std::string title{}, current_title{}, lang{}, dir{};
  std::int64_t same = 0, changed = 0, added = 0, removed = 0;
  std::vector<CompareRow> rows{};
};
struct Compare {
  std::int64_t number = 0;
  std::string title{};
  bool all = false;  // also what does not change
  std::vector<CompareDraft> drafts{};
};
Result<Response> compare(Context& in);

}  // namespace mosharekat::web::pages::call
