// SPDX-License-Identifier: AGPL-3.0-or-later
// Preparing and steering one call: texts side by side in two languages, questions, drafts, settings, period; later extension,
// suspension, withdrawal.
#pragma once
#include <string>
#include <vector>

#include "web/pages/call/card.h"
#include "web/pages/desk/desk.h"
#include "web/pages/guide/tour.h"
#include "web/pages/part/form.h"
#include "web/pages/writing/advice.h"

namespace mosharekat::web::pages::desk {

struct TextPair {
  part::Area persian{}, second{};
  bool stale_persian = false, stale_second = false;
};
struct DraftLine {
  std::string id{}, title{}, language{};
  std::int64_t provisions = 0, articles = 0, version = 0;
  std::string source{};                 // name of the file; empty for pasted text
  std::vector<std::string> warnings{};  // what reading it left out, as sentences
};
struct QuestionPair {
  part::Area persian{}, second{};
};
// One act that a second person decides on: its form.
struct ActForm {
  std::string act{}, action{}, lead{}, button{};  // keys but the action
  std::vector<part::Field> fields{};
  std::vector<part::Area> areas{};
  bool danger = false;
};

struct CallDesk {
  std::int64_t number = 0;
  std::string title{}, state{}, agency{};
  call::Chip chip{};
  part::Path path{};
  part::Problems problems{}, missing{};
  bool drafting = false, can_edit = false, can_propose = false, reviewing = false, answered = false, is_public = false,
       suspended = false, can_set_current = false, can_translate = false, can_promise = false;
  std::int64_t contributions = 0, unanswered = 0;
  std::vector<TextPair> texts{};
  std::vector<QuestionPair> questions{};
  writing::Advice advice{};
  guide::Tour tour{};
  std::vector<DraftLine> drafts{};
  part::Field file{};
  part::Area pasted{};
  part::Select replaces{};
  part::Select topic{}, place{};
  part::Choices options{}, moderation{};
  part::Field moderation_hours{};
  part::Field first_day{}, last_day{};
  part::Area shorter_reason{};
  std::string earliest{}, policy{}, period{};  // period: what the template of its kind says of it
  std::vector<ActForm> acts{};
  std::vector<ApprovalView> approvals{};
  // After the decision: how people were told, then what was learned.
  std::string conclusion{};  // feedback, evaluation or empty
  part::Area conclusion_fa{}, conclusion_second{};
};

Result<Response> call_desk(Context& in);
Result<Response> set_texts(Context& in);
Result<Response> set_questions(Context& in);
Result<Response> add_draft(Context& in);
Result<Response> remove_draft(Context& in);
Result<Response> set_settings(Context& in);
Result<Response> propose_opening(Context& in);
Result<Response> propose_extension(Context& in);
Result<Response> propose_suspension(Context& in);
Result<Response> propose_resumption(Context& in);
Result<Response> propose_withdrawal(Context& in);
Result<Response> close(Context& in);
Result<Response> start_analysis(Context& in);
Result<Response> conclude(Context& in);  // POST /desk/calls/{call}/conclusions

}  // namespace mosharekat::web::pages::desk
