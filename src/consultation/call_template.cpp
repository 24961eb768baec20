// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/call_template.h"

#include <algorithm>

#include "base/hash.h"
#include "base/locale.h"
#include "base/text.h"
#include "consultation/call_store.h"
#include "consultation/document_type.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

bool is_question(std::string_view part) { return part == "q1" || part == "q2" || part == "q3"; }

std::string built_in(Language language, std::string_view type, std::string_view part) {
  for (const std::string_view of : {type, std::string_view("any")}) {
    const std::string key = "call_template." + std::string(of) + "." + std::string(part);
    if (locale::has(key)) return locale::sentence(language, key);
  }
  return "";
}

struct Stored {
  std::string part, language, text;
};

// Rows of the agencies of this path and of the installation, the nearest first. With `from`, only those above it.
std::vector<Stored> stored_for(store::Transaction& tx, std::string_view path, std::string_view type, std::string_view but) {
  return tx.all<Stored>(
      "SELECT t.part, t.language, t.text FROM call_template t LEFT JOIN agency a ON a.id = t.agency WHERE t.document_type = $2 AND "
      "t.agency <> $3 AND (t.agency = '' OR $1 LIKE '%/' || t.agency || '/%') ORDER BY COALESCE(LENGTH(a.path), 0) DESC",
      {path, type, but}, [](store::Row& row) {
        Stored stored;
        stored.part = row.text();
        stored.language = row.text();
        stored.text = row.text();
        return stored;
      });
}

// `but`: the agency whose own texts are left out; a value that is no agency's for none.
std::vector<TemplateText> texts_for(store::Transaction& tx, std::string_view path, std::string_view type, std::string_view but) {
  const auto rows = stored_for(tx, path, type, but);
  std::vector<TemplateText> all;
  for (const std::string_view part : template_parts) {
    TemplateText made{.part = std::string(part)};
    const auto text = [&](std::string_view language) -> std::string {
      for (const Stored& row : rows)
        if (row.part == part && row.language == language) {
          made.own = true;
          return row.text;
        }
      return built_in(language == "fa" ? Language::fa : Language::en, type, part);
    };
    made.fa = text("fa");
    made.en = text("en");
    all.push_back(std::move(made));
  }
  return all;
}

constexpr std::string_view nobody = "-";

}  // namespace

std::vector<TemplateText> call_template(store::Transaction& tx, const std::optional<identity::Agency>& agency,
                                        std::string_view document_type) {
  return texts_for(tx, agency ? agency->path : "", document_type, nobody);
}

Result<void> set_call_template(store::Database& database, const identity::Actor& actor, Instant now, const SetTemplate& ask) {
  for (const TemplateText& text : ask.texts) {
    if (std::find(std::begin(template_parts), std::end(template_parts), text.part) == std::end(template_parts))
      return Error{Invalid::invalid, "call.error.unknown_part"};
    const std::size_t limit = is_question(text.part) ? 1000 : template_limit;
    for (const auto& [language, value] : {std::pair{"_fa", &text.fa}, std::pair{"_en", &text.en}})
      if (text::length(text::tidy(*value)) > limit)
        return Error{
            Invalid::invalid, "call.error.too_long", {{"limit", static_cast<std::int64_t>(limit)}}, text.part + language};
  }
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    TRY(offered_document_type(tx, ask.document_type));
    std::string path;
    if (ask.agency) {
      const auto agency = identity::agency(tx, *ask.agency);
      if (!agency) return Error{Invalid::not_found, "call.error.agency_unknown"};
      if (!actor.has(Role::agency_admin, *agency) && !actor.has(Role::national_admin))
        return Error{Invalid::denied, "call.error.not_yours"};
      path = agency->path;
    } else if (!actor.has(Role::national_admin)) {
      return Error{Invalid::denied, "call.error.not_yours"};
    }
    const std::string owner = ask.agency ? ask.agency->value : "";
    const auto otherwise = texts_for(tx, path, ask.document_type, owner);
    std::string whole;
    for (const TemplateText& text : ask.texts) {
      const auto above = std::find_if(otherwise.begin(), otherwise.end(), [&](const auto& one) { return one.part == text.part; });
      for (const std::string_view language : {"fa", "en"}) {
        const std::string value = text::tidy(language == "fa" ? text.fa : text.en);
        tx.execute("DELETE FROM call_template WHERE agency = $1 AND document_type = $2 AND part = $3 AND language = $4",
                   {owner, ask.document_type, text.part, language});
        if (value.empty() || value == text::tidy(language == "fa" ? above->fa : above->en)) continue;
        tx.execute(
            "INSERT INTO call_template (agency, document_type, part, language, text, changed_by, changed_at) VALUES ($1, $2, $3, "
            "$4, $5, $6, $7)",
            {owner, ask.document_type, text.part, language, value, actor.person, now});
        whole += text.part + '.' + std::string(language) + '\n' + value + '\n';
      }
    }
    return Done{ledger::append(tx, {.kind = "call_template.changed",
                                    .subject = owner.empty() ? "installation" : owner,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = ask.document_type + " " + hash::sha256_hex(whole)}),
                Nothing{}};
  });
}

Result<void> begin_from_template(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id) {
  std::vector<SetText> texts_asked;
  std::vector<SetQuestion> questions_asked;
  const auto found = database.read([&](store::Transaction& tx) -> Result<void> {
    const Owned owned = TRY(owned_call(tx, id));
    TRY(may_prepare(actor, owned.call, owned.agency));
    const bool english = owned.call.second_language == "en";
    const auto written = texts(tx, id);
    const bool asks_already = !questions(tx, id).empty();
    const auto empty = [&](std::string_view part, std::string_view language) {
      return std::none_of(written.begin(), written.end(), [&](const CallText& text) {
        return text.part == part && text.language == language && !text.text.empty();
      });
    };
    for (const TemplateText& text : call_template(tx, owned.agency, owned.call.document_type)) {
      if (text.part == "period") continue;
      if (is_question(text.part)) {
        if (!asks_already && !text.fa.empty()) questions_asked.push_back({text.fa, english ? text.en : ""});
        continue;
      }
      if (empty(text.part, "fa")) texts_asked.push_back({text.part, "fa", text.fa});
      if (english && empty(text.part, "en")) texts_asked.push_back({text.part, "en", text.en});
    }
    return {};
  });
  if (!found) return found.error();
  TRY(set_texts(database, actor, now, id, texts_asked));
  if (!questions_asked.empty()) TRY(set_questions(database, actor, now, id, questions_asked));
  return {};
}

}  // namespace mosharekat::consultation
