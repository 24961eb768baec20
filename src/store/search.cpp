// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/search.h"

#include <algorithm>
#include <unordered_set>

#include "base/id.h"
#include "base/text.h"

namespace mosharekat::store::search {
namespace {

constexpr std::size_t most_words = 32;
// A letter more than the longest word of any dictionary; PostgreSQL takes words of up to 2 KiB.
constexpr std::size_t longest_word = 64;
// Two letters begin too many words to read them all for one query.
constexpr std::size_t shortest_prefix = 3;
// Of different words in one text; PostgreSQL takes 1 MiB.
constexpr std::size_t most_bytes = 1'000'000;

// One word of a query: as one, or as all of its parts.
struct Asked {
  std::string joined;
  std::vector<std::string> parts;
};

std::string cut(std::string word) {
  std::size_t letters = 0, at = 0;
  for (; at < word.size(); ++at)
    if ((word[at] & 0xC0) != 0x80 && letters++ == longest_word) break;
  word.resize(at);
  return word;
}

// Each word once, separated by spaces.
std::string words_of(std::string_view text) {
  std::string out;
  std::unordered_set<std::string> seen;
  for (std::string& token : text::search_tokens(text)) {
    const auto [word, is_new] = seen.insert(cut(std::move(token)));
    if (!is_new) continue;
    if (out.size() + word->size() > most_bytes) break;
    out += (out.empty() ? "" : " ") + *word;
  }
  return out;
}

std::vector<Asked> asked(std::string_view query) {
  std::vector<Asked> found;
  const std::string line = text::tidy_line(query);
  for (const std::string_view written : text::split(line, ' ')) {
    const std::string key = text::search_key(written);
    std::vector<std::string> tokens = text::search_tokens(written);
    for (std::string& token : tokens) token = cut(std::move(token));
    const bool one_word = key.find(' ') == std::string::npos;
    if (one_word && tokens.size() > 1) {
      found.push_back({tokens.front(), {tokens.begin() + 1, tokens.end()}});
    } else {
      for (std::string& token : tokens) found.push_back({std::move(token), {}});
    }
  }
  if (found.size() > most_words) found.resize(most_words);
  return found;
}

// How an engine writes a query; the words hold letters, digits and points only, so quotes need no escape.
struct Dialect {
  const char *quote, *every, *either, *prefix;
};
constexpr Dialect fts5{"\"", " AND ", " OR ", " *"};
constexpr Dialect tsquery{"'", " & ", " | ", ":*"};

std::string written(const std::vector<Asked>& words, const Dialect& dialect, std::string_view before) {
  const auto term = [&](const std::string& word, bool last) {
    const bool prefix = last && text::length(word) >= shortest_prefix;
    return dialect.quote + std::string(before) + word + dialect.quote + (prefix ? dialect.prefix : "");
  };
  std::string out;
  for (const Asked& word : words) {
    const bool last = &word == &words.back();
    if (!out.empty()) out += dialect.every;
    if (word.parts.empty()) {
      out += term(word.joined, last);
      continue;
    }
    out += "(" + term(word.joined, last) + dialect.either + "(";
    for (const std::string& part : word.parts)
      out += (&part == &word.parts.front() ? "" : dialect.every) + term(part, last && &part == &word.parts.back());
    out += "))";
  }
  return out;
}

// Every word with the kind before it: on SQLite a search meets the entries of its own kind only.
std::string of_kind(std::string_view kind, std::string_view words) {
  std::string out;
  for (const std::string_view word : text::split(words, ' ')) out += std::string(kind) + "." + std::string(word) + " ";
  return out;
}

void expect_kind(std::string_view kind) {
  expect(!kind.empty() && kind.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos,
         "a kind of search entries is not a word of a-z and _");
}

namespace sqlite {

// The first 63 bits of an identifier, its time first.
std::int64_t number_of(std::string_view id) {
  constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  std::int64_t number = 0;
  for (const char letter : id.substr(0, 13)) number = number << 5 | static_cast<std::int64_t>(alphabet.find(letter));
  return number;
}

void forget(Transaction& tx, std::string_view kind, std::string_view id) {
  const Rows rows = tx.query("DELETE FROM search_entry WHERE kind = $1 AND id = $2 RETURNING number, words", {kind, id});
  for (Row row : rows) {
    const std::int64_t number = row.integer();
    tx.execute("INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', $1, $2)",
               {number, of_kind(kind, row.text())});
  }
}

void put(Transaction& tx, std::string_view kind, std::string_view id, const std::string& words) {
  // Two identifiers of one millisecond can share their first bits; the later then stands beside its own place.
  std::int64_t number = number_of(id);
  while (tx.execute("INSERT INTO search_entry (number, kind, id, words) VALUES ($1, $2, $3, $4) ON CONFLICT (number) DO NOTHING",
                    {number, kind, id, words}) == 0)
    ++number;
  tx.execute("INSERT INTO search_words (rowid, words) VALUES ($1, $2)", {number, of_kind(kind, words)});
}

Rows match(Transaction& tx, std::string_view kind, const std::vector<Asked>& words, int limit) {
  return tx.query(R"(
    SELECT search_entry.id FROM search_words
    JOIN search_entry ON search_entry.number = search_words.rowid
    WHERE search_words MATCH $1
    ORDER BY search_words.rowid DESC LIMIT $2)",
                  {written(words, fts5, std::string(kind) + "."), limit});
}

}  // namespace sqlite

namespace postgres {

void forget(Transaction& tx, std::string_view kind, std::string_view id) {
  tx.execute("DELETE FROM search_entry WHERE kind = $1 AND id = $2", {kind, id});
}

void put(Transaction& tx, std::string_view kind, std::string_view id, const std::string& words) {
  std::string quoted;
  for (const std::string_view word : text::split(words, ' ')) quoted += "'" + std::string(word) + "' ";
  tx.execute(R"(
    INSERT INTO search_entry (kind, id, words) VALUES ($1, $2, CAST($3 AS tsvector))
    ON CONFLICT (kind, id) DO UPDATE SET words = excluded.words)",
             {kind, id, quoted});
}

// The planner cannot know whether a word is common. A common one is found among the newest entries; a rare one by the index,
// which must not be left to a walk through all entries.
Rows match(Transaction& tx, std::string_view kind, const std::vector<Asked>& words, int limit) {
  const std::string query = written(words, tsquery, "");
  Rows newest = tx.query(R"(
    SELECT id FROM (SELECT id, words FROM search_entry WHERE kind = $1 ORDER BY id DESC LIMIT 2000) AS newest
    WHERE words @@ CAST($2 AS tsquery) ORDER BY id DESC LIMIT $3)",
                         {kind, query, limit});
  if (newest.size() == static_cast<std::size_t>(std::max(0, limit))) return newest;
  return tx.query(R"(
    WITH found AS MATERIALIZED (SELECT kind, id FROM search_entry WHERE words @@ CAST($2 AS tsquery))
    SELECT id FROM found WHERE kind = $1 ORDER BY id DESC LIMIT $3)",
                  {kind, query, limit});
}

}  // namespace postgres

}  // namespace

void index(Transaction& tx, std::string_view kind, std::string_view id, std::string_view text) {
  expect_kind(kind);
  expect(is_id(id), "a search entry is not under an identifier");
  const bool sqlite = tx.engine() == Engine::sqlite;
  const std::string words = words_of(text);
  if (sqlite || words.empty()) (sqlite ? sqlite::forget : postgres::forget)(tx, kind, id);
  if (!words.empty()) (sqlite ? sqlite::put : postgres::put)(tx, kind, id, words);
}

std::vector<std::string> match(Transaction& tx, std::string_view kind, std::string_view query, int limit) {
  expect_kind(kind);
  const std::vector<Asked> words = asked(query);
  std::vector<std::string> found;
  if (words.empty()) return found;
  const auto rows = (tx.engine() == Engine::sqlite ? sqlite::match : postgres::match)(tx, kind, words, limit);
  for (Row row : rows) found.push_back(row.text());
  return found;
}

void copy(Transaction& from, Transaction& to) {
  to.execute("DELETE FROM search_entry");
  if (to.engine() == Engine::sqlite) to.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')");
  const std::string_view sql = from.engine() == Engine::sqlite ? R"(
    SELECT kind, id, words FROM search_entry WHERE (kind, id) > ($1, $2) ORDER BY kind, id LIMIT 500)"
                                                               : R"(
    SELECT kind, id, array_to_string(tsvector_to_array(words), ' ') FROM search_entry
    WHERE (kind, id) > ($1, $2) ORDER BY kind, id LIMIT 500)";
  std::string kind, id;
  for (bool more = true; more;) {
    const Rows rows = from.query(sql, {kind, id});
    more = !rows.empty();
    for (Row row : rows) {
      kind = row.text();
      id = row.text();
      (to.engine() == Engine::sqlite ? sqlite::put : postgres::put)(to, kind, id, row.text());
    }
  }
}

}  // namespace mosharekat::store::search
