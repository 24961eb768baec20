// SPDX-License-Identifier: AGPL-3.0-or-later
// The covering letter of an act of a call, on the agency's letterhead: an empty box for number, date and enclosure, the words of
// the act, and a page for the signatures of its route. It is printed, signed, numbered by the secretariat, and comes back as the
// scan of a letter (consultation/letter.h).
#pragma once
#include <string>
#include <string_view>

#include "consultation/approval.h"
#include "consultation/letter.h"
#include "print/print.h"

namespace mosharekat::report {

struct CoveringLetter {
  consultation::Call call{};
  std::string act{};    // of consultation::all_acts
  std::string title{};  // of the call, in the letter's language
  std::string unit{};   // that prepared the draft
  std::string hash{};   // of its text
  std::string site{};   // public address
  consultation::Letterhead head{};
  std::string emblem{};  // of the agency, a PNG; empty: none
  struct Signature {
    std::string post, name;
  };
  std::vector<Signature> signatures{};  // the author, then the steps of the route
};
CoveringLetter covering_letter(store::Transaction& tx, const consultation::Call& call, std::string_view act, Language language,
                               std::string_view site);
print::Document document(const CoveringLetter& letter, Language language);

}  // namespace mosharekat::report
