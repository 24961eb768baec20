// SPDX-License-Identifier: AGPL-3.0-or-later
// PrefLib files, rankings and grades: refused with a sentence, or read into ballots that every method can count.
// Needs: tally
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ballots.h"

using namespace mosharekat::tally;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  hold_profile(read_ballots("a.toi", text), thorough(text));
  hold_profile(read_ballots("a.cat", text), thorough(text));
  return 0;
}
