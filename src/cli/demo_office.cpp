// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/demo_office.h"

#include "cli/demo_around.h"
#include "cli/demo_commands.h"
#include "consultation/answer.h"
#include "consultation/approval.h"
#include "consultation/assignment.h"
#include "consultation/committee.h"
#include "consultation/law.h"
#include "consultation/letter.h"
#include "consultation/reason_bank.h"
#include "consultation/register.h"
#include "consultation/review.h"
#include "consultation/strategy.h"
#include "consultation/working_table.h"

namespace mosharekat::cli::demo {

namespace {

using namespace consultation;
using identity::Actor;
using identity::Role;
using std::chrono::hours;

class Desk : Around {
 public:
  using Around::Around;

  void make() {
    bank(now_ - 88 * day);
    strategy(now_ - 86 * day);
    letters(now_ - 60 * day);
    committee(now_ - 2 * day);
    registers(now_ - 9 * day);
    plan(now_ - 8 * day);
    route();
  }

 private:
  void bank(Instant at) {
    const LawId administration = must(add_law(database_, by_.lead, at, by_.ministry,
                                              {.name = "قانون نمونهٔ خدمات اداری",
                                               .article = "۲۱",
                                               .adopted = "۱۳۹۹/۰۲/۱۴",
                                               .address = "https://example.org/laws/administration"}));
    must(add_law(database_, by_.lead, at, by_.ministry,
                 {.name = "قانون نمونهٔ شهر", .article = "۱۲", .adopted = "۱۳۹۶", .address = "https://example.org/laws/city"}));
    const LawId budget = must(
        add_law(database_, by_.lead, at, by_.ministry, {.name = "قانون نمونهٔ بودجه", .article = "۴", .adopted = "۱۴۰۴/۱۲/۲۰"}));
    against_law_ = must(add_bank_reason(
        database_, by_.expert, at, by_.ministry,
        {.code = "rejected_legal",
         .text =
             "ساعت کار و حضور کارکنان را قانون تعیین کرده است و بخشنامه نمی‌تواند از آن فراتر رود.",
         .law = administration}));
    must(add_bank_reason(database_, by_.expert, at, by_.ministry,
                         {.code = "rejected_cost",
                          .text = "اعتبار این کار در بودجهٔ نمونهٔ امسال نیامده است؛ برآورد هزینه در پیوست گزارش است.",
                          .law = budget}));
    must(add_bank_reason(
        database_, by_.expert, at, by_.ministry,
        {.code = "out_of_scope", .text = "این موضوع در صلاحیت وزارت نمونه نیست و برای دستگاه مسئول فرستاده شد."}));
  }

  void strategy(Instant at) {
    // One proposes, another puts it into force.
    const Actor keeper = by_.person("مسئول مشارکت نمونه", "participation@example.org", by_.ministry, Role::agency_admin, at);
    must(propose_strategy(
        database_, keeper, at, by_.ministry,
        {.strategy =
             {.title_fa = "راهبرد نمونهٔ مشارکت وزارت نمونه",
              .title_en = "Sample participation strategy of the Sample Ministry",
              .text_fa =
                  "این راهبرد برای نمایش سامانه نوشته شده است.\n\n"
                  "۱. هر پیش‌نویس آیین‌نامه، بخشنامه و دستورالعمل پیش از تصویب به نظر همگان می‌رسد.\n"
                  "۲. مهلت نظر دادن سی روز است و کوتاه نمی‌شود.\n"
                  "۳. به هر نظر پاسخی با دلیل داده می‌شود.\n"
                  "۴. گزارش هر نظرخواهی پیش از تصویب متن منتشر می‌شود.",
              .text_en = "Written to show the portal.\n\n"
                         "1. Every draft by-law, circular and instruction is opened for comment before it is adopted.\n"
                         "2. The period is thirty days and is never shortened.\n"
                         "3. Every comment gets an answer with a reason.\n"
                         "4. The report of a consultation is published before the text is adopted.",
              .legal_basis = "مادهٔ ۲۱ قانون نمونهٔ خدمات اداری",
              .signed_by = "وزیر نمونه",
              .number = "ن/۱۰۱"},
         .signed_on = date_in_tehran(at - day)}));
    const auto proposed = database_.read([&](store::Transaction& tx) { return strategy_proposal(tx, by_.ministry); });
    must(publish_strategy(database_, by_.approver, at + hours{3}, by_.ministry, proposed.value().strategy.hash));
  }

  void letters(Instant at) {
    const CallId id = call(finished_call);
    must(set_letterhead(database_, by_.admin, at, by_.ministry,
                        {.name_fa = "وزارت نمونه",
                         .name_en = "Sample Ministry",
                         .address_fa = "تهران، خیابان نمونه، شمارهٔ ۱",
                         .address_en = "1 Sample Street, Tehran",
                         .signatory_fa = "تأییدکنندهٔ نمونه، معاون وزیر",
                         .signatory_en = "Sample Approver, Deputy Minister"}));
    must(record_letter(database_, by_.expert, at, id,
                       {.act = "opening",
                        .number = "ن/۱۲۰۳",
                        .addressee = "دفتر نمونهٔ مقررات‌زدایی",
                        .subject = "آغاز نظرخواهی آیین‌نامهٔ نمونهٔ مسیرهای دوچرخه",
                        .date = date_in_tehran(at),
                        .published = true,
                        .scan = PaperFile{"scan.pdf", printed(id)},
                        .attachments = {{"announcement.pdf", printed(call(announced_call))}}}));
    must(record_letter(database_, by_.lead, by_.reported + day, id,
                       {.act = "report",
                        .number = "ن/۱۴۵۶",
                        .addressee = "شورای مقررات وزارت نمونه",
                        .subject = "گزارش نمونهٔ نظرخواهی مسیرهای دوچرخه",
                        .date = date_in_tehran(by_.reported + day),
                        .published = true}));
  }

  // A reason of the bank answers one, and waits for the second person that refusals need; a theme waits in a unit's queue; the
  // committee decides two more, by its minutes.
  void committee(Instant at) {
    const CallId id = call(answering_call);
    const auto wrote = contributions(id);
    must(set_review_policy(database_, by_.admin, at, {.agency = by_.ministry, .needed = true}));
    must(dispose(database_, by_.expert, at, id, {.contributions = {wrote.at(0).id}, .code = {}, .bank = against_law_}));
    const ThemeId theme = must(make_theme(database_, by_.expert, at, id,
                                          {"پاسخ‌گویی در روز دورکاری", "Being reached on telework days",
                                           "پاسخ‌گویی به نامه‌ها هم الزامی شد."}));
    must(put_in_theme(database_, by_.expert, at, theme, {wrote.at(3).id, wrote.at(4).id}));
    const ThemeId asked = must(make_theme(database_, by_.expert, at, id, {"موافقت مدیر", "The manager’s consent", ""}));
    must(put_in_theme(database_, by_.expert, at, asked, {wrote.at(2).id}));
    must(assign_theme(database_, by_.lead, at, asked, by_.regulations, now_ + 5 * day));
    const JalaliDate held = date_in_tehran(at - day);
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    const MinutesId minutes =
        must(record_minutes(database_, by_.expert, at, id,
                            {.number = "نمونه ۷",
                             .held_on = std::to_string(held.year) + "/" + two(held.month) + "/" + two(held.day),
                             .members = "رئیس کمیتهٔ نمونه\nنمایندهٔ نمونهٔ کارکنان\nمشاور حقوقی نمونه"}));
    std::vector<TableRow> rows;
    for (TableRow& row : database_.read([&](store::Transaction& tx) { return working_table(tx, id, Language::fa); })) {
      if (row.number != wrote.at(3).number && row.number != wrote.at(4).number) continue;
      row.result = "accepted";
      row.reason = "کمیته پذیرفت: پاسخ نامه‌ها نیز در روز دورکاری داده می‌شود.";
      row.place = "m3";
      rows.push_back(std::move(row));
    }
    const TableTaken taken = must(take_table(database_, by_.expert, at, id, rows, minutes));
    if (!taken.problems.empty()) must(Result<void>(taken.problems.front().error));
  }

  void registers(Instant at) {
    const auto kept = [&](std::string kind, std::string fa, std::string en, std::string why_fa, std::string why_en,
                          std::string basis, int days_ago) {
      must(record_withheld(database_, by_.lead, at,
                           {.draft = {.agency = by_.ministry,
                                      .kind = std::move(kind),
                                      .document_type = "circular",
                                      .title_fa = std::move(fa),
                                      .title_en = std::move(en),
                                      .reason_fa = std::move(why_fa),
                                      .reason_en = std::move(why_en),
                                      .legal_basis = std::move(basis),
                                      .decided_by = "وزیر نمونه"},
                            .decided_on = date_in_tehran(now_ - days_ago * day)}));
    };
    kept(
        "withheld", "پیش‌نویس نمونهٔ حفاظت از ساختمان‌های وزارتخانه",
        "Sample draft on guarding the ministry’s buildings",
        "جزئیات نگهبانی در آن آمده است و انتشار آن ساختمان‌ها را به خطر می‌اندازد.",
        "It holds details of the guard, and publishing it would endanger the buildings.", "مادهٔ ۹ قانون نمونهٔ دسترسی به اطلاعات",
        30);
    kept(
        "not_consulted", "بخشنامهٔ نمونهٔ تعطیلی روز سیلاب", "Sample circular on the day of the flood",
        "همان روز باید ابلاغ می‌شد و فرصت نظرخواهی نبود؛ متن پس از اجرا برای نظر گشوده می‌شود.",
        "It had to be issued the same day; the text will be opened for comment afterwards.", "مادهٔ ۳ قانون نمونهٔ بحران", 15);
    must(record_irregular_act(
        database_, by_.lead, at, call(overdue_call),
        {.kind = "issued_early",
         .authority = "سازمان نمونه",
         .document_number = "ن/۹۸۷",
         .happened_on = date_in_tehran(now_ - 12 * day),
         .reason = {
             "دستورالعمل پیش از گزارش نظرخواهی به مدرسه‌ها ابلاغ شد تا به آغاز سال تحصیلی برسد؛ گزارش همچنان بدهکار است.",
             "The instruction was sent to schools before its report, in time for the school year; the report is still owed."}}));
  }

  void plan(Instant at) {
    const auto planned = [&](std::string type, std::string topic, std::string fa, std::string en, int from, int until) {
      must(plan_call(database_, by_.lead, at,
                     {.plan = {.agency = by_.ministry,
                               .title_fa = std::move(fa),
                               .title_en = std::move(en),
                               .document_type = std::move(type),
                               .topic = std::move(topic)},
                      .first_day = date_in_tehran(now_ + from * day),
                      .last_day = date_in_tehran(now_ + until * day)}));
    };
    planned("bylaw", "transport", "آیین‌نامهٔ نمونهٔ تاکسی‌های برقی",
            "Sample by-law on electric taxis", 20, 50);
    planned("bill", "administration", "لایحهٔ نمونهٔ خدمات الکترونیکی", "Sample bill on electronic services", 60, 90);
    planned("guideline", "education", "دستورالعمل نمونهٔ سرویس مدرسه", "Sample instruction on school buses", 100, 160);
  }

  // Three steps: the first returned it once, the second is an absent person's, whose deputy is on the desk.
  void route() {
    const Instant at = now_ - 3 * day;
    const Actor head = by_.person("رئیس دفتر نمونه", "head@example.org", by_.regulations, Role::lead, at);
    const Actor legal = by_.person("مشاور حقوقی نمونه", "legal@example.org", by_.regulations, Role::expert, at);
    const Actor deputy = by_.person("جانشین نمونه", "deputy@example.org", by_.regulations, Role::expert, at);
    must(set_route(
        database_, by_.admin, at,
        {.agency = by_.ministry,
         .act = "extension",
         .steps = {{.title_fa = "رئیس دفتر مقررات", .title_en = "Head of the Office of Regulations", .person = head.person},
                   {.title_fa = "مشاور حقوقی", .title_en = "Legal adviser", .person = legal.person},
                   {.title_fa = "معاون وزیر", .title_en = "Deputy minister", .role = Role::approver, .unit = by_.ministry}}}));
    must(name_deputy(database_, legal, at + hours{1},
                     {.person = legal.person,
                      .deputy = deputy.person,
                      .first_day = date_in_tehran(at + hours{1}),
                      .last_day = date_in_tehran(now_ + 14 * day),
                      .reason = "مأموریت اداری"}));
    const CallId id = call(open_call);
    const JalaliDate last =
        add_days(database_.read([&](store::Transaction& tx) { return closing_day(*consultation::call(tx, id)->closes_at); }), 10);
    const ApprovalId first =
        must(propose_extension(database_, by_.lead, at + hours{2}, id, last, {"درخواست شد.", "It was asked for."}));
    must(return_for_correction(database_, head, at + hours{20}, first,
                               "دلیل برای مردم روشن نیست؛ بنویسید چه کسی و چرا خواسته است."));
    const ApprovalId second =
        must(propose_extension(database_, by_.lead, at + hours{24}, id, last,
                               {"انجمن نمونهٔ نابینایان نسخهٔ گویای متن را دیر گرفت و برای نظر دادن ده روز بیشتر خواست.",
                                "The Sample Association of the Blind got the spoken text late and asked for ten more days."}));
    must(consultation::approve(database_, head, at + hours{30}, second));
  }

  BankReasonId against_law_;
};

}  // namespace

void make_office(store::Database& database, const Secret& secret, const Office& office, Instant now) {
  Desk(database, secret, office, now).make();
  make_voices(database, secret, office, now);
}

}  // namespace mosharekat::cli::demo
