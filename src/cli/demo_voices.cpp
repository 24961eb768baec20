// SPDX-License-Identifier: AGPL-3.0-or-later
// What people say around the demonstration's calls, and what they are promised and told.
#include "base/hash.h"
#include "cli/demo_around.h"
#include "cli/demo_commands.h"
#include "consultation/complaint.h"
#include "consultation/current_text.h"
#include "consultation/intake.h"
#include "consultation/promise.h"
#include "consultation/register.h"
#include "consultation/stakeholder.h"
#include "document/import.h"

namespace mosharekat::cli::demo {

namespace {

using namespace consultation;
using std::chrono::hours;

class Voices : Around {
 public:
  using Around::Around;

  void make() {
    promises();
    complaints();
    amends(now_ - 26 * day);
    stands_elsewhere();
    moderated(now_ - 5 * day);
    written_down(now_ - 2 * day);
  }

 private:
  void promises() {
    const CallId id = call(finished_call);
    const Instant at = by_.reported + day;
    const auto made = [&](std::optional<std::int64_t> contribution, std::string fa, std::string en, Instant due) {
      return must(promise(database_, by_.expert, at, id, {contribution, std::move(fa), std::move(en), date_in_tehran(due)}));
    };
    const PromiseId teaching = made(
        9,
        "نمونهٔ درس دوچرخه‌سواری ایمن با همکاری دو مدرسهٔ نمونه آماده و منتشر می‌شود.",
        "A sample lesson on safe cycling is made with two sample schools and published.", at + 14 * day);
    made({}, "نقشهٔ مسیرهای ساخته‌شده در درگاه وزارت نمونه منتشر می‌شود.",
         "A map of the paths that are built is published on the Sample Ministry’s portal.", at + 10 * day);
    const PromiseId counting = made(
        {},
        "دوچرخه‌ها در پنج تقاطع نمونه شمرده می‌شوند و شمار آن‌ها اعلام می‌شود.",
        "Bicycles are counted at five sample crossings and the figures told.", at + 12 * day);
    made({},
         "یک سال پس از اجرا اثر آیین‌نامه سنجیده و گزارش آن منتشر می‌شود.",
         "A year on, the by-law’s effect is measured and the report published.", now_ + 300 * day);
    must(keep_promise(database_, by_.expert, at + 11 * day, teaching,
                      {"درس آماده شد و در دو مدرسهٔ نمونه آزموده شد.", "The lesson is ready and was tried in two sample schools."},
                      "https://example.org/cycling-lesson"));
    must(apologise(
        database_, by_.expert, at + 13 * day, counting,
        {"شمارنده‌ها دیر رسید. پوزش می‌خواهیم؛ شمارش پس از نصب آن‌ها انجام می‌شود.",
         "The counters came late. We apologise; the count follows once they are in place."}));
  }

  // Of people who hold the tracking codes of what they wrote.
  void complaints() {
    const CallId id = call(finished_call);
    const auto wrote = contributions(id);
    const ComplaintId answered = must(complain(
        database_, secret_, by_.reported + 3 * day, {.code = by_.codes.at(7)}, wrote.at(7).id, About::disposition,
        "گفته‌اید هزینهٔ سقف زیاد است، ولی برآورد پیوست تنها دربارهٔ توقفگاه‌های بزرگ است. برای توقفگاه‌های کوچک چه؟"));
    must(answer_complaint(
        database_, by_.lead, by_.reported + 9 * day, answered, true,
        "حق با شماست: برآورد دربارهٔ توقفگاه‌های کوچک نبود. دفتر فنی برآورد جداگانه‌ای می‌نویسد و در همین صفحه منتشر می‌شود."));
    must(complain(
        database_, secret_, now_ - 3 * day, {.code = by_.codes.at(11)}, wrote.at(11).id, About::process,
        "نشانی نظرخواهی تنها در درگاه وزارتخانه بود و کاسبان خیابان‌های اصلی از آن خبر نداشتند."));
  }

  void amends(Instant at) {
    const CallId id = call(open_call);
    const DraftId draft = database_.read([&](store::Transaction& tx) { return drafts(tx, id).front().id; });
    must(set_current_text(
        database_, by_.expert, at, id, draft,
        document::import_text(
            "دستورالعمل نمونهٔ پیشین میز خدمت\n"
            "ماده ۱ – میز خدمت\n"
            "میز خدمت جایی است که شهروند درخواست خود را می‌سپارد.\n"
            "ماده ۲ – زمان پاسخ\n"
            "پاسخ درخواست حداکثر بیست روز کاری پس از ثبت داده می‌شود.\n"
            "ماده ۳ – زبان پاسخ\n"
            "پاسخ کتبی است.\n"
            "ماده ۴ – دسترسی\n"
            "میز خدمت برای صندلی چرخ‌دار در دسترس است.\n"
            "ماده ۵ – ساعت کار\n"
            "میز خدمت شنبه تا چهارشنبه از ساعت هشت تا چهارده باز است.")
            .texts.front(),
        "former.txt"));
  }

  Receipt said(const CallId& id, Instant at, std::string body, std::string name = "") {
    return must(contribute(database_, secret_, {}, at, id,
                           {.body = std::move(body),
                            .display_name = std::move(name),
                            .consent_version = "1",
                            .once = hash::hex(hash::random_bytes(16))}));
  }

  // What a moderator finds on the desk: one that waits for its telephone number, one that readers reported, an appeal.
  void moderated(Instant at) {
    const CallId id = call(open_call);
    said(id, at, "برای پیگیری درخواستم با شمارهٔ ۰۹۱۲۰۰۰۰۰۰۰ تماس بگیرید؛ سه هفته است پاسخی نیامده.");
    const Receipt advertised = said(
        id, at + hours{2},
        "دفتر نمونهٔ ما همهٔ کارهای اداری شما را با کمترین هزینه انجام می‌دهد.");
    must(report_abuse(database_, secret_, {}, "sample-reader", at + hours{5}, advertised.id, "آگهی است و دربارهٔ متن نیست."));
    const Receipt hidden =
        said(id, at + hours{7}, "ادارهٔ شما هیچ‌گاه درست نمی‌شود.", "شهروندی خسته");
    must(moderate(database_, by_.moderator, at + hours{9}, {{hidden.id}, false, "off_topic", "دربارهٔ متن دستورالعمل نبود."}));
    must(appeal(database_, secret_, at + hours{30}, {.code = hidden.code}, hidden.id,
                "نظر من دربارهٔ مادهٔ ۲ است: مهلتی که در عمل نگه داشته نشود فایده ندارد."));
    must(reply_officially(
        database_, secret_, by_.lead, at + hours{12}, contributions(id).front().id,
        "زمان پاسخ از روز ثبت شمرده می‌شود و فرستادن با پست نیز پذیرفته است."));
  }

  void stands_elsewhere() {
    const CallId id = call(open_call);
    const Instant at = now_ - 26 * day;
    must(set_address(database_, by_.expert, at, id, "national", "https://example.org/national/2", date_in_tehran(at)));
    must(set_address(database_, by_.expert, at, id, "portal", "https://example.org/ministry/news/2", date_in_tehran(at)));
    const auto invited = [&](std::string kind, std::string fa, std::string en) {
      must(name_stakeholder(database_, by_.expert, at, id,
                            {.kind = std::move(kind), .name_fa = std::move(fa), .name_en = std::move(en)}));
    };
    invited("ngo", "انجمن نمونهٔ نابینایان", "Sample Association of the Blind");
    invited("association", "کانون نمونهٔ بازنشستگان", "Sample Pensioners’ Association");
    invited("academic", "گروه مدیریت دولتی دانشگاه نمونه", "Department of Public Administration, Sample University");
    invited("affected", "مراجعان میز خدمت وزارت نمونه", "Visitors of the Sample Ministry’s service desks");
  }

  void written_down(Instant at) {
    const CallId id = call(open_call);
    const std::string draft = database_.read([&](store::Transaction& tx) { return drafts(tx, id).front().id.value; });
    const auto entered = [&](std::string channel, int days_ago, std::string reference, std::string anchor, std::string body,
                             std::string name, std::optional<PaperFile> scan = {}) {
      must(record_contribution(database_, secret_, by_.expert, at, id,
                               {.channel = std::move(channel),
                                .received_on = date_in_tehran(now_ - days_ago * day),
                                .reference = std::move(reference),
                                .contribution = {.draft = draft,
                                                 .anchor = std::move(anchor),
                                                 .body = std::move(body),
                                                 .stance = "for_with_changes",
                                                 .display_name = std::move(name),
                                                 .consent_version = "1",
                                                 .once = hash::hex(hash::random_bytes(16))},
                                .scan = std::move(scan)}));
    };
    entered("phone", 6, "", "m2", "من اینترنت ندارم. پاسخ را با پیامک یا تلفن هم بدهید.", "شهروندی با تلفن");
    entered("letter", 5, "وارده ۳۴۱/ن", "m5", "ساعت کار میز خدمت در روستاها با نوبت خودرو جور نیست؛ تا ساعت هفده باز بماند.",
            "شورای نمونهٔ روستا", PaperFile{"scan.pdf", printed(id)});
    entered("meeting", 4, "نشست نمونه با کم‌شنوایان", "m4",
            "مترجم زبان اشاره از راه تصویر هم پذیرفتنی باشد.", "");
    entered("paper", 3, "", "m6", "برگهٔ رضایت‌سنجی را کوتاه کنید؛ سه پرسش بس است.",
            "مراجعه‌کننده");
  }
};

}  // namespace

const std::vector<Pair>& plain_texts() {
  static const std::vector<Pair> texts = {
      {"plain",
       "این متن برای کسانی است که کاری در وزارتخانه دارند.\n\n"
       "درخواست خود را به میز خدمت می‌دهید و یک کد می‌گیرید. در ده روز کاری پاسخ می‌گیرید. اگر ادارهٔ دیگری هم باید نظر بدهد، پنج روز "
       "کاری بیشتر می‌شود و به شما خبر می‌دهند.\n\n"
       "پاسخ باید ساده و با دلیل باشد. «در دست بررسی است» پاسخ نیست.",
       "For people who have business with the ministry.\n\n"
       "You give your request to the service desk and get a code. You get an answer within ten working days. If another office must "
       "be asked, it takes five working days more and you are told.\n\n"
       "The answer must be plain and give its reason. “It is being looked into” is not an answer."},
      {"easy",
       "شما یک درخواست دارید.\nآن را به میز خدمت می‌دهید.\nیک شماره می‌گیرید.\nده روز کاری صبر می‌کنید.\nپاسخ به شما می‌رسد.\nپاسخ ساده است.",
       "You have a request.\nYou take it to the service desk.\nYou get a number.\nYou wait ten working days.\nYou get an "
       "answer.\nThe answer is easy to read."}};
  return texts;
}

void make_voices(store::Database& database, const Secret& secret, const Office& office, Instant now) {
  Voices(database, secret, office, now).make();
}

}  // namespace mosharekat::cli::demo
