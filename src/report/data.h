// SPDX-License-Identifier: AGPL-3.0-or-later
// The machine parts of a report: what the system knows of a call, computed and never typed in. As canonical JSON they are what a
// report's hash is made from. All counts of contributions follow from `rows` alone (tally()), so that who has the exported file
// can make the figures again. No row holds a trait of a person, and traits stand only in `participation`, after disclosure
// control.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace mosharekat::report {

// An instant, in JSON as 2026-05-02T10:35:00.000Z; the epoch, in JSON "", is none.
struct Moment {
  Instant at{};
  bool empty() const { return at == Instant{}; }
  bool operator==(const Moment&) const = default;
};
// A text in Persian and in the call's second language; the second may be empty.
struct Both {
  std::string fa{}, second{};
  bool operator==(const Both&) const = default;
};
struct Count {
  std::string code{};
  std::int64_t count = 0;
  bool operator==(const Count&) const = default;
};

struct DraftData {
  std::string title{}, language{}, hash{};
  std::int64_t version = 1, provisions = 0;
};
struct NoticeData {
  std::string kind{};
  Both reason{};
  Moment at{};
};
// Who was invited by name, of which kind (stakeholder.kind.<kind>); whether a public contribution came in this name.
struct InvitedData {
  std::string kind{};
  Both name{};
  bool took_part = false;
};
struct CallData {
  std::int64_t number = 0;
  std::string document_type{}, second_language{};
  Both document_type_name{}, title{}, agency{}, lead_unit{}, preparing_unit{}, legal_basis{}, stakeholders{}, contact{};
  Moment opens_at{}, closes_at{}, report_due{};
  std::int64_t days = 0, required_days = 0;  // of the period as held, and of the policy
  std::string policy_source{}, shorter_reason{}, moderation{};
  std::int64_t moderation_hours = 0;
  std::vector<Both> questions{};
  std::vector<DraftData> drafts{};
  std::vector<NoticeData> notices{};
  std::vector<InvitedData> invited{};
};

// One contribution, without its text and without its author.
struct Row {
  std::int64_t number = 0;
  std::string kind{}, language{}, channel{}, stance{}, state{}, anchor{}, organisation{};
  std::int64_t draft = 0;  // from 1; 0: the whole call or a question
  std::int64_t text = 0;   // number of its distinct text: near-duplicates share one; 0 for what is not counted
  std::int64_t supports = 0;
  std::int64_t decision = 0;           // from 1 in Data::decisions; 0: none
  std::vector<std::int64_t> themes{};  // positions
  Moment received{};
  bool operator==(const Row&) const = default;
};
// What was decided, once for all contributions that got the same.
struct Decision {
  std::string code{}, outcome{}, part{}, reason{}, citation{};
  std::string place{}, place_label{};  // an anchor as it was written, and what a reader sees there
  Both unit{};
  bool operator==(const Decision&) const = default;
};
struct Quote {
  std::int64_t number = 0;
  std::string text{}, language{};
};
struct ThemeData {
  std::int64_t position = 0, people = 0;
  std::string name_fa{}, name_en{}, summary_fa{}, summary_en{};
  std::vector<Quote> quotes{};  // the most supported of different texts
};
struct Place {  // a provision or question that somebody spoke of
  std::int64_t draft = 0;
  std::string anchor{}, label{}, opening{};
};
struct ChangeData {
  std::int64_t draft = 0;
  std::string anchor{}, label{}, difference{}, note{};
  std::vector<std::int64_t> contributions{};  // empty: the agency's own initiative
};

// Everything that is counted over contributions.
struct Answers {
  std::int64_t accepted = 0, partly = 0, refused = 0, other = 0;
  bool operator==(const Answers&) const = default;
};
struct ThemeFigures {
  std::int64_t position = 0, contributions = 0, texts = 0, supports = 0, for_text = 0, for_with_changes = 0, against = 0;
  Answers answers{};
  bool operator==(const ThemeFigures&) const = default;
};
struct PlaceFigures {
  std::int64_t draft = 0;
  std::string anchor{};
  std::int64_t contributions = 0, supports = 0, for_text = 0, for_with_changes = 0, against = 0;
  Answers answers{};
  bool operator==(const PlaceFigures&) const = default;
};
struct Figures {
  // Received is all; counted are those that are public or wait to be, and every other figure here is of these.
  std::int64_t received = 0, counted = 0, hidden = 0, withdrawn = 0, texts = 0, supports = 0;
  std::vector<Count> kinds{}, channels{}, languages{}, stances{}, codes{};
  std::vector<std::string> organisations{};
  Answers answers{};
  std::vector<ThemeFigures> themes{};
  std::vector<PlaceFigures> places{};  // by draft and anchor
  bool operator==(const Figures&) const = default;
};
Figures tally(const std::vector<Row>& rows, const std::vector<Decision>& decisions, std::int64_t themes);

struct Cell {  // in JSON the count, or ":c" where it is hidden
  bool shown = true;
  std::int64_t count = 0;
  bool operator==(const Cell&) const = default;
};
struct TraitTable {
  std::string kind{}, withheld{};  // insight::code(); withheld is "no" where the table is shown
  std::vector<std::string> rows{}, columns{};
  std::vector<std::vector<Cell>> cells{};
  std::vector<Cell> row_totals{}, column_totals{};
};
struct Participation {
  std::int64_t people = 0, members = 0, guests = 0;  // a guest counts as a person each time
  std::int64_t individuals = 0;
  std::vector<TraitTable> tables{};
};
struct Moderation {
  std::int64_t hidden = 0, appeals = 0, upheld = 0;
  std::int64_t late = 0;  // published later than the call promised
  std::vector<Count> reasons{};
};

struct Data {
  CallData call{};
  Figures figures{};
  Participation participation{};
  Moderation moderation{};
  std::vector<ThemeData> themes{};
  std::vector<Place> places{};
  std::vector<Decision> decisions{};
  std::vector<ChangeData> changes{};
  std::vector<Row> rows{};
};

// Canonical JSON (RFC 8785): equal data, equal bytes.
std::string to_json(const Data& data);
Result<Data> from_json(std::string_view text);
std::string data_hash(std::string_view canonical);  // SHA-256, 64 letters

}  // namespace mosharekat::report
