// SPDX-License-Identifier: AGPL-3.0-or-later
// Several contributions from one form: the short way into a call on a long text.
#pragma once
#include "consultation/contribution.h"

namespace mosharekat::consultation {

// All or none; each gets its number and code. An error's field says which one, where there are several: "body_2".
Result<std::vector<Receipt>> contribute_together(store::Database& database, const Secret& secret, const identity::Actor& actor,
                                                 Instant received, const CallId& call, const std::vector<Contribute>& asks);

}  // namespace mosharekat::consultation
