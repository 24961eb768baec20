// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/agencies.h"

#include "generated/templates/admin/agencies.h"
#include "generated/templates/admin/agency_form.h"
#include "identity/portal.h"

namespace mosharekat::web::pages::admin {

using identity::Agency;
using identity::AgencyKind;

namespace {

constexpr AgencyKind all_kinds[] = {AgencyKind::ministry, AgencyKind::affiliated, AgencyKind::unit};

std::string kind_key(AgencyKind kind) { return "admin.kind." + std::string(identity::name(kind)); }

std::vector<Branch> branches_below(const Context& in, const std::vector<Agency>& all, const identity::AgencyId& parent) {
  std::vector<Branch> found;
  for (const Agency& agency : all) {
    if (agency.parent != parent) continue;
    found.push_back({.id = agency.id.value,
                     .slug = agency.slug,
                     .kind = kind_key(agency.kind),
                     .name_fa = agency.name_fa,
                     .name_en = agency.name_en,
                     .may_change = administers(in.actor, agency),
                     .below = branches_below(in, all, agency.id)});
  }
  return found;
}

AgencyFields fields_of(const identity::NewAgency& typed, const std::vector<Error>& errors) {
  AgencyFields fields;
  fields.name_fa = {
      .name = "name_fa", .label = "admin.name_fa", .value = typed.name_fa, .error = part::error_of(errors, "name_fa")};
  fields.name_en = {.name = "name_en",
                    .label = "admin.name_en",
                    .value = typed.name_en,
                    .error = part::error_of(errors, "name_en"),
                    .left_to_right = true};
  fields.slug = {.name = "slug",
                 .label = "admin.slug",
                 .hint = "admin.slug_hint",
                 .value = typed.slug,
                 .error = part::error_of(errors, "slug"),
                 .left_to_right = true,
                 .size = "short"};
  fields.contact = {.name = "contact",
                    .label = "admin.contact",
                    .hint = "admin.contact_hint",
                    .value = typed.contact,
                    .error = part::error_of(errors, "contact"),
                    .optional = true};
  fields.home_url = {.name = "home_url",
                     .label = "admin.home_url",
                     .value = typed.home_url,
                     .error = part::error_of(errors, "home_url"),
                     .left_to_right = true,
                     .optional = true};
  return fields;
}

identity::NewAgency typed_agency(const Fields& form) {
  return {.parent = {std::string(form["parent"])},
          .kind = identity::agency_kind_named(form["kind"]).value_or(AgencyKind::unit),
          .slug = std::string(form["slug"]),
          .name_fa = std::string(form["name_fa"]),
          .name_en = std::string(form["name_en"]),
          .contact = std::string(form["contact"]),
          .home_url = std::string(form["home_url"])};
}

Response tree_page(Context& in, const std::vector<Error>& errors) {
  const identity::NewAgency typed = typed_agency(in.request.form);
  Agencies view;
  view.problems.errors = errors;
  view.fields = fields_of(typed, errors);
  in.read([&](store::Transaction& tx) {
    view.roots = branches_below(in, identity::agencies(tx), {});
    view.parent = agency_select(in, tx, "parent", typed.parent.value);
  });
  view.parent.label = "admin.parent";
  view.parent.error = part::error_of(errors, "parent");
  if (in.actor.has(identity::Role::national_admin))
    view.parent.options.insert(view.parent.options.begin(),
                               {.value = "", .label = "admin.no_parent", .chosen = typed.parent.empty()});
  view.kind = {.name = "kind", .label = "admin.kind"};
  for (const AgencyKind kind : all_kinds)
    view.kind.options.push_back(
        {.value = std::string(identity::name(kind)), .label = kind_key(kind), .chosen = kind == typed.kind});
  return in.page({.title = in.say("admin.agencies"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

// The agency of the address, if it is one that this person administers; others are not spoken of.
Result<Agency> own_agency(Context& in) {
  const auto found = in.read([&](store::Transaction& tx) { return identity::agency(tx, {std::string(in.part("agency"))}); });
  if (!found || !administers(in.actor, *found)) return Error{Code::not_found, "identity.error.agency_unknown"};
  return *found;
}

Response form_page(Context& in, const Agency& agency, const identity::NewAgency& typed, const std::vector<Error>& errors,
                   const std::vector<Error>& emblem_errors = {}) {
  AgencyForm view;
  const std::string emblem =
      in.read([&](store::Transaction& tx) { return identity::look(tx, agency.id); }).agency_emblem.substr(0, 8);
  view.emblem = emblem_form("/desk/agencies/" + agency.id.value + "/emblem",
                            emblem.empty() ? "" : "/agencies/" + agency.slug + "/emblem.png?v=" + emblem, emblem_errors);
  view.id = agency.id.value;
  view.slug = agency.slug;
  view.name = agency.name(in.language());
  view.problems.errors = errors;
  view.fields = fields_of(typed, errors);
  const int status = errors.empty() && emblem_errors.empty() ? 200 : 422;
  return in.page({.title = view.name, .section = "desk", .status = status, .desk = true}, to_html(view, in.reader));
}

identity::NewAgency stored(const Agency& agency) {
  return {.slug = agency.slug,
          .name_fa = agency.name_fa,
          .name_en = agency.name_en,
          .contact = agency.contact,
          .home_url = agency.home_url};
}

}  // namespace

Result<Response> agencies(Context& in) { return tree_page(in, {}); }

Result<Response> found_agency(Context& in) {
  const auto made = identity::found_agency(in.database(), in.actor, in.now, typed_agency(in.request.form));
  if (!made && made.error().code != Code::invalid) return made.error();
  if (!made) return tree_page(in, {made.error()});
  return in.go("/desk/agencies", "saved");
}

Result<Response> agency_form(Context& in) {
  const Agency agency = TRY(own_agency(in));
  return form_page(in, agency, stored(agency), {});
}

Result<Response> change_agency(Context& in) {
  const Agency agency = TRY(own_agency(in));
  const identity::NewAgency typed = typed_agency(in.request.form);
  const auto done = identity::change_agency(in.database(), in.actor, in.now, agency.id, typed);
  if (!done && done.error().code != Code::invalid) return done.error();
  if (!done) return form_page(in, agency, typed, {done.error()});
  return in.go("/desk/agencies", "saved");
}

Result<Response> set_agency_emblem(Context& in) {
  const Agency agency = TRY(own_agency(in));
  const auto png = sent_emblem(in.request);
  if (!png) return form_page(in, agency, stored(agency), {}, {png.error()});
  TRY(identity::set_emblem(in.database(), in.actor, in.now, agency.id, *png));
  return in.go("/desk/agencies/" + agency.id.value, "saved");
}

}  // namespace mosharekat::web::pages::admin
