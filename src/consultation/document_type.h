// SPDX-License-Identifier: AGPL-3.0-or-later
// The kinds of documents that are opened for comment (by-law, bill, circular, …), as data: a code that exports and policies keep,
// and a name in both languages. A kind is never taken away, since calls are of it; a retired one is offered no more.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.h"

namespace mosharekat::consultation {

struct DocumentType {
  std::string code{};  // 2 to 40 of a-z and _, begins with a letter
  std::string name_fa{}, name_en{};
  bool retired = false;
  const std::string& name(Language language) const { return language == Language::fa ? name_fa : name_en; }
};

// Adds a kind, or changes the names of one and whether it is offered. By the country's administrator, for every agency.
Result<void> set_document_type(store::Database& database, const identity::Actor& actor, Instant now, const DocumentType& ask);

std::vector<DocumentType> document_types(store::Transaction& tx);  // in the order in which they were added
// The code itself where there is no such kind.
std::string document_type_name(store::Transaction& tx, std::string_view code, Language language);
// call.error.document_type at the field document_type where a new call, plan or policy may not be of it.
Result<void> offered_document_type(store::Transaction& tx, std::string_view code);

}  // namespace mosharekat::consultation
