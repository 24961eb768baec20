// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/demo_country.h"

namespace mosharekat::cli::demo {

const std::vector<DemoCall>& country_calls() {
  static const std::vector<DemoCall> all = {
      {"bylaw",
       "transport",
       "آیین‌نامهٔ کرایه و خدمات حمل‌ونقل همگانی",
       "By-law on fares and services of public transport",
       R"(آیین‌نامهٔ کرایه و خدمات حمل‌ونقل همگانی
فصل اول – کرایه
ماده ۱ – کرایهٔ پایه
کرایهٔ هر سفر شهری یک نرخ پایه دارد که هر سال پیش از نوروز اعلام می‌شود.
ماده ۲ – بلیت یکپارچه
با یک بلیت می‌توان تا شصت دقیقه میان اتوبوس و مترو جابه‌جا شد.
ماده ۳ – تخفیف
دانش‌آموزان و سالمندان بالای شصت‌وپنج سال نیمی از کرایه را می‌پردازند.
تبصره – تخفیف با کارت شناسایی و در همهٔ ساعت‌ها به کار می‌رود.
فصل دوم – خدمات
ماده ۴ – فاصلهٔ حرکت
فاصلهٔ حرکت اتوبوس‌ها در ساعت‌های شلوغ حداکثر پانزده دقیقه است.
ماده ۵ – خدمات شبانه
پس از ساعت بیست‌وسه تنها خط‌های اصلی، ساعتی یک بار، کار می‌کنند.
ماده ۶ – دسترسی
هر ایستگاه تازه سطح شیب‌دار و نوار راهنمای نابینایان دارد.
فصل سوم – نظارت
ماده ۷ – شکایت
شکایت مسافر در پنج روز کاری پاسخ می‌گیرد.
ماده ۸ – آمار
آمار تأخیر و شمار مسافران هر خط هر فصل منتشر می‌شود.)",
       {{"summary",
         "این آیین‌نامه کرایهٔ اتوبوس و مترو، تخفیف‌ها و خدمتی را که در برابر آن می‌گیرید روشن می‌کند.",
         "This by-law sets bus and metro fares, discounts, and the service you get for them."},
        {"why",
         "کرایه‌ها در هر خط جداست و مسافران نمی‌دانند چه خدمتی حق آنان است. پیش از یکسان کردن آن‌ها می‌خواهیم از مسافران، رانندگان و شهرداری‌ها بشنویم.",
         "Fares differ by line, and passengers do not know what service they may expect. Before making them one we want to hear from passengers, drivers and cities."},
        {"may_change", "نرخ تخفیف، مدت بلیت، فاصلهٔ حرکت و ساعت خدمات شبانه.",
         "Discounts, how long a ticket is good, headways and night service."},
        {"may_not_change", "اصل بلیت یکپارچه که در برنامهٔ نمونه تصویب شده است.",
         "The single ticket as such, which the Sample Plan has decided."},
        {"changes_for_you",
         "یک بلیت برای اتوبوس و مترو.\nنیم‌بها برای دانش‌آموز و سالمند.\nاتوبوس دست‌کم هر پانزده دقیقه.\nپاسخ شکایت در پنج روز.",
         "One ticket for bus and metro.\nHalf fare for pupils and the old.\nA bus at least every fifteen minutes.\nComplaints answered within five days."},
        {"legal_basis", "مادهٔ ۷ قانون نمونهٔ حمل‌ونقل شهری",
         "Article 7 of the Sample Urban Transport Act"},
        {"contact", "دفتر مقررات وزارت نمونه، regulations@example.org",
         "Office of Regulations, Sample Ministry, regulations@example.org"}},
       {{"", "کدام خط را هر روز سوار می‌شوید و چه چیزی در آن آزارتان می‌دهد؟",
         "Which line do you take every day, and what annoys you on it?"}},
       {}},
      {"circular",
       "employment",
       "بخشنامهٔ دورکاری کارکنان وزارت نمونه",
       "Circular on telework in the Sample Ministry",
       R"(بخشنامهٔ دورکاری کارکنان وزارت نمونه
ماده ۱ – هر کارمندی که کارش نیاز به حضور ندارد می‌تواند هفته‌ای دو روز دورکاری کند.
ماده ۲ – مدیر هر واحد درخواست را در یک هفته می‌پذیرد یا با دلیل رد می‌کند.
ماده ۳ – در روز دورکاری پاسخ‌گویی تلفنی در ساعت اداری الزامی است.)",
       {{"summary", "سه قاعده برای دورکاری کارکنان وزارتخانه.", "Three rules for telework in the ministry."},
        {"why",
         "واحدها رفتار یکسانی ندارند و مراجعان نمی‌دانند چه روزی به چه کسی مراجعه کنند.",
         "Units differ, and visitors do not know on which day to find whom."},
        {"may_change", "شمار روزها و شیوهٔ درخواست.", "The number of days and how to ask for them."},
        {"contact", "روابط عمومی وزارت نمونه، pr@example.org", "Public Relations, Sample Ministry, pr@example.org"}},
       {{"", "دورکاری برای مراجعان چه سود و زیانی دارد؟", "What does telework mean for visitors?"}},
       {{"m1", "برای کسانی که فرزند خردسال دارند سه روز بهتر است.", "", "for_with_changes", "یک کارمند", "", "fa"},
        {"m1",
         "کار با مراجعه‌کننده را نمی‌شود از خانه انجام داد؛ فهرست شغل‌های حضوری را پیوست کنید.",
         "", "for_with_changes", "", "", "fa"},
        {"m2", "اگر مدیر در یک هفته پاسخ نداد چه می‌شود؟", "", "", "", "", "fa"},
        {"m3",
         "پاسخ‌گویی تلفنی کافی نیست؛ نامه‌ها هم باید همان روز پاسخ بگیرند.",
         "", "for_with_changes", "مراجعه‌کننده", "", "fa"},
        {"m3", "",
         "در روز دورکاری پاسخ‌گویی تلفنی و مکاتبه‌ای در ساعت اداری الزامی است و شمارهٔ تماس در درگاه وزارتخانه اعلام می‌شود.",
         "for_with_changes", "", "انجمن نمونهٔ کارکنان", "fa"},
        {"",
         "با این بخشنامه موافقم. رفت‌وآمد کمتر هوای شهر را هم پاک‌تر می‌کند.",
         "", "for", "", "", "fa"}}},
      {"guideline",
       "education",
       "دستورالعمل بوفه‌های مدرسه",
       "Instruction on school canteens",
       R"(دستورالعمل بوفه‌های مدرسه
ماده ۱ – فهرست مجاز
بوفهٔ مدرسه تنها خوراکی‌های فهرست پیوست را می‌فروشد.
ماده ۲ – قیمت
قیمت هر خوراکی نوشته و در دید دانش‌آموز است.
ماده ۳ – نظارت
انجمن اولیا هر ماه یک بار بوفه را بازدید می‌کند.)",
       {{"summary",
         "این دستورالعمل می‌گوید بوفهٔ مدرسه چه بفروشد و چه کسی بر آن نظارت کند.",
         "This instruction says what school canteens may sell and who supervises them."},
        {"why", "پدران و مادران از خوراکی‌های ناسالم شکایت دارند.",
         "Parents complain of unhealthy food."},
        {"may_change", "فهرست خوراکی‌ها و شیوهٔ بازدید.",
         "The list of foods and how inspections work."},
        {"contact", "دفتر فنی سازمان نمونه، technical@example.org",
         "Technical office, Sample Organisation, technical@example.org"}},
       {{"", "کدام خوراکی باید از فهرست بیرون برود؟", "Which food should be taken off the list?"}},
       {{"m1", "نوشابه را بردارید و دوغ بی‌نمک بگذارید.", "", "for_with_changes", "یک مادر", "",
         "fa"},
        {"m1", "فهرست باید برای کودکان دارای حساسیت غذایی هم چیزی داشته باشد.", "", "for_with_changes", "", "", "fa"},
        {"m2", "قیمت‌ها با بیرون مدرسه یکی باشد.", "", "for_with_changes", "", "", "fa"},
        {"m3", "بازدید ماهانه کم است؛ هر دو هفته یک بار.", "", "for_with_changes", "پدر دو دانش‌آموز", "", "fa"},
        {"m3", "Inspections should be published, with the name of the school.", "", "for_with_changes", "", "", "en"}}},
      {"bill",
       "environment",
       "لایحهٔ جداسازی پسماند خانگی",
       "Bill on sorting household waste",
       R"(لایحهٔ جداسازی پسماند خانگی
ماده ۱ – هر خانوار پسماند تر و خشک را جدا تحویل می‌دهد.
ماده ۲ – شهرداری برای هر ساختمان دو مخزن رایگان می‌گذارد.
ماده ۳ – درآمد فروش پسماند خشک صرف نظافت همان محله می‌شود.)",
       {{"summary", "جداسازی پسماند در خانه، دو مخزن برای هر ساختمان و خرج درآمد آن در همان محله.",
         "Sorting at home, two bins for each building, and the income spent in the neighbourhood."},
        {"why", "بیشتر پسماند خانگی بازیافت‌پذیر است و دفن می‌شود.",
         "Most household waste could be recycled and is buried."},
        {"may_change", "شیوهٔ گردآوری و خرج درآمد.", "How it is collected and how the income is spent."},
        {"contact", "دفتر مقررات وزارت نمونه، regulations@example.org",
         "Office of Regulations, Sample Ministry, regulations@example.org"}},
       {{"", "در ساختمان شما جای دو مخزن هست؟", "Is there room for two bins in your building?"}},
       {{"m2", "در کوچه‌های باریک جای دو مخزن نیست.", "", "for_with_changes", "", "", "fa"},
        {"m3", "گزارش درآمد هر محله باید روی تابلوی همان محله نصب شود.", "", "for_with_changes", "", "", "fa"}}},
      {"guideline",
       "culture",
       "دستورالعمل ساعت کار کتابخانه‌های همگانی",
       "Instruction on opening hours of public libraries",
       R"(دستورالعمل ساعت کار کتابخانه‌های همگانی
ماده ۱ – کتابخانه‌ها هر روز از هشت تا بیست باز هستند.
ماده ۲ – تالار مطالعه در شب‌های آزمون تا نیمه‌شب باز می‌ماند.)",
       {{"summary", "ساعت کار یکسان برای کتابخانه‌های همگانی.",
         "The same opening hours for all public libraries."},
        {"why", "ساعت کار کتابخانه‌ها یکسان نیست.", "Libraries open at different hours."},
        {"may_change", "ساعت‌ها.", "The hours."},
        {"contact", "روابط عمومی وزارت نمونه، pr@example.org", "Public Relations, Sample Ministry, pr@example.org"}},
       {{"", "چه ساعتی به کتابخانه می‌روید؟", "When do you go to the library?"}},
       {{"m1", "روزهای تعطیل هم باز باشد.", "", "for_with_changes", "", "", "fa"}}},
      {"board_decision",
       "health",
       "مصوبهٔ نوبت‌دهی درمانگاه‌های سازمان نمونه",
       "Board decision on appointments in the clinics of the Sample Organisation",
       R"(مصوبهٔ نوبت‌دهی درمانگاه‌های سازمان نمونه
ماده ۱ – نوبت تلفنی و اینترنتی همزمان باز می‌شود.
ماده ۲ – یک‌پنجم نوبت‌ها برای مراجعهٔ حضوری سالمندان می‌ماند.)",
       {{"summary", "نوبت‌دهی یکسان در درمانگاه‌ها.",
         "The same rules for appointments in all clinics."},
        {"why", "مراجعان از پر شدن نوبت‌ها در چند دقیقه شکایت دارند.",
         "Patients complain that appointments are gone within minutes."},
        {"may_change", "سهم نوبت حضوری و ساعت باز شدن نوبت.", "The share kept for walk-ins and the hour."},
        {"contact", "دفتر فنی سازمان نمونه، technical@example.org",
         "Technical office, Sample Organisation, technical@example.org"}},
       {{"", "نوبت را چگونه می‌گیرید؟", "How do you get an appointment?"}},
       {}}};
  return all;
}

const std::vector<Concern>& concerns() {
  static const std::vector<Concern> all = {
      {"تخفیف دانشجویان",
       "Discount for students",
       "m3",
       "accepted_in_part",
       "دانشجویان تا بیست‌وپنج سال در تخفیف آمدند.",
       "بودجه برای همهٔ سن‌ها کافی نبود.",
       "",
       {"دانشجو درآمد ندارد و باید مانند دانش‌آموز نیم‌بها بپردازد",
        "چرا دانشجویان در تخفیف نیامده‌اند", "کارت دانشجویی را هم برای تخفیف بپذیرید",
        "دانشجوی شهرستانی بیش از همه از اتوبوس استفاده می‌کند"}},
      {"زمان بلیت کوتاه است",
       "The ticket is too short",
       "m2",
       "accepted",
       "مدت بلیت نود دقیقه شد.",
       "اندازه‌گیری سفرها نشان داد یک‌سوم آن‌ها از شصت دقیقه بیشتر است.",
       "",
       {"شصت دقیقه برای سفر از جنوب به شمال شهر کافی نیست", "مدت بلیت دست‌کم نود دقیقه باشد",
        "اگر اتوبوس دیر برسد بلیت من می‌سوزد", "زمان بلیت باید از لحظهٔ سوار شدن حساب شود"}},
      {"اتوبوس دیر می‌رسد",
       "Buses are late",
       "m4",
       "rejected_cost",
       "فاصلهٔ حرکت در این مرحله همان می‌ماند.",
       "افزودن سیصد اتوبوس در بودجهٔ امسال نیست.",
       "برآورد دفتر مقررات، پیوست ۳",
       {"پانزده دقیقه در ساعت شلوغ خیلی زیاد است", "اتوبوس خط ما هر نیم ساعت هم نمی‌رسد",
        "فاصلهٔ حرکت را به ده دقیقه برسانید",
        "در ساعت مدرسه اتوبوس‌ها جای ایستادن هم ندارند"}},
      {"خدمات شبانه",
       "Night service",
       "m5",
       "deferred",
       "پس از یک سال آزمایش تصمیم گرفته می‌شود.",
       "آمار مسافر شبانه هنوز کافی نیست.",
       "",
       {"پرستاران شیفت شب با چه چیزی به خانه برگردند",
        "پس از ساعت بیست‌وسه هر نیم ساعت یک اتوبوس لازم است",
        "خط‌های فرعی هم شب‌ها کار کنند",
        "ایستگاه‌های شبانه باید روشن باشند"}},
      {"دسترسی ایستگاه‌های کنونی",
       "Access to existing stations",
       "m6",
       "accepted",
       "ایستگاه‌های کنونی نیز در سه سال دسترس‌پذیر می‌شوند.",
       "حق دسترسی به ایستگاه تازه محدود نیست.",
       "",
       {"ایستگاه‌های قدیمی هم سطح شیب‌دار می‌خواهند",
        "آسانسور ایستگاه ما یک سال است خراب است",
        "نابینایان در ایستگاه‌های کنونی سرگردان‌اند",
        "اعلام صوتی ایستگاه‌ها را الزامی کنید"}},
      {"مهلت پاسخ شکایت",
       "Answering complaints",
       "m7",
       "already_in_text",
       "مهلت پاسخ در مادهٔ ۷ آمده است.",
       "",
       "",
       {"کسی به شکایت‌های ما پاسخ نمی‌دهد", "برای پاسخ شکایت مهلت بگذارید",
        "شمارهٔ پیگیری شکایت لازم است"}},
      {"کرایه گران است",
       "Fares are too high",
       "m1",
       "rejected_policy",
       "نرخ پایه تغییر نکرد.",
       "یارانهٔ حمل‌ونقل امسال در سقف مصوب است.",
       "برنامهٔ نمونهٔ حمل‌ونقل، بند ۴",
       {"کرایه برای خانوادهٔ چهار نفره سنگین است", "نرخ پایه را هر سال گران نکنید", "کارگر روزمزد توان این کرایه را ندارد",
        "کرایه باید با دستمزد سنجیده شود"}},
      {"انتشار آمار",
       "Publishing the figures",
       "m8",
       "supports_text",
       "مادهٔ ۸ همان ماند.",
       "",
       "",
       {"انتشار آمار تأخیر کار درستی است", "با مادهٔ هشت موافقم، آمار هر خط را منتشر کنید",
        "آمار را به شکل دادهٔ باز بدهید تا پژوهشگران ببینند"}}};
  return all;
}

}  // namespace mosharekat::cli::demo
