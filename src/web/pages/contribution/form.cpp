// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/contribution/form.h"

#include "base/geography.h"
#include "base/hash.h"
#include "base/text.h"
#include "consultation/together.h"
#include "generated/templates/contribution/form.h"
#include "generated/templates/contribution/receipt.h"
#include "web/form_guard.h"
#include "web/pages/call/card.h"

namespace mosharekat::web::pages::contribution {

using consultation::Contribute;
using consultation::Kind;

namespace {

Kind kind_of(std::string_view name) {
  if (name == "replacement") return Kind::replacement;
  if (name == "answer") return Kind::answer;
  if (name == "reply") return Kind::reply;
  return Kind::comment;
}

// Under what the browser keeps what is being written; the wording of a replacement has ":wording" after it.
std::string draft_key(std::int64_t call, const Fields& typed) {
  return std::to_string(call) + ":" + std::string(consultation::name(kind_of(typed["kind"]))) + ":" +
         std::string(typed["anchor"]) + std::string(typed["parent"]);
}

// The form as it is shown, first or again: `typed` are the fields that came, from the address or from the form itself.
Result<Form> form_view(Context& in, const Fields& typed, const std::vector<Error>& errors) {
  const consultation::Call& call = *in.call;
  const Kind kind = kind_of(typed["kind"]);
  const FormGuard guard{in.portal.secret};
  Form view;
  view.call = call.number;
  view.kind = std::string(consultation::name(kind));
  view.draft = std::string(typed["draft"]);
  view.anchor = std::string(typed["anchor"]);
  view.parent = std::string(typed["parent"]);
  view.quote = text::shorten(text::tidy(typed["quote"]), 1000);
  view.quote_before = text::shorten(typed["quote_before"], 200);
  view.quote_after = text::shorten(typed["quote_after"], 200);
  view.quote_at = std::string(typed["quote_at"]);
  view.once = in.request.method == Method::post && typed["once"].size() >= 16 ? std::string(typed["once"])
                                                                              : hash::hex(hash::random_bytes(16));
  view.opened = in.request.method != Method::post || typed["opened"].empty() ? guard.stamp(in.now) : std::string(typed["opened"]);
  view.challenge = guard.challenge(in.now);
  const auto error_of = [&](std::string_view name) { return part::error_of(errors, name); };
  std::string sentence = "contribution.form.heading.whole";
  std::string place;
  const Result<void> placed = in.read([&](store::Transaction& tx) -> Result<void> {
    view.title = consultation::text_of(consultation::texts(tx, call.id), "title", code(in.language()));
    if (kind == Kind::answer) {
      for (const consultation::Question& question : consultation::questions(tx, call.id))
        if (question.anchor == view.anchor) view.provision_text = std::string(question.in(code(in.language())));
      if (view.provision_text.empty()) return Error{Code::not_found, "contribution.error.place_unknown"};
      view.provision_lang = code(in.language());
      view.provision_dir = direction(in.language());
      sentence = "contribution.form.heading.answer";
    } else if (kind == Kind::reply) {
      const auto parent = consultation::contribution(tx, consultation::ContributionId{view.parent});
      if (!parent || parent->call != call.id || parent->state != consultation::Visibility::published)
        return Error{Code::not_found, "contribution.error.place_unknown"};
      view.provision_text = parent->body.empty() ? parent->replacement : parent->body;
      view.provision_lang = parent->language;
      view.provision_dir = text::is_mostly_persian(view.provision_text) ? "rtl" : "ltr";
      sentence = "contribution.form.heading.reply";
    } else if (!view.anchor.empty()) {
      const auto provision = consultation::provision_at(tx, consultation::DraftId{view.draft}, view.anchor);
      bool of_call = false;
      for (const consultation::Draft& draft : consultation::drafts(tx, call.id))
        if (draft.id.value == view.draft) {
          of_call = true;
          view.provision_lang = draft.language;
          view.provision_dir = call::direction_of(draft.language);
        }
      if (!provision || !of_call) return Error{Code::not_found, "contribution.error.place_unknown"};
      view.provision_label = provision->label;
      view.provision_text = provision->text.empty() ? provision->heading : provision->text;
      place = provision->label;
      sentence = kind == Kind::replacement ? "contribution.form.heading.replacement"
                 : place.empty()           ? "call.comment_on.paragraph"
                                           : "contribution.form.heading.provision";
    }
    return {};
  });
  if (!placed) return placed.error();
  view.heading = in.say(sentence, {{"place", place}});
  view.show_replacement = kind == Kind::replacement;
  view.show_stance = kind == Kind::comment || kind == Kind::replacement;
  view.show_email = in.actor.guest();
  const std::string kept_as = draft_key(call.number, typed);
  view.body = {.name = "body",
               .label = kind == Kind::replacement ? "contribution.form.why"
                        : kind == Kind::answer    ? "contribution.form.answer"
                                                  : "contribution.form.body",
               .hint = kind == Kind::comment ? "contribution.form.body_hint" : "",
               .value = std::string(typed["body"]),
               .error = error_of("body"),
               .draft = kept_as,
               .optional = kind == Kind::replacement};
  view.replacement = {.name = "replacement",
                      .label = "contribution.form.replacement",
                      .hint = "contribution.form.replacement_hint",
                      .value = typed.has("replacement") ? std::string(typed["replacement"]) : view.provision_text,
                      .error = error_of("replacement"),
                      .draft = kept_as + ":wording",
                      .lang = view.provision_lang};
  view.stance = {
      .name = "stance", .label = "contribution.form.stance", .error = error_of("stance"), .cards = true, .optional = true};
  for (const std::string_view stance : {"for", "for_with_changes", "against", ""})
    view.stance.options.push_back({.value = std::string(stance),
                                   .label = "contribution.stance." + std::string(stance.empty() ? "none" : stance),
                                   .chosen = typed["stance"] == stance});
  view.display_name = display_name_field(typed, errors);
  view.organisation = {.name = "organisation",
                       .label = "contribution.form.organisation",
                       .hint = "contribution.form.organisation_hint",
                       .value = std::string(typed["organisation"]),
                       .error = error_of("organisation"),
                       .autocomplete = "organization",
                       .optional = true};
  view.email = email_field(typed, errors);
  view.problems.errors = errors;
  view.will_be_public = in.say("contribution.form.public");
  view.when = call::shown_when(in, call);
  return view;
}

Response form_page(Context& in, const Form& view, int status) {
  return in.page({.title = view.heading,
                  .section = "calls",
                  .status = status,
                  .hidden_from_search = true,
                  .scripts = {"draft.js", "proof.js"}},
                 to_html(view, in.reader));
}

// Lets the browser that just sent a contribution, and no other, describe its participant.
std::string describe_claim(const Context& in, std::string_view contribution) {
  return hash::hex(hash::hmac_sha256(in.portal.secret.key, "describe\n" + in.cookie + "\n" + std::string(contribution)));
}

void fill_traits(const Context& in, ReceiptView& view, const Fields& typed, const std::optional<Error>& error) {
  const consultation::Call& call = *in.call;
  view.asks_birth_year = call.asks_birth_year;
  view.asks_gender = call.asks_gender;
  view.asks_place = call.asks_place;
  view.asks_type = call.asks_type;
  view.asks = call.asks_birth_year || call.asks_gender || call.asks_place || call.asks_type;
  const auto error_of = [&](std::string_view field) { return error && error->field == field ? error : std::optional<Error>{}; };
  view.birth_year = {.name = "birth_year",
                     .label = "contribution.traits.birth_year",
                     .hint = "contribution.traits.birth_year_hint",
                     .value = std::string(typed["birth_year"]),
                     .error = error_of("birth_year"),
                     .input_mode = "numeric",
                     .left_to_right = true,
                     .size = "tiny",
                     .optional = true};
  view.gender = {.name = "gender", .label = "contribution.traits.gender", .cards = true, .optional = true};
  for (const std::string_view gender : {"female", "male", ""})
    view.gender.options.push_back({.value = std::string(gender),
                                   .label = "contribution.traits.gender." + std::string(gender.empty() ? "unstated" : gender),
                                   .chosen = typed["gender"] == gender});
  view.province = {.name = "province", .label = "contribution.traits.province", .error = error_of("province"), .optional = true};
  view.province.options.push_back({.value = "", .label = "contribution.traits.gender.unstated"});
  for (const Province& province : provinces())
    view.province.options.push_back({.value = std::string(province.code),
                                     .label_text = std::string(province.name(in.language())),
                                     .chosen = typed["province"] == province.code});
  view.county = {
      .name = "county", .label = "contribution.traits.county", .value = std::string(typed["county"]), .optional = true};
  view.type = {.name = "type", .label = "contribution.traits.type", .optional = true};
  for (const std::string_view type : {"individual", "ngo", "company", "university", "public_body", ""})
    view.type.options.push_back(
        {.value = std::string(type),
         .label = type.empty() ? "contribution.traits.gender.unstated" : "contribution.traits.type." + std::string(type),
         .chosen = typed["type"] == type});
}

}  // namespace

std::string grouped(std::string_view code, Language language) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % 4 == 0) out += ' ';
    out += code[i];
  }
  return locale::digits(language, out);
}

part::Field display_name_field(const Fields& typed, const std::vector<Error>& errors) {
  return {.name = "display_name",
          .label = "contribution.form.display_name",
          .hint = "contribution.form.display_name_hint",
          .value = std::string(typed["display_name"]),
          .error = part::error_of(errors, "display_name"),
          .autocomplete = "nickname",
          .optional = true};
}

part::Field email_field(const Fields& typed, const std::vector<Error>& errors) {
  return {.name = "email",
          .label = "contribution.form.email",
          .hint = "contribution.form.email_hint",
          .value = std::string(typed["email"]),
          .error = part::error_of(errors, "email"),
          .type = "email",
          .autocomplete = "email",
          .input_mode = "email",
          .left_to_right = true,
          .optional = true};
}

Result<Response> new_form(Context& in) {
  in.need_form();
  const Form view = TRY(form_view(in, in.request.query, {}));
  return form_page(in, view, 200);
}

Result<Response> create(Context& in) {
  const Fields& form = in.request.form;
  in.need_form();
  const auto again = [&](const Error& error) -> Result<Response> {
    const Form view = TRY(form_view(in, form, {error}));
    return form_page(in, view, error.code == Code::too_many ? 429 : error.code == Code::conflict ? 409 : 422);
  };
  bool solved = false;
  if (const auto checked = FormGuard{in.portal.secret}.check(form, in.now, solved); !checked) return again(checked.error());
  std::vector<identity::Attempt> attempts;
  if (!solved && in.actor.guest()) attempts.push_back(consultation::unproven_attempt(in.request.remote_address));
  if (form["once"].size() < 16)
    return again(identity::refused(in.database(), in.now, attempts, {Code::invalid, "contribution.error.form_old"}));
  Contribute ask;
  ask.kind = kind_of(form["kind"]);
  ask.draft = std::string(form["draft"]);
  ask.anchor = std::string(form["anchor"]);
  ask.parent = std::string(form["parent"]);
  ask.passage = {std::string(form["quote"]), text::shorten(form["quote_before"], 200), text::shorten(form["quote_after"], 200),
                 text::parse_integer(form["quote_at"])};
  ask.body = std::string(form["body"]);
  ask.replacement = std::string(form["replacement"]);
  ask.stance = std::string(form["stance"]);
  ask.display_name = std::string(form["display_name"]);
  ask.organisation = std::string(form["organisation"]);
  ask.email = std::string(form["email"]);
  ask.language = std::string(code(in.language()));
  ask.consent_version = std::string(consent_version);
  // Bound to this browser: the same key from another one is another form.
  ask.once = hash::hex(hash::hmac_sha256(in.portal.secret.key, "once\n" + in.cookie + "\n" + std::string(form["once"])));
  ask.remote_address = in.request.remote_address;
  const auto receipts = consultation::contribute_together(in.database(), in.portal.secret, in.actor, in.now, in.call->id, {ask},
                                                          std::move(attempts));
  if (!receipts) return again(receipts.error());
  const consultation::Receipt& receipt = receipts->front();
  ReceiptView view;
  view.call = in.call->number;
  view.number = receipt.number;
  view.id = receipt.id.value;
  view.code = grouped(receipt.code, in.language());
  view.published = receipt.published;
  view.title = in.read([&](store::Transaction& tx) {
    return consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
  });
  view.when = receipt.published ? in.say("contribution.receipt.published")
                                : in.say("contribution.receipt.waiting", {{"hours", std::int64_t{in.call->moderation_hours}}});
  view.answer_when = in.say("contribution.receipt.answer",
                            {{"date", locale::date(in.language(), consultation::report_due(*in.call) - Milliseconds{1})}});
  view.claim = describe_claim(in, view.id);
  view.draft = draft_key(view.call, form);
  fill_traits(in, view, {}, {});
  return in.page(
      {.title = in.say("contribution.receipt.title"), .section = "calls", .hidden_from_search = true, .scripts = {"draft.js"}},
      to_html(view, in.reader));
}

Result<Response> describe(Context& in) {
  const Fields& form = in.request.form;
  const std::string id(form["contribution"]);
  if (!hash::same(form["claim"], describe_claim(in, id))) return Error{Code::denied, "contribution.error.not_yours"};
  consultation::Traits traits;
  const auto fail = [&](const Error& error) -> Result<Response> {
    ReceiptView view;
    view.call = in.call->number;
    view.id = id;
    view.claim = std::string(form["claim"]);
    const auto found =
        in.read([&](store::Transaction& tx) { return consultation::contribution(tx, consultation::ContributionId{id}); });
    if (!found) return error;
    view.number = found->number;
    view.when = in.say(error);
    fill_traits(in, view, form, error);
    return in.page({.title = in.say("contribution.traits.title"), .section = "calls", .status = 422}, to_html(view, in.reader));
  };
  if (!form["birth_year"].empty()) {
    const auto year = text::parse_integer(form["birth_year"]);
    if (!year) return fail({Code::invalid, "contribution.error.birth_year", {}, "birth_year"});
    // A Gregorian year is taken for what it is.
    traits.birth_year = static_cast<int>(*year > 1800 ? *year - 621 : *year);
  }
  traits.gender = std::string(form["gender"]);
  traits.province = std::string(form["province"]);
  traits.county = std::string(form["county"]);
  traits.type = std::string(form["type"]);
  const auto set = consultation::set_traits(in.database(), in.portal.secret, in.now, consultation::ContributionId{id}, traits);
  if (!set) return fail(set.error());
  return in.go("/calls/" + std::to_string(in.call->number), "described");
}

}  // namespace mosharekat::web::pages::contribution
