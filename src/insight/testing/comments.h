// SPDX-License-Identifier: AGPL-3.0-or-later
// Comments on draft regulations with the truth known, for *_test.cpp and bench/ only: each is about one of ten subjects, and most
// come from campaigns whose text people changed a little. All sentences were written for this file; nobody said them.
#pragma once
#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace mosharekat::insight::testing {

struct Subject {
  std::string_view name;
  std::vector<std::string_view> things, troubles, wishes, aims;
};

inline const std::vector<Subject>& subjects() {
  static const std::vector<Subject> all{
      {"water",
       {"چاه‌های کشاورزی", "قنات‌های کهن", "سفره‌های زیرزمینی",
        "باغ‌های پسته", "روستاهای پایین‌دست", "کانال‌های آبیاری", "سدهای کوچک",
        "تالاب‌های فصلی", "مخزن‌های آب شرب", "زمین‌های شالیزاری"},
       {"سال‌به‌سال خشک‌تر می‌شوند", "کنتور درست ندارند", "در تابستان آب کافی ندارند",
        "با برداشت بی‌رویه نشست کرده‌اند", "حقابه‌شان را نگرفته‌اند",
        "از آلودگی نیترات رنج می‌برند", "لایروبی نشده‌اند",
        "با سهمیهٔ یکسان آسیب می‌بینند", "به لولهٔ فرسوده وصل‌اند",
        "بی‌پروانه برداشت می‌شوند"},
       {"سهم هر بهره‌بردار با اندازه‌گیری دشت تعیین شود",
        "برای آبیاری قطره‌ای وام کم‌بهره بدهند",
        "انتقال بین‌حوضه‌ای کنار گذاشته شود",
        "چاه‌های غیرمجاز پیش از سهمیه‌بندی پر شوند",
        "آب‌بها پلکانی و بر پایهٔ درآمد باشد", "آب شرب بر صنعت مقدم بماند",
        "پساب شهری تصفیه و دوباره مصرف شود", "شورای آب هر دشت رأی داشته باشد"},
       {"تعادل آبخوان برگردد", "خرده‌مالک از کشت نماند", "رودخانه زنده بماند", "کشت پرآب جایگزین شود",
        "فرونشست به خانه‌ها نرسد"}},
      {"transport",
       {"اتوبوس‌های خط واحد", "ایستگاه‌های مترو", "رانندگان تاکسی اینترنتی",
        "جاده‌های روستایی", "قطارهای حومه‌ای", "کامیون‌های باری", "مسیرهای دوچرخه",
        "پایانه‌های مسافربری", "تقاطع‌های بی‌چراغ", "خودروهای فرسوده"},
       {"ساعت‌ها مسافر را معطل می‌گذارند", "روشنایی و گاردریل ندارند",
        "سهمیهٔ سوخت نمی‌گیرند", "برای ویلچر جا ندارند", "هر هفته تصادف خونین دارند",
        "ترافیک صبح را قفل می‌کنند", "بلیت یکپارچه ندارند",
        "از زمان‌بندی عقب می‌مانند", "دود و صدای آزاردهنده دارند", "پارکینگ کافی ندارند"},
       {"کرایهٔ دانشجو و بازنشسته نیم‌بها بماند", "خط ویژه با جدول جدا شود",
        "بلیت الکترونیک همهٔ خطوط یکی شود", "معاینهٔ فنی سخت‌گیرانه شود", "عبور کامیون در روز ممنوع شود",
        "ناوگان برقی خریده شود", "طرح ترافیک ساعتی و ارزان شود", "دوربین سرعت در گردنه‌ها نصب شود"},
       {"سفر شهری کوتاه شود", "جان سرنشینان حفظ شود", "هوای خیابان تمیز بماند", "راننده به بیراهه نرود",
        "مردم خودرو را در خانه بگذارند"}},
      {"health",
       {"درمانگاه‌های شبانه‌روزی", "پرستاران بیمارستان", "بیماران دیالیزی",
        "داروخانه‌های دولتی", "پزشکان خانواده", "آمبولانس‌های جاده‌ای", "مادران باردار",
        "خانه‌های بهداشت", "بیمه‌شدگان روستایی", "بیماران سرطانی"},
       {"متخصص مقیم ندارند", "داروی خارجی پیدا نمی‌کنند",
        "شیفت‌های طولانی بی‌مزد دارند", "نوبت‌شان ماه‌ها بعد است",
        "هزینهٔ دندان را از جیب می‌دهند", "تخت خالی ندارند", "با نسخهٔ الکترونیک مشکل دارند",
        "دیر به حادثه می‌رسند", "آزمایش رایگان نمی‌شوند",
        "فرانشیز سنگین می‌پردازند"},
       {"غربالگری سرطان رایگان شود", "تعرفهٔ ویزیت روی در مطب نصب شود",
        "بیمهٔ تکمیلی روان‌درمانی را بپذیرد", "واکسن نخست به سالمندان برسد",
        "داروی بیماران خاص یارانه بگیرد", "پزشک متخصص در شهرستان مقیم شود",
        "اضافه‌کار پرستاران به‌روز پرداخت شود", "ارجاع از پزشک خانواده آغاز شود"},
       {"بیمار به مرکز استان نرود", "مرگ مادران کم شود", "صف بیمارستان کوتاه شود", "دارو به بازار سیاه نرود",
        "درمان خانوار را فقیر نکند"}},
      {"education",
       {"مدرسه‌های دونوبته", "معلمان حق‌التدریس", "دانش‌آموزان عشایر",
        "کلاس‌های چهل‌نفره", "هنرستان‌های فنی", "کتاب‌های درسی", "مدارس غیردولتی",
        "سرویس‌های مدرسه", "خوابگاه‌های دانشجویی", "دانش‌آموزان نابینا"},
       {"مربی و رمپ ندارند", "حقوق معوق دارند", "شهریهٔ بی‌ضابطه می‌گیرند", "کارگاه و ابزار ندارند",
        "با بخاری نفتی گرم می‌شوند", "از زندگی نوجوان دورند", "معلم ثابت ندارند", "اینترنت آموزشی ندارند",
        "از ورزش محروم مانده‌اند", "ترک تحصیل بالایی دارند"},
       {"اثر معدل نهایی پلکانی باشد", "رتبه‌بندی معلمان اجرا شود", "صبحانهٔ مدرسه در مناطق محروم داده شود",
        "کنکور چند بار در سال برگزار شود", "مشاور تمام‌وقت به دبیرستان بیاید",
        "تبلت ارزان به دانش‌آموز بدهند", "زنگ ورزش دختران دو برابر شود",
        "زبان مادری در پیش‌دبستان بیاید"},
       {"عدالت آموزشی معنا یابد", "کودک از درس نماند", "مهارت جای حفظ را بگیرد", "معلم دغدغهٔ نان نداشته باشد",
        "استعداد روستا شکوفا شود"}},
      {"tax",
       {"کسبهٔ خرد", "حقوق‌بگیران ثابت", "مؤدیان خوش‌حساب",
        "صاحبان خانه‌های خالی", "فروشگاه‌های اینترنتی", "ممیزان مالیاتی",
        "طلافروشان بازار", "مشاغل خانگی", "بنیادهای معاف", "سپرده‌های کلان بانکی"},
       {"اظهارنامهٔ پیچیده پر می‌کنند", "از مالیات فرار می‌کنند",
        "جریمهٔ دیرکرد سنگین دارند", "بی‌دلیل برآورد می‌نویسند",
        "دو بار عوارض می‌پردازند", "معافیت ناعادلانه دارند",
        "کارت‌خوان به نام دیگری دارند", "مالیات بیش از درآمد می‌دهند",
        "صورت‌حساب صوری می‌سازند", "از تورم جا مانده‌اند"},
       {"سقف معافیت با تورم بالا برود", "برآورد درآمد کتبی و با سند باشد", "مالیات سود سپردهٔ بزرگ گرفته شود",
        "ارزش افزودهٔ خوراک صفر شود", "جریمه‌ها یک بار بخشوده شود",
        "صورت‌حساب کاغذی تا سه سال پذیرفته شود", "مالیات عایدی بر زمین بسته شود",
        "گزارش مصرف مالیات منتشر شود"},
       {"بار مالیات عادلانه پخش شود", "تولید از پا نیفتد", "دلالی به‌صرفه نباشد", "مؤدی اعتماد کند",
        "خزانه پر بماند"}},
      {"environment",
       {"کارخانه‌های سیمان", "جنگل‌های بلوط", "کیسه‌های پلاستیکی",
        "نیروگاه‌های مازوت‌سوز", "پرندگان مهاجر", "محل‌های دفن زباله",
        "معدن‌های شن", "رودخانه‌های فصلی", "ساحل‌های صخره‌ای",
        "پسماندهای بیمارستانی"},
       {"هوا را نفس‌گیر کرده‌اند", "هر تابستان می‌سوزند",
        "بی‌حفاظ رها شده‌اند", "ارزیابی محیط‌زیستی ندارند",
        "با فاضلاب صنعتی آلوده‌اند", "به شیرابه نشسته‌اند", "شکارچی غیرقانونی دارند",
        "گردوغبار می‌سازند", "به حال خود رها شده‌اند",
        "صدها سال در خاک می‌مانند"},
       {"تفکیک زباله از خانه آغاز شود", "سوخت نیروگاه گاز باشد", "کیسهٔ خرید پولی شود",
        "بالگرد آتش‌نشان بخرند", "ارزیابی پیش از مجوز منتشر شود",
        "محیط‌بان بیمه و جلیقه داشته باشد", "فیلتر دودکش برخط پایش شود", "حریم ساحل آزاد بماند"},
       {"ریزگرد به شهر نرسد", "گونهٔ نادر نابود نشود", "کودک هوای پاک نفس بکشد", "خاک مسموم نشود", "طبیعت به آیندگان برسد"}},
      {"housing",
       {"مستأجران کم‌درآمد", "ساختمان‌های فرسوده", "برج‌های بی‌پارکینگ",
        "مشاوران املاک", "خانه‌های مسکن ملی", "زمین‌های شهری",
        "آپارتمان‌های بی‌آسانسور", "سندهای قولنامه‌ای",
        "حاشیه‌نشینان شهر", "تعاونی‌های مسکن"},
       {"اجاره‌ای بالاتر از حقوق می‌دهند", "در برابر زلزله ایمن نیستند",
        "سال‌ها تحویل نشده‌اند", "کمیسیون دوبرابر می‌گیرند", "پلهٔ فرار ندارند",
        "گرفتار تراکم‌فروشی شده‌اند", "انشعاب گاز ندارند", "وام ودیعه نمی‌گیرند",
        "سند تک‌برگ ندارند", "در کوچهٔ بن‌بست ساخته شده‌اند"},
       {"قرارداد اجاره دست‌کم دوساله شود", "سقف افزایش اجاره تعیین شود",
        "وام ودیعه بی‌ضامن داده شود", "پایان‌کار بدون آسانسور صادر نشود",
        "زمین به تعاونی کارگران واگذار شود", "بازسازی بافت فرسوده یارانه بگیرد", "مالیات خانهٔ خالی گرفته شود",
        "شناسنامهٔ فنی ساختمان اجباری شود"},
       {"خانواده سرپناه داشته باشد", "بنگاه‌دار بازار نسازد", "جوان بتواند ازدواج کند", "آوار جان نگیرد",
        "شهر نفس بکشد"}},
      {"labour",
       {"کارگران فصلی", "قراردادهای سفیدامضا", "زنان شاغل", "پیمانکاران نیروی انسانی", "بازنشستگان تأمین اجتماعی",
        "کارگاه‌های زیر ده نفر", "کارگران معدن", "دورکاران", "بازرسان کار", "رانندگان پیک"},
       {"بیمهٔ بیکاری ندارند", "کلاه و کفش ایمنی ندارند", "عیدی را با تأخیر می‌گیرند",
        "پس از زایمان اخراج می‌شوند", "نصف حقوق رسمی می‌گیرند",
        "همسان‌سازی نشده‌اند", "ساعت کار بی‌پایان دارند", "نمایندهٔ واقعی ندارند",
        "از شکایت می‌ترسند", "سنوات‌شان حساب نمی‌شود"},
       {"دستمزد با سبد معیشت تنظیم شود", "قرارداد دائم پس از دو سال الزامی شود", "بازرسی سرزده انجام شود", "حق تشکل آزاد باشد",
        "بیمهٔ پیک‌ها اجباری شود", "مرخصی زایمان کامل پرداخت شود", "پیمانکار واسطه حذف شود",
        "دورکاری در قانون تعریف شود"},
       {"کارگر کرامت داشته باشد", "حادثهٔ کار کم شود", "سفرهٔ خانوار کوچک نشود",
        "رقابت به ارزان‌فروشی کار نکشد", "امنیت شغلی برگردد"}},
      {"internet",
       {"سامانه‌های دولتی", "بسته‌های اینترنت همراه", "کپچاهای تصویری", "رمزهای پیامکی",
        "داده‌های شخصی", "دکل‌های مخابراتی", "درگاه‌های پرداخت", "پنجرهٔ واحد خدمات",
        "صفحه‌خوان‌های نابینایان", "فیبرهای نوری"},
       {"شب‌ها کند می‌شوند", "بی‌اجازه فروخته می‌شوند",
        "با گوشی قدیمی باز نمی‌شوند", "به محلهٔ ما نرسیده‌اند",
        "هر ماه گران‌تر می‌شوند", "در ساعت اداری قطع‌اند", "ناخوانا هستند",
        "ورود دوباره می‌خواهند", "برای سالمند دشوارند", "پاسخ‌گو ندارند"},
       {"قانون حفاظت از داده تصویب شود", "دسترس‌پذیری برای معلولان الزامی شود",
        "قطعی از پیش اعلام شود", "تعرفهٔ ثابت خانگی ارزان شود", "یک بار ورود برای همه بس باشد",
        "کد منبع سامانه‌ها باز باشد", "دکل تازه در روستا نصب شود",
        "پشتیبانی تلفنی شبانه‌روزی شود"},
       {"خدمت حضوری کم شود", "حریم خصوصی حفظ شود", "کسب‌وکار خانگی رونق بگیرد", "روستا به شهر وصل شود",
        "سالمند تنها نماند"}},
      {"business",
       {"پروانه‌های صنفی", "تولیدکنندگان کوچک", "شرکت‌های دانش‌بنیان", "صادرکنندگان زعفران",
        "گمرک‌های مرزی", "اتحادیه‌های صنفی", "مرغداری‌ها",
        "کارخانه‌های نساجی", "بازارچه‌های مرزی", "چک‌های برگشتی"},
       {"ده امضای جدا می‌خواهند", "سرمایه در گردش ندارند",
        "قطعه را ماه‌ها نگه می‌دارند", "از قیمت دستوری زیان می‌کنند",
        "در مناقصه راه ندارند", "ارز ترجیحی نمی‌گیرند", "حق عضویت بی‌حساب می‌گیرند",
        "سردخانه و بسته‌بندی ندارند", "با قاچاق رقابت نمی‌کنند",
        "کاسب را زندانی می‌کنند"},
       {"صدور مجوز برخط و سه‌روزه شود", "قیمت‌گذاری به بازار سپرده شود",
        "وام تولید با بهرهٔ ثابت بدهند", "تعرفهٔ واردات مواد اولیه صفر شود",
        "مناقصه‌ها شیشه‌ای برگزار شود", "پیمان‌سپاری ارزی ساده شود",
        "حبس چک برداشته شود", "بازارچهٔ هفتگی سامان بگیرد"},
       {"کارگاه تعطیل نشود", "جوان کار پیدا کند", "رانت امضا برچیده شود", "کالای ایرانی صادر شود", "تولید جان بگیرد"}}};
  return all;
}

inline constexpr std::string_view places[] = {
    "سیرجان", "نیشابور", "دزفول",   "مراغه", "کاشان",  "بابل", "زابل", "سقز",
    "جهرم",   "بجنورد",  "خوی",     "ملایر", "شاهرود", "میبد", "ایذه", "تربت‌جام",
    "لنگرود", "گنبد",    "برازجان", "نهاوند"};

// Words that may stand for each other, both ways.
inline constexpr std::pair<std::string_view, std::string_view> synonyms[] = {{"باید", "لازم است"},
                                                                             {"نمی‌رسد", "نرسیده است"},
                                                                             {"هزینه", "خرج"},
                                                                             {"کارگران", "کارگرها"},
                                                                             {"دشوار", "سخت"},
                                                                             {"پرداخت", "واریز"},
                                                                             {"خودروهای", "ماشین‌های"},
                                                                             {"بیماران", "مریض‌ها"},
                                                                             {"مدرسه‌های", "مدارس"},
                                                                             {"گران", "پرهزینه"},
                                                                             {"کم", "اندک"},
                                                                             {"ندارند", "نمی‌یابند"},
                                                                             {"ندارد", "فاقد آن است"},
                                                                             {"صادر", "داده"},
                                                                             {"سامانه‌های", "سایت‌های"},
                                                                             {"می‌شود", "می‌گردد"},
                                                                             {"هر سال", "سالانه"},
                                                                             {"ماه‌ها", "ماه‌های زیادی"},
                                                                             {"ساخته", "احداث"},
                                                                             {"آغاز", "شروع"},
                                                                             {"متوقف", "تعطیل"},
                                                                             {"بگیرند", "دریافت کنند"},
                                                                             {"منتشر", "اعلام"},
                                                                             {"سنگین", "زیاد"},
                                                                             {"نابود", "تخریب"},
                                                                             {"خانه‌های", "منازل"},
                                                                             {"شهر", "شهرستان"},
                                                                             {"نصف", "نیم"},
                                                                             {"آسان", "ساده"},
                                                                             {"محدود", "مشخص"}};

using Random = std::mt19937_64;

inline double chance(Random& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }
template <class List>
const auto& one_of(const List& list, Random& random) {
  return list[random() % std::size(list)];
}

inline void replace_first(std::string& text, std::string_view what, std::string_view by) {
  if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
}

inline std::string sentence(const Subject& subject, Random& random) {
  static constexpr std::string_view patterns[] = {
      "{thing} {place} {trouble}.",
      "{thing} {trouble} و {thing} هم {trouble}.",
      "اگر {wish}، {aim}.",
      "پیشنهاد من این است که {wish} تا {aim}.",
      "{number} سال است که {thing} {place} {trouble}.",
      "در مادهٔ {number} بنویسید که {wish}.",
      "وقتی {thing} {trouble} چگونه انتظار دارید {aim}؟",
      "خانوادهٔ من در {place} دیده است که {thing} {trouble} و می‌خواهد {wish}."};
  std::string text(one_of(patterns, random));
  for (int twice = 0; twice < 2; ++twice) {
    replace_first(text, "{thing}", one_of(subject.things, random));
    replace_first(text, "{trouble}", one_of(subject.troubles, random));
  }
  replace_first(text, "{wish}", one_of(subject.wishes, random));
  replace_first(text, "{aim}", one_of(subject.aims, random));
  replace_first(text, "{place}", one_of(places, random));
  replace_first(text, "{number}", std::to_string(2 + random() % 60));
  return text;
}

struct Comment {
  std::string text;
  std::size_t subject = 0;
  std::size_t source = 0;  // comments of one campaign have one source; of a lone comment its own number
};

// `size` sentences, all different, mostly about one subject.
inline std::vector<std::string> composed(std::size_t subject, std::size_t size, double strays, Random& random) {
  std::vector<std::string> sentences;
  while (sentences.size() < size) {
    const std::size_t about = chance(random) < strays ? random() % subjects().size() : subject;
    std::string one = sentence(subjects()[about], random);
    if (std::ranges::find(sentences, one) == sentences.end()) sentences.push_back(std::move(one));
  }
  return sentences;
}

inline std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& one : sentences) text += (text.empty() ? "" : " ") + one;
  return text;
}

// How people change a text that they were sent: `noise` is about the share of words that change.
inline std::string paraphrased(std::vector<std::string> sentences, double noise, Random& random) {
  static constexpr std::string_view before[] = {"با سلام و احترام.", "سلام.", "به نام خدا.", "مسئولان محترم،",
                                                "به عنوان یک شهروند می‌گویم:"};
  static constexpr std::string_view after[] = {"با تشکر.", "لطفاً رسیدگی کنید.", "ممنون می‌شوم پاسخ دهید.",
                                               "این خواست همهٔ ماست."};
  static constexpr std::string_view fillers[] = {"واقعاً",  "متأسفانه",          "دوباره",         "فوراً", "بی‌شک",
                                                 "انصافاً", "سال‌هاست", "همین‌جا"};
  if (sentences.size() > 2 && chance(random) < noise)
    std::swap(sentences[random() % sentences.size()], sentences[random() % sentences.size()]);
  if (sentences.size() > 3 && chance(random) < noise)
    sentences.erase(sentences.begin() + static_cast<std::ptrdiff_t>(random() % sentences.size()));
  std::string text = joined(sentences);
  for (const auto& [one, other] : synonyms) {
    if (chance(random) < 3 * noise) replace_first(text, one, other);
  }
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  std::vector<std::string> changed;
  for (std::string& word : words) {
    const double dice = chance(random);
    if (dice < noise / 3) continue;
    if (dice < 2 * noise / 3) changed.emplace_back(one_of(fillers, random));
    if (dice > 1 - noise / 3 && word.size() > 6) {
      // A slip of the finger: two letters exchanged. Persian letters have two bytes; a half-space or a mark has others.
      const std::size_t at = 2 * (random() % (word.size() / 2 - 1));
      if (std::ranges::all_of(word, [](char c) { return (c & 0x80) != 0 && (c & 0xE0) != 0xE0; }))
        std::swap_ranges(word.begin() + static_cast<std::ptrdiff_t>(at), word.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                         word.begin() + static_cast<std::ptrdiff_t>(at) + 2);
    }
    const std::size_t half_space = word.find("\u200C");
    if (half_space != std::string::npos && chance(random) < 0.3) word.replace(half_space, 3, chance(random) < 0.5 ? " " : "");
    changed.push_back(std::move(word));
  }
  text = joined(changed);
  if (chance(random) < 0.2) {
    for (std::size_t at = text.find("ی"); at != std::string::npos; at = text.find("ی", at)) text.replace(at, 2, "ي");
  }
  if (chance(random) < 0.3) text = std::string(one_of(before, random)) + ' ' + text;
  if (chance(random) < 0.3) text += ' ' + std::string(one_of(after, random));
  if (chance(random) < 0.15) text += " از شهر " + std::string(one_of(places, random));
  return text;
}

// `unique` of the comments are people's own; the others come from the campaigns.
inline std::vector<Comment> campaign(std::size_t count, std::uint64_t seed, double noise = 0.1, std::size_t templates = 30,
                                     double unique = 0.18) {
  Random random(seed);
  std::vector<std::vector<std::string>> sources;
  for (std::size_t i = 0; i < templates; ++i) sources.push_back(composed(i % subjects().size(), 4 + random() % 4, 0.15, random));
  std::vector<Comment> comments;
  for (std::size_t i = 0; i < count; ++i) {
    if (chance(random) < unique) {
      const std::size_t subject = random() % subjects().size();
      comments.push_back({paraphrased(composed(subject, 2 + random() % 4, 0.15, random), 0.05, random), subject, templates + i});
    } else {
      const std::size_t source = random() % templates;
      comments.push_back({paraphrased(sources[source], noise, random), source % subjects().size(), source});
    }
  }
  return comments;
}

}  // namespace mosharekat::insight::testing
