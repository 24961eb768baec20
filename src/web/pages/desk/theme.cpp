// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.h"
#include "generated/templates/desk/themes.h"
#include "web/pages/desk/answer.h"
#include "web/pages/desk/give.h"

namespace mosharekat::web::pages::desk {

using consultation::Contribution;
using consultation::ContributionId;
using consultation::State;

namespace {

Response themes_page(Context& in, const std::vector<Error>& errors) {
  Themes view;
  view.call = in.call->number;
  const State state = consultation::state_at(*in.call, in.now);
  view.can_dispose = state == State::closed || state == State::analysing;
  view.problems.errors = errors;
  view.name_fa = {.name = "name_fa",
                  .label = "desk.theme_name_fa",
                  .value = std::string(in.request.form["name_fa"]),
                  .error = part::error_of(errors, "name_fa")};
  view.name_en = {
      .name = "name_en", .label = "desk.theme_name_en", .value = std::string(in.request.form["name_en"]), .optional = true};
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    view.undo = undo_of(in, consultation::last_answers(tx, in.actor.person, in.now, in.call->id), "themes");
    for (const consultation::Group& group : consultation::near_duplicate_groups(tx, in.call->id)) {
      GroupView one{.count = static_cast<std::int64_t>(group.contributions.size()), .first = group.contributions[0].number};
      for (const Contribution& member : group.contributions) {
        if (one.numbers.size() < 120)
          one.numbers += (one.numbers.empty() ? "" : (in.language() == Language::fa ? "، " : ", ")) +
                         locale::number(in.language(), member.number);
      }
      const Contribution& first = group.contributions.front();
      one.sample = text::shorten(first.body.empty() ? first.replacement : first.body, 200);
      view.groups.push_back(std::move(one));
      if (view.groups.size() == 30) break;
    }
    for (const consultation::Theme& theme : consultation::themes(tx, in.call->id)) {
      ThemeLine line{
          .id = theme.id.value, .contributions = theme.contributions, .decided = theme.decided, .distinct = theme.distinct_texts};
      line.answer_link = std::string(in.reader.base) + "/desk/calls/" + std::to_string(in.call->number) + "/themes/" +
                         theme.id.value + "/answers";
      line.link =
          std::string(in.reader.base) + "/desk/calls/" + std::to_string(in.call->number) + "/answers?theme=" + theme.id.value;
      // Several themes stand on one page: the field's name carries the theme, so that ids are unique.
      const std::string tail = "_" + theme.id.value;
      line.name_fa = {.name = "name_fa" + tail, .label = "desk.theme_name_fa", .value = theme.name_fa};
      line.name_en = {.name = "name_en" + tail, .label = "desk.theme_name_en", .value = theme.name_en, .optional = true};
      line.summary_fa = {.name = "summary_fa" + tail,
                         .label = "desk.theme_summary_fa",
                         .hint = "desk.theme_summary_hint",
                         .value = theme.summary_fa,
                         .optional = true};
      line.summary_en = {
          .name = "summary_en" + tail, .label = "desk.theme_summary_en", .value = theme.summary_en, .optional = true};
      line.recipient = {
          .name = "recipient" + tail, .label = "desk.recipient", .error = part::error_of(errors, "recipient" + tail)};
      line.recipient.options = recipients(in, tx, in.request.form["recipient" + tail]);
      line.due = due_field(in.request.form, errors, "due" + tail);
      view.themes.push_back(std::move(line));
    }
  });
  return in.page({.title = in.say("desk.themes") + " – " + view.title,
                  .section = "desk",
                  .status = errors.empty() ? 200 : 422,
                  .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> themes(Context& in) { return themes_page(in, {}); }

Result<Response> make_theme(Context& in) {
  const Fields& form = in.request.form;
  std::string name(form["name_fa"]);
  std::vector<ContributionId> members = picked(form);
  if (const auto first = text::parse_integer(form["from_group"])) {
    const auto groups = in.read([&](store::Transaction& tx) { return consultation::near_duplicate_groups(tx, in.call->id); });
    for (const consultation::Group& group : groups) {
      const Contribution& said = group.contributions.front();
      if (said.number != *first) continue;
      name = text::shorten(said.body.empty() ? said.replacement : said.body, 60);
      for (const Contribution& member : group.contributions) members.push_back(member.id);
    }
  }
  const auto made = consultation::make_theme(in.database(), in.actor, in.now, in.call->id,
                                             {.name_fa = name, .name_en = std::string(form["name_en"])});
  if (!made) return themes_page(in, {made.error()});
  if (!members.empty()) TRY(consultation::put_in_theme(in.database(), in.actor, in.now, *made, members));
  return in.go("/desk/calls/" + std::to_string(in.call->number) + "/themes#t" + made->value, "saved");
}

Result<Response> edit_theme(Context& in) {
  const Fields& form = in.request.form;
  const std::string tail = "_" + std::string(in.part("theme"));
  const auto done = consultation::edit_theme(in.database(), in.actor, in.now, {std::string(in.part("theme"))},
                                             {std::string(form["name_fa" + tail]), std::string(form["name_en" + tail]),
                                              std::string(form["summary_fa" + tail]), std::string(form["summary_en" + tail])});
  if (!done) return themes_page(in, {done.error()});
  return in.go("/desk/calls/" + std::to_string(in.call->number) + "/themes", "saved");
}

Result<Response> give_theme(Context& in) {
  const Fields& form = in.request.form;
  const consultation::ThemeId theme{std::string(in.part("theme"))};
  const std::string tail = "_" + theme.value;
  // Several forms stand on the page: the error belongs to the field of this one.
  const auto here = [&](Error error) {
    if (error.field == "due") error.field = "due" + tail;
    if (error.field == "unit") error.field = "recipient" + tail;
    if (error.key == "disposition.error.none_chosen") error.key = "disposition.error.all_decided";
    return themes_page(in, {std::move(error)});
  };
  const auto due = due_of(form["due" + tail]);
  if (!due) return here(due.error());
  const auto done = give_theme_to(in, theme, form["recipient" + tail], *due);
  if (!done && done.error().code == Code::denied) return done.error();
  if (!done) return here(done.error());
  return in.go("/desk/calls/" + std::to_string(in.call->number) + "/themes", "given", *done);
}

}  // namespace mosharekat::web::pages::desk
