// SPDX-License-Identifier: AGPL-3.0-or-later
// The comprehensive report of a call as a page, as files, and the list of all reports.
#pragma once
#include <string>
#include <vector>

#include "report/compose.h"
#include "web/pages/call/card.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::report {

struct CellView {
  std::string text{};
  std::vector<std::int64_t> numbers{};
  bool numeric = false, hidden = false, has_share = false;
  std::int64_t share = 0;
};
struct RowView {
  std::string label{};
  std::vector<CellView> cells{};
};
struct HeaderView {
  std::string text{};
  bool numeric = false;
};
struct FactView {
  std::string label{}, text{};
};
// One piece of the report: exactly one of the first eight is true.
struct Block {
  bool heading = false, subheading = false, paragraph = false, quote = false, note = false, list = false, facts_list = false,
       table = false;
  std::int64_t call = 0;
  std::string id{}, text{}, lang{}, remark{};
  std::vector<std::int64_t> numbers{};
  std::vector<std::string> items{};
  std::vector<FactView> facts{};
  std::vector<HeaderView> header{};
  std::vector<RowView> rows{};
};
struct VersionLine {
  std::int64_t version = 0;
  Instant published_at{};
  std::string reason{};
  bool current = false;
};
struct Show {
  std::int64_t number = 0, version = 1;
  std::string title{}, call_title{}, subtitle{}, hash{};
  bool preview = false, superseded = false;
  std::vector<FactView> facts{};
  std::int64_t contributions = 0, people = 0, texts = 0;
  // Shares of the decisions, for the chart; not drawn under thirty.
  bool chart = false;
  std::int64_t accepted = 0, partly = 0, refused = 0, other = 0, from_partly = 0, from_refused = 0, from_other = 0;
  std::vector<FactView> contents{};  // text and id of each section
  std::vector<Block> blocks{};
  std::vector<VersionLine> versions{};
};
struct List {
  std::vector<call::Card> cards{};
  part::Pager pager{};
  part::Empty empty{};
};

Show show_view(const Context& in, const mosharekat::report::Data& data, const mosharekat::report::Report& report,
               const std::vector<mosharekat::report::PartText>& parts);

Result<Response> show(Context& in);
Result<Response> pdf(Context& in);
Result<Response> docx(Context& in);
Result<Response> json(Context& in);
Result<Response> contributions(Context& in);
Result<Response> statistics(Context& in);
Result<Response> list(Context& in);

}  // namespace mosharekat::web::pages::report
