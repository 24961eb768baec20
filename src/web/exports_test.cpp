// SPDX-License-Identifier: AGPL-3.0-or-later
// What leaves a call as a file adds up to what its pages say, and the files to each other: asked over HTTP as anybody would,
// counted from the files alone. Mixed contributions, hidden and withdrawn ones, replies, every kind of decision, tables with
// hidden cells.
#include <algorithm>
#include <array>
#include <cstdio>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/text.h"
#include "consultation/working_table.h"
#include "document/cells.h"
#include "insight/csv.h"
#include "report/export.h"
#include "web/server_test.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::testing;
using consultation::Contribute;

namespace {

using Table = std::vector<std::map<std::string, std::string, std::less<>>>;

Table read_csv(std::string_view text) {
  insight::Csv csv(text);
  std::vector<std::string_view> fields;
  std::vector<std::string> titles;
  Table rows;
  while (must(csv.next(fields))) {
    if (titles.empty()) {
      titles.assign(fields.begin(), fields.end());
      continue;
    }
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < fields.size(); ++i) row[titles.at(i)] = std::string(fields[i]);
  }
  return rows;
}

template <class Key>
std::map<std::string, std::int64_t> tally(const Table& rows, const Key& key) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& row : rows)
    if (const std::string of = key(row); !of.empty()) ++counts[of];
  return counts;
}

// Every match of begin…end in a page, as text without its markup.
std::vector<std::string> between(std::string_view page, std::string_view begin, std::string_view end) {
  std::vector<std::string> found;
  for (std::size_t at = page.find(begin); at != std::string_view::npos; at = page.find(begin, at + 1)) {
    const std::size_t from = at + begin.size(), to = page.find(end, from);
    if (to == std::string_view::npos) break;
    std::string plain;
    bool markup = false;
    for (const char c : page.substr(from, to - from)) {
      if (c == '<') markup = true;
      if (!markup) plain += c;
      if (c == '>') markup = false;
    }
    found.push_back(text::tidy_line(plain));
  }
  return found;
}

// The figures of a text, one after the other: "1,250 of 36" → "1250 36".
std::string figures_in(std::string_view words) {
  std::string figures;
  const std::string ascii = text::ascii_digits(words);
  for (std::size_t i = 0; i < ascii.size(); ++i) {
    const char c = ascii[i];
    if (c >= '0' && c <= '9')
      figures += c;
    else if (c != ',' && !figures.empty() && figures.back() != ' ')
      figures += ' ';
  }
  return std::string(text::trim(figures));
}

std::string pdf_words(const std::string& bytes) {
  const auto path = std::filesystem::temp_directory_path() / ("mosharekat-exports-" + std::to_string(getpid()) + ".pdf");
  std::ofstream(path, std::ios::binary) << bytes;
  FILE* pipe = popen(("pdftotext -layout '" + path.string() + "' -").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string words;
  std::array<char, 4096> part{};
  while (const std::size_t got = fread(part.data(), 1, part.size(), pipe)) words.append(part.data(), got);
  CHECK(pclose(pipe) == 0);
  std::filesystem::remove(path);
  std::replace(words.begin(), words.end(), '\n', ' ');
  return text::tidy_line(words);
}

// A call with forty-six contributions that was answered and reported.
struct Reported : SiteUnderTest {
  CallId id = town.open_call({.replies = true});
  std::int64_t number = town.call(id).number;
  Reported() {
    const std::string draft = town.first_draft(id).id.value;
    const std::array<std::string, 4> places = {"m1", "m2", "m2-t1", "m3"};
    const std::array<std::string, 3> stances = {"for", "for_with_changes", "against"};
    std::vector<ContributionId> made;
    for (int i = 0; i < 42; ++i) {
      const auto who = i % 6 == 0 ? town.guest : town.new_citizen("person" + std::to_string(i));
      Contribute ask{.draft = draft, .anchor = places.at(static_cast<std::size_t>(i) % 4)};
      ask.body = i % 7 == 0 ? "همین یک متن چند بار فرستاده شده است تا یکی شمرده شود."
                            : "نظر " + std::to_string(i) + " دربارهٔ " + std::string(static_cast<std::size_t>(i), 'x');
      if (i % 5 != 0) ask.stance = stances.at(static_cast<std::size_t>(i) % 3);
      if (i % 9 == 0) ask.organisation = "انجمن " + std::to_string(i);
      if (i % 11 == 0) ask.kind = consultation::Kind::replacement, ask.replacement = "متن تازه " + std::to_string(i);
      const auto receipt = town.contribute(id, who, ask);
      must(consultation::set_traits(*database, town.secret, town.now, receipt.id,
                                    {.birth_year = 1340 + i, .gender = i % 13 == 0 ? "male" : "female", .province = "IR-23"}));
      made.push_back(receipt.id);
      town.pass(Milliseconds{1000});
      // Withdrawn by their authors, hidden by a moderator.
      if (i == 20 || i == 33) must(consultation::withdraw(*database, town.secret, town.now, {.code = receipt.code}, receipt.id));
      if (i == 8 || i == 14 || i == 39) town.hide(receipt.id);
    }
    for (int i = 0; i < 2; ++i)
      made.push_back(
          town.contribute(id, town.sara,
                          Contribute{.anchor = "q1", .kind = consultation::Kind::answer, .body = "پاسخ " + std::to_string(i)})
              .id);
    made.push_back(town.contribute(id, town.omid, "نظر دربارهٔ کل متن").id);
    made.push_back(
        town.contribute(id, town.omid,
                        Contribute{.parent = made.front().value, .kind = consultation::Kind::reply, .body = "پاسخ به نظر"})
            .id);
    town.close_by_clock(id);
    std::size_t at = 0;
    for (const ContributionId& one : made) {
      const auto state = town.contribution(one).state;
      if (state == consultation::Visibility::hidden || state == consultation::Visibility::withdrawn) continue;
      const auto code = consultation::all_codes[at++ % std::size(consultation::all_codes)];
      if (code == consultation::Code::question_answered && town.contribution(one).body.empty()) continue;
      town.dispose(id, {one}, std::string(consultation::name(code)));
    }
    const auto report = must(report::start_report(*database, town.lead, town.now, id, ""));
    must(report::set_parts(*database, town.lead, town.now, report, {{"summary", "fa", "خلاصه"}, {"summary", "en", "Summary"}}));
    town.approve(must(report::propose_report(*database, town.lead, town.now, report)));
  }
};

}  // namespace

TEST_CASE("pages, CSV, JSON, statistics, working table, Word and PDF of a call add up to each other") {
  Reported site;
  web::testing::Running running([&](const web::Request& request) { return site.router.answer(request); });
  running.now = milliseconds(site.town.now);
  web::testing::Client client(running);
  const std::string call = "/en/calls/" + std::to_string(site.number);
  const std::string expert = "Cookie: " + std::string(web::session_cookie) + "=" + site.session(site.town.expert) + "\r\n";
  const auto got = [&](const std::string& target, const std::string& fields = "") {
    const auto answer = client.get(target, fields);
    CHECK_MESSAGE(answer.status == 200, target);
    return answer.body;
  };

  // The contributions, counted from their file alone.
  const Table rows = read_csv(got(call + "/contributions.csv"));
  const auto states = tally(rows, [](const auto& row) { return row.at("state"); });
  const auto received = static_cast<std::int64_t>(rows.size());
  const std::int64_t hidden = states.at("hidden"), withdrawn = states.at("withdrawn"), counted = states.at("published");
  CHECK(received == 46);
  CHECK(hidden == 3);
  CHECK(withdrawn == 2);
  CHECK(counted + hidden + withdrawn == received);
  Table counting = rows;
  std::erase_if(counting, [](const auto& row) { return row.at("state") != "published"; });

  // The public list: each once, those that were hidden or withdrawn as a line without their words.
  std::set<std::string> shown, stubs;
  for (int page = 1; page <= 10; ++page) {
    const std::string list = client.get(call + "/contributions?page=" + std::to_string(page)).body;
    for (std::size_t at = list.find("<div class=\"comment"); at != std::string::npos;
         at = list.find("<div class=\"comment", at + 1)) {
      const std::size_t from = list.find(" id=\"c", at) + 6;
      const std::string which = list.substr(from, list.find('"', from) - from);
      const bool stub = list.substr(from, 60).find("class=\"stub\"") != std::string::npos;
      CHECK_MESSAGE((stub ? stubs : shown).insert(which).second, which);
    }
  }
  std::set<std::string> published, gone;
  for (const auto& row : rows) (row.at("state") == "published" ? published : gone).insert(row.at("number"));
  CHECK(shown == published);
  CHECK(stubs == gone);
  // Forty-five, and one reply under one of them.
  CHECK(figures_in(between(got(call + "/contributions"), "role=\"status\">", "</p>").at(0)) == "45 1");
  CHECK(received == 45 + 1);
  CHECK(figures_in(between(got(call), "/contributions\">", "</a>").at(0)) == std::to_string(counted));

  // The report's page.
  const std::string page = got(call + "/report");
  CHECK(page.find(std::to_string(received) + " contributions came from") != std::string::npos);
  CHECK(page.find(std::to_string(received) + " contributions were received; 3 were hidden and 2 were withdrawn") !=
        std::string::npos);

  // JSON: its own sums, made again, and the same as those of the file of contributions.
  const std::string json = got(call + "/report.json");
  const report::Figures figures = must(report::figures_from_json(json));
  CHECK(figures == must(report::figures_from_csv(got(call + "/contributions.csv"))));
  CHECK(figures.received == received);
  CHECK(figures.counted == counted);
  CHECK(figures.hidden == hidden);
  CHECK(figures.withdrawn == withdrawn);

  // Statistics: every table sums to the contributions it counts.
  const Table statistics = read_csv(got(call + "/statistics.csv"));
  std::map<std::string, std::map<std::string, std::int64_t>> tables;
  std::int64_t suppressed = 0;
  for (const auto& row : statistics) {
    if (row.at("status") == "A")
      tables[row.at("table")][row.at("row") + (row.at("column").empty() ? "" : "/" + row.at("column"))] =
          text::parse_integer(row.at("count")).value();
    else
      CHECK(row.at("count") == ":c");
    suppressed += row.at("status") == "c";
  }
  CHECK(tables["total"]["received"] == received);
  CHECK(tables["total"]["hidden"] == hidden);
  CHECK(tables["total"]["withdrawn"] == withdrawn);
  CHECK(tables["total"]["counted"] == counted);
  for (const auto& [table, column] :
       {std::pair{"kind", "kind"}, {"contribution_channel", "channel"}, {"language", "language"}, {"decision", "decision"}})
    CHECK(tables[table] == tally(counting, [&](const auto& row) { return row.at(column); }));
  auto stances =
      tally(counting, [](const auto& row) { return row.at("stance").empty() ? std::string("none") : row.at("stance"); });
  CHECK(tables["stance"] == stances);
  std::map<std::string, std::int64_t> at_place;
  for (const auto& row : counting) ++at_place[row.at("draft") + ":" + row.at("anchor") + "/contributions"];
  for (const auto& [place, count] : at_place) CHECK_MESSAGE(tables["place"][place] == count, place);
  std::int64_t decided = 0, outcomes = 0;
  for (const auto& [code, count] : tables["decision"]) decided += count;
  for (const auto& [place, count] : tables["place"])
    for (const char* outcome : {"/accepted", "/partly", "/refused", "/other"})
      if (place.ends_with(outcome)) outcomes += count;
  CHECK(decided == counted);
  CHECK(outcomes == counted);
  // One man of every thirteen is too few to show, and with him the cell that would give him away.
  CHECK(suppressed >= 2);

  // The working table, as Excel and as Word.
  std::map<std::string, std::string> decision_of;
  for (const auto& row : counting)
    decision_of[row.at("number")] =
        row.at("decision").empty() ? "" : locale::sentence(Language::en, "disposition.code." + row.at("decision"));
  for (const char* kind : {"xlsx", "docx"}) {
    const std::string file = got("/en/desk/calls/" + std::to_string(site.number) + "/table." + kind, expert);
    std::map<std::string, std::string> held;
    for (const auto& row : must(consultation::read_table(must(document::read_cells(file)))))
      held[std::to_string(row.number)] = row.result;
    CHECK_MESSAGE(held == decision_of, kind);
  }

  // Word and PDF say what the page says: every row of every table, and the sentences with the sums.
  const auto cells = must(document::read_cells(got(call + "/report.docx")));
  std::multiset<std::string> in_word;
  for (const auto& row : cells) {
    std::string all;
    for (std::size_t i = 0; i < row.size(); ++i) all += (i == 0 ? text::tidy_line(row[i]) + " |" : " " + figures_in(row[i]));
    in_word.insert(text::tidy_line(all));
  }
  const std::string pdf = pdf_words(got(call + "/report.pdf"));
  int compared = 0;
  for (const std::string_view table : {"Contributions by kind", "Contributions by channel"}) {
    const std::size_t begin = page.find("<caption>" + std::string(table));
    REQUIRE(begin != std::string::npos);
    const std::string body = page.substr(begin, page.find("</table>", begin) - begin);
    const auto labels = between(body, "<th scope=\"row\" dir=\"auto\">", "</th>");
    const auto values = between(body, "<td", "</td>");
    REQUIRE(labels.size() == values.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const std::string value = figures_in(values[i].substr(values[i].find('>') + 1));
      CHECK_MESSAGE(in_word.contains(labels[i] + " | " + value), labels[i]);
      CHECK_MESSAGE(pdf.find(labels[i] + " " + value) != std::string::npos, labels[i], " in ", pdf.substr(pdf.find(table), 200));
      ++compared;
    }
  }
  CHECK(compared >= 4);
  CHECK(pdf.find(std::to_string(received) + " contributions came from") != std::string::npos);
  CHECK(pdf.find(std::to_string(received) + " contributions were received; 3 were hidden and 2 were withdrawn") !=
        std::string::npos);
}
