// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/translation.h"

#include <map>
#include <set>

#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "consultation/call_store.h"
#include "consultation/contribution_store.h"
#include "consultation/sheet.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

constexpr std::int64_t translation_limit = 20000;
enum Column : std::size_t { code, source, translated };

std::string words_of(const document::Provision& provision) {
  std::string words = provision.label;
  if (!provision.heading.empty()) words += (words.empty() ? "" : " – ") + provision.heading;
  if (!provision.text.empty()) words += (words.empty() ? "" : "\n") + provision.text;
  return words;
}
// «ماده ۳» alone needs no translator.
bool has_words(const document::Provision& provision) { return !provision.heading.empty() || !provision.text.empty(); }

std::string mark_of(const std::string& words, const std::string& held) {
  return hash::sha256_hex(words + '\0' + held).substr(0, 6);
}

struct Held {
  DraftId draft;
  std::string label, words, translation;
};
// Of the Persian drafts, by anchor, which is unique in a call.
std::map<std::string, Held> held_of(store::Transaction& tx, const CallId& call) {
  std::map<std::string, Held> all;
  for (const Draft& draft : drafts(tx, call))
    if (draft.language == "fa")
      for (const TranslatedProvision& one : translation(tx, draft)) {
        const document::Provision& provision = one.flat.provision;
        if (!has_words(provision)) continue;
        std::string label = provision.label.empty() ? text::shorten(words_of(provision), 40) : provision.label;
        all.emplace(provision.anchor, Held{draft.id, std::move(label), words_of(provision), one.translation});
      }
  return all;
}

Result<Owned> translatable(store::Transaction& tx, const identity::Actor& actor, Instant now, const CallId& id) {
  Owned owned = TRY(locked_call(tx, id));
  if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
  if (state_at(owned.call, now) == State::withdrawn) return Error{Invalid::conflict, "translation.error.state"};
  return owned;
}

// What one row asks for: the provision to store it for, or nothing to do.
Result<std::map<std::string, Held>::const_iterator> look(const std::map<std::string, Held>& held, std::set<std::string>& seen,
                                                         const TranslationRow& row) {
  const std::size_t slash = row.code.rfind('/');
  const std::string anchor(text::trim(std::string_view(row.code).substr(0, slash)));
  const auto found = held.find(anchor);
  if (found == held.end()) return Error{Invalid::invalid, "translation.error.row_unknown"};
  if (!seen.insert(anchor).second) return Error{Invalid::invalid, "translation.error.row_twice"};
  const Held& now = found->second;
  if (text::search_key(row.source) != text::search_key(now.words)) return Error{Invalid::invalid, "translation.error.row_source"};
  if (row.translation.empty()) {
    if (!now.translation.empty()) return Error{Invalid::invalid, "translation.error.row_emptied"};
    return held.end();
  }
  if (row.translation == now.translation) return held.end();
  if (text::is_mostly_persian(row.translation)) return Error{Invalid::invalid, "translation.error.row_persian"};
  if (text::length(row.translation) > static_cast<std::size_t>(translation_limit))
    return Error{Invalid::invalid, "call.error.too_long", {{"limit", translation_limit}}};
  if (slash != std::string::npos &&
      text::trim(std::string_view(row.code).substr(slash + 1)) != mark_of(now.words, now.translation))
    return Error{Invalid::conflict, "translation.error.row_meanwhile"};
  return found;
}

}  // namespace

void forget_translation(store::Transaction& tx, const DraftId& draft) {
  tx.execute("DELETE FROM provision_translation WHERE draft = $1", {draft});
}

std::vector<TranslatedProvision> translation(store::Transaction& tx, const Draft& draft) {
  struct Row {
    std::string anchor, hash, text;
  };
  std::map<std::string, Row> held;
  for (Row& row : tx.all<Row>("SELECT anchor, source_hash, text FROM provision_translation WHERE draft = $1", {draft.id},
                              [](store::Row& from) {
                                std::string anchor = from.text(), hash = from.text();
                                return Row{std::move(anchor), std::move(hash), from.text()};
                              }))
    held.emplace(row.anchor, std::move(row));
  std::vector<TranslatedProvision> all;
  for (FlatProvision& flat : provisions(tx, draft.version)) {
    const auto found = held.find(flat.provision.anchor);
    const bool current = found != held.end() && found->second.hash == hash::sha256_hex(words_of(flat.provision));
    all.push_back({std::move(flat), current ? found->second.text : ""});
  }
  return all;
}

bool has_translation(store::Transaction& tx, const CallId& call) {
  return tx.count("SELECT COUNT(*) FROM provision_translation t JOIN draft d ON d.id = t.draft WHERE d.call = $1", {call}) > 0;
}

TranslationCount translation_count(store::Transaction& tx, const CallId& call) {
  TranslationCount count;
  for (const auto& [anchor, held] : held_of(tx, call)) {
    ++count.all;
    if (!held.translation.empty()) ++count.translated;
  }
  return count;
}

std::vector<TranslationRow> translation_sheet(store::Transaction& tx, const CallId& call) {
  std::vector<TranslationRow> rows;
  for (const Draft& draft : drafts(tx, call))
    if (draft.language == "fa")
      for (TranslatedProvision& one : translation(tx, draft)) {
        if (!has_words(one.flat.provision)) continue;
        TranslationRow row{.source = words_of(one.flat.provision), .translation = std::move(one.translation)};
        row.code = one.flat.provision.anchor + "/" + mark_of(row.source, row.translation);
        rows.push_back(std::move(row));
      }
  return rows;
}

Result<std::vector<TranslationRow>> read_translation(const std::vector<std::vector<std::string>>& cells) {
  constexpr std::size_t needed[] = {code, source, translated};
  const auto read = sheet_rows(cells, translation_columns, "translation.column.", needed);
  if (!read) return Error{Invalid::invalid, "translation.error.no_sheet", {}, "file"};
  if (read->empty()) return Error{Invalid::invalid, "translation.error.empty_sheet", {}, "file"};
  std::vector<TranslationRow> rows;
  for (const SheetRow& one : *read)
    rows.push_back({.row = one.row, .code = one.cells[code], .source = one.cells[source], .translation = one.cells[translated]});
  return rows;
}

Result<TranslationTaken> take_translation(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                                          const std::vector<TranslationRow>& rows) {
  TranslationTaken taken;
  bool nothing_to_do = false;
  const auto done = ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    taken = {};
    nothing_to_do = false;
    const Owned owned = TRY(translatable(tx, actor, now, id));
    const auto held = held_of(tx, id);
    const bool first = translation_count(tx, id).translated == 0;
    std::set<std::string> seen;
    for (const TranslationRow& row : rows) {
      const auto asked = look(held, seen, row);
      if (!asked) {
        const auto known = held.find(row.code.substr(0, row.code.rfind('/')));
        taken.problems.push_back({row.row, known == held.end() ? "" : known->second.label, asked.error()});
      } else if (*asked == held.end()) {
        ++(row.translation.empty() ? taken.left : taken.unchanged);
      } else {
        const auto& [anchor, provision] = **asked;
        tx.execute(
            "INSERT INTO provision_translation (draft, anchor, source_hash, text, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT "
            "(draft, anchor) DO UPDATE SET source_hash = excluded.source_hash, text = excluded.text, at = excluded.at",
            {provision.draft, anchor, hash::sha256_hex(provision.words), row.translation, now});
        ++taken.stored;
      }
    }
    nothing_to_do = taken.problems.empty() && taken.stored == 0;
    if (!taken.problems.empty() || nothing_to_do) return Error{Invalid::invalid, "translation.error.rows"};
    if (first && is_public(state_at(owned.call, now))) add_notice(tx, id, "translation", {}, now);
    return Done{ledger::append(tx, {.kind = "translation.set",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"provisions", std::to_string(taken.stored)}})}),
                Nothing{}};
  });
  if (!taken.problems.empty()) taken.stored = 0;
  if (!done && taken.problems.empty() && !nothing_to_do) return done.error();
  return taken;
}

Result<void> remove_translation(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    TRY(translatable(tx, actor, now, id));
    for (const Draft& draft : drafts(tx, id)) forget_translation(tx, draft.id);
    return Done{ledger::append(tx, {.kind = "translation.removed", .subject = id.value, .actor = actor.person.value, .at = now}),
                Nothing{}};
  });
}

}  // namespace mosharekat::consultation
