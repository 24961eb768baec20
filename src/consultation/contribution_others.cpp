// SPDX-License-Identifier: AGPL-3.0-or-later
// What others do with a contribution: support it, report it, answer it on behalf of the agency.
#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "consultation/contribution.h"
#include "consultation/contribution_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

Result<std::int64_t> support(store::Database& database, const Secret& secret, const identity::Actor& actor, Instant now,
                             const ContributionId& id, bool on) {
  if (actor.guest()) return Error{Invalid::signed_out, "contribution.error.sign_in_to_support"};
  const std::string supporter = hash::hex(hash::hmac_sha256(secret.key, "support\n" + id.value + "\n" + lasting_name(actor)));
  // Pressed again: nothing changes, and the log does not grow.
  const auto unchanged = database.read([&](store::Transaction& tx) -> std::optional<std::int64_t> {
    const bool stands = tx.count("SELECT COUNT(*) FROM support WHERE contribution = $1 AND supporter = $2", {id, supporter}) > 0;
    if (stands != on) return std::nullopt;
    return tx.count("SELECT COUNT(*) FROM support WHERE contribution = $1", {id});
  });
  if (unchanged && on) return *unchanged;
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<std::int64_t>> {
    const Placed place = TRY(placed(tx, id));
    if (place.contribution.author == actor.person || place.contribution.voice == voice_of(secret, place.call.id, actor))
      return Error{Invalid::denied, "contribution.error.own_support"};
    if (place.contribution.state != Visibility::published) return Error{Invalid::conflict, "contribution.error.unknown"};
    if (state_at(place.call, now) != State::open) return Error{Invalid::conflict, "contribution.error.closed"};
    if (on)
      tx.execute(
          "INSERT INTO support (contribution, supporter, at) VALUES ($1, $2, $3) ON CONFLICT (contribution, supporter) DO "
          "NOTHING",
          {id, supporter, now});
    else
      tx.execute("DELETE FROM support WHERE contribution = $1 AND supporter = $2", {id, supporter});
    const std::int64_t count = tx.count("SELECT COUNT(*) FROM support WHERE contribution = $1", {id});
    // Who supports what is nobody's to know: the event carries no actor.
    return Done{
        ledger::append(tx, {.kind = on ? "contribution.supported" : "contribution.unsupported", .subject = id.value, .at = now}),
        count};
  });
}

Result<void> report_abuse(store::Database& database, const Secret& secret, const identity::Actor& actor,
                          std::string_view guest_key, Instant now, const ContributionId& id, std::string_view given) {
  const std::string reason = text::tidy(given);
  if (reason.empty()) return Error{Invalid::invalid, "contribution.error.report_reason", {}, "reason"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Placed place = TRY(placed(tx, id));
    if (place.contribution.state != Visibility::published) return Error{Invalid::conflict, "contribution.error.unknown"};
    const std::string who = actor.guest() ? "guest:" + std::string(guest_key) : lasting_name(actor);
    const std::string reporter = hash::hex(hash::hmac_sha256(secret.key, "abuse\n" + id.value + "\n" + who));
    tx.execute(
        "INSERT INTO abuse_report (contribution, reporter, reason, at) VALUES ($1, $2, $3, $4) ON CONFLICT (contribution, "
        "reporter) DO NOTHING",
        {id, reporter, text::shorten(reason, 1000), now});
    return Done{ledger::append(tx, {.kind = "contribution.reported", .subject = id.value, .at = now}), Nothing{}};
  });
}

Result<ContributionId> reply_officially(store::Database& database, const Secret& secret, const identity::Actor& actor,
                                        Instant now, const ContributionId& parent, std::string_view given) {
  const std::string body = text::tidy(given);
  if (body.empty()) return Error{Invalid::invalid, "contribution.error.empty", {}, "body"};
  if (text::length(body) > body_limit)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{body_limit}}}, "body"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<ContributionId>> {
    const Placed place = TRY(placed(tx, parent));
    if (!prepares(actor, place.call)) return Error{Invalid::denied, "call.error.not_yours"};
    if (place.contribution.parent || place.contribution.state != Visibility::published)
      return Error{Invalid::conflict, "contribution.error.place_unknown"};
    if (state_at(place.call, now) != State::open) return Error{Invalid::conflict, "contribution.error.official_only_open"};
    const std::int64_t number =
        tx.query("UPDATE call SET next_contribution = next_contribution + 1 WHERE id = $1 RETURNING next_contribution",
                 {place.call.id})
            .first()
            .integer();
    const ContributionId id = ContributionId::make(now);
    tx.execute(
        "INSERT INTO contribution (id, call, number, kind, draft, version, anchor, parent, quote, quote_before, quote_after, "
        "quote_at, body, replacement, stance,"
        " language, state, official, author, voice, member, display_name, organisation, code_hash, channel, consent_version, once, "
        "risk, flags, received_at, published_at, edited_at)"
        " VALUES ($1, $2, $3, 'reply', $4, NULL, $5, $6, '', '', '', NULL, $7, '', NULL, $8, 'published', $9, $10, $14, $9, '', "
        "$11, $12, 'web', '', $1, 0, '', $13, $13, NULL)",
        {id, place.call.id, number, place.contribution.draft, place.contribution.anchor, parent, body,
         place.contribution.language, true, actor.person, place.agency.name_fa, code_hash(secret, new_tracking_code()), now,
         voice_of(secret, place.call.id, actor)});
    owe_author(tx, place, "official_reply", [&](Language) { return std::vector<Argument>{{"body", body}}; }, now);
    return Done{ledger::append(tx, {.kind = "contribution.replied_officially",
                                    .subject = parent.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"body", body}})}),
                id};
  });
}

}  // namespace mosharekat::consultation
