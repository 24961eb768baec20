// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/me/me.h"

#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "generated/templates/me/me.h"
#include "generated/templates/me/track.h"

namespace mosharekat::web::pages::me {

using consultation::Claim;
using consultation::Contribution;
using consultation::ContributionId;
using consultation::State;
using consultation::Visibility;

namespace {

Own own_of(Context& in, store::Transaction& tx, const Contribution& from, std::string_view code_shown) {
  in.call = consultation::call(tx, from.call);
  Own own;
  own.call = in.call->number;
  own.call_title = consultation::text_of(consultation::texts(tx, from.call), "title", code(in.language()));
  own.comment = contribution::comment_of(in, tx, from, {.place = true, .answer = true, .replies = true});
  own.comment.can_support = own.comment.can_report = own.comment.can_reply = false;  // one's own words
  own.id = from.id.value;
  own.code = std::string(code_shown);
  own.body = from.body;
  own.replacement = from.replacement;
  own.has_replacement = from.kind == consultation::Kind::replacement;
  if (from.stance) own.stance = consultation::name(*from.stance);
  const State state = consultation::state_at(*in.call, in.now);
  own.can_edit = state == State::open && (from.state == Visibility::published || from.state == Visibility::waiting);
  own.can_withdraw = from.state != Visibility::withdrawn &&
                     (state == State::open || state == State::suspended || state == State::closed || state == State::analysing);
  own.can_appeal = from.state == Visibility::hidden;
  // One sees one's own words even where the public sees a stub.
  if (from.state == Visibility::hidden) own.comment.stub.clear();
  own.state = "contribution.state." + std::string(consultation::name(from.state));
  own.complaints = complaint::own_of(in, tx, from, code_shown);
  in.call.reset();
  return own;
}

// The person's own contribution by session, or anybody's by its code; the error of a wrong code says nothing of what exists.
struct Claimed {
  Contribution contribution;
  Claim claim;
};

Result<Claimed> claimed(Context& in) {
  const std::string code_given = text::ascii_digits(in.request.form["code"]);
  if (!code_given.empty())
    TRY(identity::attempt(in.database(), in.now, "track:" + in.request.remote_address, 30, std::chrono::hours{1}));
  const ContributionId id{std::string(in.part("id"))};
  auto found = in.read([&](store::Transaction& tx) { return consultation::contribution(tx, id); });
  if (!found) return Error{Code::not_found, "contribution.error.unknown"};
  return Claimed{std::move(*found), {in.actor, code_given}};
}

Response track_page(Context& in, Track view, const std::vector<Error>& errors) {
  in.need_form();
  view.problems.errors = errors;
  view.code = {.name = "code",
               .label = "me.track.code",
               .hint = "me.track.code_hint",
               .value = std::string(in.request.form["code"]),
               .error = errors.empty() ? std::optional<Error>{} : errors.front(),
               .autocomplete = "off",
               .input_mode = "numeric",
               .left_to_right = true};
  const int status = errors.empty() ? 200 : errors.front().code == Code::too_many ? 429 : 422;
  return in.page({.title = in.say("me.track.title"), .section = "track", .status = status}, to_html(view, in.reader));
}

// After an act on one's own contribution: back to where it was done.
Result<Response> after(Context& in, const Claimed& own, const Result<void>& done, std::string_view name) {
  if (!done && own.claim.code.empty()) return done.error();
  if (own.claim.code.empty()) return in.go("/me", name);
  Track view;
  view.own = in.read([&](store::Transaction& tx) {
    return own_of(in, tx, consultation::contribution(tx, own.contribution.id).value(), own.claim.code);
  });
  if (!done) {
    view.own->error = done.error();
    // What was typed stays where it was typed.
    if (in.request.form.has("body")) view.own->body = std::string(in.request.form["body"]);
    if (in.request.form.has("replacement")) view.own->replacement = std::string(in.request.form["replacement"]);
  } else {
    view.done = in.say("done." + std::string(name), {{"count", std::int64_t{1}}});
  }
  return track_page(in, std::move(view), {});
}

// "Firefox, Windows": what people call their browser, from the first names that its User-Agent holds.
std::string browser_name(const Context& in, std::string_view user_agent) {
  using Known = std::pair<std::string_view, std::string_view>;
  // Later ones call themselves by the names of earlier ones too.
  static constexpr Known browsers[] = {
      {"Edg", "Edge"},         {"OPR/", "Opera"},         {"SamsungBrowser/", "Samsung Internet"},
      {"Firefox/", "Firefox"}, {"Chromium/", "Chromium"}, {"Chrome/", "Chrome"},
      {"Safari/", "Safari"}};
  static constexpr Known systems[] = {{"Android", "Android"}, {"iPhone", "iPhone"},  {"iPad", "iPad"},
                                      {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}};
  const auto name_in = [&](const auto& known) -> std::string {
    for (const auto& [sign, name] : known)
      if (user_agent.find(sign) != user_agent.npos) return std::string(name);
    return "";
  };
  const std::string browser = name_in(browsers), system = name_in(systems);
  if (browser.empty()) return in.say("me.unknown_browser");
  return system.empty() ? browser : browser + ", " + system;
}

}  // namespace

Result<Response> show(Context& in) {
  Me view;
  view.email = in.actor.email;
  view.name = in.actor.name;
  view.staff = in.actor.staff;
  view.name_field = {.name = "name", .label = "me.name", .hint = "me.name_hint", .value = in.actor.name, .autocomplete = "name"};
  in.read([&](store::Transaction& tx) {
    for (const Contribution& own : consultation::contributions_of(tx, in.actor.person))
      if (!own.official) view.contributions.push_back(own_of(in, tx, own, ""));
    for (const identity::OpenSession& session : identity::sessions(tx, in.now, in.actor.person, in.cookie))
      view.sessions.push_back(
          {session.id, browser_name(in, session.user_agent), session.created_at, session.seen_at, session.current});
  });
  view.empty = {.title = "me.none",
                .text = "me.none_hint",
                .link = std::string(in.reader.base) + "/calls",
                .link_label = "layout.nav.calls"};
  return in.page({.title = in.say("me.title"), .section = "mine", .hidden_from_search = true}, to_html(view, in.reader));
}

Result<Response> rename(Context& in) {
  TRY(identity::rename(in.database(), in.actor, in.now, in.request.form["name"]));
  return in.go("/me", "saved");
}

Result<Response> end_session(Context& in) {
  TRY(identity::end_session(in.database(), in.now, in.actor, in.part("session")));
  return in.go("/me", "session_ended");
}

Result<Response> end_others(Context& in) {
  identity::end_other_sessions(in.database(), in.now, in.actor, in.cookie);
  return in.go("/me", "session_ended");
}

Result<Response> data(Context& in) {
  std::string out =
      "{\"account\":" + json::object({{"email", in.actor.email}, {"name", in.actor.name}, {"id", in.actor.person.value}}) +
      ",\"contributions\":[";
  in.read([&](store::Transaction& tx) {
    bool first = true;
    for (const Contribution& own : consultation::contributions_of(tx, in.actor.person)) {
      const auto call = consultation::call(tx, own.call);
      out += (first ? "" : ",") + json::object({{"call", std::to_string(call->number)},
                                                {"number", std::to_string(own.number)},
                                                {"place", own.anchor},
                                                {"body", own.body},
                                                {"replacement", own.replacement},
                                                {"state", std::string(consultation::name(own.state))},
                                                {"received_at", locale::iso(own.received_at)}});
      first = false;
    }
    out += "],\"sessions\":[";
    first = true;
    for (const identity::OpenSession& session : identity::sessions(tx, in.now, in.actor.person, in.cookie)) {
      out += (first ? "" : ",") + json::object({{"browser", session.user_agent},
                                                {"started_at", locale::iso(session.created_at)},
                                                {"seen_at", locale::iso(session.seen_at)}});
      first = false;
    }
  });
  Response response;
  response.content_type = "application/json; charset=utf-8";
  response.body = out + "]}\n";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"my-data.json\"");
  return response;
}

Result<Response> erase(Context& in) {
  TRY(consultation::erase_person(in.database(), in.portal.secret, in.actor, in.now));
  return in.go("/", "erased");
}

Result<Response> follow(Context& in) {
  TRY(consultation::follow(in.database(), in.actor, in.now, in.call->id, in.request.form["on"] != "0"));
  return in.go("/calls/" + std::to_string(in.call->number), in.request.form["on"] != "0" ? "followed" : "unfollowed");
}

Result<Response> track(Context& in) { return track_page(in, {}, {}); }

Result<Response> tracked(Context& in) {
  std::string digits;
  for (const char letter : text::ascii_digits(in.request.form["code"]))
    if (letter >= '0' && letter <= '9') digits += letter;
  // Thirty tries an hour against 10^15 codes; the same sentence for a mistyped code and an unknown one.
  if (const auto counted =
          identity::attempt(in.database(), in.now, "track:" + in.request.remote_address, 30, std::chrono::hours{1});
      !counted)
    return track_page(in, {}, {counted.error()});
  Track view;
  in.read([&](store::Transaction& tx) {
    if (const auto found = consultation::contribution_by_code(tx, in.portal.secret, digits))
      view.own = own_of(in, tx, *found, digits);
  });
  if (!view.own) return track_page(in, {}, {{Code::invalid, "me.error.code", {}, "code"}});
  return track_page(in, std::move(view), {});
}

Result<Response> edit(Context& in) {
  const Claimed own = TRY(claimed(in));
  const Fields& form = in.request.form;
  const auto done =
      consultation::edit(in.database(), in.portal.secret, in.now, own.claim, own.contribution.id,
                         {std::string(form["body"]), std::string(form["replacement"]), std::string(form["stance"])});
  return after(in, own, done, "saved");
}

Result<Response> withdraw(Context& in) {
  const Claimed own = TRY(claimed(in));
  return after(in, own, consultation::withdraw(in.database(), in.portal.secret, in.now, own.claim, own.contribution.id),
               "withdrawn");
}

Result<Response> appeal(Context& in) {
  const Claimed own = TRY(claimed(in));
  return after(
      in, own,
      consultation::appeal(in.database(), in.portal.secret, in.now, own.claim, own.contribution.id, in.request.form["text"]),
      "appealed");
}

Result<Response> complain(Context& in) {
  const Claimed own = TRY(claimed(in));
  const Fields& form = in.request.form;
  const auto about = consultation::about_named(form["about"]);
  Result<void> done = Error{Code::invalid, "complaint.error.about", {}, "about"};
  if (about) {
    const auto made =
        consultation::complain(in.database(), in.portal.secret, in.now, own.claim, own.contribution.id, *about, form["text"]);
    done = made ? Result<void>{} : Result<void>{made.error()};
  }
  if (done) return after(in, own, {}, "complained");
  // Who may not have it learns nothing of it.
  if (done.error().code == Code::denied) return done.error();
  Track view;
  view.own = in.read([&](store::Transaction& tx) { return own_of(in, tx, own.contribution, own.claim.code); });
  view.own->complaints.error = done.error();
  view.own->complaints.typed = std::string(form["text"]);
  if (about) view.own->complaints.chosen = consultation::name(*about);
  return track_page(in, std::move(view), {});
}

}  // namespace mosharekat::web::pages::me
