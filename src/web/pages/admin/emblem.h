// SPDX-License-Identifier: AGPL-3.0-or-later
// Emblems of the portal and of agencies: the form that sets one, and the picture itself.
#pragma once
#include "identity/portal.h"
#include "web/pages/admin/admin.h"

namespace mosharekat::web::pages::admin {

// {{> admin/emblem emblem}}: the picture that there is, and forms to replace it or take it away.
struct EmblemForm {
  std::string path{};     // where its forms go
  std::string picture{};  // address of what is shown now; empty: none
  part::Problems problems{};
  part::Field file{};
};
EmblemForm emblem_form(std::string path, std::string picture, const std::vector<Error>& errors);
// What set_emblem() takes: the picture that was sent, written again; empty where it is to be taken away.
Result<identity::Emblem> sent_emblem(const Request& request);

// For everyone.
Result<Response> portal_emblem(Context& in);
Result<Response> agency_emblem(Context& in);

}  // namespace mosharekat::web::pages::admin
