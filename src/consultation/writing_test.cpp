// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/writing.h"

#include <algorithm>
#include <doctest/doctest.h>

#include "base/text.h"

using namespace mosharekat;
using namespace mosharekat::consultation;

namespace {

// What is found, in short: "jargon: مقتضی است > لازم است".
std::vector<std::string> found(std::string_view text, std::string_view language, Writing kind = Writing::prose) {
  std::vector<std::string> all;
  for (const Finding& finding : check_writing(text, language, kind)) {
    CHECK(text.substr(finding.begin, finding.end - finding.begin) == finding.found);
    const std::string shown = finding.fault == Fault::long_sentence ? std::to_string(finding.words) : finding.found;
    all.push_back(std::string(name(finding.fault)) + ": " + shown +
                  (finding.replacement.empty() ? "" : " > " + finding.replacement));
  }
  return all;
}

struct Case {
  std::string_view text;
  std::vector<std::string> expected;
};

}  // namespace

TEST_CASE("what an educated official writes plainly is left alone") {
  for (
      const std::string_view text :
      {"این آیین‌نامه مهلت پاسخ دستگاه‌ها را از سی روز به پانزده روز کوتاه می‌کند.",
       "کتاب‌ها و پرونده‌ها در میدان اصلی شهر نگه‌داری می‌شوند.",
       "میراث فرهنگی، میزان بارش و میوهٔ باغ‌ها در بررسی میدانی سنجیده شد.",
       "در ماه می ۲۰۲۴ نمایشگاه برگزار شد.", "می و ژوئن ماه‌های پرکاری بودند.",
       "هر شهروند می‌تواند نظر خود را بنویسد و کد رهگیری بگیرد.",
       "نسخهٔ ISO 9001 و استاندارد WCAG 2.2 مبنای کار است.", "نشانی رایانامه info@example.ir و تارنما ict.example است.",
       "مادهٔ ۱۲ می‌گوید: هزینه ۱٬۲۵۰٫۵ ریال است.", "پرونده پس از بررسی به شعبه بازگردد.",
       "پرونده پس از بررسی به شعبه باز گردد.", "چنین می‌نماید که کار پیش رفته است.",
       "کلیهٔ بیماران پیوندی رایگان درمان می‌شود.",
       "این قانون روشن است و بی‌شک سودمند.",
       "درِ تازه‌ای گشوده شد؛ کار ما، به گمان من، بهتر شد.",
       "دادن کارت به هر کس آزاد است. بها دارد؟ نه.", "[… نام دستگاه که در راستای آن مقتضی است]"})
    if (text.starts_with("[")) {
      CHECK(found(text, "fa") == std::vector<std::string>{"blank: " + std::string(text)});
    } else {
      INFO(text);
      CHECK(found(text, "fa").empty());
    }
  for (const std::string_view text :
       {"The draft cuts the time for an answer from thirty days to fifteen.", "Men and women may apply. The form is free.",
        "We said we would act, and we did.", "What shall we change first?",
        "The marshal's shallow boat is at the commencal pier.", "Version 2.5 is at ict.example; see page 12."}) {
    INFO(text);
    CHECK(found(text, "en").empty());
  }
}

TEST_CASE("a plain question is left alone") {
  for (const std::string_view text :
       {"کدام ماده برای شما دشوارتر است و چرا؟", "تا چه اندازه با مادهٔ ۳ موافق یا مخالفید؟", "آیا مهلت ده روز برای شما کافی است؟",
        "چه چیزی در این متن روشن نیست؟ چرا؟",
        "آیا موافقید که مهلت کوتاه‌تر شود یا با آن مخالفید؟",
        "برای شهر و روستا چه هزینه‌ای پیش‌بینی می‌کنید؟",
        "آیا زن و مرد از این خدمت یکسان بهره می‌برند؟"}) {
    INFO(text);
    CHECK(found(text, "fa", Writing::question).empty());
  }
  for (const std::string_view text :
       {"Which article is hardest for you, and why?", "How far do you agree or disagree with article 3?",
        "Is ten days enough for you?", "What is unclear in this text? Why?",
        "Do you agree that it should be shorter, or disagree?", "Is the service as good for men and women?",
        "Does the rule help or hinder you?"}) {
    INFO(text);
    CHECK(found(text, "en", Writing::question).empty());
  }
}

TEST_CASE("formulae of offices are found in every spelling, with the plainer word") {
  const Case persian[] = {
      {"مقتضی است اقدام شود.", {"jargon: مقتضی است > لازم است"}},
      {"حسب‌الامر وزیر", {"jargon: حسب‌الامر > به دستور"}},
      {"حسب الامر وزیر", {"jargon: حسب الامر > به دستور"}},
      {"موارد فوق‌الذکر", {"jargon: فوق‌الذکر > یادشده"}},
      {"موارد فوق الذكر", {"jargon: فوق الذكر > یادشده", "arabic_letter: الذكر > الذکر"}},
      {"این کار رایگان می‌باشد.", {"jargon: می‌باشد > است"}},
      {"درخصوص مهلت", {"jargon: درخصوص > دربارهٔ"}},
      {"این اداره سه شعبه دارا می‌باشد.", {"jargon: دارا می‌باشد > دارد"}},
      {"نسخه و/یا رونوشت", {"jargon: و/یا > یا"}},
      {"متعاقباً اعلام می‌گردد", {"jargon: متعاقباً > سپس", "jargon: می‌گردد > می‌شود"}},
  };
  for (const Case& one : persian) CHECK(found(one.text, "fa") == one.expected);
  const Case english[] = {
      {"Pursuant to article 3, the applicant shall not pay.", {"jargon: Pursuant to > Under", "jargon: shall not > must not"}},
      {"The agency, hereinafter referred to as the office, acts.", {"jargon: hereinafter referred to as > called here"}},
      {"The agency is hereby named.", {"jargon: hereby"}},
      {"A copy and/or a scan.", {"jargon: and/or > or"}},
      {"The above-mentioned rule.", {"jargon: above-mentioned > this"}},
  };
  for (const Case& one : english) CHECK(found(one.text, "en") == one.expected);
}

TEST_CASE("a question that pleads for an answer or asks two things at once is found") {
  const Case persian[] = {
      {"آیا موافق نیستید که مهلت کوتاه است؟", {"leading: آیا موافق نیستید که > تا چه اندازه موافق یا مخالفید که"}},
      {"آیا فکر نمی‌کنید مهلت کوتاه است؟",
       {"leading: آیا فکر نمی‌کنید > به نظر شما"}},
      {"آیا موافقید که مهلت کوتاه‌تر شود؟",
       {"leading: آیا موافقید که > تا چه اندازه موافق یا مخالفید که"}},
      {"آیا مهلت روشن و کافی است؟", {"double_question: روشن و کافی"}},
      {"آیا هزینه و/یا مهلت مناسب است؟", {"double_question: و/یا > یا"}},
      {"آیا مهلت کافی است و آیا هزینه مناسب است؟", {"double_question: و آیا هزینه مناسب است"}},
      {"مهلت کافی است؟ هزینهٔ آن برای شما چقدر است؟", {"double_question: هزینهٔ آن برای شما چقدر است"}},
  };
  for (const Case& one : persian) CHECK(found(one.text, "fa", Writing::question) == one.expected);
  const Case english[] = {
      {"Don't you agree that the time is short?", {"leading: Don't you agree that > How far do you agree or disagree that"}},
      {"Don’t you think it is short?", {"leading: Don’t you think > What do you think of"}},
      {"Do you agree that it is short?", {"leading: Do you agree that > How far do you agree or disagree that"}},
      {"Is the text clear and sufficient?", {"double_question: clear and sufficient"}},
      {"Do you know the rule and do you use the service?", {"double_question: and do you use the service"}},
  };
  for (const Case& one : english) CHECK(found(one.text, "en", Writing::question) == one.expected);
  // In prose a sentence with a question mark is a question, others are not.
  CHECK(found("بی‌شک سودمند است. آیا موافق نیستید؟", "fa").size() == 1);
}

TEST_CASE("faults of Persian spelling are found with the right spelling") {
  const Case cases[] = {
      {"این متن بررسی می شود.", {"half_space: می شود > می‌شود"}},
      {"این متن بررسی نمي شود.", {"arabic_letter: نمي > نمی", "half_space: نمي شود > نمی‌شود"}},
      {"این متن بررسی میشود.", {"half_space: میشود > می‌شود"}},
      {"این متن بررسی نمیشود.", {"half_space: نمیشود > نمی‌شود"}},
      {"کتاب ها را خواندیم.", {"half_space: کتاب ها > کتاب‌ها"}},
      {"بزرگ ترین شهر", {"half_space: بزرگ ترین > بزرگ‌ترین"}},
      {"كتاب", {"arabic_letter: كتاب > کتاب"}},
      {"٤ روز", {"arabic_letter: ٤ > ۴"}},
      {"سال ١4٠١ بود", {"arabic_letter: ١4٠١ > ۱۴۰۱"}},
      {"مهلت 15 روز است.", {"latin_digits: 15 > ۱۵"}},
      {"دو  فاصله", {"double_space: دو  فاصله > دو فاصله"}},
  };
  for (const Case& one : cases) CHECK(found(one.text, "fa") == one.expected);
}

TEST_CASE("a sentence of twenty-five words is not long, one of twenty-six is; a list is not one sentence") {
  for (const std::string_view language : {"fa", "en"}) {
    std::string text, list;
    for (int i = 0; i < 25; ++i) text += language == "fa" ? "واژه " : "word ";
    CHECK(found(text + ".", language).empty());
    CHECK(found(text + (language == "fa" ? "دیگر." : "more."), language) == std::vector<std::string>{"long_sentence: 26"});
    CHECK(found(text + (language == "fa" ? "؛ دیگر." : "; more."), language).empty());
    CHECK(found(text + "\n- " + text, language).empty());
  }
}

TEST_CASE("a text in another language, an empty one and bytes that are none say nothing wrong") {
  CHECK(found("ئەم یاسایە  بۆ خەڵکە", "ku").size() == 1);
  CHECK(found("", "fa").empty());
  CHECK(found("\xFF\xFE می شود", "fa").empty());
  CHECK(found(" ‌‌ - . ؟؟!! …", "fa", Writing::question).empty());
}

TEST_CASE("whatever part of a text comes, what is found lies within it") {
  const std::string whole =
      "آیا «می شود» [… نام] و/یا کتاب ها؟ Isn't it 12.5 ي‌ك ٤/٢ don’t ـ می‌‌ نمي [… \u200C؛ و آیا and do you…؟\nshall not";
  for (std::size_t begin = 0; begin < whole.size(); begin += 3)
    for (std::size_t length = 0; begin + length <= whole.size(); ++length)
      for (const std::string_view language : {"fa", "en", "ku"}) {
        const std::string_view text = std::string_view(whole).substr(begin, length);
        for (const Finding& finding : check_writing(text, language, Writing::question)) {
          REQUIRE(finding.begin < finding.end);
          REQUIRE(finding.end <= text.size());
          REQUIRE(text.substr(finding.begin, finding.end - finding.begin) == finding.found);
          REQUIRE(mosharekat::text::is_utf8(finding.replacement));
        }
      }
}
