// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing in: citizens by a code sent to their e-mail, staff by password; invitations, resets, and setting up an empty
// installation.
#pragma once
#include <string>

#include "web/context.h"
#include "web/pages/part/form.h"

namespace mosharekat::web::pages::session {

// One form of one to four fields, with a heading and a sentence: all pages of this noun look alike.
struct Form {
  std::string heading{}, lead{};   // keys
  std::string action{}, button{};  // path without base; key
  std::string next{}, token{}, address{};
  part::Problems problems{};
  std::vector<part::Field> fields{};
  std::string other_link{}, other_label{};
  std::string second_link{}, second_label{};
};

Result<Response> sign_in(Context& in);        // GET: the address
Result<Response> send_code(Context& in);      // POST: sends the code, shows its form
Result<Response> enter_code(Context& in);     // POST
Result<Response> staff_sign_in(Context& in);  // GET
Result<Response> staff_enter(Context& in);    // POST
Result<Response> sign_out(Context& in);       // POST
Result<Response> invitation(Context& in);     // GET /invitations/{token}
Result<Response> accept(Context& in);         // POST
Result<Response> forgotten(Context& in);      // GET /sign-in/forgotten
Result<Response> ask_for_reset(Context& in);  // POST
Result<Response> reset(Context& in);          // GET /resets/{token}
Result<Response> set_password(Context& in);   // POST
Result<Response> set_up(Context& in);         // GET /set-up/{token}
Result<Response> finish_set_up(Context& in);  // POST

}  // namespace mosharekat::web::pages::session
