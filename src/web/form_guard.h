// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeping robots out without keeping people out: a signed time in the form (nobody writes in under three seconds), a field that
// people do not see, and a proof of work that a small script solves while one writes. None of them is needed alone: a browser
// without scripts passes by time and empty field, under a lower limit of forms.
#pragma once
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "consultation/contribution.h"
#include "web/http.h"

namespace mosharekat::web {

struct FormGuard {
  const consultation::Secret& secret;

  // For the hidden field `opened`.
  std::string stamp(Instant now) const;
  // A challenge in altcha's first format, for the attribute data-challenge; good for two hours.
  std::string challenge(Instant now) const;
  // Yes, or the sentence to show above the form with all that was typed. `solved` says whether a proof of work came with it.
  Result<void> check(const Fields& form, Instant now, bool& solved) const;
};

}  // namespace mosharekat::web
