// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tally/pabulib.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "tally/decimal.h"
#include "tally/encoding.h"
#include "tally/rows.h"

namespace mosharekat::tally {
namespace {

constexpr std::size_t projects_max = 100'000;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

class Pabulib {
 public:
  explicit Pabulib(std::string_view text) : rows_(text) {}

  Result<Budget> read() {
    enum { none, meta, projects, votes } section = none;
    bool seen[4] = {};
    std::vector<std::string_view> fields;
    bool header = false;
    while (rows_.next(fields)) {
      if (rows_.open_quote()) return bad(rows_.line(), "open_quote");
      if (std::ranges::all_of(fields, [](std::string_view field) { return field.empty(); })) continue;
      if (std::all_of(fields.begin() + 1, fields.end(), [](std::string_view field) { return field.empty(); })) {
        const std::string title = lower(fields[0]);
        const auto found = title == "meta" ? meta : title == "projects" ? projects : title == "votes" ? votes : none;
        if (found != none && !header) {
          if (seen[found] || (found != meta && !seen[found - 1]))
            return bad(rows_.line(), "pb_sections", {{"found", shown(fields[0])}});
          if (found == projects) {
            if (auto fault = finish_meta(); !fault) return std::move(fault).error();
          }
          if (found == votes) {
            if (auto fault = finish_projects(); !fault) return std::move(fault).error();
          }
          section = found;
          seen[found] = header = true;
          continue;
        }
      }
      if (section == none) return bad(rows_.line(), "pb_sections", {{"found", shown(fields[0])}});
      if (header) {
        header = false;
        // META may do without its "key;value".
        if (section == meta && lower(fields[0]) != "key") {
          if (auto fault = meta_row(fields); !fault) return std::move(fault).error();
        } else if (section != meta) {
          if (auto fault = columns(fields, section == projects); !fault) return std::move(fault).error();
        }
        continue;
      }
      auto fault = section == meta ? meta_row(fields) : section == projects ? project_row(fields) : vote_row(fields);
      if (!fault) return std::move(fault).error();
    }
    if (rows_.open_quote()) return bad(rows_.line(), "open_quote");
    if (!seen[votes] || header)
      return bad(rows_.line(), "pb_missing", {{"section", !seen[meta] ? "META" : !seen[projects] ? "PROJECTS" : "VOTES"}});
    return finish();
  }

 private:
  using Step = Result<void>;
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);

  Step meta_row(const std::vector<std::string_view>& fields) {
    std::string_view key = fields[0], value = fields.size() > 1 ? fields[1] : std::string_view();
    // Some write "key: value".
    if (const std::size_t colon = key.find(':'); fields.size() == 1 && colon != std::string_view::npos) {
      value = trimmed(key.substr(colon + 1));
      key = trimmed(key.substr(0, colon));
    }
    const std::string name = lower(key);
    result_.meta[name] = value;
    if (name == "budget") budget_line_ = rows_.line();
    if (name == "default_score") default_line_ = rows_.line();
    return {};
  }

  // `what` is the reason when it is no number at all.
  static Error bad_number(std::size_t line, std::string_view found, const char* what) {
    return bad(line, is_ambiguous(found) ? "pb_ambiguous" : what, {{"found", shown(found)}});
  }

  Step finish_meta() {
    const auto budget = decimal_of(result_.said("budget"));
    if (!budget || budget->digits < 0) return bad_number(budget_line_, result_.said("budget"), "pb_budget");
    budget_ = *budget;
    const std::string type = lower(result_.said("vote_type"));
    if (type == "approval") {
      result_.vote_type = VoteType::approval;
    } else if (type == "choose-1") {
      result_.vote_type = VoteType::choose_one;
    } else if (type == "cumulative") {
      result_.vote_type = VoteType::cumulative;
    } else if (type == "ordinal") {
      result_.vote_type = VoteType::ordinal;
    } else if (type == "scoring") {
      result_.vote_type = VoteType::scoring;
    } else {
      return bad(rows_.line(), "pb_vote_type", {{"found", shown(result_.said("vote_type"))}});
    }
    if (const auto said = result_.said("default_score"); result_.vote_type == VoteType::scoring && !said.empty()) {
      const auto score = decimal_of(said);
      if (!score) return bad_number(default_line_, said, "pb_points");
      default_score_ = *score;
    }
    return {};
  }

  Step columns(const std::vector<std::string_view>& fields, bool of_projects) {
    columns_.clear();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::string name = lower(fields[i]);
      if (name.empty()) continue;
      if (!columns_.try_emplace(name, i).second) return bad(rows_.line(), "pb_column_twice", {{"column", shown(name)}});
    }
    const auto at = [&](const char* name) {
      const auto found = columns_.find(name);
      return found == columns_.end() ? absent : found->second;
    };
    if (of_projects) {
      id_ = at("project_id");
      cost_ = at("cost");
      name_ = at("name");
      selected_ = at("selected");
      if (id_ == absent || cost_ == absent)
        return bad(rows_.line(), "pb_no_column", {{"column", id_ == absent ? "project_id" : "cost"}});
      return {};
    }
    voter_ = at("voter_id");
    vote_ = at("vote");
    points_ = at("points");
    if (vote_ == absent) return bad(rows_.line(), "pb_no_column", {{"column", "vote"}});
    const bool needs_points = result_.vote_type == VoteType::cumulative || result_.vote_type == VoteType::scoring;
    if (needs_points && points_ == absent) return bad(rows_.line(), "pb_no_column", {{"column", "points"}});
    for (const char* trait : {"age", "sex", "voting_method", "district", "subunit", "neighborhood", "education"}) {
      if (at(trait) != absent) traits_.emplace_back(at(trait), &result_.totals[trait]);
    }
    return {};
  }

  std::string_view field(const std::vector<std::string_view>& fields, std::size_t column) const {
    return column < fields.size() ? fields[column] : std::string_view();
  }

  Step project_row(const std::vector<std::string_view>& fields) {
    Project project;
    project.id = field(fields, id_);
    project.name = field(fields, name_);
    if (project.id.empty()) return bad(rows_.line(), "pb_no_id");
    if (result_.projects.size() >= projects_max)
      return bad(rows_.line(), "too_many_candidates", {{"limit", std::int64_t{projects_max}}});
    const auto cost = decimal_of(field(fields, cost_));
    if (!cost || cost->digits < 0) return bad_number(rows_.line(), field(fields, cost_), "pb_cost");
    costs_.push_back(*cost);
    if (const auto selected = whole(field(fields, selected_), 0, 9)) project.selected = static_cast<int>(*selected);
    result_.projects.push_back(std::move(project));
    lines_.push_back(rows_.line());
    return {};
  }

  Step finish_projects() {
    if (result_.projects.empty()) return bad(rows_.line(), "pb_missing", {{"section", "PROJECTS"}});
    int places = budget_.places;
    for (const Decimal& cost : costs_) places = std::max(places, cost.places);
    result_.cost_unit = power_of_ten(places);
    // Sums of costs must stay far from the end of 64 bits.
    const auto scaled = [&](const Decimal& value) -> std::optional<std::int64_t> {
      const std::int64_t factor = power_of_ten(places - value.places);
      if (value.digits > amount_max / factor) return std::nullopt;
      return value.digits * factor;
    };
    const auto budget = scaled(budget_);
    if (!budget) return bad(budget_line_, "pb_budget", {{"found", shown(result_.said("budget"))}});
    result_.budget = *budget;
    std::int64_t sum = 0;
    for (std::size_t p = 0; p < costs_.size(); ++p) {
      const auto cost = scaled(costs_[p]);
      if (!cost || sum > 1000 * amount_max - *cost)
        return bad(lines_[p], "pb_cost", {{"found", std::to_string(costs_[p].digits)}});
      sum += *cost;
      result_.projects[p].cost = *cost;
    }
    for (std::size_t p = 0; p < result_.projects.size(); ++p) {
      if (!index_.try_emplace(result_.projects[p].id, static_cast<std::uint32_t>(p)).second) {
        return bad(lines_[p], "candidate_twice", {{"found", shown(result_.projects[p].id)}});
      }
    }
    last_.assign(result_.projects.size(), 0);
    return {};
  }

  Step vote_row(const std::vector<std::string_view>& fields) {
    const std::size_t begin = result_.choices.size();
    std::string_view projects = field(fields, vote_), points = field(fields, points_);
    const bool has_points =
        !points.empty() && result_.vote_type != VoteType::approval && result_.vote_type != VoteType::choose_one;
    const bool needs_points = result_.vote_type == VoteType::cumulative || result_.vote_type == VoteType::scoring;
    ++serial_;
    while (!projects.empty()) {
      const std::string_view id = trimmed(cut(projects));
      const std::string_view given = has_points ? trimmed(cut(points)) : std::string_view();
      if (id.empty()) continue;
      const auto found = index_.find(id);
      if (found == index_.end()) return bad(rows_.line(), "pb_unknown_project", {{"found", shown(id)}});
      if (last_[found->second] == serial_) {
        ++repeated_;
        continue;
      }
      last_[found->second] = serial_;
      Choice choice{found->second, 1};
      if (has_points || needs_points) {
        const auto value = decimal_of(given);
        if (!value) return bad(rows_.line(), "pb_points", {{"found", shown(given)}});
        choice.points = value->digits;
        point_places_.push_back(static_cast<signed char>(value->places));
      } else {
        point_places_.push_back(0);
      }
      result_.choices.push_back(choice);
    }
    if (!points.empty() && has_points) ++odd_points_;
    if (result_.vote_type == VoteType::ordinal && !has_points) {
      std::int64_t left = static_cast<std::int64_t>(result_.choices.size() - begin);
      for (std::size_t i = begin; i < result_.choices.size(); ++i) result_.choices[i].points = left--;
    }
    if (default_score_.digits != 0) {
      for (std::uint32_t p = 0; p < result_.projects.size(); ++p) {
        if (last_[p] == serial_) continue;
        result_.choices.push_back({p, default_score_.digits});
        point_places_.push_back(static_cast<signed char>(default_score_.places));
      }
    }
    if (result_.vote_type == VoteType::choose_one && result_.choices.size() > begin + 1) ++chose_more_;
    result_.voters.emplace_back(field(fields, voter_));
    result_.begins.push_back(result_.choices.size());
    for (const auto& [column, totals] : traits_) {
      const std::string_view value = field(fields, column);
      if (!value.empty()) ++find_or_add(*totals, value);
    }
    return {};
  }

  // The piece up to the next comma, taken off the front.
  static std::string_view cut(std::string_view& list) {
    const std::size_t comma = list.find(',');
    const std::string_view piece = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    return piece;
  }

  static std::int64_t& find_or_add(std::map<std::string, std::int64_t>& totals, std::string_view value) {
    return totals[std::string(value)];
  }

  Result<Budget> finish() {
    int places = 0;
    for (const signed char each : point_places_) places = std::max(places, int{each});
    result_.point_unit = power_of_ten(places);
    for (std::size_t i = 0; i < result_.choices.size(); ++i) {
      Choice& choice = result_.choices[i];
      const std::int64_t factor = power_of_ten(places - point_places_[i]);
      if (std::abs(choice.points) > 1'000'000'000 / factor)
        return bad(rows_.line(), "pb_points", {{"found", std::to_string(choice.points)}});
      choice.points *= factor;
      Project& project = result_.projects[choice.project];
      project.points += choice.points;
      if (choice.points > 0) ++project.votes;
    }
    const auto note = [&](std::int64_t times, const char* what) {
      if (times > 0) result_.notes.push_back(std::to_string(times) + what);
    };
    note(repeated_, " times a ballot names a project again: it counts once");
    note(odd_points_, " ballots give more points than they name projects: the rest is left out");
    note(chose_more_, " choose-1 ballots name more than one project: each counts");
    std::unordered_set<std::string_view> known;
    std::int64_t again = 0;
    for (const std::string& voter : result_.voters) again += voter.empty() || known.insert(voter).second ? 0 : 1;
    note(again, " ballots have a voter_id that stands there already: each counts");
    compare("num_votes", result_.voters.size());
    compare("num_projects", result_.projects.size());
    return std::move(result_);
  }

  void compare(const char* key, std::size_t found) {
    const auto stated = whole(result_.said(key), 0, amount_max);
    if (stated && *stated != static_cast<std::int64_t>(found)) {
      result_.notes.push_back(std::string(key) + " says " + std::to_string(*stated) + ", the file holds " +
                              std::to_string(found));
    }
  }

  Rows rows_;
  Budget result_;
  Decimal budget_, default_score_;
  std::size_t budget_line_ = 1, default_line_ = 1;
  std::map<std::string, std::size_t> columns_;
  std::size_t id_ = absent, cost_ = absent, name_ = absent, selected_ = absent, voter_ = absent, vote_ = absent, points_ = absent;
  std::vector<std::pair<std::size_t, std::map<std::string, std::int64_t>*>> traits_;
  std::vector<Decimal> costs_;
  std::vector<std::size_t> lines_;                             // of the projects
  std::unordered_map<std::string_view, std::uint32_t> index_;  // into result_.projects, which no longer grows
  std::vector<std::size_t> last_;                              // the ballot on which each project was last named
  std::vector<signed char> point_places_;
  std::size_t serial_ = 0;
  std::int64_t repeated_ = 0, odd_points_ = 0, chose_more_ = 0;
};

}  // namespace

Result<Budget> read_pabulib(std::string_view file) {
  std::string converted;
  Result<Budget> budget = Pabulib(as_utf8(file, converted)).read();
  if (budget && !converted.empty()) budget->notes.push_back("the file is not UTF-8: it was read as UTF-16 or Windows-1252");
  return budget;
}

}  // namespace mosharekat::tally
