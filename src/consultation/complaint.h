// SPDX-License-Identifier: AGPL-3.0-or-later
// A complaint (شکایت) by somebody who took part: about the answer to the own contribution, or about how the call was run. Its
// text is read by those who may answer it and by who wrote it; the public sees how many there are and how many are late. It has a
// clock of its own and is answered by another person than the one complained about.
#pragma once
#include "consultation/contribution.h"

namespace mosharekat::consultation {

using ComplaintId = Id<struct ComplaintTag>;

enum class About { disposition, process };
inline constexpr About all_abouts[] = {About::disposition, About::process};
std::string_view name(About about);
std::optional<About> about_named(std::string_view name);

struct Complaint {
  ComplaintId id;
  CallId call;
  ContributionId contribution;  // of who complains
  About about = About::disposition;
  std::string text;
  Instant made_at, due_at;
  std::optional<bool> upheld;  // nothing: not answered yet
  std::string answer;
  std::optional<Instant> answered_at;
};
bool overdue(const Complaint& complaint, Instant now);

// The first instant after the time in which the agency is to answer a complaint made now: its clock for Duty::complaint
// (holiday.h), ten working days where none is set.
Instant complaint_due(store::Transaction& tx, const identity::Agency& agency, Instant made_at);

inline constexpr int complaint_limit = 5000;  // code points

// With the tracking code or by the signed-in author; once about each. The disposition: when it is public, for half a year. The
// process: from the opening of the call on, also when the contribution was hidden or withdrawn.
Result<ComplaintId> complain(store::Database& database, const Secret& secret, Instant now, const Claim& claim,
                             const ContributionId& contribution, About about, std::string_view text);
// By a lead of the call or an approver of its agency, but neither who decided on the contribution, who hid it, who prepared the
// call (about the process), nor who complains. The complainant is told, where an address is known.
Result<void> answer_complaint(store::Database& database, const identity::Actor& actor, Instant now, const ComplaintId& complaint,
                              bool upheld, std::string_view answer);

// Of one contribution, for its own author.
std::vector<Complaint> complaints_of(store::Transaction& tx, const ContributionId& contribution);
// What this person could answer, oldest clock first.
std::vector<Complaint> open_complaints(store::Transaction& tx, const identity::Actor& actor);
struct ComplaintCounts {
  std::int64_t made = 0, answered = 0, upheld = 0, overdue = 0;
};
// What the public sees.
ComplaintCounts complaint_counts(store::Transaction& tx, const CallId& call, Instant now);

}  // namespace mosharekat::consultation
