// SPDX-License-Identifier: AGPL-3.0-or-later
// What both halves of the demonstration's office stand on (demo_office.h).
#pragma once
#include "cli/demo_office.h"
#include "report/covering_letter.h"

namespace mosharekat::cli::demo {

constexpr Milliseconds day = std::chrono::hours{24};

class Around {
 public:
  Around(store::Database& database, const consultation::Secret& secret, const Office& office, Instant now)
      : database_(database), secret_(secret), by_(office), now_(now) {}

 protected:
  consultation::CallId call(std::int64_t number) {
    return database_.read([&](store::Transaction& tx) { return consultation::call_by_number(tx, number).value().id; });
  }
  std::vector<consultation::Contribution> contributions(const consultation::CallId& id) {
    return database_.read([&](store::Transaction& tx) {
      return consultation::find_contributions(tx, id, {.order = consultation::Order::oldest, .limit = 50}).contributions;
    });
  }
  std::string printed(const consultation::CallId& id) {
    return print::pdf(database_.read([&](store::Transaction& tx) {
      return report::document(report::covering_letter(tx, *consultation::call(tx, id), "opening", Language::fa, ""),
                              Language::fa);
    }));
  }

  store::Database& database_;
  const consultation::Secret& secret_;
  const Office& by_;
  Instant now_;
};

}  // namespace mosharekat::cli::demo
