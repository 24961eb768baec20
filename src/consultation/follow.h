// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is written to about a call, and how they stop it: every letter carries a link of its reader's own, good without signing in.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "consultation/call.h"

namespace mosharekat::consultation {

// course: no more letters on the call's course; those on one's own contributions still come. all: none at all about this call.
enum class Stopped { nothing, course, all };
std::string_view name(Stopped stopped);  // "", "course", "all"
std::optional<Stopped> stopped_named(std::string_view name);

struct MailChoice {
  CallId call;
  std::string reader;  // a person, or the contribution for which a guest left an address
  Stopped stopped = Stopped::nothing;
};
std::optional<MailChoice> mail_choice(store::Transaction& tx, std::string_view token);
// What who holds the token wants from now on. Stopping also ends following. A guest's choice holds for every contribution to this
// call that was left with the same address; stopping all forgets the address.
Result<void> choose_mail(store::Database& database, Instant now, std::string_view token, Stopped stopped);

// The address in a letter at which its reader stops such letters: a page, and by one POST (RFC 8058) the stop itself. `reader` as
// in mail_choice.
std::string stop_link(store::Transaction& tx, const CallId& call, std::string_view reader, Language language, Stopped stopped,
                      Instant now);

// How long before closing those who take part are reminded, once for each closing day.
inline constexpr int last_days = 3;
// Reminds of the calls that close within the last days. Answers how many calls it wrote about. Part of turn_clock().
int remind_of_closing(store::Database& database, Instant now);

}  // namespace mosharekat::consultation
