// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may use a route, and in which states of the call that its address names. A route cannot be written without one. Denied
// unless a policy says yes; what is not public does not exist for who may not see it (404, never 403).
//
//   Policy::everyone()                                  reading what is public
//   Policy::by_letter()                                 a POST from a mail program (RFC 8058): the secret in the address stands
//   for
//                                                       the token of a form, which nobody was shown
//   Policy::signed_in()
//   Policy::staff({Role::lead}).in({State::drafting})   on a call's address: the role must stand on the call's agency or above;
//                                                       of experts, leads and moderators also on their own unit of the call
#pragma once
#include <initializer_list>
#include <vector>

#include "consultation/call.h"
#include "identity/identity.h"

namespace mosharekat::web {

struct Policy {
  enum class Who { everyone, by_letter, signed_in, staff };
  Who who;
  std::vector<identity::Role> roles{};        // staff: one of these; empty: any role
  std::vector<consultation::State> states{};  // of the call at the instant of the request; empty: any
  static Policy everyone() { return {Who::everyone}; }
  static Policy by_letter() { return {Who::by_letter}; }
  static Policy signed_in() { return {Who::signed_in}; }
  static Policy staff(std::initializer_list<identity::Role> roles) { return {Who::staff, roles}; }
  Policy in(std::initializer_list<consultation::State> allowed) && {
    states = allowed;
    return std::move(*this);
  }
};

// The decision, without the rest of the program: what the matrix of routes, roles and states is tested with.
enum class Verdict { yes, sign_in, denied, hidden, wrong_state };
Verdict decide(const Policy& policy, const identity::Actor& actor, const consultation::Call* call, const identity::Agency* agency,
               Instant now);

}  // namespace mosharekat::web
