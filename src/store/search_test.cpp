// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/search.h"

#include <doctest/doctest.h>

#include "testing/databases.h"

using namespace mosharekat;
using namespace mosharekat::store;

namespace {

using Found = std::vector<std::string>;

std::string id_at(std::int64_t ms) { return new_id(instant(1'777'000'000'000 + ms)); }

void index(Database& database, std::string_view kind, std::string_view id, std::string_view text) {
  database.write_unlogged([&](Transaction& tx) { search::index(tx, kind, id, text); });
}

Found match(Database& database, std::string_view kind, std::string_view query, int limit = 10) {
  return database.read([&](Transaction& tx) { return search::match(tx, kind, query, limit); });
}

}  // namespace

TEST_CASE("two spellings of a word find each other") {
  struct Pair {
    const char *text, *query;
  };
  const Pair pairs[] = {
      {"مشارکت عمومی", "مُشارِکَت"},                 // marks that children's books write
      {"مُشارِکَت عمومی", "مشارکت"},                 //
      {"نظر علي درباره كتاب", "علی کتاب"},        // Arabic yeh and kaf
      {"نظر علی درباره کتاب", "علي كتاب"},        //
      {"این کار می‌شود", "میشود"},   // half-space against joined
      {"این کار میشود", "می‌شود"},         // joined against half-space
      {"این کار می‌شود", "می شود"},  // half-space against apart
      {"این کار می شود", "می‌شود"},        // apart against half-space
      {"ماده ۱۲ و تبصره ٣", "12 3"},              // digits of three scripts
      {"article 12", "ماده۱۲ ۱۲"},                // (a word that is not there: see below)
      {"مسؤول بهداشت", "مسوول"},                  // hamza on its chair
      {"كميتۀ فني", "کمیته فنی"},                 // heh with yeh above
      {"Ministry of Health", "HEALTH ministry"},
      {"نرخ ۳٫۵ درصد", "3.5"},
      {"مشـــارکت", "مشارکت"},  // drawn out
  };
  testing::each_database([&](Database& database) {
    std::int64_t at = 0;
    for (const Pair& pair : pairs) {
      CAPTURE(pair.text);
      CAPTURE(pair.query);
      const std::string id = id_at(++at);
      index(database, "comment", id, pair.text);
      const bool expected = std::string_view(pair.text) != "article 12";
      CHECK(match(database, "comment", pair.query) == (expected ? Found{id} : Found{}));
      index(database, "comment", id, "");
      CHECK(match(database, "comment", pair.query).empty());
    }
  });
}

TEST_CASE("every word must be there, and the last may be begun only") {
  testing::each_database([](Database& database) {
    const std::string both = id_at(1), one = id_at(2);
    index(database, "comment", both, "مهلت پاسخ‌گویی سازمان");
    index(database, "comment", one, "مهلت اعتراض");
    CHECK(match(database, "comment", "مهلت") == Found{one, both});
    CHECK(match(database, "comment", "مهلت سازمان") == Found{both});
    CHECK(match(database, "comment", "سازمان مهل") == Found{both});
    CHECK(match(database, "comment", "مهل سازمان").empty());
    CHECK(match(database, "comment", "پاسخ‌گو") == Found{both});
    CHECK(match(database, "comment", "پاسخگو") == Found{both});
    CHECK(match(database, "comment", "مهلت اع").empty());  // two letters are a word, not the beginning of half the dictionary
    CHECK(match(database, "comment", "مهلت اعت") == Found{one});
  });
}

TEST_CASE("the newest come first, whenever they were indexed, and no more than asked for") {
  testing::each_database([](Database& database) {
    Found newest_first;
    for (std::int64_t at = 0; at < 20; ++at) newest_first.insert(newest_first.begin(), id_at(at * 7));
    for (const std::size_t at : {3U, 17U, 0U, 9U, 12U, 19U, 1U, 5U, 8U, 2U, 11U, 4U, 6U, 7U, 10U, 13U, 14U, 15U, 16U, 18U})
      index(database, "comment", newest_first[at], "طرح");
    CHECK(match(database, "comment", "طرح", 100) == newest_first);
    CHECK(match(database, "comment", "طرح", 3) == Found(newest_first.begin(), newest_first.begin() + 3));
    index(database, "comment", newest_first[19], "طرح تازه");
    CHECK(match(database, "comment", "طرح", 100) == newest_first);
  });
}

TEST_CASE("what is old is found as what is new, in any number") {
  testing::each_database([](Database& database) {
    const std::string oldest = id_at(0);
    Found all{oldest};
    database.write_unlogged([&](Transaction& tx) {
      search::index(tx, "comment", oldest, "طرح کهن");
      for (std::int64_t at = 1; at <= 3000; ++at) {
        all.insert(all.begin(), id_at(at));
        search::index(tx, "comment", all.front(), "طرح");
      }
    });
    CHECK(match(database, "comment", "کهن") == Found{oldest});
    CHECK(match(database, "comment", "طرح", 20) == Found(all.begin(), all.begin() + 20));
    CHECK(match(database, "comment", "طرح", 5000) == all);
    CHECK(match(database, "comment", "نیست").empty());
  });
}

TEST_CASE("identifiers that begin alike stand beside each other") {
  testing::each_database([](Database& database) {
    const std::string id = id_at(1);
    std::string other = id;
    other.back() = other.back() == '0' ? '1' : '0';
    index(database, "comment", id, "طرح نخست");
    index(database, "comment", other, "طرح دوم");
    CHECK(match(database, "comment", "طرح").size() == 2);
    CHECK(match(database, "comment", "دوم") == Found{other});
    index(database, "comment", id, "");
    CHECK(match(database, "comment", "طرح") == Found{other});
  });
}

TEST_CASE("indexing again replaces, and kinds do not mix") {
  testing::each_database([](Database& database) {
    const std::string id = id_at(1);
    index(database, "comment", id, "پیش‌نویس کهنه");
    index(database, "call", id, "فراخوان");
    index(database, "comment", id, "پیش‌نویس تازه");
    CHECK(match(database, "comment", "کهنه").empty());
    CHECK(match(database, "comment", "تازه") == Found{id});
    CHECK(match(database, "comment", "فراخوان").empty());
    CHECK(match(database, "call", "فراخوان") == Found{id});
    CHECK(match(database, "call", "پیش‌نویس").empty());
    database.read([](Transaction& tx) { CHECK(tx.count("SELECT count(*) FROM search_entry") == 2); });
  });
}

TEST_CASE("a query is words and nothing else") {
  testing::each_database([](Database& database) {
    const std::string id = id_at(1);
    index(database, "comment", id, "near or not and \"quoted\" words: a'b c\\d");
    for (const char* query : {"", " ", "*", "\"", "'", "-", "()", "؟!", "\xe2\x80\x8c", "\xff"}) {
      CAPTURE(query);
      CHECK(match(database, "comment", query).empty());
    }
    for (const char* query :
         {"near(", "NOT", "OR", "\"quoted", "'quoted':*", "a'b", "c\\d", "words:", "not & and", "comment.near near"}) {
      CAPTURE(query);
      const bool expected = std::string_view(query).substr(0, 8) != "comment.";
      CHECK(match(database, "comment", query) == (expected ? Found{id} : Found{}));
    }
    std::string many = "near";
    for (int i = 0; i < 5000; ++i) many += " or";
    CHECK(match(database, "comment", many) == Found{id});
    const std::string long_word(100'000, 'x');
    index(database, "comment", id, long_word);
    CHECK(match(database, "comment", long_word) == Found{id});
  });
}

TEST_CASE("a text of a hundred thousand words is taken") {
  testing::each_database([](Database& database) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "واژه" + std::to_string(i) + " ";
    const std::string id = id_at(1);
    index(database, "call", id, text);
    CHECK(match(database, "call", "واژه۷۰۰۰۰ واژه17") == Found{id});
  });
}
