// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/demo_large.h"

#include <random>

#include "base/hash.h"
#include "cli/demo_commands.h"
#include "document/import.h"

namespace mosharekat::cli::demo {

namespace {

using namespace consultation;
using std::chrono::hours;

constexpr int articles = 200;
constexpr int comments = 5000;

constexpr std::string_view bodies[] = {"شهرداری نمونه",      "سازمان حمل‌ونقل",
                                       "دفتر فنی",           "هر دستگاه اجرایی",
                                       "متقاضی پروانه",      "پیمانکار",
                                       "شورای محله",         "ناظر ساختمان",
                                       "مدیر ایستگاه",       "بهره‌بردار",
                                       "کارگروه استانی",     "دارندهٔ مجوز",
                                       "سامانهٔ ثبت درخواست", "انبار مرکزی"};
constexpr std::string_view times[] = {"پیش از آغاز کار",
                                      "حداکثر ده روز پس از ابلاغ",
                                      "هر سه ماه یک بار",
                                      "در پایان هر سال مالی",
                                      "به محض دریافت گزارش",
                                      "هم‌زمان با ثبت درخواست",
                                      "در ساعت‌های اداری",
                                      "تا پانزدهم ماه بعد",
                                      "در صورت نبود مخالفت کتبی",
                                      "با رعایت حریم همسایگان",
                                      "دست‌کم دو هفته پیش از تصمیم",
                                      "پس از بازدید میدانی"};
constexpr std::string_view things[] = {"نقشهٔ مسیرهای پیاده",
                                       "فهرست بهای خدمات",
                                       "گزارش ایمنی کارگاه",
                                       "صورت‌جلسهٔ تحویل زمین",
                                       "برنامهٔ نگه‌داری فضای سبز",
                                       "پروندهٔ آلودگی صدا",
                                       "نتیجهٔ نظرسنجی ساکنان",
                                       "برآورد هزینهٔ روشنایی",
                                       "سند جابه‌جایی تأسیسات",
                                       "نمونهٔ مصالح پیاده‌رو",
                                       "تعرفهٔ توقف خودرو",
                                       "آمار رفت‌وآمد شبانه",
                                       "طرح گذرگاه نابینایان",
                                       "جدول زمان‌بندی حفاری"};
constexpr std::string_view acts[] = {"را در تارنمای خود منتشر می‌کند",
                                     "را به تأیید کارشناس مستقل می‌رساند",
                                     "را در اختیار همگان می‌گذارد",
                                     "را بازبینی و اصلاح می‌کند",
                                     "را به دبیرخانه می‌فرستد",
                                     "را در سامانه ثبت می‌کند",
                                     "را بدون دریافت هزینه تحویل می‌دهد",
                                     "را با ذکر دلیل می‌پذیرد یا رد می‌کند",
                                     "را برای شورا شرح می‌دهد",
                                     "را دست‌کم پنج سال نگه می‌دارد"};
constexpr std::string_view openings[] = {"به نظر من",
                                         "در محلهٔ ما",
                                         "سال گذشته دیدیم که",
                                         "با اصل این حکم موافقم ولی",
                                         "تجربهٔ شهرهای دیگر می‌گوید",
                                         "برای مغازه‌داران",
                                         "کسی که با کودک می‌آید می‌داند",
                                         "در عمل",
                                         "از دید یک مهندس ناظر",
                                         "برای سالمندان",
                                         "لطفاً روشن کنید",
                                         "پیشنهاد می‌کنم",
                                         "کارمندان میز خدمت می‌گویند",
                                         "در زمستان"};
constexpr std::string_view points[] = {
    "مهلت خیلی کوتاه است",
    "کسی پاسخ‌گوی تأخیر نیست",
    "عبارت «در زمان مناسب» باید با عدد جایگزین شود",
    "هزینه بر دوش مستأجر می‌افتد",
    "این شرط برای کارگاه‌های کوچک سنگین است",
    "باید جریمه‌ای برای سرپیچی نوشته شود",
    "نشانی اعتراض در متن نیامده است",
    "شیب گذرگاه برای صندلی چرخ‌دار زیاد است",
    "انتشار آمار به همه کمک می‌کند",
    "یک نسخهٔ کاغذی هم لازم است",
    "بازدید باید با خبر پیشین باشد",
    "کار در شب ممنوع شود",
    "درختان کهن باید جدا شماره شوند",
    "بودجهٔ آن پیش‌بینی نشده است",
    "همین حکم در مقررات دیگری آمده و تکرار آن سردرگم می‌کند",
    "واژهٔ بهره‌بردار تعریف نشده است"};
constexpr std::string_view reasons[] = {"چون پیمانکار همیشه دیر می‌رسد.",
                                        "زیرا پارسال دو بار همین‌جا آب گرفت.",
                                        "و کسی از ساکنان نپرسیده بود.",
                                        "تا اعتماد مردم برگردد.",
                                        "وگرنه مانند طرح پیشین نیمه‌کاره می‌ماند.",
                                        "که برای خانواده‌ها شدنی نیست.",
                                        "و این با قانون شهرداری نمونه ناسازگار است.",
                                        "هرچند در خیابان‌های پهن کم‌تر دیده می‌شود.",
                                        "و شمار شکایت‌ها این را نشان می‌دهد.",
                                        "حتی اگر اجرای آن یک سال عقب بیفتد."};
constexpr std::string_view names[] = {"", "", "", "رهگذر", "ساکن خیابان دوم", "یک مادر", "دانشجوی شهرسازی", "کاسب بازارچه"};
constexpr std::string_view organisations[] = {
    "", "", "", "", "", "", "", "", "", "انجمن نمونهٔ پیاده‌روی", "تعاونی نمونهٔ رانندگان"};
constexpr std::string_view stances[] = {"for", "for_with_changes", "for_with_changes", "against", ""};

class Writer {
 public:
  template <std::size_t N>
  std::string pick(const std::string_view (&from)[N]) {
    return std::string(from[below(N)]);
  }
  // std's distributions differ between libraries; the same call must come out everywhere.
  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::string rule() { return pick(bodies) + " " + pick(times) + "، " + pick(things) + " " + pick(acts) + "."; }
  std::string rules(std::size_t count) {
    std::string text = rule();
    for (std::size_t i = 1; i < count; ++i) text += " " + rule();
    return text;
  }
  std::string opinion() {
    std::string text;
    // Most people write two or three sentences, a few write a page.
    const std::size_t sentences = below(20) == 0 ? 8 + below(10) : 1 + below(4);
    for (std::size_t i = 0; i < sentences; ++i)
      text += (i == 0 ? "" : i % 4 == 0 ? "\n" : " ") + pick(openings) + " " + pick(points) + " " + pick(reasons);
    return text;
  }
  std::string draft() {
    std::string text = "آیین‌نامهٔ نمونهٔ معبرها و فضاهای همگانی شهر\n";
    for (int article = 1; article <= articles; ++article) {
      const auto number = [](int value) { return locale::digits(Language::fa, std::to_string(value)); };
      if (article % 20 == 1) text += "فصل " + number(article / 20 + 1) + " – " + pick(things) + "\n";
      text += "ماده " + number(article) + " – " + rules(1 + below(3)) + "\n";
      const std::size_t notes = below(3);
      for (std::size_t note = 1; note <= notes; ++note) text += "تبصره " + number(static_cast<int>(note)) + " – " + rule() + "\n";
    }
    return text;
  }

 private:
  std::mt19937 random_{5000};
};

CallId open_call(store::Database& database, const LargeCall& by, Instant opening, const std::string& draft) {
  const Instant before = opening - hours{24};
  const std::int64_t number =
      must(prepare_call(database, by.expert, before,
                        {.lead_unit = by.lead_unit,
                         .preparing_unit = by.preparing_unit,
                         .document_type = "bylaw",
                         .title_fa = "آیین‌نامهٔ نمونهٔ معبرها و فضاهای همگانی شهر",
                         .title_second = "Sample by-law on streets and public spaces",
                         .demo = true}));
  const CallId id = database.read([&](store::Transaction& tx) { return call_by_number(tx, number).value().id; });
  must(set_texts(database, by.expert, before, id,
                 {{"summary", "fa",
                   "این آیین‌نامه همهٔ مقررات پراکندهٔ معبرها را یک‌جا گرد "
                   "می‌آورد."},
                  {"summary", "en", "This by-law gathers the scattered rules on streets in one place."},
                  {"why", "fa", "برای آزمودن سامانه با متنی بزرگ و نظرهای بسیار."},
                  {"why", "en", "To try the portal on a long text with many comments."},
                  {"may_change", "fa", "همهٔ ماده‌ها."},
                  {"may_change", "en", "Every article."},
                  {"contact", "fa", "وزارت نمونه"},
                  {"contact", "en", "Sample Ministry"}}));
  must(set_questions(database, by.expert, before, id, {{"کدام ماده دشوار نوشته شده است؟", "Which article is hard to read?"}}));
  must(set_settings(database, by.expert, before, id, {.topic = "transport", .replies = true, .stances_while_open = true}));
  must(set_draft(database, by.expert, before, id, std::nullopt, document::import_text(draft).texts.front(), "draft.txt"));
  const JalaliDate first = date_in_tehran(opening);
  const auto approval = must(propose_opening(database, by.lead, opening - hours{6}, id, {first, add_days(first, 30)}));
  must(consultation::approve(database, by.approver, opening - hours{5}, approval));
  turn_clock(database, opening + hours{2});
  return id;
}

std::vector<ContributionId> send_all(store::Database& database, const Secret& secret, const CallId& call,
                                     const std::vector<Contribute>& asks, Instant first, Milliseconds pause) {
  std::vector<ContributionId> made(asks.size());
  side_by_side(asks.size(), [&](std::size_t i) {
    made[i] =
        must(contribute(database, secret, identity::Actor{}, first + pause * static_cast<std::int64_t>(i), call, asks[i])).id;
  });
  return made;
}

}  // namespace

std::int64_t open_large_call(store::Database& database, const Secret& secret, const LargeCall& by, Instant now) {
  Writer writer;
  const Instant opening = now - hours{20 * 24};
  const CallId id = open_call(database, by, opening, writer.draft());
  DraftId draft;
  std::vector<std::string> anchors;
  std::int64_t number = 0;
  database.read([&](store::Transaction& tx) {
    const Draft first = drafts(tx, id).front();
    draft = first.id;
    number = call(tx, id).value().number;
    for (const FlatProvision& flat : provisions(tx, first.version))
      if (flat.provision.kind == document::Kind::article || flat.provision.kind == document::Kind::note)
        anchors.push_back(flat.provision.anchor);
  });
  std::vector<Contribute> asks, replies;
  for (int i = 0; i < comments; ++i) {
    Contribute ask{.body = writer.opinion(),
                   .display_name = writer.pick(names),
                   .organisation = writer.pick(organisations),
                   .consent_version = "1",
                   .once = hash::hex(hash::random_bytes(16))};
    const std::size_t sort = writer.below(100);
    if (sort < 6) {
      ask.kind = Kind::reply;
      replies.push_back(std::move(ask));
      continue;
    }
    if (sort < 14) {
      ask.kind = Kind::answer;
      ask.anchor = "q1";
    } else {
      if (sort >= 20) {
        // A few articles draw most of the talk.
        ask.anchor = anchors[writer.below(writer.below(3) == 0 ? anchors.size() : anchors.size() / 8)];
        ask.draft = draft.value;
      }
      if (sort >= 90) {
        ask.kind = Kind::replacement;
        ask.replacement = writer.rules(1 + writer.below(2));
      }
      ask.stance = writer.pick(stances);
    }
    asks.push_back(std::move(ask));
  }
  const Instant first = opening + hours{5};
  const Milliseconds pause = (now - hours{1} - first) / comments;
  const auto made = send_all(database, secret, id, asks, first, pause);
  for (Contribute& reply : replies) reply.parent = made[writer.below(made.size())].value;
  send_all(database, secret, id, replies, first + pause * static_cast<std::int64_t>(asks.size()), pause);
  return number;
}

}  // namespace mosharekat::cli::demo
