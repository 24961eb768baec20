// SPDX-License-Identifier: AGPL-3.0-or-later
// The readers of opinions.h.
#include <boost/json.hpp>
#include <charconv>
#include <map>

#include "base/json.h"
#include "base/text.h"
#include "insight/csv.h"
#include "insight/opinions.h"

namespace mosharekat::insight {
namespace {

namespace json = boost::json;

Error broken(const std::string& key, const File& file, std::int64_t line = 0, const std::string& what = {}) {
  Error error{Code::invalid, key, {{"file", file.name}}};
  if (line > 0) error.arguments.push_back({"line", line});
  if (!what.empty()) error.arguments.push_back({"what", text::shorten(text::tidy_line(what), 60)});
  return error;
}

std::optional<std::int64_t> whole(std::string_view text) {
  text = text::trim(text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // Some exports write whole numbers as 1.0.
  const std::string_view rest(end, text.data() + text.size());
  if (error != std::errc{} || !(rest.empty() || rest == ".0")) return std::nullopt;
  return value;
}

std::optional<std::int8_t> vote_value(std::optional<std::int64_t> value) {
  if (!value || *value < -1 || *value > 1) return std::nullopt;
  return static_cast<std::int8_t>(*value);
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

  Result<bool> read(const File& file) {
    if (file.name.ends_with("votes.csv")) return votes_csv(file);
    if (file.name.ends_with("votes.json")) return votes_json(file);
    if (file.name.ends_with("comments.csv")) return comments_csv(file);
    if (file.name.ends_with("comments.json")) return comments_json(file);
    return false;
  }

  Opinions finish(Agree agree) {
    for (const auto& [statement, stated] : stated_) evidence_.compare(stated, ballots_.sum_of(statement));
    if (agree == Agree::minus_one || (agree == Agree::settled && evidence_.for_minus > evidence_.for_plus)) ballots_.flip();
    return ballots_.opinions();
  }

  bool has_votes() const { return ballots_.size() > 0; }

 private:
  // Where the columns stand; −1 for those that are not there.
  static std::ptrdiff_t column(const std::vector<std::string_view>& header, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
      const auto at = std::ranges::find(header, name);
      if (at != header.end()) return at - header.begin();
    }
    return -1;
  }
  static std::string_view field(const std::vector<std::string_view>& row, std::ptrdiff_t column) {
    return column >= 0 && static_cast<std::size_t>(column) < row.size() ? row[static_cast<std::size_t>(column)]
                                                                        : std::string_view{};
  }

  Result<bool> next(Csv& csv, std::vector<std::string_view>& row, const File& file) {
    Result<bool> more = csv.next(row);
    if (!more) return broken("opinions.error.csv", file, static_cast<std::int64_t>(csv.line()));
    return *more;
  }

  Result<bool> votes_csv(const File& file) {
    Csv csv(file.content);
    std::vector<std::string_view> header, row;
    if (!TRY(next(csv, header, file))) return broken("opinions.error.no_votes", file);
    const std::vector<std::string> names(header.begin(), header.end());  // the views die with the next row
    header.assign(names.begin(), names.end());
    if (column(header, {"participant"}) >= 0) return participants_csv(csv, header, file);
    const auto who = column(header, {"voter-id", "pid", "participant_id", "voter_id"});
    const auto what = column(header, {"comment-id", "tid", "statement_id", "comment_id"});
    const auto vote = column(header, {"vote"}), when = column(header, {"timestamp", "modified", "created"});
    if (who < 0 || what < 0 || vote < 0) return broken("opinions.error.column", file, 1);
    while (TRY(next(csv, row, file))) {
      const auto line = static_cast<std::int64_t>(csv.line());
      if (row.size() < header.size()) return broken("opinions.error.row", file, line);
      const auto value = vote_value(whole(field(row, vote)));
      if (!value) return broken("opinions.error.vote", file, line, std::string(field(row, vote)));
      const std::string_view participant = text::trim(field(row, who)), statement = text::trim(field(row, what));
      if (participant.empty() || statement.empty()) return broken("opinions.error.row", file, line);
      ballots_.vote(participant, statement, *value, whole(field(row, when)).value_or(0));
    }
    return true;
  }

  // One participant per line; the columns after the counts are the statements.
  Result<bool> participants_csv(Csv& csv, const std::vector<std::string_view>& header, const File& file) {
    const auto who = column(header, {"participant"});
    const auto agrees = column(header, {"n-agree"}), disagrees = column(header, {"n-disagree"});
    static constexpr std::string_view counts[] = {"participant", "xid",     "group-id",  "n-comments",
                                                  "n-votes",     "n-agree", "n-disagree"};
    std::vector<std::size_t> statements;
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (std::ranges::find(counts, header[i]) == std::end(counts)) statements.push_back(i);
    }
    if (statements.empty()) return broken("opinions.error.column", file, 1);
    std::vector<std::string_view> row;
    while (TRY(next(csv, row, file))) {
      const auto line = static_cast<std::int64_t>(csv.line());
      if (row.size() != header.size()) return broken("opinions.error.row", file, line);
      std::int64_t sum = 0;
      for (const std::size_t i : statements) {
        if (text::trim(row[i]).empty()) continue;
        const auto value = vote_value(whole(row[i]));
        if (!value) return broken("opinions.error.vote", file, line, std::string(row[i]));
        ballots_.vote(text::trim(field(row, who)), header[i], *value);
        sum += *value;
      }
      evidence_.compare(whole(field(row, agrees)).value_or(0) - whole(field(row, disagrees)).value_or(0), sum);
    }
    return true;
  }

  Result<bool> comments_csv(const File& file) {
    Csv csv(file.content);
    std::vector<std::string_view> header, row;
    if (!TRY(next(csv, header, file))) return true;
    const std::vector<std::string> names(header.begin(), header.end());
    header.assign(names.begin(), names.end());
    const auto id = column(header, {"comment-id", "tid", "statement_id", "comment_id"});
    const auto body = column(header, {"comment-body", "txt"}), moderated = column(header, {"moderated", "mod"});
    const auto meta = column(header, {"is-meta", "is_meta"});
    const auto agrees = column(header, {"agrees", "agree_count"}), disagrees = column(header, {"disagrees", "disagree_count"});
    if (id < 0) return broken("opinions.error.column", file, 1);
    while (TRY(next(csv, row, file))) {
      const std::string statement(text::trim(field(row, id)));
      if (statement.empty()) return broken("opinions.error.row", file, static_cast<std::int64_t>(csv.line()));
      const std::string is_meta = text::ascii_lower(text::trim(field(row, meta)));
      comment(statement, field(row, body), whole(field(row, moderated)).value_or(0), is_meta == "true" || is_meta == "1",
              whole(field(row, agrees)).value_or(0) - whole(field(row, disagrees)).value_or(0));
    }
    return true;
  }

  void comment(const std::string& statement, std::string_view text, std::int64_t moderated, bool meta, std::int64_t stated) {
    ballots_.describe(statement, text::tidy(text), moderated < 0 || meta, meta);
    stated_[statement] = stated;
  }

  // Identifiers come as numbers or texts.
  static std::string id_of(const json::value* value) {
    if (!value) return {};
    if (value->is_string()) return std::string(value->get_string());
    if (value->is_int64()) return std::to_string(value->get_int64());
    if (value->is_uint64()) return std::to_string(value->get_uint64());
    return {};
  }
  static std::optional<std::int64_t> number_of(const json::value* value) {
    if (!value) return std::nullopt;
    if (value->is_double() && std::abs(value->get_double()) < 9e15) return static_cast<std::int64_t>(value->get_double());
    return whole(id_of(value));
  }
  static const json::value* member(const json::object& object, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
      if (const json::value* value = object.if_contains(name)) return value;
    }
    return nullptr;
  }

  static Result<json::value> array_of(const File& file) {
    Result<json::value> value = mosharekat::json::parse(file.content);
    if (!value || !value->is_array()) return broken("opinions.error.json", file);
    return value;
  }

  Result<bool> votes_json(const File& file) {
    const json::value all = TRY(array_of(file));
    std::int64_t entry = 0;
    for (const json::value& one : all.get_array()) {
      ++entry;
      if (!one.is_object()) return broken("opinions.error.row", file, entry);
      const json::object& vote = one.get_object();
      const auto value = vote_value(number_of(member(vote, {"vote"})));
      const std::string who = id_of(member(vote, {"pid", "participant_id", "voter-id"}));
      const std::string what = id_of(member(vote, {"tid", "statement_id", "comment-id"}));
      if (who.empty() || what.empty()) return broken("opinions.error.row", file, entry);
      if (!value) return broken("opinions.error.vote", file, entry, json::serialize(one));
      ballots_.vote(who, what, *value, number_of(member(vote, {"modified", "created", "timestamp"})).value_or(0));
    }
    return true;
  }

  Result<bool> comments_json(const File& file) {
    const json::value all = TRY(array_of(file));
    std::int64_t entry = 0;
    for (const json::value& one : all.get_array()) {
      ++entry;
      const std::string statement = one.is_object() ? id_of(member(one.get_object(), {"tid", "statement_id", "comment-id"})) : "";
      if (statement.empty()) return broken("opinions.error.row", file, entry);
      const json::object& object = one.get_object();
      const json::value *text = member(object, {"txt", "comment-body"}), *meta = member(object, {"is_meta", "is-meta"});
      comment(statement, text && text->is_string() ? std::string_view(text->get_string()) : std::string_view{},
              number_of(member(object, {"mod", "moderated"})).value_or(0), meta && meta->is_bool() && meta->get_bool(),
              number_of(member(object, {"agree_count", "agrees"})).value_or(0) -
                  number_of(member(object, {"disagree_count", "disagrees"})).value_or(0));
    }
    return true;
  }

  Ballots ballots_;
  Evidence evidence_;
  std::map<std::string, std::int64_t> stated_;
};

}  // namespace

Result<Opinions> read_opinions(const std::vector<File>& files, Agree agree) {
  Reader reader;
  if (files.size() == 1) {
    TRY(reader.read_votes(files.front()));
    if (!reader.has_votes()) return broken("opinions.error.no_votes", files.front());
    return reader.finish(agree);
  }
  // A folder may hold the same votes twice, once per vote and once per participant: the former tell more.
  const auto is_matrix = [](const File& file) {
    return file.name.ends_with("participants-votes.csv") || file.name.ends_with("participant-votes.csv");
  };
  const auto is_list = [&](const File& file) {
    return (file.name.ends_with("votes.csv") || file.name.ends_with("votes.json")) && !is_matrix(file);
  };
  const bool has_list = std::ranges::any_of(files, is_list);
  for (const File& file : files) {
    if (has_list && is_matrix(file)) continue;
    TRY(reader.read(file));
  }
  if (!reader.has_votes()) return broken("opinions.error.no_votes", files.empty() ? File{} : files.front());
  return reader.finish(agree);
}

}  // namespace mosharekat::insight
