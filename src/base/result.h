// SPDX-License-Identifier: AGPL-3.0-or-later
// What a rule or a command answers: a value, or an Error whose sentence a citizen or an officer will read in their own language.
// Trouble that only the operator can mend (disk full, database gone) is an exception, caught once per request, verb or loop.
// A programmer's mistake is an expect() that fails, in release builds too.
//
//   Result<Receipt> contribute(...) {
//     const Call call = TRY(queries::find(tx, id));
//     if (text.empty()) return Error{Code::invalid, "contribution.error.empty", {}, "text"};
//     ...
//   }
#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"

namespace mosharekat {

enum class Code {
  invalid,      // what was sent cannot be taken; the person can mend it (HTTP 422)
  denied,       // this actor may not do this, now or ever (403)
  signed_out,   // would perhaps be allowed after signing in (303 to the sign-in page, 401 in the API)
  not_found,    // there is no such thing, or this actor may not know of it (404)
  conflict,     // the state does not allow it: closed, already done, changed meanwhile (409)
  too_many,     // an attempt limit was reached (429)
  unavailable,  // for now impossible, try later (503)
};

// One argument of a sentence: numbers are written in the reader's digits, and choose plurals; an instant is its day in the
// reader's calendar, with the weekday.
struct Argument {
  using Value = std::variant<std::string, std::int64_t, Instant>;
  std::string name;
  Value value;
};

struct Error {
  Code code = Code::invalid;
  std::string key;  // a key of locale/*/*.json
  std::vector<Argument> arguments{};
  std::string field{};  // the form field it is about; empty when it is about the whole
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using value_type = T;
  using tl::expected<T, Error>::expected;
  Result(Error error)
      : tl::expected<T, Error>(tl::unexpect, std::move(error)) {}  // NOLINT: implicit, so that `return Error{...}` reads well
};

namespace detail {
template <class T>
decltype(auto) unwrap(Result<T>&& result) {
  if constexpr (!std::is_void_v<T>) return T(std::move(*result));
}
}  // namespace detail

// Thrown by expect(): a bug in this program. Nothing catches it but the last handler of a request, verb or loop.
struct Bug : std::logic_error {
  using std::logic_error::logic_error;
};

// An assertion that stays on in release builds.
inline void expect(bool holds, const char* what) {
  if (!holds) throw Bug(what);
}

}  // namespace mosharekat

// Takes the value out of a Result, or returns its Error from the enclosing function.
#define TRY(expression)                                      \
  __extension__({                                            \
    auto try_result_ = (expression);                         \
    if (!try_result_) return std::move(try_result_).error(); \
    ::mosharekat::detail::unwrap(std::move(try_result_));    \
  })
