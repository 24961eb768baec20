// SPDX-License-Identifier: AGPL-3.0-or-later
// What brings people back, through the real routes: the short form, the texts beside the draft, promises, complaints, letters.
#include <doctest/doctest.h>

#include "consultation/complaint.h"
#include "consultation/follow.h"
#include "consultation/promise.h"
#include "web/form_guard.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;
using namespace std::chrono_literals;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string path_of(SiteUnderTest& site, const CallId& id, std::string_view rest = "") {
  return "/calls/" + std::to_string(site.town.call(id).number) + std::string(rest);
}

// What the browser of somebody who took a minute sends with the short form.
Fields written(SiteUnderTest& site, Fields fields, std::string once = "0123456789abcdef") {
  fields.emplace_back("once", std::move(once));
  fields.emplace_back("opened", web::FormGuard{site.town.secret}.stamp(site.town.now - 60s));
  return fields;
}

std::int64_t contributions(SiteUnderTest& site) { return site.town.count("SELECT COUNT(*) FROM contribution"); }

document::Text long_draft(int articles) {
  document::Text text{.title = "پیش‌نویس بلند"};
  for (int i = 1; i <= articles; ++i) text.provisions.push_back(article(std::to_string(i), "متن مادهٔ " + std::to_string(i)));
  return text;
}

}  // namespace

TEST_CASE("the short form sends each answer as a contribution of its own, with a code each, once") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.prepared_call();
  must(consultation::set_questions(
      *site.database, town.expert, town.now, id,
      {{"پرسش یک", "First?"}, {"پرسش دو", "Second?"}, {"پرسش سه", "Third?"}, {"پرسش چهار", "Fourth?"}}));
  town.approve(town.propose_opening(id));
  const std::string page = path_of(site, id, "/short");
  const web::Response form = site.get(page);
  CHECK(form.status == 200);
  CHECK(says(form, "پرسش سه"));
  CHECK_FALSE(says(form, "پرسش چهار"));
  CHECK(says(site.get("/en" + page), "Second?"));
  const std::string cookie = "browser";
  CHECK(site.post(page, written(site, {{"answer_q1", " "}}), cookie).status == 422);
  const web::Response wrong =
      site.post(page, written(site, {{"answer_q1", "خوب"}, {"answer_q3", "بد"}, {"email", "no"}}), cookie);
  CHECK(wrong.status == 422);
  CHECK(says(wrong, "بد</textarea>"));
  CHECK(contributions(site) == 0);  // all or none
  const Fields sent = written(site, {{"answer_q1", "خوب"}, {"answer_q3", "بد"}, {"answer_q4", "دیده نمی‌شود"}});
  const web::Response receipt = site.post(page, sent, cookie);
  CHECK(receipt.status == 200);
  CHECK(contributions(site) == 2);
  CHECK(town.count("SELECT COUNT(*) FROM contribution WHERE kind = 'answer' AND anchor = 'q3' AND body = 'بد'") == 1);
  CHECK(says(receipt, path_of(site, id, "/contributions/2")));
  CHECK(says(receipt, "class=\"code\""));
  // The button pressed twice.
  const web::Response again = site.post(page, sent, cookie);
  CHECK(again.status == 200);
  CHECK_FALSE(says(again, "class=\"code\""));
  CHECK(contributions(site) == 2);
  town.close_by_clock(id);
  CHECK(site.get(page).status != 200);
  CHECK(site.post(page, written(site, {{"answer_q1", "دیر"}}, "fedcba9876543210"), cookie).status == 409);
  CHECK(contributions(site) == 2);
}

TEST_CASE("where a call asks no question the short form takes a stance and one text") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.prepared_call();
  must(consultation::set_questions(*site.database, town.expert, town.now, id, {}));
  // Opened as it was allowed before questions were required.
  site.database->write_unlogged([&](store::Transaction& tx) {
    tx.execute("UPDATE call SET state = 'open', opens_at = $2, closes_at = $3 WHERE id = $1",
               {id, town.now - 1h, town.now + 240h});
  });
  const std::string page = path_of(site, id, "/short");
  CHECK(says(site.get(page), "name=\"stance\""));
  CHECK(site.post(page, written(site, {}), "browser").status == 422);
  CHECK(site.post(page, written(site, {{"stance", "against"}}), "browser").status == 200);
  CHECK(town.count("SELECT COUNT(*) FROM contribution WHERE stance = 'against' AND anchor = ''") == 1);
}

TEST_CASE("the call's page offers the short form for a long text only") {
  SiteUnderTest site;
  Town& town = site.town;
  for (const int articles : {20, 21}) {
    const CallId id = town.new_call();
    town.write_texts(id);
    must(consultation::set_questions(*site.database, town.expert, town.now, id, {{"پرسش", "Question"}}));
    town.set_draft(id, long_draft(articles));
    must(consultation::set_settings(*site.database, town.expert, town.now, id, {}));
    town.approve(town.propose_opening(id));
    CHECK(says(site.get(path_of(site, id)), path_of(site, id, "/short")) == (articles > 20));
    town.close_by_clock(id);
    CHECK_FALSE(says(site.get(path_of(site, id)), path_of(site, id, "/short")));
  }
}

TEST_CASE("the text in force is set at the desk and read beside the draft, with what changes marked") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.open_call();
  const std::string page = path_of(site, id, "/compare"), desk = "/desk" + path_of(site, id, "/current");
  CHECK(site.get(page).status == 404);
  CHECK_FALSE(says(site.get(path_of(site, id)), page));
  const std::string expert = site.session(town.expert);
  CHECK(site.get(desk, expert).status == 200);
  CHECK(site.get(desk, site.session(town.stranger)).status == 403);
  const Fields nothing{{"act", "set"}, {"draft", town.first_draft(id).id.value}, {"current", " "}};
  CHECK(site.post(desk, nothing, expert).status == 422);
  const Fields set{
      {"act", "set"},
      {"draft", town.first_draft(id).id.value},
      {"current",
       "ماده ۱- کتابخانه‌های عمومی همه روزه از ساعت هشت تا نوزده باز هستند.\n"
       "ماده ۴- دیرکرد هر کتاب روزانه جریمهٔ نقدی دارد.\n"}};
  CHECK(site.post(desk, set, expert).status == 303);
  const web::Response seen = site.get(page);
  CHECK(seen.status == 200);
  CHECK(says(seen, "<del>نوزده </del>"));
  CHECK(says(seen, "<ins>بیست </ins>"));
  CHECK(says(seen, "جریمهٔ نقدی"));
  CHECK(says(site.get("/en" + page), "Text in force"));
  CHECK(says(site.get(path_of(site, id)), page));
}

TEST_CASE("plain and easy texts have pages of their own in both languages, and are linked once they are written") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.open_call();
  const std::string plain = path_of(site, id, "/plain"), easy = path_of(site, id, "/easy");
  CHECK(site.get(plain).status == 404);
  CHECK(
      site.post(
              "/desk" + path_of(site, id, "/texts"),
              {{"plain_fa", "کتابخانه هر روز باز است."}, {"plain_en", "The library is open every day."}, {"easy_fa", "باز است."}},
              site.session(town.expert))
          .status == 303);
  CHECK(says(site.get(plain), "هر روز باز است"));
  CHECK(says(site.get("/en" + plain), "open every day"));
  CHECK(says(site.get("/en" + easy), "lang=\"fa\" dir=\"rtl\""));
  CHECK(says(site.get(plain), easy));
  CHECK(says(site.get(path_of(site, id)), plain));
}

TEST_CASE("a promise is made at the desk, stands on the call's page, is overdue there, and is kept") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.open_call();
  const auto one = town.contribute(id, town.sara, "پرونده‌ها را برخط کنید").id;
  town.close_by_clock(id);
  town.dispose(id, {one}, "deferred");
  const std::string expert = site.session(town.expert), desk = "/desk" + path_of(site, id, "/promises");
  const std::string day = "1405/12/01";
  CHECK(site.post(desk, {{"act", "make"}, {"contribution", "x"}, {"text", "سامانه"}, {"day", day}}, expert).status == 422);
  CHECK(site.post(desk, {{"act", "make"}, {"contribution", "1"}, {"text", "سامانه"}, {"day", "فردا"}}, expert).status == 422);
  CHECK(site.post(desk,
                  {{"act", "make"}, {"contribution", "۱"}, {"text", "سامانهٔ برخط می‌سازیم"}, {"day", day}},
                  expert)
            .status == 303);
  CHECK_FALSE(says(site.get(path_of(site, id)), "سامانهٔ برخط"));  // not before the report
  town.publish_report(id);
  CHECK(says(site.get(path_of(site, id)), "سامانهٔ برخط"));
  CHECK_FALSE(says(site.get("/en" + path_of(site, id)), "Overdue"));
  town.now = end_of_day_in_tehran(*parse_date(day));
  CHECK(says(site.get("/en" + path_of(site, id)), "Overdue"));
  const std::string fresh = site.session(town.expert);
  const std::string promise = town.read([&](store::Transaction& tx) { return consultation::promises(tx, id).at(0).id.value; });
  const web::Response refused =
      site.post(desk, {{"act", "keep"}, {"promise", promise}, {"kept_" + promise, "ساخته شد"}, {"link_" + promise, "x"}}, fresh);
  CHECK(refused.status == 422);
  CHECK(says(refused, "ساخته شد</textarea>"));
  CHECK(site.post(desk,
                  {{"act", "keep"},
                   {"promise", promise},
                   {"kept_" + promise, "ساخته شد"},
                   {"link_" + promise, "https://example.org/a"}},
                  fresh)
            .status == 303);
  const web::Response kept = site.get("/en" + path_of(site, id));
  CHECK(says(kept, "https://example.org/a"));
  CHECK_FALSE(says(kept, "Overdue"));
}

TEST_CASE("a guest complains with the code; the words are the desk's, the number everybody's, the answer the guest's") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.open_call();
  const auto receipt = town.contribute(id, town.guest, "نظر مهمان");
  town.close_by_clock(id);
  town.dispose(id, {receipt.id});
  town.publish_report(id);
  const std::string complaints = "/contributions/" + receipt.id.value + "/complaints", cookie = "browser";
  CHECK(says(site.post("/track", {{"code", receipt.code}}, cookie), complaints));
  const Fields words{{"code", receipt.code}, {"about", "disposition"}, {"text", "پاسخ به موضوع دیگری است"}};
  CHECK(site.post(complaints, {{"code", "1234567890123456"}, {"about", "disposition"}, {"text", "x"}}, cookie).status == 403);
  const web::Response about_nothing = site.post(complaints, {{"code", receipt.code}, {"text", "نوشتهٔ من"}}, cookie);
  CHECK(says(about_nothing, "نوشتهٔ من</textarea>"));
  CHECK(site.post(complaints, words, cookie).status == 200);
  CHECK(says(site.get("/en" + path_of(site, id)), "1 complaint made"));
  CHECK_FALSE(says(site.get(path_of(site, id)), "موضوع دیگری"));
  const std::string lead = site.session(town.lead);
  CHECK(says(site.get("/desk", lead), "/desk/complaints"));
  CHECK(says(site.get("/desk/complaints", lead), "موضوع دیگری"));
  CHECK_FALSE(says(site.get("/desk/complaints", site.session(town.stranger)), "موضوع دیگری"));
  CHECK(site.get("/desk/complaints", site.session(town.expert)).status == 403);
  const auto open = town.read([&](store::Transaction& tx) { return consultation::open_complaints(tx, town.lead); });
  REQUIRE(open.size() == 1);
  CHECK(site.post("/desk/complaints/" + open[0].id.value, {{"verdict", "uphold"}, {"answer", ""}}, lead).status == 422);
  CHECK(site.post("/desk/complaints/" + open[0].id.value,
                  {{"verdict", "uphold"}, {"answer", "پاسخ اصلاح می‌شود"}}, lead)
            .status == 303);
  CHECK(says(site.post("/track", {{"code", receipt.code}}, cookie), "پاسخ اصلاح می‌شود"));
  CHECK_FALSE(says(site.get("/desk/complaints", lead), "موضوع دیگری"));
}

TEST_CASE("the link at the end of a letter stops the letters without signing in, but not by being looked at") {
  SiteUnderTest site;
  Town& town = site.town;
  const CallId id = town.open_call();
  must(consultation::follow(*site.database, town.sara, town.now, id, true));
  town.suspend(id);
  const std::string letter = town.mails(town.sara.email).back();
  const std::string link = letter.substr(letter.rfind("/letters/"), 9 + 32);
  CHECK(site.get(link).status == 200);
  CHECK(says(site.get("/en" + link), "You get news of this call"));
  CHECK(site.get("/letters/none").status == 404);
  CHECK(town.count("SELECT COUNT(*) FROM follow") == 1);
  CHECK(site.post(link, {{"stop", "everything"}}, "browser").status != 303);
  CHECK(site.post(link, {{"stop", "course"}}, "browser").status == 303);
  CHECK(town.count("SELECT COUNT(*) FROM follow") == 0);
  CHECK(says(site.get("/en" + link), "You get no news"));
}
