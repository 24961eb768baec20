// SPDX-License-Identifier: AGPL-3.0-or-later
// To whom comments are given to answer: one list of the body's units and, where the reader may name them, their officers.
#pragma once
#include "consultation/assignment.h"
#include "web/pages/desk/answer.h"

namespace mosharekat::web::pages::desk {

// Of the context's call: all units of its body; officers of those whose lead the reader is, of all for a lead of the call. Each
// value is what give_to() reads.
std::vector<part::Option> recipients(const Context& in, store::Transaction& tx, std::string_view chosen);
// Officers of the units in which the reader is a lead and which were given something.
std::vector<part::Option> own_officers(const Context& in, store::Transaction& tx, std::string_view chosen);
// To narrow a list by: nobody, a unit, an officer; the value is that of ContributionFilter::unit.
std::vector<Choice> given_filters(const Context& in, store::Transaction& tx, std::string_view chosen);
part::Field due_field(const Fields& form, const std::vector<Error>& errors, std::string name = "due");
// A day as typed: its end in Tehran; nothing where none is set.
Result<std::optional<Instant>> due_of(std::string_view typed);

Result<int> give_to(Context& in, const std::vector<consultation::ContributionId>& contributions, std::string_view recipient,
                    const std::optional<Instant>& due_at);
Result<int> give_theme_to(Context& in, const consultation::ThemeId& theme, std::string_view recipient,
                          const std::optional<Instant>& due_at);

}  // namespace mosharekat::web::pages::desk
