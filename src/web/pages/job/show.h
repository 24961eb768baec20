// SPDX-License-Identifier: AGPL-3.0-or-later
// How far long work is, and what came of it; and a person's own work of the last day, for the desk.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "web/context.h"

namespace mosharekat::web::pages::job {

struct Show {
  std::string kind{}, title{};  // a key; what it is about
  std::string state{};          // waiting, running, done or failed
  std::string chip_style{};
  std::string stage{};  // in the reader's language
  std::int64_t done = 0, total = 0;
  std::optional<Error> error{};
  std::string link{}, link_label{};  // to what came of it; the label is a key
  std::string back{};
  std::string here{};
  Instant asked_at{};
  std::optional<Instant> kept_until{};
};

struct Line {
  std::string kind{}, title{}, link{}, state{}, chip_style{};
  Instant asked_at{};
};
struct List {
  std::vector<Line> lines{};
};
// The reader's own.
List list(const Context& in, store::Transaction& tx);

Result<Response> show(Context& in);
Result<Response> file(Context& in);

}  // namespace mosharekat::web::pages::job
