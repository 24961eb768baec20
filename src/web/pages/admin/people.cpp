// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/people.h"

#include <algorithm>

#include "base/text.h"
#include "generated/templates/admin/people.h"
#include "generated/templates/admin/person_view.h"

namespace mosharekat::web::pages::admin {

using identity::Agency;
using identity::Role;
using identity::StaffMember;

namespace {

constexpr std::int64_t page_size = 50;

const Agency* agency_of(const std::vector<Agency>& all, const identity::AgencyId& id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Agency& agency) { return agency.id == id; });
  return found == all.end() ? nullptr : &*found;
}

bool is_national(const Context& in) { return in.actor.has(Role::national_admin); }

part::Select role_select(const Context& in, std::string name, std::string_view chosen) {
  part::Select select{.name = std::move(name), .label = "admin.role"};
  for (const Role role : identity::all_roles) {
    if (role == Role::national_admin && !is_national(in)) continue;
    select.options.push_back({.value = std::string(identity::name(role)),
                              .label = "admin.role." + std::string(identity::name(role)),
                              .chosen = identity::name(role) == chosen});
  }
  return select;
}

// The roles that this administrator has to know of: those in the own tree.
PersonLine line_of(const Context& in, const std::vector<Agency>& all, const StaffMember& member) {
  PersonLine line{.id = member.person.id.value, .name = member.person.name, .email = member.person.email};
  for (const identity::Grant& grant : member.grants) {
    const Agency* agency = agency_of(all, grant.agency);
    if (!agency || !administers(in.actor, *agency)) continue;
    line.roles.push_back({.agency = full_name(in, all, *agency),
                          .agency_id = agency->id.value,
                          .role = "admin.role." + std::string(identity::name(grant.role)),
                          .role_name = std::string(identity::name(grant.role)),
                          .may_take = is_national(in) || grant.role != Role::national_admin});
  }
  return line;
}

bool matches(const Context& in, const std::vector<Agency>& all, const StaffMember& member) {
  const std::string_view agency = in.request.query["agency"], role = in.request.query["role"];
  // Without a role only the country's administrator looks after a person.
  if (member.grants.empty()) return is_national(in) && agency.empty() && role.empty();
  return std::any_of(member.grants.begin(), member.grants.end(), [&](const identity::Grant& grant) {
    const Agency* on = agency_of(all, grant.agency);
    return on && administers(in.actor, *on) && (role.empty() || identity::name(grant.role) == role) &&
           (agency.empty() || on->path.find("/" + std::string(agency) + "/") != std::string::npos);
  });
}

Response people_page(Context& in, const std::vector<Error>& errors) {
  const Fields &query = in.request.query, &form = in.request.form;
  const std::int64_t page = std::clamp<std::int64_t>(text::parse_integer(query["page"]).value_or(1), 1, 100000);
  People view;
  view.problems.errors = errors;
  in.read([&](store::Transaction& tx) {
    const auto all = identity::agencies(tx);
    for (const StaffMember& member : identity::staff(tx)) {
      if (!matches(in, all, member)) continue;
      ++view.total;
      if (view.total > (page - 1) * page_size && view.total <= page * page_size) view.people.push_back(line_of(in, all, member));
    }
    view.agency = agency_select(in, tx, "agency", query["agency"]);
    view.invite_agency = agency_select(in, tx, "invite_agency", form["invite_agency"]);
  });
  view.agency.options.insert(view.agency.options.begin(), {.value = "", .label = "call.list.any"});
  view.invite_agency.error = part::error_of(errors, "agency");
  view.role = role_select(in, "role", query["role"]);
  view.role.options.insert(view.role.options.begin(), {.value = "", .label = "call.list.any"});
  view.invite_role = role_select(in, "invite_role", form["invite_role"]);
  view.email = {.name = "email",
                .label = "admin.email",
                .value = std::string(form["email"]),
                .error = part::error_of(errors, "email"),
                .type = "email",
                .left_to_right = true};
  view.pager = part::pager(std::string(in.reader.base) + "/desk/people?agency=" + percent_encode(query["agency"]) +
                               "&role=" + percent_encode(query["role"]) + "&page=",
                           page, (view.total + page_size - 1) / page_size);
  view.empty = {.title = "admin.nobody", .text = "admin.nobody_hint"};
  return in.page({.title = in.say("admin.people"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

Result<Response> person_page(Context& in, const std::vector<Error>& errors) {
  const std::string_view id = in.part("person");
  PersonView view;
  view.problems.errors = errors;
  const bool found = in.read([&](store::Transaction& tx) {
    const auto all = identity::agencies(tx);
    for (const StaffMember& member : identity::staff(tx)) {
      if (member.person.id.value != id) continue;
      view.person = line_of(in, all, member);
      view.agency = agency_select(in, tx, "agency", in.request.form["agency"]);
      return !view.person.roles.empty() || is_national(in);
    }
    return false;
  });
  if (!found) return Error{Code::not_found, "identity.error.person_unknown"};
  view.role = role_select(in, "role", in.request.form["role"]);
  return in.page({.title = view.person.name, .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

struct Asked {
  identity::PersonId person;
  identity::AgencyId agency;
  std::optional<Role> role;
};
Asked asked(Context& in) {
  return {
      {std::string(in.part("person"))}, {std::string(in.request.form["agency"])}, identity::role_named(in.request.form["role"])};
}

}  // namespace

Result<Response> people(Context& in) { return people_page(in, {}); }

Result<Response> invite(Context& in) {
  const Fields& form = in.request.form;
  const identity::AgencyId agency{std::string(form["invite_agency"])};
  const auto role = identity::role_named(form["invite_role"]);
  if (!role) return people_page(in, {{Code::invalid, "admin.error.role", {}, "invite_role"}});
  const std::string email = text::ascii_lower(text::trim(form["email"]));
  std::optional<identity::PersonId> known;
  in.read([&](store::Transaction& tx) {
    for (const StaffMember& member : identity::staff(tx))
      if (!email.empty() && member.person.email == email) known = member.person.id;
  });
  if (known) {
    TRY(identity::give_role(in.database(), in.actor, in.now, *known, agency, *role));
    return in.go("/desk/people", "role_given");
  }
  const auto sent = identity::invite(in.database(), in.actor, in.now, email, agency, *role);
  if (!sent && sent.error().code != Code::invalid) return sent.error();
  if (!sent) return people_page(in, {sent.error()});
  return in.go("/desk/people", "invited");
}

Result<Response> person(Context& in) { return person_page(in, {}); }

Result<Response> give_role(Context& in) {
  const Asked ask = asked(in);
  if (!ask.role) return person_page(in, {{Code::invalid, "admin.error.role", {}, "role"}});
  TRY(identity::give_role(in.database(), in.actor, in.now, ask.person, ask.agency, *ask.role));
  return in.go("/desk/people", "role_given");
}

Result<Response> take_role(Context& in) {
  const Asked ask = asked(in);
  if (!ask.role) return person_page(in, {{Code::invalid, "admin.error.role", {}, "role"}});
  TRY(identity::take_role(in.database(), in.actor, in.now, ask.person, ask.agency, *ask.role));
  return in.go("/desk/people", "role_taken");
}

}  // namespace mosharekat::web::pages::admin
