// SPDX-License-Identifier: AGPL-3.0-or-later
// The comprehensive report (گزارش جامع) of a call: machine parts that are computed (data.h), human parts that are written, in
// Persian and in the call's second language. A draft is made after closing, proposed by the lead, and published when a second
// person approves (consultation::approve). A published report never changes: a correction is a new version with a reason.
//
//   const ReportId report = TRY(start_report(database, lead, now, call, ""));
//   TRY(set_parts(database, lead, now, report, {{"summary", "fa", "…"}, {"summary", "en", "…"}}));
//   const ApprovalId approval = TRY(propose_report(database, lead, now, report));
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consultation/call.h"
#include "report/data.h"

namespace mosharekat::report {

using consultation::CallId;
using consultation::ReportId;

struct Part {
  std::string_view name;
  bool required;  // in both languages before the report can be proposed
  int limit;      // code points
};
inline constexpr Part human_parts[] = {{"summary", true, 6000},
                                       {"method", false, 10000},
                                       {"concerns", false, 20000},
                                       {"limits", false, 10000},
                                       {"next_steps", false, 10000}};
struct PartText {
  std::string part, language, text;
};
// A part in the language, else in Persian.
std::string text_of(const std::vector<PartText>& parts, std::string_view part, std::string_view language);

enum class Standing { draft, published, superseded };
struct Report {
  ReportId id;
  CallId call;
  std::int64_t version = 1;
  Standing standing = Standing::draft;
  std::string data;  // canonical JSON; of a draft, as last proposed or ""
  std::string hash;
  std::string correction_reason;
  Instant created_at;
  std::optional<Instant> published_at;
};

// Version 1 once the call has closed; a later version, for which a reason is given, once one was published. Takes over the human
// parts of the version before.
Result<ReportId> start_report(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                              std::string_view correction_reason);
Result<void> set_parts(store::Database& database, const identity::Actor& actor, Instant now, const ReportId& report,
                       const std::vector<PartText>& parts);
// By the lead: computes the machine parts, freezes them and asks a second person.
Result<consultation::ApprovalId> propose_report(store::Database& database, const identity::Actor& actor, Instant now,
                                                const ReportId& report);

// --- Queries ---

std::vector<Report> reports(store::Transaction& tx, const CallId& call);  // newest version first
std::optional<Report> published_report(store::Transaction& tx, const CallId& call);
std::optional<Report> report_version(store::Transaction& tx, const CallId& call, std::int64_t version);
std::optional<Report> draft_report(store::Transaction& tx, const CallId& call);
std::vector<PartText> parts(store::Transaction& tx, const ReportId& report);
// What still keeps the report from being proposed, as sentences.
std::vector<Error> missing(store::Transaction& tx, const Report& report);
// The machine parts as they are now.
Data compute(store::Transaction& tx, const consultation::Call& call);
// Texts of a call's contributions that are public now, by number.
struct PublicText {
  std::int64_t number = 0;
  std::string display_name, quote, body, replacement;
};
std::vector<PublicText> public_texts(store::Transaction& tx, const CallId& call);

}  // namespace mosharekat::report
