// SPDX-License-Identifier: AGPL-3.0-or-later
// Full-text search, the one thing that differs by engine: FTS5 (unicode61, contentless) on SQLite, tsvector 'simple' with GIN on
// PostgreSQL. Texts and queries pass text::search_tokens, so spellings, half-spaces and digits of any script match alike on both.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace mosharekat::store::search {

// Makes `text` findable under (kind, id), replacing what was there. Empty text removes it.
void index(Transaction& tx, std::string_view kind, std::string_view id, std::string_view text);

// Identifiers of a kind whose text holds every word of the query (the last word as a prefix), newest first, at most `limit`.
// A query without a letter or digit matches nothing.
std::vector<std::string> match(Transaction& tx, std::string_view kind, std::string_view query, int limit);

}  // namespace mosharekat::store::search
