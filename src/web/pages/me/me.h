// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person has done and may do with it: my participation, a guest's contribution by its tracking code, sessions, data,
// erasure.
#pragma once
#include <string>
#include <vector>

#include "web/pages/complaint/complaint.h"
#include "web/pages/contribution/comment.h"
#include "web/pages/part/form.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::me {

// One's own contribution with what can be done to it.
struct Own {
  std::int64_t call = 0;
  std::string call_title{};
  contribution::Comment comment{};
  std::string id{}, code{};  // code: shown back in hidden fields of a guest's forms
  std::string body{}, replacement{}, stance{};
  bool can_edit = false, can_withdraw = false, can_appeal = false, has_replacement = false;
  std::string state{};  // a key
  std::optional<Error> error{};
  complaint::Own complaints{};
};
struct SessionView {
  std::string id{}, browser{};
  Instant created{}, seen{};
  bool current = false;
};
struct Me {
  std::string email{}, name{};
  part::Field name_field{};
  std::vector<Own> contributions{};
  std::vector<SessionView> sessions{};
  bool staff = false;
  part::Empty empty{};
};
Result<Response> show(Context& in);
Result<Response> rename(Context& in);
Result<Response> end_session(Context& in);
Result<Response> end_others(Context& in);
Result<Response> data(Context& in);  // a JSON file of everything held about the person
Result<Response> erase(Context& in);
Result<Response> follow(Context& in);  // POST /calls/{call}/follow

struct Track {
  std::string done{};  // what was just done to it
  part::Field code{};
  part::Problems problems{};
  std::optional<Own> own{};
};
Result<Response> track(Context& in);    // GET: the form
Result<Response> tracked(Context& in);  // POST: the contribution
// POST, by session or code: edit, withdraw, appeal.
Result<Response> edit(Context& in);
Result<Response> withdraw(Context& in);
Result<Response> appeal(Context& in);
Result<Response> complain(Context& in);  // POST /contributions/{id}/complaints

}  // namespace mosharekat::web::pages::me
