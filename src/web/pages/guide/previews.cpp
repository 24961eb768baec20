// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/guide/previews.h"

#include "consultation/call_template.h"
#include "consultation/document_type.h"

namespace mosharekat::web::pages::guide {

using identity::Role;

std::string policy_sentence(const Context& in, const consultation::PeriodRule& rule) {
  return in.say(
      rule.unit == consultation::PeriodUnit::working_days ? "desk.policy_working" : "desk.policy",
      {{"days", std::int64_t{rule.days}}, {"source", rule.source.empty() ? in.say("desk.policy_default") : rule.source}});
}

Previews previews_of(const Context& in, store::Transaction& tx) {
  std::optional<identity::Agency> agency;
  for (const identity::Grant& grant : in.actor.grants)
    if (!agency && (grant.role == Role::expert || grant.role == Role::lead)) agency = identity::agency(tx, grant.agency);
  Previews view;
  for (const consultation::DocumentType& type : consultation::document_types(tx)) {
    if (type.retired) continue;
    Preview preview{.type = type.name(in.language()),
                    .policy = policy_sentence(in, consultation::policy_for(tx, agency.value_or(identity::Agency{}), type.code))};
    for (const consultation::TemplateText& text : consultation::call_template(tx, agency, type.code))
      preview.parts.push_back({"call_template.part." + text.part, in.language() == Language::fa ? text.fa : text.en});
    view.kinds.push_back(std::move(preview));
  }
  return view;
}

}  // namespace mosharekat::web::pages::guide
