// SPDX-License-Identifier: AGPL-3.0-or-later
// The bank of laws that a body's answers cite. Kept by the experts and leads who work in the body or stand above it; offered to
// the body and to those below.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "identity/identity.h"

namespace mosharekat::consultation {

using LawId = Id<struct LawTag>;

struct LawText {
  std::string name, article{};
  std::string adopted{};  // a day or a year, as the body writes it
  std::string address{};  // http or https
};
struct Law {
  LawId id;
  identity::AgencyId agency;
  LawText text;
  bool retired = false;
};
// "مادهٔ ۵ قانون نمونه (مصوب ۱۳۹۰)": what an answer says of it.
std::string citation(const LawText& law);

// The bodies (no units) whose bank this person keeps, parents before children.
std::vector<identity::Agency> kept_banks(store::Transaction& tx, const identity::Actor& actor);
Result<void> may_keep_bank(store::Transaction& tx, const identity::Actor& actor, const identity::AgencyId& agency);

Result<LawId> add_law(store::Database& database, const identity::Actor& actor, Instant now, const identity::AgencyId& agency,
                      const LawText& text);
Result<void> edit_law(store::Database& database, const identity::Actor& actor, Instant now, const LawId& law,
                      const LawText& text);
// A retired law stays in the answers that cite it; its reasons are no longer offered. May be taken back.
Result<void> retire_law(store::Database& database, const identity::Actor& actor, Instant now, const LawId& law, bool retired);

std::optional<Law> law(store::Transaction& tx, const LawId& id);
// The agency's own, by name and article; retired ones too.
std::vector<Law> laws(store::Transaction& tx, const identity::AgencyId& agency);
// What an answer of this agency may cite: its own and those of the bodies above, without what is retired.
std::vector<Law> offered_laws(store::Transaction& tx, const identity::Agency& agency);

}  // namespace mosharekat::consultation
