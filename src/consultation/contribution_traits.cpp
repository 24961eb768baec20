// SPDX-License-Identifier: AGPL-3.0-or-later
// Who people are counted as, and who they say they are: kept apart from what they wrote.
#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "consultation/contribution.h"
#include "consultation/contribution_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

std::string lasting_name(const identity::Actor& actor) {
  return actor.email.empty() ? "person:" + actor.person.value : "address:" + actor.email;
}

std::string voice_of(const Secret& secret, const CallId& call, const identity::Actor& actor) {
  return hash::hex(hash::hmac_sha256(secret.key, "voice\n" + call.value + "\n" + lasting_name(actor)));
}

std::string participant_key(const Secret& secret, const CallId& call, std::string_view voice) {
  return hash::hex(hash::hmac_sha256(secret.key, "participant\n" + call.value + "\n" + std::string(voice)));
}

namespace {

// PostgreSQL keeps rows where they were written, each with the transaction that wrote it: in that order they could be laid beside
// the contributions, in the files and in a dump. So a row is written together with up to this many others of its call, chosen by
// chance, all in the order of their keys: the newest hides among them, and each writing mixes the older ones again.
constexpr int moved_together = 200;

void mix(store::Transaction& tx, const CallId& call, std::string_view key) {
  if (tx.engine() != store::Engine::postgres) return;
  tx.execute(
      "WITH moved AS (DELETE FROM participant WHERE call = $1 AND (key = $2 OR key IN (SELECT key FROM participant WHERE call = $1 "
      "ORDER BY random() LIMIT $3)) RETURNING *) INSERT INTO participant SELECT * FROM moved ORDER BY key",
      {call, key, moved_together});
}

}  // namespace

Result<void> set_traits(store::Database& database, const Secret& secret, Instant now, const ContributionId& id,
                        const Traits& traits) {
  constexpr std::string_view genders[] = {"female", "male"};
  constexpr std::string_view types[] = {"individual", "ngo", "company", "university", "public_body"};
  const auto among = [](std::string_view value, auto& allowed) {
    return value.empty() || std::find(std::begin(allowed), std::end(allowed), value) != std::end(allowed);
  };
  if (!among(traits.gender, genders) || !among(traits.type, types)) return Error{Invalid::invalid, "contribution.error.traits"};
  const JalaliDate today = date_in_tehran(now);
  if (traits.birth_year && (*traits.birth_year < today.year - 120 || *traits.birth_year > today.year - 5))
    return Error{Invalid::invalid, "contribution.error.birth_year", {}, "birth_year"};
  if (!traits.province.empty() && (traits.province.size() != 5 || !traits.province.starts_with("IR-")))
    return Error{Invalid::invalid, "contribution.error.province", {}, "province"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Placed place = TRY(locked_place(tx, id));
    if (state_at(place.call, now) != State::open) return Error{Invalid::conflict, "contribution.error.closed"};
    // One person is one participant of a call however often they write; a guest is one per contribution.
    const std::string key = participant_key(secret, place.call.id, place.contribution.voice);
    const auto text_or_null = [](const std::string& value) {
      return value.empty() ? store::Parameter(nullptr) : store::Parameter(value);
    };
    tx.execute(
        "INSERT INTO participant (call, key, birth_year, gender, province, county, type, channel) VALUES ($1, $2, $3, $4, $5, "
        "$6, $7, $8)"
        " ON CONFLICT (call, key) DO UPDATE SET birth_year = excluded.birth_year, gender = excluded.gender, province = "
        "excluded.province,"
        " county = excluded.county, type = excluded.type",
        {place.call.id, key, traits.birth_year ? store::Parameter(*traits.birth_year) : store::Parameter(nullptr),
         text_or_null(traits.gender), text_or_null(traits.province), text_or_null(text::tidy_line(traits.county)),
         text_or_null(traits.type), place.contribution.channel});
    mix(tx, place.call.id, key);
    // The event names the call and the day only: whose traits these are, and after which contribution they came, is not told.
    return Done{ledger::append(
                    tx, {.kind = "participant.described", .subject = place.call.id.value, .at = start_of_day_in_tehran(today)}),
                Nothing{}};
  });
}

}  // namespace mosharekat::consultation
