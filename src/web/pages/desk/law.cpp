// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/law.h"

#include "base/text.h"
#include "consultation/reason_bank.h"
#include "generated/templates/desk/law.h"

namespace mosharekat::web::pages::desk {

using consultation::BankReason;
using consultation::BankReasonId;
using consultation::Law;
using consultation::LawId;

namespace {

// The fields of the form: what was typed, else what is edited.
struct Typed {
  const Fields& form;
  const std::vector<Error>& errors;
  part::Field field(std::string name, std::string label, std::string hint, const std::string& stored,
                    bool optional = true) const {
    part::Field made{.name = name, .label = std::move(label), .hint = std::move(hint)};
    made.value = form.has(name) ? std::string(form[name]) : stored;
    made.error = error(name);
    made.optional = optional;
    return made;
  }
  std::optional<Error> error(std::string_view name) const {
    for (const Error& one : errors)
      if (one.field == name) return one;
    return std::nullopt;
  }
};

Response law_page(Context& in, std::string_view edited_law, std::string_view edited_reason, const std::vector<Error>& errors) {
  const Fields& form = in.request.form;
  LawPage view;
  view.problems.errors = errors;
  const std::string_view asked = form.has("agency") ? form["agency"] : in.request.query["agency"];
  in.read([&](store::Transaction& tx) {
    const auto banks = consultation::kept_banks(tx, in.actor);
    for (const identity::Agency& body : banks)
      if (view.agency.empty() || body.id.value == asked) view.agency = body.id.value;
    for (const identity::Agency& body : banks)
      view.banks.push_back({body.id.value, body.name(in.language()), body.id.value == view.agency});
    consultation::LawText law{};
    consultation::BankReasonText reason{};
    view.cited = {.name = "law", .label = "law.cited_law", .optional = true};
    view.cited.options.push_back({.value = "", .label = "law.no_law"});
    std::vector<Law> citable;
    if (const auto own = identity::agency(tx, {view.agency}))
      for (const identity::Agency& above : identity::agencies(tx))
        if (own->path.find("/" + above.id.value + "/") != std::string::npos)
          for (Law& one : consultation::laws(tx, above.id)) citable.push_back(std::move(one));
    for (const BankReason& one : consultation::bank_reasons(tx, {view.agency})) {
      if (one.id.value == edited_reason) {
        reason = one.text;
        view.edited_reason = one.id.value;
      }
      view.reasons.push_back({one.id.value, "disposition.code." + one.text.code, one.text.text, text::shorten(one.text.text, 60),
                              one.citation, one.used, one.retired, one.law_retired});
    }
    const std::string cited = form.has("law") ? std::string(form["law"]) : reason.law.value;
    for (const Law& one : citable) {
      if (one.agency.value == view.agency) {
        view.laws.push_back({one.id.value, one.text.name, one.text.article, one.text.adopted, one.text.address, one.retired});
        if (one.id.value == edited_law) {
          law = one.text;
          view.edited_law = one.id.value;
        }
      }
      if (!one.retired)
        view.cited.options.push_back(
            {.value = one.id.value, .label_text = consultation::citation(one.text), .chosen = one.id.value == cited});
    }
    const Typed typed{form, errors};
    view.name = typed.field("name", "law.name", "law.name_hint", law.name, false);
    view.article = typed.field("article", "law.article", "", law.article);
    view.article.size = "short";
    view.adopted = typed.field("adopted", "law.adopted", "law.adopted_hint", law.adopted);
    view.adopted.size = "short";
    view.address = typed.field("address", "law.address", "law.address_hint", law.address);
    view.address.left_to_right = true;
    view.cited.error = typed.error("law");
    view.citation = typed.field("citation", "law.citation", "law.citation_hint", reason.citation);
    view.text = {.name = "text",
                 .label = "law.text",
                 .hint = "law.text_hint",
                 .value = form.has("text") ? std::string(form["text"]) : reason.text,
                 .error = typed.error("text")};
    const std::string chosen = form.has("code") ? std::string(form["code"]) : reason.code;
    view.code = {.name = "code", .label = "desk.result", .error = typed.error("code")};
    for (const consultation::Code each : consultation::all_codes) {
      const std::string name(consultation::name(each));
      view.code.options.push_back({.value = name, .label = "disposition.code." + name, .chosen = name == chosen});
    }
  });
  view.empty = {.title = "law.no_bank", .text = "law.no_bank_hint"};
  return in.page({.title = in.say("law.title"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

template <class T>
Result<Response> after(Context& in, const Result<T>& done, std::string_view law, std::string_view reason) {
  if (done) return in.go("/desk/law?agency=" + percent_encode(in.request.form["agency"]), "saved");
  if (done.error().code == Code::denied || done.error().code == Code::not_found) return done.error();
  return law_page(in, law, reason, {done.error()});
}

consultation::LawText law_of(const Fields& form) {
  return {std::string(form["name"]), std::string(form["article"]), std::string(form["adopted"]), std::string(form["address"])};
}
consultation::BankReasonText reason_of(const Fields& form) {
  return {std::string(form["code"]), std::string(form["text"]), {std::string(form["law"])}, std::string(form["citation"])};
}

}  // namespace

Result<Response> law(Context& in) { return law_page(in, in.request.query["law"], in.request.query["reason"], {}); }

Result<Response> save_law(Context& in) {
  const Fields& form = in.request.form;
  return after(in, consultation::add_law(in.database(), in.actor, in.now, {std::string(form["agency"])}, law_of(form)), "", "");
}

Result<Response> change_law(Context& in) {
  const Fields& form = in.request.form;
  const LawId id{std::string(in.part("law"))};
  if (form["act"] == "save")
    return after(in, consultation::edit_law(in.database(), in.actor, in.now, id, law_of(form)), id.value, "");
  return after(in, consultation::retire_law(in.database(), in.actor, in.now, id, form["act"] == "retire"), "", "");
}

Result<Response> save_reason(Context& in) {
  const Fields& form = in.request.form;
  return after(in, consultation::add_bank_reason(in.database(), in.actor, in.now, {std::string(form["agency"])}, reason_of(form)),
               "", "");
}

Result<Response> change_reason(Context& in) {
  const Fields& form = in.request.form;
  const BankReasonId id{std::string(in.part("reason"))};
  if (form["act"] == "save")
    return after(in, consultation::edit_bank_reason(in.database(), in.actor, in.now, id, reason_of(form)), "", id.value);
  return after(in, consultation::retire_bank_reason(in.database(), in.actor, in.now, id, form["act"] == "retire"), "", "");
}

}  // namespace mosharekat::web::pages::desk
