// SPDX-License-Identifier: AGPL-3.0-or-later
// Two versions of a text, provision by provision and word by word; and which old provision a new one continues. Pure.
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "consultation/answer.h"

namespace mosharekat::consultation {

namespace {

std::vector<std::string> words_of(std::string_view text) {
  // A word carries the white space after it, so that the runs put together give the text again.
  std::vector<std::string> words;
  std::string word;
  bool in_space = false;
  for (const char letter : text) {
    const bool space = letter == ' ' || letter == '\n';
    if (in_space && !space) {
      words.push_back(std::move(word));
      word.clear();
    }
    word += letter;
    in_space = space;
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

void add_run(std::vector<Run>& runs, Run::Kind kind, const std::string& text) {
  if (!runs.empty() && runs.back().kind == kind)
    runs.back().text += text;
  else
    runs.push_back({kind, text});
}

// Longest common subsequence of words; common ends are cut off first, and texts too long for the table are shown as replaced in
// their middle.
std::vector<Run> word_runs(std::string_view before_text, std::string_view after_text) {
  const auto before = words_of(before_text), after = words_of(after_text);
  std::vector<Run> runs;
  std::size_t start = 0, before_end = before.size(), after_end = after.size();
  while (start < before_end && start < after_end && before[start] == after[start])
    add_run(runs, Run::Kind::same, before[start++]);
  while (before_end > start && after_end > start && before[before_end - 1] == after[after_end - 1]) --before_end, --after_end;
  const std::size_t rows = before_end - start, columns = after_end - start;
  constexpr std::size_t table_limit = 4'000'000;
  if (rows * columns > table_limit) {
    for (std::size_t i = start; i < before_end; ++i) add_run(runs, Run::Kind::removed, before[i]);
    for (std::size_t j = start; j < after_end; ++j) add_run(runs, Run::Kind::added, after[j]);
  } else {
    std::vector<std::uint32_t> longest((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return longest[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;)
      for (std::size_t j = columns; j-- > 0;)
        at(i, j) = before[start + i] == after[start + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    std::size_t i = 0, j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && before[start + i] == after[start + j]) {
        add_run(runs, Run::Kind::same, before[start + i]);
        ++i, ++j;
      } else if (i < rows && (j == columns || at(i + 1, j) >= at(i, j + 1))) {
        add_run(runs, Run::Kind::removed, before[start + i++]);
      } else {
        add_run(runs, Run::Kind::added, after[start + j++]);
      }
    }
  }
  for (std::size_t i = before_end; i < before.size(); ++i) add_run(runs, Run::Kind::same, before[i]);
  return runs;
}

std::string whole(const document::Provision& provision) {
  if (provision.heading.empty()) return provision.text;
  return provision.text.empty() ? provision.heading : provision.heading + "\n" + provision.text;
}

// Texts as sorted numbers of their folded words, so that two are compared in one walk.
class Bags {
 public:
  std::vector<std::uint32_t> of(std::string_view folded) {
    std::vector<std::uint32_t> bag;
    for (const std::string_view word : text::split(folded, ' '))
      if (!word.empty()) bag.push_back(numbers_.try_emplace(std::string(word), numbers_.size()).first->second);
    std::sort(bag.begin(), bag.end());
    return bag;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

// Shared words over all words, 0 … 1; less than `least` is 0.
double similarity(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right, double least) {
  const std::size_t total = left.size() + right.size();
  if (total == 0) return 1.0;
  if (2.0 * static_cast<double>(std::min(left.size(), right.size())) < least * static_cast<double>(total)) return 0.0;
  std::size_t shared = 0;
  for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
    if (*l < *r)
      ++l;
    else if (*r < *l)
      ++r;
    else
      ++shared, ++l, ++r;
  }
  return 2.0 * static_cast<double>(shared) / static_cast<double>(total);
}

}  // namespace

std::vector<ProvisionChange> compare(const std::vector<FlatProvision>& before, const std::vector<FlatProvision>& after) {
  std::map<std::string, const FlatProvision*> old;
  std::set<std::string> kept;
  for (const FlatProvision& provision : before) old[provision.provision.anchor] = &provision;
  for (const FlatProvision& provision : after) kept.insert(provision.provision.anchor);
  std::vector<ProvisionChange> changes;
  std::size_t next_old = 0;
  const auto flush_removed_until = [&](const std::string& anchor) {
    // Removed provisions stand where they stood: before the first kept one that followed them.
    std::size_t stop = next_old;
    while (stop < before.size() && before[stop].provision.anchor != anchor) ++stop;
    if (stop == before.size()) return;
    for (; next_old < stop; ++next_old)
      if (!kept.contains(before[next_old].provision.anchor))
        changes.push_back(
            {Difference::removed, before[next_old].provision, {}, {{Run::Kind::removed, whole(before[next_old].provision)}}});
    ++next_old;
  };
  for (const FlatProvision& provision : after) {
    const auto found = old.find(provision.provision.anchor);
    if (found == old.end()) {
      changes.push_back({Difference::added, {}, provision.provision, {{Run::Kind::added, whole(provision.provision)}}});
      continue;
    }
    flush_removed_until(provision.provision.anchor);
    const document::Provision& former = found->second->provision;
    const std::string was = whole(former), is = whole(provision.provision);
    // A new number alone is a change of place, shown by its label, not of words.
    if (was == is)
      changes.push_back({Difference::same, former, provision.provision, {}});
    else
      changes.push_back({Difference::changed, former, provision.provision, word_runs(was, is)});
  }
  for (; next_old < before.size(); ++next_old)
    if (!kept.contains(before[next_old].provision.anchor))
      changes.push_back(
          {Difference::removed, before[next_old].provision, {}, {{Run::Kind::removed, whole(before[next_old].provision)}}});
  return changes;
}

void carry_anchors(const std::vector<FlatProvision>& older, document::Text& newer) {
  // Anchors as they would be given afresh say kind and number in the same place; where the text agrees, that is the same
  // provision.
  document::give_anchors(newer);
  std::vector<document::Provision*> fresh;
  const std::function<void(std::vector<document::Provision>&)> collect = [&](std::vector<document::Provision>& provisions) {
    for (document::Provision& provision : provisions) {
      fresh.push_back(&provision);
      collect(provision.children);
    }
  };
  collect(newer.provisions);
  std::map<std::string, std::vector<std::size_t>> by_text;
  std::map<std::string, std::size_t> by_anchor;
  std::vector<std::string> folded;
  for (std::size_t i = 0; i < older.size(); ++i) {
    folded.push_back(text::search_key(whole(older[i].provision)));
    by_text[folded.back()].push_back(i);
    by_anchor[older[i].provision.anchor] = i;
  }
  std::vector<std::string> fresh_folded;
  for (const document::Provision* provision : fresh) fresh_folded.push_back(text::search_key(whole(*provision)));
  Bags bags;
  std::vector<std::vector<std::uint32_t>> bag, fresh_bag;
  for (const std::string& text : folded) bag.push_back(bags.of(text));
  for (const std::string& text : fresh_folded) fresh_bag.push_back(bags.of(text));
  std::set<std::size_t> taken;
  std::vector<std::optional<std::size_t>> match(fresh.size());
  const auto take = [&](std::size_t i, std::size_t j) { match[i] = j, taken.insert(j); };
  // 1: the same words, whatever the number (inserted articles shift numbers). 2: the same place with similar words. 3: the most
  // similar of what is left.
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    if (fresh_folded[i].empty()) continue;
    for (const std::size_t j : by_text[fresh_folded[i]])
      if (!taken.contains(j) && older[j].provision.kind == fresh[i]->kind) {
        take(i, j);
        break;
      }
  }
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    if (match[i]) continue;
    const auto found = by_anchor.find(fresh[i]->anchor);
    if (found != by_anchor.end() && !taken.contains(found->second) &&
        (fresh_folded[i].empty() || similarity(bag[found->second], fresh_bag[i], 0.3) >= 0.3))
      take(i, found->second);
  }
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    if (match[i] || fresh_folded[i].empty()) continue;
    double best = 0.6;
    std::optional<std::size_t> at;
    for (std::size_t j = 0; j < older.size(); ++j) {
      if (taken.contains(j) || older[j].provision.kind != fresh[i]->kind) continue;
      if (const double alike = similarity(bag[j], fresh_bag[i], best); alike > best) best = alike, at = j;
    }
    if (at) take(i, *at);
  }
  std::set<std::string> used;
  for (std::size_t i = 0; i < fresh.size(); ++i)
    if (match[i]) used.insert(older[*match[i]].provision.anchor);
  for (const FlatProvision& provision : older)
    used.insert(provision.provision.anchor);  // a removed provision's anchor is never given to another
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    if (match[i]) {
      fresh[i]->anchor = older[*match[i]].provision.anchor;
      continue;
    }
    std::string anchor = fresh[i]->anchor;
    for (int n = 2; used.contains(anchor); ++n) anchor = fresh[i]->anchor + "-n" + std::to_string(n);
    used.insert(anchor);
    fresh[i]->anchor = anchor;
  }
}

}  // namespace mosharekat::consultation
