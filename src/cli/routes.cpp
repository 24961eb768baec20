// SPDX-License-Identifier: AGPL-3.0-or-later
// `mosharekat routes`: every address of the site, who may use it and in which states of its call, as JSON.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <iostream>

#include "cli/verbs.h"
#include "web/router.h"

namespace mosharekat::cli {
namespace {

std::string_view name_of(web::Policy::Who who) {
  using enum web::Policy::Who;
  return who == everyone || who == by_letter ? "everyone" : who == signed_in ? "signed_in" : "staff";
}

template <class List>
boost::json::array names(const List& list) {
  boost::json::array names;
  for (const auto each : list) names.emplace_back(name(each));
  return names;
}

}  // namespace

void add_routes(CLI::App& app, int& exit_code) {
  auto* verb = app.add_subcommand("routes", "Print every address of the site with who may use it, as JSON");
  verb->callback([&exit_code] {
    boost::json::array table;
    for (const web::Route& route : web::routes()) {
      table.push_back({{"method", route.method == web::Method::get ? "GET" : "POST"},
                       {"pattern", route.pattern},
                       {"who", name_of(route.policy.who)},
                       {"roles", names(route.policy.roles)},
                       {"states", names(route.policy.states)}});
    }
    std::cout << boost::json::serialize(table) << '\n';
    exit_code = std::cout.flush() ? 0 : 1;
  });
}

}  // namespace mosharekat::cli
