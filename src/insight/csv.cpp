// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/csv.h"

namespace mosharekat::insight {

Csv::Csv(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
}

Result<std::string_view> Csv::field() {
  if (at_ >= text_.size() || text_[at_] != '"') {
    const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    const std::string_view found = text_.substr(at_, end - at_);
    at_ = end;
    return found;
  }
  const Error broken{Code::invalid, "csv.error.quote", {{"line", static_cast<std::int64_t>(line_)}}};
  const std::size_t begin = ++at_;
  std::string* copy = nullptr;
  std::size_t copied = begin;
  while (true) {
    const std::size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos) return broken;
    at_ = quote + 1;
    if (at_ >= text_.size() || text_[at_] != '"') break;
    // A doubled quote stands for one: from here on the field is a copy.
    if (!copy) copy = &unquoted_.emplace_back();
    copy->append(text_.substr(copied, at_ - copied));
    copied = ++at_;
  }
  const std::string_view rest = text_.substr(copied, at_ - 1 - copied);
  for (const char byte : text_.substr(begin, at_ - 1 - begin)) line_ += byte == '\n';
  if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') return broken;
  if (!copy) return rest;
  copy->append(rest);
  return std::string_view(*copy);
}

Result<bool> Csv::next(std::vector<std::string_view>& fields) {
  fields.clear();
  unquoted_.clear();
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) line_ += text_[at_++] == '\n';
  if (at_ >= text_.size()) return false;
  row_line_ = line_;
  while (true) {
    fields.push_back(TRY(field()));
    if (at_ >= text_.size() || text_[at_] != ',') break;
    ++at_;
  }
  return true;
}

}  // namespace mosharekat::insight
