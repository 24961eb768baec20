// SPDX-License-Identifier: AGPL-3.0-or-later
// An agency's participation strategy as the public reads it, and the form in which one person proposes the next
// version and another publishes it.
#pragma once
#include "web/context.h"
#include "web/pages/part/form.h"

namespace mosharekat::web::pages::agency {

struct VersionLine {
  std::int64_t version = 0;
  std::string link{};
  Instant at{};
  bool current = false;
};
struct StrategyView {
  std::string agency{}, agency_link{}, title{}, text{}, legal_basis{}, signed_by{}, number{}, hash{};
  std::int64_t version = 0;
  Instant signed_at{}, published_at{};
  bool persian_only = false;
  std::vector<VersionLine> versions{};
};
Result<Response> strategy(Context& in);  // GET /agencies/{slug}/strategy

// What the first person proposed, for the second one to read.
struct WaitingStrategy {
  std::string title_fa{}, title_en{}, text_fa{}, text_en{}, legal_basis{}, signed_by{}, number{}, hash{}, proposer{};
  Instant signed_at{}, proposed_at{};
  std::int64_t version = 0;
  bool own = false;
};
struct StrategyForm {
  std::string agency_id{}, agency{}, slug{};
  std::optional<WaitingStrategy> waiting{};
  part::Problems problems{};
  part::Field title_fa{}, title_en{}, legal_basis{}, signed_by{}, signed_on{}, number{};
  part::Area text_fa{}, text_en{};
};
Result<Response> strategy_form(Context& in);  // GET /desk/agencies/{agency}/strategy
Result<Response> propose_strategy(Context& in);
Result<Response> publish_strategy(Context& in);  // POST …/strategy/signature, by the second person
Result<Response> drop_strategy(Context& in);     // POST …/strategy/removal

}  // namespace mosharekat::web::pages::agency
