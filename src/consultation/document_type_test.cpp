// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/document_type.h"

#include "consultation/call.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

namespace {

const DocumentType standard{
    .code = "technical_standard", .name_fa = "استاندارد فنی نمونه", .name_en = "Sample technical standard"};

}  // namespace

TEST_CASE("a kind of document is added, renamed and retired by the country's administrator alone") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto try_set = [&](const identity::Actor& actor, const DocumentType& type) {
      return refusal(set_document_type(database, actor, town.now, type));
    };
    const auto known = [&] { return database.read([](store::Transaction& tx) { return document_types(tx); }); };
    CHECK(known().size() == 5);
    CHECK(try_set(town.agency_admin, standard) == "document_type.error.only_national");
    CHECK(try_set(town.guest, standard) == "document_type.error.only_national");
    for (const char* code : {"", "x", "Upper", "with space", "9lives", "_under", "آیین"}) {
      DocumentType wrong = standard;
      wrong.code = code;
      CHECK(try_set(town.national_admin, wrong) == "document_type.error.code");
    }
    DocumentType wrong = standard;
    wrong.name_en = "  ";
    CHECK(try_set(town.national_admin, wrong) == "document_type.error.name");
    wrong.name_en = std::string(81, 'x');
    CHECK(try_set(town.national_admin, wrong) == "call.error.too_long");
    wrong.name_en = "Circular";
    CHECK(try_set(town.national_admin, wrong) == "document_type.error.taken");
    CHECK(known().size() == 5);

    must(set_document_type(database, town.national_admin, town.now, standard));
    REQUIRE(known().size() == 6);
    CHECK(known().back().code == standard.code);
    DocumentType renamed = standard;
    renamed.name_fa = "  استاندارد   نمونه ";
    must(set_document_type(database, town.national_admin, town.now, renamed));
    CHECK(known().size() == 6);
    database.read([](store::Transaction& tx) {
      CHECK(document_type_name(tx, "technical_standard", Language::fa) == "استاندارد نمونه");
      CHECK(document_type_name(tx, "bill", Language::en) == "Bill");
      CHECK(document_type_name(tx, "no_such", Language::en) == "no_such");
    });
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'document_type.set'") == 2);
  });
}

TEST_CASE("no new call and no new policy is of a kind that is unknown or retired; a call that is of it keeps its name") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto prepare = [&](std::string_view type) {
      return prepare_call(database, town.expert, town.now,
                          {.lead_unit = town.public_relations,
                           .preparing_unit = town.policy_office,
                           .document_type = std::string(type),
                           .title_fa = "استاندارد نمونه",
                           .title_second = "Sample standard"});
    };
    CHECK(refusal(prepare("technical_standard")) == "call.error.document_type");
    must(set_document_type(database, town.national_admin, town.now, standard));
    must(prepare("technical_standard"));
    DocumentType retired = standard;
    retired.retired = true;
    must(set_document_type(database, town.national_admin, town.now, retired));
    CHECK(refusal(prepare("technical_standard")) == "call.error.document_type");
    CHECK(refusal(set_policy(
              database, town.agency_admin, town.now,
              {.agency = town.ministry, .document_type = "technical_standard", .rule = {.days = 40, .source = "x"}})) ==
          "call.error.document_type");
    database.read([](store::Transaction& tx) {
      CHECK(document_type_name(tx, "technical_standard", Language::en) == "Sample technical standard");
    });
  });
}
