// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/draft_structure.h"

#include "base/json_text.h"
#include "consultation/call_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

constexpr std::int64_t steps_kept = 100;

// Anchors of a later draft of the call begin with its prefix; the acts do not know of it.
std::string prefix_of(std::int64_t position) { return position == 1 ? "" : "d" + std::to_string(position) + "-"; }

std::string without_prefix(std::string_view anchor, std::string_view prefix) {
  return std::string(anchor.starts_with(prefix) ? anchor.substr(prefix.size()) : anchor);
}

struct Stored {
  Draft draft;
  std::string source_name, warnings;
  document::Text text;  // anchors without prefix
};

std::optional<Draft> find_draft(store::Transaction& tx, const CallId& call, const DraftId& id) {
  for (const Draft& one : drafts(tx, call))
    if (one.id == id) return one;
  return std::nullopt;
}

Result<Stored> stored(store::Transaction& tx, const identity::Actor& actor, const CallId& call, const DraftId& id,
                      std::string_view hash) {
  const Owned owned = TRY(owned_call(tx, call));
  TRY(may_prepare(actor, owned.call, owned.agency));
  const auto draft = find_draft(tx, call, id);
  if (!draft) return Error{Invalid::not_found, "call.error.draft_unknown"};
  if (draft->hash != hash) return Error{Invalid::conflict, "structure.error.changed"};
  Stored out{*draft, {}, {}, {draft->language, draft->title, {}}};
  for (store::Row row : tx.query("SELECT source_name, warnings FROM draft_version WHERE id = $1", {draft->version})) {
    out.source_name = row.text();
    out.warnings = row.text();
  }
  std::vector<document::FlatRow> rows;
  const std::string prefix = prefix_of(draft->position);
  for (FlatProvision& flat : provisions(tx, draft->version)) {
    flat.provision.anchor = without_prefix(flat.provision.anchor, prefix);
    rows.push_back({flat.depth, std::move(flat.provision)});
  }
  out.text.provisions = document::nest(rows);
  return out;
}

// The version is replaced as when a file is sent again: nobody has spoken of it yet.
std::string replace(store::Transaction& tx, const Stored& former, document::Text text, Instant now) {
  add_prefix(text, former.draft.position);
  tx.execute("DELETE FROM provision WHERE draft_version = $1", {former.draft.version});
  tx.execute("DELETE FROM draft_version WHERE id = $1", {former.draft.version});
  return put_version(tx, former.draft.id, former.draft.version_number, "draft", text, former.source_name, now, former.warnings);
}

ledger::Event event(const identity::Actor& actor, Instant now, const CallId& call, const Stored& former, std::string_view kind,
                    std::string_view act, std::string_view anchor, const std::string& hash) {
  return {.kind = kind,
          .subject = call.value,
          .actor = actor.person.value,
          .at = now,
          .before = json::object({{"draft", former.draft.id.value}, {"hash", former.draft.hash}}),
          .after = json::object(
              {{"draft", former.draft.id.value}, {"act", std::string(act)}, {"anchor", std::string(anchor)}, {"hash", hash}})};
}

}  // namespace

std::optional<DraftStructure> draft_structure(store::Transaction& tx, const CallId& call, const DraftId& id) {
  const auto draft = find_draft(tx, call, id);
  if (!draft) return std::nullopt;
  DraftStructure out{*draft, {}, {}};
  for (FlatProvision& flat : provisions(tx, draft->version)) out.rows.push_back({flat.depth, std::move(flat.provision)});
  out.last_act = tx.one<std::string>("SELECT act FROM draft_step WHERE draft = $1 AND hash = $2 ORDER BY number DESC LIMIT 1",
                                     {id, draft->hash}, [](store::Row& row) { return row.text(); })
                     .value_or("");
  return out;
}

Result<std::string> edit_structure(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                   const DraftId& draft, std::string_view hash, const document::StructureEdit& edit) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<std::string>> {
    const Stored former = TRY(stored(tx, actor, call, draft, hash));
    const std::string prefix = prefix_of(former.draft.position);
    document::StructureEdit act = edit;
    act.anchor = without_prefix(act.anchor, prefix);
    document::Text text = former.text;
    const std::string next = TRY(document::apply(text, act));
    const std::string step = document::to_json(document::step_between(former.text, text));
    const std::string changed = replace(tx, former, std::move(text), now);
    if (act.act == document::StructureEdit::Act::title) index_call(tx, call);
    // Steps of a text that a file has replaced since lead nowhere.
    const std::int64_t last = tx.count("SELECT COALESCE(MAX(number), 0) FROM draft_step WHERE draft = $1", {draft});
    if (tx.count("SELECT COUNT(*) FROM draft_step WHERE draft = $1 AND number = $2 AND hash = $3",
                 {draft, last, former.draft.hash}) == 0)
      tx.execute("DELETE FROM draft_step WHERE draft = $1", {draft});
    else
      tx.execute("DELETE FROM draft_step WHERE draft = $1 AND number <= $2", {draft, last + 1 - steps_kept});
    tx.execute("INSERT INTO draft_step (draft, number, act, hash, before, at) VALUES ($1, $2, $3, $4, $5, $6)",
               {draft, last + 1, document::name(act.act), changed, step, now});
    return Done{ledger::append(
                    tx, event(actor, now, call, former, "draft.structure_edited", document::name(act.act), edit.anchor, changed)),
                next.empty() ? next : prefix + next};
  });
}

Result<void> undo_structure(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                            const DraftId& draft, std::string_view hash) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Stored former = TRY(stored(tx, actor, call, draft, hash));
    struct Last {
      std::int64_t number;
      std::string act, before;
    };
    const auto last =
        tx.one<Last>("SELECT number, act, before FROM draft_step WHERE draft = $1 AND hash = $2 ORDER BY number DESC LIMIT 1",
                     {draft, former.draft.hash}, [](store::Row& row) {
                       Last read{row.integer(), {}, {}};
                       read.act = row.text();
                       read.before = row.text();
                       return read;
                     });
    if (!last) return Error{Invalid::conflict, "structure.error.no_step"};
    const document::StructureStep step = TRY(document::structure_step(last->before));
    const std::string changed = replace(tx, former, document::undone(former.text, step), now);
    tx.execute("DELETE FROM draft_step WHERE draft = $1 AND number >= $2", {draft, last->number});
    index_call(tx, call);
    return Done{ledger::append(tx, event(actor, now, call, former, "draft.structure_undone", last->act, "", changed)), Nothing{}};
  });
}

}  // namespace mosharekat::consultation
