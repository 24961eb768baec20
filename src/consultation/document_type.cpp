// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/document_type.h"

#include "base/json_text.h"
#include "base/text.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

constexpr std::int64_t name_limit = 80;

bool is_code(std::string_view text) {
  return text.size() >= 2 && text.size() <= 40 && text.front() >= 'a' && text.front() <= 'z' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

std::string json_of(const DocumentType& type) {
  return json::object(
      {{"code", type.code}, {"name_fa", type.name_fa}, {"name_en", type.name_en}, {"retired", type.retired ? "yes" : "no"}});
}

DocumentType read_type(store::Row& row) {
  DocumentType type;
  type.code = row.text();
  type.name_fa = row.text();
  type.name_en = row.text();
  type.retired = row.boolean();
  return type;
}

std::optional<DocumentType> of_code(store::Transaction& tx, std::string_view code) {
  return tx.one<DocumentType>("SELECT code, name_fa, name_en, retired FROM document_type WHERE code = $1", {code}, read_type);
}

}  // namespace

Result<void> set_document_type(store::Database& database, const identity::Actor& actor, Instant now, const DocumentType& ask) {
  if (!actor.has(identity::Role::national_admin)) return Error{Invalid::denied, "document_type.error.only_national"};
  DocumentType type = ask;
  type.code = text::tidy_line(ask.code);
  if (!is_code(type.code)) return Error{Invalid::invalid, "document_type.error.code", {}, "code"};
  for (const auto& [field, name] : {std::pair{"name_fa", &type.name_fa}, {"name_en", &type.name_en}}) {
    *name = text::tidy_line(*name);
    if (name->empty()) return Error{Invalid::invalid, "document_type.error.name", {}, field};
    if (text::length(*name) > name_limit) return Error{Invalid::invalid, "call.error.too_long", {{"limit", name_limit}}, field};
  }
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto former = of_code(tx, type.code);
    for (const DocumentType& other : document_types(tx))
      if (other.code != type.code && (other.name_fa == type.name_fa || other.name_en == type.name_en))
        return Error{Invalid::invalid, "document_type.error.taken", {}, other.name_fa == type.name_fa ? "name_fa" : "name_en"};
    tx.execute(
        "INSERT INTO document_type (code, position, name_fa, name_en, retired) VALUES ($1, (SELECT COALESCE(MAX(position), 0) + 1 "
        "FROM document_type), $2, $3, $4) ON CONFLICT (code) DO UPDATE SET name_fa = excluded.name_fa, name_en = "
        "excluded.name_en, retired = excluded.retired",
        {type.code, type.name_fa, type.name_en, type.retired});
    return Done{ledger::append(tx, {.kind = "document_type.set",
                                    .subject = "installation",
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = former ? json_of(*former) : "",
                                    .after = json_of(type)}),
                Nothing{}};
  });
}

std::vector<DocumentType> document_types(store::Transaction& tx) {
  return tx.all<DocumentType>("SELECT code, name_fa, name_en, retired FROM document_type ORDER BY position", {}, read_type);
}

std::string document_type_name(store::Transaction& tx, std::string_view code, Language language) {
  const auto type = of_code(tx, code);
  return type ? type->name(language) : std::string(code);
}

Result<void> offered_document_type(store::Transaction& tx, std::string_view code) {
  const auto type = of_code(tx, code);
  if (!type || type->retired) return Error{Invalid::invalid, "call.error.document_type", {}, "document_type"};
  return {};
}

}  // namespace mosharekat::consultation
