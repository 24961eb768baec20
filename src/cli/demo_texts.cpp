// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/demo_texts.h"

namespace mosharekat::cli::demo {

const std::vector<DemoCall>& calls() {
  static const std::vector<DemoCall> all = {
      {"bylaw",
       "transport",
       "آیین‌نامهٔ مسیرهای دوچرخه در شهر نمونه",
       "By-law on cycle paths in the sample city",
       R"(آیین‌نامهٔ مسیرهای دوچرخه در شهر نمونه
فصل اول – کلیات
ماده ۱ – تعاریف
الف – مسیر دوچرخه: بخشی از خیابان که تنها برای رفت‌وآمد دوچرخه خط‌کشی شده است.
ب – توقفگاه دوچرخه: جایی که دوچرخه را می‌توان بی‌آنکه راه پیاده را ببندد نگه داشت.
ماده ۲ – هدف
هدف این آیین‌نامه رفت‌وآمد ایمن با دوچرخه و پیوستن مسیرهای پراکنده به یکدیگر است.
فصل دوم – مسیرها
ماده ۳ – پهنای مسیر
پهنای مسیر یک‌طرفهٔ دوچرخه دست‌کم یک متر و بیست سانتی‌متر است.
تبصره – در خیابان‌های باریک، شهرداری می‌تواند با تابلو، مسیر مشترک دوچرخه و پیاده تعیین کند.
ماده ۴ – توقف خودرو
توقف خودرو در مسیر دوچرخه ممنوع است و متخلف در زمان مناسب جریمه می‌شود.
ماده ۵ – توقفگاه
هر ساختمان عمومی باید در نزدیکی ورودی خود توقفگاه دوچرخه داشته باشد.
فصل سوم – اجرا
ماده ۶ – آموزش
سازمان حمل‌ونقل نمونه هر سال دورهٔ رایگان دوچرخه‌سواری ایمن برگزار می‌کند.
ماده ۷ – گزارش
گزارش اجرای این آیین‌نامه هر سال منتشر می‌شود.)",
       {{"summary",
         "این آیین‌نامه می‌گوید مسیرهای دوچرخه چگونه ساخته و نگه‌داری شوند و "
         "چه "
         "کسی "
         "پاسخ‌گوست.",
         "This by-law says how cycle paths are built and kept, and who answers for them."},
        {"why",
         "مسیرهای کنونی پراکنده‌اند و شمار برخورد خودرو با دوچرخه رو به افزایش است. پیش از تصمیم می‌خواهیم از کسانی "
         "که "
         "هر "
         "روز رکاب می‌زنند و از کسبهٔ کنار مسیرها بشنویم.",
         "Today’s paths are scattered and collisions are rising. Before deciding we want to hear those who cycle every day, and "
         "the shops beside the paths."},
        {"may_change", "پهنای مسیر، شیوهٔ جریمه، جای توقفگاه‌ها و برنامهٔ آموزش.",
         "The width of paths, how fines work, where stands are placed, the training."},
        {"may_not_change", "بودجهٔ سال جاری که پیش‌تر تصویب شده است.",
         "This year’s budget, which is already approved."},
        {"changes_for_you",
         "مسیر دوچرخه پیوسته می‌شود.\nتوقف خودرو در مسیر جریمه دارد.\nکنار ساختمان‌های عمومی جای دوچرخه "
         "خواهد "
         "بود.\nدورهٔ "
         "رایگان دوچرخه‌سواری ایمن هر سال برگزار می‌شود.",
         "Cycle paths become connected.\nParking on a path is fined.\nPublic buildings get stands.\nFree courses every year."},
        {"legal_basis", "بند ۳ مادهٔ ۱۲ قانون نمونهٔ شهر", "Clause 3 of article 12 of the Sample City Act"},
        {"stakeholders",
         "دوچرخه‌سواران، کسبهٔ خیابان‌های اصلی، انجمن نابینایان، پلیس "
         "راهور",
         "Cyclists, shopkeepers of the main streets, the association of the blind, traffic police"},
        {"contact", "دفتر مقررات وزارت نمونه، تلفن ۰۲۱-۰۰۰۰۰۰۰۰، regulations@example.org",
         "Office of Regulations, Sample Ministry, regulations@example.org"}},
       {{"", "کدام تقاطع برای دوچرخه‌سوار خطرناک‌تر است و چرا؟",
         "Which crossing is most dangerous for cyclists, and why?"}},
       {{"m3",
         "یک متر و بیست برای سبقت گرفتن کافی نیست. در خیابانی که اتوبوس می‌گذرد باد آن دوچرخه را به جدول می‌زند. "
         "دست‌کم "
         "یک "
         "متر و نیم بنویسید.",
         "", "for_with_changes", "رهگذر هر روز", "", "fa"},
        {"m3",
         "پهنای مسیر را یک متر و پنجاه کنید؛ با سه‌چرخهٔ حمل بار یک متر و بیست "
         "عملاً "
         "بسته "
         "است.",
         "", "for_with_changes", "", "", "fa"},
        {"m3", "",
         "پهنای مسیر یک‌طرفهٔ دوچرخه دست‌کم یک متر و پنجاه سانتی‌متر است.",
         "for_with_changes", "", "انجمن نمونهٔ دوچرخه‌سواران", "fa"},
        {"m3-t", "مسیر مشترک برای نابینایان خطرناک است. اگر ناگزیر است، با نوار برجسته جدا شود.", "", "against", "",
         "انجمن نمونهٔ نابینایان", "fa"},
        {"m4", "«زمان مناسب» یعنی هیچ زمانی. بنویسید همان روز.", "", "for_with_changes", "", "", "fa"},
        {"m4",
         "جریمه برای باربری مغازه‌ها در ساعت خلوت نباید باشد؛ کاسب‌ها جای "
         "دیگری "
         "ندارند.",
         "", "against", "کاسب خیابان اصلی", "", "fa"},
        {"m4", "In due time means never. Please name a period.", "", "for_with_changes", "A resident", "", "en"},
        {"m5", "توقفگاه باید سقف داشته باشد وگرنه زمستان خالی می‌ماند.", "", "for",
         "", "", "fa"},
        {"m6", "آموزش را به مدرسه‌ها هم ببرید.", "", "for", "معلم ورزش", "", "fa"},
        {"m7", "گزارش سالانه خوب است؛ شمار برخوردها هم در آن باشد.", "", "for", "", "", "fa"},
        {"", "در کل با آیین‌نامه موافقم؛ سال‌هاست منتظر مسیر پیوسته‌ایم.", "",
         "for", "", "", "fa"},
        {"", "عوارض خودرو را کم کنید.", "", "", "", "", "fa"},
        {"q1",
         "تقاطع میدان کتابخانه؛ چراغ راست‌گرد خودرو هم‌زمان با چراغ سبز "
         "دوچرخه "
         "است.",
         "", "", "", "", "fa"}}},
      {"guideline",
       "administration",
       "دستورالعمل پاسخ‌گویی میز خدمت در وزارت نمونه",
       "Instruction on service desks of the Sample Ministry",
       R"(دستورالعمل پاسخ‌گویی میز خدمت
ماده ۱ – میز خدمت
میز خدمت جایی است که شهروند درخواست خود را می‌سپارد و کد رهگیری می‌گیرد.
ماده ۲ – زمان پاسخ
پاسخ درخواست حداکثر ده روز کاری پس از ثبت داده می‌شود.
تبصره ۱ – اگر پاسخ به استعلام از دستگاه دیگری نیاز دارد، مهلت پنج روز کاری افزوده می‌شود و شهروند باخبر می‌شود.
تبصره ۲ – پاسخ «در دست بررسی است» پاسخ شمرده نمی‌شود.
ماده ۳ – زبان پاسخ
پاسخ به زبان ساده نوشته می‌شود و دلیل آن روشن است.
ماده ۴ – دسترسی
میز خدمت برای صندلی چرخ‌دار در دسترس است و دست‌کم یک نفر زبان اشاره می‌داند.
ماده ۵ – ساعت کار
میز خدمت شنبه تا چهارشنبه از ساعت هشت تا شانزده باز است.
ماده ۶ – سنجش رضایت
پس از هر پاسخ از شهروند پرسیده می‌شود که راضی بوده است یا نه و نتیجه هر ماه منتشر می‌شود.)",
       {{"summary",
         "این دستورالعمل روشن می‌کند میز خدمت در چند روز و چگونه به شما "
         "پاسخ "
         "می‌دهد.",
         "This instruction says how, and within how many days, a service desk answers you."},
        {"why", "شهروندان می‌گویند پاسخ دیر می‌رسد و دلیل ندارد.",
         "People say that answers come late and without reasons."},
        {"may_change", "مهلت‌ها، ساعت کار و شیوهٔ سنجش رضایت.",
         "Deadlines, opening hours and how satisfaction is measured."},
        {"changes_for_you", "پاسخ حداکثر ده روز کاری.\nپاسخ با دلیل.\nکد رهگیری برای هر درخواست.",
         "An answer within ten working days.\nA reason with it.\nA tracking code for each request."},
        {"contact", "روابط عمومی وزارت نمونه، pr@example.org", "Public Relations, Sample Ministry, pr@example.org"}},
       {{"", "چه ساعتی برای مراجعهٔ شما مناسب‌تر است؟", "Which opening hours suit you best?"},
        {"", "پاسخی که گرفتید چه چیزی کم داشت؟", "What was missing from the answer you got?"}},
       {{"m2", "ده روز کاری برای کسی که از شهرستان آمده زیاد است.", "", "for_with_changes", "", "", "fa"},
        {"m2-t2", "این تبصره بهترین بخش متن است. لطفاً برندارید.", "", "for", "شهروند شمالی", "", "fa"},
        {"m5", "یک روز در هفته تا ساعت نوزده باز باشد تا شاغلان هم بتوانند بیایند.", "", "for_with_changes", "", "", "fa"},
        {"m4",
         "صندلی چرخ‌دار کافی نیست؛ نوشتهٔ درشت و راهنمای صوتی هم لازم است.",
         "", "for_with_changes", "", "انجمن نمونهٔ نابینایان", "fa"}}},
      {"circular",
       "environment",
       "بخشنامهٔ کاهش مصرف آب در ساختمان‌های اداری",
       "Circular on saving water in office buildings",
       R"(بخشنامهٔ کاهش مصرف آب در ساختمان‌های اداری
ماده ۱ – همهٔ ساختمان‌های اداری وزارت نمونه باید تا پایان سال به شیرهای کم‌مصرف مجهز شوند.
ماده ۲ – آبیاری فضای سبز تنها پیش از برآمدن آفتاب انجام می‌شود.
ماده ۳ – مصرف هر ساختمان هر ماه در درگاه وزارتخانه منتشر می‌شود.)",
       {{"summary", "سه قاعده برای مصرف کمتر آب در ساختمان‌های وزارتخانه.",
         "Three rules for using less water in the ministry’s buildings."},
        {"why", "مصرف ساختمان‌های اداری بیش از میانگین شهر است.",
         "Office buildings use more than the city’s average."},
        {"may_change", "زمان‌بندی و شیوهٔ انتشار مصرف.",
         "The schedule and how consumption is published."},
        {"contact", "دفتر فنی سازمان نمونه، technical@example.org",
         "Technical office, Sample Organisation, technical@example.org"}},
       {{"", "در ساختمان شما آب کجا هدر می‌رود؟", "Where is water wasted in your building?"}},
       {}}};
  return all;
}

}  // namespace mosharekat::cli::demo
