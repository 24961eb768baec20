// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/register/register.h"

#include "base/text.h"
#include "consultation/document_type.h"
#include "consultation/register.h"
#include "generated/templates/register/desk.h"
#include "generated/templates/register/plan.h"
#include "generated/templates/register/show.h"
#include "web/pages/desk/desk.h"

namespace mosharekat::web::pages::registers {

namespace {

constexpr int page_size = 20;
constexpr Milliseconds shared{30000};

const std::string& in_words(const Context& in, const std::string& persian, const std::string& second) {
  return in.language() == Language::fa || second.empty() ? persian : second;
}

std::string agency_name(const Context& in, store::Transaction& tx, const identity::AgencyId& id) {
  const auto agency = identity::agency(tx, id);
  return agency ? agency->name(in.language()) : "";
}

std::vector<PlanLine> planned(const Context& in, store::Transaction& tx) {
  std::vector<PlanLine> lines;
  for (const consultation::PlannedCall& plan : consultation::planned_calls(tx)) {
    const auto agency = identity::agency(tx, plan.agency);
    lines.push_back({.id = plan.id,
                     .title = in_words(in, plan.title_fa, plan.title_en),
                     .agency = agency->name(in.language()),
                     .agency_link = std::string(in.reader.base) + "/agencies/" + agency->slug,
                     .document_type = plan.document_type.empty()
                                          ? ""
                                          : consultation::document_type_name(tx, plan.document_type, in.language()),
                     .from = plan.from,
                     .until = plan.until - Milliseconds{1},
                     .may_drop = consultation::keeps_register(tx, in.actor, *agency)});
  }
  return lines;
}

std::vector<PlanLine> announced(const Context& in, store::Transaction& tx) {
  std::vector<PlanLine> lines;
  consultation::Filter filter;
  filter.states = {consultation::State::announced, consultation::State::open};
  filter.limit = 200;
  for (const consultation::Call& call : consultation::find_calls(tx, filter).calls) {
    if (in.now >= *call.closes_at) continue;
    const auto agency = identity::agency(tx, call.agency);
    lines.push_back({.id = call.id.value,
                     .title = consultation::text_of(consultation::texts(tx, call.id), "title", code(in.language())),
                     .agency = agency->name(in.language()),
                     .agency_link = std::string(in.reader.base) + "/agencies/" + agency->slug,
                     .document_type = consultation::document_type_name(tx, call.document_type, in.language()),
                     .call_link = std::string(in.reader.base) + "/calls/" + std::to_string(call.number),
                     .from = *call.opens_at,
                     .until = *call.closes_at - Milliseconds{1}});
  }
  return lines;
}

}  // namespace

Result<Response> show(Context& in) {
  Register view;
  const std::int64_t page = std::clamp<std::int64_t>(text::parse_integer(in.request.query["page"]).value_or(1), 1, 100000);
  in.read([&](store::Transaction& tx) {
    for (const consultation::WithheldDraft& draft :
         consultation::withheld_drafts(tx, page_size, static_cast<int>((page - 1) * page_size)))
      view.withheld.push_back({.kind = "register.kind." + draft.kind,
                               .title = in_words(in, draft.title_fa, draft.title_en),
                               .agency = agency_name(in, tx, draft.agency),
                               .document_type = draft.document_type.empty()
                                                    ? ""
                                                    : consultation::document_type_name(tx, draft.document_type, in.language()),
                               .reason = in_words(in, draft.reason_fa, draft.reason_en),
                               .legal_basis = draft.legal_basis,
                               .decided_by = draft.decided_by,
                               .decided = draft.decided_at});
    view.pager = part::pager(std::string(in.reader.base) + "/register?page=", page,
                             (consultation::withheld_count(tx) + page_size - 1) / page_size);
    if (page == 1)
      for (const consultation::IrregularAct& act : consultation::irregular_acts(tx, std::nullopt))
        view.irregular.push_back({.kind = "register.kind." + act.kind,
                                  .title = consultation::text_of(consultation::texts(tx, act.call), "title", code(in.language())),
                                  .authority = act.authority,
                                  .document_number = act.document_number,
                                  .reason = in_words(in, act.reason_fa, act.reason_second),
                                  .call = act.number,
                                  .happened = act.happened_at});
  });
  view.empty = {.title = "register.none", .text = "register.none_hint"};
  return in.page({.title = in.say("register.title"), .section = "calls", .shared_for = shared}, to_html(view, in.reader));
}

Result<Response> plan(Context& in) {
  Plan view;
  in.read([&](store::Transaction& tx) {
    view.announced = announced(in, tx);
    view.planned = planned(in, tx);
  });
  view.empty = {.title = "register.no_plan", .text = "register.no_plan_hint"};
  return in.page({.title = in.say("register.plan"), .section = "calls", .shared_for = shared}, to_html(view, in.reader));
}

namespace {

// iCalendar (RFC 5545): text escaped, lines of at most 75 bytes folded between letters, ends of line CR LF.
void add_line(std::string& to, std::string_view name, std::string_view value) {
  std::string line(name);
  line += ':';
  for (const char letter : value) {
    if (letter == '\\' || letter == ';' || letter == ',') line += '\\';
    if (letter == '\n')
      line += "\\n";
    else if (letter != '\r')
      line += letter;
  }
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t next = i + 1;
    while (next < line.size() && (static_cast<unsigned char>(line[next]) & 0xC0) == 0x80) ++next;
    if (width + (next - i) > 74) {
      to += "\r\n ";
      width = 1;
    }
    to.append(line, i, next - i);
    width += next - i;
    i = next;
  }
  to += "\r\n";
}

// The days are those of Tehran, written in the calendar that the format knows.
std::string day(Instant at) {
  const std::chrono::year_month_day date{to_days(date_in_tehran(at))};
  char text[16];
  std::snprintf(text, sizeof text, "%04d%02u%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

void add_event(std::string& to, const Context& in, const PlanLine& line, std::string_view summary, std::string_view kind,
               Instant from, Instant until) {
  constexpr Milliseconds one_day{24 * 3600 * 1000};
  to += "BEGIN:VEVENT\r\n";
  add_line(to, "UID", line.id + "-" + std::string(kind) + "@mosharekat");
  to += "DTSTAMP:" + day(in.now) + "T000000Z\r\n";
  to += "DTSTART;VALUE=DATE:" + day(from) + "\r\nDTEND;VALUE=DATE:" + day(until + one_day) + "\r\n";
  add_line(to, "SUMMARY", summary);
  add_line(to, "DESCRIPTION", line.agency);
  if (!line.call_link.empty()) to += "URL:" + in.portal.site + line.call_link + "\r\n";
  to += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
}

}  // namespace

Result<Response> calendar(Context& in) {
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//mosharekat//calls//FA\r\nCALSCALE:GREGORIAN\r\n";
  add_line(text, "X-WR-CALNAME", in.say("register.plan"));
  in.read([&](store::Transaction& tx) {
    for (const PlanLine& line : announced(in, tx)) {
      add_event(text, in, line, in.say("register.event.opens", {{"title", line.title}}), "opens", line.from, line.from);
      add_event(text, in, line, in.say("register.event.closes", {{"title", line.title}}), "closes", line.until, line.until);
    }
    for (const PlanLine& line : planned(in, tx))
      add_event(text, in, line, in.say("register.event.planned", {{"title", line.title}}), "planned", line.from, line.until);
  });
  text += "END:VCALENDAR\r\n";
  Response response{.content_type = "text/calendar; charset=utf-8", .body = std::move(text), .headers = {}};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"calls.ics\"");
  if (in.may_share) response.shared_for = shared;
  return response;
}

namespace {

part::Select agencies(const Context& in, store::Transaction& tx, const std::string& name) {
  part::Select select{.name = name, .label = "admin.agency"};
  for (const identity::Agency& agency : identity::agencies(tx))
    if (consultation::keeps_register(tx, in.actor, agency))
      select.options.push_back({.value = agency.id.value,
                                .label_text = agency.name(in.language()),
                                .chosen = in.request.form[name] == agency.id.value});
  return select;
}

Response desk_page(Context& in, const std::vector<Error>& errors) {
  RegisterDesk view;
  view.problems.errors = errors;
  const auto error_of = [&](std::string_view name) { return part::error_of(errors, name); };
  const auto field = [&](std::string name, std::string label, std::string hint = {}) {
    part::Field made{.name = name, .label = std::move(label), .hint = std::move(hint)};
    made.value = std::string(in.request.form[name]);
    made.error = error_of(name);
    return made;
  };
  const auto day_field = [&](std::string name, std::string label) {
    part::Field made = field(std::move(name), std::move(label), "desk.date_hint");
    made.input_mode = "numeric";
    made.left_to_right = true;
    made.size = "short";
    return made;
  };
  const auto area = [&](std::string name, std::string label, bool optional) {
    part::Area made{.name = name, .label = std::move(label)};
    made.value = std::string(in.request.form[name]);
    made.error = error_of(name);
    made.optional = optional;
    return made;
  };
  in.read([&](store::Transaction& tx) {
    view.agency = agencies(in, tx, "agency");
    view.plan_agency = agencies(in, tx, "plan_agency");
    view.document_type = desk::document_type_select(in, tx, "document_type");
    view.plan_type = desk::document_type_select(in, tx, "plan_type");
    for (PlanLine& line : planned(in, tx))
      if (line.may_drop) view.planned.push_back(std::move(line));
  });
  view.kind = {.name = "kind", .label = "register.kind", .error = error_of("kind")};
  for (const char* kind : {"withheld", "not_consulted"})
    view.kind.options.push_back(
        {.value = kind, .label = "register.kind." + std::string(kind), .chosen = in.request.form["kind"] == kind});
  view.title_fa = field("title_fa", "desk.title_fa");
  view.title_en = field("title_en", "desk.title_second");
  view.title_en.optional = true;
  view.reason_fa = area("reason_fa", "desk.reason_fa", false);
  view.reason_en = area("reason_en", "desk.reason_second", true);
  view.legal_basis = field("legal_basis", "register.legal_basis");
  view.decided_by = field("decided_by", "register.decided_by");
  view.decided_on = day_field("decided_on", "register.decided_on");
  view.plan_title_fa = field("plan_title_fa", "desk.title_fa");
  view.plan_title_en = field("plan_title_en", "desk.title_second");
  view.plan_first_day = day_field("plan_first_day", "register.first_day");
  view.plan_last_day = day_field("plan_last_day", "register.last_day");
  return in.page({.title = in.say("register.desk"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

JalaliDate day_of(const Context& in, std::string_view name) {
  return parse_date(in.request.form[name]).value_or(JalaliDate{0, 0, 0});
}

Result<Response> answered(Context& in, const Result<void>& done) {
  if (done) return in.go("/desk/register", "saved");
  if (done.error().code != Code::invalid) return done.error();
  return desk_page(in, {done.error()});
}

}  // namespace

Result<Response> desk(Context& in) { return desk_page(in, {}); }

Result<Response> record_withheld(Context& in) {
  const Fields& form = in.request.form;
  return answered(in, consultation::record_withheld(in.database(), in.actor, in.now,
                                                    {.draft = {.agency = {std::string(form["agency"])},
                                                               .kind = std::string(form["kind"]),
                                                               .document_type = std::string(form["document_type"]),
                                                               .title_fa = std::string(form["title_fa"]),
                                                               .title_en = std::string(form["title_en"]),
                                                               .reason_fa = std::string(form["reason_fa"]),
                                                               .reason_en = std::string(form["reason_en"]),
                                                               .legal_basis = std::string(form["legal_basis"]),
                                                               .decided_by = std::string(form["decided_by"])},
                                                     .decided_on = day_of(in, "decided_on")}));
}

Result<Response> plan_call(Context& in) {
  const Fields& form = in.request.form;
  return answered(in, consultation::plan_call(in.database(), in.actor, in.now,
                                              {.plan = {.agency = {std::string(form["plan_agency"])},
                                                        .title_fa = std::string(form["plan_title_fa"]),
                                                        .title_en = std::string(form["plan_title_en"]),
                                                        .document_type = std::string(form["plan_type"])},
                                               .first_day = day_of(in, "plan_first_day"),
                                               .last_day = day_of(in, "plan_last_day")}));
}

Result<Response> drop_planned_call(Context& in) {
  return answered(in,
                  consultation::drop_planned_call(in.database(), in.actor, in.now, in.part("plan"), in.request.form["reason"]));
}

}  // namespace mosharekat::web::pages::registers
