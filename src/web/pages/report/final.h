// SPDX-License-Identifier: AGPL-3.0-or-later
// The final text beside the draft, each change with its source, and the record of its approval: as the public reads it, and as
// staff make it.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/form.h"

namespace mosharekat::web::pages::report {

struct RunView {
  bool removed = false, added = false, line_before = false;
  std::string text{};
};
struct ChangeView {
  std::string anchor{}, label{}, difference{}, style{};  // difference: a key; style: of its chip
  std::vector<RunView> runs{};
  std::vector<std::int64_t> contributions{};
  bool sourced = false;
  std::string note{};
};
struct LineView {
  std::string anchor{}, label{}, text{};
};
struct FinalText {
  std::string id{}, version{}, title{}, lang{}, dir{};
  bool loaded = false;
  std::int64_t same = 0, changed = 0, added = 0, removed = 0, provisions = 0, unsourced = 0;
  std::vector<ChangeView> changes{};
  std::vector<LineView> lines{};  // the whole text, where it was asked for
};
struct RecordFact {
  std::string label{}, text{};
};
struct Final {
  std::int64_t number = 0;
  std::string title{};
  std::vector<FinalText> texts{};
  std::vector<RecordFact> record{};
  bool whole = false;
};

struct SourceForm {
  ChangeView change{};
  std::int64_t index = 0;
  part::Field numbers{};
  part::Area note{};
};
struct FinalDraft {
  FinalText text{};
  part::Field file{};
  part::Area pasted{};
  std::vector<SourceForm> sources{};
};
struct FinalDesk {
  std::int64_t number = 0;
  std::string title{};
  part::Problems problems{};
  bool editable = false, decided = false;
  std::vector<FinalDraft> drafts{};
  part::Select outcome{};
  std::vector<part::Field> fields{};
  std::vector<part::Area> areas{};
};

Result<Response> final_page(Context& in);
Result<Response> final_desk(Context& in);
Result<Response> change_final(Context& in);

}  // namespace mosharekat::web::pages::report
