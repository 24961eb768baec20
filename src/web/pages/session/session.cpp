// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/session/session.h"

#include <algorithm>

#include "generated/templates/session/form.h"
#include "web/router.h"

namespace mosharekat::web::pages::session {

namespace {

using Errors = std::vector<Error>;

identity::Client client_of(const Context& in) {
  return {in.request.remote_address, std::string(in.request.headers["user-agent"])};
}

// Where to go after signing in: a local path only, never another host.
std::string safe_next(std::string_view next) {
  // Browsers drop tabs and line ends from addresses, so "/<tab>/host" would lead to another host.
  const bool controls =
      std::any_of(next.begin(), next.end(), [](unsigned char letter) { return letter < 0x20 || letter == '\\'; });
  if (next.empty() || next[0] != '/' || next.starts_with("//") || controls) return "/";
  return std::string(next);
}

std::string next_of(const Context& in) {
  const std::string_view form = in.request.form["next"];
  return safe_next(form.empty() ? in.request.query["next"] : form);
}

part::Field field(std::string name, std::string type, std::string autocomplete, const Context& in, const Errors& errors) {
  part::Field made{.name = name,
                   .label = "session.field." + name,
                   .value = type == "password" ? "" : std::string(in.request.form[name]),
                   .error = part::error_of(errors, name),
                   .type = std::move(type),
                   .autocomplete = std::move(autocomplete)};
  made.left_to_right = made.type == "email" || made.type == "password";
  if (locale::has(made.label + ".hint")) made.hint = made.label + ".hint";
  return made;
}

Response show(Context& in, Form view, const Errors& errors) {
  in.need_form();
  view.next = next_of(in);
  view.problems.errors = errors;
  int status = 200;
  if (!errors.empty()) status = errors.front().code == Code::too_many ? 429 : 422;
  return in.page({.title = in.say(view.heading), .status = status, .hidden_from_search = true}, to_html(view, in.reader));
}

Response sign_in_form(Context& in, const Errors& errors) {
  return show(in,
              {.heading = "session.sign_in.title",
               .lead = "session.sign_in.lead",
               .action = "/sign-in",
               .button = "session.sign_in.send",
               .fields = {field("email", "email", "email", in, errors)},
               .other_link = "/sign-in/staff",
               .other_label = "session.sign_in.staff"},
              errors);
}

Response code_form(Context& in, const Errors& errors) {
  part::Field code = field("code", "text", "one-time-code", in, errors);
  code.input_mode = "numeric";
  code.left_to_right = true;
  code.size = "short";
  return show(in,
              {.heading = "session.code.title",
               .lead = "session.code.lead",
               .action = "/sign-in/code",
               .button = "session.code.enter",
               .address = std::string(in.request.form["email"]),
               .fields = {std::move(code)},
               .other_link = "/sign-in",
               .other_label = "session.code.again"},
              errors);
}

Response staff_form(Context& in, const Errors& errors) {
  return show(
      in,
      {.heading = "session.staff.title",
       .lead = "session.staff.lead",
       .action = "/sign-in/staff",
       .button = "session.staff.enter",
       .fields = {field("email", "email", "username", in, errors), field("password", "password", "current-password", in, errors)},
       .other_link = "/sign-in/forgotten",
       .other_label = "session.staff.forgotten",
       .second_link = "/sign-in",
       .second_label = "session.staff.citizen"},
      errors);
}

// A new token at every sign-in: what was known before it opens nothing.
Response begin(Context& in, const identity::Session& session, const std::string& next, bool keep) {
  in.cookie = session.token;
  in.cookie_is_new = false;
  Response response = in.go(next);
  response.headers.emplace_back("Set-Cookie", set_session_cookie(session.token, keep));
  return response;
}

}  // namespace

Result<Response> sign_in(Context& in) {
  if (!in.actor.guest()) return in.go(next_of(in));
  return sign_in_form(in, {});
}

Result<Response> send_code(Context& in) {
  const auto sent = identity::send_code(in.database(), in.now, in.request.form["email"], in.language(), client_of(in));
  return sent ? code_form(in, {}) : sign_in_form(in, {sent.error()});
}

Result<Response> enter_code(Context& in) {
  const auto session = identity::sign_in_with_code(in.database(), in.now, in.request.form["email"], in.request.form["code"],
                                                   in.language(), client_of(in));
  if (!session) return code_form(in, {session.error()});
  return begin(in, *session, next_of(in), true);
}

Result<Response> staff_sign_in(Context& in) {
  if (!in.actor.guest()) return in.go("/desk");
  return staff_form(in, {});
}

Result<Response> staff_enter(Context& in) {
  const auto session = identity::sign_in_with_password(in.database(), in.now, in.request.form["email"],
                                                       in.request.form["password"], client_of(in));
  if (!session) return staff_form(in, {session.error()});
  const std::string next = next_of(in);
  return begin(in, *session, next == "/" ? "/desk" : next, false);
}

Result<Response> sign_out(Context& in) {
  identity::sign_out(in.database(), in.now, in.cookie);
  Response response = in.go("/", "signed_out");
  response.headers.emplace_back("Set-Cookie",
                                std::string(session_cookie) + "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
  return response;
}

namespace {

Response invitation_form(Context& in, const Errors& errors) {
  const std::string token = in.request.form.has("token") ? std::string(in.request.form["token"]) : std::string(in.part("token"));
  return show(in,
              {.heading = "session.invitation.title",
               .lead = "session.invitation.lead",
               .action = "/invitations",
               .button = "session.invitation.accept",
               .token = token,
               .fields = {field("name", "text", "name", in, errors), field("password", "password", "new-password", in, errors)}},
              errors);
}

Response forgotten_form(Context& in, const Errors& errors) {
  return show(in,
              {.heading = "session.forgotten.title",
               .lead = "session.forgotten.lead",
               .action = "/sign-in/forgotten",
               .button = "session.forgotten.send",
               .fields = {field("email", "email", "username", in, errors)}},
              errors);
}

Response reset_form(Context& in, const Errors& errors) {
  const std::string token = in.request.form.has("token") ? std::string(in.request.form["token"]) : std::string(in.part("token"));
  return show(in,
              {.heading = "session.reset.title",
               .lead = "session.reset.lead",
               .action = "/resets",
               .button = "session.reset.set",
               .token = token,
               .fields = {field("password", "password", "new-password", in, errors)}},
              errors);
}

Response set_up_form(Context& in, const Errors& errors) {
  const std::string token = in.request.form.has("token") ? std::string(in.request.form["token"]) : std::string(in.part("token"));
  return show(
      in,
      {.heading = "session.set_up.title",
       .lead = "session.set_up.lead",
       .action = "/set-up",
       .button = "session.set_up.finish",
       .token = token,
       .fields = {field("name_fa", "text", "organization", in, errors), field("name_en", "text", "organization", in, errors),
                  field("name", "text", "name", in, errors), field("email", "email", "email", in, errors),
                  field("password", "password", "new-password", in, errors)}},
      errors);
}

}  // namespace

Result<Response> invitation(Context& in) { return invitation_form(in, {}); }

Result<Response> accept(Context& in) {
  const Fields& form = in.request.form;
  const auto accepted = identity::accept_invitation(
      in.database(), in.now, {std::string(form["token"]), std::string(form["name"]), std::string(form["password"])});
  if (!accepted && accepted.error().code == Code::invalid) return invitation_form(in, {accepted.error()});
  if (!accepted) return accepted.error();
  return in.go("/sign-in/staff", "invitation_accepted");
}

Result<Response> forgotten(Context& in) { return forgotten_form(in, {}); }

Result<Response> ask_for_reset(Context& in) {
  const auto asked = identity::ask_for_reset(in.database(), in.now, in.request.form["email"], in.request.remote_address);
  if (!asked) return forgotten_form(in, {asked.error()});
  return in.go("/sign-in/staff", "reset_sent");
}

Result<Response> reset(Context& in) { return reset_form(in, {}); }

Result<Response> set_password(Context& in) {
  const auto done = identity::reset_password(in.database(), in.now, in.request.form["token"], in.request.form["password"]);
  if (!done && done.error().code == Code::invalid) return reset_form(in, {done.error()});
  if (!done) return done.error();
  return in.go("/sign-in/staff", "password_set");
}

Result<Response> set_up(Context& in) { return set_up_form(in, {}); }

Result<Response> finish_set_up(Context& in) {
  const Fields& form = in.request.form;
  identity::SetUp ask{.token = std::string(form["token"]),
                      .email = std::string(form["email"]),
                      .name = std::string(form["name"]),
                      .password = std::string(form["password"])};
  ask.root.slug = "main";
  ask.root.name_fa = std::string(form["name_fa"]);
  ask.root.name_en = std::string(form["name_en"]);
  const auto done = identity::set_up(in.database(), in.now, ask);
  if (!done && done.error().code == Code::invalid) return set_up_form(in, {done.error()});
  if (!done) return done.error();
  return in.go("/sign-in/staff", "set_up");
}

}  // namespace mosharekat::web::pages::session
