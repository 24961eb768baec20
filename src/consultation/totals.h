// SPDX-License-Identifier: AGPL-3.0-or-later
// How much there is, for the first page and the cards of calls.
#pragma once
#include "consultation/call.h"

namespace mosharekat::consultation {

// Of the whole installation, as the public sees it.
struct Totals {
  std::int64_t contributions = 0;
  std::int64_t answers = 0;  // decisions that a published report made public
  std::int64_t changes = 0;  // places of a text on record as approved that changed because of contributions
};
Totals totals(store::Transaction& tx);

struct Size {
  std::int64_t contributions = 0;  // published
  std::int64_t provisions = 0;     // of the latest drafts: articles, notes and what else is commented on by itself
};
Size size_of(store::Transaction& tx, const CallId& call);
// Of what readers find under other contributions, also as stubs; the agency's own are not counted anywhere.
std::int64_t replies_of(store::Transaction& tx, const CallId& call);

}  // namespace mosharekat::consultation
