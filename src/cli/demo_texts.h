// SPDX-License-Identifier: AGPL-3.0-or-later
// What the demonstration is made of: drafts, calls and comments written for it. The ministry, its units and its people do not
// exist.
#pragma once
#include <string_view>
#include <vector>

namespace mosharekat::cli::demo {

struct Pair {
  std::string_view part, fa, en;
};
struct Remark {
  std::string_view anchor;  // "" : the whole; "q1": a question
  std::string_view body, replacement, stance, name, organisation, language;
};
struct DemoCall {
  std::string_view type{}, topic{}, title_fa{}, title_en{}, draft{};
  std::vector<Pair> texts{};
  std::vector<Pair> questions{};  // part unused
  std::vector<Remark> remarks{};
};

const std::vector<DemoCall>& calls();

}  // namespace mosharekat::cli::demo
