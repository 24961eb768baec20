// SPDX-License-Identifier: AGPL-3.0-or-later
// Names, tracking codes, and the risk of a text: pure.
#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "consultation/contribution.h"

namespace mosharekat::consultation {

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::comment: return "comment";
    case Kind::replacement: return "replacement";
    case Kind::answer: return "answer";
    case Kind::reply: return "reply";
  }
  return "";
}

std::string_view name(Stance stance) {
  switch (stance) {
    case Stance::for_text: return "for";
    case Stance::for_with_changes: return "for_with_changes";
    case Stance::against: return "against";
  }
  return "";
}

std::optional<Stance> stance_named(std::string_view text) {
  for (const Stance stance : {Stance::for_text, Stance::for_with_changes, Stance::against})
    if (name(stance) == text) return stance;
  return std::nullopt;
}

std::string_view name(Visibility visibility) {
  switch (visibility) {
    case Visibility::waiting: return "waiting";
    case Visibility::published: return "published";
    case Visibility::hidden: return "hidden";
    case Visibility::withdrawn: return "withdrawn";
  }
  return "";
}

Result<void> takes_contributions(const Call& call, Instant received) {
  using mosharekat::Code;
  if (!is_public(call.state) || call.state == State::withdrawn || received < *call.opens_at)
    return Error{Code::conflict, "contribution.error.not_open"};
  if (call.state == State::suspended && received >= call.state_since)
    return Error{Code::conflict, "contribution.error.suspended"};
  if (received >= *call.closes_at || (state_at(call, received) != State::open && call.state != State::suspended &&
                                      call.state != State::closed && call.state != State::analysing))
    return Error{Code::conflict, "contribution.error.closed"};
  return {};
}

namespace {

// Damm's quasigroup of order 10: finds every single wrong digit and every swap of neighbours. H. M. Damm, dissertation, Marburg
// 2004.
constexpr int damm[10][10] = {{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
                              {1, 7, 5, 0, 9, 8, 3, 4, 2, 6}, {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
                              {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7}, {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
                              {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}};

int damm_digit(std::string_view digits) {
  int state = 0;
  for (const char digit : digits) state = damm[state][digit - '0'];
  return state;
}

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

bool all_digits(std::string_view text) {
  for (const char letter : text)
    if (letter < '0' || letter > '9') return false;
  return !text.empty();
}

// Ten digits with the check digit of an Iranian national code; all equal ones are never given.
bool is_national_code(std::string_view digits) {
  if (digits.size() != 10 || digits.find_first_not_of(digits[0]) == std::string_view::npos) return false;
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += (digits[static_cast<std::size_t>(i)] - '0') * (10 - i);
  const int rest = sum % 11;
  return digits[9] - '0' == (rest < 2 ? rest : 11 - rest);
}

bool is_mobile(std::string_view digits) {
  if (digits.starts_with("0098"))
    digits.remove_prefix(4);
  else if (digits.starts_with("98") && digits.size() == 12)
    digits.remove_prefix(2);
  else if (digits.starts_with("0"))
    digits.remove_prefix(1);
  return digits.size() == 10 && digits[0] == '9';
}

void note(Risk& risk, std::string_view flag, int score) {
  for (const std::string& noticed : risk.flags)
    if (noticed == flag) return;
  risk.flags.emplace_back(flag);
  risk.score += score;
}

}  // namespace

std::string new_tracking_code() {
  for (;;) {
    std::string code;
    for (int i = 0; i < 15; ++i) code += static_cast<char>('0' + hash::random_below(10));
    code += static_cast<char>('0' + damm_digit(code));
    // A card number has a Luhn digit: such a code could be mistaken for one, or filtered out of a message as one.
    if (!passes_luhn(code)) return code;
  }
}

bool is_tracking_code(std::string_view digits) {
  return digits.size() == 16 && all_digits(digits) && damm_digit(digits) == 0 && !passes_luhn(digits);
}

std::string code_hash(const Secret& secret, std::string_view code) {
  return hash::hex(hash::hmac_sha256(secret.key, "tracking code\n" + std::string(code)));
}

bool Risk::personal_data() const {
  return std::any_of(flags.begin(), flags.end(), [](const std::string& flag) {
    return flag == "national_code" || flag == "mobile" || flag == "card" || flag == "email";
  });
}

std::string Risk::flag_list() const {
  std::string list;
  for (const std::string& flag : flags) list += (list.empty() ? "" : ",") + flag;
  return list;
}

Risk assess(std::string_view given) {
  Risk risk;
  const std::string text = text::ascii_digits(given);
  // Runs of digits as people write them: with spaces, dashes or slashes between.
  std::string run;
  const auto end_run = [&] {
    if (run.size() == 16 && passes_luhn(run))
      note(risk, "card", 40);
    else if (is_mobile(run))
      note(risk, "mobile", 30);
    else if (is_national_code(run))
      note(risk, "national_code", 40);
    run.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (letter >= '0' && letter <= '9')
      run += letter;
    else if ((letter == ' ' || letter == '-') && !run.empty() && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9')
      continue;
    else
      end_run();
  }
  end_run();
  const std::string lower = text::ascii_lower(text);
  if (const auto at = lower.find('@'); at != std::string::npos && at > 0 && at + 3 < lower.size() &&
                                       std::isalnum(static_cast<unsigned char>(lower[at - 1])) &&
                                       lower.find('.', at) != std::string::npos)
    note(risk, "email", 30);
  std::size_t links = 0;
  for (std::size_t at = lower.find("http"); at != std::string::npos; at = lower.find("http", at + 4)) ++links;
  if (links > 0 || lower.find("www.") != std::string::npos) note(risk, "link", links > 2 ? 30 : 10);
  if (text::length(given) < 10) note(risk, "very_short", 10);
  std::size_t marks = 0;
  for (const char letter : text) marks += letter == '!';
  if (marks > 5) note(risk, "shouting", 5);
  return risk;
}

}  // namespace mosharekat::consultation
