// SPDX-License-Identifier: AGPL-3.0-or-later
// Who agreed with which statement: what opinion groups are computed from, and the readers of the files in which such votes are
// exchanged (docs/groups.md lists them). Pure.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace mosharekat::insight {

struct Vote {
  std::uint32_t participant = 0, statement = 0;  // indices
  std::int8_t value = 0;                         // 1 agrees, −1 disagrees, 0 passes
};

struct Opinions {
  std::vector<std::string> participants, statements;  // their ids
  std::vector<Vote> votes;                            // one per participant and statement, sorted by both
  std::vector<std::string> texts;                     // of the statements; empty where not known
  // Statements that moderation refused or that are about the conversation itself: they shape no group and represent none.
  std::vector<bool> left_out, meta;
  // Participants in the order in which they first voted; the first ones keep their place in the map.
  std::vector<std::uint32_t> arrival;
  bool arrival_known = false;  // the votes have times; otherwise arrival is the order of the ids
};

// Collects votes in any order and makes Opinions of them. A second vote of the same participant on the same statement replaces
// the first when it is not older. Participants and statements are ordered by their ids, numbers as numbers, so that the order of
// a file changes nothing.
class Ballots {
 public:
  void vote(std::string_view participant, std::string_view statement, std::int8_t value, std::int64_t at = 0);
  void describe(std::string_view statement, std::string_view text, bool left_out, bool meta);
  // All votes the other way round.
  void flip();
  std::size_t size() const { return votes_.size(); }
  // The sum of all votes on one statement, for settling the sign.
  std::int64_t sum_of(std::string_view statement) const;
  Opinions opinions() const;

 private:
  struct Cast {
    std::uint32_t participant, statement;
    std::int8_t value;
    std::int64_t at;
  };
  struct Described {
    std::string text;
    bool left_out = false, meta = false;
  };
  std::uint32_t number(std::string_view id, std::vector<std::string>& ids,
                       std::unordered_map<std::string, std::uint32_t>& numbers);

  std::vector<Cast> votes_;
  std::vector<std::string> participants_, statements_;
  std::vector<std::int64_t> sums_;  // by statement
  std::unordered_map<std::string, std::uint32_t> participant_number_, statement_number_;
  std::unordered_map<std::string, Described> described_;
};

struct File {
  std::string name;  // of the file alone, without its folder
  std::string content;
};

// Which vote means "agrees" in the files. Exports differ: `settled` compares the votes with the counts of agreement that the same
// files state, and takes 1 where they state none.
enum class Agree : std::uint8_t { settled, plus_one, minus_one };

// Reads one conversation from the files of its export: votes as `*votes.csv` (one vote per line, or one participant per line with
// a column per statement) or `*votes.json`; statements as `*comments.csv` or `*comments.json`. Other files are passed over; a
// file that comes alone holds votes, whatever its name. Errors, with "file" and where there is one "line":
// opinions.error.no_votes, .column, .vote, .row, .csv, .json.
Result<Opinions> read_opinions(const std::vector<File>& files, Agree agree = Agree::settled);

}  // namespace mosharekat::insight
