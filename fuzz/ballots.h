// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of any file of ballots that a reader has accepted, and of any count of it.
#pragma once
#include <cstdlib>
#include <set>

#include "base/locale.h"
#include "base/text.h"
#include "tally/count.h"
#include "tally/read.h"

namespace mosharekat::tally {

inline void hold(bool promise) {
  if (!promise) std::abort();
}

// Sentences and counts take a thousand times as long as reading: one input in thirty-two has them made.
inline bool thorough(std::string_view text) {
  std::size_t sum = text.size();
  for (const char letter : text) sum = sum * 31 + static_cast<unsigned char>(letter);
  return sum % 32 == 0;
}

inline void hold_refusal(const Error& error, bool thoroughly) {
  hold(error.code == Code::invalid && locale::has(error.key));
  if (!thoroughly) return;
  for (const Language language : all_languages) hold(text::is_utf8(locale::sentence(language, error)));
}

inline void hold_profile(const Result<Profile>& read, bool thoroughly) {
  if (!read) return hold_refusal(read.error(), thoroughly);
  const Profile& profile = *read;
  hold(profile.names.size() <= candidates_max && profile.seats >= 0);
  for (const Candidate c : profile.withdrawn) hold(c < profile.names.size());
  std::int64_t voters = 0;
  for (const Ballot& ballot : profile.ballots) {
    hold(ballot.count >= 0 && ballot.begin <= ballot.end && ballot.end <= profile.marks.size());
    voters += ballot.count;
    std::set<Candidate> named;
    std::uint16_t place = 0;
    for (const Mark& mark : profile.marks_of(ballot)) {
      hold(mark.candidate < profile.names.size() && mark.place >= place && named.insert(mark.candidate).second);
      hold(!profile.graded() || mark.place < profile.categories.size());
      place = mark.place;
    }
  }
  hold(voters >= 0 && voters == profile.voters());
  if (!thoroughly || profile.candidates() > 8 || profile.ballots.size() > 40) return;
  for (const std::string_view name : method_names()) {
    const auto outcome = count(*method_named(name), profile);
    if (!outcome) {
      hold_refusal(outcome.error(), true);
      continue;
    }
    std::set<Candidate> ranked;
    for (const auto& group : outcome->ranking) ranked.insert(group.begin(), group.end());
    const std::set<Candidate> gone(profile.withdrawn.begin(), profile.withdrawn.end());
    hold(ranked.size() == profile.candidates() - gone.size());
    hold(outcome->winners.size() == std::min(static_cast<std::size_t>(outcome->seats), ranked.size()));
  }
}

}  // namespace mosharekat::tally
