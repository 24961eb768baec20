// SPDX-License-Identifier: AGPL-3.0-or-later
// The translation of a draft, provision by provision, for readers of the call's second language. It is for information: people
// comment on the Persian text, and only that is decided on. It goes out as a sheet of two columns and comes back checked row by
// row, all rows or none. A provision whose Persian text changed after it was translated counts as not translated.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "consultation/call.h"

namespace mosharekat::consultation {

struct TranslationRow {
  std::int64_t row = 0;       // of the file it came back in, from 1
  std::string code{};         // the provision and a mark of its texts when the sheet went out: "m3/1f09ac"
  std::string source{};       // label, heading and text in Persian: to read, never read back
  std::string translation{};  // empty where there is none yet
};

// Every provision of the Persian drafts of a call that has words of its own, in reading order.
std::vector<TranslationRow> translation_sheet(store::Transaction& tx, const CallId& call);

// What a column is called, in the order of the columns. The sentence is translation.column.<name>.
inline constexpr std::string_view translation_columns[] = {"code", "source", "translation"};

// A sheet as it came back; cells as text. Refused where no row has the titles: translation.error.no_sheet,
// translation.error.empty_sheet.
Result<std::vector<TranslationRow>> read_translation(const std::vector<std::vector<std::string>>& cells);

struct TranslationProblem {
  std::int64_t row = 0;  // of the file, from 1
  std::string place{};   // "ماده ۳"; empty where the provision is not known
  Error error;
};
struct TranslationTaken {
  int stored = 0, unchanged = 0, left = 0;     // left: rows without a translation
  std::vector<TranslationProblem> problems{};  // where there is one, nothing was changed
};
// By who prepares the call, in every state but withdrawn. The Error is for what concerns the whole.
Result<TranslationTaken> take_translation(store::Database& database, const identity::Actor& actor, Instant now,
                                          const CallId& call, const std::vector<TranslationRow>& rows);
// Takes it away, of all drafts of the call: a wrong one is worse than none.
Result<void> remove_translation(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call);

struct TranslatedProvision {
  FlatProvision flat;
  std::string translation{};  // empty: none of the text as it reads now
};
std::vector<TranslatedProvision> translation(store::Transaction& tx, const Draft& draft);
// Whether any provision was ever translated; a look that costs nothing.
bool has_translation(store::Transaction& tx, const CallId& call);
// How many provisions of the call have one, of how many.
struct TranslationCount {
  std::int64_t translated = 0, all = 0;
};
TranslationCount translation_count(store::Transaction& tx, const CallId& call);

}  // namespace mosharekat::consultation
