// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/draft_structure.h"

#include <doctest/doctest.h>

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using document::Kind;
using document::StructureEdit;
using testing::each_database;
using testing::library_draft;
using testing::must;
using testing::refusal;
using testing::Town;
using Act = StructureEdit::Act;

namespace {

DraftStructure look(Town& town, const CallId& call, const DraftId& draft) {
  return town.read([&](store::Transaction& tx) { return draft_structure(tx, call, draft).value(); });
}

std::vector<std::string> anchors(const DraftStructure& structure) {
  std::vector<std::string> found;
  for (const auto& row : structure.rows) found.push_back(row.provision.anchor);
  return found;
}

using Anchors = std::vector<std::string>;

}  // namespace

TEST_CASE("a draft's structure is mended, act by act, and taken back") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId call = town.new_call();
    const DraftId draft = town.set_draft(call);
    const DraftStructure first = look(town, call, draft);
    CHECK(anchors(first) == Anchors{"m1", "m2", "m2-t1", "m3"});
    CHECK(first.last_act.empty());

    const auto edit = [&](const StructureEdit& act) {
      town.pass(std::chrono::seconds(1));
      return must(edit_structure(database, town.expert, town.now, call, draft, look(town, call, draft).draft.hash, act));
    };
    CHECK(edit({.act = Act::renumber, .anchor = "m2", .number = "5"}) == "m5");
    CHECK(anchors(look(town, call, draft)) == Anchors{"m1", "m5", "m5-t1", "m6"});
    CHECK(edit({.act = Act::join, .anchor = "m5-t1"}) == "m5");
    CHECK(anchors(look(town, call, draft)) == Anchors{"m1", "m5", "m6"});
    CHECK(look(town, call, draft).last_act == "join");
    CHECK(town.count("SELECT COUNT(*) FROM draft_version") == 1);

    const auto undo = [&] {
      return undo_structure(database, town.expert, town.now, call, draft, look(town, call, draft).draft.hash);
    };
    must(undo());
    must(undo());
    CHECK(anchors(look(town, call, draft)) == anchors(first));
    CHECK(look(town, call, draft).draft.hash == first.draft.hash);
    CHECK(refusal(undo()) == "structure.error.no_step");
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'draft.structure_edited'") == 2);
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'draft.structure_undone'") == 2);
  });
}

TEST_CASE("an act on a text that changed meanwhile is refused, and a new file ends what can be undone") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId call = town.new_call();
    const DraftId draft = town.set_draft(call);
    const std::string hash = look(town, call, draft).draft.hash;
    const StructureEdit out{.act = Act::write, .anchor = "m3", .text = "متن تازه."};
    must(edit_structure(database, town.expert, town.now, call, draft, hash, out));
    CHECK(refusal(edit_structure(database, town.expert, town.now, call, draft, hash, out)) == "structure.error.changed");
    must(set_draft(database, town.expert, town.now, call, draft, library_draft(), "b.docx"));
    CHECK(look(town, call, draft).last_act.empty());
    const DraftStructure newer = look(town, call, draft);
    must(edit_structure(database, town.expert, town.now, call, draft, newer.draft.hash,
                        {.act = Act::join, .anchor = newer.rows.back().provision.anchor}));
    CHECK(town.count("SELECT COUNT(*) FROM draft_step") == 1);
    must(remove_draft(database, town.expert, town.now, call, draft));
    CHECK(town.count("SELECT COUNT(*) FROM draft_step") == 0);
  });
}

TEST_CASE("anchors of a second draft keep their beginning") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId call = town.new_call();
    town.set_draft(call);
    const DraftId second = town.set_draft(call);
    const DraftStructure before = look(town, call, second);
    CHECK(anchors(before) == Anchors{"d2-m1", "d2-m2", "d2-m2-t1", "d2-m3"});
    CHECK(must(edit_structure(database, town.expert, town.now, call, second, before.draft.hash,
                              {.act = Act::renumber, .anchor = "d2-m3", .number = "8"})) == "d2-m8");
    CHECK(anchors(look(town, call, second)) == Anchors{"d2-m1", "d2-m2", "d2-m2-t1", "d2-m8"});
  });
}

TEST_CASE("only those who prepare the call mend its drafts, and only before it goes to the approver") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId call = town.prepared_call();
    const DraftId draft = town.read([&](store::Transaction& tx) { return drafts(tx, call).at(0).id; });
    const std::string hash = look(town, call, draft).draft.hash;
    const StructureEdit join{.act = Act::join, .anchor = "m3"};
    for (const identity::Actor& actor : {town.stranger, town.sara, town.guest, town.moderator, town.approver}) {
      CHECK(refusal(edit_structure(database, actor, town.now, call, draft, hash, join)) == "call.error.not_yours");
      CHECK(refusal(undo_structure(database, actor, town.now, call, draft, hash)) == "call.error.not_yours");
    }
    CHECK(refusal(edit_structure(database, town.expert, town.now, call, DraftId{"nowhere"}, hash, join)) ==
          "call.error.draft_unknown");
    town.propose_opening(call);
    CHECK(refusal(edit_structure(database, town.expert, town.now, call, draft, hash, join)) == "call.error.not_in_drafting");
  });
}
