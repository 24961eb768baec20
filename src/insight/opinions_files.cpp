// SPDX-License-Identifier: AGPL-3.0-or-later
// The readers of opinions.h.
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "insight/csv.h"
#include "insight/json_line.h"
#include "insight/opinions.h"
#include "insight/opinions_fields.h"

namespace mosharekat::insight {
namespace {

namespace json = boost::json;

Error broken(const std::string& key, const File& file, std::int64_t line = 0, const std::optional<std::string>& what = {}) {
  Error error{Code::invalid, key, {{"file", file.name}}};
  if (line > 0) error.arguments.push_back({"line", line});
  if (what) error.arguments.push_back({"what", text::shorten(text::tidy_line(*what), 60)});
  return error;
}

// What the files themselves say about agreement, against what the votes would say if 1 meant "agrees".
struct Evidence {
  std::int64_t for_plus = 0, for_minus = 0;
  void compare(std::int64_t stated, std::int64_t votes) {
    if (stated == 0 || votes == 0) return;
    ((stated > 0) == (votes > 0) ? for_plus : for_minus) += std::min(std::abs(stated), std::abs(votes));
  }
};

class Reader {
 public:
  Result<bool> read_votes(const File& file) {
    const std::string_view content = text::trim(file.content);
    return content.starts_with('[') || content.starts_with('{') ? votes_json(file) : votes_csv(file);
  }
  Result<bool> read_statements(const File& file) {
    return file.name.ends_with(".json") ? comments_json(file) : comments_csv(file);
  }

  Opinions finish(Agree agree) {
    for (const auto& [statement, stated] : stated_) evidence_.compare(stated, ballots_.sum_of(statement));
    if (agree == Agree::minus_one || (agree == Agree::settled && evidence_.for_minus > evidence_.for_plus)) ballots_.flip();
    return ballots_.opinions();
  }

  bool has_votes() const { return ballots_.size() > 0; }

 private:
  using Row = std::vector<std::string_view>;

  // Where the columns stand; −1 for those that are not there.
  static std::ptrdiff_t column(const std::vector<std::string>& header, std::span<const std::string_view> names) {
    for (const std::string_view name : names) {
      const auto at = std::ranges::find(header, name);
      if (at != header.end()) return at - header.begin();
    }
    return -1;
  }
  static std::string_view field(const Row& row, std::ptrdiff_t column) {
    return column >= 0 && static_cast<std::size_t>(column) < row.size() ? row[static_cast<std::size_t>(column)]
                                                                        : std::string_view{};
  }
  static std::int64_t count(std::string_view text) { return whole(text).value_or(0); }

  static Result<bool> next(Csv& csv, Row& row, const File& file) {
    Result<bool> more = csv.next(row);
    if (!more) return broken("opinions.error.csv", file, static_cast<std::int64_t>(csv.line()));
    return *more;
  }
  // Nothing when the file is empty.
  static Result<std::vector<std::string>> header_of(Csv& csv, const File& file) {
    Row row;
    std::vector<std::string> names;
    TRY(next(csv, row, file));
    for (const std::string_view name : row) names.push_back(plain(name));
    return names;
  }

  Result<bool> votes_csv(const File& file) {
    Csv csv(file.content);
    const std::vector<std::string> header = TRY(header_of(csv, file));
    if (header.empty()) return broken("opinions.error.no_votes", file);
    static constexpr std::string_view of_vote[] = {"vote"};
    const auto who = column(header, of_participant), what = column(header, of_statement), vote = column(header, of_vote);
    const auto when = column(header, of_time);
    if (what < 0 || vote < 0) return participants_csv(csv, header, file);
    if (who < 0) return broken("opinions.error.column", file, 1);
    Row row;
    while (TRY(next(csv, row, file))) {
      const auto line = static_cast<std::int64_t>(csv.line());
      if (row.size() < header.size()) return broken("opinions.error.row", file, line);
      const std::string_view participant = id_of(field(row, who)), statement = id_of(field(row, what));
      if (participant.empty() || statement.empty()) return broken("opinions.error.row", file, line);
      const auto value = vote_value(field(row, vote));
      if (!value) return broken("opinions.error.vote", file, line, std::string(field(row, vote)));
      if (!is_no_statement(statement)) ballots_.vote(participant, statement, *value, time_of(field(row, when)));
    }
    return true;
  }

  // One participant per line, a column per statement. Where columns are numbers, those are the statements; else all that are not
  // known to be something else.
  Result<bool> participants_csv(Csv& csv, const std::vector<std::string>& header, const File& file) {
    static constexpr std::string_view others[] = {"xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "n-pass"};
    const auto is_number = [](std::string_view name) { return whole(name) && *whole(name) >= 0; };
    auto who = column(header, of_participant);
    const bool numbered = std::ranges::any_of(header, is_number);
    // An index without a name, as tables of numbers are often saved.
    if (who < 0 && numbered && !is_number(header.front())) who = 0;
    if (who < 0) return broken("opinions.error.column", file, 1);
    std::vector<std::size_t> statements;
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (static_cast<std::ptrdiff_t>(i) == who || is_no_statement(header[i])) continue;
      const bool other = header[i].empty() || std::ranges::find(others, header[i]) != std::end(others);
      if (numbered ? is_number(header[i]) : !other) statements.push_back(i);
    }
    if (statements.empty()) return broken("opinions.error.column", file, 1);
    const auto agrees = column(header, of_agreement), disagrees = column(header, of_disagreement);
    Row row;
    while (TRY(next(csv, row, file))) {
      const auto line = static_cast<std::int64_t>(csv.line());
      const std::string_view participant = id_of(field(row, who));
      if (row.size() != header.size() || participant.empty()) return broken("opinions.error.row", file, line);
      std::int64_t sum = 0;
      for (const std::size_t i : statements) {
        if (is_missing(row[i])) continue;
        const auto value = vote_value(row[i]);
        if (!value) return broken("opinions.error.vote", file, line, std::string(row[i]));
        ballots_.vote(participant, id_of(header[i]), *value);
        sum += *value;
      }
      evidence_.compare(count(field(row, agrees)) - count(field(row, disagrees)), sum);
    }
    return true;
  }

  Result<bool> comments_csv(const File& file) {
    Csv csv(file.content);
    const std::vector<std::string> header = TRY(header_of(csv, file));
    if (header.empty()) return true;
    static constexpr std::string_view of_meta[] = {"is-meta"};
    const auto id = column(header, of_statement), body = column(header, of_text), moderated = column(header, of_moderation);
    const auto meta = column(header, of_meta);
    const auto agrees = column(header, of_agreement), disagrees = column(header, of_disagreement);
    if (id < 0) return broken("opinions.error.column", file, 1);
    Row row;
    while (TRY(next(csv, row, file))) {
      const std::string statement(id_of(field(row, id)));
      if (statement.empty()) return broken("opinions.error.row", file, static_cast<std::int64_t>(csv.line()));
      comment(statement, field(row, body), count(field(row, moderated)), is_yes(field(row, meta)),
              count(field(row, agrees)) - count(field(row, disagrees)));
    }
    return true;
  }

  static bool is_yes(std::string_view text) {
    const std::string lower = text::ascii_lower(text::trim(text));
    return lower == "true" || lower == "t" || whole(text) == 1;
  }

  void comment(const std::string& statement, std::string_view text, std::int64_t moderated, bool meta, std::int64_t stated) {
    ballots_.describe(statement, text::tidy(text), moderated < 0 || meta, meta);
    stated_[statement] = stated;
  }

  // Members by their plain names; texts as they are, anything else as JSON writes it, null as nothing.
  class Entry {
   public:
    explicit Entry(const json::object& object) {
      for (const auto& [name, value] : object) {
        if (!value.is_null()) {
          members_[plain(name)] = value.is_string()   ? std::string(value.get_string())
                                  : value.is_double() ? written(value.get_double())
                                                      : json::serialize(value);
        }
      }
    }
    std::string_view of(std::span<const std::string_view> names) const {
      for (const std::string_view name : names) {
        if (const auto at = members_.find(name); at != members_.end()) return at->second;
      }
      return {};
    }
    // Identifiers come as numbers or texts.
    std::string_view id(std::span<const std::string_view> names) const {
      const std::string_view found = id_of(of(names));
      return found.starts_with('[') || found.starts_with('{') ? std::string_view{} : found;
    }

   private:
    std::map<std::string, std::string, std::less<>> members_;
  };

  // The list itself, or an object that holds it.
  static Result<json::value> array_of(const File& file) {
    std::string_view content = file.content;
    if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    Result<json::value> value = mosharekat::json::parse(content);
    if (!value) return broken("opinions.error.json", file, line_of(content, value.error()));
    if (value->is_object()) {
      for (const std::string_view name : {"votes", "comments", "statements", "data"}) {
        if (json::value* list = value->get_object().if_contains(name); list && list->is_array()) return json::value(*list);
      }
    }
    if (!value->is_array()) return broken("opinions.error.json", file, 1);
    return value;
  }

  Result<bool> votes_json(const File& file) {
    static constexpr std::string_view of_vote[] = {"vote"};
    const json::value all = TRY(array_of(file));
    std::int64_t number = 0;
    for (const json::value& one : all.get_array()) {
      ++number;
      if (!one.is_object()) return broken("opinions.error.row", file, number);
      const Entry entry(one.get_object());
      const std::string_view who = entry.id(of_participant), what = entry.id(of_statement);
      if (who.empty() || what.empty()) return broken("opinions.error.row", file, number);
      const auto value = vote_value(entry.of(of_vote));
      if (!value) return broken("opinions.error.vote", file, number, json::serialize(one));
      if (!is_no_statement(what)) ballots_.vote(who, what, *value, time_of(entry.of(of_time)));
    }
    return true;
  }

  Result<bool> comments_json(const File& file) {
    static constexpr std::string_view of_meta[] = {"is-meta"};
    const json::value all = TRY(array_of(file));
    std::int64_t number = 0;
    for (const json::value& one : all.get_array()) {
      ++number;
      if (!one.is_object()) return broken("opinions.error.row", file, number);
      const Entry entry(one.get_object());
      const std::string statement(entry.id(of_statement));
      if (statement.empty()) return broken("opinions.error.row", file, number);
      comment(statement, entry.of(of_text), count(entry.of(of_moderation)), is_yes(entry.of(of_meta)),
              count(entry.of(of_agreement)) - count(entry.of(of_disagreement)));
    }
    return true;
  }

  Ballots ballots_;
  Evidence evidence_;
  std::map<std::string, std::int64_t> stated_;
};

// What a file of a folder holds, by its name.
enum class Kind : std::uint8_t { other, list_json, list_csv, matrix, statements };

Kind kind_of(std::string_view name) {
  if (name.ends_with("participants-votes.csv") || name.ends_with("participant-votes.csv")) return Kind::matrix;
  if (name.ends_with("votes.json")) return Kind::list_json;
  if (name.ends_with("votes.csv")) return Kind::list_csv;
  return name.ends_with("comments.csv") || name.ends_with("comments.json") ? Kind::statements : Kind::other;
}

}  // namespace

Result<Opinions> read_opinions(const std::vector<File>& files, Agree agree) {
  Reader reader;
  if (files.size() == 1) {
    TRY(reader.read_votes(files.front()));
  } else {
    // A folder may hold the same votes several times: those with the finest times are read, the table without times last.
    for (const Kind kind : {Kind::list_json, Kind::list_csv, Kind::matrix}) {
      const File* read = nullptr;
      for (const File& file : files) {
        if (kind_of(file.name) != kind) continue;
        if (read) return broken("opinions.error.several", file);
        TRY(reader.read_votes(file));
        read = &file;
      }
      if (read) break;
    }
    for (const File& file : files) {
      if (kind_of(file.name) == Kind::statements) TRY(reader.read_statements(file));
    }
  }
  if (!reader.has_votes()) return broken("opinions.error.no_votes", files.empty() ? File{} : files.front());
  return reader.finish(agree);
}

}  // namespace mosharekat::insight
