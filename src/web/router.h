// SPDX-License-Identifier: AGPL-3.0-or-later
// From an address to a handler: language prefix, session, policy, token of the form, then the handler; afterwards the headers
// that every answer has.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "web/context.h"
#include "web/policy.h"

namespace mosharekat::web {

// Not default-constructible in its policy: a route without one does not compile.
struct Route {
  Method method;
  std::string_view pattern;  // "/calls/{call}/contributions/{number}"
  Policy policy;
  Handler handler;
};

class Router {
 public:
  // Throws Bug when two routes answer the same address.
  Router(Portal& portal, std::vector<Route> routes);
  Response answer(const Request& request) const;
  // The page for what never reaches a handler (400, 413, 500 …), in the language of the target. Asks no database and waits for
  // nothing.
  Response refusal(int status, std::string_view target) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  const Route* find(Method method, std::string_view path, std::vector<std::pair<std::string, std::string>>& parts,
                    bool& other_method) const;
  Response guarded(Context& context, const Route& route) const;

  Portal& portal_;
  std::vector<Route> routes_;
};

// The site on one page.
std::vector<Route> routes();

// The token that the forms of a session carry, under a pad of its own each time: the same bytes in every compressed answer could
// be guessed from the answers' lengths (BREACH).
std::string csrf_token(const consultation::Secret& secret, std::string_view cookie);
bool csrf_holds(const consultation::Secret& secret, std::string_view cookie, std::string_view token);

inline constexpr std::string_view session_cookie = "__Host-session";
std::string set_session_cookie(std::string_view token, bool keep);

}  // namespace mosharekat::web
