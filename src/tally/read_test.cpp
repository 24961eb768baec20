// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/read.h"

#include <doctest/doctest.h>

#include "base/locale.h"

namespace mosharekat::tally {
namespace {

std::string ballots(const Profile& profile) {
  std::string text;
  for (const Ballot& ballot : profile.ballots) {
    text += std::to_string(ballot.count) + ":";
    for (const Mark& mark : profile.marks_of(ballot))
      text += " " + profile.names[mark.candidate] + "/" + std::to_string(mark.place);
    text += "; ";
  }
  return text;
}

// The line and key of a refusal; the sentence must exist in both languages.
std::string refusal(const Result<Profile>& result) {
  REQUIRE(!result);
  CHECK(!locale::sentence(Language::fa, result.error()).empty());
  CHECK(!locale::sentence(Language::en, result.error()).empty());
  for (const Argument& argument : result.error().arguments) {
    if (argument.name == "line")
      return std::to_string(std::get<std::int64_t>(argument.value)) + " " + result.error().key.substr(12);
  }
  return result.error().key.substr(12);
}

constexpr const char* header =
    "# FILE NAME: small.toi\n# TITLE: A small election\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 6\n"
    "# ALTERNATIVE NAME 1: Ada: the first, of two\n# ALTERNATIVE NAME 2: Bea\n# ALTERNATIVE NAME 3: Cyd\n";

TEST_CASE("PrefLib rankings: counts, ties, spaces and what is left out") {
  const auto profile = read_ballots("small.toi", std::string(header) + "3: 1,{2,3}\r\n 2 : { 3 , 1 } , 2\n\n1: 2\n");
  REQUIRE(profile);
  CHECK(profile->title == "A small election");
  CHECK(profile->names[0] == "Ada: the first, of two");
  CHECK(ballots(*profile) == "3: Ada: the first, of two/0 Bea/1 Cyd/1; 2: Cyd/0 Ada: the first, of two/0 Bea/1; 1: Bea/0; ");
}

TEST_CASE("PrefLib before 2022") {
  const auto profile = read_ballots("old.soi", "3\n1,Ada, of the hills\n2,Bea\n3,Cyd\n6,6,3\n3,1,2,3\n2,2\n1,{1,3},2\n");
  REQUIRE(profile);
  CHECK(profile->names[0] == "Ada, of the hills");
  CHECK(ballots(*profile) == "3: Ada, of the hills/0 Bea/1 Cyd/2; 2: Bea/0; 1: Ada, of the hills/0 Cyd/0 Bea/1; ");
}

TEST_CASE("PrefLib categories keep their empty places") {
  const auto profile =
      read_ballots("two.cat",
                   "# NUMBER ALTERNATIVES: 3\n# NUMBER CATEGORIES: 3\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n"
                   "# ALTERNATIVE NAME 1: Ada\n4: 1,{2,3},{}\n2: {},{},{1,2,3}\n");
  REQUIRE(profile);
  CHECK(profile->categories == std::vector<std::string>{"Yes", "No", "3"});
  CHECK(profile->names == std::vector<std::string>{"Ada", "2", "3"});
  CHECK(ballots(*profile) == "4: Ada/0 2/1 3/1; 2: Ada/2 2/2 3/2; ");
}

TEST_CASE("a bad PrefLib file is refused with its line") {
  const auto with = [](const std::string& line) { return refusal(read_preflib(header + line, false)); };
  CHECK(with("6: 1,4\n") == "8 unknown_candidate");
  CHECK(with("6: 1,2,1\n") == "8 named_twice");
  CHECK(with("6: 1,{2,3\n") == "8 open_brace");
  CHECK(with("6: 1,,2\n") == "8 preference");
  CHECK(with("6: 1 2\n") == "8 preference");
  CHECK(with("6: 1}\n") == "8 preference");
  CHECK(with("-6: 1\n") == "8 count");
  CHECK(with("6.5: 1\n") == "8 count");
  CHECK(with("1: 2\n6 1,2\n") == "9 no_count");
  CHECK(with("5: 1\n") == "8 voters");
  CHECK(with("99999999999999999999: 1\n") == "8 count");
  CHECK(refusal(read_preflib("", false)) == "0 no_candidates");
  CHECK(refusal(read_preflib("# NUMBER ALTERNATIVES: many\n", false)) == "1 number");
  CHECK(refusal(read_preflib("2\n1,Ada\n", false)) == "2 cut_short");
  CHECK(refusal(read_preflib("# ALTERNATIVE NAME 1: A\n1: 1\n", true)) == "2 no_categories");
  CHECK(refusal(read_preflib("# NUMBER CATEGORIES: 1\n# ALTERNATIVE NAME 1: A\n1: {},1\n", true)) == "3 too_many_places");
  CHECK(refusal(read_ballots("votes.txt", "")) == "kind");
}

TEST_CASE("blt: the example of Hill, Wichmann and Woodall with its extensions") {
  const auto profile = read_ballots(
      "a.blt",
      "4 2   # four stand for two seats\n-2\n3 1 3 4 0\n4 1 3 2 0\n2 4 1=3 0\n1 2 0\n(paper 7) 2 - 4 0\n1 (1 3) 4 0\n0\n"
      "\"Adam\"\n\"Basil\"\n\"Charlotte \"\"Lotte\"\" K.\"\nDonald Duck\n\"Title\"\n");
  REQUIRE(profile);
  CHECK(profile->seats == 2);
  CHECK(profile->withdrawn == std::vector<Candidate>{1});
  CHECK(profile->title == "Title");
  CHECK(profile->names == std::vector<std::string>{"Adam", "Basil", "Charlotte \"Lotte\" K.", "Donald Duck"});
  const std::string c = profile->names[2], d = profile->names[3];
  CHECK(ballots(*profile) == "3: Adam/0 " + c + "/1 " + d + "/2; 4: Adam/0 " + c + "/1 Basil/2; 2: " + d + "/0 Adam/1 " + c +
                                 "/1; 1: Basil/0; 1: Basil/0 " + d + "/1; 1: Adam/0 " + c + "/0 " + d + "/1; ");
}

TEST_CASE("blt: all on one line, without zeros, with parties beside the names, with names that repeat") {
  const auto flat = read_blt("2 1 3 1 2 0 4 2 0 0 \"A\" \"B\" \"T\"");
  REQUIRE(flat);
  CHECK(ballots(*flat) == "3: A/0 B/1; 4: B/0; ");
  const auto bare = read_blt("2 1\n3 1 2\n4 2\n0\n\"A\"\n\"B\"\n");
  REQUIRE(bare);
  CHECK(ballots(*bare) == "3: A/0 B/1; 4: B/0; ");
  const auto parties = read_ballots("x.blt", "2 1\n3 1 2 0\n0\n\"A. Smith\" \"Party\"\n\"A. Smith\" \"Other\"\n\"Ward\"\n");
  REQUIRE(parties);
  CHECK(parties->names == std::vector<std::string>{"A. Smith", "A. Smith (2)"});
  CHECK(parties->title == "Ward");
}

TEST_CASE("blt as councils publish it: names without quotes, parties before or in the name, commas of a spreadsheet") {
  const std::string ballots_of_two = "2 1\n3 1 2 0\n2.000 2 0\n0 # the end\n";
  const auto names = [&](const std::string& behind) {
    const auto profile = read_ballots("W.BLT", ballots_of_two + behind);
    REQUIRE(profile);
    CHECK(profile->voters() == 5);
    return profile->names[0] + "|" + profile->names[1] + "|" + profile->title;
  };
  CHECK(names("Ann OTHER (Grn)\nBob O'BRIEN (Ind)\nWard 4 - Hill, Dale\n") ==
        "Ann OTHER (Grn)|Bob O'BRIEN (Ind)|Ward 4 - Hill, Dale");
  CHECK(names("\"Ann \"\"The Party\"\"\"\n\"Bob\"\n") == "Ann \"The Party\"|Bob|");
  CHECK(names("\"Grn\" \"Ann OTHER\"\n\"Ind\" Bob O'BRIEN\n") == "Ann OTHER|Bob O'BRIEN|");
  CHECK(names("# ALTERNATIVE NAME 1: Ann (Grn)\n# ALTERNATIVE NAME 2: Bob\n# another comment\nWard\n") == "Ann (Grn)|Bob|Ward");
  CHECK(names("\"Ann\",,\r\n\n\"Bob\", # first time\r\n\"Ward\",,\r\n") == "Ann|Bob|Ward");
  const auto archive = read_ballots("ward.csv",
                                    "2,1,\n3,1,2,\n4,2,\n\"Candidate 1\",\"Ann Other\",\"Green (Gr)\",\n"
                                    "\"Candidate 2\",\"Bob, jr\",\"Independent (Ind)\",\n\"\"Ward 1 - Hill\"\",");
  REQUIRE(archive);
  CHECK(ballots(*archive) == "3: Ann Other/0 Bob, jr/1; 4: Bob, jr/0; ");
  const auto spreadsheet = read_blt("2 1,,,\r\n3 1 2 0,\r\n0,,,\r\n\"A\",,,\r\n\"B\",,,\r\n");
  REQUIRE(spreadsheet);
  CHECK(ballots(*spreadsheet) == "3: A/0 B/1; ");
}

TEST_CASE("a file in another encoding is read, and that is noted") {
  const std::string text = "# ALTERNATIVE NAME 1: Jos\u00E9\n# ALTERNATIVE NAME 2:\n3: 1\n";
  const auto plain = read_ballots("a.soi", "\xEF\xBB\xBF" + text);
  REQUIRE(plain);
  CHECK(plain->names == std::vector<std::string>{"Jos\u00E9", "2"});
  CHECK(plain->notes.empty());
  std::string latin = text, wide = "\xFF\xFE";
  latin.replace(latin.find("\u00E9"), 2, "\xE9");
  for (const char letter : latin) wide += {letter, '\0'};
  for (const std::string& file : {latin, wide}) {
    const auto read = read_ballots("a.soi", file);
    REQUIRE(read);
    CHECK(read->names == plain->names);
    CHECK(read->notes.size() == 1);
  }
}

TEST_CASE("a bad blt file is refused with its line") {
  const auto of = [](const std::string& text) { return refusal(read_blt(text)); };
  CHECK(of("") == "1 blt_header");
  CHECK(of("2\n") == "1 blt_header");
  CHECK(of("2 0\n0\n") == "1 blt_header");
  CHECK(of("2 1\n-3\n0\n") == "2 unknown_candidate");
  CHECK(of("2 1\n1 3 0\n0\n") == "2 unknown_candidate");
  CHECK(of("2 1\n1 1 1 0\n0\n") == "2 named_twice");
  CHECK(of("2 1\nx 1 0\n0\n") == "2 count");
  CHECK(of("2 1\n1 =2 0\n0\n") == "2 preference");
  CHECK(of("2 1\n1 2= 0\n0\n") == "2 preference");
  CHECK(of("2 1\n1 1 2 0\n1 2\n0\n\"A\"\n\"B\"\n") == "3 blt_mixed");
  CHECK(of("2 1\n1 1 2 0\n") == "3 blt_no_end");
  CHECK(of("2 1\n1 1 2 0\n0\n\"A\"\n") == "5 names_missing");
  CHECK(of("2 1\n1 1 2 0\n0\n\"A\n\"B\"\n") == "4 open_quote");
}

}  // namespace
}  // namespace mosharekat::tally
