// SPDX-License-Identifier: AGPL-3.0-or-later
// What is true and had no place in a call's course: where else a call stands, drafts that were held back or not consulted on,
// acts done out of their order, and what an agency means to consult on. All of it is public, with who decided and why.
#pragma once
#include "consultation/call.h"

namespace mosharekat::consultation {

// Who keeps an agency's register and plan: its approvers and administrators, and the leads of it or of any of its units.
bool keeps_register(store::Transaction& tx, const identity::Actor& actor, const identity::Agency& agency);

// --- Where a call stands besides here ---

struct Address {
  std::string place{}, url{};  // national or portal
  Instant placed_at{};
};
// By those who prepare the call; a new address of the same place replaces the former. Only http and https.
Result<void> set_address(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                         std::string_view place, std::string_view url, JalaliDate placed_on);
std::vector<Address> addresses(store::Transaction& tx, const CallId& call);

// --- Drafts without a consultation ---

struct WithheldDraft {
  std::string id{};
  identity::AgencyId agency{};
  std::string kind{};  // withheld (not publishable) or not_consulted
  std::string document_type{}, title_fa{}, title_en{}, reason_fa{}, reason_en{}, legal_basis{}, decided_by{};
  Instant decided_at{};
  identity::PersonId recorded_by{};
  Instant recorded_at{};
};
struct NewWithheld {
  WithheldDraft draft{};
  JalaliDate decided_on{};
};
// By a lead, an approver or an administrator of the agency.
Result<void> record_withheld(store::Database& database, const identity::Actor& actor, Instant now, const NewWithheld& ask);
std::vector<WithheldDraft> withheld_drafts(store::Transaction& tx, int limit, int offset);  // newest decision first
std::int64_t withheld_count(store::Transaction& tx);

// --- Acts done out of order ---

struct IrregularAct {
  CallId call{};
  std::int64_t number = 0;  // of the call
  std::string kind{};       // approved_early, issued_early, sent_early (to parliament)
  Instant happened_at{};
  std::string authority{}, document_number{}, reason_fa{}, reason_second{};
  State state = State::open;  // of the call when it was recorded
};
struct NewIrregularAct {
  std::string kind{}, authority{}, document_number{};
  JalaliDate happened_on{};
  Reason reason{};
};
// A text that was signed, issued or sent before the report of its consultation. It is stored and shown on the call and in the
// register; the call goes on, and everything that is owed stays owed. By a lead or an approver.
Result<void> record_irregular_act(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                                  const NewIrregularAct& ask);
std::vector<IrregularAct> irregular_acts(store::Transaction& tx, const std::optional<CallId>& call);

// --- Calls to come ---

struct PlannedCall {
  std::string id{};
  identity::AgencyId agency{};
  std::string title_fa{}, title_en{}, document_type{}, topic{};
  Instant from{}, until{};  // the first instant of the span in which it is to open, and the first after it
};
struct NewPlannedCall {
  PlannedCall plan{};
  JalaliDate first_day{}, last_day{};
};
Result<void> plan_call(store::Database& database, const identity::Actor& actor, Instant now, const NewPlannedCall& ask);
// A plan that is given up, or became a call, is taken off the list with its reason; its row stays.
Result<void> drop_planned_call(store::Database& database, const identity::Actor& actor, Instant now, std::string_view id,
                               std::string_view reason);
std::vector<PlannedCall> planned_calls(store::Transaction& tx);  // those that hold, soonest first

}  // namespace mosharekat::consultation
