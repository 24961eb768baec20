// SPDX-License-Identifier: AGPL-3.0-or-later
// The structure of a draft, mended by the people who prepare its call, before it opens. What may be done: document/structure.h.
#pragma once
#include <string>
#include <string_view>

#include "consultation/call.h"
#include "document/structure.h"

namespace mosharekat::consultation {

struct DraftStructure {
  Draft draft;                          // its hash names the text that was looked at
  std::vector<document::FlatRow> rows;  // with the anchors that readers will see
  std::string last_act;                 // what undo would undo; empty: nothing
};
// Nothing if the call has no such draft.
std::optional<DraftStructure> draft_structure(store::Transaction& tx, const CallId& call, const DraftId& draft);

// One act on the text whose hash was looked at; structure.error.changed if it is another by now. Answers the anchor to look at
// next. Only while drafting.
Result<std::string> edit_structure(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                   const DraftId& draft, std::string_view hash, const document::StructureEdit& edit);
// Takes the last act back; a hundred are kept. A new text from a file cannot be undone.
Result<void> undo_structure(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                            const DraftId& draft, std::string_view hash);

}  // namespace mosharekat::consultation
