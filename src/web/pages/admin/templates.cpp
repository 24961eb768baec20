// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/templates.h"

#include <algorithm>

#include "consultation/call_template.h"
#include "consultation/document_type.h"
#include "generated/templates/admin/template_form.h"
#include "generated/templates/admin/templates.h"

namespace mosharekat::web::pages::admin {

using identity::Role;

namespace {

// Whose templates: the agency that is asked for, the first of one's own, or (for the country's administrator) the installation's.
struct Owner {
  std::optional<identity::Agency> agency{};
  std::string id{}, label{};
};

Result<Owner> owner_of(const Context& in, store::Transaction& tx, std::string_view asked, bool named) {
  const auto own = own_agencies(in, tx);
  if (in.actor.has(Role::national_admin) && (!named || asked.empty())) return Owner{.label = in.say("admin.whole_installation")};
  for (const identity::Agency& agency : own)
    if (!named || agency.id.value == asked)
      return Owner{.agency = agency, .id = agency.id.value, .label = agency.name(in.language())};
  return Error{Code::not_found, "call.error.agency_unknown"};
}

Result<Response> form_page(Context& in, const std::vector<Error>& errors) {
  const Fields& fields = in.request.form;
  const std::string type(in.part("type"));
  const bool typed = in.request.method == Method::post;
  TemplateForm view{.type = type};
  view.problems.errors = errors;
  const auto filled = in.read([&](store::Transaction& tx) -> Result<void> {
    if (!consultation::offered_document_type(tx, type)) return Error{Code::not_found, "call.error.document_type"};
    view.type_label = consultation::document_type_name(tx, type, in.language());
    const Owner owner = TRY(owner_of(in, tx, typed ? fields["agency"] : in.request.query["agency"],
                                     typed ? fields.has("agency") : in.request.query.has("agency")));
    view.agency = owner.id;
    view.agency_label = owner.label;
    for (const consultation::TemplateText& text : consultation::call_template(tx, owner.agency, type)) {
      TemplatePair pair{.own = text.own};
      for (const auto& [language, value, area] :
           {std::tuple{"fa", &text.fa, &pair.persian}, std::tuple{"en", &text.en, &pair.english}}) {
        const std::string name = text.part + "_" + language;
        *area = {.name = name,
                 .label_text = in.say("call_template.part." + text.part) + " – " + in.say("language." + std::string(language)),
                 .value = typed && fields.has(name) ? std::string(fields[name]) : *value,
                 .error = part::error_of(errors, name),
                 .lang = language};
      }
      view.pairs.push_back(std::move(pair));
    }
    return {};
  });
  if (!filled) return filled.error();
  return in.page({.title = in.say("call_template.title") + " – " + view.type_label,
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true,
                  .scripts = {"advice.js"}},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> templates(Context& in) {
  Templates view;
  const auto filled = in.read([&](store::Transaction& tx) -> Result<void> {
    const Owner owner = TRY(owner_of(in, tx, in.request.query["agency"], in.request.query.has("agency")));
    view.agency = agency_select(in, tx, "agency", owner.id);
    view.agency.label = "call_template.for";
    if (in.actor.has(Role::national_admin))
      view.agency.options.insert(view.agency.options.begin(),
                                 {.value = "", .label = "admin.whole_installation", .chosen = owner.id.empty()});
    for (const consultation::DocumentType& type : consultation::document_types(tx)) {
      if (type.retired) continue;
      const auto texts = consultation::call_template(tx, owner.agency, type.code);
      const auto own = std::count_if(texts.begin(), texts.end(), [](const auto& text) { return text.own; });
      const std::string& name = type.name(in.language());
      view.lines.push_back({.type = name,
                            .link = std::string(in.reader.base) + "/desk/templates/" + type.code + "?agency=" + owner.id,
                            .edit_label = in.say("call_template.edit", {{"type", name}}),
                            .own = in.say("call_template.own_count", {{"count", static_cast<std::int64_t>(own)}})});
    }
    return {};
  });
  if (!filled) return filled.error();
  return in.page({.title = in.say("call_template.title"), .section = "desk", .desk = true}, to_html(view, in.reader));
}

Result<Response> template_form(Context& in) { return form_page(in, {}); }

Result<Response> set_template(Context& in) {
  const Fields& fields = in.request.form;
  consultation::SetTemplate ask{.document_type = std::string(in.part("type"))};
  if (!fields["agency"].empty()) ask.agency = identity::AgencyId{std::string(fields["agency"])};
  for (const std::string_view part : consultation::template_parts) {
    const std::string name(part);
    ask.texts.push_back({.part = name, .fa = std::string(fields[name + "_fa"]), .en = std::string(fields[name + "_en"])});
  }
  const auto done = consultation::set_call_template(in.database(), in.actor, in.now, ask);
  if (done) return in.go("/desk/templates?agency=" + std::string(fields["agency"]), "saved");
  if (done.error().code != Code::invalid) return done.error();
  return form_page(in, {done.error()});
}

}  // namespace mosharekat::web::pages::admin
