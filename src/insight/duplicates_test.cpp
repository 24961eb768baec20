// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/duplicates.h"

#include <doctest/doctest.h>
#include <random>

#include "base/text.h"
#include "insight/disjoint_sets.h"

using namespace mosharekat;
using namespace mosharekat::insight;

namespace {

std::vector<std::size_t> of(const std::vector<std::string>& texts) { return near_duplicates(texts).of; }

std::set<std::string> trigrams(const std::string& written) {
  const std::string key = text::search_key(written);
  const auto words = text::split(key, ' ');
  std::set<std::string> found;
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    found.insert(std::string(words[i]) + ' ' + std::string(words[i + 1]) + ' ' + std::string(words[i + 2]));
  }
  if (words.size() < 3) found.insert(key);
  return found;
}

// Every pair, by the definition.
Clusters by_definition(const std::vector<std::string>& texts, double threshold) {
  DisjointSets sets(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto left = trigrams(texts[i]), right = trigrams(texts[j]);
      std::size_t both = 0;
      for (const auto& gram : left) both += right.count(gram);
      const auto all = left.size() + right.size() - both;
      if (static_cast<double>(both) >= threshold * static_cast<double>(all) - 1e-9) sets.join(i, j);
    }
  }
  Clusters result;
  std::map<std::size_t, std::size_t> number;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    result.of.push_back(number.try_emplace(sets.find(i), number.size()).first->second);
  }
  result.count = number.size();
  return result;
}

}  // namespace

TEST_CASE("two spellings of one sentence are one text") {
  CHECK(of({"لطفاً مهلت نظرخواهی را تمدید کنید.", "لطفا مهلت نظر‌خواهی را تمديد كنيد",
            "مهلت خوب است"}) == std::vector<std::size_t>{0, 0, 1});
}

TEST_CASE("a long text with one word changed is the same text, a short one is not") {
  std::string text =
      "ما امضاکنندگان این نامه از وزارت نیرو می‌خواهیم که مادهٔ سوم پیش‌نویس را حذف کند "
      "و "
      "پیش "
      "از "
      "هر "
      "تصمیم "
      "دیگری "
      "نظر "
      "کشاورزان شهرستان‌های کم‌آب را دربارهٔ سهم هر چاه بپرسد و پاسخ خود را با "
      "دلیل "
      "و "
      "سند "
      "برای "
      "همه "
      "منتشر "
      "کند";
  CHECK(of({text, text + " ممنون"}) == std::vector<std::size_t>{0, 0});
  CHECK(of({"با مادهٔ سوم موافقم", "با مادهٔ سوم مخالفم"}) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("texts without a word are one text, and no texts are no clusters") {
  CHECK(of({"", " ", "...", "سلام"}) == std::vector<std::size_t>{0, 0, 0, 1});
  CHECK(near_duplicates({}).count == 0);
}

TEST_CASE("the clusters are those of the definition, pair by pair, on random texts") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 60; ++round) {
    std::vector<std::string> texts;
    for (int i = 0; i < 40; ++i) {
      std::string text;
      if (!texts.empty() && random() % 3 != 0) {
        text = texts[random() % texts.size()];
        if (random() % 2) text += " w" + std::to_string(random() % 9);
        if (random() % 3 == 0 && text.find(' ') != std::string::npos) text = text.substr(text.find(' ') + 1);
      } else {
        for (std::size_t words = random() % 30; words > 0; --words) text += "w" + std::to_string(random() % 12) + ' ';
      }
      texts.push_back(text);
    }
    for (const double threshold : {0.5, 0.8, 1.0}) {
      const Clusters expected = by_definition(texts, threshold), found = near_duplicates(texts, threshold);
      CHECK(found.of == expected.of);
      CHECK(found.count == expected.count);
    }
  }
}
