// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/submissions.h"

#include <algorithm>
#include <boost/json.hpp>
#include <span>

#include "base/json.h"
#include "base/text.h"
#include "insight/csv.h"
#include "insight/json_line.h"

namespace mosharekat::insight {
namespace {

namespace json = boost::json;
using Names = std::span<const std::string_view>;

constexpr std::string_view text_names[] = {"text", "comment", "body", "comment-body", "txt", "message", "نظر", "متن"};
constexpr std::string_view id_names[] = {"id", "comment-id", "tid", "number"};
constexpr std::string_view person_names[] = {"person", "author", "author-id", "participant", "user", "sender", "pid"};
constexpr std::string_view article_names[] = {"articles", "article", "provision", "ماده"};

Error broken(const std::string& key, std::size_t line) {
  return Error{Code::invalid, key, {{"line", static_cast<std::int64_t>(line)}}};
}

void report(const Progress& progress, std::size_t count, std::size_t read, std::size_t all) {
  constexpr std::size_t now_and_then = 1 << 14;
  if (progress && count % now_and_then == 0) progress("reading", static_cast<double>(read) / static_cast<double>(all));
}

std::vector<std::string> articles_of(std::string_view written) {
  std::vector<std::string> articles;
  for (const std::string_view part : text::split(written, ';')) {
    const std::string_view one = text::trim(part);
    if (!one.empty()) articles.emplace_back(one);
  }
  return articles;
}

std::string text_of(const json::value* value) {
  if (!value || value->is_null()) return {};
  if (value->is_string()) return std::string(value->get_string());
  return json::serialize(*value);
}

const json::value* member(const json::object& object, Names names) {
  for (const std::string_view name : names) {
    if (const json::value* value = object.if_contains(name)) return value;
  }
  return nullptr;
}

// False when there is no text to take.
bool take(const json::value& value, std::vector<Submission>& to) {
  if (!value.is_object()) return false;
  const json::object& object = value.get_object();
  const json::value* text = member(object, text_names);
  if (!text || !text->is_string()) return false;
  Submission one{std::string(text->get_string()), text_of(member(object, id_names)), text_of(member(object, person_names)), {}};
  if (const json::value* articles = member(object, article_names)) {
    if (articles->is_array()) {
      for (const json::value& article : articles->get_array()) one.articles.push_back(text_of(&article));
    } else {
      one.articles = articles_of(text_of(articles));
    }
  }
  to.push_back(std::move(one));
  return true;
}

Result<std::vector<Submission>> read_lines(std::string_view content, const Progress& progress) {
  std::vector<Submission> found;
  std::size_t line = 0;
  for (std::size_t begin = 0; begin < content.size();) {
    const std::size_t end = std::min(content.find('\n', begin), content.size());
    const std::string_view written = text::trim(content.substr(begin, end - begin));
    ++line;
    begin = end + 1;
    if (written.empty()) continue;
    const Result<json::value> value = mosharekat::json::parse(written);
    if (!value) return broken("submissions.error.json", line);
    if (!take(*value, found)) return broken("submissions.error.line", line);
    report(progress, line, begin, content.size());
  }
  return found;
}

Result<std::vector<Submission>> read_list(std::string_view content) {
  const Result<json::value> value = mosharekat::json::parse(content);
  if (!value) return broken("submissions.error.json", static_cast<std::size_t>(line_of(content, value.error())));
  if (!value->is_array()) return broken("submissions.error.line", 1);
  std::vector<Submission> found;
  for (const json::value& one : value->get_array()) {
    if (!take(one, found)) return broken("submissions.error.line", found.size() + 1);
  }
  return found;
}

Result<std::vector<Submission>> read_csv(std::string_view content, const Progress& progress) {
  Csv csv(content);
  std::vector<std::string_view> row;
  const auto next = [&]() -> Result<bool> {
    Result<bool> more = csv.next(row);
    if (!more) return broken("submissions.error.csv", csv.line());
    return *more;
  };
  if (!TRY(next())) return Error{Code::invalid, "submissions.error.empty"};
  const auto column = [&](Names names) -> std::ptrdiff_t {
    for (const std::string_view name : names) {
      const auto at = std::ranges::find_if(row, [&](std::string_view one) { return text::ascii_lower(text::trim(one)) == name; });
      if (at != row.end()) return at - row.begin();
    }
    return -1;
  };
  const std::ptrdiff_t body = column(text_names), id = column(id_names), person = column(person_names),
                       article = column(article_names);
  if (body < 0) return Error{Code::invalid, "submissions.error.no_text"};
  const auto field = [&](std::ptrdiff_t at) {
    return at >= 0 && static_cast<std::size_t>(at) < row.size() ? row[static_cast<std::size_t>(at)] : std::string_view{};
  };
  std::vector<Submission> found;
  while (TRY(next())) {
    if (static_cast<std::size_t>(body) >= row.size()) return broken("submissions.error.line", csv.line());
    found.push_back({std::string(field(body)), std::string(field(id)), std::string(field(person)), articles_of(field(article))});
    report(progress, found.size(), csv.offset(), content.size());
  }
  return found;
}

}  // namespace

Result<std::vector<Submission>> read_submissions(std::string_view content, const Progress& progress) {
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  const std::size_t start = content.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return Error{Code::invalid, "submissions.error.empty"};
  Result<std::vector<Submission>> found = content[start] == '{'   ? read_lines(content, progress)
                                          : content[start] == '[' ? read_list(content)
                                                                  : read_csv(content, progress);
  if (found && found->empty()) return Error{Code::invalid, "submissions.error.empty"};
  return found;
}

}  // namespace mosharekat::insight
