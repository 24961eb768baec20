// SPDX-License-Identifier: AGPL-3.0-or-later
// A report's data as JSON and back. The members are described once, and Boost.JSON does both ways.
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <fmt/format.h>

#include "base/hash.h"
#include "base/json.h"
#include "report/data.h"

namespace mosharekat::report {

BOOST_DESCRIBE_STRUCT(Both, (), (fa, second))
BOOST_DESCRIBE_STRUCT(Count, (), (code, count))
BOOST_DESCRIBE_STRUCT(DraftData, (), (title, language, hash, version, provisions))
BOOST_DESCRIBE_STRUCT(NoticeData, (), (kind, reason, at))
BOOST_DESCRIBE_STRUCT(InvitedData, (), (kind, name, took_part))
BOOST_DESCRIBE_STRUCT(CallData, (),
                      (number, document_type, document_type_name, second_language, title, agency, lead_unit, preparing_unit,
                       legal_basis, stakeholders, contact, opens_at, closes_at, report_due, days, required_days, policy_source,
                       shorter_reason, moderation, moderation_hours, questions, drafts, notices, invited))
BOOST_DESCRIBE_STRUCT(Row, (),
                      (number, kind, language, channel, stance, state, anchor, organisation, draft, text, supports, decision,
                       themes, received))
BOOST_DESCRIBE_STRUCT(Decision, (), (code, outcome, part, reason, citation, place, place_label, unit))
BOOST_DESCRIBE_STRUCT(Quote, (), (number, text, language))
BOOST_DESCRIBE_STRUCT(ThemeData, (), (position, people, name_fa, name_en, summary_fa, summary_en, quotes))
BOOST_DESCRIBE_STRUCT(Place, (), (draft, anchor, label, opening))
BOOST_DESCRIBE_STRUCT(ChangeData, (), (draft, anchor, label, difference, note, contributions))
BOOST_DESCRIBE_STRUCT(Answers, (), (accepted, partly, refused, other))
BOOST_DESCRIBE_STRUCT(ThemeFigures, (), (position, contributions, texts, supports, for_text, for_with_changes, against, answers))
BOOST_DESCRIBE_STRUCT(PlaceFigures, (), (draft, anchor, contributions, supports, for_text, for_with_changes, against, answers))
BOOST_DESCRIBE_STRUCT(Figures, (),
                      (received, counted, hidden, withdrawn, texts, supports, kinds, channels, languages, stances, codes,
                       organisations, answers, themes, places))
BOOST_DESCRIBE_STRUCT(TraitTable, (), (kind, withheld, rows, columns, cells, row_totals, column_totals))
BOOST_DESCRIBE_STRUCT(Participation, (), (people, members, guests, individuals, tables))
BOOST_DESCRIBE_STRUCT(Moderation, (), (hidden, appeals, upheld, late, reasons))
BOOST_DESCRIBE_STRUCT(Data, (), (call, figures, participation, moderation, themes, places, decisions, changes, rows))

// NOLINTBEGIN: names and forms that Boost.JSON asks for
void tag_invoke(boost::json::value_from_tag, boost::json::value& to, const Cell& cell) {
  if (cell.shown)
    to = cell.count;
  else
    to = ":c";
}
boost::json::result<Cell> tag_invoke(boost::json::try_value_to_tag<Cell>, const boost::json::value& from) {
  if (from.is_int64()) return Cell{true, from.get_int64()};
  if (from.is_string() && from.get_string() == ":c") return Cell{false, 0};
  return boost::system::error_code(boost::json::error::syntax);
}
void tag_invoke(boost::json::value_from_tag, boost::json::value& to, const Moment& moment) {
  if (moment.empty()) {
    to = "";
    return;
  }
  const auto day = std::chrono::floor<std::chrono::days>(moment.at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment.at - day);
  to = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                   time.minutes().count(), time.seconds().count(), time.subseconds().count());
}
boost::json::result<Moment> tag_invoke(boost::json::try_value_to_tag<Moment>, const boost::json::value& from) {
  const boost::system::error_code wrong(boost::json::error::syntax);
  if (!from.is_string()) return wrong;
  if (from.get_string().empty()) return Moment{};
  int year = 0, hour = 0, minute = 0, second = 0, milli = 0;
  unsigned month = 0, day = 0;
  if (std::sscanf(from.get_string().c_str(), "%4d-%2u-%2uT%2d:%2d:%2d.%3dZ", &year, &month, &day, &hour, &minute, &second,
                  &milli) != 7)
    return wrong;
  const std::chrono::sys_days date(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day));
  return Moment{Instant(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second) +
                Milliseconds(milli)};
}
// NOLINTEND

std::string to_json(const Data& data) { return json::canonical(boost::json::value_from(data)); }

Result<Data> from_json(std::string_view text) {
  const boost::json::value value = TRY(json::parse(text));
  auto data = boost::json::try_value_to<Data>(value);
  if (!data) return Error{Code::invalid, "report.error.data"};
  return std::move(*data);
}

std::string data_hash(std::string_view canonical) { return hash::sha256_hex(canonical); }

}  // namespace mosharekat::report
