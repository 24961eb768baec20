// SPDX-License-Identifier: AGPL-3.0-or-later
// A call as the public reads it: the text in the middle, what people say beside the provision it concerns.
#pragma once
#include <string>
#include <vector>

#include "web/pages/call/card.h"
#include "web/pages/call/ways.h"
#include "web/pages/complaint/complaint.h"
#include "web/pages/contribution/comment.h"
#include "web/pages/promise/list.h"

namespace mosharekat::web::pages::call {

struct Tally {
  bool shown = false;
  std::int64_t total = 0;
  std::int64_t for_text = 0, for_with_changes = 0, against = 0;  // people
  std::int64_t for_percent = 0, changes_percent = 0, against_percent = 0;
};
// A note or clause inside an article's block.
struct Inner {
  std::string anchor{}, label{}, heading{}, text{}, style{};  // style: note or clause
  std::string comment_link{}, comment_label{};
  std::int64_t count = 0;
};
struct Block {
  bool division = false;  // a chapter's heading: no margin
  std::string anchor{}, draft{}, label{}, heading{}, text{};
  bool unrecognised = false;
  bool plain = false;  // a paragraph without a number: its acts are links, not buttons
  std::vector<Inner> inner{};
  std::int64_t count = 0;  // contributions on it and what it holds
  std::string all_link{}, comment_link{}, replace_link{}, comment_label{}, heading_line{};
  Tally tally{};
  std::vector<contribution::Comment> comments{};
};
struct ContentsLine {
  std::string link{}, text{};
  bool chapter = false;
  std::int64_t count = 0;
};
struct DraftText {
  std::string id{}, title{}, lang{}, dir{}, comment_link{};
  std::vector<ContentsLine> contents{};
  std::vector<Block> blocks{};
  part::Pager pager{};
};
struct Fact {
  std::string label{}, text{};  // label: a key
};
struct QuestionView {
  std::string anchor{}, text{}, answer_link{}, all_link{};
  std::int64_t count = 0;
};
// What was said of a provision that the current version has no more.
struct Unplaced {
  std::string label{}, all_link{};
  std::int64_t count = 0;
};
struct NoticeView {
  std::string kind{}, reason{};  // kind: a key
  Instant at{};
};
// Where the call stands besides here, and letters that the agency published.
struct Elsewhere {
  std::string label{}, text{}, link{};  // label: a key
  Instant at{};
};
// Who was invited, by kind; the kinds of which nobody was.
struct InvitedGroup {
  std::string kind{};  // a key
  struct One {
    std::string name{};
    bool took_part = false;
  };
  std::vector<One> all{};
};
struct SaidDid {
  std::string said{}, said_link{}, did{}, did_link{};
  std::int64_t count = 0;
};

struct Show {
  std::int64_t number = 0;
  Chip chip{};
  std::string title{}, summary{}, agency{}, agency_link{}, document_type{}, preparing{}, lead{};
  bool demo = false, open = false, guests = false, followed = false, stale = false, can_prepare = false;
  std::string shorter{};  // the published reason of a shorter period
  std::int64_t shorter_days = 0, policy_days = 0;
  part::Path path{};
  std::vector<Fact> facts{};
  std::string changes_for_you{};
  std::vector<DraftText> drafts{};
  std::vector<Unplaced> unplaced{};
  std::vector<QuestionView> questions{};
  std::vector<contribution::Comment> whole{};
  std::int64_t whole_count = 0, contributions = 0, waiting = 0;
  std::string moderation{};  // a sentence: when a comment will be seen
  std::vector<NoticeView> notices{};
  bool has_report = false, has_final = false;
  std::vector<SaidDid> said_did{};
  std::vector<Elsewhere> elsewhere{}, letters{};
  std::vector<InvitedGroup> invited{};
  std::vector<std::string> not_invited{};  // keys of kinds
  std::int64_t invited_count = 0, invited_took_part = 0;
  Ways ways{};
  promise::List promises{};
  complaint::Counts complaints{};
};

Result<Response> show(Context& in);

}  // namespace mosharekat::web::pages::call
