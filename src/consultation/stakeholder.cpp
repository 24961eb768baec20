// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/stakeholder.h"

#include <algorithm>
#include <set>

#include "base/json_text.h"
#include "base/text.h"
#include "consultation/call_store.h"
#include "identity/email.h"
#include "ledger/ledger.h"
#include "outbox/outbox.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

constexpr std::int64_t name_limit = 120;  // as an organisation's at a contribution
constexpr std::int64_t most = 500;        // of a call

bool is_kind(std::string_view kind) {
  return std::find(std::begin(stakeholder_kinds), std::end(stakeholder_kinds), kind) != std::end(stakeholder_kinds);
}

// The address is a person's own business and stays out of the log.
std::string json_of(const Stakeholder& one) {
  return json::object({{"kind", one.kind}, {"name_fa", one.name_fa}, {"name_en", one.name_en}});
}

void invite(store::Transaction& tx, const Call& call, const std::vector<CallText>& all_texts, const Stakeholder& one,
            Instant now) {
  tx.execute("UPDATE stakeholder SET invited_at = $2 WHERE id = $1", {one.id, now});
  if (one.email.empty()) return;
  // Both languages in one letter: nobody asked them which they read.
  std::string body;
  for (const Language language : all_languages)
    body += (body.empty() ? "" : "\n\n---\n\n") + locale::sentence(language, "stakeholder.mail.body",
                                                                   {{"name", one.name(language)},
                                                                    {"title", text_of(all_texts, "title", code(language))},
                                                                    {"link", link_to(call, language)},
                                                                    {"date", call.closes_at.value_or(now) - Milliseconds{1}}});
  outbox::owe(tx, now,
              {.key = "stakeholder:" + one.id,
               .address = one.email,
               .language = Language::fa,
               .subject = locale::sentence(Language::fa, "stakeholder.mail.subject",
                                           {{"title", text_of(all_texts, "title", code(Language::fa))}}),
               .body = std::move(body)});
}

}  // namespace

Result<void> name_stakeholder(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                              const Stakeholder& ask) {
  Stakeholder one;
  one.kind = ask.kind;
  one.name_fa = text::tidy_line(ask.name_fa);
  one.name_en = text::tidy_line(ask.name_en);
  if (!is_kind(one.kind)) return Error{Invalid::invalid, "stakeholder.error.kind", {}, "kind"};
  if (one.name_fa.empty()) return Error{Invalid::invalid, "stakeholder.error.name", {}, "name_fa"};
  for (const auto& [field, name] : {std::pair{"name_fa", &one.name_fa}, {"name_en", &one.name_en}})
    if (text::length(*name) > name_limit) return Error{Invalid::invalid, "call.error.too_long", {{"limit", name_limit}}, field};
  if (!text::trim(ask.email).empty()) {
    const auto email = identity::tidy_email(ask.email);
    if (!email) return Error{Invalid::invalid, "contribution.error.email", {}, "email"};
    one.email = *email;
  }
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    lock(tx, id);
    const Owned owned = TRY(owned_call(tx, id));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    TRY(in_state(owned.call, now, {State::drafting, State::announced, State::open, State::suspended}));
    const auto all = stakeholders(tx, id);
    if (static_cast<std::int64_t>(all.size()) >= most)
      return Error{Invalid::conflict, "stakeholder.error.too_many", {{"limit", most}}};
    for (const Stakeholder& other : all)
      if (text::search_key(other.name_fa) == text::search_key(one.name_fa))
        return Error{Invalid::invalid, "stakeholder.error.taken", {}, "name_fa"};
    one.id = new_id(now);
    tx.execute(
        "INSERT INTO stakeholder (id, call, kind, name_fa, name_en, email, added_by, added_at, invited_at) VALUES ($1, $2, $3, $4, "
        "$5, $6, $7, $8, NULL)",
        {one.id, id, one.kind, one.name_fa, one.name_en,
         one.email.empty() ? store::Parameter(nullptr) : store::Parameter(one.email), actor.person, now});
    if (owned.call.state == State::open) invite(tx, owned.call, texts(tx, id), one, now);
    return Done{
        ledger::append(
            tx,
            {.kind = "stakeholder.named", .subject = id.value, .actor = actor.person.value, .at = now, .after = json_of(one)}),
        Nothing{}};
  });
}

Result<void> drop_stakeholder(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                              std::string_view stakeholder) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    lock(tx, id);
    const Owned owned = TRY(owned_call(tx, id));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    const auto all = stakeholders(tx, id);
    const auto found = std::find_if(all.begin(), all.end(), [&](const Stakeholder& one) { return one.id == stakeholder; });
    if (found == all.end()) return Error{Invalid::not_found, "stakeholder.error.unknown"};
    if (found->invited_at) return Error{Invalid::conflict, "stakeholder.error.invited"};
    tx.execute("DELETE FROM stakeholder WHERE id = $1", {found->id});
    return Done{ledger::append(tx, {.kind = "stakeholder.dropped",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json_of(*found)}),
                Nothing{}};
  });
}

std::vector<Stakeholder> stakeholders(store::Transaction& tx, const CallId& call) {
  auto all = tx.all<Stakeholder>(
      "SELECT id, kind, name_fa, name_en, email, invited_at FROM stakeholder WHERE call = $1 ORDER BY added_at, id", {call},
      [](store::Row& row) {
        Stakeholder one;
        for (std::string* field : {&one.id, &one.kind, &one.name_fa, &one.name_en}) *field = row.text();
        one.email = row.maybe(&store::Row::text).value_or("");
        one.invited_at = row.maybe(&store::Row::time);
        return one;
      });
  if (all.empty()) return all;
  std::set<std::string> present;
  for (const std::string& organisation : tx.all<std::string>(
           "SELECT DISTINCT organisation FROM contribution WHERE call = $1 AND state = 'published' AND organisation <> ''",
           {call}, [](store::Row& row) { return row.text(); }))
    present.insert(text::search_key(organisation));
  for (Stakeholder& one : all)
    one.took_part = present.contains(text::search_key(one.name_fa)) ||
                    (!one.name_en.empty() && present.contains(text::search_key(one.name_en)));
  std::stable_sort(all.begin(), all.end(), [](const Stakeholder& left, const Stakeholder& right) {
    const auto rank = [](const Stakeholder& one) {
      return std::find(std::begin(stakeholder_kinds), std::end(stakeholder_kinds), one.kind);
    };
    return rank(left) < rank(right);
  });
  return all;
}

std::vector<std::string_view> kinds_left_out(const std::vector<Stakeholder>& all) {
  std::vector<std::string_view> left_out;
  for (const std::string_view kind : stakeholder_kinds)
    if (std::none_of(all.begin(), all.end(), [&](const Stakeholder& one) { return one.kind == kind; })) left_out.push_back(kind);
  return left_out;
}

void invite_stakeholders(store::Transaction& tx, const Call& call, Instant now) {
  const auto all_texts = texts(tx, call.id);
  for (const Stakeholder& one : stakeholders(tx, call.id))
    if (!one.invited_at) invite(tx, call, all_texts, one, now);
}

void erase_stakeholder_addresses(store::Transaction& tx, const CallId& call) {
  tx.execute("UPDATE stakeholder SET email = NULL WHERE call = $1", {call});
}

}  // namespace mosharekat::consultation
