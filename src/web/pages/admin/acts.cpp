// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/acts.h"

#include <boost/json.hpp>
#include <map>

#include "base/json.h"
#include "generated/templates/admin/acts.h"
#include "print/csv.h"

namespace mosharekat::web::pages::admin {

using identity::Role;
using ledger::Entry;

namespace {

constexpr std::size_t page_size = 50;
constexpr std::size_t export_size = 10000;
constexpr int batch = 500;

// What a subject of an event is, and whether this reader may see what happened to it.
struct Subject {
  std::string name{}, link{};
  bool visible = false;
};

// Answers for many entries within one transaction; the same people and calls come again and again.
class Teller {
 public:
  Teller(Context& in, store::Transaction& tx) : in_(in), tx_(tx), everything_(in.actor.has(Role::national_admin)) {
    for (const identity::Agency& agency : identity::agencies(tx)) agencies_.emplace(agency.id.value, agency);
    for (const identity::StaffMember& member : identity::staff(tx)) staff_.emplace(member.person.id.value, member);
  }

  const Subject& subject(const std::string& id) {
    const auto [place, fresh] = subjects_.try_emplace(id);
    if (fresh) place->second = look_up(id);
    return place->second;
  }
  std::string actor(const Entry& entry) const {
    if (const auto known = staff_.find(entry.actor); known != staff_.end()) return known->second.person.name;
    if (entry.actor.empty()) return in_.say("admin.actor.nobody");
    return in_.say("admin.actor.citizen");
  }
  std::string actor_id(const Entry& entry) const { return staff_.contains(entry.actor) ? entry.actor : std::string(); }
  bool is_staff(const std::string& id) const { return staff_.contains(id); }
  part::Select staff_select(std::string_view chosen) const {
    part::Select select{.name = "actor", .label = "admin.actor"};
    select.options.push_back({.value = "", .label = "call.list.any"});
    for (const auto& [id, member] : staff_)
      if (everything_ || works_here(member))
        select.options.push_back({.value = id, .label_text = member.person.name, .chosen = id == chosen});
    return select;
  }

 private:
  bool audits(const identity::Agency& agency) const { return everything_ || in_.actor.has(Role::auditor, agency); }
  bool audits(const std::string& agency) const {
    const auto found = agencies_.find(agency);
    return found != agencies_.end() && audits(found->second);
  }
  bool works_here(const identity::StaffMember& member) const {
    return std::any_of(member.grants.begin(), member.grants.end(),
                       [&](const identity::Grant& grant) { return audits(grant.agency.value); });
  }
  Subject look_up(const std::string& id) {
    const std::string base(in_.reader.base);
    if (const auto agency = agencies_.find(id); agency != agencies_.end())
      return {agency->second.name(in_.language()), base + "/agencies/" + agency->second.slug, audits(agency->second)};
    if (const auto member = staff_.find(id); member != staff_.end())
      return {member->second.person.name, "", everything_ || works_here(member->second)};
    if (const auto call_id = consultation::call_of(tx_, id)) {
      const auto call = consultation::call(tx_, *call_id);
      const std::string title = consultation::text_of(consultation::texts(tx_, *call_id), "title", code(in_.language()));
      const std::string number = std::to_string(call->number);
      const bool desk = std::any_of(std::begin(identity::all_roles), std::end(identity::all_roles),
                                    [&](Role role) { return has_on(role, call->agency.value); });
      const std::string link = consultation::is_public(call->state) ? base + "/calls/" + number
                               : desk                               ? base + "/desk/calls/" + number
                                                                    : "";
      const auto contribution = consultation::contribution(tx_, {id});
      const std::string name =
          contribution ? in_.say("contribution.number", {{"number", contribution->number}}) + " – " + title : title;
      return {name, link, audits(call->agency.value)};
    }
    return {"", "", everything_};
  }
  bool has_on(Role role, const std::string& agency) const {
    const auto found = agencies_.find(agency);
    return found != agencies_.end() && in_.actor.has(role, found->second);
  }

  Context& in_;
  store::Transaction& tx_;
  bool everything_;
  std::map<std::string, identity::Agency> agencies_;
  std::map<std::string, identity::StaffMember> staff_;
  std::map<std::string, Subject> subjects_;
};

struct Asked {
  ledger::ActFilter filter{};
  std::string query{};  // of the address, without the page
  std::vector<Error> errors{};
};

Asked asked(const Context& in) {
  const Fields& query = in.request.query;
  Asked ask;
  for (const std::string_view name : {"kind", "actor", "from", "until"})
    if (!query[name].empty()) ask.query += (ask.query.empty() ? "" : "&") + std::string(name) + "=" + percent_encode(query[name]);
  ask.filter.kind = std::string(query["kind"]);
  ask.filter.actor = std::string(query["actor"]);
  const auto day = [&](std::string_view name) -> std::optional<JalaliDate> {
    if (query[name].empty()) return std::nullopt;
    const auto date = parse_date(query[name]);
    if (!date) ask.errors.push_back({Code::invalid, "call.error.date", {}, std::string(name)});
    return date;
  };
  if (const auto from = day("from")) ask.filter.from = start_of_day_in_tehran(*from);
  if (const auto until = day("until")) ask.filter.until = end_of_day_in_tehran(*until);
  ask.filter.older_than = std::string(query["older"]);
  return ask;
}

struct Found {
  std::vector<Entry> entries;
  std::string older;  // the identifier to go on from; empty at the end
};

// The newest that this reader may see. The log does not know whose an act is, so it is read in pieces until there are enough.
Found find(Teller& teller, store::Transaction& tx, ledger::ActFilter filter, std::size_t wanted) {
  Found found;
  // A citizen's acts are not for asking by identifier.
  if (!filter.actor.empty() && !teller.is_staff(filter.actor)) return found;
  filter.limit = batch;
  for (int piece = 0; piece < 40; ++piece) {
    const auto entries = ledger::acts(tx, filter);
    for (const Entry& entry : entries) {
      if (found.entries.size() == wanted) return found.older = found.entries.back().id, found;
      if (teller.subject(entry.subject).visible) found.entries.push_back(entry);
    }
    if (entries.size() < static_cast<std::size_t>(batch)) return found;
    filter.older_than = entries.back().id;
  }
  return found.older = filter.older_than, found;
}

// What is kept of a change: mostly a flat object of texts; whatever else stands there is shown as it is.
std::map<std::string, std::string> fields_of(const std::string& text) {
  std::map<std::string, std::string> fields;
  if (text.empty()) return fields;
  const auto parsed = json::parse(text);
  if (!parsed || !parsed->is_object()) return {{"", text}};
  for (const auto& [name, value] : parsed->as_object())
    fields[std::string(name)] = value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
  return fields;
}

std::string kind_in_words(const Context& in, const std::string& kind) {
  const std::string key = "act." + kind;
  return locale::has(key) ? in.say(key) : kind;
}

Act act_of(const Context& in, Teller& teller, const Entry& entry) {
  const Subject& subject = teller.subject(entry.subject);
  Act act{.id = entry.id,
          .kind = entry.kind,
          .what = kind_in_words(in, entry.kind),
          .actor = teller.actor(entry),
          .subject = subject.name,
          .link = subject.link,
          .reason = entry.reason,
          .at = entry.at};
  const auto before = fields_of(entry.before), after = fields_of(entry.after);
  auto names = before;
  names.insert(after.begin(), after.end());
  const auto value = [](const auto& fields, const std::string& name) {
    return fields.contains(name) ? fields.at(name) : std::string();
  };
  if (!entry.address.empty()) act.fields.push_back({"email", "", entry.address});
  for (const auto& [name, ignored] : names) act.fields.push_back({name, value(before, name), value(after, name)});
  return act;
}

Response file(std::string content_type, std::string_view name, std::string body) {
  Response response;
  response.content_type = std::move(content_type);
  response.body = std::move(body);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"");
  return response;
}

}  // namespace

const std::vector<std::string_view>& act_kinds() {
  static const std::vector<std::string_view> all = {"agency.changed",
                                                    "agency.founded",
                                                    "appeal.made",
                                                    "appeal.refused",
                                                    "appeal.upheld",
                                                    "approval.approved",
                                                    "approval.proposed",
                                                    "approval.returned",
                                                    "call.analysis_started",
                                                    "call.closed",
                                                    "call.decided",
                                                    "call.followed",
                                                    "call.opened",
                                                    "call.prepared",
                                                    "call.questions_changed",
                                                    "call.settings_changed",
                                                    "call.text_changed",
                                                    "call.unfollowed",
                                                    "code.sent",
                                                    "contact.erased",
                                                    "contacts.erased",
                                                    "contribution.assigned",
                                                    "contribution.edited",
                                                    "contribution.given",
                                                    "contribution.hidden",
                                                    "contribution.noted",
                                                    "contribution.published",
                                                    "contribution.received",
                                                    "contribution.repeated",
                                                    "contribution.replied_officially",
                                                    "contribution.reported",
                                                    "contribution.revision_blanked",
                                                    "contribution.supported",
                                                    "contribution.taken_on",
                                                    "contribution.unsupported",
                                                    "contribution.withdrawn",
                                                    "disposition.set",
                                                    "disposition.undone",
                                                    "draft.removed",
                                                    "draft.structure_edited",
                                                    "draft.structure_undone",
                                                    "draft.version_set",
                                                    "filter.dropped",
                                                    "filter.saved",
                                                    "final_text.set",
                                                    "final_text.sourced",
                                                    "installation.set_up",
                                                    "invitation.accepted",
                                                    "invitation.sent",
                                                    "participant.described",
                                                    "moderation.undone",
                                                    "password.reset",
                                                    "person.erased",
                                                    "person.renamed",
                                                    "policy.changed",
                                                    "report.edited",
                                                    "report.started",
                                                    "reset.asked",
                                                    "role.given",
                                                    "role.taken",
                                                    "session.started",
                                                    "theme.edited",
                                                    "theme.filled",
                                                    "theme.made",
                                                    "theme.thinned"};
  return all;
}

Result<Response> acts(Context& in) {
  const Asked ask = asked(in);
  const std::string path = std::string(in.reader.base) + "/desk/acts", query = ask.query.empty() ? "" : "?" + ask.query;
  Acts view;
  view.problems.errors = ask.errors;
  in.read([&](store::Transaction& tx) {
    Teller teller(in, tx);
    const Found found = ask.errors.empty() ? find(teller, tx, ask.filter, page_size) : Found{};
    for (const Entry& entry : found.entries) view.acts.push_back(act_of(in, teller, entry));
    if (!found.older.empty()) view.older = path + (query.empty() ? "?" : query + "&") + "older=" + found.older;
    view.actor = teller.staff_select(in.request.query["actor"]);
  });
  if (!ask.filter.older_than.empty()) view.newest = path + query;
  view.csv = path + ".csv" + query;
  view.json = path + ".json" + query;
  view.kind = {.name = "kind", .label = "admin.act_kind"};
  view.kind.options.push_back({.value = "", .label = "call.list.any"});
  for (const std::string_view kind : act_kinds())
    view.kind.options.push_back(
        {.value = std::string(kind), .label = "act." + std::string(kind), .chosen = kind == ask.filter.kind});
  view.from = {.name = "from",
               .label = "admin.from",
               .value = std::string(in.request.query["from"]),
               .error = part::error_of(ask.errors, "from"),
               .input_mode = "numeric",
               .left_to_right = true};
  view.until = {.name = "until",
                .label = "admin.until",
                .value = std::string(in.request.query["until"]),
                .error = part::error_of(ask.errors, "until"),
                .input_mode = "numeric",
                .left_to_right = true};
  view.empty = {.title = "admin.no_acts", .text = "admin.no_acts_hint"};
  return in.page({.title = in.say("admin.acts"), .section = "desk", .status = ask.errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

Result<Response> acts_csv(Context& in) {
  const Asked ask = asked(in);
  if (!ask.errors.empty()) return ask.errors.front();
  std::string body =
      print::csv({{"id", "at", "kind", "actor", "actor_name", "subject", "subject_name", "before", "after", "reason"}},
                 {.byte_order_mark = true});
  in.read([&](store::Transaction& tx) {
    Teller teller(in, tx);
    for (const Entry& entry : find(teller, tx, ask.filter, export_size).entries)
      body += print::csv_row({entry.id, locale::iso(entry.at), entry.kind, teller.actor_id(entry), teller.actor(entry),
                              entry.subject, teller.subject(entry.subject).name, entry.before, entry.after, entry.reason});
  });
  return file("text/csv; charset=utf-8", "acts.csv", std::move(body));
}

Result<Response> acts_json(Context& in) {
  const Asked ask = asked(in);
  if (!ask.errors.empty()) return ask.errors.front();
  boost::json::array rows;
  std::string older;
  in.read([&](store::Transaction& tx) {
    Teller teller(in, tx);
    const Found found = find(teller, tx, ask.filter, export_size);
    older = found.older;
    const auto value = [](const std::string& text) -> boost::json::value {
      if (text.empty()) return nullptr;
      auto parsed = json::parse(text);
      return parsed ? std::move(*parsed) : boost::json::value(text);
    };
    for (const Entry& entry : found.entries)
      rows.push_back({{"id", entry.id},
                      {"at", locale::iso(entry.at)},
                      {"kind", entry.kind},
                      {"actor", teller.actor_id(entry)},
                      {"actor_name", teller.actor(entry)},
                      {"subject", entry.subject},
                      {"subject_name", teller.subject(entry.subject).name},
                      {"before", value(entry.before)},
                      {"after", value(entry.after)},
                      {"reason", entry.reason}});
  });
  // An export that stops says from where to go on.
  const boost::json::object whole{{"acts", std::move(rows)},
                                  {"older", older.empty() ? boost::json::value(nullptr) : boost::json::value(older)}};
  return file("application/json; charset=utf-8", "acts.json", boost::json::serialize(whole) + "\n");
}

}  // namespace mosharekat::web::pages::admin
