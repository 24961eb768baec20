// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/paper.h"

#include <doctest/doctest.h>

#include "document/cells.h"
#include "document/import.h"
#include "document/made_template_test.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::report;
using testing::each_database;
using testing::must;
using testing::refusal;
using testing::Town;

TEST_CASE("an agency's paper is kept for its language, poured into, replaced and taken away") {
  each_database([](store::Database& database) {
    Town town(database);
    const std::string file = document::MadeTemplate{}.file();
    const auto held = [&](Language language) {
      return town.read([&](store::Transaction& tx) { return paper_content(tx, town.ministry, language); });
    };
    CHECK(refusal(set_paper(database, town.expert, town.now, town.ministry, Language::fa, "paper.docx", file)) ==
          "call.error.not_yours");
    CHECK(refusal(set_paper(database, town.agency_admin, town.now, town.ministry, Language::fa, "paper.docx", "no")) ==
          "template.error.not_docx");
    CHECK_FALSE(held(Language::fa));
    must(set_paper(database, town.agency_admin, town.now, town.ministry, Language::fa, "paper.docx", file));
    CHECK(held(Language::fa) == file);
    CHECK_FALSE(held(Language::en));

    const auto agency = town.read([&](store::Transaction& tx) { return *identity::agency(tx, town.ministry); });
    const auto paper = paper_of(*held(Language::fa));
    REQUIRE(paper);
    const std::string made = specimen(*paper, agency, Language::fa, town.now);
    // What was made is itself a document that both readers take: its table, and its text between the agency's own lines.
    const auto cells = must(document::read_cells(made));
    REQUIRE(cells.size() == 3);
    CHECK(cells[1][1] == "۱٬۲۵۰");
    CHECK(document::import_file("made.docx", made));
    CHECK(document::read_cells(specimen(*paper, agency, Language::en, town.now)));

    must(remove_paper(database, town.agency_admin, town.now, town.ministry, Language::fa));
    CHECK_FALSE(held(Language::fa));
  });
}
