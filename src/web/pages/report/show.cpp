// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/report/show.h"

#include "base/text.h"
#include "generated/templates/report/list.h"
#include "generated/templates/report/show.h"
#include "identity/portal.h"
#include "print/csv.h"
#include "report/export.h"
#include "report/paper.h"

namespace mosharekat::web::pages::report {

namespace made = mosharekat::report;
using made::Piece;

namespace {

constexpr Milliseconds shared{30000};

// What a request asks for: the published report, or another version that was published once.
struct Asked {
  made::Report report;
  made::Data data;
  std::vector<made::PartText> parts;
  std::vector<made::Report> all;
};
Result<Asked> asked(const Context& in) {
  const std::string_view wanted = in.request.query["version"];
  return in.read([&](store::Transaction& tx) -> Result<Asked> {
    auto report = wanted.empty() ? made::published_report(tx, in.call->id)
                                 : made::report_version(tx, in.call->id, text::parse_integer(wanted).value_or(0));
    if (!report || report->standing == made::Standing::draft) return Error{Code::not_found, "report.error.none"};
    made::Data data = TRY(made::from_json(report->data));
    auto parts = made::parts(tx, report->id);
    return Asked{std::move(*report), std::move(data), std::move(parts), made::reports(tx, in.call->id)};
  });
}

Response file(const Context& in, std::string content_type, std::string_view name, std::string bytes) {
  Response response{.content_type = std::move(content_type), .body = std::move(bytes), .headers = {}};
  response.headers.emplace_back(
      "Content-Disposition", "attachment; filename=\"call-" + std::to_string(in.call->number) + "-" + std::string(name) + "\"");
  if (in.may_share) response.shared_for = shared;
  return response;
}

std::string emblem_of(const Context& in) {
  return in.read([&](store::Transaction& tx) { return identity::emblem(tx, in.agency->id); }).value_or("");
}

// Spreadsheets take a file for UTF-8 only behind a mark.
std::string with_mark(std::string csv) { return "\xEF\xBB\xBF" + std::move(csv); }

Block block_of(const Context& in, const Piece& piece) {
  Block block;
  block.call = in.call->number;
  block.id = piece.id;
  block.text = piece.text;
  block.lang = piece.language;
  block.remark = piece.remark;
  block.numbers = piece.numbers;
  block.items = piece.items;
  switch (piece.kind) {
    case Piece::Kind::heading: (piece.level == 2 ? block.heading : block.subheading) = true; break;
    case Piece::Kind::paragraph: block.paragraph = true; break;
    case Piece::Kind::quote: block.quote = true; break;
    case Piece::Kind::note: block.note = true; break;
    case Piece::Kind::list: block.list = true; break;
    case Piece::Kind::facts: block.facts_list = true; break;
    case Piece::Kind::table: block.table = true; break;
  }
  for (const auto& [label, text] : piece.facts) block.facts.push_back({label, text});
  for (std::size_t i = 0; i < piece.header.size(); ++i) block.header.push_back({piece.header[i], piece.numeric[i]});
  for (const auto& from : piece.rows) {
    RowView row;
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (i == 0) {
        row.label = from[0].text;
        continue;
      }
      row.cells.push_back({.text = from[i].text,
                           .numbers = from[i].numbers,
                           .numeric = piece.numeric[i],
                           .hidden = from[i].hidden,
                           .has_share = from[i].share.has_value(),
                           .share = from[i].share.value_or(0)});
    }
    block.rows.push_back(std::move(row));
  }
  return block;
}

}  // namespace

Show show_view(const Context& in, const made::Data& data, const made::Report& report, const std::vector<made::PartText>& parts) {
  made::Composition composed =
      made::compose(data, report, parts, in.language(), std::string(in.portal.site) + std::string(in.reader.base));
  Show view;
  view.number = in.call->number;
  view.version = report.version;
  view.title = std::move(composed.title);
  view.call_title = made::in_language(data.call.title, data, in.language());
  view.subtitle = std::move(composed.subtitle);
  view.hash = report.hash;
  view.superseded = report.standing == made::Standing::superseded;
  for (const auto& [label, text] : composed.facts) view.facts.push_back({label, text});
  view.contributions = data.figures.received;
  view.people = data.participation.people;
  view.texts = data.figures.texts;
  const made::Answers& answers = data.figures.answers;
  const std::int64_t all = answers.accepted + answers.partly + answers.refused + answers.other;
  constexpr std::int64_t least_for_shares = 30;
  view.chart = all >= least_for_shares;
  if (view.chart) {
    const auto share = [&](std::int64_t part) { return (part * 200 + all) / (2 * all); };
    view.accepted = share(answers.accepted);
    view.partly = share(answers.partly);
    view.refused = share(answers.refused);
    view.other = share(answers.other);
    view.from_partly = view.accepted;
    view.from_refused = view.from_partly + view.partly;
    view.from_other = view.from_refused + view.refused;
  }
  for (const Piece& piece : composed.pieces) {
    view.blocks.push_back(block_of(in, piece));
    if (view.blocks.back().heading) view.contents.push_back({piece.text, piece.id});
  }
  return view;
}

Result<Response> show(Context& in) {
  const Asked it = TRY(asked(in));
  Show view = show_view(in, it.data, it.report, it.parts);
  int published = 0;
  for (const made::Report& report : it.all)
    if (report.published_at) {
      ++published;
      view.versions.push_back({report.version, *report.published_at, report.correction_reason, report.id == it.report.id});
    }
  if (published < 2) view.versions.clear();
  const std::string description = text::shorten(made::text_of(it.parts, "summary", code(in.language())), 200);
  return in.page({.title = view.title, .description = description, .section = "reports", .shared_for = shared},
                 to_html(view, in.reader));
}

Result<Response> pdf(Context& in) {
  const Asked it = TRY(asked(in));
  return file(in, "application/pdf", "comprehensive-report.pdf",
              made::pdf(it.data, it.report, it.parts, in.language(), in.portal.site, emblem_of(in)));
}

Result<Response> docx(Context& in) {
  const Asked it = TRY(asked(in));
  const auto paper = in.read([&](store::Transaction& tx) { return made::paper_content(tx, in.agency->id, in.language()); });
  return file(in, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "comprehensive-report.docx",
              made::docx(it.data, it.report, it.parts, in.language(), in.portal.site, paper, emblem_of(in)));
}

Result<Response> json(Context& in) {
  const Asked it = TRY(asked(in));
  return file(in, "application/json", "comprehensive-report.json", made::export_json(it.report, it.parts));
}

Result<Response> contributions(Context& in) {
  const Asked it = TRY(asked(in));
  const auto texts = in.read([&](store::Transaction& tx) { return made::public_texts(tx, in.call->id); });
  return file(in, "text/csv; charset=utf-8", "contributions.csv", with_mark(made::contributions_csv(it.data, texts)));
}

Result<Response> statistics(Context& in) {
  const Asked it = TRY(asked(in));
  return file(in, "text/csv; charset=utf-8", "statistics.csv", with_mark(made::statistics_csv(it.data)));
}

Result<Response> list(Context& in) {
  using consultation::State;
  constexpr std::int64_t page_size = 20;
  const std::int64_t page = std::clamp<std::int64_t>(text::parse_integer(in.request.query["page"]).value_or(1), 1, 100000);
  List view;
  in.read([&](store::Transaction& tx) {
    consultation::Filter filter;
    filter.states = {State::reported, State::decided, State::feedback, State::evaluated};
    filter.limit = page_size;
    filter.offset = static_cast<int>((page - 1) * page_size);
    const consultation::Found found = consultation::find_calls(tx, filter);
    for (const consultation::Call& call : found.calls) view.cards.push_back(call::card_of(in, tx, call));
    view.pager = part::pager(std::string(in.reader.base) + "/reports?page=", page, (found.total + page_size - 1) / page_size);
  });
  view.empty = {.title = "report.list.none", .text = "report.list.none_hint"};
  return in.page({.title = in.say("report.list.title"),
                  .description = in.say("report.list.lead"),
                  .section = "reports",
                  .shared_for = shared,
                  .feed = "/calls.atom?state=answered"},
                 to_html(view, in.reader));
}

}  // namespace mosharekat::web::pages::report
