// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/intake.h"

#include <algorithm>

#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "consultation/call_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

Result<void> takes_intake(const Call& call, Instant now) {
  switch (state_at(call, now)) {
    case State::open:
    case State::suspended: return {};
    case State::closed:
    case State::analysing:
      if (now < end_of_day_in_tehran(add_days(closing_day(*call.closes_at), grace_days))) return {};
      break;
    default: break;
  }
  return Error{Invalid::conflict, "intake.error.over", {{"days", std::int64_t{grace_days}}}};
}

Result<Receipt> record_contribution(store::Database& database, const Secret& secret, const identity::Actor& clerk, Instant now,
                                    const CallId& id, const Intake& ask) {
  if (std::find(std::begin(intake_channels), std::end(intake_channels), ask.channel) == std::end(intake_channels))
    return Error{Invalid::invalid, "intake.error.channel", {}, "channel"};
  if (!is_valid(ask.received_on) || ask.received_on > date_in_tehran(now))
    return Error{Invalid::invalid, "intake.error.received_on", {}, "received_on"};
  const std::string reference = text::tidy_line(ask.reference);
  if (text::length(reference) > 300)
    return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{300}}}, "reference"};
  std::string scan_type, scan_hash;
  if (ask.scan) {
    scan_type = TRY(media_type_of(*ask.scan, "scan"));
    scan_hash = hash::sha256_hex(ask.scan->content);
  }
  const auto may = database.read([&](store::Transaction& tx) -> Result<void> {
    const Owned owned = TRY(owned_call(tx, id));
    if (!prepares(clerk, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    TRY(takes_intake(owned.call, now));
    return no_report_waits(tx, id);
  });
  if (!may) return may.error();
  Contribute contribution = ask.contribution;
  contribution.channel = ask.channel;
  contribution.email.clear();
  contribution.remote_address.clear();
  // Somebody spoke and somebody else wrote it down: the clerk is never the author. A day's last instant stands for its hour.
  const Instant received = std::min(now, end_of_day_in_tehran(ask.received_on) - Milliseconds{1});
  const Receipt receipt = TRY(contribute(database, secret, identity::Actor{}, received, id, contribution));
  // The form's own key makes the first part safe to repeat, so that a break between the two is mended by sending the form again.
  const auto noted = ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    tx.execute(
        "INSERT INTO intake (contribution, channel, received_on, reference, recorded_by, recorded_at, scan_name, scan_type, "
        "scan_hash, scan) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (contribution) DO NOTHING",
        {receipt.id, ask.channel, start_of_day_in_tehran(ask.received_on), reference, clerk.person, now,
         ask.scan ? text::tidy_line(ask.scan->name) : "", scan_type, scan_hash,
         ask.scan ? store::Parameter(store::Blob{ask.scan->content}) : store::Parameter(nullptr)});
    return Done{ledger::append(tx, {.kind = "intake.recorded",
                                    .subject = receipt.id.value,
                                    .actor = clerk.person.value,
                                    .at = now,
                                    .after = json::object({{"channel", ask.channel},
                                                           {"received_on", locale::iso(start_of_day_in_tehran(ask.received_on))},
                                                           {"reference", reference},
                                                           {"scan", scan_hash}})}),
                Nothing{}};
  });
  if (!noted) return noted.error();
  return receipt;
}

std::vector<IntakeLine> intakes(store::Transaction& tx, const CallId& call) {
  return tx.all<IntakeLine>(
      "SELECT k.number, i.channel, i.reference, i.scan_hash, i.received_on, i.recorded_at, i.recorded_by FROM intake i JOIN "
      "contribution k ON k.id = i.contribution WHERE k.call = $1 ORDER BY k.number",
      {call}, [](store::Row& row) {
        IntakeLine line;
        line.number = row.integer();
        line.channel = row.text();
        line.reference = row.text();
        line.scan_hash = row.text();
        line.received_on = row.time();
        line.recorded_at = row.time();
        line.recorded_by = row.id<identity::PersonId>();
        return line;
      });
}

std::optional<Paper> intake_scan(store::Transaction& tx, const CallId& call, std::int64_t number) {
  return tx.one<Paper>(
      "SELECT i.scan_name, i.scan_type, i.scan FROM intake i JOIN contribution k ON k.id = i.contribution WHERE k.call = $1 AND "
      "k.number = $2 AND i.scan IS NOT NULL",
      {call, number}, [](store::Row& row) {
        std::string name = row.text(), type = row.text();
        return Paper{std::move(name), std::move(type), row.blob()};
      });
}

}  // namespace mosharekat::consultation
