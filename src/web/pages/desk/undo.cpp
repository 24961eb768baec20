// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/undo.h"

namespace mosharekat::web::pages::desk {

namespace {

constexpr std::size_t numbers_named = 20;
// An undone batch is spoken of as long as what it left is news.
constexpr std::chrono::hours undone_shown{1};

std::string numbers_of(const Context& in, const std::vector<std::int64_t>& numbers) {
  std::string all;
  for (std::size_t i = 0; i < numbers.size() && i < numbers_named; ++i)
    all += (i == 0 ? "" : in.language() == Language::fa ? "، " : ", ") + locale::number(in.language(), numbers[i]);
  return numbers.size() > numbers_named ? all + " …" : all;
}

}  // namespace

Undo undo_of(const Context& in, const std::optional<consultation::Batch>& batch, std::string back) {
  if (!batch) return {};
  const auto count = static_cast<std::int64_t>(batch->moved_on.size());
  Undo undo{.id = batch->id.value, .back = std::move(back), .can_undo = batch->undoable > 0};
  if (batch->undone_at) {
    if (count == 0 || in.now - *batch->undone_at > undone_shown) return {};
    undo.said = in.say("batch.undone_but", {{"count", count}});
    undo.left = numbers_of(in, batch->moved_on);
    return undo;
  }
  if (batch->undoable == 0) return {};
  undo.said =
      in.say("batch.said." + batch->act, {{"count", batch->count}, {"time", locale::date_time(in.language(), batch->at)}});
  if (count > 0) undo.left = in.say("batch.moved_on", {{"count", count}, {"numbers", numbers_of(in, batch->moved_on)}});
  return undo;
}

Result<Response> undo_batch(Context& in) {
  const auto done = consultation::undo_batch(in.database(), in.actor, in.now, {std::string(in.part("batch"))});
  if (!done) return done.error();
  const std::string_view back = in.request.form["back"];
  const auto call =
      in.read([&](store::Transaction& tx) { return consultation::batch_call(tx, {std::string(in.part("batch"))}); });
  std::string path = back == "assigned" ? "/desk/assigned" : "/desk/moderation";
  if (call && back != "assigned") path = "/desk/calls/" + std::to_string(*call) + (back == "themes" ? "/themes" : "/answers");
  return in.go(path, "undone", *done);
}

}  // namespace mosharekat::web::pages::desk
