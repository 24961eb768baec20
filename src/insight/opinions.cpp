// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/opinions.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace mosharekat::insight {
namespace {

bool is_number(std::string_view id) {
  return !id.empty() && id.size() < 19 && std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; });
}

// Numbers before words, numbers by value.
bool comes_before(const std::string& left, const std::string& right) {
  const bool numbers[] = {is_number(left), is_number(right)};
  if (numbers[0] != numbers[1]) return numbers[0];
  if (numbers[0] && left.size() != right.size()) return left.size() < right.size();
  return left < right;
}

// For each old number the new one, in the order of the ids.
std::vector<std::uint32_t> sorted_numbers(std::vector<std::string>& ids) {
  std::vector<std::uint32_t> order(ids.size()), renamed(ids.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t l, std::uint32_t r) { return comes_before(ids[l], ids[r]); });
  std::vector<std::string> sorted;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    renamed[order[i]] = i;
    sorted.push_back(ids[order[i]]);
  }
  ids = std::move(sorted);
  return renamed;
}

}  // namespace

std::uint32_t Ballots::number(std::string_view id, std::vector<std::string>& ids,
                              std::unordered_map<std::string, std::uint32_t>& numbers) {
  const auto [at, is_new] = numbers.try_emplace(std::string(id), static_cast<std::uint32_t>(ids.size()));
  if (is_new) ids.emplace_back(id);
  return at->second;
}

void Ballots::vote(std::string_view participant, std::string_view statement, std::int8_t value, std::int64_t at) {
  const std::uint32_t who = number(participant, participants_, participant_number_);
  const std::uint32_t what = number(statement, statements_, statement_number_);
  votes_.push_back({who, what, value, at});
  sums_.resize(statements_.size());
  sums_[what] += value;
}

void Ballots::describe(std::string_view statement, std::string_view text, bool left_out, bool meta) {
  described_[std::string(statement)] = {std::string(text), left_out, meta};
}

void Ballots::flip() {
  for (Cast& cast : votes_) cast.value = static_cast<std::int8_t>(-cast.value);
  for (std::int64_t& sum : sums_) sum = -sum;
}

std::int64_t Ballots::sum_of(std::string_view statement) const {
  const auto at = statement_number_.find(std::string(statement));
  return at == statement_number_.end() ? 0 : sums_[at->second];
}

Opinions Ballots::opinions() const {
  Opinions result;
  result.participants = participants_;
  result.statements = statements_;
  const std::vector<std::uint32_t> participant = sorted_numbers(result.participants),
                                   statement = sorted_numbers(result.statements);
  std::vector<Cast> votes = votes_;
  for (Cast& cast : votes) cast.participant = participant[cast.participant], cast.statement = statement[cast.statement];
  std::ranges::stable_sort(votes, {}, [](const Cast& cast) { return std::tuple(cast.participant, cast.statement, cast.at); });
  std::vector<std::int64_t> first(result.participants.size(), INT64_MAX);
  for (std::size_t i = 0; i < votes.size(); ++i) {
    first[votes[i].participant] = std::min(first[votes[i].participant], votes[i].at);
    const bool replaced =
        i + 1 < votes.size() && votes[i + 1].participant == votes[i].participant && votes[i + 1].statement == votes[i].statement;
    if (!replaced) result.votes.push_back({votes[i].participant, votes[i].statement, votes[i].value});
  }
  result.arrival_known = std::ranges::any_of(votes, [&](const Cast& cast) { return cast.at != votes.front().at; });
  result.arrival.resize(result.participants.size());
  std::iota(result.arrival.begin(), result.arrival.end(), 0U);
  std::ranges::stable_sort(result.arrival, {}, [&](std::uint32_t i) { return first[i]; });
  for (const std::string& id : result.statements) {
    const auto at = described_.find(id);
    const Described described = at == described_.end() ? Described{} : at->second;
    result.texts.push_back(described.text);
    result.left_out.push_back(described.left_out);
    result.meta.push_back(described.meta);
  }
  return result;
}

}  // namespace mosharekat::insight
