// SPDX-License-Identifier: AGPL-3.0-or-later
// Answering: contributions beside the text they concern, chosen and answered one by one or many at once; themes and
// near-duplicates; and the moderators' queue.
#pragma once
#include <string>
#include <vector>

#include "web/pages/contribution/comment.h"
#include "web/pages/desk/undo.h"
#include "web/pages/part/form.h"
#include "web/pages/part/list.h"

namespace mosharekat::web::pages::desk {

struct Choice {
  std::string value{}, label{};
  std::int64_t count = 0;
  bool chosen = false;
};
// Between staff.
struct Note {
  std::string author{}, text{};
  Instant at{};
};
// A contribution in a queue of the desk.
struct Item {
  std::string id{};
  bool picked = false;
  contribution::Comment comment{};
  std::string provision{}, provision_lang{}, provision_dir{};
  std::string code{}, code_style{}, reason{}, citation{}, part{}, place{};
  std::vector<std::string> themes{};
  std::vector<std::string> flags{};  // keys
  std::string due{}, due_style{};
  std::int64_t reports = 0, number = 0;
  std::string call_title{};
  std::string assigned{}, assigned_style{};  // to which unit, until when, who took it on
  std::vector<Note> notes{};
  std::int64_t same_answer = 0;          // answers of the call in these very words
  std::string review{}, review_style{};  // what the second person said of the refusal
  std::string minutes{};                 // of the committee that decided
  std::string promise_link{};            // where a day can be promised for what was deferred or referred
};
Item item_of(Context& in, store::Transaction& tx, const consultation::Contribution& contribution,
             const std::vector<consultation::ContributionId>& chosen);
std::vector<consultation::ContributionId> picked(const Fields& form);
// The fields of a decision, with what was typed.
struct Decision {
  part::Select bank{};  // reasons to take the texts from; without options it is not shown
  std::string adapted_from{};
  part::Select code{};
  part::Area part{}, reason{}, citation{};
  part::Select law{};        // articles of the bank to cite; without options it is not shown
  part::Select place{};      // the provisions of the text
  part::Field place_text{};  // where there are none
};
Decision decision_fields(const Fields& form, const std::vector<Error>& errors);
// Offers what the bodies of these calls keep: reasons, articles to cite, the answers that stand several times in a call (of one
// call alone), and the places of their texts.
void offer_bank(const Context& in, store::Transaction& tx, const std::vector<consultation::Call>& calls, Decision& decision,
                const Fields& form, const std::vector<Error>& errors);
// What the form asks for, with the texts of the standing answer and the law that were chosen. For the context's call.
Result<consultation::Dispose> asked(Context& in, const Fields& form, std::vector<consultation::ContributionId> contributions);
// The form with the chosen reason's texts written into its fields, to be adapted.
Result<Fields> filled(Context& in, const Fields& form);
// Says of each item how often its answer stands in the call.
void count_same(store::Transaction& tx, const consultation::CallId& call, std::vector<Item>& items);

// The bar above a queue: how many are picked, and the keys.
struct Picking {
  bool can_give = false;
};

struct Saved {
  std::string id{}, name{}, link{};
};
struct Answers {
  std::int64_t call = 0, total = 0, left = 0, all = 0, to_review = 0;
  std::string title{}, query{};  // query: the filter, carried through the bulk form
  bool can_dispose = false;
  part::Problems problems{};
  Undo undo{};
  std::vector<Choice> filters{}, themes{}, given{};
  std::string words{};
  std::vector<Item> items{};
  part::Pager pager{};
  Picking picking{};
  Decision decision{};
  part::Select theme{}, unit{};
  part::Field due{}, filter_name{};
  part::Area note{};
  std::vector<Saved> saved{};
  part::Empty empty{};
};
Result<Response> answers(Context& in);
// POST: chosen contributions get a decision, a theme, a unit or a note; or the list's filter is kept.
Result<Response> dispose(Context& in);
Result<Response> drop_filter(Context& in);  // POST …/filters/{filter}/removal

struct GroupView {
  std::int64_t count = 0, first = 0;  // the number of its first comment names it
  std::string numbers{}, sample{};
};
struct ThemeLine {
  std::string id{}, link{}, answer_link{};
  std::int64_t contributions = 0, decided = 0, distinct = 0;
  part::Field name_fa{}, name_en{};
  part::Area summary_fa{}, summary_en{};
  part::Select recipient{};  // who is to answer it
  part::Field due{};
};
struct Themes {
  std::int64_t call = 0;
  bool can_dispose = false;
  std::string title{};
  part::Problems problems{};
  Undo undo{};
  std::vector<ThemeLine> themes{};
  std::vector<GroupView> groups{};
  part::Field name_fa{}, name_en{};
};
Result<Response> themes(Context& in);
Result<Response> make_theme(Context& in);  // POST /themes; with ids of a group it takes them in
Result<Response> edit_theme(Context& in);  // POST /themes/{theme}
Result<Response> give_theme(Context& in);  // POST /themes/{theme}/assignment

struct Queue {
  Picking picking{};
  Undo undo{};
  std::int64_t total = 0;
  std::vector<Item> items{};
  part::Problems problems{};
  part::Pager pager{};
  part::Select reason{};
  part::Area note{};
  part::Empty empty{};
};
Result<Response> moderation(Context& in);
Result<Response> moderate(Context& in);

struct AppealView {
  std::string id{}, text{}, reason{}, call_title{};
  std::int64_t call = 0;
  Instant at{};
  contribution::Comment comment{};
  bool can_decide = false;
};
struct Appeals {
  std::vector<AppealView> appeals{};
  part::Empty empty{};
};
Result<Response> appeals(Context& in);
Result<Response> decide_appeal(Context& in);

}  // namespace mosharekat::web::pages::desk
