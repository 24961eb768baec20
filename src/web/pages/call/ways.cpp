// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/call/ways.h"

#include "consultation/current_text.h"
#include "consultation/translation.h"
#include "web/pages/call/fast.h"

namespace mosharekat::web::pages::call {

Ways ways_of(const Context& in, store::Transaction& tx, const std::vector<consultation::CallText>& texts,
             std::int64_t provisions) {
  Ways view;
  const auto add = [&](std::string_view way) {
    view.ways.push_back({std::string(in.reader.base) + "/calls/" + std::to_string(in.call->number) + "/" + std::string(way),
                         "call.way." + std::string(way)});
  };
  for (const std::string_view part : {"plain", "easy"})
    if (!consultation::text_of(texts, part, code(in.language())).empty()) add(part);
  if (provisions > long_text && consultation::state_at(*in.call, in.now) == consultation::State::open) add("short");
  if (consultation::has_current_text(tx, in.call->id)) add("compare");
  if (consultation::has_translation(tx, in.call->id)) add("translation");
  return view;
}

}  // namespace mosharekat::web::pages::call
