// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates of calls (consultation/call_template.h): the list by kind of document, and the form of one.
#pragma once
#include "web/pages/admin/admin.h"

namespace mosharekat::web::pages::admin {

struct TemplateLine {
  std::string type{}, link{}, edit_label{}, own{};
};
struct Templates {
  Nav nav{"templates"};
  part::Select agency{};
  std::vector<TemplateLine> lines{};
};
struct TemplatePair {
  part::Area persian{}, english{};
  bool own = false;
};
struct TemplateForm {
  Nav nav{"templates"};
  part::Problems problems{};
  std::string type{}, type_label{}, agency{}, agency_label{};
  std::vector<TemplatePair> pairs{};
};

Result<Response> templates(Context& in);      // GET /desk/templates?agency=
Result<Response> template_form(Context& in);  // GET /desk/templates/{type}?agency=
Result<Response> set_template(Context& in);   // POST /desk/templates/{type}

}  // namespace mosharekat::web::pages::admin
