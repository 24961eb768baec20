// SPDX-License-Identifier: AGPL-3.0-or-later
// The paper of an agency's reports: a Word document with its letterhead, styles, headers and footers, one for each language, into
// which the report's .docx is poured (print/docx_template.h says which marks it may hold). Read anew for every file that is made:
// what stands in the table is as little trusted as what was sent.
#pragma once
#include "identity/identity.h"
#include "print/docx_template.h"
#include "report/report.h"

namespace mosharekat::report {

// By the agency's administrator. Errors: those of document::read_template, field "file".
Result<void> set_paper(store::Database& database, const identity::Actor& actor, Instant now, const identity::AgencyId& agency,
                       Language language, std::string_view name, const std::string& content);
Result<void> remove_paper(store::Database& database, const identity::Actor& actor, Instant now, const identity::AgencyId& agency,
                          Language language);

struct PaperFile {
  std::string name{}, hash{};
  Instant at{};
};
std::optional<PaperFile> paper_file(store::Transaction& tx, const identity::AgencyId& agency, Language language);
// The file as it was sent; nothing where the agency has none in this language.
std::optional<std::string> paper_content(store::Transaction& tx, const identity::AgencyId& agency, Language language);

// Ready to be poured into; nothing for a file that would be refused today.
std::optional<print::Paper> paper_of(std::string_view content);

// A page of each kind of thing that reports hold, poured: what an administrator looks at before the first report.
std::string specimen(const print::Paper& paper, const identity::Agency& agency, Language language, Instant now);

}  // namespace mosharekat::report
