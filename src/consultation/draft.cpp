// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/draft.h"

#include "base/error_json.h"
#include "base/json_text.h"
#include "consultation/answer.h"
#include "consultation/call_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using Invalid = mosharekat::Code;

namespace {

std::string packed(const std::vector<document::Warning>& warnings) {
  if (warnings.empty()) return "";
  std::vector<Error> all;
  for (const document::Warning& warning : warnings) all.push_back({Invalid::invalid, warning.key, warning.arguments});
  return json::errors(all);
}

// The text as another version of `former`, or as a new draft.
Result<std::pair<DraftId, ledger::Recorded>> put_draft(store::Transaction& tx, const Owned& owned, const identity::Actor& actor,
                                                       Instant now, const Draft* former, const std::vector<Draft>& existing,
                                                       document::Text text, std::string_view source_name,
                                                       std::string_view warnings) {
  const CallId& id = owned.call.id;
  const bool drafting = owned.call.state == State::drafting;
  std::int64_t version_number = 1;
  DraftId target = DraftId::make(now);
  if (former) {
    target = former->id;
    tx.execute("UPDATE draft SET language = $2 WHERE id = $1", {target, text.language});
    if (drafting) {
      tx.execute("DELETE FROM provision WHERE draft_version = $1", {former->version});
      tx.execute("DELETE FROM draft_version WHERE id = $1", {former->version});
    } else {
      version_number = tx.count("SELECT MAX(number) FROM draft_version WHERE draft = $1", {target}) + 1;
    }
  } else {
    if (existing.size() >= 20) return Error{Invalid::invalid, "call.error.too_many_drafts", {}, "draft"};
    const std::int64_t position = existing.empty() ? 1 : existing.back().position + 1;
    tx.execute("INSERT INTO draft (id, call, position, language) VALUES ($1, $2, $3, $4)", {target, id, position, text.language});
    document::give_anchors(text);
    add_prefix(text, position);
  }
  const std::string hash = put_version(tx, target, version_number, "draft", text, source_name, now, warnings);
  return std::pair{
      target,
      ledger::append(
          tx, {.kind = "draft.version_set",
               .subject = id.value,
               .actor = actor.person.value,
               .at = now,
               .after = json::object({{"draft", target.value}, {"version", std::to_string(version_number)}, {"hash", hash}})})};
}

}  // namespace

Result<std::vector<DraftId>> set_drafts(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                        const std::optional<DraftId>& draft, const document::Imported& file,
                                        std::string_view source_name) {
  std::vector<document::Text> texts = file.texts;
  if (draft) texts.resize(std::min<std::size_t>(texts.size(), 1));
  for (const document::Text& text : texts)
    if (text.provisions.empty()) return Error{Invalid::invalid, "call.error.draft_empty", {}, "draft"};
  if (texts.empty()) return Error{Invalid::invalid, "call.error.draft_empty", {}, "draft"};
  const auto carried_from = draft ? carry_from_latest(database, id, *draft, texts.front()) : std::nullopt;
  const std::string warnings = packed(file.warnings);
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<std::vector<DraftId>>> {
    const Owned owned = TRY(owned_call(tx, id));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    const bool drafting = owned.call.state == State::drafting;
    if (!drafting && (owned.call.state != State::suspended || !draft)) return Error{Invalid::conflict, "call.error.draft_fixed"};
    std::vector<DraftId> made;
    std::optional<ledger::Recorded> recorded;
    for (const document::Text& text : texts) {
      const auto existing = drafts(tx, id);
      const Draft* former = nullptr;
      for (const Draft& candidate : existing)
        if (draft && candidate.id == *draft) former = &candidate;
      if (draft && !former) return Error{Invalid::not_found, "call.error.draft_unknown"};
      if (former && carried_from != former->version) return Error{Invalid::conflict, "call.error.draft_changed"};
      const auto put = TRY(put_draft(tx, owned, actor, now, former, existing, text, source_name, warnings));
      made.push_back(put.first);
      recorded = put.second;
    }
    if (!drafting) {
      add_notice(tx, id, "new_version", {}, now);
      owe_notices(tx, owned.call, "new_version", {}, now);
    }
    index_call(tx, id);
    return Done{*recorded, std::move(made)};
  });
}

Result<DraftId> set_draft(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                          const std::optional<DraftId>& draft, document::Text text, std::string_view source_name) {
  document::Imported file;
  file.texts.push_back(std::move(text));
  return TRY(set_drafts(database, actor, now, id, draft, file, source_name)).front();
}

DraftSource source_of(store::Transaction& tx, const VersionId& version) {
  DraftSource source;
  for (store::Row row : tx.query("SELECT source_name, warnings FROM draft_version WHERE id = $1", {version})) {
    source.name = row.text();
    for (Error& one : json::read_errors(row.text())) source.warnings.push_back({one.key, std::move(one.arguments)});
  }
  return source;
}

}  // namespace mosharekat::consultation
