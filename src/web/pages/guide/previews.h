// SPDX-License-Identifier: AGPL-3.0-or-later
// The templates as they are read before one is chosen: {{> guide/previews previews}} on the page of a new call, each with the
// period policy that holds for its kind.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"

namespace mosharekat::web::pages::guide {

struct PreviewPart {
  std::string label{}, text{};  // a key; in the reader's language
};
struct Preview {
  std::string type{}, policy{};
  std::vector<PreviewPart> parts{};
};
struct Previews {
  std::vector<Preview> kinds{};
};

// As they hold for the first agency that this person prepares calls for.
Previews previews_of(const Context& in, store::Transaction& tx);
// The policy in one sentence: at least so many days, under which source.
std::string policy_sentence(const Context& in, const consultation::PeriodRule& rule);

}  // namespace mosharekat::web::pages::guide
