// SPDX-License-Identifier: AGPL-3.0-or-later
// The stakeholders of a call, named and invited without discrimination: whoever prepares the call names organisations and people
// of every kind; when it opens each gets one letter; the public sees who was invited, who of them took part, and which kinds were
// left out. Source: the model participation documents (stakeholders are academic elites, NGOs, private sector, experts and the
// groups affected; associations and think-tanks take part as organisations).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consultation/call.h"

namespace mosharekat::consultation {

inline constexpr std::string_view stakeholder_kinds[] = {"academic",       "association", "ngo",
                                                         "private_sector", "expert",      "affected"};

struct Stakeholder {
  std::string id{};
  std::string kind{};  // of stakeholder_kinds
  std::string name_fa{}, name_en{};
  std::string email{};                  // only for who prepares the call; erased with the addresses of guests (retention.h)
  std::optional<Instant> invited_at{};  // the letter was owed, or the call opened and there was no address
  bool took_part = false;               // a contribution that is public was given in this name
  const std::string& name(Language language) const { return language == Language::fa || name_en.empty() ? name_fa : name_en; }
};

// By who prepares the call, until it closes: a name no more than once. While the call is open the letter goes at once.
Result<void> name_stakeholder(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                              const Stakeholder& ask);
// Who was invited stays.
Result<void> drop_stakeholder(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call,
                              std::string_view id);

std::vector<Stakeholder> stakeholders(store::Transaction& tx, const CallId& call);  // by kind, then in the order of naming
// The kinds of which nobody is named.
std::vector<std::string_view> kinds_left_out(const std::vector<Stakeholder>& all);

// Owes the letters to all who have none yet. Part of opening a call and of resuming it, in their transactions.
void invite_stakeholders(store::Transaction& tx, const Call& call, Instant now);
// Part of erase_old_addresses().
void erase_stakeholder_addresses(store::Transaction& tx, const CallId& call);

}  // namespace mosharekat::consultation
