// SPDX-License-Identifier: AGPL-3.0-or-later
// The portal's name and emblem, and the kinds of documents that are opened for comment.
#pragma once
#include "web/pages/admin/emblem.h"

namespace mosharekat::web::pages::admin {

struct PortalForm {
  Nav nav{"portal"};
  part::Problems problems{};
  part::Field name_fa{}, name_en{};
  EmblemForm emblem{};
};
Result<Response> portal(Context& in);
Result<Response> name_portal(Context& in);
Result<Response> set_portal_emblem(Context& in);

struct DocumentTypeLine {
  std::string code{}, name_fa{}, name_en{};
  bool retired = false;
};
struct DocumentTypes {
  Nav nav{"document_types"};
  bool may_change = false;
  std::vector<DocumentTypeLine> lines{};
  part::Problems problems{};
  part::Field code{}, name_fa{}, name_en{};
  bool editing = false;  // of one that there is: its code stays
};
Result<Response> document_types(Context& in);
Result<Response> set_document_type(Context& in);
Result<Response> retire_document_type(Context& in);

}  // namespace mosharekat::web::pages::admin
