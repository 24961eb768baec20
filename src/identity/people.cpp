// SPDX-License-Identifier: AGPL-3.0-or-later
// People and their roles: invitations, resets, and setting up an empty installation.
#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "identity/identity_store.h"
#include "ledger/ledger.h"
#include "outbox/outbox.h"

namespace mosharekat::identity {

using ledger::Done;
using ledger::Nothing;
using std::chrono::hours;

namespace {

Person read_person(store::Row& row) {
  Person person;
  person.id = row.id<PersonId>();
  person.email = row.maybe(&store::Row::text).value_or("");
  person.name = row.text();
  person.staff = row.boolean();
  person.language = row.text() == "en" ? Language::en : Language::fa;
  person.created_at = row.time();
  return person;
}

const std::string columns = "SELECT id, email, name, staff, language, created_at FROM person ";
const std::string by_id_sql = columns + "WHERE id = $1";
const std::string by_email_sql = columns + "WHERE email = $1";
const std::string staff_sql = columns + "WHERE staff ORDER BY name, id";

std::vector<Grant> grants_of(store::Transaction& tx, const PersonId& person) {
  return tx.all<Grant>("SELECT agency, role FROM role_grant WHERE person = $1 ORDER BY granted_at, agency, role", {person},
                       [](store::Row& row) {
                         AgencyId agency = row.id<AgencyId>();
                         return Grant{std::move(agency), role_named(row.text()).value()};
                       });
}

void grant(store::Transaction& tx, Instant now, const PersonId& person, const AgencyId& agency, Role role) {
  tx.execute(
      "INSERT INTO role_grant (person, agency, role, granted_at) VALUES ($1, $2, $3, $4) ON CONFLICT (person, agency, role) DO "
      "NOTHING",
      {person, agency, name(role), now});
}

// Who may give or take a role: an administrator of that agency, but never a role above their own.
Result<void> may_give(const Actor& actor, const Agency& agency, Role role) {
  if (actor.has(Role::national_admin)) return {};
  if (role == Role::national_admin || !actor.has(Role::agency_admin, agency))
    return Error{Code::denied, "identity.error.not_admin"};
  return {};
}

// The person of this address as staff. A citizen's account becomes the staff member's and keeps what was contributed with it; who
// is signed in by a code is signed out, because from now on a password is asked for.
PersonId make_staff(store::Transaction& tx, Instant now, std::string_view email, std::string_view name,
                    std::string_view password) {
  const auto known = person_by_email(tx, email);
  if (!known) return insert_person(tx, now, email, name, true, Language::fa, password);
  tx.execute("UPDATE person SET staff = $2, name = $3, password = $4 WHERE id = $1", {known->id, true, name, password});
  tx.execute("UPDATE session SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL", {known->id, now});
  return known->id;
}

std::string new_token() { return hash::base64url(hash::random_bytes(32)); }

}  // namespace

PersonId insert_person(store::Transaction& tx, Instant now, std::string_view email, std::string_view name, bool staff,
                       Language language, std::string_view password) {
  const PersonId id = PersonId::make(now);
  tx.execute(
      "INSERT INTO person (id, email, name, staff, language, password, created_at, erased_at) VALUES ($1, $2, $3, $4, $5, $6, "
      "$7, NULL)",
      {id, email, name, staff, code(language), password.empty() ? store::Parameter(nullptr) : store::Parameter(password), now});
  return id;
}

std::optional<Person> person(store::Transaction& tx, const PersonId& id) { return tx.one<Person>(by_id_sql, {id}, read_person); }
std::optional<Person> person_by_email(store::Transaction& tx, std::string_view email) {
  return tx.one<Person>(by_email_sql, {email}, read_person);
}

std::optional<Actor> actor(store::Transaction& tx, const PersonId& id) {
  const auto found = person(tx, id);
  if (!found || found->email.empty()) return std::nullopt;
  return Actor{
      .person = found->id, .name = found->name, .email = found->email, .staff = found->staff, .grants = grants_of(tx, id)};
}

std::vector<StaffMember> staff(store::Transaction& tx) {
  std::vector<StaffMember> all;
  for (Person& person : tx.all<Person>(staff_sql, {}, read_person)) {
    auto grants = grants_of(tx, person.id);
    all.push_back({std::move(person), std::move(grants)});
  }
  return all;
}

Result<void> rename(store::Database& database, const Actor& actor, Instant now, std::string_view given) {
  const std::string new_name = TRY(good_name(given));
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    tx.execute("UPDATE person SET name = $2 WHERE id = $1", {actor.person, new_name});
    return Done{ledger::append(tx, {.kind = "person.renamed",
                                    .subject = actor.person.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json::object({{"name", actor.name}}),
                                    .after = json::object({{"name", new_name}})}),
                Nothing{}};
  });
}

void forget_person(store::Transaction& tx, Instant now, const PersonId& id) {
  const auto known = person(tx, id);
  if (!known || known->email.empty()) return;
  tx.execute("DELETE FROM session WHERE person = $1", {id});
  tx.execute("DELETE FROM role_grant WHERE person = $1", {id});
  tx.execute("DELETE FROM one_time WHERE email = $1", {known->email});
  tx.execute("UPDATE person SET email = NULL, name = '', password = NULL, erased_at = $2 WHERE id = $1", {id, now});
  outbox::forget(tx, known->email);
  ledger::erase_address(tx, known->email);
  ledger::erase(tx, id.value);
  ledger::erase_actor(tx, id.value);
}

Result<std::string> invite(store::Database& database, const Actor& actor, Instant now, std::string_view given_email,
                           const AgencyId& agency_id, Role role) {
  const auto email = tidy_email(given_email);
  if (!email) return Error{Code::invalid, "identity.error.email", {}, "email"};
  const std::string token = new_token();
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<std::string>> {
    const auto target = agency(tx, agency_id);
    if (!target) return Error{Code::invalid, "identity.error.agency_unknown", {}, "agency"};
    TRY(may_give(actor, *target, role));
    if (const auto known = person_by_email(tx, *email); known && known->staff)
      return Error{Code::invalid, "identity.error.is_staff", {}, "email"};
    keep_one_time(tx, now, Purpose::invitation,
                  {secret_hash(Purpose::invitation, "", token), *email, agency_id.value, std::string(name(role))}, hours{72});
    const std::vector<Argument> arguments{
        {"agency", target->name_fa}, {"agency_en", target->name_en}, {"token", token}, {"hours", std::int64_t{72}}};
    outbox::owe(tx, now,
                {.key = "invitation:" + secret_hash(Purpose::invitation, "", token),
                 .address = *email,
                 .language = Language::fa,
                 .subject = locale::sentence(Language::fa, "identity.mail.invitation.subject", arguments),
                 .body = locale::sentence(Language::fa, "identity.mail.invitation.body", arguments)});
    return Done{ledger::append(tx, {.kind = "invitation.sent",
                                    .subject = agency_id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"role", std::string(name(role))}}),
                                    .address = *email}),
                token};
  });
}

void erase_invited_before(store::Database& database, Instant limit) {
  const auto old = database.read([&](store::Transaction& tx) {
    return tx.all<std::string>(
        "SELECT DISTINCT a.address FROM event_address a JOIN event e ON e.id = a.event WHERE e.at <= $1 AND NOT EXISTS (SELECT 1 "
        "FROM person p WHERE p.email = a.address) AND NOT EXISTS (SELECT 1 FROM event_address b JOIN event f ON f.id = b.event "
        "WHERE b.address = a.address AND f.at > $1)",
        {limit}, [](store::Row& row) { return row.text(); });
  });
  if (old.empty()) return;
  database.write_unlogged([&](store::Transaction& tx) {
    for (const std::string& address : old) ledger::erase_address(tx, address);
  });
}

Result<PersonId> accept_invitation(store::Database& database, Instant now, const Acceptance& ask) {
  const std::string given_name = TRY(good_name(ask.name));
  TRY(good_password(ask.password));
  const std::string stored = hash::password(ask.password);  // slow: before the transaction
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<PersonId>> {
    const auto found = find_one_time(tx, now, Purpose::invitation, secret_hash(Purpose::invitation, "", ask.token));
    if (!found || !use_one_time(tx, now, found->hash)) return Error{Code::not_found, "identity.error.invitation_over"};
    if (const auto known = person_by_email(tx, found->email); known && known->staff)
      return Error{Code::conflict, "identity.error.is_staff"};
    const PersonId id = make_staff(tx, now, found->email, given_name, stored);
    grant(tx, now, id, AgencyId{found->agency}, role_named(found->role).value());
    return Done{ledger::append(tx, {.kind = "invitation.accepted",
                                    .subject = id.value,
                                    .actor = id.value,
                                    .at = now,
                                    .after = json::object({{"agency", found->agency}, {"role", found->role}})}),
                id};
  });
}

Result<void> give_role(store::Database& database, const Actor& actor, Instant now, const PersonId& to, const AgencyId& agency_id,
                       Role role) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto target = agency(tx, agency_id);
    const auto who = person(tx, to);
    if (!target || !who || !who->staff) return Error{Code::not_found, "identity.error.person_unknown"};
    TRY(may_give(actor, *target, role));
    grant(tx, now, to, agency_id, role);
    return Done{ledger::append(tx, {.kind = "role.given",
                                    .subject = to.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"agency", agency_id.value}, {"role", std::string(name(role))}})}),
                Nothing{}};
  });
}

Result<void> take_role(store::Database& database, const Actor& actor, Instant now, const PersonId& from,
                       const AgencyId& agency_id, Role role) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto target = agency(tx, agency_id);
    if (!target) return Error{Code::not_found, "identity.error.agency_unknown"};
    TRY(may_give(actor, *target, role));
    // Writing to the rows first makes two that take at the same time wait for each other.
    if (role == Role::national_admin) tx.execute("UPDATE role_grant SET granted_at = granted_at WHERE role = 'national_admin'");
    if (tx.execute("DELETE FROM role_grant WHERE person = $1 AND agency = $2 AND role = $3", {from, agency_id, name(role)}) == 0)
      return Error{Code::not_found, "identity.error.person_unknown"};
    if (role == Role::national_admin && tx.count("SELECT COUNT(*) FROM role_grant WHERE role = 'national_admin'") == 0)
      return Error{Code::conflict, "identity.error.last_admin"};
    return Done{ledger::append(tx, {.kind = "role.taken",
                                    .subject = from.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json::object({{"agency", agency_id.value}, {"role", std::string(name(role))}})}),
                Nothing{}};
  });
}

Result<void> ask_for_reset(store::Database& database, Instant now, std::string_view given_email,
                           std::string_view remote_address) {
  TRY(attempt(database, now, "reset:from:" + std::string(remote_address), 20, hours{1}));
  const auto email = tidy_email(given_email);
  if (!email) return {};
  TRY(attempt(database, now, "reset:for:" + *email, 3, hours{1}));
  const std::string token = new_token();
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto known = person_by_email(tx, *email);
    if (known && known->staff) {
      keep_one_time(tx, now, Purpose::reset, {secret_hash(Purpose::reset, "", token), *email, "", ""}, hours{1});
      outbox::owe(tx, now,
                  {.key = "reset:" + secret_hash(Purpose::reset, "", token),
                   .address = *email,
                   .language = known->language,
                   .subject = locale::sentence(known->language, "identity.mail.reset.subject"),
                   .body = locale::sentence(known->language, "identity.mail.reset.body",
                                            {{"token", token}, {"minutes", std::int64_t{60}}})});
    }
    return Done{ledger::append(tx, {.kind = "reset.asked", .subject = "reset", .at = now}), Nothing{}};
  });
}

Result<void> reset_password(store::Database& database, Instant now, std::string_view token, std::string_view password) {
  TRY(good_password(password));
  const std::string stored = hash::password(password);
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto found = find_one_time(tx, now, Purpose::reset, secret_hash(Purpose::reset, "", token));
    if (!found || !use_one_time(tx, now, found->hash)) return Error{Code::not_found, "identity.error.reset_over"};
    const auto who = person_by_email(tx, found->email);
    if (!who || !who->staff) return Error{Code::not_found, "identity.error.reset_over"};
    tx.execute("UPDATE person SET password = $2 WHERE id = $1", {who->id, stored});
    // Other links that were asked for meanwhile are of no more use.
    tx.execute("UPDATE one_time SET used_at = $2 WHERE purpose = 'reset' AND email = $1 AND used_at IS NULL",
               {found->email, now});
    // Whoever had the old password is out everywhere.
    tx.execute("UPDATE session SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL", {who->id, now});
    return Done{ledger::append(tx, {.kind = "password.reset", .subject = who->id.value, .actor = who->id.value, .at = now}),
                Nothing{}};
  });
}

std::optional<std::string> setup_token(store::Database& database, Instant now) {
  const std::string token = new_token();
  return database.write_unlogged([&](store::Transaction& tx) -> std::optional<std::string> {
    if (tx.count("SELECT COUNT(*) FROM role_grant WHERE role = 'national_admin'") > 0) return std::nullopt;
    tx.execute("UPDATE one_time SET used_at = $1 WHERE purpose = 'setup' AND used_at IS NULL", {now});
    keep_one_time(tx, now, Purpose::setup, {secret_hash(Purpose::setup, "", token), "", "", ""}, hours{24});
    return token;
  });
}

Result<PersonId> set_up(store::Database& database, Instant now, const SetUp& ask) {
  const auto email = tidy_email(ask.email);
  if (!email) return Error{Code::invalid, "identity.error.email", {}, "email"};
  const std::string given_name = TRY(good_name(ask.name));
  TRY(good_password(ask.password));
  NewAgency root_agency = TRY(good_agency(ask.root));
  root_agency.parent = {};
  const std::string stored = hash::password(ask.password);
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<PersonId>> {
    const auto found = find_one_time(tx, now, Purpose::setup, secret_hash(Purpose::setup, "", ask.token));
    if (!found || !use_one_time(tx, now, found->hash)) return Error{Code::not_found, "identity.error.setup_over"};
    if (tx.count("SELECT COUNT(*) FROM role_grant WHERE role = 'national_admin'") > 0)
      return Error{Code::conflict, "identity.error.setup_over"};
    if (agency_by_slug(tx, root_agency.slug)) return Error{Code::invalid, "identity.error.slug_taken", {}, "slug"};
    const AgencyId root = insert_agency(tx, now, root_agency, "");
    const PersonId id = make_staff(tx, now, *email, given_name, stored);
    grant(tx, now, id, root, Role::national_admin);
    return Done{ledger::append(tx, {.kind = "installation.set_up",
                                    .subject = root.value,
                                    .actor = id.value,
                                    .at = now,
                                    .after = json::object({{"name_fa", root_agency.name_fa}, {"name_en", root_agency.name_en}})}),
                id};
  });
}

}  // namespace mosharekat::identity
