// SPDX-License-Identifier: AGPL-3.0-or-later
// What the commands of this module share. Not for other modules.
#pragma once
#include "identity/email.h"
#include "identity/identity.h"

namespace mosharekat::identity {

// What is kept of an agency, or which field cannot be taken.
Result<NewAgency> good_agency(const NewAgency& ask);
AgencyId insert_agency(store::Transaction& tx, Instant now, const NewAgency& agency, const std::string& parent_path);

Result<void> good_password(std::string_view password);
Result<std::string> good_name(std::string_view name);

// One-time secrets: a token of 256 bits, or a short code bound to an address. Only the hash is kept.
enum class Purpose { code, invitation, reset, setup };
std::string_view name(Purpose purpose);
std::string secret_hash(Purpose purpose, std::string_view email, std::string_view secret);
struct OneTime {
  std::string hash, email, agency, role;
};
void keep_one_time(store::Transaction& tx, Instant now, Purpose purpose, const OneTime& one_time, Milliseconds life);
// The unused, unexpired one with this hash; nothing otherwise. Does not use it up.
std::optional<OneTime> find_one_time(store::Transaction& tx, Instant now, Purpose purpose, std::string_view hash);
// False when somebody else used it first.
bool use_one_time(store::Transaction& tx, Instant now, std::string_view hash);

PersonId insert_person(store::Transaction& tx, Instant now, std::string_view email, std::string_view name, bool staff,
                       Language language, std::string_view password);
std::optional<Person> person_by_email(store::Transaction& tx, std::string_view email);
// Starts a session inside a command's transaction.
Session start_session(store::Transaction& tx, Instant now, const Person& person, const Client& client);

}  // namespace mosharekat::identity
