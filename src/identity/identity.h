// SPDX-License-Identifier: AGPL-3.0-or-later
// People, agencies and what each person may do where. Citizens sign in with a one-time code sent to their e-mail address; staff
// with a password. Roles are given on an agency and hold for everything below it in the tree. There are no default accounts.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/locale.h"
#include "base/result.h"
#include "store/store.h"

namespace mosharekat::identity {

using PersonId = Id<struct PersonTag>;
using AgencyId = Id<struct AgencyTag>;

enum class Role {
  expert,          // prepares drafts and answers for a unit
  lead,            // the public-relations or international-affairs unit that leads
  moderator,       // reviews contributions before or after publication
  approver,        // the second person: opening, extending, suspending, withdrawing, publishing a report
  agency_admin,    // units, people and policies of one agency
  national_admin,  // all agencies; given on a root
  auditor,         // sees every act with before and after, changes nothing
};
inline constexpr Role all_roles[] = {Role::expert,       Role::lead,           Role::moderator, Role::approver,
                                     Role::agency_admin, Role::national_admin, Role::auditor};
std::string_view name(Role role);  // "agency_admin"
std::optional<Role> role_named(std::string_view name);

enum class AgencyKind { ministry, affiliated, unit };
std::string_view name(AgencyKind kind);
std::optional<AgencyKind> agency_kind_named(std::string_view name);

struct Agency {
  AgencyId id;
  AgencyId parent{};   // empty for a root
  std::string path{};  // "/<root>/…/<id>/": identifiers from the root down to this one
  AgencyKind kind = AgencyKind::ministry;
  std::string slug{};  // in addresses: /agencies/<slug>
  std::string name_fa{}, name_en{};
  std::string contact{};
  std::string home_url{};
  const std::string& name(Language language) const { return language == Language::fa || name_en.empty() ? name_fa : name_en; }
};

struct Grant {
  AgencyId agency;
  Role role = Role::expert;
};

// Who acts. A guest has an empty person; the installation's own clock is an Actor with system = true.
struct Actor {
  PersonId person{};
  std::string name{};
  std::string email{};
  bool staff = false;
  bool system = false;
  std::vector<Grant> grants{};

  bool guest() const { return person.empty() && !system; }
  // True when a grant of the role stands on the agency or above it.
  bool has(Role role, const Agency& agency) const;
  bool has(Role role) const;                            // anywhere
  bool has_on(Role role, std::string_view path) const;  // of an agency
};

struct Person {
  PersonId id;
  std::string email, name;
  bool staff = false;
  Language language = Language::fa;
  Instant created_at;
};

// --- The tree ---

struct NewAgency {
  AgencyId parent{};  // empty: a root
  AgencyKind kind = AgencyKind::ministry;
  std::string slug{}, name_fa{}, name_en{}, contact{}, home_url{};
};
Result<AgencyId> found_agency(store::Database& database, const Actor& actor, Instant now, const NewAgency& ask);
Result<void> change_agency(store::Database& database, const Actor& actor, Instant now, const AgencyId& agency,
                           const NewAgency& ask);
std::vector<Agency> agencies(store::Transaction& tx);  // parents before children, siblings by Persian name
std::optional<Agency> agency(store::Transaction& tx, const AgencyId& id);
std::optional<Agency> agency_by_slug(store::Transaction& tx, std::string_view slug);

// --- Staff ---

// Invites by e-mail; the link lives 72 hours and works once. The mail is owed in the same transaction. Answers the link's token.
Result<std::string> invite(store::Database& database, const Actor& actor, Instant now, std::string_view email,
                           const AgencyId& agency, Role role);
struct Acceptance {
  std::string token, name, password;
};
// A password has at least 12 characters and is not among the known common ones; no other rule. Answers the new person.
Result<PersonId> accept_invitation(store::Database& database, Instant now, const Acceptance& ask);
Result<void> give_role(store::Database& database, const Actor& actor, Instant now, const PersonId& person, const AgencyId& agency,
                       Role role);
Result<void> take_role(store::Database& database, const Actor& actor, Instant now, const PersonId& person, const AgencyId& agency,
                       Role role);
// Says the same whether or not the address is known: only attempt limits answer an Error.
Result<void> ask_for_reset(store::Database& database, Instant now, std::string_view email, std::string_view remote_address);
Result<void> reset_password(store::Database& database, Instant now, std::string_view token, std::string_view password);

// --- Signing in ---

// A session's token is given to the browser once; the database holds its hash. Idle limit 12 h for staff and 30 days for
// citizens; staff at most 24 h in all.
struct Session {
  std::string token;
  PersonId person;
};
// What a browser says of itself: for limits and for the person's own list of sessions.
struct Client {
  std::string remote_address, user_agent;
};
Result<Session> sign_in_with_password(store::Database& database, Instant now, std::string_view email, std::string_view password,
                                      const Client& client);
// Sends six digits to the address, good for 10 minutes and five tries; at most 5 an hour per address and 20 per remote address.
Result<void> send_code(store::Database& database, Instant now, std::string_view email, Language language, const Client& client);
// The first use of an address makes the account. Addresses of staff are refused here: they have a password.
Result<Session> sign_in_with_code(store::Database& database, Instant now, std::string_view email, std::string_view code,
                                  Language language, const Client& client);
std::optional<Actor> actor_of_session(store::Transaction& tx, Instant now, std::string_view token);
// Called for each request of a session; writes at most once a minute.
void touch_session(store::Database& database, Instant now, std::string_view token);
void sign_out(store::Database& database, Instant now, std::string_view token);

struct OpenSession {
  std::string id;  // for ending it; not the token
  Instant created_at, seen_at;
  std::string user_agent;
  bool current = false;
};
std::vector<OpenSession> sessions(store::Transaction& tx, Instant now, const PersonId& person, std::string_view current_token);
Result<void> end_session(store::Database& database, Instant now, const Actor& actor, std::string_view id);
void end_other_sessions(store::Database& database, Instant now, const Actor& actor, std::string_view current_token);

// --- People ---

std::optional<Person> person(store::Transaction& tx, const PersonId& id);
std::optional<Actor> actor(store::Transaction& tx, const PersonId& id);
struct StaffMember {
  Person person;
  std::vector<Grant> grants;
};
std::vector<StaffMember> staff(store::Transaction& tx);
Result<void> rename(store::Database& database, const Actor& actor, Instant now, std::string_view name);
// Part of a command that erases a person: address, name, password, sessions, roles, one-time secrets, messages that are owed, and
// their place in the log go; the identifier stays, empty.
void forget_person(store::Transaction& tx, Instant now, const PersonId& person);
// Erases from the log the addresses last invited before this that belong to nobody here.
void erase_invited_before(store::Database& database, Instant limit);

// --- Setting up ---

// A link's token while the installation has no national administrator; nothing afterwards. Each call makes a new one and forgets
// the last.
std::optional<std::string> setup_token(store::Database& database, Instant now);
struct SetUp {
  std::string token, email, name, password;
  NewAgency root{};
};
Result<PersonId> set_up(store::Database& database, Instant now, const SetUp& ask);

// --- Attempt limits ---

// Counts one attempt under a key ("sign_in:address:…"); an Error too_many (identity.error.too_many, argument minutes) once
// `limit` were made within the window, which begins with the first of them. Exact also when attempts come in parallel.
Result<void> attempt(store::Database& database, Instant now, std::string_view key, int limit, Milliseconds window);

}  // namespace mosharekat::identity
