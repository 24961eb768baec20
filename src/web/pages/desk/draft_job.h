// SPDX-License-Identifier: AGPL-3.0-or-later
// A draft's file becomes provisions: at once, or beside the requests where the file is large.
#pragma once
#include "consultation/draft.h"
#include "job/job.h"
#include "web/context.h"

namespace mosharekat::web::pages::desk {

// Files up to this are read at once.
inline constexpr std::size_t draft_at_once_bytes = 128u << 10;

// Gives texts without a title that of the call, and stores them all or none.
Result<std::vector<consultation::DraftId>> take_texts(store::Database& database, const identity::Actor& actor, Instant now,
                                                      const consultation::CallId& call, std::string_view replaces,
                                                      document::Imported imported, std::string_view file_name);
// `file_name` is empty for text that was pasted.
Response ask_for_draft(Context& in, std::string_view file_name, std::string_view content);
Result<mosharekat::job::Outcome> take_draft(mosharekat::job::Work& work);

}  // namespace mosharekat::web::pages::desk
