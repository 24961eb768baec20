// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/portal.h"

#include "consultation/document_type.h"
#include "generated/templates/admin/document_types.h"
#include "generated/templates/admin/portal.h"
#include "identity/portal.h"

namespace mosharekat::web::pages::admin {

namespace {

part::Field typed_or(const Context& in, std::string name, const std::string& stored, const std::vector<Error>& errors) {
  part::Field field{.name = name, .label = "admin." + name};
  field.value = in.request.form.has(name) ? std::string(in.request.form[name]) : stored;
  field.error = part::error_of(errors, name);
  return field;
}

Response portal_page(Context& in, const std::vector<Error>& errors) {
  const identity::Look look = in.read([](store::Transaction& tx) { return identity::look(tx, {}); });
  PortalForm view;
  const bool of_emblem = !errors.empty() && errors.front().field == "emblem";
  if (!of_emblem) view.problems.errors = errors;
  view.name_fa = typed_or(in, "name_fa", look.name.fa, errors);
  view.name_en = typed_or(in, "name_en", look.name.en, errors);
  view.name_en.left_to_right = true;
  for (part::Field* field : {&view.name_fa, &view.name_en}) field->optional = true;
  view.emblem =
      emblem_form("/desk/portal/emblem", look.portal_emblem.empty() ? "" : "/emblem.png?v=" + look.portal_emblem.substr(0, 8),
                  of_emblem ? errors : std::vector<Error>{});
  return in.page({.title = in.say("portal.title"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

Response types_page(Context& in, const std::vector<Error>& errors) {
  DocumentTypes view;
  view.may_change = in.actor.has(identity::Role::national_admin);
  view.problems.errors = errors;
  const std::string wanted(in.request.query["code"]);
  consultation::DocumentType chosen;
  for (consultation::DocumentType& type : in.read([](store::Transaction& tx) { return consultation::document_types(tx); })) {
    view.lines.push_back({type.code, type.name_fa, type.name_en, type.retired});
    if (type.code == wanted) chosen = std::move(type);
  }
  view.editing = !chosen.code.empty();
  view.code = typed_or(in, "code", chosen.code, errors);
  view.code.label = "document_type.code";
  view.code.hint = "document_type.code_hint";
  view.code.left_to_right = true;
  view.code.size = "short";
  view.name_fa = typed_or(in, "name_fa", chosen.name_fa, errors);
  view.name_en = typed_or(in, "name_en", chosen.name_en, errors);
  view.name_en.left_to_right = true;
  return in.page({.title = in.say("document_type.title"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

Result<Response> types_answered(Context& in, const Result<void>& done) {
  if (done) return in.go("/desk/document-types", "saved");
  if (done.error().code != Code::invalid) return done.error();
  return types_page(in, {done.error()});
}

}  // namespace

Result<Response> portal(Context& in) { return portal_page(in, {}); }

Result<Response> name_portal(Context& in) {
  const auto done = identity::name_portal(in.database(), in.actor, in.now,
                                          {std::string(in.request.form["name_fa"]), std::string(in.request.form["name_en"])});
  if (done) return in.go("/desk/portal", "saved");
  if (done.error().code != Code::invalid) return done.error();
  return portal_page(in, {done.error()});
}

Result<Response> set_portal_emblem(Context& in) {
  const auto png = sent_emblem(in.request);
  if (!png) return portal_page(in, {png.error()});
  TRY(identity::set_emblem(in.database(), in.actor, in.now, {}, *png));
  return in.go("/desk/portal", "saved");
}

Result<Response> document_types(Context& in) { return types_page(in, {}); }

Result<Response> set_document_type(Context& in) {
  const Fields& form = in.request.form;
  consultation::DocumentType ask{
      .code = std::string(form["code"]), .name_fa = std::string(form["name_fa"]), .name_en = std::string(form["name_en"])};
  return types_answered(in, consultation::set_document_type(in.database(), in.actor, in.now, ask));
}

Result<Response> retire_document_type(Context& in) {
  const Fields& form = in.request.form;
  for (consultation::DocumentType& type : in.read([](store::Transaction& tx) { return consultation::document_types(tx); })) {
    if (type.code != form["code"]) continue;
    type.retired = !form.has("again");
    return types_answered(in, consultation::set_document_type(in.database(), in.actor, in.now, type));
  }
  return Error{Code::not_found, "problem.not_found"};
}

}  // namespace mosharekat::web::pages::admin
