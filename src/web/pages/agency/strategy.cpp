// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/agency/strategy.h"

#include "base/text.h"
#include "consultation/strategy.h"
#include "generated/templates/agency/strategy.h"
#include "generated/templates/agency/strategy_form.h"

namespace mosharekat::web::pages::agency {

Result<Response> strategy(Context& in) {
  StrategyView view;
  const std::int64_t wanted = text::parse_integer(in.request.query["version"]).value_or(0);
  const bool found = in.read([&](store::Transaction& tx) {
    const auto agency = identity::agency_by_slug(tx, in.part("slug"));
    if (!agency) return false;
    view.agency = agency->name(in.language());
    view.agency_link = std::string(in.reader.base) + "/agencies/" + agency->slug;
    const auto all = consultation::strategies(tx, agency->id);
    const consultation::Strategy* shown = nullptr;
    for (const consultation::Strategy& one : all)
      if (!shown && (wanted == 0 || one.version == wanted)) shown = &one;
    if (!shown) return false;
    const bool persian = in.language() == Language::fa;
    view.persian_only = !persian && shown->text_en.empty();
    view.title = persian ? shown->title_fa : shown->title_en;
    view.text = persian || view.persian_only ? shown->text_fa : shown->text_en;
    view.legal_basis = shown->legal_basis;
    view.signed_by = shown->signed_by;
    view.number = shown->number;
    view.hash = shown->hash;
    view.version = shown->version;
    view.signed_at = shown->signed_at;
    view.published_at = shown->published_at;
    if (all.size() > 1)
      for (const consultation::Strategy& one : all)
        view.versions.push_back({one.version, view.agency_link + "/strategy?version=" + std::to_string(one.version),
                                 one.published_at, one.version == shown->version});
    return true;
  });
  if (!found) return Error{Code::not_found, "strategy.error.unknown"};
  return in.page({.title = view.title, .section = "calls", .shared_for = Milliseconds{30000}}, to_html(view, in.reader));
}

namespace {

Result<Response> form_page(Context& in, const std::vector<Error>& errors) {
  const auto agency =
      in.read([&](store::Transaction& tx) { return identity::agency(tx, identity::AgencyId{std::string(in.part("agency"))}); });
  if (!agency || (!in.actor.has(identity::Role::agency_admin, *agency) && !in.actor.has(identity::Role::approver, *agency)))
    return Error{Code::not_found, "call.error.agency_unknown"};
  StrategyForm view{.agency_id = agency->id.value, .agency = agency->name(in.language()), .slug = agency->slug};
  view.problems.errors = errors;
  if (const auto waiting = in.read([&](store::Transaction& tx) { return consultation::strategy_proposal(tx, agency->id); })) {
    const consultation::Strategy& text = waiting->strategy;
    view.waiting = WaitingStrategy{.title_fa = text.title_fa,
                                   .title_en = text.title_en,
                                   .text_fa = text.text_fa,
                                   .text_en = text.text_en,
                                   .legal_basis = text.legal_basis,
                                   .signed_by = text.signed_by,
                                   .number = text.number,
                                   .hash = text.hash,
                                   .proposer = waiting->proposer,
                                   .signed_at = text.signed_at,
                                   .proposed_at = waiting->proposed_at,
                                   .version = text.version,
                                   .own = waiting->proposed_by == in.actor.person};
  }
  const auto error_of = [&](std::string_view name) { return part::error_of(errors, name); };
  const auto field = [&](std::string name, std::string label, bool optional = false) {
    part::Field made{.name = name, .label = std::move(label)};
    made.value = std::string(in.request.form[name]);
    made.error = error_of(name);
    made.optional = optional;
    return made;
  };
  const auto area = [&](std::string name, std::string label, bool optional) {
    part::Area made{.name = name, .label = std::move(label)};
    made.value = std::string(in.request.form[name]);
    made.error = error_of(name);
    made.optional = optional;
    return made;
  };
  view.title_fa = field("title_fa", "desk.title_fa");
  view.title_en = field("title_en", "desk.title_second");
  view.text_fa = area("text_fa", "strategy.text_fa", false);
  view.text_en = area("text_en", "strategy.text_en", true);
  view.legal_basis = field("legal_basis", "register.legal_basis");
  view.signed_by = field("signed_by", "strategy.signed_by");
  view.signed_on = field("signed_on", "strategy.signed_on");
  view.signed_on.hint = "desk.date_hint";
  view.signed_on.left_to_right = true;
  view.signed_on.size = "short";
  view.number = field("number", "office.letter_number", true);
  return in.page({.title = in.say("strategy.propose"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> strategy_form(Context& in) { return form_page(in, {}); }

Result<Response> propose_strategy(Context& in) {
  const Fields& form = in.request.form;
  const identity::AgencyId id{std::string(in.part("agency"))};
  consultation::NewStrategy ask;
  ask.strategy.title_fa = std::string(form["title_fa"]);
  ask.strategy.title_en = std::string(form["title_en"]);
  ask.strategy.text_fa = std::string(form["text_fa"]);
  ask.strategy.text_en = std::string(form["text_en"]);
  ask.strategy.legal_basis = std::string(form["legal_basis"]);
  ask.strategy.signed_by = std::string(form["signed_by"]);
  ask.strategy.number = std::string(form["number"]);
  ask.signed_on = parse_date(form["signed_on"]).value_or(JalaliDate{0, 0, 0});
  const auto done = consultation::propose_strategy(in.database(), in.actor, in.now, id, ask);
  if (done) return in.go("/desk/agencies/" + id.value + "/strategy", "proposed");
  if (done.error().code == Code::denied || done.error().code == Code::not_found) return done.error();
  return form_page(in, {done.error()});
}

Result<Response> publish_strategy(Context& in) {
  const identity::AgencyId id{std::string(in.part("agency"))};
  TRY(consultation::publish_strategy(in.database(), in.actor, in.now, id, in.request.form["hash"]));
  const auto agency = in.read([&](store::Transaction& tx) { return identity::agency(tx, id); });
  return in.go("/agencies/" + agency->slug + "/strategy", "approved");
}

Result<Response> drop_strategy(Context& in) {
  const identity::AgencyId id{std::string(in.part("agency"))};
  TRY(consultation::drop_strategy_proposal(in.database(), in.actor, in.now, id));
  return in.go("/desk/agencies/" + id.value + "/strategy", "strategy_dropped");
}

}  // namespace mosharekat::web::pages::agency
