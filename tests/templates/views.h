// SPDX-License-Identifier: AGPL-3.0-or-later
// Views for the templates beside this file, which hold every construct of the language once.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/template.h"

namespace mosharekat::web::pages::trial {

enum class State { open, closed };

struct Comment {
  std::string author{}, text{};
  std::int64_t support = 0;
  std::vector<Comment> replies{};
};

struct Values {
  std::string title{};
  Html content{};
  std::int64_t count = 0;
  std::optional<std::string> note{};
  std::optional<std::int64_t> number{};
  std::optional<Instant> at{};
  std::string address{};
  std::string text{};
};

struct Blocks {
  std::vector<Comment> comments{};
  bool closed = false;
  std::string kind{};
  State state = State::open;
  std::optional<Comment> first{};
};

struct Sentences {
  std::string key{};
  std::int64_t count = 0;
};

// The page that is measured against other engines: bench/render_bench.cpp.
struct Post {
  std::string id, author, text;
  std::int64_t number = 0, up = 0, down = 0;
  std::string time;
};
struct Bench {
  std::string title{};
  std::vector<Post> posts;
};

}  // namespace mosharekat::web::pages::trial
