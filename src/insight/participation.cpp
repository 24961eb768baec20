// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/participation.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "base/result.h"

namespace mosharekat::insight {
namespace {

const std::string not_stated = "not_stated", total = "total", individual = "individual";

std::vector<std::string> with_not_stated(std::vector<std::string> codes) {
  std::erase(codes, not_stated);
  codes.push_back(not_stated);
  return codes;
}

// Index of a code in the list, whose last one is "not stated".
class Codes {
 public:
  explicit Codes(const std::vector<std::string>& codes) : last_(codes.size() - 1) {
    for (std::size_t i = 0; i < codes.size(); ++i) number_.emplace(codes[i], i);
  }
  std::size_t of(const std::string& code) const {
    const auto at = number_.find(code);
    return at == number_.end() ? last_ : at->second;
  }

 private:
  std::map<std::string, std::size_t> number_;
  std::size_t last_;
};

using Counts = std::vector<std::vector<std::int64_t>>;

struct Counted {
  std::vector<std::string> genders, provinces, channels, types;
  std::int64_t participants = 0, individuals = 0;
  Counts age_gender{}, province_gender{};  // ages in fine groups
  std::vector<std::int64_t> channel{}, type{};
};

Counted counted(std::span<const Participant> people, const Frame& frame, int call_year) {
  Counted result{with_not_stated(frame.genders), with_not_stated(frame.provinces), with_not_stated(frame.channels),
                 with_not_stated(frame.types)};
  const Codes genders(result.genders), provinces(result.provinces), channels(result.channels), types(result.types);
  result.age_gender.assign(age_band_count, std::vector<std::int64_t>(result.genders.size()));
  result.province_gender.assign(result.provinces.size(), std::vector<std::int64_t>(result.genders.size()));
  result.channel.resize(result.channels.size());
  result.type.resize(result.types.size());
  for (const Participant& person : people) {
    const std::size_t type = types.of(person.type), gender = genders.of(person.gender);
    ++result.participants;
    ++result.channel[channels.of(person.channel)];
    ++result.type[type];
    if (result.types[type] != individual && result.types[type] != not_stated) continue;
    ++result.individuals;
    ++result.age_gender[age_group(age_band(person.birth_year, call_year), AgeDetail::fine)][gender];
    ++result.province_gender[provinces.of(person.province)][gender];
  }
  return result;
}

// The table with ages told less finely.
Counts in_groups(const Counts& fine, AgeDetail detail) {
  Counts result(age_groups(detail).size(), std::vector<std::int64_t>(fine.front().size()));
  for (std::size_t band = 0; band < fine.size(); ++band) {
    std::vector<std::int64_t>& row = result[age_group(static_cast<AgeBand>(band), detail)];
    for (std::size_t c = 0; c < row.size(); ++c) row[c] += fine[band][c];
  }
  return result;
}

std::vector<std::int64_t> row_sums(const Counts& cells) {
  std::vector<std::int64_t> sums;
  for (const auto& row : cells) sums.push_back(std::accumulate(row.begin(), row.end(), std::int64_t{0}));
  return sums;
}

std::vector<std::int64_t> column_sums(const Counts& cells) {
  std::vector<std::int64_t> sums(cells.front().size());
  for (const auto& row : cells) {
    for (std::size_t c = 0; c < row.size(); ++c) sums[c] += row[c];
  }
  return sums;
}

// The finest detail, not finer than `from`, at which no cell is small; the coarsest if there is none.
AgeDetail collapsed(const Counted& counts, AgeDetail from, std::int64_t threshold, bool by_gender) {
  for (AgeDetail detail = from; detail != AgeDetail::three;
       detail = static_cast<AgeDetail>(static_cast<std::uint8_t>(detail) + 1)) {
    Counts cells = in_groups(counts.age_gender, detail);
    if (!by_gender) cells = {row_sums(cells)};
    const auto small = [&](std::int64_t count) { return count > 0 && count < threshold; };
    if (std::ranges::none_of(cells, [&](const auto& row) { return std::ranges::any_of(row, small); })) return detail;
  }
  return AgeDetail::three;
}

// All that is published, as one circulation:
//   everyone → channel → type → (individuals) → age → age × gender → gender → province × gender → province → everyone
// Organisations leave the chain after the types.
class Chain {
 public:
  Chain(const Counted& counts, const Policy& policy) : counts_(counts), policy_(policy) {
    const bool nothing = counts.participants < policy.minimum, no_traits = counts.individuals < policy.minimum;
    for (std::size_t kind = 0; kind < table_kinds; ++kind) {
      const bool trait = kind != index(TableKind::channel) && kind != index(TableKind::type);
      withheld_[kind] = nothing || (trait && no_traits) ? Withheld::few_participants : Withheld::no;
    }
    const AgeDetail age = collapsed(counts, AgeDetail::fine, policy.threshold, false);
    const AgeDetail crossed = collapsed(counts, age, policy.threshold, true);
    lay(age, crossed);
  }

  Participation published() {
    Suppression suppression = solve();
    // A table of which little is left is better withheld, which also spares the others what protected it.
    for (bool again = true; again;) {
      again = false;
      for (const TableKind kind : {TableKind::province_gender, TableKind::age_gender, TableKind::province, TableKind::age,
                                   TableKind::gender, TableKind::channel}) {
        if (withheld_[index(kind)] != Withheld::no || !mostly_hidden(kind)) continue;
        withheld_[index(kind)] = Withheld::mostly_hidden;
        suppression = solve();
        again = true;
        break;
      }
    }
    Participation result;
    result.participants = counts_.participants;
    result.individuals = counts_.individuals;
    result.lost = suppression.lost;
    result.cheapest = suppression.cheapest;
    for (std::size_t kind = 0; kind < table_kinds; ++kind) result.tables[kind] = described(static_cast<TableKind>(kind));
    log(result);
    return result;
  }

 private:
  struct Place {  // where the counts of a table stand in linked_
    std::vector<std::string> rows, columns;
    std::vector<std::vector<std::size_t>> cells;
    std::vector<std::size_t> row_totals, column_totals;
    bool own_row_totals = false;  // not the cells of another table
  };

  static std::size_t index(TableKind kind) { return static_cast<std::size_t>(kind); }
  Place& place(TableKind kind) { return places_[index(kind)]; }
  std::size_t node() { return linked_.nodes++; }
  std::size_t add(std::size_t from, std::size_t to, std::int64_t value, bool must_show = false) {
    linked_.counts.push_back({.from = from, .to = to, .value = value, .must_show = must_show});
    return linked_.counts.size() - 1;
  }
  std::vector<std::size_t> nodes(std::size_t count) {
    std::vector<std::size_t> result(count);
    for (std::size_t& made : result) made = node();
    return result;
  }

  void one_way(TableKind kind, std::vector<std::string> rows, const std::vector<std::size_t>& from,
               const std::vector<std::size_t>& to, const std::vector<std::int64_t>& values) {
    place(kind).rows = std::move(rows);
    for (std::size_t r = 0; r < values.size(); ++r) place(kind).cells.push_back({add(from[r], to[r], values[r])});
  }

  void lay(AgeDetail age, AgeDetail crossed) {
    const std::size_t start = node(), end = node(), arrived = node(), individuals = node();
    add(end, start, counts_.participants, true);
    for (std::size_t i = 0; i < counts_.channels.size(); ++i) {
      place(TableKind::channel).cells.push_back({add(start, arrived, counts_.channel[i])});
    }
    place(TableKind::channel).rows = counts_.channels;
    for (std::size_t i = 0; i < counts_.types.size(); ++i) {
      const bool person = counts_.types[i] == individual || counts_.types[i] == not_stated;
      place(TableKind::type).cells.push_back({add(arrived, person ? individuals : end, counts_.type[i], true)});
    }
    place(TableKind::type).rows = counts_.types;

    const Counts groups = in_groups(counts_.age_gender, crossed);
    const std::vector<std::size_t> group = nodes(groups.size());
    const std::vector<std::size_t> gender = nodes(counts_.genders.size()), gender_out = nodes(counts_.genders.size());
    const std::vector<std::size_t> province = nodes(counts_.provinces.size());
    const std::vector<std::int64_t> ages = row_sums(in_groups(counts_.age_gender, age));
    Place& age_gender = place(TableKind::age_gender);
    age_gender.rows = age_groups(crossed);
    age_gender.columns = counts_.genders;
    if (age == crossed) {
      one_way(TableKind::age, age_groups(age), std::vector(ages.size(), individuals), group, ages);
      for (const auto& row : place(TableKind::age).cells) age_gender.row_totals.push_back(row.front());
    } else {
      const std::vector<std::size_t> inner = nodes(groups.size());
      std::vector<std::size_t> to(ages.size());
      for (std::size_t band = 0; band < age_band_count; ++band) {
        to[age_group(static_cast<AgeBand>(band), age)] = inner[age_group(static_cast<AgeBand>(band), crossed)];
      }
      one_way(TableKind::age, age_groups(age), std::vector(ages.size(), individuals), to, ages);
      const std::vector<std::int64_t> sums = row_sums(groups);
      for (std::size_t i = 0; i < groups.size(); ++i) age_gender.row_totals.push_back(add(inner[i], group[i], sums[i]));
      age_gender.own_row_totals = true;
    }
    two_way(age_gender, group, gender, groups, false);
    one_way(TableKind::gender, counts_.genders, gender, gender_out, column_sums(groups));
    Place& province_gender = place(TableKind::province_gender);
    province_gender.rows = counts_.provinces;
    province_gender.columns = counts_.genders;
    two_way(province_gender, province, gender_out, counts_.province_gender, true);
    one_way(TableKind::province, counts_.provinces, province, std::vector(province.size(), end),
            row_sums(counts_.province_gender));
    for (const auto& row : place(TableKind::province).cells) province_gender.row_totals.push_back(row.front());
    for (const auto& row : place(TableKind::gender).cells) {
      age_gender.column_totals.push_back(row.front());
      province_gender.column_totals.push_back(row.front());
    }
  }

  void two_way(Place& table, const std::vector<std::size_t>& row, const std::vector<std::size_t>& column, const Counts& values,
               bool from_columns) {
    for (std::size_t r = 0; r < row.size(); ++r) {
      table.cells.emplace_back();
      for (std::size_t c = 0; c < column.size(); ++c) {
        table.cells.back().push_back(from_columns ? add(column[c], row[r], values[r][c]) : add(row[r], column[c], values[r][c]));
      }
    }
  }

  Suppression solve() {
    for (Count& count : linked_.counts) {
      count.hidden = count.primary = false;
      if (!count.must_show && count.value > 0 && count.value < policy_.threshold) protect_count(count, 0, policy_.threshold);
    }
    // What is withheld is hidden, and its small counts must not be computable either. Where too few took part there is nothing to
    // compute from, and no range could be wide enough.
    for (std::size_t kind = 0; kind < table_kinds; ++kind) {
      if (withheld_[kind] == Withheld::no) continue;
      const auto hide = [&](std::size_t i) {
        linked_.counts[i].hidden = !linked_.counts[i].must_show;
        linked_.counts[i].primary &= withheld_[kind] != Withheld::few_participants;
      };
      for (const auto& row : places_[kind].cells) std::ranges::for_each(row, hide);
      if (places_[kind].own_row_totals) std::ranges::for_each(places_[kind].row_totals, hide);
    }
    Suppression suppression = suppress(linked_);
    expect(suppression.possible && all_protected(linked_), "the audit of all tables together finds every small count protected");
    return suppression;
  }

  bool mostly_hidden(TableKind kind) const {
    std::int64_t hidden = 0, all = 0;
    for (const auto& row : places_[index(kind)].cells) {
      for (const std::size_t i : row) {
        all += linked_.counts[i].value;
        hidden += linked_.counts[i].hidden ? linked_.counts[i].value : 0;
      }
    }
    return hidden * 2 > all;
  }

  Cell state(std::size_t i) const {
    const Count& count = linked_.counts[i];
    return count.primary ? Cell::primary : count.hidden ? Cell::secondary : Cell::shown;
  }

  Figure figure(std::size_t i) const {
    return {!linked_.counts[i].hidden, linked_.counts[i].hidden ? 0 : linked_.counts[i].value};
  }

  PublishedTable described(TableKind kind) const {
    const Place& from = places_[index(kind)];
    PublishedTable table;
    table.kind = kind;
    table.withheld = withheld_[index(kind)];
    if (table.withheld != Withheld::no) return table;
    table.rows = from.rows;
    table.columns = from.columns;
    for (const auto& row : from.cells) {
      table.cells.emplace_back();
      for (const std::size_t i : row) table.cells.back().push_back(figure(i));
    }
    for (const std::size_t i : from.row_totals) table.row_totals.push_back(figure(i));
    for (const std::size_t i : from.column_totals) table.column_totals.push_back(figure(i));
    return table;
  }

  void log(Participation& result) const {
    for (std::size_t kind = 0; kind < table_kinds; ++kind) {
      const Place& from = places_[kind];
      if (withheld_[kind] != Withheld::no) continue;
      const auto add_if_hidden = [&](std::size_t i, const std::string& row, const std::string& column) {
        if (state(i) == Cell::shown) return;
        result.log.push_back({static_cast<TableKind>(kind), row, column, state(i), feasible_range(linked_, i)});
      };
      for (std::size_t r = 0; r < from.cells.size(); ++r) {
        for (std::size_t c = 0; c < from.cells[r].size(); ++c) {
          add_if_hidden(from.cells[r][c], from.rows[r], from.columns.empty() ? total : from.columns[c]);
        }
        if (from.own_row_totals) add_if_hidden(from.row_totals[r], from.rows[r], total);
      }
    }
  }

  const Counted& counts_;
  Policy policy_;
  Linked linked_;
  std::array<Place, table_kinds> places_;
  std::array<Withheld, table_kinds> withheld_{};
};

}  // namespace

std::string_view code(TableKind kind) {
  static constexpr std::string_view codes[] = {"age", "gender", "province", "age_gender", "province_gender", "channel", "type"};
  return codes[static_cast<std::size_t>(kind)];
}

std::string_view code(Withheld reason) {
  static constexpr std::string_view codes[] = {"no", "few_participants", "mostly_hidden"};
  return codes[static_cast<std::size_t>(reason)];
}

Participation participation(std::span<const Participant> people, const Frame& frame, int call_year, const Policy& policy) {
  expect(policy.threshold >= participation_threshold && policy.minimum >= breakdown_minimum, "policy only raises the thresholds");
  expect(policy.minimum >= policy.threshold, "a breakdown needs as many people as a cell");
  const Counted counts = counted(people, frame, call_year);
  return Chain(counts, policy).published();
}

}  // namespace mosharekat::insight
