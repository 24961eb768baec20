// SPDX-License-Identifier: AGPL-3.0-or-later
// Contributions from a form: several from one, which is the short way into a call on a long text; the limits they are under.
#pragma once
#include "consultation/contribution.h"
#include "identity/attempts.h"

namespace mosharekat::consultation {

// The limit of a connection that sends without a proof of work (no scripts): a person's pace.
inline identity::Attempt unproven_attempt(std::string_view remote_address) {
  return {"unproven:" + std::string(remote_address), 20, std::chrono::hours{1}};
}

// All or none; each gets its number and code. An error's field says which one, where there are several: "body_2". `attempts` are
// counted with it, besides those of each contribution's address.
Result<std::vector<Receipt>> contribute_together(store::Database& database, const Secret& secret, const identity::Actor& actor,
                                                 Instant received, const CallId& call, const std::vector<Contribute>& asks,
                                                 std::vector<identity::Attempt> attempts = {});

}  // namespace mosharekat::consultation
