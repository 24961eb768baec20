// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/bundle.h"

#include <boost/json.hpp>
#include <set>

#include "base/hash.h"
#include "base/text.h"
#include "consultation/draft.h"
#include "consultation/plain.h"
#include "consultation/register.h"
#include "print/print.h"
#include "report/compose.h"
#include "report/export.h"

namespace mosharekat::report {

using consultation::State;

namespace {

namespace json = boost::json;
using Files = std::vector<std::pair<std::string, std::string>>;

// Spreadsheets take a file for UTF-8 only behind a mark.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct DraftText {
  consultation::Draft draft;
  consultation::DraftSource source;
  std::vector<consultation::FlatProvision> provisions;
};

// Everything that is read, of one snapshot.
struct Record {
  consultation::Call call;
  State state = State::announced;
  identity::Agency agency;
  std::vector<consultation::CallText> texts;
  std::vector<consultation::Question> questions;
  std::vector<consultation::Notice> notices;
  std::vector<consultation::Address> addresses;
  std::vector<DraftText> drafts;
  std::vector<PublicText> contributions;
  Data data;
  std::optional<Report> report;  // published
  std::vector<PartText> parts;
  std::string link;
};

// What was decided is public with the report, stances of an open call where it says so.
Data public_part(Data data, const Record& of) {
  std::set<std::int64_t> shown;
  for (const PublicText& text : of.contributions) shown.insert(text.number);
  std::erase_if(data.rows, [&](const Row& row) { return !shown.contains(row.number); });
  const bool open = of.state == State::announced || of.state == State::open || of.state == State::suspended;
  for (Row& row : data.rows) {
    if (!of.report) row.decision = 0, row.themes.clear();
    if (open && !of.call.stances_while_open) row.stance.clear();
  }
  if (!of.report) data.decisions.clear(), data.themes.clear();
  return data;
}

Record read(store::Transaction& tx, const consultation::Call& call, Instant now, std::string_view site) {
  Record of;
  of.call = call;
  of.state = consultation::state_at(call, now);
  of.agency = identity::agency(tx, call.agency).value();
  of.texts = consultation::texts(tx, call.id);
  of.questions = consultation::questions(tx, call.id);
  of.notices = consultation::notices(tx, call.id);
  of.addresses = consultation::addresses(tx, call.id);
  for (const consultation::Draft& draft : consultation::drafts(tx, call.id))
    of.drafts.push_back({draft, consultation::source_of(tx, draft.version), consultation::provisions(tx, draft.version)});
  of.contributions = public_texts(tx, call.id);
  of.report = published_report(tx, call.id);
  if (of.report) of.parts = parts(tx, of.report->id);
  auto frozen = of.report ? from_json(of.report->data) : Result<Data>(compute(tx, call));
  expect(frozen.has_value(), "a published report has data");
  of.data = public_part(std::move(*frozen), of);
  of.link = std::string(site) + "/calls/" + std::to_string(call.number);
  return of;
}

json::object both_languages(const Record& of, std::string_view part) {
  json::object texts;
  for (const consultation::CallText& text : of.texts)
    if (text.part == part && !text.text.empty()) texts[text.language] = text.text;
  return texts;
}

json::value day(const std::optional<Instant>& at) { return at ? json::value(locale::iso(*at)) : json::value(nullptr); }

json::array draft_records(const Record& of) {
  json::array all;
  for (const DraftText& one : of.drafts) {
    json::array provisions;
    for (const auto& [depth, provision] : one.provisions)
      provisions.push_back({{"anchor", provision.anchor},
                            {"depth", depth},
                            {"kind", document::name(provision.kind)},
                            {"number", provision.number ? json::value(*provision.number) : json::value(nullptr)},
                            {"label", provision.label},
                            {"heading", provision.heading},
                            {"text", provision.text}});
    all.push_back({{"position", one.draft.position},
                   {"language", one.draft.language},
                   {"title", one.draft.title},
                   {"version", one.draft.version_number},
                   {"hash", one.draft.hash},
                   {"provisions", std::move(provisions)}});
  }
  return all;
}

std::string call_record(const Record& of, const Files& files, Instant now) {
  const consultation::Call& call = of.call;
  json::object made{{"number", call.number},
                    {"address", of.link},
                    {"made_at", locale::iso(now)},
                    {"state", consultation::name(of.state)},
                    {"title", both_languages(of, "title")},
                    {"agency", {{"slug", of.agency.slug}, {"name", {{"fa", of.agency.name_fa}, {"en", of.agency.name_en}}}}},
                    {"document_type", call.document_type},
                    {"opens_at", day(call.opens_at)},
                    {"closes_at", day(call.closes_at)},
                    {"demonstration", call.demo}};
  json::object texts;
  consultation::for_each_text_part([&](const consultation::TextPart& part) {
    if (json::object written = both_languages(of, part.name); !written.empty() && part.name != "title")
      texts[part.name] = std::move(written);
  });
  made["texts"] = std::move(texts);
  json::array addresses, questions, notices, list;
  for (const consultation::Address& one : of.addresses)
    addresses.push_back({{"place", one.place}, {"url", one.url}, {"placed_at", locale::iso(one.placed_at)}});
  for (const consultation::Question& one : of.questions) {
    json::object asked;
    for (const auto& [language, text] : one.texts) asked[language] = text;
    questions.push_back({{"anchor", one.anchor}, {"text", std::move(asked)}});
  }
  for (const consultation::Notice& one : of.notices)
    notices.push_back(
        {{"kind", one.kind}, {"at", locale::iso(one.at)}, {"reason", {{"fa", one.reason}, {"second", one.reason_second}}}});
  for (const auto& [name, content] : files)
    list.push_back({{"name", name}, {"bytes", content.size()}, {"sha256", hash::sha256_hex(content)}});
  made["addresses"] = std::move(addresses);
  made["questions"] = std::move(questions);
  made["notices"] = std::move(notices);
  made["drafts"] = draft_records(of);
  made["contributions"] = of.contributions.size();
  made["report"] = of.report ? json::value({{"version", of.report->version},
                                            {"hash", of.report->hash},
                                            {"published_at", locale::iso(*of.report->published_at)}})
                             : json::value(nullptr);
  made["files"] = std::move(list);
  return json::serialize(made) + "\n";
}

std::string summary(const Record& of, Language language) {
  const auto say = [&](std::string_view key, const std::vector<Argument>& arguments = {}) {
    return locale::sentence(language, key, arguments);
  };
  const auto text = [&](std::string_view part) { return consultation::text_of(of.texts, part, code(language)); };
  std::string out = text("title") + "\n";
  const auto line = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) out += say(key) + ": " + value + "\n";
  };
  line("bundle.agency", of.agency.name(language));
  line("bundle.state", say("bundle.state." + std::string(consultation::name(of.state))));
  if (of.call.opens_at) line("bundle.opens", locale::long_date(language, *of.call.opens_at));
  if (of.call.closes_at) line("bundle.closes", locale::long_date(language, *of.call.closes_at - Milliseconds{1}));
  line("bundle.address", of.link);
  for (const consultation::Address& one : of.addresses)
    out += say("bundle.placed", {{"place", say("office.place." + one.place)}, {"url", one.url}, {"date", one.placed_at}}) + "\n";
  for (const DraftText& one : of.drafts) line("bundle.draft", one.draft.title);
  out += say("bundle.contributions", {{"count", static_cast<std::int64_t>(of.contributions.size())}}) + "\n";
  for (const std::string_view part : {"summary", "why", "may_change", "legal_basis", "contact"})
    if (const std::string written = text(part); !written.empty())
      out += "\n" + say("desk.part." + std::string(part)) + "\n" + written + "\n";
  out += "\n" + say("bundle.report") + "\n";
  if (!of.report) return out + say("bundle.no_report") + "\n";
  out += say("bundle.published", {{"version", of.report->version}, {"date", *of.report->published_at}}) + "\n";
  const Answers& answers = of.data.figures.answers;
  out +=
      say("bundle.answers",
          {{"accepted", answers.accepted}, {"partly", answers.partly}, {"refused", answers.refused}, {"other", answers.other}}) +
      "\n" + text_of(of.parts, "summary", code(language)) + "\n";
  return out;
}

print::Document draft_document(const Record& of, const DraftText& text, Instant now) {
  const Language language = text.draft.language == "en" ? Language::en : Language::fa;
  const auto say = [&](std::string_view key, const std::vector<Argument>& arguments = {}) {
    return locale::sentence(language, key, arguments);
  };
  print::Document made{.language = language,
                       .title = text.draft.title,
                       .organisation = of.agency.name(language),
                       .subtitle = say("bundle.draft_subtitle", {{"version", text.draft.version_number}}),
                       .made_at = now,
                       .footer = say("report.footer", {{"hash", text.draft.hash}}),
                       .blocks = {}};
  made.facts.emplace_back(say("bundle.address"), of.link);
  if (of.call.closes_at)
    made.facts.emplace_back(say("bundle.closes"), locale::long_date(language, *of.call.closes_at - Milliseconds{1}));
  for (const auto& [depth, provision] : text.provisions) {
    using document::Kind;
    std::string heading = provision.label;
    if (!provision.heading.empty()) heading += (heading.empty() ? "" : " – ") + provision.heading;
    const bool small = provision.kind == Kind::note || provision.kind == Kind::clause || provision.kind == Kind::item ||
                       provision.kind == Kind::paragraph;
    if (small) {
      const std::string words = heading + (heading.empty() || provision.text.empty() ? "" : ": ") + provision.text;
      if (!words.empty()) made.blocks.push_back(print::Paragraph{words});
      continue;
    }
    if (!heading.empty()) made.blocks.push_back(print::Heading{std::clamp(depth + 1, 1, 4), heading});
    for (const std::string_view paragraph : text::split(provision.text, '\n'))
      if (!paragraph.empty()) made.blocks.push_back(print::Paragraph{std::string(paragraph)});
  }
  return made;
}

}  // namespace

Files bundle_files(store::Database& database, const consultation::Call& call, Instant now, std::string_view site,
                   const BundleProgress& progress) {
  const Record of = database.read([&](store::Transaction& tx) { return read(tx, call, now, site); });
  const auto total = static_cast<std::int64_t>(2 + 2 * of.drafts.size() + 1 + (of.report ? 6 : 0) + 1);
  Files files;
  const auto add = [&](const std::string& name, auto make) {
    progress(static_cast<std::int64_t>(files.size()), total);
    files.emplace_back(name, make());
  };
  add("summary-fa.txt", [&] { return summary(of, Language::fa); });
  add("summary-en.txt", [&] { return summary(of, Language::en); });
  for (const DraftText& draft : of.drafts) {
    const print::Document made = draft_document(of, draft, now);
    const std::string name = "draft-" + std::to_string(draft.draft.position);
    add(name + ".pdf", [&] { return print::pdf(made); });
    add(name + ".docx", [&] { return print::docx(made); });
  }
  add("contributions.csv", [&] { return std::string(byte_order_mark) + contributions_csv(of.data, of.contributions); });
  if (of.report) {
    const Data whole = from_json(of.report->data).value();
    for (const Language language : all_languages) {
      const std::string name = "report-" + std::string(code(language));
      add(name + ".pdf", [&] { return pdf(whole, *of.report, of.parts, language, site); });
      add(name + ".docx", [&] { return docx(whole, *of.report, of.parts, language, site); });
    }
    add("report-data.json", [&] { return export_json(*of.report, of.parts); });
    add("statistics.csv", [&] { return std::string(byte_order_mark) + statistics_csv(whole); });
  }
  add("call-record.json", [&] { return call_record(of, files, now); });
  return files;
}

}  // namespace mosharekat::report
