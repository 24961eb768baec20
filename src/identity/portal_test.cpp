// SPDX-License-Identifier: AGPL-3.0-or-later
#include "identity/portal.h"

#include <doctest/doctest.h>

#include "base/hash.h"
#include "testing/people.h"

using namespace mosharekat;
using namespace mosharekat::identity;
using testing::each_database;
using testing::must;
using testing::People;
using testing::refusal;

TEST_CASE("the portal is named in both languages or in neither, by the country's administrator") {
  each_database([](store::Database& database) {
    People people(database);
    const auto name = [&](const Actor& actor, std::string fa, std::string en) {
      return refusal(name_portal(database, actor, people.now, {std::move(fa), std::move(en)}));
    };
    const auto named = [&] { return database.read([](store::Transaction& tx) { return look(tx, {}).name; }); };
    CHECK(named().fa.empty());
    CHECK(name(people.agency_admin, "درگاه نمونه", "Sample portal") == "portal.error.only_national");
    CHECK(name(people.national_admin, "درگاه نمونه", "") == "portal.error.both");
    CHECK(name(people.national_admin, std::string(81, 'x'), "Sample portal") == "call.error.too_long");
    CHECK(named().fa.empty());
    must(name_portal(database, people.national_admin, people.now, {" درگاه  نمونه ", "Sample portal"}));
    CHECK(named().fa == "درگاه نمونه");
    CHECK(named().en == "Sample portal");
    must(name_portal(database, people.national_admin, people.now, {}));
    CHECK(named().en.empty());
  });
}

TEST_CASE("an emblem is set, replaced and taken away by who administers its owner") {
  each_database([](store::Database& database) {
    People people(database);
    const auto set = [&](const Actor& actor, const AgencyId& owner, const std::string& png) {
      return refusal(set_emblem(database, actor, people.now, owner, {png, png.substr(0, 2)}));
    };
    CHECK(set(people.agency_admin, {}, "one") == "identity.error.not_admin");
    CHECK(set(people.expert, people.ministry, "one") == "identity.error.not_admin");
    CHECK(set(people.agency_admin, {"no-such"}, "one") == "identity.error.agency_unknown");
    must(set_emblem(database, people.agency_admin, people.now, people.ministry, {"one", "on"}));
    must(set_emblem(database, people.national_admin, people.now, {}, {"portal", "po"}));
    database.read([&](store::Transaction& tx) {
      CHECK(emblem(tx, people.ministry) == "one");
      CHECK(page_emblem(tx, people.ministry) == "on");
      CHECK(emblem(tx, {}) == "portal");
      const Look seen = look(tx, people.ministry);
      CHECK(seen.agency_emblem == hash::sha256_hex("one"));
      CHECK(seen.portal_emblem == hash::sha256_hex("portal"));
      CHECK(look(tx, {}).agency_emblem.empty());
    });
    must(set_emblem(database, people.agency_admin, people.now, people.ministry, {}));
    database.read([&](store::Transaction& tx) {
      CHECK(!emblem(tx, people.ministry));
      CHECK(emblem(tx, {}) == "portal");
    });
  });
}
