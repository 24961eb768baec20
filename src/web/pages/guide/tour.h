// SPDX-License-Identifier: AGPL-3.0-or-later
// The steps of a first call as a quiet list (consultation/tour.h): on the desk, on the call's page and in the guide.
// {{> guide/tour tour}}, which shows nothing where there are no steps.
#pragma once
#include <string>
#include <vector>

#include "consultation/tour.h"
#include "web/context.h"

namespace mosharekat::web::pages::guide {

struct TourStep {
  std::string state{};                  // done, next or later
  std::string title{}, text{}, said{};  // keys; `said`: the state in words
  std::string duty{};                   // a sentence with its day count and source
  std::string link{}, link_label{};     // where it is done, while it can be done
};
struct Tour {
  std::vector<TourStep> steps{};
  std::int64_t done = 0;
  std::string next{};  // a key: the next step's title; empty when all is done
  bool open = false, can_put_away = false;
  std::int64_t call = 0;  // whose page it stands on: putting away leads back there
};

// For this call, or before there is one.
Tour tour_of(const Context& in, store::Transaction& tx, const std::optional<consultation::Call>& call);
// The same where this person wants to see it; else without steps.
Tour wanted_tour(const Context& in, store::Transaction& tx, const std::optional<consultation::Call>& call);

Result<Response> choose_tour(Context& in);  // POST /desk/tour

}  // namespace mosharekat::web::pages::guide
