// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of administration share: whose agencies a person administers, and the list of pages at their side.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/form.h"

namespace mosharekat::web::pages::admin {

// {{> admin/nav nav}}: `at` is agencies, people, policies or acts.
struct Nav {
  std::string at{};
};

// An agency's administrator within the own tree; the country's everywhere.
bool administers(const identity::Actor& actor, const identity::Agency& agency);
// The agencies that this person administers, parents before children.
std::vector<identity::Agency> own_agencies(const Context& in, store::Transaction& tx);
// "Ministry › Institute › Office" in the reader's language.
std::string full_name(const Context& in, const std::vector<identity::Agency>& all, const identity::Agency& agency);
// A list of the agencies that this person administers, to choose one from.
part::Select agency_select(const Context& in, store::Transaction& tx, std::string name, std::string_view chosen);

}  // namespace mosharekat::web::pages::admin
