// SPDX-License-Identifier: AGPL-3.0-or-later
// The matrix: every route × every kind of person × every state of the call. What is expected stands here in a table of its own,
// written from the rules of the house and not from the routes: a route that no line names fails, and so does a line too many.
#include "web/policy.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

#include "web/router.h"

using namespace mosharekat;
using namespace mosharekat::web;
using consultation::State;
using identity::Role;

namespace {

// Letters of roles: E expert, L lead, M moderator, A approver, G agency administrator, N national administrator, U auditor.
constexpr std::string_view anyone = "everyone", members = "members", staff = "ELMAGNU";

struct Line {
  std::string_view who;     // anyone, members, or letters of roles
  std::string_view states;  // "" : any
  std::vector<std::string_view> routes;
};

const std::vector<Line>& table() {
  static const std::vector<Line> lines = {
      // Reading what is public needs nobody's leave.
      {anyone,
       "",
       {"GET /healthz",
        "GET /",
        "GET /calls",
        "GET /calls/{call}",
        "GET /calls/{call}/contributions",
        "GET /calls/{call}/contributions/{number}",
        "GET /calls/{call}/contributions/{number}/abuse-reports",
        "GET /calls/{call}/provisions/{anchor}",
        "GET /reports",
        "GET /calls/{call}/report",
        "GET /calls/{call}/report.pdf",
        "GET /calls/{call}/report.docx",
        "GET /calls/{call}/report.json",
        "GET /calls/{call}/contributions.csv",
        "GET /calls/{call}/statistics.csv",
        "GET /calls/{call}/final",
        "GET /calls/{call}/plain",
        "GET /calls/{call}/easy",
        "GET /calls/{call}/compare",
        "GET /calls/{call}/translation",
        "GET /letters/{token}",
        "GET /letters/{token}/{stop}",
        "GET /agencies/{slug}",
        "GET /emblem.png",
        "GET /agencies/{slug}/emblem.png",
        "GET /calls.atom",
        "GET /agencies",
        "GET /rights",
        "GET /terms",
        "GET /sitemap",
        "GET /gallery",
        "GET /agencies/{slug}/strategy",
        "GET /register",
        "GET /plan",
        "GET /plan.ics",
        "GET /calls/{call}/letters/{letter}/{file}",
        "GET /help",
        "GET /learn",
        "GET /privacy",
        "GET /accessibility",
        "GET /data",
        "GET /robots.txt",
        "GET /sitemap.xml",
        "GET /favicon.ico",
        "GET /api/v1/openapi.json",
        "GET /api/v1/calls",
        "GET /api/v1/calls/{call}",
        "GET /api/v1/calls/{call}/contributions",
        "GET /api/v1/calls/{call}/provisions",
        "GET /track"}},
      // Taking part: guests too; the command tells a late contribution so in its form.
      {anyone,
       "",
       {"POST /calls/{call}/contributions", "POST /calls/{call}/contributions/{number}/abuse-reports", "POST /track",
        "POST /contributions/{id}/edits", "POST /contributions/{id}/withdrawal", "POST /contributions/{id}/appeals",
        "POST /contributions/{id}/complaints", "POST /calls/{call}/short", "POST /letters/{token}",
        "POST /letters/{token}/{stop}"}},
      {anyone, "open", {"GET /calls/{call}/contributions/new", "GET /calls/{call}/short", "POST /calls/{call}/participants"}},
      {members, "open", {"POST /calls/{call}/contributions/{number}/support"}},
      {members,
       "",
       {"POST /calls/{call}/follow", "GET /me", "POST /me/name", "GET /me/data.json", "POST /me/erasure",
        "POST /me/sessions/{session}/end", "POST /me/sessions/end-others"}},
      // Signing in, by people who are not signed in.
      {anyone,
       "",
       {"GET /sign-in", "POST /sign-in", "POST /sign-in/code", "GET /sign-in/staff", "POST /sign-in/staff",
        "GET /sign-in/forgotten", "POST /sign-in/forgotten", "POST /sign-out", "GET /invitations/{token}", "POST /invitations",
        "GET /resets/{token}", "POST /resets", "GET /set-up/{token}", "POST /set-up"}},
      // The desk.
      {staff,
       "",
       {"GET /desk", "GET /desk/approvals", "GET /desk/deputies", "GET /desk/writing", "POST /desk/writing", "GET /guide"}},
      // Whose long work it is, the page knows.
      {staff, "", {"GET /desk/jobs/{job}", "GET /desk/jobs/{job}/file"}},
      // Whose step it is, and whose deputy one is, is for the command to say.
      {staff,
       "",
       {"POST /desk/approvals/{approval}/approval", "POST /desk/approvals/{approval}/return", "POST /desk/deputies",
        "POST /desk/deputies/{deputy}/end"}},
      {"EL", "", {"POST /desk/approvals/{approval}/removal", "POST /desk/tour"}},
      {"EL",
       "",
       {"GET /desk/assigned", "POST /desk/assigned", "GET /desk/calls/new", "POST /desk/calls", "POST /desk/calls/{call}/texts",
        "POST /desk/calls/{call}/answers", "POST /desk/calls/{call}/themes", "POST /desk/calls/{call}/themes/{theme}",
        "POST /desk/calls/{call}/themes/{theme}/assignment", "POST /desk/calls/{call}/table"}},
      {"ELAGU", "", {"GET /desk/calls/{call}"}},
      {"EL",
       "drafting",
       {"POST /desk/calls/{call}/questions", "POST /desk/calls/{call}/settings", "POST /desk/calls/{call}/drafts/{draft}/removal",
        "GET /desk/calls/{call}/drafts/{draft}/structure", "POST /desk/calls/{call}/drafts/{draft}/structure",
        "POST /desk/calls/{call}/drafts/{draft}/structure/undo"}},
      // A text under consultation never changes in place: a new version needs the call suspended.
      {"EL", "drafting suspended", {"POST /desk/calls/{call}/drafts"}},
      // A lead proposes, an expert where the agency's route has several steps; others approve above.
      {"EL", "drafting", {"POST /desk/calls/{call}/opening"}},
      {"EL", "announced open", {"POST /desk/calls/{call}/extension"}},
      {"EL", "open", {"POST /desk/calls/{call}/suspension"}},
      {"EL", "suspended", {"POST /desk/calls/{call}/resumption"}},
      {"EL", "", {"POST /desk/calls/{call}/withdrawal"}},
      {"L", "decided feedback", {"POST /desk/calls/{call}/conclusions"}},
      {"EL",
       "drafting announced open suspended",
       {"GET /desk/calls/{call}/current", "POST /desk/calls/{call}/current", "POST /desk/calls/{call}/stakeholders",
        "POST /desk/calls/{call}/stakeholders/{stakeholder}/removal"}},
      {"ELU", "closed analysing reported decided feedback evaluated", {"GET /desk/calls/{call}/promises"}},
      {"EL", "closed analysing reported decided feedback evaluated", {"POST /desk/calls/{call}/promises"}},
      {"LA", "", {"GET /desk/complaints", "POST /desk/complaints/{complaint}"}},
      {"LA", "", {"POST /desk/calls/{call}/closure", "POST /api/v1/calls/{call}/closure"}},
      {"EL", "closed", {"POST /desk/calls/{call}/analysis"}},
      {"ELU",
       "",
       {"GET /desk/calls/{call}/answers", "POST /desk/calls/{call}/filters/{filter}/removal", "GET /desk/calls/{call}/themes",
        "GET /desk/calls/{call}/table", "GET /desk/calls/{call}/table.xlsx", "GET /desk/calls/{call}/table.docx"}},
      {"EL",
       "",
       {"GET /desk/calls/{call}/themes/{theme}/answers", "POST /desk/calls/{call}/themes/{theme}/answers",
        "GET /desk/calls/{call}/groups/{number}/answers", "POST /desk/calls/{call}/groups/{number}/answers",
        "POST /desk/calls/{call}/minutes", "GET /desk/law", "POST /desk/law/laws", "POST /desk/law/laws/{law}",
        "POST /desk/law/reasons", "POST /desk/law/reasons/{reason}"}},
      {"EL", "", {"POST /desk/calls/{call}/translation"}},
      {"ELU",
       "",
       {"GET /desk/calls/{call}/translation", "GET /desk/calls/{call}/translation.xlsx",
        "GET /desk/calls/{call}/translation.docx"}},
      {"ELU", "", {"GET /desk/calls/{call}/committee", "GET /desk/calls/{call}/committee.docx"}},
      // Refusals: a second person reviews; who decided reads what came back.
      {"ELAU", "", {"GET /desk/calls/{call}/review"}},
      {"LA", "", {"POST /desk/calls/{call}/review"}},
      {"LAGN", "", {"GET /desk/reviews"}},
      {"ELAU", "closed analysing reported decided feedback evaluated", {"GET /desk/calls/{call}/report"}},
      {"EL", "closed analysing reported decided feedback evaluated", {"POST /desk/calls/{call}/report"}},
      {"ELAU", "reported decided feedback evaluated", {"GET /desk/calls/{call}/final"}},
      {"EL", "reported", {"POST /desk/calls/{call}/final"}},
      {"ELAU",
       "",
       {"GET /desk/calls/{call}/office", "GET /desk/calls/{call}/covering-letter.pdf", "GET /desk/calls/{call}/stakeholders"}},
      {"ELU", "", {"GET /desk/calls/{call}/intakes/{number}"}},
      {"EL", "", {"POST /desk/calls/{call}/letters", "POST /desk/calls/{call}/addresses"}},
      {"EL", "open suspended closed analysing", {"POST /desk/calls/{call}/intakes"}},
      {"ELA",
       "announced open suspended closed analysing reported decided feedback evaluated",
       {"POST /desk/calls/{call}/bundle"}},
      {"LA", "announced open suspended closed analysing", {"POST /desk/calls/{call}/irregular-acts"}},
      {"AG",
       "",
       {"GET /desk/agencies/{agency}/strategy", "POST /desk/agencies/{agency}/strategy",
        "POST /desk/agencies/{agency}/strategy/signature", "POST /desk/agencies/{agency}/strategy/removal"}},
      {"LAG", "", {"GET /desk/register", "POST /desk/register", "POST /desk/plans", "POST /desk/plans/{plan}/removal"}},
      {"ELM", "", {"POST /desk/batches/{batch}/removal"}},
      {"LM", "", {"GET /desk/moderation", "GET /desk/appeals", "POST /desk/appeals/{appeal}"}},
      {"M", "", {"POST /desk/moderation", "POST /calls/{call}/contributions/{number}/revisions/{revision}/blanking"}},
      // Administration, and the auditor, who only reads.
      {"GN",
       "",
       {"GET /desk/agencies/{agency}/letterhead",
        "POST /desk/agencies/{agency}/letterhead",
        "POST /desk/agencies/{agency}/paper",
        "GET /desk/agencies/{agency}/paper.docx",
        "GET /desk/agencies",
        "POST /desk/agencies",
        "GET /desk/agencies/{agency}",
        "POST /desk/agencies/{agency}",
        "GET /desk/people",
        "POST /desk/people/invitations",
        "GET /desk/people/{person}",
        "POST /desk/people/{person}/roles",
        "POST /desk/people/{person}/roles/removal",
        "GET /desk/policies",
        "POST /desk/policies",
        "POST /desk/duty-clocks",
        "GET /desk/templates",
        "GET /desk/templates/{type}",
        "POST /desk/templates/{type}",
        "GET /desk/holidays",
        "GET /desk/document-types",
        "POST /desk/agencies/{agency}/emblem",
        "GET /desk/routes",
        "POST /desk/routes",
        "POST /desk/reviews"}},
      {"N",
       "",
       {"POST /desk/holidays", "POST /desk/holidays/removal", "POST /desk/holidays/move", "GET /desk/portal", "POST /desk/portal",
        "POST /desk/portal/emblem", "POST /desk/document-types", "POST /desk/document-types/retirement"}},
      {"UN", "", {"GET /desk/acts", "GET /desk/acts.csv", "GET /desk/acts.json"}},
  };
  return lines;
}

std::string spelt(const Route& route) { return (route.method == Method::post ? "POST " : "GET ") + std::string(route.pattern); }

const Line* line_of(const std::string& route) {
  for (const Line& line : table())
    if (std::find(line.routes.begin(), line.routes.end(), route) != line.routes.end()) return &line;
  return nullptr;
}

// The call belongs to a ministry; one of its offices prepares it, another leads. There is a third office, and another ministry.
const identity::Agency ministry{.id = {"ministry"}, .path = "/ministry/"};
constexpr std::string_view preparing = "/ministry/preparing/", leading = "/ministry/leading/";

struct Person {
  std::string_view name;
  identity::Actor actor;
  std::string_view on_call;   // letters of the roles that hold on the call
  std::string_view anywhere;  // and at all
};

std::vector<Person> people() {
  const auto one = [](std::string_view name, std::vector<identity::Grant> grants, std::string_view on_call,
                      std::string_view anywhere) {
    return Person{
        name, {.person = {std::string(name)}, .staff = !grants.empty(), .grants = std::move(grants)}, on_call, anywhere};
  };
  return {{"guest", {}, "", ""},
          one("citizen", {}, "", ""),
          one("expert of the preparing office", {{{"preparing"}, Role::expert}}, "E", "E"),
          one("expert of the ministry", {{{"ministry"}, Role::expert}}, "E", "E"),
          one("expert of a third office", {{{"third"}, Role::expert}}, "", "E"),
          one("lead of the leading office", {{{"leading"}, Role::lead}}, "L", "L"),
          one("moderator of the leading office", {{{"leading"}, Role::moderator}}, "M", "M"),
          one("moderator of the ministry", {{{"ministry"}, Role::moderator}}, "M", "M"),
          one("approver", {{{"ministry"}, Role::approver}}, "A", "A"),
          one("approver of the preparing office only", {{{"preparing"}, Role::approver}}, "", "A"),
          one("agency administrator", {{{"ministry"}, Role::agency_admin}}, "G", "G"),
          one("national administrator", {{{"elsewhere"}, Role::national_admin}}, "N", "N"),
          one("auditor", {{{"ministry"}, Role::auditor}}, "U", "U"),
          one("everything elsewhere",
              {{{"elsewhere"}, Role::expert},
               {{"elsewhere"}, Role::lead},
               {{"elsewhere"}, Role::moderator},
               {{"elsewhere"}, Role::approver},
               {{"elsewhere"}, Role::agency_admin},
               {{"elsewhere"}, Role::auditor}},
              "", "ELMAGU"),
          one("expert and approver", {{{"preparing"}, Role::expert}, {{"ministry"}, Role::approver}}, "EA", "EA")};
}

const Instant now = instant(1'777'708'800'000);

consultation::Call call_in(State state) {
  using std::chrono::hours;
  consultation::Call call;
  call.agency = ministry.id;
  call.lead_path = leading;
  call.preparing_path = preparing;
  call.state = state;
  call.opens_at = now - hours{24};
  call.closes_at = now + hours{24};
  if (state == State::announced) call.opens_at = now + hours{1};
  return call;
}

bool share_a_letter(std::string_view one, std::string_view other) { return one.find_first_of(other) != std::string_view::npos; }

bool names(std::string_view states, State state) {
  return (" " + std::string(states) + " ").find(" " + std::string(consultation::name(state)) + " ") != std::string::npos;
}

// state: of the call, where the address names one.
Verdict expected(const Line& line, const Person& person, const State* state) {
  const std::string_view held = state ? person.on_call : person.anywhere;
  const bool unpublished = state && (*state == State::drafting || *state == State::ready);
  if (unpublished && held.empty()) return Verdict::hidden;
  if (line.who != anyone && person.name == "guest") return Verdict::sign_in;
  if (line.who != anyone && line.who != members && !share_a_letter(line.who, held)) return Verdict::denied;
  if (state && !line.states.empty() && !names(line.states, *state)) return Verdict::wrong_state;
  return Verdict::yes;
}

}  // namespace

TEST_CASE("every route has one line in the table of who may, and every line a route") {
  std::set<std::string> listed, real;
  for (const Line& line : table())
    for (const std::string_view route : line.routes) CHECK_MESSAGE(listed.insert(std::string(route)).second, "twice: " << route);
  for (const Route& route : routes()) {
    real.insert(spelt(route));
    CHECK_MESSAGE(listed.contains(spelt(route)), "who may use " << spelt(route) << "?");
  }
  for (const std::string& route : listed) CHECK_MESSAGE(real.contains(route), "there is no " << route);
}

TEST_CASE("every route answers every kind of person in every state of the call as the table says") {
  int cells = 0;
  for (const Route& route : routes()) {
    const Line* line = line_of(spelt(route));
    if (!line) continue;
    const bool of_a_call = route.pattern.find("{call}") != std::string_view::npos;
    for (const Person& person : people()) {
      if (!of_a_call) {
        ++cells;
        CHECK_MESSAGE(decide(route.policy, person.actor, nullptr, nullptr, now) == expected(*line, person, nullptr),
                      spelt(route) << ", " << person.name);
        continue;
      }
      for (const State state : consultation::all_states) {
        ++cells;
        const consultation::Call call = call_in(state);
        CHECK_MESSAGE(decide(route.policy, person.actor, &call, &ministry, now) == expected(*line, person, &state),
                      spelt(route) << ", " << person.name << ", " << consultation::name(state));
      }
    }
  }
  CHECK(cells > 5000);
}

TEST_CASE("an open call is closed at the first instant after its period, written down or not") {
  const Policy only_open = Policy::everyone().in({State::open});
  const consultation::Call call = call_in(State::open);
  CHECK(decide(only_open, {}, &call, &ministry, *call.closes_at - Milliseconds{1}) == Verdict::yes);
  CHECK(decide(only_open, {}, &call, &ministry, *call.closes_at) == Verdict::wrong_state);
}
