// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands on an agency's paper.
#pragma once
#include "web/pages/admin/admin.h"

namespace mosharekat::web::pages::admin {

// The paper of the reports in one language.
struct PaperLine {
  std::string language{}, label{}, name{};  // label: a key; name: of the file, empty where there is none
  Instant at{};
};
struct MarkLine {
  std::string mark{}, label{};  // label: a key
};
struct LetterheadForm {
  Nav nav{"agencies"};
  std::string agency_id{}, agency{};
  part::Problems problems{};
  std::vector<part::Field> fields{};
  std::vector<PaperLine> papers{};
  std::vector<MarkLine> marks{};
  part::Select paper_language{};
  part::Field paper_file{};
};
Result<Response> letterhead(Context& in);  // GET /desk/agencies/{agency}/letterhead
Result<Response> set_letterhead(Context& in);
Result<Response> set_paper(Context& in);       // POST /desk/agencies/{agency}/paper, act: set, remove
Result<Response> paper_specimen(Context& in);  // GET /desk/agencies/{agency}/paper.docx?of=fa

}  // namespace mosharekat::web::pages::admin
