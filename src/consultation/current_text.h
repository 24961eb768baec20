// SPDX-License-Identifier: AGPL-3.0-or-later
// The text in force beside a draft that amends it: what the table current/proposed is made from. It is not consulted on, has no
// versions and carries no comments; its provisions bear the anchors of those of the draft that they correspond to.
#pragma once
#include "consultation/answer.h"

namespace mosharekat::consultation {

// By who prepares the call. While drafting it is set, replaced or taken away; while the call is announced, open or suspended it
// may be set or put right, with a public notice.
Result<void> set_current_text(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                              const DraftId& draft, document::Text text, std::string_view source_name);
Result<void> remove_current_text(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                 const DraftId& draft);

struct CurrentText {
  std::string title, source_name;
  std::vector<FlatProvision> provisions;  // in reading order
};
std::optional<CurrentText> current_text(store::Transaction& tx, const DraftId& draft);
// Whether any draft of the call has one.
bool has_current_text(store::Transaction& tx, const CallId& call);

}  // namespace mosharekat::consultation
