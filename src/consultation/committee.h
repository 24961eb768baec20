// SPDX-License-Identifier: AGPL-3.0-or-later
// A committee that decides on what people said: the pack it is given, and the minutes that its decisions come from.
#pragma once
#include "consultation/answer.h"

namespace mosharekat::consultation {

struct EditMinutes {
  std::string number, held_on;  // a day: "1405/03/05"
  std::string members;          // a line each
};
struct Minutes {
  MinutesId id;
  CallId call;
  std::string number;
  Instant held_at;
  std::string members;
  std::int64_t decided = 0;  // answers that stand by it
};
// By who prepares the call, after it closed; a number is recorded once a call.
Result<MinutesId> record_minutes(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                 const EditMinutes& ask);
std::optional<Minutes> minutes(store::Transaction& tx, const MinutesId& id);
std::vector<Minutes> minutes_of_call(store::Transaction& tx, const CallId& call);  // by day

// Of one result with one reason.
struct PackAnswer {
  Code code = Code::noted;
  std::string part, reason, citation;
  std::int64_t count = 0;
};
// What was said in nearly the same words, once.
struct PackText {
  std::string text;
  std::int64_t count = 0;
};
// A theme's contributions to one place, or those in nearly the same words that no theme holds.
struct PackGroup {
  std::string theme_fa, theme_en;
  std::vector<std::int64_t> numbers;
  std::vector<PackText> texts;      // most frequent first
  std::vector<PackAnswer> answers;  // proposed; most frequent first
  std::int64_t undecided = 0;
};
struct PackPlace {
  std::string label, text;  // of the provision; empty for what concerns the whole
  std::vector<PackGroup> groups;
  std::int64_t count = 0;
};
struct PackFilter {
  std::optional<ThemeId> theme{};
  std::string code{};  // a result, "none" for what is undecided; empty: all
};
// In the order of the drafts; what concerns the whole comes last. Every contribution that can be decided stands in it once.
std::vector<PackPlace> committee_pack(store::Transaction& tx, const CallId& call, const PackFilter& filter = {});

}  // namespace mosharekat::consultation
