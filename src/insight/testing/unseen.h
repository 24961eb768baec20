// SPDX-License-Identifier: AGPL-3.0-or-later
// Comments on other subjects than comments.h, for *_test.cpp and bench/ only: subjects that share words with one another, another
// way of changing a text that goes round, Persian and English. Written for this file; nobody said them. Themes were fixed before
// it; the splitting of clusters (cohesion.h) came after it and knows it. Do not tune on it: write another.
#pragma once
#include "insight/testing/comments.h"

namespace mosharekat::insight::testing::unseen {

struct Topic {
  std::vector<std::string_view> who, what, why;
};

inline const std::vector<Topic>& persian() {
  static const std::vector<Topic> all{
      {{"موزه‌های محلی", "بناهای تاریخی", "کاروان‌سراهای متروک", "راهنمایان گردشگری",
        "خانه‌های قاجاری", "بازارهای سرپوشیده"},
       {"مرمت اصولی می‌خواهند", "بلیت گران دارند", "زیر آوار ساخت‌وساز رفته‌اند",
        "تابلوی خوانا ندارند", "به بخش خصوصی واگذار شوند", "از طرح تفصیلی بیرون مانده‌اند"},
       {"میراث فرهنگی هویت ماست", "گردشگر خارجی برمی‌گردد", "صنایع دستی فروش می‌رود",
        "حریم آثار باید محترم بماند"}},
      {{"زباله‌های بیمارستانی", "مراکز دفن پسماند", "پلاستیک‌های یک‌بارمصرف",
        "جنگل‌های بلوط", "محیط‌بانان", "کارخانه‌های آلاینده"},
       {"تفکیک از مبدأ نمی‌شوند", "شیرابه به زمین می‌دهند",
        "آتش‌سوزی هر ساله دارند", "جریمهٔ بازدارنده نمی‌دهند", "تجهیزات اطفا ندارند",
        "فیلتر دودکش خاموش دارند"},
       {"محیط زیست امانت نسل بعد است", "حیات‌وحش نابود می‌شود", "بازیافت درآمد می‌سازد",
        "هوای پاک حق ماست"}},
      {{"صندوق‌های بازنشستگی", "مستمری‌بگیران", "بیمه‌شدگان خویش‌فرما",
        "رانندگان درون‌شهری", "همسران متوفیان", "بیمه‌های تکمیلی"},
       {"متناسب‌سازی نشده‌اند", "سابقهٔ پراکنده دارند",
        "حق بیمهٔ دوبرابر می‌پردازند", "عیدی کمتر گرفته‌اند", "کسری انباشته دارند",
        "زیر خط فقر زندگی می‌کنند"},
       {"سن بازنشستگی نباید ناگهان بالا برود", "مستمری باید با تورم رشد کند",
        "سرمایهٔ صندوق مال بیمه‌پرداز است", "سالمندی بی‌درآمد خطرناک است"}},
      {{"نیروگاه‌های خورشیدی", "مشترکان پرمصرف برق", "تعرفه‌های پلکانی",
        "شهرک‌های صنعتی", "ترانسفورماتورهای فرسوده", "چاه‌های برقی"},
       {"در تیرماه خاموشی می‌گیرند", "خرید تضمینی دیر تسویه می‌شوند",
        "یارانهٔ پنهان می‌برند", "کنتور هوشمند نصب نکرده‌اند",
        "از شبکه جدا مانده‌اند", "تلفات انتقال بالایی دارند"},
       {"انرژی پاک ارزان‌تر تمام می‌شود", "جدول خاموشی عادلانه باشد", "مصرف بهینه پاداش بگیرد",
        "صنعت بی‌برق می‌خوابد"}},
      {{"ورزشگاه‌های روستایی", "باشگاه‌های پایه", "مربیان بانوان",
        "زمین‌های چمن محله", "سکوهای تماشاگران", "ورزشکاران معلول"},
       {"سرویس بهداشتی ندارند", "قرارداد ثابت ندارند", "اجارهٔ ساعتی سنگین دارند",
        "از سهم بودجه جا مانده‌اند", "پزشک تیم ندارند", "اجازهٔ ورود نمی‌گیرند"},
       {"ورزش همگانی هزینهٔ درمان را می‌کاهد",
        "استعداد در شهر کوچک می‌سوزد", "نوجوان از خیابان دور بماند", "قهرمانی از زمین خاکی آغاز شد"}},
      {{"نمایندگان شورای شهر", "مدیران منصوب", "قراردادهای شهرداری", "صورت‌جلسه‌های کمیسیون",
        "کارکنان افشاگر", "دستگاه‌های نظارتی"},
       {"دارایی خود را اعلام نمی‌کنند", "آرای خود را پنهان می‌کنند",
        "با ترک تشریفات بسته می‌شوند", "از تعارض منافع نمی‌پرسند",
        "حمایت قانونی ندارند", "به درخواست اطلاعات پاسخ نمی‌دهند"},
       {"شفافیت اعتماد می‌سازد", "فساد از تاریکی می‌روید",
        "مردم صاحب اسناد عمومی‌اند", "گزارش عملکرد باید منتشر شود"}},
      {{"کودکان کار", "دختران بازمانده از تحصیل", "مهدکودک‌های خانگی",
        "خانواده‌های تک‌سرپرست", "مددکاران اجتماعی", "کودکان بی‌شناسنامه"},
       {"سرپناه شبانه ندارند", "بیمهٔ پایه ندارند", "زیر فشار دلال‌ها کار می‌کنند",
        "مجوز یک‌ساله می‌گیرند", "پروندهٔ راکد دارند", "واکسن نوبت دوم نزده‌اند"},
       {"کودکی دوباره تکرار نمی‌شود", "مدرسه پناه امن است",
        "یتیم را جامعه بزرگ می‌کند", "آسیب امروز جرم فرداست"}},
      {{"دام‌داران عشایر", "زنبورداران", "صیدگاه‌های شمال", "گندم‌کاران دیم",
        "نهاده‌های دامی", "گلخانه‌های کوچک"},
       {"بهای تضمینی را دیر می‌گیرند", "بیمهٔ خشک‌سالی ندارند",
        "کود یارانه‌ای پیدا نمی‌کنند", "از واسطه زیان می‌بینند",
        "مرتع‌شان فروخته شده است", "گازوئیل سهمیه‌ای ندارند"},
       {"امنیت غذایی از ده آغاز می‌شود", "تولیدکننده نباید بدهکار شود",
        "نان ارزان از گندم‌کار گران تمام می‌شود", "کوچ میراث زندهٔ ماست"}}};
  return all;
}

inline const std::vector<Topic>& english() {
  static const std::vector<Topic> all{
      {{"school buses", "village bus stops", "late trains", "ticket machines", "night trams"},
       {"never arrive on time in winter", "cannot carry a wheelchair", "charge pensioners the full fare",
        "skip our valley on Sundays", "leave children standing in the rain"},
       {"people will only give up the car for a timetable they can trust", "a fare should not cost an hour of wages",
        "travel to work is not a luxury"}},
      {{"general practitioners", "hospital waiting lists", "pharmacies", "district nurses", "mental health clinics"},
       {"have closed their books to new patients", "run out of insulin every month", "work double shifts without relief",
        "send us to a city two hours away", "answer the telephone only until noon"},
       {"prevention costs less than surgery", "a diagnosis that comes late is no help", "care must not depend on the postcode"}},
      {{"river embankments", "drinking water wells", "storm drains", "the sewage works", "flood maps"},
       {"have not been surveyed for a decade", "overflow after an ordinary shower", "carry nitrates above the limit",
        "were built for half the present population", "leave cellars under water"},
       {"insurance will soon refuse the whole quarter", "clean water is the first duty of a council",
        "concrete upstream is paid for downstream"}},
      {{"holiday flats", "empty shops", "rent increases", "social housing", "planning permits"},
       {"push young families out of the old town", "stay vacant for speculation", "take three years to be decided",
        "are granted without a word to the neighbours", "have mould in every bedroom"},
       {"a town without tenants is a museum", "a home is not a savings account",
        "building high is no excuse for building badly"}},
      {{"the new data register", "face recognition cameras", "online forms", "electronic identity cards", "automatic decisions"},
       {"keep records longer than the law allows", "fail on every older telephone", "cannot be explained by the clerk",
        "share addresses with private firms", "lock out people with poor sight"},
       {"nobody should be refused by a machine alone", "privacy once lost is not given back",
        "consent hidden on page twelve is no consent"}}};
  return all;
}

inline std::string sentence(const Topic& topic, bool persian, Random& random) {
  static constexpr std::string_view in_persian[] = {
      "به گمان من {who} {what}، چون {why}.",
      "{why}؛ با این همه {who} {what}.",
      "چرا در پیش‌نویس از {who} که {what} سخنی نیست؟",
      "در {place} می‌بینیم {who} {what}.",
      "یادتان باشد {why}.",
      "بند تازه‌ای بیفزایید دربارهٔ {who}؛ آن‌ها {what}."};
  static constexpr std::string_view in_english[] = {"In my street {who} {what}.",
                                                    "The draft ignores that {who} {what}, and {why}.",
                                                    "I ask you to add a paragraph: {who} {what}.",
                                                    "Remember that {why}.",
                                                    "Why should we pay again when {who} {what}?",
                                                    "{why}, yet {who} {what}."};
  std::string text(persian ? one_of(in_persian, random) : one_of(in_english, random));
  replace_first(text, "{who}", one_of(topic.who, random));
  replace_first(text, "{what}", one_of(topic.what, random));
  replace_first(text, "{why}", one_of(topic.why, random));
  replace_first(text, "{place}", one_of(places, random));
  return text;
}

inline std::vector<std::string> written(const Topic& topic, bool persian, std::size_t size, Random& random) {
  std::vector<std::string> sentences;
  while (sentences.size() < size) {
    std::string one = sentence(topic, persian, random);
    if (std::ranges::find(sentences, one) == sentences.end()) sentences.push_back(std::move(one));
  }
  return sentences;
}

// People leave out or repeat words, exchange neighbours, and put something of their own at the front, in the middle or at the
// end.
inline std::string passed_on(std::vector<std::string> sentences, const Topic& topic, bool persian, double noise, Random& random) {
  if (chance(random) < 0.4) {
    const auto at = static_cast<std::ptrdiff_t>(random() % (sentences.size() + 1));
    sentences.insert(sentences.begin() + at, sentence(topic, persian, random));
  }
  std::vector<std::string> words;
  const std::string text = joined(sentences);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const double dice = chance(random);
    if (dice > noise / 2) words.push_back(text.substr(begin, end - begin));
    if (dice > 1 - noise / 4) words.push_back(words.back());
    begin = end + 1;
  }
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (chance(random) < noise / 4) std::swap(words[i], words[i + 1]);
  }
  return joined(words);
}

inline std::vector<Comment> campaign(std::size_t count, bool in_persian, std::uint64_t seed, double noise) {
  constexpr std::size_t templates = 30;
  constexpr double unique = 0.18;
  const std::vector<Topic>& topics = in_persian ? persian() : english();
  Random random(seed);
  std::vector<std::vector<std::string>> sources;
  for (std::size_t i = 0; i < templates; ++i)
    sources.push_back(written(topics[i % topics.size()], in_persian, 4 + random() % 3, random));
  std::vector<Comment> comments;
  for (std::size_t i = 0; i < count; ++i) {
    const bool own = chance(random) < unique;
    const std::size_t source = own ? templates + i : random() % templates;
    const std::size_t subject = own ? random() % topics.size() : source % topics.size();
    const Topic& topic = topics[subject];
    if (own) {
      comments.push_back({joined(written(topic, in_persian, 2 + random() % 4, random)), subject, source});
    } else {
      comments.push_back({passed_on(sources[source], topic, in_persian, noise, random), subject, source});
    }
  }
  return comments;
}

}  // namespace mosharekat::insight::testing::unseen
