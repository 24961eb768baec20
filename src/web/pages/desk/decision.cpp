// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "consultation/law.h"
#include "consultation/reason_bank.h"
#include "web/pages/desk/answer.h"

namespace mosharekat::web::pages::desk {

using consultation::ContributionId;

namespace {

constexpr std::size_t standing_shown = 10;
// A choice of the bank's list that is no reason of the bank but an answer that stands in the call.
constexpr std::string_view standing = "as:";

std::string label_of(const Context& in, consultation::Code code, std::string_view text) {
  return in.say("disposition.code." + std::string(consultation::name(code))) + " – " + text::shorten(text, 90);
}

std::optional<consultation::Disposition> standing_answer(Context& in, std::string_view chosen) {
  if (!chosen.starts_with(standing)) return std::nullopt;
  return in.read([&](store::Transaction& tx) -> std::optional<consultation::Disposition> {
    const auto from = consultation::contribution(tx, {std::string(chosen.substr(standing.size()))});
    if (!from || !in.call || from->call != in.call->id) return std::nullopt;
    return consultation::disposition(tx, from->id);
  });
}

std::string with_addition(const std::string& text, std::string_view typed) {
  return text::trim(typed).empty() ? text : text + "\n" + std::string(typed);
}

// The place of each provision of a call: "مادهٔ ۲ › تبصره ۱ – the words it begins with".
void add_places(store::Transaction& tx, const consultation::Call& call, const std::string& prefix, part::Select& place,
                std::string_view chosen) {
  for (const consultation::Draft& draft : consultation::drafts(tx, call.id)) {
    std::vector<std::string> above;
    for (const consultation::FlatProvision& flat : consultation::provisions(tx, draft.version)) {
      const document::Provision& provision = flat.provision;
      const std::string& words = provision.heading.empty() ? provision.text : provision.heading;
      above.resize(static_cast<std::size_t>(flat.depth));
      above.push_back(provision.label);
      std::string label = prefix;
      for (const std::string& one : above)
        if (!one.empty()) label += (label == prefix ? "" : " › ") + one;
      if (!words.empty()) label += (label == prefix ? "" : " – ") + text::shorten(words, 50);
      const bool here =
          !provision.anchor.empty() && provision.anchor == chosen &&
          std::none_of(place.options.begin(), place.options.end(), [](const auto& option) { return option.chosen; });
      place.options.push_back({.value = provision.anchor, .label_text = std::move(label), .chosen = here});
    }
  }
}

part::Select places(const Context& in, store::Transaction& tx, const std::vector<consultation::Call>& calls, const Fields& form,
                    const std::vector<Error>& errors) {
  part::Select place{.name = "place",
                     .label = "desk.place",
                     .hint = "desk.place_hint",
                     .error = part::error_of(errors, "place"),
                     .optional = true};
  for (const consultation::Call& call : calls) {
    const std::string title = consultation::text_of(consultation::texts(tx, call.id), "title", code(in.language()));
    add_places(tx, call, calls.size() > 1 ? text::shorten(title, 30) + ": " : "", place, form["place"]);
  }
  if (!place.options.empty()) place.options.insert(place.options.begin(), {.value = "", .label = "desk.no_place"});
  return place;
}

part::Select laws(const std::vector<consultation::Law>& offered, const Fields& form, const std::vector<Error>& errors) {
  part::Select law{.name = "law",
                   .label = "law.cited_law",
                   .hint = "law.cited_hint",
                   .error = part::error_of(errors, "law"),
                   .optional = true};
  if (offered.empty()) return law;
  law.options.push_back({.value = "", .label = "law.no_law"});
  for (const consultation::Law& one : offered)
    law.options.push_back(
        {.value = one.id.value, .label_text = consultation::citation(one.text), .chosen = form["law"] == one.id.value});
  return law;
}

}  // namespace

Decision decision_fields(const Fields& form, const std::vector<Error>& errors) {
  Decision made;
  made.adapted_from = std::string(form["adapted_from"]);
  made.code = {.name = "code", .label = "desk.result", .error = part::error_of(errors, "code")};
  for (const consultation::Code each : consultation::all_codes) {
    const std::string name(consultation::name(each));
    made.code.options.push_back({.value = name, .label = "disposition.code." + name, .chosen = form["code"] == name});
  }
  made.part = {.name = "part",
               .label = "desk.part",
               .hint = "desk.part_hint",
               .value = std::string(form["part"]),
               .error = part::error_of(errors, "part"),
               .optional = true};
  made.reason = {.name = "reason",
                 .label = "desk.reason",
                 .hint = "desk.reason_hint",
                 .value = std::string(form["reason"]),
                 .error = part::error_of(errors, "reason")};
  made.citation = {.name = "citation",
                   .label = "desk.citation",
                   .hint = "desk.citation_hint",
                   .value = std::string(form["citation"]),
                   .error = part::error_of(errors, "citation"),
                   .optional = true};
  made.place_text = {.name = "place",
                     .label = "desk.place",
                     .hint = "desk.place_hint",
                     .value = std::string(form["place"]),
                     .error = part::error_of(errors, "place"),
                     .optional = true};
  return made;
}

void offer_bank(const Context& in, store::Transaction& tx, const std::vector<consultation::Call>& calls, Decision& decision,
                const Fields& form, const std::vector<Error>& errors) {
  decision.bank = {
      .name = "bank", .label = "law.bank", .hint = "law.bank_hint", .error = part::error_of(errors, "bank"), .optional = true};
  std::vector<part::Option> offered;
  std::vector<consultation::Law> citable;
  std::set<std::string> seen;
  const auto offer = [&](std::string value, std::string label) {
    const bool chosen = form["bank"] == value;
    offered.push_back({.value = std::move(value), .label_text = std::move(label), .chosen = chosen});
  };
  for (const consultation::Call& call : calls) {
    const auto agency = identity::agency(tx, call.agency);
    for (const consultation::BankReason& one : consultation::offered_reasons(tx, *agency))
      if (seen.insert(one.id.value).second)
        offer(one.id.value, label_of(in, *consultation::code_named(one.text.code), one.text.text) + " " +
                                in.say("law.used", {{"count", one.used}}));
    for (consultation::Law& one : consultation::offered_laws(tx, *agency))
      if (seen.insert(one.id.value).second) citable.push_back(std::move(one));
  }
  std::size_t shown = 0;
  if (calls.size() == 1)
    for (const consultation::StandingAnswer& one : consultation::standing_answers(tx, calls.front().id)) {
      if (++shown > standing_shown) break;
      offer(std::string(standing) + one.first.value,
            label_of(in, one.code, one.reason) + " " + in.say("law.stands", {{"count", one.count}}));
    }
  if (!offered.empty()) {
    decision.bank.options.push_back({.value = "", .label = "law.own_words"});
    for (part::Option& one : offered) decision.bank.options.push_back(std::move(one));
  }
  decision.law = laws(citable, form, errors);
  decision.place = places(in, tx, calls, form, errors);
}

Result<consultation::Dispose> asked(Context& in, const Fields& form, std::vector<ContributionId> contributions) {
  consultation::Dispose ask{.contributions = std::move(contributions),
                            .code = std::string(form["code"]),
                            .part = std::string(form["part"]),
                            .reason = std::string(form["reason"]),
                            .citation = std::string(form["citation"]),
                            .place = std::string(form["place"])};
  ask.adapted_from = {std::string(form["adapted_from"])};
  if (const auto held = standing_answer(in, form["bank"])) {
    ask.code = consultation::name(held->code);
    ask.reason = with_addition(held->reason, ask.reason);
    if (text::trim(ask.citation).empty()) ask.citation = held->citation;
    if (text::trim(ask.part).empty()) ask.part = held->part;
  } else {
    ask.bank = {std::string(form["bank"])};
  }
  if (form["law"].empty()) return ask;
  // A chosen law goes before what was typed, and before what a reason of the bank cites.
  const auto cited = in.read([&](store::Transaction& tx) -> Result<std::string> {
    ask = TRY(consultation::with_bank(tx, *in.agency, ask));
    for (const consultation::Law& one : consultation::offered_laws(tx, *in.agency))
      if (one.id.value == form["law"]) return consultation::citation(one.text);
    return Error{Code::invalid, "law.error.unknown", {}, "law"};
  });
  if (!cited) return cited.error();
  // The bank's texts are in the answer now; the reason still counts as used.
  if (!ask.bank.empty()) ask.adapted_from = std::exchange(ask.bank, {});
  if (ask.citation.find(*cited) == std::string::npos)
    ask.citation = text::trim(ask.citation).empty()
                       ? *cited
                       : locale::sentence(Language::fa, "law.cited_and", {{"law", *cited}, {"other", ask.citation}});
  return ask;
}

Result<Fields> filled(Context& in, const Fields& form) {
  consultation::Dispose texts = TRY(asked(in, form, {}));
  const consultation::BankReasonId used = texts.bank.empty() ? texts.adapted_from : texts.bank;
  texts = TRY(in.read([&](store::Transaction& tx) { return consultation::with_bank(tx, *in.agency, texts); }));
  Fields written;
  for (const auto& [name, value] : form.list())
    if (name != "code" && name != "reason" && name != "citation" && name != "part" && name != "bank" && name != "law" &&
        name != "adapted_from")
      written.add(name, value);
  written.add("code", texts.code);
  written.add("reason", texts.reason);
  written.add("citation", texts.citation);
  written.add("part", texts.part);
  written.add("adapted_from", used.value);
  return written;
}

}  // namespace mosharekat::web::pages::desk
