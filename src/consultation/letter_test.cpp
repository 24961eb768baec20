// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/letter.h"

#include "base/hash.h"
#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;

namespace {

const PaperFile scan{"نامه.pdf", "%PDF-1.4 a signed letter"};
NewLetter letter_of(JalaliDate day) {
  return {.act = "opening",
          .number = "۱۲۳/الف",
          .addressee = "سازمان نمونه",
          .subject = "آغاز نظرخواهی",
          .date = day,
          .published = true,
          .scan = scan,
          .attachments = {{"C:\\x\\..\\list\".png", "\x89PNG\r\n\x1a\n..."}}};
}

}  // namespace

TEST_CASE("a letter keeps number, date, addressee and its papers with their hashes, and is never a path") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const LetterId letter = must(record_letter(database, town.expert, town.now, id, letter_of(town.today())));
    const auto stored = town.read([&](store::Transaction& tx) { return letters(tx, id); }).at(0);
    CHECK(stored.number == "۱۲۳/الف");
    CHECK(date_in_tehran(stored.dated_at) == town.today());
    REQUIRE(stored.files.size() == 2);
    CHECK(stored.files[0].scan);
    CHECK(stored.files[0].hash == hash::sha256_hex(scan.content));
    CHECK(stored.files[0].media_type == "application/pdf");
    CHECK(stored.files[1].name == "list.png");
    const auto read = town.read([&](store::Transaction& tx) { return paper(tx, letter, 1); });
    REQUIRE(read);
    CHECK(read->content == scan.content);
    CHECK(!town.read([&](store::Transaction& tx) { return paper(tx, letter, 3); }));
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'letter.recorded'") == 1);
  });
}

TEST_CASE("what a file is its first bytes say; macros, scripts, empty and heavy ones are refused") {
  const auto refused = [](std::string content) { return refusal(media_type_of({"letter.pdf", std::move(content)}, "scan")); };
  CHECK(refused("<html><script>") == "letter.error.file_type");
  CHECK(refused("MZ\x90") == "letter.error.file_type");
  CHECK(refused("PK\x03\x04 word/document.xml word/vbaProject.bin") == "letter.error.file_type");
  CHECK(refused("PK\x03\x04 evil.exe") == "letter.error.file_type");
  CHECK(refused("") == "letter.error.file_empty");
  CHECK(refused("%PDF-" + std::string(paper_limit_bytes, 'x')) == "letter.error.file_size");
  CHECK(refused("%PDF-1.7") == "");
  CHECK(refused("\xff\xd8\xff\xe0") == "");
  CHECK(refused("PK\x03\x04 word/document.xml") == "");
}

TEST_CASE("letters are written down by those who prepare the call, whole") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.open_call();
    const auto refused = [&](const identity::Actor& actor, const NewLetter& letter) {
      return refusal(record_letter(database, actor, town.now, id, letter));
    };
    CHECK(refused(town.stranger, letter_of(town.today())) == "call.error.not_yours");
    CHECK(refused(town.sara, letter_of(town.today())) == "call.error.not_yours");
    CHECK(refused(town.expert, letter_of(add_days(town.today(), 1))) == "letter.error.date");
    NewLetter wrong = letter_of(town.today());
    wrong.number = " ";
    CHECK(refused(town.expert, wrong) == "letter.error.number");
    wrong = letter_of(town.today());
    wrong.addressee.clear();
    CHECK(refused(town.expert, wrong) == "letter.error.addressee");
    wrong = letter_of(town.today());
    wrong.act = "party";
    CHECK(refused(town.expert, wrong) == "approval.error.act");
    wrong = letter_of(town.today());
    wrong.attachments.assign(6, scan);
    CHECK(refused(town.expert, wrong) == "letter.error.too_many_files");
    CHECK(town.count("SELECT COUNT(*) FROM letter") == 0);
  });
}

TEST_CASE("an unpublished letter is read by the agency's staff, a published one by everyone once the call is public") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    must(record_letter(database, town.expert, town.now, id, letter_of(town.today())));
    const auto reads = [&](const identity::Actor& actor, bool published) {
      return town.read([&](store::Transaction& tx) {
        Letter letter = letters(tx, id).at(0);
        letter.published = published;
        const Call of = *call(tx, id);
        return may_read(actor, of, *identity::agency(tx, of.agency), letter);
      });
    };
    CHECK(!reads(town.guest, true));  // the call is not public yet
    CHECK(reads(town.expert, false));
    town.approve(town.propose_opening(id));
    CHECK(reads(town.guest, true));
    CHECK(!reads(town.guest, false));
    CHECK(!reads(town.sara, false));
    CHECK(!reads(town.stranger, false));
    CHECK(!reads(town.institute_expert, false));
    CHECK(!reads(town.moderator, false));
    CHECK(reads(town.approver, false));
    CHECK(reads(town.auditor, false));
  });
}

TEST_CASE("a letterhead is the agency's own, by its administrator; without one the agency has its name") {
  each_database([](store::Database& database) {
    Town town(database);
    const auto head = [&] {
      return town.read([&](store::Transaction& tx) { return letterhead(tx, *identity::agency(tx, town.ministry)); });
    };
    CHECK(head().name_fa == "وزارت نمونه");
    const Letterhead ours{.name_fa = "وزارت نمونه، روابط عمومی", .address_fa = "تهران"};
    CHECK(refusal(set_letterhead(database, town.lead, town.now, town.ministry, ours)) == "call.error.not_yours");
    CHECK(refusal(set_letterhead(database, town.stranger, town.now, town.ministry, ours)) == "call.error.not_yours");
    CHECK(refusal(set_letterhead(database, town.agency_admin, town.now, town.ministry, {})) == "letter.error.head_name");
    must(set_letterhead(database, town.agency_admin, town.now, town.ministry, ours));
    CHECK(head().address_fa == "تهران");
  });
}
