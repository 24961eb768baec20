// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/words.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/text.h"

namespace mosharekat::insight {
namespace {

// Written as people write them; folded once when first asked for. Endings that stand apart after a half-space is opened are here
// too.
constexpr std::string_view stop_words =
    "از به در با بر برای تا را که و یا هم نیز اما ولی اگر چون زیرا پس بلکه مگر جز ضمن طی طبق بدون بین میان روی زیر پیش بعد قبل "
    "این آن اینکه آنکه همین همان چنین چنان این‌گونه آنها آن‌ها اینها این‌ها ایشان من تو او ما شما وی "
    "خود "
    "خویش "
    "یکدیگر "
    "هم‌دیگر همه "
    "هر هیچ چند چندین برخی بعضی دیگر سایر تمام تمامی کلیه یک یکی دو سه چه چرا چگونه کجا کدام کی آیا هنگام وقتی زمانی جایی "
    "است هست هستند هستم هستیم هستید بود بودند بودن باشد باشند باشیم باشم شد شده شود شوند شدن شدند گردد گردید گردند گردیده می نمی "
    "خواهد خواهند خواهم خواهیم کرد کرده کردن کردند کند کنند کنم کنیم کنید کن بکند بکنند بشود بشوند دارد دارند دارم داریم دارید "
    "داشت "
    "داشته داشتن داده دادن دهد دهند داد گرفته گرفتن گیرد گیرند گرفت باید بایستی شاید توان تواند توانند توانیم بتواند بتوانند "
    "خیلی بسیار بیشتر کمتر بیش کم زیاد فقط تنها البته همچنین همچنان هنوز اکنون حال حالا امروز دیروز الان سپس آنگاه همواره همیشه "
    "گاهی "
    "لذا بنابراین لطفا لطفاً خواهشمند خواهشمندم خواهشمندیم سلام درود احترام تشکر سپاس ممنون متشکرم سپاسگزارم مرسی خسته نباشید "
    "جناب آقای خانم "
    "سرکار عالی محترم عزیز گرامی مورد موارد جهت نحو نحوه طور صورت عنوان وسیله توسط علت دلیل خاطر نظر اینجانب بنده ها های هایی "
    "هایش "
    "هایشان هایم تر ترین ام ات اش ایم اید اند ای مان تان شان یم ید ند گونه وار آنچه هرچه چیز چیزی کسی کسانی فرد افراد همچون "
    "مانند مثل "
    "حتی واقعا واقعاً کاملا کاملاً حتما حتماً قطعا قطعاً مثلا مثلاً یعنی الی غیره بابت درباره دربارهٔ راجع نسبت علاوه برابر اساس مبنی "
    "a an the and or but if then than so as of in on at by for to from with without into over under about between through during "
    "before "
    "after above below up down out off again once here there when where why how all any both each few more most other some such "
    "only own "
    "same too very can will just should would could may might must shall do does did doing done have has had having be am is are "
    "was were "
    "been being i me my we our ours you your he him his she her it its they them their this that these those who whom which what "
    "also "
    "please thank thanks dear sir madam hello hi regards upon per via etc s t re ve ll d m";

const std::unordered_set<std::string>& stop_set() {
  static const std::unordered_set<std::string> set = [] {
    std::unordered_set<std::string> built;
    for (const std::string_view word : text::split(stop_words, ' ')) built.insert(text::search_key(word));
    return built;
  }();
  return set;
}

std::size_t letters(std::string_view word) {
  return static_cast<std::size_t>(std::ranges::count_if(word, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

constexpr std::size_t letters_min = 3;

void strip_end(std::string_view& word, std::string_view ending) {
  if (word.ends_with(ending) && letters(word) >= letters(ending) + letters_min) word.remove_suffix(ending.size());
}

bool is_latin(std::string_view word) { return !word.empty() && word[0] >= 'a' && word[0] <= 'z'; }

}  // namespace

std::string stem(std::string_view word) {
  if (is_latin(word)) {
    std::string result(word);
    static constexpr std::string_view hissing[] = {"ses", "xes", "zes", "ches", "shes"};
    if (result.size() > 4 && result.ends_with("ies")) {
      result.replace(result.size() - 3, 3, "y");
    } else if (result.size() > 4 && std::ranges::any_of(hissing, [&](std::string_view end) { return result.ends_with(end); })) {
      result.resize(result.size() - 2);
    } else if (result.size() > 3 && result.ends_with('s') && !result.ends_with("ss") && !result.ends_with("us")) {
      result.pop_back();
    }
    for (const std::string_view ending : {"ing", "ed"}) {
      if (result.size() >= ending.size() + 4 && result.ends_with(ending)) result.resize(result.size() - ending.size());
    }
    if (result.size() > 4 && result.ends_with('e')) result.pop_back();
    return result;
  }
  for (const std::string_view prefix : {"نمی", "می"}) {
    if (word.starts_with(prefix) && letters(word) >= letters(prefix) + letters_min) {
      word.remove_prefix(prefix.size());
      break;
    }
  }
  for (const std::string_view ending : {"ات", "ان", "ترین", "تر", "م", "ت", "ش", "یی", "ی", "ها"}) strip_end(word, ending);
  return std::string(word);
}

bool is_stop_word(std::string_view folded_word) { return stop_set().count(std::string(folded_word)) > 0; }

std::uint64_t word_hash(std::string_view word) {
  std::uint64_t value = 0xcbf29ce484222325ULL;
  for (const char byte : word) value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ value >> 33;
}

std::vector<Word> words_of(std::string_view text, std::string& folded) {
  // A half-space becomes a space, so that endings stand apart, whether or not people typed it.
  std::string opened(text);
  static constexpr std::string_view half_space = "\u200C";
  for (std::size_t at = opened.find(half_space); at != std::string::npos; at = opened.find(half_space, at)) {
    opened.replace(at, half_space.size(), " ");
  }
  folded = text::search_key(opened);
  std::vector<Word> words;
  for (const std::string_view word : text::split(folded, ' ')) {
    if (word.empty() || is_stop_word(word)) continue;
    const std::string root = stem(word);
    if (is_stop_word(root)) continue;
    words.push_back({word_hash(root), word});
  }
  return words;
}

std::vector<std::string_view> sentences_of(std::string_view text) {
  static constexpr std::string_view marks[] = {".", "!", "?", "؟", "؛", "\n"};
  std::vector<std::string_view> sentences;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view sentence = text::trim(text.substr(begin, end - begin));
    if (!sentence.empty()) sentences.push_back(sentence);
    begin = end;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto mark = std::ranges::find_if(marks, [&](std::string_view one) { return text.substr(at).starts_with(one); });
    if (mark == std::end(marks)) {
      ++at;
      continue;
    }
    at += mark->size();
    // 2.5 and info.ir are not ends.
    if (*mark != "." || at >= text.size() || text[at] == ' ' || text[at] == '\n' || text[at] == '\r') add(at);
  }
  add(text.size());
  return sentences;
}

}  // namespace mosharekat::insight
