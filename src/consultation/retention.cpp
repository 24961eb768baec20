// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/retention.h"

#include "consultation/call.h"
#include "consultation/stakeholder.h"
#include "ledger/ledger.h"
#include "outbox/outbox.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;

namespace {

constexpr Milliseconds kept = std::chrono::hours{24 * kept_days};

// A guest gave an address for the answer only; a stakeholder's was kept for the invitation.
void erase_contacts(store::Database& database, Instant now) {
  const auto calls = database.read([&](store::Transaction& tx) {
    return tx.all<CallId>(
        "SELECT c.id FROM call c WHERE ((c.state = 'withdrawn' AND c.state_since <= $1) OR EXISTS (SELECT 1 FROM report r WHERE "
        "r.call = c.id AND r.published_at <= $1)) AND (EXISTS (SELECT 1 FROM contribution_contact a JOIN contribution k ON k.id = "
        "a.contribution WHERE k.call = c.id) OR EXISTS (SELECT 1 FROM stakeholder s WHERE s.call = c.id AND s.email IS NOT NULL))",
        {now - kept}, [](store::Row& row) { return row.id<CallId>(); });
  });
  for (const CallId& id : calls) {
    const auto done = ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
      tx.execute("DELETE FROM mail_choice WHERE call = $1 AND reader IN (SELECT id FROM contribution WHERE call = $1)", {id});
      tx.execute("DELETE FROM contribution_contact WHERE contribution IN (SELECT id FROM contribution WHERE call = $1)", {id});
      erase_stakeholder_addresses(tx, id);
      return Done{ledger::append(tx, {.kind = "contacts.erased", .subject = id.value, .at = now}), Nothing{}};
    });
    expect(done.has_value(), "erasing addresses has no rule to break");
  }
}

}  // namespace

void erase_old_addresses(store::Database& database, Instant now) {
  erase_contacts(database, now);
  outbox::erase_before(database, now - kept);
  identity::erase_invited_before(database, now - kept);
}

}  // namespace mosharekat::consultation
