// SPDX-License-Identifier: AGPL-3.0-or-later
// An agency's participation strategy (راهبرد مشارکت): dated, signed, with its legal basis, in versions that all stay readable.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "identity/identity.h"

namespace mosharekat::consultation {

struct Strategy {
  std::int64_t version = 1;
  std::string title_fa{}, title_en{}, text_fa{}, text_en{}, legal_basis{}, signed_by{}, number{}, hash{};
  Instant signed_at{}, published_at{};
};
struct NewStrategy {
  Strategy strategy{};
  JalaliDate signed_on{};
};
// A strategy is published by two persons, as a call is: an administrator or an approver of the agency proposes it, another of
// them puts it into force. A newer proposal takes the place of the one that waits.
Result<void> propose_strategy(store::Database& database, const identity::Actor& actor, Instant now,
                              const identity::AgencyId& agency, const NewStrategy& ask);
struct StrategyProposal {
  identity::AgencyId agency;
  Strategy strategy;  // its version is the one that it would get
  identity::PersonId proposed_by;
  std::string proposer;  // their name
  Instant proposed_at;
};
std::optional<StrategyProposal> strategy_proposal(store::Transaction& tx, const identity::AgencyId& agency);
std::vector<StrategyProposal> strategy_proposals(store::Transaction& tx);
// `hash` is that of the text which was read: one that was changed meanwhile is not put into force. Answers the version's number.
Result<std::int64_t> publish_strategy(store::Database& database, const identity::Actor& actor, Instant now,
                                      const identity::AgencyId& agency, std::string_view hash);
// By either of them: taken back, or not put into force.
Result<void> drop_strategy_proposal(store::Database& database, const identity::Actor& actor, Instant now,
                                    const identity::AgencyId& agency);
std::vector<Strategy> strategies(store::Transaction& tx, const identity::AgencyId& agency);  // newest first

}  // namespace mosharekat::consultation
