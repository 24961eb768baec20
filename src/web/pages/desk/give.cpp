// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/give.h"

#include <set>

#include "base/calendar.h"
#include "base/text.h"

namespace mosharekat::web::pages::desk {

using consultation::NamedOfficer;
using identity::Role;

namespace {

// "<unit>" or "<unit>/<officer>".
std::string value_of(const identity::AgencyId& unit, const identity::PersonId& officer) {
  return unit.value + "/" + officer.value;
}

consultation::Officer officer_in(std::string_view recipient) {
  const auto at = recipient.find('/');
  return {{std::string(recipient.substr(0, at))},
          {at == std::string_view::npos ? std::string() : std::string(recipient.substr(at + 1))}};
}

std::string label_of(const Context& in, const identity::Agency& unit, const NamedOfficer& officer) {
  return unit.name(in.language()) + " – " + officer.name;
}

std::vector<identity::Agency> units_of_body(const Context& in, store::Transaction& tx) {
  std::vector<identity::Agency> units = identity::agencies(tx);
  std::erase_if(units, [&](const identity::Agency& agency) {
    return agency.kind != identity::AgencyKind::unit || agency.path.find("/" + in.call->agency.value + "/") == std::string::npos;
  });
  return units;
}

}  // namespace

std::vector<part::Option> recipients(const Context& in, store::Transaction& tx, std::string_view chosen) {
  std::vector<part::Option> options;
  const bool of_call = consultation::leads(in.actor, *in.call);
  for (const identity::Agency& unit : units_of_body(in, tx)) {
    options.push_back({.value = unit.id.value, .label_text = unit.name(in.language()), .chosen = unit.id.value == chosen});
    if (!of_call && !in.actor.has(Role::lead, unit)) continue;
    for (const NamedOfficer& one : consultation::officers(tx, unit)) {
      const std::string value = value_of(unit.id, one.officer.person);
      options.push_back({.value = value, .label_text = label_of(in, unit, one), .chosen = value == chosen});
    }
  }
  return options;
}

std::vector<part::Option> own_officers(const Context& in, store::Transaction& tx, std::string_view chosen) {
  std::set<std::string> given;
  for (const consultation::Load& load : consultation::loads(tx, in.actor, in.now)) given.insert(load.unit.value);
  std::vector<part::Option> options;
  for (const identity::Agency& unit : consultation::led_units(tx, in.actor)) {
    if (!given.contains(unit.id.value)) continue;
    for (const NamedOfficer& one : consultation::officers(tx, unit)) {
      const std::string value = value_of(unit.id, one.officer.person);
      options.push_back(
          {.value = value, .label_text = given.size() > 1 ? label_of(in, unit, one) : one.name, .chosen = value == chosen});
    }
  }
  return options;
}

std::vector<Choice> given_filters(const Context& in, store::Transaction& tx, std::string_view chosen) {
  std::vector<Choice> all;
  all.push_back({"", in.say("desk.filter.all"), 0, chosen.empty()});
  all.push_back({"none", in.say("desk.given_nobody"), 0, chosen == "none"});
  for (const identity::Agency& unit : units_of_body(in, tx)) {
    all.push_back({unit.id.value, unit.name(in.language()), 0, chosen == unit.id.value});
    for (const NamedOfficer& one : consultation::officers(tx, unit))
      all.push_back({one.officer.person.value, label_of(in, unit, one), 0, chosen == one.officer.person.value});
  }
  // Somebody of several units stands once: what they have does not depend on the unit.
  std::set<std::string> seen;
  std::erase_if(all, [&](const Choice& one) { return !seen.insert(one.value).second; });
  return all;
}

part::Field due_field(const Fields& form, const std::vector<Error>& errors, std::string name) {
  return {.name = name,
          .label = "desk.due_date",
          .hint = "desk.due_hint",
          .value = std::string(form[name]),
          .error = part::error_of(errors, name),
          .left_to_right = true,
          .size = "short",
          .optional = true};
}

Result<std::optional<Instant>> due_of(std::string_view typed) {
  if (text::trim(typed).empty()) return std::optional<Instant>{};
  const auto day = parse_date(typed);
  if (!day) return Error{Code::invalid, "call.error.date", {}, "due"};
  return std::optional<Instant>{end_of_day_in_tehran(*day)};
}

Result<int> give_to(Context& in, const std::vector<consultation::ContributionId>& contributions, std::string_view recipient,
                    const std::optional<Instant>& due_at) {
  const consultation::Officer to = officer_in(recipient);
  if (to.person.empty()) return consultation::assign(in.database(), in.actor, in.now, contributions, to.unit, due_at);
  return consultation::give(in.database(), in.actor, in.now, contributions, to, due_at);
}

Result<int> give_theme_to(Context& in, const consultation::ThemeId& theme, std::string_view recipient,
                          const std::optional<Instant>& due_at) {
  const consultation::Officer to = officer_in(recipient);
  if (to.person.empty()) return consultation::assign_theme(in.database(), in.actor, in.now, theme, to.unit, due_at);
  return consultation::give_theme(in.database(), in.actor, in.now, theme, to, due_at);
}

}  // namespace mosharekat::web::pages::desk
