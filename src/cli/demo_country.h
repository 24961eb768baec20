// SPDX-License-Identifier: AGPL-3.0-or-later
// The rest of the demonstration: calls in every other state, from a circular with six comments to a by-law with three thousand
// contributors, whose comments are put together from phrases by a fixed seed. Made by the commands that people use.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "cli/demo_texts.h"
#include "consultation/contribution.h"

namespace mosharekat::cli::demo {

// In this order: with many contributors and its report, being answered, its report overdue, suspended, withdrawn, being drafted.
const std::vector<DemoCall>& country_calls();

// What the many said: one subject of theirs, how it was answered.
struct Concern {
  std::string_view name_fa, name_en, anchor, code, did, reason, citation;
  std::vector<std::string_view> sentences;
};
const std::vector<Concern>& concerns();

struct Officers {
  identity::Actor expert, lead, approver;
};

// A call with its texts, questions and draft, being drafted.
using Prepare = std::function<consultation::CallId(const DemoCall&, Instant at)>;

void make_country(store::Database& database, const consultation::Secret& secret, const Officers& officers, const Prepare& prepare,
                  Instant now);

}  // namespace mosharekat::cli::demo
