// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/guide/guide.h"

#include "generated/templates/guide/guide.h"
#include "generated/templates/guide/learn.h"

namespace mosharekat::web::pages::guide {

namespace {

std::vector<Lesson> lessons(const Context& in, const std::string& noun) {
  std::vector<Lesson> all;
  for (int number = 1;; ++number) {
    const std::string key = noun + ".lesson." + std::to_string(number) + ".";
    if (!locale::has(key + "title")) return all;
    Lesson lesson{.id = "l" + std::to_string(number),
                  .title = in.say(key + "title"),
                  .text = in.say(key + "text"),
                  .poor_label = noun + ".poor",
                  .good_label = noun + ".good"};
    for (int i = 1; locale::has(key + "poor." + std::to_string(i)); ++i)
      lesson.contrasts.push_back({in.say(key + "poor." + std::to_string(i)), in.say(key + "good." + std::to_string(i))});
    for (int i = 1; locale::has(key + "term." + std::to_string(i) + ".word"); ++i)
      lesson.terms.push_back(
          {in.say(key + "term." + std::to_string(i) + ".word"), in.say(key + "term." + std::to_string(i) + ".meaning")});
    all.push_back(std::move(lesson));
  }
}

}  // namespace

Result<Response> guide(Context& in) {
  Guide view{.lessons = lessons(in, "guide")};
  view.may_show_tour = in.actor.has(identity::Role::expert) || in.actor.has(identity::Role::lead);
  in.read([&](store::Transaction& tx) { view.tour = tour_of(in, tx, consultation::tour_call(tx, in.actor, in.now)); });
  view.tour.open = true;
  return in.page({.title = in.say("guide.title"), .section = "desk", .desk = true, .hidden_from_search = true},
                 to_html(view, in.reader));
}

Result<Response> learn(Context& in) {
  const Learn view{.lessons = lessons(in, "learn")};
  return in.page({.title = in.say("learn.title"), .description = in.say("learn.lead"), .shared_for = Milliseconds{60000}},
                 to_html(view, in.reader));
}

}  // namespace mosharekat::web::pages::guide
