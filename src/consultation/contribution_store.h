// SPDX-License-Identifier: AGPL-3.0-or-later
// What the commands of contributions, moderation and answers share. Not for other modules.
#pragma once
#include <functional>

#include "consultation/call_store.h"
#include "consultation/contribution.h"

namespace mosharekat::consultation {

// "SELECT … FROM contribution k " with the columns that read_contribution takes.
const std::string& contribution_columns();
Contribution read_contribution(store::Row& row);

struct Placed {
  Contribution contribution;
  Call call;
  identity::Agency agency;
};
// The contribution with its call and agency, or not_found.
Result<Placed> placed(store::Transaction& tx, const ContributionId& id);

// The call with its agency, for a command whose answer must hold until it commits: on PostgreSQL another command that decides on
// this call waits meanwhile (SQLite has one writer anyway).
Result<Owned> locked_call(store::Transaction& tx, const CallId& id);
// placed(), its call locked.
Result<Placed> locked_place(store::Transaction& tx, const ContributionId& id);

// Whom a person's contributions to a call are counted as. By the address, which outlives the account.
std::string voice_of(const Secret& secret, const CallId& call, const identity::Actor& actor);
// The key under which the traits of a voice stand.
std::string participant_key(const Secret& secret, const CallId& call, std::string_view voice);
// Who stands behind a keyed hash: the address, or the person where there is none.
std::string lasting_name(const identity::Actor& actor);

// The unit that was given the contribution to answer.
std::optional<identity::Agency> assigned_unit(store::Transaction& tx, const ContributionId& id);

// What was typed, tidied; or which field cannot be taken and why.
struct Checked {
  std::string body, replacement, display_name, organisation, email, quote;
  std::optional<Stance> stance;
};
Result<Checked> checked(const Contribute& ask);

// Whether the claim proves the contribution to be the claimant's own.
Result<void> is_own(store::Transaction& tx, const Secret& secret, const Placed& place, const Claim& claim);

// Contributions are looked for within one call, so those of each call are of a kind of their own for the index.
std::string search_kind(std::int64_t call_number);
// Who is written down for an act on one's own: the author. Who came by the tracking code stays nameless, signed in or not.
std::string actor_of(const Placed& place, const Claim& claim);

// Makes the text findable, or takes it out of the index when it is not published.
void index_contribution(store::Transaction& tx, const Call& call, const Contribution& contribution);
// Owes the author a mail, where an address is known: sentences contribution.mail.<kind>.subject and .body. The arguments are made
// for the language in which the author is written to.
using ArgumentsIn = std::function<std::vector<Argument>(Language)>;
void owe_author(store::Transaction& tx, const Placed& placed, std::string_view kind, const ArgumentsIn& arguments_in,
                Instant now);

}  // namespace mosharekat::consultation
