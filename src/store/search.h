// SPDX-License-Identifier: AGPL-3.0-or-later
// Full-text search, the one thing that differs by engine: FTS5 on SQLite, tsvector with GIN on PostgreSQL. Texts and queries are
// folded and cut into words by text::search_tokens and both engines take the words as they are, so spellings, half-spaces and
// digits of any script match alike on both.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace mosharekat::store::search {

// Makes `text` findable under (kind, id), replacing what was there. Empty text removes it. `kind` is a word of a-z and _, `id`
// an identifier (base/id.h); anything else is a Bug. Of a text with more than a megabyte of different words the rest is not
// found.
void index(Transaction& tx, std::string_view kind, std::string_view id, std::string_view text);

// Identifiers of a kind whose text holds every word of the query (the last word as a prefix, from three letters on), newest
// first, at most `limit`. A word written with a half-space is found joined, apart and with the half-space. A query without a
// letter or digit matches nothing; of one with more than 32 words the first 32 count.
std::vector<std::string> match(Transaction& tx, std::string_view kind, std::string_view query, int limit);

// Replaces everything that can be found in `to` by what can be found in `from`, of the same or the other engine.
void copy(Transaction& from, Transaction& to);

}  // namespace mosharekat::store::search
