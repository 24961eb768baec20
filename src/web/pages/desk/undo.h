// SPDX-License-Identifier: AGPL-3.0-or-later
// The line above a queue that undoes its reader's last batch: {{> desk/undo undo}}
#pragma once
#include "consultation/batch.h"
#include "web/context.h"

namespace mosharekat::web::pages::desk {

struct Undo {
  std::string id{}, said{};  // said: empty: nothing to undo
  std::string left{};        // a sentence that names those that moved on
  std::string back{};        // where the queue is: moderation, assigned, answers, themes
  bool can_undo = false;
};
Undo undo_of(const Context& in, const std::optional<consultation::Batch>& batch, std::string back);
Result<Response> undo_batch(Context& in);  // POST /desk/batches/{batch}/removal

}  // namespace mosharekat::web::pages::desk
