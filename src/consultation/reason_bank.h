// SPDX-License-Identifier: AGPL-3.0-or-later
// Reasons that a body uses again: the result they belong to, their text, and the citation filled in from the bank of laws.
#pragma once
#include "consultation/answer.h"
#include "consultation/law.h"

namespace mosharekat::consultation {

struct BankReasonText {
  std::string code, text;
  LawId law{};             // of the same body or one above; empty: none
  std::string citation{};  // in its own words; a law's goes first
};
struct BankReason {
  BankReasonId id;
  identity::AgencyId agency;
  BankReasonText text;
  std::string citation;   // as an answer gets it
  std::int64_t used = 0;  // answers given with it
  bool retired = false;
  bool law_retired = false;
};

Result<BankReasonId> add_bank_reason(store::Database& database, const identity::Actor& actor, Instant now,
                                     const identity::AgencyId& agency, const BankReasonText& text);
Result<void> edit_bank_reason(store::Database& database, const identity::Actor& actor, Instant now, const BankReasonId& reason,
                              const BankReasonText& text);
Result<void> retire_bank_reason(store::Database& database, const identity::Actor& actor, Instant now, const BankReasonId& reason,
                                bool retired);

// The agency's own, most used first; retired ones too.
std::vector<BankReason> bank_reasons(store::Transaction& tx, const identity::AgencyId& agency);
// What an answer of this agency may be given with: its own and those of the bodies above, without what is retired or cites a
// retired law; most used first.
std::vector<BankReason> offered_reasons(store::Transaction& tx, const identity::Agency& agency);

// What was asked with the texts of the chosen reason (ask.bank): its result; its text, and after it what was typed as a reason;
// its citation, unless one was typed. As it was where none was chosen.
Result<Dispose> with_bank(store::Transaction& tx, const identity::Agency& agency, Dispose ask);
// Counts the answers given with the reasons that it names.
void count_use(store::Transaction& tx, const identity::Agency& agency, const Dispose& ask, std::int64_t answers);

}  // namespace mosharekat::consultation
