// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/call_template.h"

#include <algorithm>

#include "consultation/document_type.h"
#include "consultation/writing.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

namespace {

std::string text_in(const std::vector<TemplateText>& all, std::string_view part) {
  for (const TemplateText& text : all)
    if (text.part == part) return text.fa;
  return "";
}

std::vector<std::string> kinds(Town& town) {
  std::vector<std::string> all;
  for (const DocumentType& type : town.read([](store::Transaction& tx) { return document_types(tx); })) all.push_back(type.code);
  REQUIRE(all.size() >= 5);
  return all;
}

CallId call_of(Town& town, store::Database& database, std::string type) {
  const std::int64_t number = must(prepare_call(database, town.expert, town.now,
                                                {.lead_unit = town.public_relations,
                                                 .preparing_unit = town.policy_office,
                                                 .document_type = std::move(type),
                                                 .title_fa = "متن نمونه",
                                                 .title_second = "A sample"}));
  return town.read([&](store::Transaction& tx) { return call_by_number(tx, number).value().id; });
}

}  // namespace

TEST_CASE("every kind of document has a whole template in both languages, and it holds to the advice on writing") {
  each_database([](store::Database& database) {
    Town town(database);
    must(set_document_type(database, town.national_admin, town.now, {.code = "poem", .name_fa = "شعر", .name_en = "Poem"}));
    for (const std::string& type : kinds(town)) {
      const auto all = town.read([&](store::Transaction& tx) { return call_template(tx, std::nullopt, type); });
      REQUIRE(all.size() == std::size(template_parts));
      for (const TemplateText& text : all) {
        INFO(type << " " << text.part);
        CHECK(!text.fa.empty());
        CHECK(!text.en.empty());
        CHECK(!text.own);
        const bool question = text.part.size() == 2;
        const Writing kind = question ? Writing::question : Writing::prose;
        for (const auto& [language, value] : {std::pair{"fa", text.fa}, std::pair{"en", text.en}})
          for (const Finding& finding : check_writing(value, language, kind)) {
            INFO(finding.found);
            CHECK(finding.fault == Fault::blank);
          }
        CHECK(has_blanks(text.fa) == has_blanks(text.en));
        CHECK(has_blanks(text.fa) == (!question && text.part != "period"));
      }
    }
  });
}

TEST_CASE("a call begins from the template of its kind, keeps what was written, and does not open with a blank left") {
  each_database([](store::Database& database) {
    Town town(database);
    for (const std::string& type : kinds(town)) {
      const CallId id = call_of(town, database, type);
      must(set_texts(database, town.expert, town.now, id, {{"why", "fa", "چون می‌خواهیم بدانیم."}}));
      CHECK(refusal(begin_from_template(database, town.stranger, town.now, id)) == "call.error.not_yours");
      CHECK(refusal(begin_from_template(database, town.expert, town.now, id)) == "");
      town.read([&](store::Transaction& tx) {
        const auto written = texts(tx, id);
        CHECK(text_of(written, "why", "fa") == "چون می‌خواهیم بدانیم.");
        CHECK(has_blanks(text_of(written, "summary", "fa")));
        CHECK(has_blanks(text_of(written, "plain", "en")));
        CHECK(text_of(written, "period", "fa").empty());
        CHECK(questions(tx, id).size() == 3);
        const auto lacking = missing(tx, *call(tx, id));
        CHECK(std::any_of(lacking.begin(), lacking.end(),
                          [](const Error& error) { return error.key == "call.missing.blank" && error.field == "summary_en"; }));
        return 0;
      });
    }
    const CallId id = town.prepared_call();
    CHECK(town.read([&](store::Transaction& tx) { return missing(tx, *call(tx, id)).empty(); }));
    must(set_texts(database, town.expert, town.now, id, {{"background", "fa", "[… سند]"}}));
    CHECK(refusal(propose_opening(database, town.lead, town.now, id, {town.today(), add_days(town.today(), 30)})) ==
          "call.missing.blank");
  });
}

TEST_CASE("an administrator's own template holds for the agency and below, part by part, and goes back to the one above") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto of = [&](const identity::AgencyId& id) {
      return town.read([&](store::Transaction& tx) { return call_template(tx, identity::agency(tx, id), "bylaw"); });
    };
    const std::string built_in = text_in(of(town.policy_office), "q1");
    const SetTemplate own{.agency = town.ministry,
                          .document_type = "bylaw",
                          .texts = {{.part = "q1", .fa = "کدام ماده برای شما دشوار است؟", .en = "Which article is hard?"}}};
    CHECK(refusal(set_call_template(database, town.lead, town.now, own)) == "call.error.not_yours");
    CHECK(refusal(set_call_template(database, town.stranger, town.now, own)) == "call.error.not_yours");
    SetTemplate wrong = own;
    wrong.agency.reset();
    CHECK(refusal(set_call_template(database, town.agency_admin, town.now, wrong)) == "call.error.not_yours");
    wrong = own;
    wrong.document_type = "novel";
    CHECK(refusal(set_call_template(database, town.agency_admin, town.now, wrong)) == "call.error.document_type");
    wrong = own;
    wrong.texts[0].fa.assign(2004, 'x');
    CHECK(refusal(set_call_template(database, town.agency_admin, town.now, wrong)) == "call.error.too_long");
    wrong.texts[0] = {.part = "verse", .fa = "x", .en = "x"};
    CHECK(refusal(set_call_template(database, town.agency_admin, town.now, wrong)) == "call.error.unknown_part");

    CHECK(refusal(set_call_template(database, town.agency_admin, town.now, own)) == "");
    CHECK(text_in(of(town.policy_office), "q1") == "کدام ماده برای شما دشوار است؟");
    CHECK(text_in(of(town.policy_office), "q2") != "");
    CHECK(town.read([&](store::Transaction& tx) { return text_in(call_template(tx, std::nullopt, "bylaw"), "q1"); }) == built_in);
    const CallId id = call_of(town, database, "bylaw");
    must(begin_from_template(database, town.expert, town.now, id));
    CHECK(town.read([&](store::Transaction& tx) { return questions(tx, id)[0].in("fa") == "کدام ماده برای شما دشوار است؟"; }));

    // As it would be without: no longer its own.
    SetTemplate back = own;
    back.texts[0].fa = built_in;
    back.texts[0].en.clear();
    CHECK(refusal(set_call_template(database, town.agency_admin, town.now, back)) == "");
    CHECK(text_in(of(town.policy_office), "q1") == built_in);
    CHECK(town.count("SELECT COUNT(*) FROM call_template") == 0);
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'call_template.changed'") == 2);
  });
}
