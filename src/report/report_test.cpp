// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/report.h"

#include <doctest/doctest.h>
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>

#include "base/geography.h"
#include "consultation/stakeholder.h"
#include "report/compose.h"
#include "report/export.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::report;
using consultation::ContributionId;
using consultation::State;
using testing::must;
using testing::refusal;

namespace {

struct Office : testing::Town {
  using Town::Town;

  Data data(const CallId& id) {
    return read([&](store::Transaction& tx) { return compute(tx, consultation::call(tx, id).value()); });
  }
  ReportId written(const CallId& id, std::string_view correction = "") {
    const ReportId report = must(start_report(database, lead, now, id, correction));
    must(set_parts(database, lead, now, report, {{"summary", "fa", "خلاصهٔ نمونه"}, {"summary", "en", "A sample summary"}}));
    return report;
  }
  Report published(const CallId& id) {
    return read([&](store::Transaction& tx) { return published_report(tx, id).value(); });
  }
  void publish(const CallId& id, std::string_view correction = "") {
    approve(must(report::propose_report(database, lead, now, written(id, correction))));
  }
  void describe(const ContributionId& id, const consultation::Traits& traits) {
    must(consultation::set_traits(database, secret, now, id, traits));
  }
};

std::string text_of_pieces(const Composition& made) {
  std::string all = made.title;
  for (const Piece& piece : made.pieces) {
    all += "\n" + piece.text + "\n" + piece.remark;
    for (const std::string& item : piece.items) all += "\n" + item;
    for (const auto& row : piece.rows)
      for (const TableCell& cell : row) all += "\n" + cell.text;
  }
  return all;
}

bool contains(std::string_view text, std::string_view what) { return text.find(what) != text.npos; }

void is_whole(Office& office, const CallId& id) {
  const Report report = office.published(id);
  CHECK(data_hash(report.data) == report.hash);
  const Data data = must(from_json(report.data));
  CHECK(to_json(data) == report.data);
  const auto written = office.read([&](store::Transaction& tx) { return parts(tx, report.id); });
  const auto texts = office.read([&](store::Transaction& tx) { return public_texts(tx, id); });
  CHECK(must(figures_from_json(export_json(report, written))) == data.figures);
  CHECK(must(figures_from_csv(contributions_csv(data, texts))) == data.figures);
  for (const Language language : all_languages) {
    const Composition made = compose(data, report, written, language, "https://participate.example");
    int sections = 0;
    for (const Piece& piece : made.pieces) sections += piece.kind == Piece::Kind::heading && piece.level == 2;
    CHECK(sections == 12);
    CHECK(contains(text_of_pieces(made), "خلاصهٔ نمونه"));
    CHECK(contains(text_of_pieces(made), "A sample summary"));
  }
}

}  // namespace

TEST_CASE("a call to which nobody contributed has a whole report") {
  testing::each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.open_call();
    office.close_by_clock(id);
    office.publish(id);
    CHECK(office.call(id).state == State::reported);
    is_whole(office, id);
    const Data data = must(from_json(office.published(id).data));
    CHECK(data.figures.received == 0);
    CHECK(data.participation.people == 0);
  });
}

TEST_CASE("a report counts five contributions, and tells no trait of five people") {
  testing::each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.open_call();
    const std::string draft = office.first_draft(id).id.value;
    const auto first = office.comment_on(id, office.sara, "m2", "عضویت برای همه رایگان باشد تا کتاب به دست همه برسد.");
    const auto second = office.contribute(
        id, office.omid,
        consultation::Contribute{.draft = draft, .anchor = "m3", .body = "سه هفته برای پنج کتاب کم است.", .stance = "against"});
    const auto third =
        office.contribute(id, office.guest,
                          consultation::Contribute{.body = "با کل متن موافقم و آن را لازم می‌دانم.",
                                                   .stance = "for",
                                                   .organisation = "=انجمن نمونه"});
    const auto hidden = office.contribute(id, office.guest, "متنی که پنهان خواهد شد.");
    const auto again = office.comment_on(id, office.sara, "m3", "سه هفته برای پنج کتاب کم است!");
    office.describe(first.id, {.birth_year = 1370, .gender = "female", .province = "IR-23"});
    office.hide(hidden.id);
    office.close_by_clock(id);

    // The gate: a report waits for the last decision, and for its summary in both languages.
    const ReportId report = must(start_report(database, office.lead, office.now, id, ""));
    CHECK(refusal(propose_report(database, office.lead, office.now, report)) == "report.error.without_disposition");
    office.dispose(id, {first.id}, "accepted");
    office.dispose(id, {second.id, again.id}, "rejected_cost");
    office.dispose(id, {third.id}, "supports_text");
    CHECK(refusal(propose_report(database, office.lead, office.now, report)) == "report.error.part_missing");
    must(set_parts(database, office.expert, office.now, report, {{"summary", "fa", "خلاصهٔ نمونه"}}));
    CHECK(refusal(propose_report(database, office.lead, office.now, report)) == "report.error.part_missing");
    must(set_parts(database, office.expert, office.now, report, {{"summary", "en", "A sample summary"}}));
    CHECK(refusal(propose_report(database, office.expert, office.now, report)) == "call.error.only_lead");
    const auto approval = must(propose_report(database, office.lead, office.now, report));
    CHECK(refusal(set_parts(database, office.lead, office.now, report, {{"summary", "fa", "دیگر"}})) == "report.error.proposed");
    CHECK(refusal(consultation::approve(database, office.lead, office.now, approval)) == "call.error.only_approver");
    office.approve(approval);
    CHECK(refusal(set_parts(database, office.lead, office.now, report, {{"summary", "fa", "دیگر"}})) == "report.error.published");
    is_whole(office, id);

    const Data data = must(from_json(office.published(id).data));
    CHECK(data.figures.received == 5);
    CHECK(data.figures.counted == 4);
    CHECK(data.figures.hidden == 1);
    CHECK(data.figures.texts == 3);
    CHECK(data.figures.answers == Answers{.accepted = 2, .partly = 0, .refused = 2, .other = 0});
    CHECK(data.figures.organisations == std::vector<std::string>{"=انجمن نمونه"});
    CHECK(data.participation.people == 4);
    CHECK(data.participation.members == 2);
    for (const TraitTable& table : data.participation.tables) {
      CHECK(table.withheld == "few_participants");
      CHECK(table.cells.empty());
    }
    const Report out = office.published(id);
    CHECK_FALSE(contains(out.data, "1370"));
    CHECK_FALSE(contains(out.data, "IR-23"));
    const auto texts = office.read([&](store::Transaction& tx) { return public_texts(tx, id); });
    const std::string csv = contributions_csv(data, texts);
    CHECK_FALSE(contains(csv, "متنی که پنهان خواهد شد"));
    CHECK(contains(csv, "'=انجمن نمونه"));
    CHECK(contains(statistics_csv(data), "age,,,:c,withheld: few_participants"));
  });
}

TEST_CASE("a published report is corrected as a new version with a reason, and the former stays") {
  testing::each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.open_call();
    const auto one = office.contribute(id, office.sara, "متن ماده ۲ روشن نیست.");
    office.close_by_clock(id);
    office.dispose(id, {one.id}, "accepted");
    office.publish(id);
    const Report first = office.published(id);
    CHECK(refusal(start_report(database, office.lead, office.now, id, " ")) == "report.error.correction_reason");
    office.pass(std::chrono::hours(24));
    office.publish(id, "خلاصه یک غلط داشت.");
    const Report second = office.published(id);
    CHECK(second.version == 2);
    CHECK(second.correction_reason == "خلاصه یک غلط داشت.");
    // Nothing that is counted has changed, so neither has the hash.
    CHECK(second.hash == first.hash);
    const auto former = office.read([&](store::Transaction& tx) { return report_version(tx, id, 1).value(); });
    CHECK(former.standing == Standing::superseded);
    CHECK(former.data == first.data);
    CHECK(office.call(id).state == State::reported);
  });
}

TEST_CASE("equal data have equal hashes, and a changed export is noticed") {
  testing::each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.open_call();
    office.comment_on(id, office.sara, "m2", "نخستین نظر دربارهٔ عضویت.");
    office.comment_on(id, office.omid, "m3", "دومین نظر دربارهٔ امانت.");
    office.close_by_clock(id);
    const std::string before = to_json(office.data(id));
    office.pass(std::chrono::hours(50));
    CHECK(to_json(office.data(id)) == before);
    Report report;
    report.data = before;
    report.hash = data_hash(before);
    std::string exported = export_json(report, {});
    CHECK(must(figures_from_json(exported)).received == 2);
    const auto at = exported.find("\"received\":2");
    REQUIRE(at != std::string::npos);
    exported.replace(at, 12, "\"received\":3");
    CHECK(refusal(figures_from_json(exported)) == "report.error.differs");
    CHECK(refusal(figures_from_json("{}")) == "report.error.data");
    CHECK(refusal(figures_from_csv("a,b\n1,2\n")) == "report.error.data");
  });
}

TEST_CASE("a report is not started before the call has closed, nor twice, nor by another ministry") {
  testing::each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.open_call();
    CHECK(refusal(start_report(database, office.lead, office.now, id, "")) == "report.error.state");
    office.close_by_clock(id);
    CHECK(refusal(start_report(database, office.stranger, office.now, id, "")) == "call.error.not_yours");
    must(start_report(database, office.expert, office.now, id, ""));
    CHECK(refusal(start_report(database, office.lead, office.now, id, "")) == "report.error.started");
  });
}

TEST_CASE("a report of a thousand contributions holds: figures, hidden cells, files in both languages") {
  testing::each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.open_call();
    const auto theme = must(
        consultation::make_theme(database, office.expert, office.now, id, {.name_fa = "مدت امانت", .name_en = "Loan period"}));
    const std::string draft = office.first_draft(id).id.value;
    constexpr int many = 1000;
    std::vector<ContributionId> all, odd, even;
    // Straight into the tables: what is tried here is the report, not a thousand forms.
    database.write_unlogged([&](store::Transaction& tx) {
      for (int i = 0; i < many; ++i) {
        const ContributionId contribution = ContributionId::make(office.now);
        all.push_back(contribution);
        (i % 2 ? odd : even).push_back(contribution);
        tx.execute(
            "INSERT INTO contribution (id, call, number, kind, draft, version, anchor, parent, quote, quote_before, quote_after, "
            "quote_at, body, replacement, stance, language, state, official, author, voice, member, display_name, organisation, "
            "code_hash, channel, consent_version, once, risk, flags, received_at, published_at, edited_at) VALUES ($1, $2, $3, 'comment', "
            "$4, NULL, $5, NULL, '', '', '', NULL, $6, '', $7, 'fa', 'published', $8, NULL, $1, $8, '', '', $1, 'web', '1', $1, 0, '', "
            "$9, $9, NULL)",
            {contribution, id, i + 1, draft, i % 3 == 0 ? "m2" : "m3",
             i % 4 == 0 ? "مدت امانت کوتاه است و باید بیشتر شود تا خواندن ممکن باشد."
                        : "نظر شمارهٔ " + std::to_string(i * 7919) + " دربارهٔ موضوع " + std::to_string(i * 104729) +
                              " و ساعت‌ها",
             i % 5 == 0 ? "against" : "for", false, office.now});
        // A woman of a small province is alone with her age: her cells are hidden, with others that would tell them.
        tx.execute(
            "INSERT INTO participant (call, key, birth_year, gender, province, county, type, channel) VALUES ($1, $2, $3, $4, "
            "$5, NULL, 'individual', 'web')",
            {id, "key" + std::to_string(i), i == 0 ? 1340 : 1360 + i % 20, i % 2 ? "male" : "female",
             i == 0 ? "IR-05" : provinces()[static_cast<std::size_t>(i % 10)].code});
      }
    });
    office.close_by_clock(id);
    must(consultation::put_in_theme(database, office.expert, office.now, theme, {even.begin(), even.begin() + 300}));
    for (std::size_t i = 0; i < odd.size(); i += 100) {
      office.dispose(id, {odd.begin() + static_cast<long>(i), odd.begin() + static_cast<long>(i) + 100}, "accepted");
      office.dispose(id, {even.begin() + static_cast<long>(i), even.begin() + static_cast<long>(i) + 100}, "rejected_policy");
    }
    office.publish(id);
    is_whole(office, id);
    const Report report = office.published(id);
    const Data data = must(from_json(report.data));
    CHECK(data.figures.received == many);
    CHECK(data.figures.answers.accepted == 500);
    CHECK(data.figures.answers.refused == 500);
    CHECK(data.decisions.size() == 2);
    CHECK(data.figures.themes.at(0).contributions == 300);
    CHECK(data.themes.at(0).quotes.size() == 3);
    CHECK(data.participation.people == many);
    int hidden = 0, told = 0;
    for (const TraitTable& table : data.participation.tables)
      for (const auto& row : table.cells)
        for (const Cell& cell : row) {
          hidden += !cell.shown;
          told += cell.shown;
          CHECK((!cell.shown || cell.count == 0 || cell.count >= 5));
        }
    CHECK(hidden > 0);
    CHECK(told > 20);
    const auto written = office.read([&](store::Transaction& tx) { return parts(tx, report.id); });
    for (const Language language : all_languages) {
      const std::string paper = pdf(data, report, written, language, "https://participate.example");
      CHECK(paper.starts_with("%PDF-"));
      QPDF opened;
      opened.processMemoryFile("report", paper.data(), paper.size());
      CHECK(opened.getRoot().getKey("/Lang").getUTF8Value().starts_with(code(language)));
      CHECK(paper.size() > 20'000);
      CHECK(docx(data, report, written, language, "https://participate.example").starts_with("PK"));
    }
  });
}

TEST_CASE("the report names who was invited, who of them took part, and the kinds of which nobody was") {
  testing::each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.open_call();
    consultation::turn_clock(database, office.now);
    must(consultation::name_stakeholder(database, office.expert, office.now, id,
                                        {.kind = "ngo", .name_fa = "انجمن نمونهٔ یکم", .name_en = "First sample society"}));
    office.pass(std::chrono::seconds(1));  // they are listed in the order in which they were named
    must(consultation::name_stakeholder(database, office.expert, office.now, id,
                                        {.kind = "ngo", .name_fa = "انجمن نمونهٔ دوم", .email = "second@example.org"}));
    office.contribute(id, office.sara, consultation::Contribute{.body = "نظر انجمن", .organisation = "انجمن نمونهٔ یکم"});
    office.close_by_clock(id);
    const Data data = office.data(id);
    REQUIRE(data.call.invited.size() == 2);
    CHECK(data.call.invited[0].took_part);
    CHECK(!data.call.invited[1].took_part);
    CHECK(must(from_json(to_json(data))).call.invited[0].took_part);
    CHECK(!contains(to_json(data), "second@example.org"));
    const std::string persian = text_of_pieces(compose(data, {}, {}, Language::fa, "")),
                      english = text_of_pieces(compose(data, {}, {}, Language::en, ""));
    CHECK(contains(persian, "انجمن نمونهٔ یکم (نظر داده است)؛ انجمن نمونهٔ دوم"));
    CHECK(contains(english, "First sample society (Took part); انجمن نمونهٔ دوم"));
    CHECK(contains(english, "Private sector: nobody was invited"));
  });
}
