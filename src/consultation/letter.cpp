// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/letter.h"

#include <algorithm>

#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "consultation/approval.h"
#include "consultation/call_store.h"
#include "ledger/ledger.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

namespace {

bool known_act(std::string_view act) {
  return act == "decision" || act == "other" || std::find(std::begin(all_acts), std::end(all_acts), act) != std::end(all_acts);
}

// Only the last part of a path, without what a file system or a header would read otherwise.
std::string safe_name(std::string_view given) {
  std::string name = text::tidy_line(given);
  name.erase(0, name.find_last_of("/\\") == std::string::npos ? 0 : name.find_last_of("/\\") + 1);
  std::erase_if(name,
                [](char letter) { return letter == '"' || letter == ';' || letter == ':' || letter == '<' || letter == '>'; });
  name = text::shorten(name, 120);
  return name.empty() || name.front() == '.' ? "file" + name : name;
}

}  // namespace

Result<std::string> media_type_of(const PaperFile& file, std::string_view field) {
  const std::string_view content = file.content;
  if (content.empty()) return Error{Invalid::invalid, "letter.error.file_empty", {}, std::string(field)};
  if (content.size() > paper_limit_bytes)
    return Error{Invalid::invalid,
                 "letter.error.file_size",
                 {{"limit", static_cast<std::int64_t>(paper_limit_bytes / 1024 / 1024)}},
                 std::string(field)};
  if (content.starts_with("%PDF-")) return std::string("application/pdf");
  if (content.starts_with("\xff\xd8\xff")) return std::string("image/jpeg");
  if (content.starts_with("\x89PNG\r\n\x1a\n")) return std::string("image/png");
  // Both are ZIP; the member that tells them apart stands near the front, and macros never come in.
  if (content.starts_with("PK\x03\x04") && content.find("vbaProject.bin") == std::string_view::npos) {
    if (content.substr(0, 200).find("mimetypeapplication/vnd.oasis.opendocument.text") != std::string_view::npos)
      return std::string("application/vnd.oasis.opendocument.text");
    if (content.find("word/document.xml") != std::string_view::npos)
      return std::string("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  }
  return Error{Invalid::invalid, "letter.error.file_type", {}, std::string(field)};
}

Result<LetterId> record_letter(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                               const NewLetter& ask) {
  const std::string number = text::tidy_line(ask.number), addressee = text::tidy_line(ask.addressee),
                    subject = text::tidy_line(ask.subject);
  if (!known_act(ask.act)) return Error{Invalid::invalid, "approval.error.act", {}, "letter_act"};
  if (number.empty()) return Error{Invalid::invalid, "letter.error.number", {}, "letter_number"};
  if (!is_valid(ask.date) || ask.date > date_in_tehran(now))
    return Error{Invalid::invalid, "letter.error.date", {}, "letter_date"};
  if (addressee.empty()) return Error{Invalid::invalid, "letter.error.addressee", {}, "letter_addressee"};
  for (const std::string* field : {&number, &addressee, &subject})
    if (text::length(*field) > 300)
      return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{300}}}, "letter_subject"};
  if (ask.attachments.size() > papers_limit)
    return Error{Invalid::invalid,
                 "letter.error.too_many_files",
                 {{"limit", static_cast<std::int64_t>(papers_limit)}},
                 "letter_attachments"};
  // Hashing megabytes is done before the command waits for its turn to write.
  struct Stored {
    std::string name, type, hash;
    bool scan;
    const std::string* content;
  };
  std::vector<Stored> files;
  if (ask.scan)
    files.push_back({safe_name(ask.scan->name), TRY(media_type_of(*ask.scan, "letter_scan")), hash::sha256_hex(ask.scan->content),
                     true, &ask.scan->content});
  for (const PaperFile& file : ask.attachments)
    files.push_back({safe_name(file.name), TRY(media_type_of(file, "letter_attachments")), hash::sha256_hex(file.content), false,
                     &file.content});
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<LetterId>> {
    const Owned owned = TRY(owned_call(tx, id));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    const LetterId letter = LetterId::make(now);
    tx.execute(
        "INSERT INTO letter (id, call, act, number, dated_at, addressee, subject, published, recorded_by, recorded_at) VALUES ($1, "
        "$2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {letter, id, ask.act, number, start_of_day_in_tehran(ask.date), addressee, subject, ask.published, actor.person, now});
    std::int64_t position = 0;
    std::string hashes;
    for (const Stored& file : files) {
      tx.execute(
          "INSERT INTO letter_file (letter, position, name, media_type, size_bytes, hash, scan, content) VALUES ($1, $2, $3, $4, $5, "
          "$6, $7, $8)",
          {letter, ++position, file.name, file.type, static_cast<std::int64_t>(file.content->size()), file.hash, file.scan,
           store::Blob{*file.content}});
      hashes += (hashes.empty() ? "" : ",") + file.hash;
    }
    return Done{
        ledger::append(
            tx,
            {.kind = "letter.recorded",
             .subject = id.value,
             .actor = actor.person.value,
             .at = now,
             .after = json::object(
                 {{"letter", letter.value}, {"act", ask.act}, {"number", number}, {"addressee", addressee}, {"files", hashes}})}),
        letter};
  });
}

std::vector<Letter> letters(store::Transaction& tx, const CallId& call) {
  auto found = tx.all<Letter>(
      "SELECT id, call, act, number, addressee, subject, dated_at, published, recorded_by, recorded_at FROM letter WHERE call = $1 "
      "ORDER BY dated_at, id",
      {call}, [](store::Row& row) {
        Letter letter;
        letter.id = row.id<LetterId>();
        letter.call = row.id<CallId>();
        letter.act = row.text();
        letter.number = row.text();
        letter.addressee = row.text();
        letter.subject = row.text();
        letter.dated_at = row.time();
        letter.published = row.boolean();
        letter.recorded_by = row.id<identity::PersonId>();
        letter.recorded_at = row.time();
        return letter;
      });
  for (Letter& letter : found)
    letter.files = tx.all<LetterFile>(
        "SELECT position, name, media_type, hash, size_bytes, scan FROM letter_file WHERE letter = $1 ORDER BY position",
        {letter.id}, [](store::Row& row) {
          LetterFile file;
          file.position = row.integer();
          file.name = row.text();
          file.media_type = row.text();
          file.hash = row.text();
          file.size_bytes = row.integer();
          file.scan = row.boolean();
          return file;
        });
  return found;
}

bool may_read(const identity::Actor& actor, const Call& call, const identity::Agency& agency, const Letter& letter) {
  if (letter.published && is_public(call.state)) return true;
  if (prepares(actor, call)) return true;
  return std::any_of(std::begin(identity::all_roles), std::end(identity::all_roles), [&](Role role) {
    return role != Role::moderator && role != Role::national_admin && actor.has(role, agency);
  });
}

std::optional<Paper> paper(store::Transaction& tx, const LetterId& letter, std::int64_t position) {
  return tx.one<Paper>("SELECT name, media_type, content FROM letter_file WHERE letter = $1 AND position = $2",
                       {letter, position}, [](store::Row& row) {
                         std::string name = row.text(), type = row.text();
                         return Paper{std::move(name), std::move(type), row.blob()};
                       });
}

Result<void> set_letterhead(store::Database& database, const identity::Actor& actor, Instant now, const identity::AgencyId& id,
                            const Letterhead& ask) {
  Letterhead head;
  std::vector<std::pair<std::string, std::string>> after;
  const std::tuple<std::string_view, const std::string*, std::string*> fields[] = {
      {"name_fa", &ask.name_fa, &head.name_fa},
      {"name_en", &ask.name_en, &head.name_en},
      {"address_fa", &ask.address_fa, &head.address_fa},
      {"address_en", &ask.address_en, &head.address_en},
      {"signatory_fa", &ask.signatory_fa, &head.signatory_fa},
      {"signatory_en", &ask.signatory_en, &head.signatory_en}};
  for (const auto& [name, from, to] : fields) {
    *to = text::tidy_line(*from);
    if (text::length(*to) > 500)
      return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{500}}}, std::string(name)};
    after.emplace_back(std::string(name), *to);
  }
  if (head.name_fa.empty()) return Error{Invalid::invalid, "letter.error.head_name", {}, "name_fa"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const auto agency = identity::agency(tx, id);
    if (!agency) return Error{Invalid::not_found, "call.error.agency_unknown"};
    if (!actor.has(Role::agency_admin, *agency) && !actor.has(Role::national_admin))
      return Error{Invalid::denied, "call.error.not_yours"};
    tx.execute(
        "INSERT INTO letterhead (agency, name_fa, name_en, address_fa, address_en, signatory_fa, signatory_en) VALUES ($1, $2, $3, "
        "$4, $5, $6, $7) ON CONFLICT (agency) DO UPDATE SET name_fa = excluded.name_fa, name_en = excluded.name_en, address_fa = "
        "excluded.address_fa, address_en = excluded.address_en, signatory_fa = excluded.signatory_fa, signatory_en = "
        "excluded.signatory_en",
        {id, head.name_fa, head.name_en, head.address_fa, head.address_en, head.signatory_fa, head.signatory_en});
    return Done{ledger::append(tx, {.kind = "letterhead.set",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object(std::move(after))}),
                Nothing{}};
  });
}

Letterhead letterhead(store::Transaction& tx, const identity::Agency& agency) {
  const auto own = tx.one<Letterhead>(
      "SELECT name_fa, name_en, address_fa, address_en, signatory_fa, signatory_en FROM letterhead WHERE agency = $1",
      {agency.id}, [](store::Row& row) {
        Letterhead head;
        for (std::string* field :
             {&head.name_fa, &head.name_en, &head.address_fa, &head.address_en, &head.signatory_fa, &head.signatory_en})
          *field = row.text();
        return head;
      });
  if (own) return *own;
  return {.name_fa = agency.name_fa, .name_en = agency.name_en, .address_fa = agency.contact, .address_en = agency.contact};
}

}  // namespace mosharekat::consultation
