// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/opinions.h"

#include <doctest/doctest.h>

#include "base/locale.h"
#include "insight/csv.h"

using namespace mosharekat;
using namespace mosharekat::insight;

namespace {

std::string refusal(const std::vector<File>& files) {
  const auto read = read_opinions(files);
  REQUIRE(!read);
  CHECK(!locale::sentence(Language::en, read.error()).empty());
  CHECK(!locale::sentence(Language::fa, read.error()).empty());
  std::string line;
  for (const Argument& argument : read.error().arguments) {
    if (argument.name == "line") line = ":" + std::to_string(std::get<std::int64_t>(argument.value));
  }
  return read.error().key + line;
}

int value_of(const Opinions& opinions, const std::string& participant, const std::string& statement) {
  for (const Vote& vote : opinions.votes) {
    if (opinions.participants[vote.participant] == participant && opinions.statements[vote.statement] == statement)
      return vote.value;
  }
  return 99;
}

}  // namespace

TEST_CASE("fields may hold commas, quotes and line ends") {
  Csv csv(
      "\xEF\xBB\xBF"
      "a,\"b,\"\"c\"\"\nd\",e\r\n\n1,,\n");
  std::vector<std::string_view> row;
  REQUIRE(*csv.next(row));
  CHECK(row == std::vector<std::string_view>{"a", "b,\"c\"\nd", "e"});
  REQUIRE(*csv.next(row));
  CHECK(row == std::vector<std::string_view>{"1", "", ""});
  CHECK(csv.line() == 4);
  CHECK(!*csv.next(row));
}

TEST_CASE("a quoted field that does not end is refused with its line") {
  for (const char* text : {"a\n\"b", "a\n\"b\"c,d"}) {
    Csv csv(text);
    std::vector<std::string_view> row;
    REQUIRE(*csv.next(row));
    const auto next = csv.next(row);
    REQUIRE(!next);
    CHECK(std::get<std::int64_t>(next.error().arguments[0].value) == 2);
  }
}

TEST_CASE("a list of votes: the last vote on a statement counts") {
  const auto read = read_opinions(
      {{"x-votes.csv", "timestamp,datetime,comment-id,voter-id,vote\n20,later,1,7,-1\n10,before,1,7,1\n5,x,2,10,0\n"}});
  REQUIRE(read);
  CHECK(read->participants == std::vector<std::string>{"7", "10"});
  CHECK(read->statements == std::vector<std::string>{"1", "2"});
  CHECK(read->votes.size() == 2);
  CHECK(value_of(*read, "7", "1") == -1);
  CHECK(value_of(*read, "10", "2") == 0);
  CHECK(read->arrival == std::vector<std::uint32_t>{1, 0});
  CHECK(read->arrival_known);
}

TEST_CASE("a line per participant: empty is no vote, zero is a pass") {
  const auto read = read_opinions({{"participants-votes.csv",
                                    "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\n"
                                    "4,,0,0,2,1,0,1,,0\n12,z,,0,1,0,1,,-1.0,\n"}});
  REQUIRE(read);
  CHECK(read->votes.size() == 3);
  CHECK(value_of(*read, "4", "0") == 1);
  CHECK(value_of(*read, "4", "2") == 0);
  CHECK(value_of(*read, "12", "1") == -1);
  CHECK(!read->arrival_known);
}

TEST_CASE("where agreement is written as minus one, the counts in the same files say so") {
  const auto matrix =
      read_opinions({{"participants-votes.csv",
                      "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n1,,0,2,2,0,-1,-1\n2,,0,2,0,1,0,1\n"}});
  REQUIRE(matrix);
  CHECK(value_of(*matrix, "1", "0") == 1);
  CHECK(value_of(*matrix, "2", "1") == -1);
  const File votes{"votes.json", R"([{"pid":0,"tid":3,"vote":-1},{"pid":1,"tid":3,"vote":-1},{"pid":2,"tid":3,"vote":1}])"};
  const auto flipped =
      read_opinions({votes, {"comments.json", R"([{"tid":3,"txt":"t","mod":1,"agree_count":2,"disagree_count":1}])"}});
  REQUIRE(flipped);
  CHECK(value_of(*flipped, "0", "3") == 1);
  const auto straight =
      read_opinions({votes, {"comments.json", R"([{"tid":3,"txt":"t","mod":1,"agree_count":1,"disagree_count":2}])"}});
  REQUIRE(straight);
  CHECK(value_of(*straight, "0", "3") == -1);
  CHECK(value_of(*read_opinions({votes}), "0", "3") == -1);
  CHECK(value_of(*read_opinions({votes}, Agree::minus_one), "0", "3") == 1);
}

TEST_CASE("statements that were refused or are about the conversation are left out") {
  const auto read =
      read_opinions({{"votes.csv", "comment-id,voter-id,vote\n1,1,1\n2,1,1\n3,1,1\n"},
                     {"comments.csv", "comment-id,moderated,is-meta,comment-body\n1,1,,\"a, b\"\n2,-1,,x\n3,0,true,y\n"}});
  REQUIRE(read);
  CHECK(read->left_out == std::vector<bool>{false, true, true});
  CHECK(read->meta == std::vector<bool>{false, false, true});
  CHECK(read->texts[0] == "a, b");
}

TEST_CASE("votes that come twice in one folder are read once, from the list") {
  const auto read = read_opinions({{"a-participants-votes.csv", "participant,group-id,5\n1,,-1\n"},
                                   {"a-votes.csv", "comment-id,voter-id,vote,timestamp\n5,1,1,9\n"},
                                   {"summary.csv", "topic,x\n"}});
  REQUIRE(read);
  CHECK(read->votes.size() == 1);
  CHECK(value_of(*read, "1", "5") == 1);
}

TEST_CASE("columns stand in any order and are known by their name however it is spelt") {
  const auto read = read_opinions({{"votes.csv", "Vote, Comment ID ,timestamp,voter_id,extra\r\n-1,4,9,2,x\r\n+1,5,9,2,\r\n"}});
  REQUIRE(read);
  CHECK(value_of(*read, "2", "4") == -1);
  CHECK(value_of(*read, "2", "5") == 1);
}

TEST_CASE("times may be seconds, milliseconds or dates, and the last vote counts whichever line it is in") {
  for (const auto& [early, late] :
       std::vector<std::pair<std::string, std::string>>{{"1594984322", "1594984323"},
                                                        {"1691740361800.0", "1691740361801"},
                                                        {"2024-05-03T18:10:50.123Z", "2024-05-03T18:10:51Z"}}) {
    const auto csv =
        read_opinions({{"votes.csv", "pid,tid,vote,created\n1,1,-1," + late + "\n1,1,1," + early + "\n2,1,0," + early}});
    REQUIRE(csv);
    CHECK(value_of(*csv, "1", "1") == -1);
    CHECK(csv->arrival_known);
    const auto json = read_opinions(
        {{"votes.json", R"({"votes":[{"participant_id":"1","statement_id":1.0,"vote":-1,"modified":")" + late +
                            R"("},{"participant_id":1,"statement_id":1,"vote":"1","modified":")" + early + R"("}]})"}});
    REQUIRE(json);
    CHECK(json->statements == std::vector<std::string>{"1"});
    CHECK(value_of(*json, "1", "1") == -1);
  }
}

TEST_CASE("a table of participants may have an index without a name, and words for what is missing") {
  const auto read = read_opinions({{"matrix.csv", ",group,10,2.0,-1\n0.0,a,1.0,NaN,1\n1,b,-1.0,agree,1\n2,,na,disagree,\n"}});
  REQUIRE(read);
  CHECK(read->statements == std::vector<std::string>{"2", "10"});
  CHECK(read->votes.size() == 4);
  CHECK(value_of(*read, "1", "2") == 1);
  CHECK(value_of(*read, "2", "2") == -1);
}

TEST_CASE("votes on what is no statement are passed over") {
  const auto read = read_opinions({{"votes.json", R"([{"pid":1,"tid":-1,"vote":1},{"pid":1,"tid":0,"vote":1}])"}});
  REQUIRE(read);
  CHECK(read->statements == std::vector<std::string>{"0"});
}

TEST_CASE("an export as lists of votes and as a table of participants is one conversation") {
  const File list{"votes.csv", "timestamp,comment-id,voter-id,vote\n3,0,0,1\n4,1,0,-1\n5,1,1,0\n6,0,2,1\n"},
      json{"votes.json",
           R"([{"pid":0,"tid":0,"vote":-1},{"pid":0,"tid":1,"vote":1},{"pid":1,"tid":1,"vote":0},{"pid":2,"tid":0,"vote":-1}])"},
      table{"participants-votes.csv", "participant,n-agree,n-disagree,0,1\n0,1,1,1,-1\n1,0,0,,0\n2,1,0,1,\n"},
      statements{"comments.csv", "comment-body,moderated,agrees,disagrees,comment-id\nx,1,2,0,0\ny,1,0,1,1\n"};
  for (const std::vector<File>& files :
       std::vector<std::vector<File>>{{list}, {table}, {json, statements}, {statements, list}, {json, list, statements, table}}) {
    const auto read = read_opinions(files);
    REQUIRE(read);
    REQUIRE(read->votes.size() == 4);
    CHECK(value_of(*read, "0", "0") == 1);
    CHECK(value_of(*read, "0", "1") == -1);
    CHECK(value_of(*read, "1", "1") == 0);
    CHECK(value_of(*read, "2", "0") == 1);
  }
}

TEST_CASE("bad files are refused with the line and the reason") {
  CHECK(refusal({{"votes.csv", ""}}) == "opinions.error.no_votes");
  CHECK(refusal({{"votes.csv", "comment-id,voter-id,vote\n"}}) == "opinions.error.no_votes");
  CHECK(refusal({{"votes.csv", "a,b\n1,2\n"}}) == "opinions.error.column:1");
  CHECK(refusal({{"votes.csv", "comment-id,voter-id,vote\n1,2,1\n1,3,yes\n"}}) == "opinions.error.vote:3");
  CHECK(refusal({{"votes.csv", "comment-id,voter-id,vote\n1,2,\n"}}) == "opinions.error.vote:2");
  CHECK(refusal({{"votes.csv", "comment-id,voter-id,vote\n1,2\n"}}) == "opinions.error.row:2");
  CHECK(refusal({{"votes.csv", "comment-id,voter-id,vote\n1,\"2,1\n"}}) == "opinions.error.csv:2");
  CHECK(refusal({{"participants-votes.csv", "participant,0\n1,2\n"}}) == "opinions.error.vote:2");
  CHECK(refusal({{"participants-votes.csv", "participant,0\n1\n"}}) == "opinions.error.row:2");
  CHECK(refusal({{"votes.json", "{}"}}) == "opinions.error.json:1");
  CHECK(refusal({{"votes.json", "[{\"pid\":1,\n\"tid\"]"}}) == "opinions.error.json:2");
  CHECK(refusal({{"participants-votes.csv", "participant,0\n,1\n"}}) == "opinions.error.row:2");
  CHECK(refusal({{"participants-votes.csv", "participant,group-id\n1,1\n"}}) == "opinions.error.column:1");
  CHECK(refusal({{"votes.csv", "0,1,2\n1,1,1\n"}}) == "opinions.error.column:1");
  CHECK(refusal({{"a-votes.csv", "tid,pid,vote\n1,2,1\n"}, {"b-votes.csv", "tid,pid,vote\n1,2,1\n"}}) ==
        "opinions.error.several");
  CHECK(refusal({{"votes.json", "[1]"}}) == "opinions.error.row:1");
  CHECK(refusal({{"votes.json", R"([{"pid":1,"tid":2,"vote":7}])"}}) == "opinions.error.vote:1");
  CHECK(refusal({}) == "opinions.error.no_votes");
}
