// SPDX-License-Identifier: AGPL-3.0-or-later
// Pabulib files: refused with a sentence, or read into a budget that every rule shares without spending more than there is.
// Needs: tally
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ballots.h"
#include "tally/budget.h"

using namespace mosharekat::tally;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = read_pabulib(text);
  if (!read) {
    hold_refusal(read.error(), thorough(text));
    return 0;
  }
  hold(read->begins.size() == read->voters.size() + 1 && read->begins.back() == read->choices.size());
  for (const Choice& choice : read->choices) hold(choice.project < read->projects.size());
  if (!thorough(text) || read->projects.size() > 12 || read->voters.size() > 40) return 0;
  if (const auto by_file = share(*read, {}); !by_file) hold_refusal(by_file.error(), true);
  for (const Rule rule : {Rule::greedy, Rule::greedy_no_skip, Rule::greedy_threshold, Rule::equal_shares, Rule::phragmen}) {
    for (const Completion completion : {Completion::none, Completion::add1u}) {
      if (completion != Completion::none && rule != Rule::equal_shares) continue;
      const auto funding = share(*read, {.rule = rule, .completion = completion});
      hold(funding.has_value() && funding->spent <= read->budget);
      std::int64_t cost = 0;
      for (const std::size_t project : funding->selected) cost += read->projects[project].cost;
      hold(cost == funding->spent);
    }
  }
  return 0;
}
