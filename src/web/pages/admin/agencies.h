// SPDX-License-Identifier: AGPL-3.0-or-later
// The tree of agencies: seeing it, founding a new one, changing one. In both languages.
#pragma once
#include "web/pages/admin/emblem.h"

namespace mosharekat::web::pages::admin {

// One agency of the tree with what stands below it: {{> admin/branch branch}}
struct Branch {
  std::string id{}, slug{}, kind{}, name_fa{}, name_en{};
  bool may_change = false;
  std::vector<Branch> below{};
};
// The fields of an agency: {{> admin/agency_fields fields}}
struct AgencyFields {
  part::Field name_fa{}, name_en{}, slug{}, home_url{};
  part::Area contact{};
};
struct Agencies {
  Nav nav{"agencies"};
  std::vector<Branch> roots{};
  part::Problems problems{};
  part::Select parent{}, kind{};
  AgencyFields fields{};
};
struct AgencyForm {
  Nav nav{"agencies"};
  std::string id{}, name{}, slug{};
  part::Problems problems{};
  AgencyFields fields{};
  EmblemForm emblem{};
};

Result<Response> agencies(Context& in);
Result<Response> found_agency(Context& in);
Result<Response> agency_form(Context& in);
Result<Response> change_agency(Context& in);
Result<Response> set_agency_emblem(Context& in);

}  // namespace mosharekat::web::pages::admin
