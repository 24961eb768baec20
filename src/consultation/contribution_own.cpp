// SPDX-License-Identifier: AGPL-3.0-or-later
// What people do with a contribution of their own: edit it, withdraw it, be forgotten.
#include "base/json_text.h"
#include "base/text.h"
#include "consultation/contribution.h"
#include "consultation/contribution_store.h"
#include "ledger/ledger.h"
#include "outbox/outbox.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

Result<void> is_own(store::Transaction& tx, const Secret& secret, const Placed& place, const Claim& claim) {
  const Contribution& it = place.contribution;
  const bool author = !claim.actor.person.empty() && it.author == claim.actor.person;
  const auto by_code = contribution_by_code(tx, secret, claim.code);
  if (it.official || (!author && !(by_code && by_code->id == it.id)))
    return Error{Invalid::denied, "contribution.error.not_yours"};
  return {};
}

std::string actor_of(const Placed& place, const Claim& claim) {
  return place.contribution.author == claim.actor.person ? claim.actor.person.value : "";
}

Result<void> edit(store::Database& database, const Secret& secret, Instant now, const Claim& claim, const ContributionId& id,
                  const Edit& ask) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    Placed place = TRY(locked_place(tx, id));
    TRY(is_own(tx, secret, place, claim));
    Contribution& old = place.contribution;
    if (state_at(place.call, now) != State::open) return Error{Invalid::conflict, "contribution.error.closed"};
    if (old.state == Visibility::withdrawn || old.state == Visibility::hidden)
      return Error{Invalid::conflict, "contribution.error.not_editable"};
    Contribute as_new;
    as_new.kind = old.kind;
    as_new.body = ask.body;
    as_new.replacement = ask.replacement;
    as_new.stance = ask.stance;
    const Checked given = TRY(checked(as_new));
    // The public history holds only what the public has seen; the event keeps the rest for the auditor.
    if (old.state == Visibility::published) {
      const std::int64_t edit_number = tx.count("SELECT COUNT(*) FROM contribution_edit WHERE contribution = $1", {id}) + 1;
      tx.execute(
          "INSERT INTO contribution_edit (contribution, number, body, replacement, replaced_at, blanked) VALUES ($1, $2, $3, $4, "
          "$5, '')",
          {id, edit_number, old.body, old.replacement, now});
    }
    const Risk risk = assess(given.body + "\n" + given.replacement);
    const bool waits = old.state == Visibility::waiting || place.call.moderation == Moderation::before || risk.personal_data();
    // Only from the state that was read: a moderator may be hiding it at this moment.
    if (tx.execute(
            "UPDATE contribution SET body = $2, replacement = $3, stance = $4, state = $5, risk = $6, edited_at = $7, flags = $8"
            " WHERE id = $1 AND state = $9",
            {id, given.body, given.replacement, given.stance ? store::Parameter(name(*given.stance)) : store::Parameter(nullptr),
             waits ? "waiting" : "published", risk.score, now, risk.flag_list(), name(old.state)}) != 1)
      return Error{Invalid::conflict, "contribution.error.not_editable"};
    const std::string before = old.body;
    old.body = given.body;
    old.replacement = given.replacement;
    old.state = waits ? Visibility::waiting : Visibility::published;
    index_contribution(tx, place.call, old);
    return Done{ledger::append(tx, {.kind = "contribution.edited",
                                    .subject = id.value,
                                    .actor = actor_of(place, claim),
                                    .at = now,
                                    .before = json::object({{"body", before}}),
                                    .after = json::object({{"body", given.body}})}),
                Nothing{}};
  });
}

Result<void> withdraw(store::Database& database, const Secret& secret, Instant now, const Claim& claim,
                      const ContributionId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    Placed place = TRY(locked_place(tx, id));
    TRY(is_own(tx, secret, place, claim));
    const State state = state_at(place.call, now);
    if (state != State::open && state != State::suspended && state != State::closed && state != State::analysing)
      return Error{Invalid::conflict, "contribution.error.report_published"};
    if (place.contribution.state == Visibility::withdrawn)
      return Error{Invalid::conflict, "contribution.error.already_withdrawn"};
    if (tx.execute("UPDATE contribution SET state = 'withdrawn' WHERE id = $1 AND state = $2",
                   {id, name(place.contribution.state)}) != 1)
      return Error{Invalid::conflict, "contribution.error.already_withdrawn"};
    // Nothing will be answered, so no address is needed.
    tx.execute("DELETE FROM contribution_contact WHERE contribution = $1", {id});
    return_waiting_report(tx, place.call.id, now);
    place.contribution.state = Visibility::withdrawn;
    index_contribution(tx, place.call, place.contribution);
    return Done{
        ledger::append(tx, {.kind = "contribution.withdrawn", .subject = id.value, .actor = actor_of(place, claim), .at = now}),
        Nothing{}};
  });
}

namespace {

void erase_text(store::Transaction& tx, const ContributionId& id) {
  tx.execute("UPDATE contribution SET body = '', replacement = '', quote = '', quote_before = '', quote_after = '' WHERE id = $1",
             {id});
  tx.execute("DELETE FROM contribution_edit WHERE contribution = $1", {id});
  tx.execute("UPDATE appeal SET text = '' WHERE contribution = $1", {id});
}

}  // namespace

Result<void> erase_person(store::Database& database, const Secret& secret, const identity::Actor& actor, Instant now) {
  if (actor.guest() || actor.staff) return Error{Invalid::denied, "contribution.error.not_yours"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    for (const Contribution& own : contributions_of(tx, actor.person)) {
      // What was done with the tracking code alone has no actor.
      ledger::erase_acts(tx, own.id.value, "");
      tx.execute("UPDATE complaint SET text = '' WHERE contribution = $1", {own.id});
      if (own.state == Visibility::withdrawn) erase_text(tx, own.id);
      tx.execute("DELETE FROM participant WHERE call = $1 AND key = $2",
                 {own.call, participant_key(secret, own.call, own.voice)});
    }
    tx.execute("UPDATE contribution SET author = NULL, display_name = '', organisation = '' WHERE author = $1", {actor.person});
    tx.execute("DELETE FROM contribution_contact WHERE email = $1", {actor.email});
    tx.execute("DELETE FROM follow WHERE person = $1", {actor.person});
    tx.execute("DELETE FROM mail_choice WHERE reader = $1", {actor.person});
    identity::forget_person(tx, now, actor.person);
    return Done{ledger::append(tx, {.kind = "person.erased", .subject = actor.person.value, .at = now}), Nothing{}};
  });
}

Result<void> forget_contact(store::Database& database, const Secret& secret, Instant now, const Claim& claim,
                            const ContributionId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Placed place = TRY(placed(tx, id));
    TRY(is_own(tx, secret, place, claim));
    const auto email = tx.one<std::string>("DELETE FROM contribution_contact WHERE contribution = $1 RETURNING email", {id},
                                           [](store::Row& row) { return row.text(); });
    if (email) outbox::forget(tx, *email);
    return Done{ledger::append(tx, {.kind = "contact.erased", .subject = id.value, .at = now}), Nothing{}};
  });
}

}  // namespace mosharekat::consultation
