// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts of one file as drafts of a call, with what reading the file left out of them.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "consultation/call.h"

namespace mosharekat::consultation {

// As set_draft() in call.h, for all texts of a file, all or none; what reading it left out is kept with each. Where a draft is
// replaced the file's first text takes its place, and there are no others.
Result<std::vector<DraftId>> set_drafts(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                        const std::optional<DraftId>& draft, const document::Imported& file,
                                        std::string_view source_name);

struct DraftSource {
  std::string name;                         // of the file; empty for pasted text
  std::vector<document::Warning> warnings;  // sentences of locale/*/import.json
};
DraftSource source_of(store::Transaction& tx, const VersionId& version);

}  // namespace mosharekat::consultation
