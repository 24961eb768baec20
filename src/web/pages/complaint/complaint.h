// SPDX-License-Identifier: AGPL-3.0-or-later
// Complaints: the form and the answers on the page of one's own contributions, the count on the call's page, and the desk where
// they are answered.
#pragma once
#include <string>
#include <vector>

#include "consultation/complaint.h"
#include "web/context.h"
#include "web/pages/contribution/comment.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::complaint {

struct Line {
  std::string about{}, text{}, state{}, chip_style{}, answer{};  // keys: about, state
  Instant last_day{};
  bool waits = false;
};
struct AboutOption {
  std::string value{}, label{};
};
// On the page of one's own contribution.
struct Own {
  std::string id{}, code{};  // of the contribution
  std::vector<Line> lines{};
  std::vector<AboutOption> abouts{};  // what can still be complained about
  std::string typed{}, chosen{};
  std::optional<Error> error{};
};
Own own_of(const Context& in, store::Transaction& tx, const consultation::Contribution& contribution, std::string_view code);

// On the call's page.
struct Counts {
  std::int64_t made = 0, answered = 0, overdue = 0;
  bool how = false;  // say how to complain
};
Counts counts_of(const Context& in, store::Transaction& tx, const consultation::Call& call);

struct DeskLine {
  std::string id{}, call_title{}, title_link{};
  Line line{};
  contribution::Comment comment{};
  std::string typed{};
  std::optional<Error> error{};
};
struct Desk {
  std::vector<DeskLine> complaints{};
  part::Empty empty{};
};
Result<Response> desk(Context& in);    // GET /desk/complaints
Result<Response> answer(Context& in);  // POST /desk/complaints/{complaint}

}  // namespace mosharekat::web::pages::complaint
