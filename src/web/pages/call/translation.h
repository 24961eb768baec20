// SPDX-License-Identifier: AGPL-3.0-or-later
// The drafts of a call with their translation beside them, for information: found once a provision has one.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::call {

struct TranslationRow {
  std::string anchor{}, label{}, source{}, translation{}, comment_link{}, comment_label{};  // comment_label: a key
};
struct TranslationDraft {
  std::string title{};
  std::vector<TranslationRow> rows{};
};
struct Translation {
  std::int64_t number = 0, translated = 0, all = 0;
  std::string title{};
  bool persian = false;  // the reader's language stands first
  std::vector<TranslationDraft> drafts{};
  part::Pager pager{};
};
Result<Response> translation(Context& in);

}  // namespace mosharekat::web::pages::call
