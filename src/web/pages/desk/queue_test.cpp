// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's queues as its people use them: giving to named officers, answering from the banks, undoing a batch, and the second
// person before whom like refusals stand together.
#include <doctest/doctest.h>

#include "consultation/assignment.h"
#include "consultation/batch.h"
#include "consultation/law.h"
#include "consultation/reason_bank.h"
#include "consultation/review.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;
using consultation::CallId;
using consultation::ContributionId;
using identity::Role;

namespace {

using Form = std::vector<std::pair<std::string, std::string>>;

// A closed call with comments, and a head of the research office that is asked about some of them.
struct Answering : SiteUnderTest {
  CallId call;
  std::vector<ContributionId> all;
  std::string base;
  identity::Actor head;
  explicit Answering(int comments) : call(town.open_call()), head(town.institute_expert) {
    for (int i = 1; i <= comments; ++i) all.push_back(town.contribute(call, town.sara, "نظر شمارهٔ " + std::to_string(i)).id);
    town.close_by_clock(call);
    base = "/desk/calls/" + std::to_string(town.call(call).number);
    head = town.with_role(town.approver, town.research_office, Role::lead);
  }
  web::Response send(const std::string& path, Form form, const std::vector<ContributionId>& picked, const identity::Actor& who) {
    for (const ContributionId& one : picked) form.emplace_back("pick", one.value);
    return post(path, form, session(who));
  }
  std::string officer_of(const ContributionId& id) {
    const auto given = town.read([&](store::Transaction& tx) { return consultation::assignment(tx, id); });
    return given ? given->officer : "";
  }
  std::optional<consultation::Disposition> answer_of(const ContributionId& id) {
    return town.read([&](store::Transaction& tx) { return consultation::disposition(tx, id); });
  }
};

std::string as_officer(const identity::AgencyId& unit, const identity::Actor& who) { return unit.value + "/" + who.person.value; }

}  // namespace

TEST_CASE("the head of a unit gives its comments to a named officer from the queue, and sees who has how much") {
  Answering site(3);
  Town& town = site.town;
  must(consultation::assign(*site.database, town.expert, town.now, site.all, town.research_office, {}));
  const std::string head = site.session(site.head), officer = site.session(town.institute_expert);
  const std::string to = as_officer(town.research_office, town.institute_expert);
  const web::Response queue = site.get("/desk/assigned", head);
  CHECK(says(queue, "value=\"" + to + "\""));
  CHECK(says(queue, "id=\"loads\""));
  CHECK_FALSE(says(site.get("/desk/assigned", officer), "id=\"loads\""));
  const Form give = {{"act", "give"}, {"unit", to}};
  CHECK(site.send("/desk/assigned", give, {}, site.head).status == 422);
  CHECK(site.send("/desk/assigned", {{"act", "give"}, {"unit", as_officer(town.research_office, town.stranger)}}, {site.all[0]},
                  site.head)
            .status == 422);
  CHECK(site.send("/desk/assigned", {{"act", "give"}, {"unit", to}, {"due", "فردا"}}, {site.all[0]}, site.head).status == 422);
  CHECK(site.send("/desk/assigned", give, {site.all[0]}, town.institute_expert).status == 422);
  CHECK(site.officer_of(site.all[0]).empty());
  const web::Response given = site.send("/desk/assigned", give, {site.all[0], site.all[2]}, site.head);
  CHECK(header(given, "Location") == "/desk/assigned?whose=units&done=given&count=2");
  CHECK(site.officer_of(site.all[2]) == town.institute_expert.name);
  const web::Response mine = site.get("/desk/assigned?whose=mine", officer);
  CHECK(says(mine, "نظر شمارهٔ 1"));
  CHECK_FALSE(says(mine, "نظر شمارهٔ 2"));
  CHECK(says(site.get("/desk/assigned?whose=nobody", head), "نظر شمارهٔ 2"));
  CHECK_FALSE(says(site.get("/desk/assigned?whose=nobody", head), "نظر شمارهٔ 3"));
  CHECK(says(site.get("/desk/assigned?officer=" + town.institute_expert.person.value, head), "نظر شمارهٔ 3"));
  CHECK(says(site.get("/desk", officer), "/desk/assigned?whose=mine"));
}

TEST_CASE("the answers of a call are narrowed to a unit, an officer, or what nobody was given") {
  Answering site(3);
  Town& town = site.town;
  must(consultation::assign(*site.database, town.expert, town.now, {site.all[0]}, town.policy_office, {}));
  must(consultation::give(*site.database, town.lead, town.now, {site.all[1]},
                          {town.research_office, town.institute_expert.person}));
  const std::string lead = site.session(town.lead);
  const auto shows = [&](const std::string& given, const std::string& number) {
    return says(site.get(site.base + "/answers?code=&given=" + given, lead), "نظر شمارهٔ " + number + "<");
  };
  CHECK(shows(town.policy_office.value, "1"));
  CHECK_FALSE(shows(town.policy_office.value, "2"));
  CHECK(shows(town.institute_expert.person.value, "2"));
  CHECK_FALSE(shows(town.institute_expert.person.value, "3"));
  CHECK(shows("none", "3"));
  CHECK_FALSE(shows("none", "1"));
  // A lead of the call names officers; an expert gives to units alone.
  const std::string to = "value=\"" + as_officer(town.research_office, town.institute_expert) + "\"";
  CHECK(says(site.get(site.base + "/answers", lead), to));
  CHECK_FALSE(says(site.get(site.base + "/answers", site.session(town.expert)), to));
}

TEST_CASE("a theme is given to an officer from the page of themes") {
  Answering site(3);
  Town& town = site.town;
  const auto theme = must(consultation::make_theme(*site.database, town.expert, town.now, site.call, {"موضوع"}));
  must(consultation::put_in_theme(*site.database, town.expert, town.now, theme, {site.all[0], site.all[1]}));
  const std::string path = site.base + "/themes/" + theme.value + "/assignment", field = "recipient_" + theme.value;
  const std::string to = as_officer(town.research_office, town.institute_expert);
  CHECK(says(site.get(site.base + "/themes", site.session(town.lead)), "name=\"" + field + "\""));
  CHECK(site.post(path, {{field, to}}, site.session(town.expert)).status == 403);
  CHECK(site.post(path, {{field, to}, {"due_" + theme.value, "x"}}, site.session(town.lead)).status == 422);
  CHECK(header(site.post(path, {{field, to}}, site.session(town.lead)), "Location") == site.base + "/themes?done=given&count=2");
  CHECK(site.officer_of(site.all[1]) == town.institute_expert.name);
  CHECK(site.officer_of(site.all[2]).empty());
}

TEST_CASE("an officer answers from the bank: its reason, an article to cite, and a place of the text") {
  Answering site(3);
  Town& town = site.town;
  const auto law = must(consultation::add_law(*site.database, town.expert, town.now, town.ministry,
                                              {.name = "قانون نمونه", .article = "۵", .adopted = "۱۳۹۰"}));
  const auto retired =
      must(consultation::add_law(*site.database, town.expert, town.now, town.ministry, {.name = "قانون کهنه", .article = "۱"}));
  must(consultation::retire_law(*site.database, town.expert, town.now, retired, true));
  const auto reason = must(consultation::add_bank_reason(
      *site.database, town.expert, town.now, town.ministry,
      {.code = "rejected_legal", .text = "با قانون نمی‌خواند.", .citation = "شیوه‌نامه"}));
  must(consultation::assign(*site.database, town.expert, town.now, site.all, town.research_office, {}));
  const web::Response queue = site.get("/desk/assigned", site.session(town.institute_expert));
  for (const std::string& offered : {law.value, reason.value, std::string("m2-t1")})
    CHECK(says(queue, "<option value=\"" + offered + "\""));
  CHECK_FALSE(says(queue, retired.value));

  const auto answer = [&](Form form, const ContributionId& id) {
    form.emplace_back("act", "dispose");
    return site.send("/desk/assigned", std::move(form), {id}, town.institute_expert).status;
  };
  CHECK(answer({{"code", "rejected_legal"}, {"reason", "نه"}}, site.all[0]) == 422);  // a refusal needs what it rests on
  CHECK(answer({{"bank", reason.value}, {"law", retired.value}}, site.all[0]) == 422);
  CHECK(answer({{"bank", reason.value}, {"law", law.value}}, site.all[0]) == 303);
  const auto refused = site.answer_of(site.all[0]).value();
  CHECK(refused.reason == "با قانون نمی‌خواند.");
  const std::string cited = consultation::citation({"قانون نمونه", "۵", "۱۳۹۰"});
  CHECK(refused.citation.find(cited) == 0);
  CHECK(refused.citation.find("شیوه‌نامه") != std::string::npos);
  CHECK(town.count("SELECT used FROM bank_reason WHERE id = $1", {reason}) == 1);
  // With words of one's own after it.
  CHECK(answer({{"code", "rejected_cost"}, {"reason", "گران است"}, {"law", law.value}, {"citation", "برآورد"}}, site.all[1]) ==
        303);
  const std::string both = site.answer_of(site.all[1]).value().citation;
  CHECK(both.find(cited) == 0);
  CHECK(both.find("برآورد") != std::string::npos);
  CHECK(answer({{"code", "already_in_text"}}, site.all[2]) == 422);
  CHECK(answer({{"code", "already_in_text"}, {"place", "m2-t1"}}, site.all[2]) == 303);
  CHECK(site.answer_of(site.all[2]).value().place == "m2-t1");

  // Written into the form to be changed, the law's citation stands in its field.
  const web::Response form = site.send(site.base + "/answers", {{"act", "fill"}, {"bank", reason.value}, {"law", law.value}},
                                       {site.all[0]}, town.expert);
  CHECK(form.status == 200);
  CHECK(says(form, refused.citation + "</textarea>"));
}

TEST_CASE("for what was deferred a day can be promised from its answer") {
  Answering site(2);
  site.town.dispose(site.call, {site.all[0]}, "deferred");
  site.town.dispose(site.call, {site.all[1]}, "noted");
  const std::string expert = site.session(site.town.expert);
  const web::Response answers = site.get(site.base + "/answers?code=", expert);
  CHECK(says(answers, site.base + "/promises?contribution=1\""));
  CHECK_FALSE(says(answers, site.base + "/promises?contribution=2\""));
  CHECK(says(site.get(site.base + "/promises?contribution=1", expert), "name=\"contribution\" type=\"text\" value=\"1\""));
}

TEST_CASE("after a batch its line undoes it, for who made it alone and only by the form") {
  Answering site(3);
  Town& town = site.town;
  const Form answer = {{"act", "dispose"}, {"code", "noted"}, {"reason", "دلیل"}};
  CHECK(site.send(site.base + "/answers", answer, site.all, town.expert).status == 303);
  const auto batch = town.read(
      [&](store::Transaction& tx) { return consultation::last_answers(tx, town.expert.person, town.now, site.call).value().id; });
  const std::string undo = "/desk/batches/" + batch.value + "/removal";
  CHECK(says(site.get(site.base + "/answers", site.session(town.expert)), "action=\"" + undo + "\""));
  CHECK_FALSE(says(site.get(site.base + "/answers", site.session(town.lead)), undo));
  CHECK(site.post(undo, {{"back", "answers"}}, site.session(town.lead)).status == 404);
  CHECK(site.post(undo, {{"back", "answers"}}, site.session(town.sara)).status == 403);
  CHECK(site.post(undo, {{"back", "answers"}}, site.session(town.expert), false).status == 403);
  CHECK(site.answer_of(site.all[0]).has_value());
  // One of them is answered anew: it is named and left.
  town.pass(std::chrono::seconds{1});
  must(consultation::dispose(*site.database, town.lead, town.now, site.call,
                             {.contributions = {site.all[1]}, .code = "noted", .reason = "دلیل دیگر"}));
  CHECK(header(site.post(undo, {{"back", "answers"}}, site.session(town.expert)), "Location") ==
        site.base + "/answers?done=undone&count=2");
  CHECK_FALSE(site.answer_of(site.all[0]).has_value());
  CHECK(site.answer_of(site.all[1]).value().reason == "دلیل دیگر");
  const web::Response after = site.get(site.base + "/answers", site.session(town.expert));
  CHECK_FALSE(says(after, undo + "\"><button"));
  CHECK(says(after, "<p class=\"soft\">۲</p>"));
  CHECK(site.post(undo, {{"back", "answers"}}, site.session(town.expert)).status == 409);
}

TEST_CASE("refusals in the same words stand once before the second person, who decides them at once or one by one") {
  Answering site(6);
  Town& town = site.town;
  must(consultation::set_review_policy(*site.database, town.agency_admin, town.now, {.agency = town.ministry, .needed = true}));
  const auto refuse = [&](std::vector<ContributionId> which, std::string reason) {
    must(consultation::dispose(*site.database, town.expert, town.now, site.call,
                               {std::move(which), "rejected_legal", "", std::move(reason), "ماده ۵"}));
  };
  refuse({site.all[0], site.all[1], site.all[2], site.all[3]}, "یک دلیل برای همه");
  refuse({site.all[4], site.all[5]}, "دلیل دیگر");
  town.pass(std::chrono::seconds{1});
  const std::string path = site.base + "/review", approver = site.session(town.approver);
  const auto times = [](const std::string& body, const std::string& what) {
    int found = 0;
    for (auto at = body.find(what); at != std::string::npos; at = body.find(what, at + 1)) ++found;
    return found;
  };
  const web::Response queue = site.get(path, approver);
  CHECK(times(queue.body, "یک دلیل برای همه") == 1);
  CHECK(times(queue.body, "دلیل دیگر") == 1);
  CHECK(times(queue.body, "name=\"pick\"") == 6);
  const std::string seen = std::to_string(milliseconds(town.now));
  // One by one.
  CHECK(site.send(path, {{"act", "approve"}, {"seen", seen}}, {site.all[1]}, town.approver).status == 303);
  // Returned together they need a note.
  CHECK(site.post(path, {{"same", "return:" + site.all[4].value}, {"seen", seen}}, approver).status == 422);
  CHECK(
      header(site.post(path, {{"same", "return:" + site.all[4].value}, {"note", "مستند را روشن کنید"}, {"seen", seen}}, approver),
             "Location") == path + "?done=refusals_returned&count=2");
  // All that is left in these words; what was decided after the page was read is not among them.
  town.pass(std::chrono::seconds{1});
  refuse({site.all[3]}, "یک دلیل برای همه");
  CHECK(header(site.post(path, {{"same", "approve:" + site.all[0].value}, {"seen", seen}}, approver), "Location") ==
        path + "?done=refusals_approved&count=2");
  const auto verdict = [&](const ContributionId& id) {
    return town.read([&](store::Transaction& tx) { return consultation::review(tx, id); });
  };
  for (const int index : {0, 1, 2})
    CHECK(verdict(site.all[static_cast<std::size_t>(index)])->verdict == consultation::Reviewed::approved);
  CHECK_FALSE(verdict(site.all[3]).has_value());
  CHECK(verdict(site.all[5])->note == "مستند را روشن کنید");
  // Nobody reviews what they decided themselves, in one go neither.
  const identity::Actor both = town.with_role(town.expert, town.ministry, Role::approver);
  CHECK(site.post(path, {{"same", "approve:" + site.all[3].value}, {"seen", std::to_string(milliseconds(town.now))}},
                  site.session(both))
            .status == 422);
  CHECK_FALSE(verdict(site.all[3]).has_value());
}

TEST_CASE("a strategy is in force when a second person has read it") {
  SiteUnderTest site;
  Town& town = site.town;
  const std::string path = "/desk/agencies/" + town.ministry.value + "/strategy";
  const std::string admin = site.session(town.agency_admin), approver = site.session(town.approver);
  CHECK(site.post(path,
                  {{"title_fa", "راهبرد مشارکت"},
                   {"title_en", "Participation strategy"},
                   {"text_fa", "همهٔ پیش‌نویس‌ها به نظرخواهی گذاشته می‌شوند."},
                   {"legal_basis", "مصوبهٔ نمونه"},
                   {"signed_by", "وزیر نمونه"},
                   {"signed_on", "1405/01/20"}},
                  admin)
            .status == 303);
  CHECK(site.get("/agencies/sample/strategy").status == 404);
  CHECK_FALSE(says(site.get(path, admin), path + "/signature"));
  CHECK(says(site.get("/desk", approver), path));
  const web::Response read = site.get(path, approver);
  CHECK(says(read, "همهٔ پیش‌نویس‌ها به نظرخواهی گذاشته می‌شوند."));
  const auto hash = town.read([&](store::Transaction& tx) {
    return tx.one<std::string>("SELECT hash FROM strategy_proposal", {}, [](store::Row& row) { return row.text(); });
  });
  CHECK(site.post(path + "/signature", {{"hash", *hash}}, admin).status == 403);
  CHECK(site.post(path + "/signature", {{"hash", *hash}}, site.session(town.lead)).status == 403);
  CHECK(site.post(path + "/signature", {{"hash", *hash}}, approver).status == 303);
  CHECK(site.get("/agencies/sample/strategy").status == 200);
}

TEST_CASE("a mail program stops the letters by one request without a session, and only stops them") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId call = town.open_call();
  must(consultation::follow(*site.database, town.sara, town.now, call, true));
  town.approve(
      must(consultation::propose_extension(*site.database, town.lead, town.now, call,
                                           add_days(consultation::closing_day(*town.call(call).closes_at), 5), town.reason())));
  const auto stop = town.read([&](store::Transaction& tx) {
    return tx.one<std::string>("SELECT stop FROM outbox_message WHERE address = $1", {town.sara.email},
                               [](store::Row& row) { return row.text(); });
  });
  REQUIRE(stop.has_value());
  const std::string path = stop->substr(stop->find("/letters/"));
  const auto stopped = [&] { return town.count("SELECT COUNT(*) FROM mail_choice WHERE stopped = 'course'"); };
  // Looking, as programs do, changes nothing; nor does a request without the word of RFC 8058.
  CHECK(site.get(path).status == 200);
  CHECK(site.post(path, {}, "", false).status == 422);
  CHECK(stopped() == 0);
  const web::Response done = site.post(path, {{"List-Unsubscribe", "One-Click"}}, "", false);
  CHECK(done.status == 200);
  CHECK(header(done, "Location").empty());
  CHECK(stopped() == 1);
  CHECK(site.post(path.substr(0, path.rfind('/')) + "/", {{"List-Unsubscribe", "One-Click"}}, "", false).status >= 400);
  CHECK(stopped() == 1);
}
