// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/working_table.h"

#include <map>
#include <optional>
#include <set>

#include "base/hash.h"
#include "base/locale.h"
#include "base/text.h"
#include "consultation/committee.h"
#include "consultation/contribution_store.h"
#include "consultation/disposition_store.h"
#include "consultation/sheet.h"

namespace mosharekat::consultation {

using ledger::Done;
using Invalid = mosharekat::Code;

namespace {

enum Column : std::size_t { number, text_place, text_said, result, part, reason, citation, place, mark };

// What the text says and what is decided of it, in a few letters.
std::string mark_of(const Contribution& contribution, const std::optional<Disposition>& decision) {
  std::string held = contribution.body + '\0' + contribution.replacement;
  if (decision)
    for (const std::string_view said :
         {name(decision->code), std::string_view(decision->part), std::string_view(decision->reason),
          std::string_view(decision->citation), std::string_view(decision->place)})
      held += '\0' + std::string(said);
  return hash::sha256_hex(held).substr(0, 10);
}

bool same(const CheckedDisposition& asked, const Disposition& held) {
  return asked.code == held.code && asked.part == held.part && asked.reason == held.reason && asked.citation == held.citation &&
         asked.place == held.place && (!asked.minutes || asked.minutes == held.minutes);
}

// By the code's own name or by what it is called in any language; folded, so that a typist's ی and spaces do not matter.
std::string code_written(std::string_view written) {
  static const std::map<std::string, std::string> codes = [] {
    std::map<std::string, std::string> known;
    for (const Code code : all_codes) {
      known[text::search_key(name(code))] = name(code);
      for (const Language language : all_languages)
        known[text::search_key(locale::sentence(language, "disposition.code." + std::string(name(code))))] = name(code);
    }
    return known;
  }();
  const auto found = codes.find(text::search_key(written));
  return found == codes.end() ? std::string(written) : found->second;
}

}  // namespace

std::vector<TableRow> working_table(store::Transaction& tx, const CallId& id, Language language) {
  std::map<std::pair<std::string, std::string>, std::string> labels;
  for (const Draft& draft : drafts(tx, id))
    for (const FlatProvision& provision : provisions(tx, draft.version))
      labels[{draft.id.value, provision.provision.anchor}] = provision.provision.label;
  std::vector<TableRow> rows;
  for (const Answered& one : answered(tx, id)) {
    const Contribution& said = one.contribution;
    if (said.state == Visibility::hidden || said.state == Visibility::withdrawn) continue;
    TableRow row{.number = said.number};
    if (said.draft) row.place_of_text = labels[{said.draft->value, said.anchor}];
    row.text = said.body;
    if (!said.replacement.empty())
      row.text += (row.text.empty() ? "" : "\n") +
                  locale::sentence(language, "disposition.table.replacement", {{"text", said.replacement}});
    if (one.disposition) {
      row.result = locale::sentence(language, "disposition.code." + std::string(name(one.disposition->code)));
      row.part = one.disposition->part;
      row.reason = one.disposition->reason;
      row.citation = one.disposition->citation;
      row.place = one.disposition->place;
    }
    row.mark = mark_of(said, one.disposition);
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<std::vector<TableRow>> read_table(const std::vector<std::vector<std::string>>& cells) {
  constexpr std::size_t needed[] = {number, result};
  const auto read = sheet_rows(cells, table_columns, "disposition.table.", needed);
  if (!read) return Error{Invalid::invalid, "disposition.error.no_table", {}, "file"};
  if (read->empty()) return Error{Invalid::invalid, "disposition.error.empty_table", {}, "file"};
  std::vector<TableRow> rows;
  for (const SheetRow& one : *read) {
    TableRow row{.row = one.row};
    row.number = text::parse_integer(one.cells[number]).value_or(0);
    row.text = one.cells[text_said];
    row.result = one.cells[result];
    row.part = one.cells[part];
    row.reason = one.cells[reason];
    row.citation = one.cells[citation];
    row.place = one.cells[place];
    row.mark = one.cells[mark];
    rows.push_back(std::move(row));
  }
  return rows;
}

namespace {

// What one row asks for: a decision, or nothing to do.
struct Asked {
  const TableRow* row;
  Contribution contribution;
  CheckedDisposition decision;
};

class Taking {
 public:
  Taking(store::Transaction& tx, const CallId& call, const std::optional<MinutesId>& minutes) : minutes_(minutes) {
    for (Answered& one : answered(tx, call)) held_.emplace(one.contribution.number, std::move(one));
  }

  Result<std::optional<Asked>> look(const TableRow& row, TableTaken& taken) {
    const auto found = held_.find(row.number);
    if (found == held_.end()) return Error{Invalid::invalid, "disposition.error.table_number"};
    if (!seen_.insert(row.number).second) return Error{Invalid::invalid, "disposition.error.table_twice"};
    const Answered& held = found->second;
    if (row.result.empty()) {
      if (held.disposition) return Error{Invalid::invalid, "disposition.error.table_emptied"};
      if (!row.reason.empty() || !row.part.empty() || !row.citation.empty() || !row.place.empty())
        return Error{Invalid::invalid, "disposition.error.table_result"};
      ++taken.undecided;
      return std::nullopt;
    }
    const std::string code = code_written(row.result);
    if (!code_named(code)) return Error{Invalid::invalid, "disposition.error.table_code", {{"result", row.result}}};
    CheckedDisposition decision = TRY(checked(code, row.part, row.reason, row.citation, row.place));
    decision.minutes = minutes_;
    if (held.disposition && same(decision, *held.disposition)) {
      ++taken.unchanged;
      return std::nullopt;
    }
    if (!row.mark.empty() && row.mark != mark_of(held.contribution, held.disposition))
      return Error{Invalid::conflict, "disposition.error.table_meanwhile"};
    return Asked{&row, held.contribution, decision};
  }

 private:
  const std::optional<MinutesId>& minutes_;
  std::map<std::int64_t, Answered> held_;
  std::set<std::int64_t> seen_;
};

}  // namespace

Result<TableTaken> take_table(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                              const std::vector<TableRow>& rows, const std::optional<MinutesId>& named) {
  TableTaken taken;
  bool nothing_to_do = false;
  const auto done = ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<ledger::Nothing>> {
    taken = {};
    nothing_to_do = false;
    const Owned owned = TRY(locked_call(tx, id));
    TRY(takes_decisions(tx, owned, actor, now));
    if (named) {
      const auto held = minutes(tx, *named);
      if (!held || held->call != id) return Error{Invalid::invalid, "committee.error.minutes_unknown", {}, "minutes"};
    }
    Taking table(tx, id, named);
    std::optional<ledger::Recorded> recorded;
    for (const TableRow& row : rows) {
      const auto asked = table.look(row, taken);
      if (!asked) {
        taken.problems.push_back({row.row, row.number, asked.error()});
      } else if (*asked) {
        const auto decided = decide(tx, owned, actor, now, (*asked)->contribution, (*asked)->decision);
        if (!decided) {
          taken.problems.push_back({row.row, row.number, decided.error()});
        } else {
          recorded = *decided;
          ++taken.decided;
        }
      }
    }
    // Both end here without a change: the answer says which it was.
    nothing_to_do = taken.problems.empty() && !recorded;
    if (!taken.problems.empty() || nothing_to_do) return Error{Invalid::invalid, "disposition.error.table_rows"};
    return Done{*recorded, ledger::Nothing{}};
  });
  if (!taken.problems.empty()) taken.decided = 0;
  if (!done && taken.problems.empty() && !nothing_to_do) return done.error();
  return taken;
}

}  // namespace mosharekat::consultation
