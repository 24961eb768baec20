// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands around the demonstration's calls: laws and reasons used again, a strategy, a plan, a register, letters, a route of
// approval with an absent person's deputy, words written down by a clerk, a committee, promises, complaints. Made by the commands
// that people use; every name and text says that it is a sample.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/demo_texts.h"
#include "consultation/contribution.h"

namespace mosharekat::cli::demo {

// The numbers of the calls that it is made around.
constexpr std::int64_t finished_call = 1, open_call = 2, announced_call = 3, answering_call = 5, overdue_call = 6;

struct Office {
  identity::AgencyId ministry, regulations;
  identity::Actor admin, expert, lead, moderator, approver;
  // Invites somebody who then signs up.
  std::function<identity::Actor(std::string_view name, std::string_view email, const identity::AgencyId&, identity::Role,
                                Instant)>
      person;
  std::vector<std::string> codes;  // tracking codes of the finished call's contributions, in their order
  Instant reported;                // when the finished call's report was approved
};

// The open call's text in plain language and easy to read; written with its other parts.
const std::vector<Pair>& plain_texts();

// make_office makes the staff's half and calls make_voices for the other.
void make_office(store::Database& database, const consultation::Secret& secret, const Office& office, Instant now);
void make_voices(store::Database& database, const consultation::Secret& secret, const Office& office, Instant now);

}  // namespace mosharekat::cli::demo
