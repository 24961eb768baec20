// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/demo_country.h"

#include <array>
#include <random>

#include "base/geography.h"
#include "base/hash.h"
#include "cli/demo_commands.h"
#include "consultation/answer.h"
#include "report/report.h"

namespace mosharekat::cli::demo {

namespace {

using namespace consultation;
using std::chrono::hours;

constexpr Milliseconds day = hours{24};
constexpr int contributors = 3000;

constexpr std::string_view openings[] = {"",
                                         "سلام. ",
                                         "با سلام و خسته نباشید، ",
                                         "به نظر من ",
                                         "خواهشمندم ",
                                         "من هر روز می‌بینم که ",
                                         "در محلهٔ ما می‌گویند ",
                                         "راستش "};
constexpr std::string_view additions[] = {"و این را همهٔ همسایه‌ها می‌گویند",
                                          "و سال‌هاست همین‌طور است",
                                          "وگرنه مردم باز با خودروی خود می‌آیند",
                                          "و هزینهٔ آن هم زیاد نیست",
                                          "چنان‌که در شهرهای دیگر کرده‌اند",
                                          "و باید زمان اجرای آن روشن باشد",
                                          "چون خانواده‌ها به آن نیاز دارند",
                                          "و لطفاً نتیجه را به ما هم بگویید",
                                          "به‌ویژه در روزهای سرد",
                                          "تا دیر نشده کاری بکنید"};
constexpr std::string_view closings[] = {"", ".", ". سپاس", "!", ". ممنون از اینکه پرسیدید."};
constexpr std::string_view campaign =
    "ما مسافران خط سه خواستاریم فاصلهٔ حرکت اتوبوس‌ها در ساعت شلوغ به ده دقیقه برسد و مسیر ویژه تا پایانه ادامه یابد";
constexpr std::string_view campaign_ends[] = {
    "", ".", " و پاسخ این نامه را بدهید.", ". یک مسافر", "؛ این حق ماست.", " (از طرف خانواده)"};
constexpr std::string_view names[] = {"", "", "", "", "", "مسافر هر روزه", "یک دانشجو", "رانندهٔ بازنشسته", "ساکن پایانه"};
constexpr std::string_view organisations[] = {"انجمن نمونهٔ مسافران", "شرکت نمونهٔ اتوبوس‌رانی",
                                              "شورای نمونهٔ شهر"};

// std's distributions differ between libraries; the demonstration must come out the same everywhere.
class Chance {
 public:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  template <class List>
  std::string_view pick(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937 random_{3000};
};

struct Said {
  Contribute ask;
  Traits traits;
  int concern;  // −1: of none
};

Traits traits(Chance& chance, bool organisation) {
  Traits found;
  found.type = organisation ? "company" : "individual";
  if (chance.below(5) != 0) found.birth_year = 1320 + static_cast<int>(chance.below(40) + chance.below(34));
  found.gender = std::array{"female", "male", "male", "female", "male", ""}[chance.below(6)];
  // Places as unequal as they are: the capital's province, a few large ones, and single people from the others.
  constexpr std::string_view large[] = {"IR-23", "IR-23", "IR-23", "IR-09", "IR-10", "IR-07"};
  if (const std::size_t sort = chance.below(100); sort < 74)
    found.province = chance.pick(large);
  else if (sort < 80)
    found.province = provinces()[chance.below(provinces().size())].code;
  return found;
}

std::vector<Said> everything(const std::string& draft) {
  Chance chance;
  std::vector<Said> all;
  for (int number = 0; number < contributors; ++number) {
    Said said{.ask = {.consent_version = "1", .once = hash::hex(hash::random_bytes(16))}, .traits = {}, .concern = -1};
    const std::size_t sort = chance.below(100);
    if (sort < 25) {
      said.concern = 2;
      said.ask.body = std::string(campaign) + std::string(chance.pick(campaign_ends));
    } else if (sort < 92) {
      // The first concerns are those of most people.
      said.concern = static_cast<int>(std::min(chance.below(concerns().size()), chance.below(concerns().size())));
      const Concern& concern = concerns()[static_cast<std::size_t>(said.concern)];
      said.ask.body = std::string(chance.pick(openings)) + std::string(chance.pick(concern.sentences));
      for (std::size_t more = chance.below(3); more > 0; --more) said.ask.body += " " + std::string(chance.pick(additions));
      said.ask.body += chance.pick(closings);
    } else {
      said.ask.kind = Kind::answer;
      said.ask.anchor = "q1";
      said.ask.body = "خط " + locale::digits(Language::fa, std::to_string(1 + chance.below(60))) + "؛ " +
                      std::string(chance.pick(concerns()[chance.below(concerns().size())].sentences)) + ".";
    }
    if (said.ask.kind == Kind::comment && said.concern >= 0 && chance.below(6) != 0) {
      said.ask.anchor = concerns()[static_cast<std::size_t>(said.concern)].anchor;
      said.ask.draft = draft;
      said.ask.stance = std::array{"for_with_changes", "for_with_changes", "against", "for", ""}[chance.below(5)];
      if (said.concern == 7) said.ask.stance = "for";
    }
    const bool organisation = chance.below(120) == 0;
    if (organisation)
      said.ask.organisation = chance.pick(organisations);
    else
      said.ask.display_name = chance.pick(names);
    said.traits = traits(chance, organisation);
    all.push_back(std::move(said));
  }
  return all;
}

class Country {
 public:
  Country(store::Database& database, const Secret& secret, const Officers& by, const Prepare& prepare, Instant now)
      : database_(database), secret_(secret), by_(by), prepare_(prepare), now_(now) {}

  void make() {
    const auto& calls = country_calls();
    many(calls.at(0), now_ - 100 * day);
    answering(calls.at(1), now_ - 40 * day);
    remarks(calls.at(2), opened(calls.at(2), now_ - 75 * day), now_ - 75 * day);
    suspended(calls.at(3), now_ - 12 * day);
    withdrawn(calls.at(4), now_ - 20 * day);
    prepare_(calls.at(5), now_ - 3 * day);
  }

 private:
  CallId opened(const DemoCall& from, Instant opening) {
    const CallId id = prepare_(from, opening - 2 * day);
    const JalaliDate first = date_in_tehran(opening);
    const auto approval = must(propose_opening(database_, by_.lead, opening - day, id, {first, add_days(first, 30)}));
    must(consultation::approve(database_, by_.approver, opening - hours{20}, approval));
    turn_clock(database_, opening + hours{2});
    return id;
  }

  DraftId draft_of(const CallId& id) {
    return database_.read([&](store::Transaction& tx) { return drafts(tx, id).front().id; });
  }

  void remarks(const DemoCall& from, const CallId& id, Instant start) {
    const std::string draft = draft_of(id).value;
    Instant at = start + hours{5};
    for (const Remark& remark : from.remarks) {
      at += hours{19};
      Contribute ask{.draft = remark.anchor.empty() ? "" : draft,
                     .anchor = std::string(remark.anchor),
                     .kind = remark.replacement.empty() ? Kind::comment : Kind::replacement,
                     .body = std::string(remark.body),
                     .replacement = std::string(remark.replacement),
                     .stance = std::string(remark.stance),
                     .display_name = std::string(remark.name),
                     .organisation = std::string(remark.organisation),
                     .language = std::string(remark.language),
                     .consent_version = "1",
                     .once = hash::hex(hash::random_bytes(16))};
      must(contribute(database_, secret_, {}, at, id, ask));
    }
  }

  std::vector<ContributionId> in_order(const CallId& id) {
    return database_.read([&](store::Transaction& tx) {
      std::vector<ContributionId> ids;
      for (const Answered& one : answered(tx, id)) ids.push_back(one.contribution.id);
      return ids;
    });
  }

  std::vector<ContributionId> send(const CallId& id, const std::vector<Said>& all, Instant first, Milliseconds pause) {
    std::vector<ContributionId> made(all.size());
    side_by_side(all.size(), [&](std::size_t i) {
      const Instant at = first + pause * static_cast<std::int64_t>(i);
      made[i] = must(contribute(database_, secret_, {}, at, id, all[i].ask)).id;
      must(set_traits(database_, secret_, at, made[i], all[i].traits));
    });
    return made;
  }

  void many(const DemoCall& from, Instant opening) {
    const CallId id = opened(from, opening);
    const std::vector<Said> all = everything(draft_of(id).value);
    const auto made = send(id, all, opening + hours{5}, 29 * day / contributors);
    const Instant after = opening + 33 * day;
    turn_clock(database_, after);
    must(start_analysis(database_, by_.expert, after, id));
    std::vector<std::vector<ContributionId>> members(concerns().size());
    std::vector<ContributionId> others;
    for (std::size_t i = 0; i < made.size(); ++i)
      (all[i].concern < 0 ? others : members[static_cast<std::size_t>(all[i].concern)]).push_back(made[i]);
    for (std::size_t i = 0; i < concerns().size(); ++i) {
      const Concern& concern = concerns()[i];
      const ThemeId theme =
          must(make_theme(database_, by_.expert, after, id,
                          {std::string(concern.name_fa), std::string(concern.name_en), std::string(concern.did)}));
      must(put_in_theme(database_, by_.expert, after, theme, members[i]));
      must(dispose(database_, by_.expert, after, id,
                   {.contributions = members[i],
                    .code = std::string(concern.code),
                    .part = concern.code == "accepted_in_part" ? std::string(concern.did) : "",
                    .reason = std::string(concern.reason.empty() ? concern.did : concern.reason),
                    .citation = std::string(concern.citation),
                    .place = std::string(concern.anchor)}));
    }
    must(dispose(database_, by_.expert, after, id,
                 {.contributions = others,
                  .code = "question_answered",
                  .reason = "این تجربه‌ها در برنامهٔ بهسازی خط‌ها به کار می‌رود."}));
    const Instant reported = after + 20 * day;
    const ReportId report = must(report::start_report(database_, by_.expert, reported, id, ""));
    must(report::set_parts(
        database_, by_.expert, reported, report,
        {{"summary", "fa",
          "سه هزار نفر نظر دادند. بیشتر نظرها دربارهٔ تخفیف دانشجویان، مدت بلیت و فاصلهٔ حرکت بود؛ دو خواسته در متن آمد و خواستهٔ سوم به بودجهٔ سال آینده ماند."},
         {"summary", "en",
          "Three thousand people commented, most of them on the discount for students, on how long a ticket is good and on headways; two wishes came into the text, the third waits for next year’s budget."},
         {"next_steps", "fa", "متن نهایی پس از تصویب در همین صفحه منتشر می‌شود."},
         {"next_steps", "en", "The final text will be published on this page once approved."}}));
    const auto approval = must(report::propose_report(database_, by_.lead, reported, report));
    must(consultation::approve(database_, by_.approver, reported + hours{4}, approval));
  }

  void answering(const DemoCall& from, Instant opening) {
    const CallId id = opened(from, opening);
    remarks(from, id, opening);
    const Instant after = opening + 32 * day;
    turn_clock(database_, after);
    must(start_analysis(database_, by_.expert, after, id));
    const auto ids = in_order(id);
    must(dispose(database_, by_.expert, after, id, {.contributions = {ids.at(5)}, .code = "supports_text"}));
    must(dispose(database_, by_.expert, after, id,
                 {.contributions = {ids.at(1)},
                  .code = "accepted",
                  .reason = "فهرست شغل‌های حضوری پیوست می‌شود."}));
  }

  void suspended(const DemoCall& from, Instant opening) {
    const CallId id = opened(from, opening);
    remarks(from, id, opening);
    const Instant at = opening + 7 * day;
    const auto approval = must(propose_suspension(
        database_, by_.lead, at, id,
        {"برآورد هزینهٔ مخزن‌ها در پیوست نادرست بود و اصلاح می‌شود؛ روزهای باقی‌مانده پس از آن ادامه می‌یابد.",
         "The cost estimate of the bins was wrong and is being corrected; the days left will follow."}));
    must(consultation::approve(database_, by_.approver, at + hours{3}, approval));
  }

  void withdrawn(const DemoCall& from, Instant opening) {
    const CallId id = opened(from, opening);
    remarks(from, id, opening);
    const Instant at = opening + 10 * day;
    const auto approval = must(propose_withdrawal(
        database_, by_.lead, at, id,
        {"شورای نمونهٔ کتابخانه‌ها همین موضوع را در دست دارد و فراخوان آن به‌زودی باز می‌شود.",
         "The Sample Council of Libraries has this subject in hand and will open a call of its own."}));
    must(consultation::approve(database_, by_.approver, at + hours{3}, approval));
  }

  store::Database& database_;
  const Secret& secret_;
  const Officers& by_;
  const Prepare& prepare_;
  Instant now_;
};

}  // namespace

void make_country(store::Database& database, const Secret& secret, const Officers& officers, const Prepare& prepare,
                  Instant now) {
  Country(database, secret, officers, prepare, now).make();
}

}  // namespace mosharekat::cli::demo
