// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/call_store.h"

#include <functional>

#include "base/hash.h"
#include "base/json_text.h"
#include "consultation/answer.h"
#include "outbox/outbox.h"

namespace mosharekat::consultation {

Result<Owned> owned_call(store::Transaction& tx, const CallId& id) {
  auto found = call(tx, id);
  if (!found) return Error{mosharekat::Code::not_found, "call.error.unknown"};
  auto agency = identity::agency(tx, found->agency);
  expect(agency.has_value(), "a call has an agency");
  return Owned{std::move(*found), std::move(*agency)};
}

void put_text(store::Transaction& tx, const CallId& call, std::string_view language, std::string_view part,
              std::string_view text) {
  tx.execute(
      "INSERT INTO call_text (call, language, part, text, stale) VALUES ($1, $2, $3, $4, $5)"
      " ON CONFLICT (call, language, part) DO UPDATE SET text = excluded.text, stale = excluded.stale",
      {call, language, part, text, false});
}

void add_notice(store::Transaction& tx, const CallId& call, std::string_view kind, const Reason& reason, Instant now) {
  tx.execute("INSERT INTO notice (id, call, kind, reason, reason_second, at) VALUES ($1, $2, $3, $4, $5, $6)",
             {new_id(now), call, kind, reason.fa, reason.second, now});
}

std::string link_to(const Call& call, Language language) {
  return std::string(outbox::site) + (language == Language::fa ? "" : "/en") + "/calls/" + std::to_string(call.number);
}

Result<void> in_state(const Call& call, Instant now, std::initializer_list<State> states) {
  const State state = state_at(call, now);
  for (const State allowed : states)
    if (state == allowed) return {};
  return Error{mosharekat::Code::conflict, "call.error.wrong_state"};
}

Result<void> set_state(store::Transaction& tx, const Call& call, State to, Instant now) {
  if (tx.execute("UPDATE call SET state = $3, state_since = $4 WHERE id = $1 AND state = $2",
                 {call.id, name(call.state), name(to), now}) != 1)
    return Error{mosharekat::Code::conflict, "call.error.wrong_state"};
  return {};
}

namespace {

std::string prefix_of(std::int64_t draft_position) {
  return draft_position == 1 ? "" : "d" + std::to_string(draft_position) + "-";
}

}  // namespace

std::optional<VersionId> carry_from_latest(store::Database& database, const CallId& call, const DraftId& draft,
                                           document::Text& text) {
  struct Former {
    VersionId version;
    std::int64_t position = 1;
    std::vector<FlatProvision> provisions;
  };
  auto former = database.read([&](store::Transaction& tx) -> std::optional<Former> {
    for (const Draft& one : drafts(tx, call))
      if (one.id == draft) return Former{one.version, one.position, provisions(tx, one.version)};
    return std::nullopt;
  });
  if (!former) return std::nullopt;
  // Anchors by kind and number are compared without the draft's prefix.
  const std::string prefix = prefix_of(former->position);
  for (FlatProvision& flat : former->provisions)
    if (flat.provision.anchor.starts_with(prefix)) flat.provision.anchor.erase(0, prefix.size());
  carry_anchors(former->provisions, text);
  add_prefix(text, former->position);
  return former->version;
}

void add_prefix(document::Text& text, std::int64_t draft_position) {
  const std::string prefix = prefix_of(draft_position);
  const std::function<void(std::vector<document::Provision>&)> add = [&](std::vector<document::Provision>& provisions) {
    for (document::Provision& provision : provisions) {
      provision.anchor.insert(0, prefix);
      add(provision.children);
    }
  };
  add(text.provisions);
}

namespace {

void put_provisions(store::Transaction& tx, const VersionId& version, const std::vector<document::Provision>& provisions,
                    int depth, std::int64_t& position, std::string& canonical) {
  for (const document::Provision& provision : provisions) {
    tx.execute(
        "INSERT INTO provision (draft_version, position, depth, anchor, kind, number, label, heading, text, unrecognised)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {version, ++position, depth, provision.anchor, document::name(provision.kind), provision.number, provision.label,
         provision.heading, provision.text, provision.unrecognised});
    canonical += json::object({{"anchor", provision.anchor},
                               {"label", provision.label},
                               {"heading", provision.heading},
                               {"text", provision.text}}) +
                 "\n";
    put_provisions(tx, version, provision.children, depth + 1, position, canonical);
  }
}

}  // namespace

std::string put_version(store::Transaction& tx, const DraftId& draft, std::int64_t number, std::string_view role,
                        const document::Text& text, std::string_view source_name, Instant now, std::string_view warnings) {
  const VersionId version = VersionId::make(now);
  tx.execute(
      "INSERT INTO draft_version (id, draft, number, role, title, hash, source_name, created_at, warnings)"
      " VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8)",
      {version, draft, number, role, text.title, source_name, now, warnings});
  std::string canonical = json::object({{"language", text.language}, {"title", text.title}}) + "\n";
  std::int64_t position = 0;
  put_provisions(tx, version, text.provisions, 0, position, canonical);
  const std::string hash = hash::sha256_hex(canonical);
  tx.execute("UPDATE draft_version SET hash = $2 WHERE id = $1", {version, hash});
  return hash;
}

Result<void> no_report_waits(store::Transaction& tx, const CallId& call) {
  if (tx.count("SELECT COUNT(*) FROM approval WHERE call = $1 AND act = 'report' AND verdict IS NULL", {call}) > 0)
    return Error{mosharekat::Code::conflict, "disposition.error.report_waits"};
  return {};
}

void return_waiting_report(store::Transaction& tx, const CallId& call, Instant now) {
  tx.execute(
      "UPDATE approval SET verdict = 'returned', decided_at = $2, note = $3 WHERE call = $1 AND act = 'report' AND verdict IS "
      "NULL",
      {call, now, locale::sentence(Language::fa, "report.returned_by_change")});
}

}  // namespace mosharekat::consultation
