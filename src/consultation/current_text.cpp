// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/current_text.h"

#include <functional>

#include "base/json_text.h"
#include "consultation/call_store.h"
#include "consultation/contribution_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

void forget_current_text(store::Transaction& tx, const DraftId& draft) {
  tx.execute("DELETE FROM current_provision WHERE draft = $1", {draft});
  tx.execute("DELETE FROM current_text WHERE draft = $1", {draft});
}

Result<void> set_current_text(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                              const DraftId& draft, document::Text text, std::string_view source_name) {
  if (text.provisions.empty()) return Error{Invalid::invalid, "call.error.draft_empty", {}, "current"};
  const auto carried_from = carry_from_latest(database, id, draft, text);
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(locked_call(tx, id));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    const State state = state_at(owned.call, now);
    if (state != State::drafting && state != State::announced && state != State::open && state != State::suspended)
      return Error{Invalid::conflict, "call.error.draft_fixed"};
    std::optional<VersionId> version;
    for (const Draft& one : drafts(tx, id))
      if (one.id == draft) version = one.version;
    if (!version) return Error{Invalid::not_found, "call.error.draft_unknown"};
    if (carried_from != version) return Error{Invalid::conflict, "call.error.draft_changed"};
    forget_current_text(tx, draft);
    tx.execute("INSERT INTO current_text (draft, title, source_name, at) VALUES ($1, $2, $3, $4)",
               {draft, text.title, source_name, now});
    std::int64_t position = 0;
    const std::function<void(const std::vector<document::Provision>&, int)> put = [&](const std::vector<document::Provision>&
                                                                                          provisions,
                                                                                      int depth) {
      for (const document::Provision& one : provisions) {
        tx.execute(
            "INSERT INTO current_provision (draft, position, depth, anchor, kind, number, label, heading, text) VALUES ($1, $2, "
            "$3, $4, $5, $6, $7, $8, $9)",
            {draft, ++position, depth, one.anchor, document::name(one.kind), one.number, one.label, one.heading, one.text});
        put(one.children, depth + 1);
      }
    };
    put(text.provisions, 0);
    if (state != State::drafting) add_notice(tx, id, "current_text", {}, now);
    return Done{ledger::append(tx, {.kind = "current_text.set",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"draft", draft.value}, {"source", std::string(source_name)}})}),
                Nothing{}};
  });
}

Result<void> remove_current_text(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                 const DraftId& draft) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(locked_call(tx, id));
    TRY(may_prepare(actor, owned.call, owned.agency));
    if (tx.count("SELECT COUNT(*) FROM current_text t JOIN draft d ON d.id = t.draft WHERE t.draft = $1 AND d.call = $2",
                 {draft, id}) == 0)
      return Error{Invalid::not_found, "call.error.draft_unknown"};
    forget_current_text(tx, draft);
    return Done{ledger::append(tx, {.kind = "current_text.removed",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json::object({{"draft", draft.value}})}),
                Nothing{}};
  });
}

std::optional<CurrentText> current_text(store::Transaction& tx, const DraftId& draft) {
  auto found = tx.one<CurrentText>("SELECT title, source_name FROM current_text WHERE draft = $1", {draft}, [](store::Row& row) {
    std::string title = row.text();
    return CurrentText{std::move(title), row.text(), {}};
  });
  if (found)
    found->provisions = tx.all<FlatProvision>(
        "SELECT depth, kind, number, label, heading, text, anchor FROM current_provision WHERE draft = $1 ORDER BY position",
        {draft}, [](store::Row& row) {
          FlatProvision flat;
          flat.depth = static_cast<int>(row.integer());
          flat.provision.kind = document::kind_named(row.text()).value();
          flat.provision.number = row.maybe(&store::Row::text);
          flat.provision.label = row.text();
          flat.provision.heading = row.text();
          flat.provision.text = row.text();
          flat.provision.anchor = row.text();
          return flat;
        });
  return found;
}

bool has_current_text(store::Transaction& tx, const CallId& call) {
  return tx.count("SELECT COUNT(*) FROM current_text t JOIN draft d ON d.id = t.draft WHERE d.call = $1", {call}) > 0;
}

}  // namespace mosharekat::consultation
