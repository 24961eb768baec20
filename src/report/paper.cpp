// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/paper.h"

#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "document/office_template.h"
#include "ledger/ledger.h"

namespace mosharekat::report {

using identity::Role;
using ledger::Done;
using ledger::Nothing;

namespace {

Result<void> may_set(store::Transaction& tx, const identity::Actor& actor, const identity::AgencyId& id) {
  const auto agency = identity::agency(tx, id);
  if (!agency) return Error{Code::not_found, "call.error.agency_unknown"};
  if (!actor.has(Role::agency_admin, *agency) && !actor.has(Role::national_admin))
    return Error{Code::denied, "call.error.not_yours"};
  return {};
}

}  // namespace

Result<void> set_paper(store::Database& database, const identity::Actor& actor, Instant now, const identity::AgencyId& agency,
                       Language language, std::string_view name, const std::string& content) {
  TRY(document::read_template(content));
  const std::string hash = hash::sha256_hex(content), file = text::shorten(text::tidy_line(name), 120);
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    TRY(may_set(tx, actor, agency));
    tx.execute(
        "INSERT INTO report_template (agency, language, name, hash, content, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT "
        "(agency, language) DO UPDATE SET name = excluded.name, hash = excluded.hash, content = excluded.content, at = excluded.at",
        {agency, code(language), file, hash, store::Blob{content}, now});
    return Done{ledger::append(tx, {.kind = "report_template.set",
                                    .subject = agency.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"language", std::string(code(language))}, {"hash", hash}})}),
                Nothing{}};
  });
}

Result<void> remove_paper(store::Database& database, const identity::Actor& actor, Instant now, const identity::AgencyId& agency,
                          Language language) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    TRY(may_set(tx, actor, agency));
    tx.execute("DELETE FROM report_template WHERE agency = $1 AND language = $2", {agency, code(language)});
    return Done{ledger::append(tx, {.kind = "report_template.removed",
                                    .subject = agency.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json::object({{"language", std::string(code(language))}})}),
                Nothing{}};
  });
}

std::optional<PaperFile> paper_file(store::Transaction& tx, const identity::AgencyId& agency, Language language) {
  return tx.one<PaperFile>("SELECT name, hash, at FROM report_template WHERE agency = $1 AND language = $2",
                           {agency, code(language)}, [](store::Row& row) {
                             std::string name = row.text(), hash = row.text();
                             return PaperFile{std::move(name), std::move(hash), row.time()};
                           });
}

std::optional<std::string> paper_content(store::Transaction& tx, const identity::AgencyId& agency, Language language) {
  return tx.one<std::string>("SELECT content FROM report_template WHERE agency = $1 AND language = $2", {agency, code(language)},
                             [](store::Row& row) { return row.blob(); });
}

std::optional<print::Paper> paper_of(std::string_view content) {
  auto read = document::read_template(content);
  if (!read) return std::nullopt;
  print::Paper paper{.main = std::move(read->main), .parts = {}, .relations = {}};
  for (auto& one : read->parts) paper.parts.push_back({std::move(one.name), std::move(one.content_type), std::move(one.content)});
  for (auto& one : read->relations)
    paper.relations.push_back({std::move(one.from), std::move(one.id), std::move(one.kind), std::move(one.target), one.outside});
  return paper;
}

std::string specimen(const print::Paper& paper, const identity::Agency& agency, Language language, Instant now) {
  const auto say = [&](std::string_view what) { return locale::sentence(language, "letter.specimen." + std::string(what)); };
  print::Document made{.language = language, .title = say("title"), .organisation = agency.name(language), .blocks = {}};
  made.made_at = now;
  made.blocks.emplace_back(print::Heading{1, say("heading")});
  made.blocks.emplace_back(print::Paragraph{say("text"), print::Paragraph::Tone::normal});
  made.blocks.emplace_back(print::Paragraph{say("quote"), print::Paragraph::Tone::quote});
  made.blocks.emplace_back(print::Heading{2, say("list")});
  made.blocks.emplace_back(print::List{{say("item"), say("item"), say("item")}, false});
  made.blocks.emplace_back(
      print::Table{.caption = say("table"),
                   .header = {say("column"), say("figure")},
                   .rows = {{say("row"), locale::number(language, 1250)}, {say("row"), locale::number(language, 47)}},
                   .numeric = {false, true}});
  made.blocks.emplace_back(print::Paragraph{say("note"), print::Paragraph::Tone::note});
  return print::docx(made, paper,
                     {.title = made.title, .date = locale::date(language, now), .number = locale::number(language, 1)});
}

}  // namespace mosharekat::report
