// SPDX-License-Identifier: AGPL-3.0-or-later
// Documents for the tests of this module. The texts were written for them; the organisations do not exist.
#pragma once
#include "print/print.h"

namespace mosharekat::print::samples {

inline Document persian_report() {
  Document report;
  report.language = Language::fa;
  report.organisation = "سازمان نمونهٔ آب و آبخیزداری";
  report.title =
      "گزارش جامع نظرخواهی دربارهٔ پیش‌نویس آیین‌نامهٔ بهره‌برداری از "
      "چشمه‌های "
      "روستایی";
  report.subtitle = "آنچه گفتید، آنچه کردیم و دلیل آن";
  report.footer = "اثر انگشت داده‌ها: 9f2c41d07ab35e6688c01f4be7a2d95310cc47aa8e5b6d2f93174c08ebd6a215";
  report.facts = {
      {"شمارهٔ فراخوان", "۱۴۰۵-۰۰۴۲"},
      {"مهلت نظرخواهی", "۱۲ اردیبهشت تا ۱۱ خرداد ۱۴۰۵"},
      {"واحد تهیه‌کننده",
       "دفتر حقوقی و امور مجلس، با همکاری دفتر مشارکت‌های مردمی و شوراهای "
       "اسلامی "
       "روستا"},
      {"نشانی", "https://example.org/calls/1405-0042"}};
  report.blocks = {
      Paragraph{
          "در این نظرخواهی ۱٬۲۵۰ نفر شرکت کردند و ۳۴۸ نظر دربارهٔ ماده‌ها "
          "رسید. "
          "از "
          "هر "
          "ده "
          "نظر، "
          "چهار "
          "نظر "
          "به "
          "تغییر "
          "متن "
          "انجامید.",
          Paragraph::Tone::lead},
      Heading{1, "خلاصهٔ گزارش"},
      Paragraph{"پیش‌نویس آیین‌نامه با هدف روشن‌کردن حق‌آبهٔ روستاها، "
                "سالم‌ماندن "
                "چشمه‌ها "
                "و "
                "کاستن "
                "از "
                "اختلاف‌ها "
                "تهیه "
                "شد. مردم، شوراها و "
                "سازمان‌های مردم‌نهاد در سی روز نظر دادند. بیشترین نظرها "
                "دربارهٔ "
                "مادهٔ "
                "۴ "
                "(اولویت "
                "آب "
                "آشامیدنی) "
                "و "
                "تبصرهٔ "
                "۲ "
                "آن "
                "بود؛ در نتیجه "
                "این تبصره بازنویسی شد و مهلت اعتراض از ده روز به سی روز رسید."},
      Paragraph{
          "کلاس‌های آموزشی برای میرآب‌ها لازم است؛ طلا هم که باشد، بی آب "
          "نمی‌ارزد. "
          "لأن "
          "و "
          "الآن "
          "و "
          "الله "
          "هم "
          "باید "
          "درست "
          "خوانده شوند.",
          Paragraph::Tone::quote},
      Heading{2, "چه کسانی شرکت کردند"},
      Table{"جدول ۱. شرکت‌کنندگان به تفکیک شیوهٔ ارسال",
            {"شیوهٔ ارسال", "شمار", "سهم", "توضیح"},
            {{"سامانه", "۹۸۰", "۷۸٫۴٪", "با حساب کاربری یا به‌صورت مهمان"},
             {"پیامک", "۱۷۰", "۱۳٫۶٪", ""},
             {"نامهٔ کاغذی", "۱۰۰", "۸٪", "در دبیرخانه ثبت و در سامانه وارد شده است"}},
            {false, true, true, false}},
      Bars{"نمودار ۱. نتیجهٔ بررسی نظرها",
           {{"پذیرفته شد", "۴۰٪ (۱۳۹)", 0.40},
            {"بخشی پذیرفته شد", "۲۵٪ (۸۷)", 0.25},
            {"رد شد: ناسازگار با سیاست مصوب", "۲۰٪ (۷۰)", 0.20},
            {"خارج از موضوع پیش‌نویس", "۱۵٪ (۵۲)", 0.15}}},
      Paragraph{"این شمارها نمونهٔ آماری نیست و نظر همهٔ مردم را نشان نمی‌دهد.",
                Paragraph::Tone::note},
      Heading{2, "محورهای اصلی"},
      List{{"اولویت آب آشامیدنی بر کشاورزی در سال‌های خشک",
            "نقش شورای روستا در تقسیم آب و راه اعتراض به آن",
            "سامانهٔ GIS و انتشار داده‌های open data دربارهٔ چشمه‌ها"},
           true},
      Heading{1, "تغییر متن"},
      Heading{3, "مادهٔ ۴ ـ تبصرهٔ ۲"},
      Change{
          {{Change::Run::Kind::same, "شورا موظف است ظرف "},
           {Change::Run::Kind::removed, "ده روز"},
           {Change::Run::Kind::added, "سی روز از تاریخ اعلام"},
           {Change::Run::Kind::same, " به اعتراض‌ها رسیدگی و نتیجه را کتبی ابلاغ کند."}}},
      Heading{4, "دلیل تغییر"},
      List{{"مهلت پیشین با زمان لازم برای بازدید از محل سازگار نبود.", "در نظرهای رسیده بر ابلاغ کتبی تأکید شده بود."}, false},
      Paragraph{
          "One comment came in English: please publish the map of the springs as well, so that visitors know where not to camp."},
  };
  return report;
}

inline Document english_report() {
  Document report;
  report.language = Language::en;
  report.organisation = "Sample Water and Watershed Organisation";
  report.title = "Comprehensive report on the draft by-law for village springs";
  report.subtitle = "What you said, what we did, and why";
  report.footer = "Data fingerprint: 9f2c41d07ab35e6688c01f4be7a2d95310cc47aa8e5b6d2f93174c08ebd6a215";
  report.facts = {
      {"Call number", "1405-0042"}, {"Open for comments", "2 May to 1 June 2026"}, {"Prepared by", "دفتر حقوقی و امور مجلس"}};
  report.blocks = {
      Paragraph{"1,250 people took part and sent 348 comments on the articles. Four comments in ten led to a change.",
                Paragraph::Tone::lead},
      Heading{1, "Summary"},
      Paragraph{
          "The draft says who may draw water from a village spring, and when. People, councils and associations had thirty days "
          "to comment. Most wrote about article 4 (drinking water first) and its second note, which was rewritten: the time for "
          "objections is now thirty days. The official file office confirmed it."},
      Paragraph{"A spring that is shared well makes good neighbours.", Paragraph::Tone::quote},
      Heading{2, "Who took part"},
      Table{"Table 1. Participants by channel",
            {"Channel", "Number", "Share", "Remark"},
            {{"Website", "980", "78.4%", "With an account or as a guest"},
             {"Text message", "170", "13.6%", ""},
             {"Letter", "100", "8%", "Registered by the secretariat and entered by hand"}},
            {false, true, true, false}},
      Paragraph{"These figures are not a statistical sample.", Paragraph::Tone::note},
      List{{"Drinking water first in dry years", "The council's part in sharing water", "Open data about springs"}, true},
      Heading{1, "What changed"},
      Change{{{Change::Run::Kind::same, "The council shall decide on objections within "},
              {Change::Run::Kind::removed, "ten days"},
              {Change::Run::Kind::added, "thirty days of the announcement"},
              {Change::Run::Kind::same, "."}}},
      List{{"Ten days were too short for a visit.", "Many asked for an answer in writing."}, false},
  };
  return report;
}

inline Document long_table(std::size_t rows) {
  Document document;
  document.organisation = "سازمان نمونهٔ آب و آبخیزداری";
  document.title = "فهرست نظرها و نتیجهٔ بررسی";
  Table table{"جدول نظرها", {"شمارهٔ نظر", "محور", "متن نظر", "نتیجهٔ بررسی", "حمایت"}, {}, {false, false, false, false, true}};
  const std::string texts[] = {
      "مهلت اعتراض کوتاه است.",
      "پیشنهاد می‌شود شورا پیش از تقسیم آب، برنامهٔ ماهانه را در محل نصب "
      "کند "
      "تا "
      "همه "
      "از "
      "نوبت "
      "خود "
      "آگاه "
      "باشند.",
      "اولویت آب آشامیدنی روشن نیست؛ در سال‌های خشک چه کسی تصمیم می‌گیرد "
      "و "
      "به "
      "چه "
      "کسی "
      "پاسخ "
      "می‌دهد؟ "
      "لازم است در تبصره بیاید."};
  for (std::size_t i = 1; i <= rows; ++i)
    table.rows.push_back(
        {"ن-" + locale::digits(Language::fa, std::to_string(1000 + i)), i % 3 == 0 ? "تقسیم آب" : "مهلت‌ها", texts[i % 3],
         i % 2 == 0 ? "پذیرفته شد" : "رد شد: ناسازگار با سیاست مصوب", locale::digits(Language::fa, std::to_string(i * 7))});
  document.blocks = {Heading{1, "همهٔ نظرها"}, table};
  return document;
}

// Everything that breaks careless layouts: endless words, both directions in one line, letters without a font, rows taller than a
// page, headings one after the other, empty parts.
inline Document hard_cases() {
  Document document;
  document.organisation = std::string(240, 'W');
  document.title =
      "متن‌های دشوار: " + std::string(120, 'x') +
      " و نام‌های بسیار بسیار بلند که در یک سطر جا نمی‌گیرند و باید "
      "بشکنند";
  document.facts = {{"", ""}, {"نشانی بلند", "https://example.org/" + std::string(300, 'a')}};
  std::string wall;
  for (int i = 0; i < 400; ++i) wall += "واژه‌های این سطر پایان ندارند ";
  document.blocks = {Heading{1, ""},
                     Heading{2, "سرفصلی که زیر آن سرفصل است"},
                     Heading{3, "و باز هم"},
                     Paragraph{"نسخهٔ ۲٫۱ از API در تاریخ 2026-05-02 (ساعت ۱۴:۰۵) منتشر شد؛ نام آن «v2.1-beta» است و ۵۰٪ "
                               "سریع‌تر از v1 کار می‌کند."},
                     Paragraph{"سطر نخست\nسطر دوم\n\nپس از سطر خالی"},
                     Paragraph{""},
                     Paragraph{std::string("پیش\0پس", 11)},
                     Paragraph{"\xff\xfe خراب"},
                     Paragraph{"漢字 و 👍 و ꙮ و עברית در یک سطر"},
                     Paragraph{wall, Paragraph::Tone::quote},
                     Paragraph{wall, Paragraph::Tone::note},
                     List{{}, true},
                     List{{"", wall, std::string(200, 'm')}, true},
                     Table{},
                     Table{"جدول بی‌ردیف", {"الف", "ب"}, {}, {}},
                     Table{"ردیفی بلندتر از یک صفحه",
                           {"کوتاه", "بلند", "نشانی"},
                           {{"۱", wall + wall, "https://example.org/" + std::string(90, 'b')},
                            {"۲"},
                            {"۳", "", "", "بیش از سرستون‌ها"}},
                           {true}},
                     Table{"",
                           {"۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹", "۱۰"},
                           {{"الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "سازمان‌های مردم‌نهاد"}},
                           {}},
                     Change{},
                     PageBreak{},
                     PageBreak{},
                     Heading{1, "پایان"}};
  return document;
}

}  // namespace mosharekat::print::samples
