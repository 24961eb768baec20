// SPDX-License-Identifier: AGPL-3.0-or-later
// All contributions of a call, or of one provision, question or theme; and one of them alone.
#pragma once
#include <string>
#include <vector>

#include "web/pages/contribution/comment.h"
#include "web/pages/part/form.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::contribution {

struct OrderLink {
  std::string link{}, label{};
  bool current = false;
};
struct SizeLink {
  std::string link{};
  std::int64_t shown = 0;
  bool current = false;
};
struct List {
  std::int64_t call = 0, total = 0, replies = 0;  // replies: under those of the whole list, which total does not count
  std::string title{}, heading{}, provision_text{}, provision_lang{}, provision_dir{}, words{}, anchor{}, theme{}, action{};
  std::string comment_link{}, comment_label{};
  std::vector<OrderLink> orders{};
  std::vector<SizeLink> sizes{};  // comments on a page; empty where all stand on one
  std::vector<Comment> comments{};
  part::Pager pager{};
  part::Empty empty{};
};
Result<Response> list(Context& in);
Result<Response> of_provision(Context& in);

struct Former {
  std::string text{}, blanked{};  // blanked: a sentence in place of the text
  std::int64_t number = 0;
  Instant at{};
};
struct Show {
  std::int64_t call = 0;
  std::string title{};
  Comment comment{};
  std::vector<Former> former{};
  std::vector<part::Option> reasons{};  // for a moderator: to take a former text out of the history
};
Result<Response> show(Context& in);
Result<Response> blank(Context& in);  // POST …/revisions/{revision}/blanking
Result<Response> support(Context& in);

struct Abuse {
  std::int64_t call = 0, number = 0;
  part::Area reason{};
};
Result<Response> abuse_form(Context& in);
Result<Response> report_abuse(Context& in);

}  // namespace mosharekat::web::pages::contribution
