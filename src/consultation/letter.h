// SPDX-License-Identifier: AGPL-3.0-or-later
// Letters of a call's acts: number, date, addressee, the signed scan and its attachments. Files stand in the database, so that a
// letter and its papers are written in one transaction and travel with every backup; each has the hash of its content. A letter
// is never changed: a wrong one is followed by a right one. Its files are read by the call's staff, and by everyone where the
// agency publishes them.
#pragma once
#include "consultation/call.h"

namespace mosharekat::consultation {

using LetterId = Id<struct LetterTag>;

struct PaperFile {
  std::string name{}, content{};
};
// What a file is, by its first bytes and not by its name: pdf, jpeg, png, docx, odt. An Error where it is none of them, is empty
// or over the limit.
inline constexpr std::size_t paper_limit_bytes = std::size_t{10} * 1024 * 1024;
inline constexpr std::size_t papers_limit = 5;
Result<std::string> media_type_of(const PaperFile& file, std::string_view field);

struct NewLetter {
  std::string act{};  // opening, …, report (approval.h), decision or other
  std::string number{}, addressee{}, subject{};
  JalaliDate date{};
  bool published = false;
  std::optional<PaperFile> scan{};
  std::vector<PaperFile> attachments{};
};
// By those who prepare the call.
Result<LetterId> record_letter(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                               const NewLetter& letter);

struct LetterFile {
  std::int64_t position = 1;
  std::string name, media_type, hash;
  std::int64_t size_bytes = 0;
  bool scan = false;
};
struct Letter {
  LetterId id;
  CallId call;
  std::string act, number, addressee, subject;
  Instant dated_at;
  bool published = false;
  identity::PersonId recorded_by;
  Instant recorded_at;
  std::vector<LetterFile> files{};
};
std::vector<Letter> letters(store::Transaction& tx, const CallId& call);
// Whether this person may read its files: everyone a published letter of a public call, else the staff of the call's agency.
bool may_read(const identity::Actor& actor, const Call& call, const identity::Agency& agency, const Letter& letter);
struct Paper {
  std::string name, media_type, content;
};
std::optional<Paper> paper(store::Transaction& tx, const LetterId& letter, std::int64_t position);

// What stands on an agency's paper. Without one of its own an agency has its name and contact.
struct Letterhead {
  std::string name_fa{}, name_en{}, address_fa{}, address_en{}, signatory_fa{}, signatory_en{};
};
Result<void> set_letterhead(store::Database& database, const identity::Actor& actor, Instant now,
                            const identity::AgencyId& agency, const Letterhead& letterhead);
Letterhead letterhead(store::Transaction& tx, const identity::Agency& agency);

}  // namespace mosharekat::consultation
