// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/letterhead.h"

#include "consultation/letter.h"
#include "generated/templates/admin/letterhead.h"

namespace mosharekat::web::pages::admin {

namespace {

Result<Response> page(Context& in, const std::vector<Error>& errors) {
  const auto agency =
      in.read([&](store::Transaction& tx) { return identity::agency(tx, identity::AgencyId{std::string(in.part("agency"))}); });
  if (!agency || !administers(in.actor, *agency)) return Error{Code::not_found, "call.error.agency_unknown"};
  const auto stored = in.read([&](store::Transaction& tx) { return consultation::letterhead(tx, *agency); });
  LetterheadForm view{.agency_id = agency->id.value, .agency = agency->name(in.language())};
  view.problems.errors = errors;
  const auto add = [&](std::string name, const std::string& value, bool optional) {
    part::Field field{.name = name, .label = "letter.head." + name};
    field.value = in.request.form.has(name) ? std::string(in.request.form[name]) : value;
    field.error = part::error_of(errors, name);
    field.optional = optional;
    view.fields.push_back(std::move(field));
  };
  add("name_fa", stored.name_fa, false);
  add("name_en", stored.name_en, true);
  add("address_fa", stored.address_fa, true);
  add("address_en", stored.address_en, true);
  add("signatory_fa", stored.signatory_fa, true);
  add("signatory_en", stored.signatory_en, true);
  return in.page({.title = in.say("letter.head"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> letterhead(Context& in) { return page(in, {}); }

Result<Response> set_letterhead(Context& in) {
  const Fields& form = in.request.form;
  const std::string id(in.part("agency"));
  const auto done = consultation::set_letterhead(in.database(), in.actor, in.now, {id},
                                                 {.name_fa = std::string(form["name_fa"]),
                                                  .name_en = std::string(form["name_en"]),
                                                  .address_fa = std::string(form["address_fa"]),
                                                  .address_en = std::string(form["address_en"]),
                                                  .signatory_fa = std::string(form["signatory_fa"]),
                                                  .signatory_en = std::string(form["signatory_en"])});
  if (done) return in.go("/desk/agencies/" + id + "/letterhead", "saved");
  if (done.error().code != Code::invalid) return done.error();
  return page(in, {done.error()});
}

}  // namespace mosharekat::web::pages::admin
