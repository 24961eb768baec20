// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/form_guard.h"

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "base/hash.h"
#include "web/site_test.h"

using namespace mosharekat;
using namespace mosharekat::web;
using namespace std::chrono_literals;

namespace {

struct Guarded {
  consultation::Secret secret{"a key of this test"};
  FormGuard guard{secret};
  Instant opened = instant(1'800'000'000'000);

  // The key of the refusal, or nothing.
  std::string refusal(const std::string& stamp, Instant now, const std::string& hidden = "") const {
    Fields form;
    form.add("opened", stamp);
    form.add("website", hidden);
    bool solved = false;
    const auto checked = guard.check(form, now, solved);
    return checked ? "" : checked.error().key;
  }
  bool solves(const std::string& proof, Instant now) const {
    Fields form;
    form.add("altcha", proof);
    bool solved = false;
    (void)guard.check(form, now, solved);
    return solved;
  }
};

// What the script in the browser sends for a challenge.
std::string proof_of(const std::string& challenge, std::int64_t off = 0) {
  boost::json::object object = boost::json::parse(challenge).as_object();
  const std::string salt(object.at("salt").as_string()), wanted(object.at("challenge").as_string());
  std::int64_t number = 0;
  while (hash::sha256_hex(salt + std::to_string(number)) != wanted) ++number;
  object["number"] = number + off;
  return hash::base64(boost::json::serialize(object));
}

}  // namespace

TEST_CASE("a form that was filled in too quickly, kept for a day, stamped elsewhere or with the hidden field is refused") {
  const Guarded form;
  const std::string stamp = form.guard.stamp(form.opened);
  CHECK(form.refusal(stamp, form.opened + 3s) == "");
  CHECK(form.refusal(stamp, form.opened + 3s - 1ms) == "form.error.quick");
  CHECK(form.refusal(stamp, form.opened + 24h) == "");
  CHECK(form.refusal(stamp, form.opened + 24h + 1ms) == "form.error.old");
  CHECK(form.refusal(stamp, form.opened + 1min, "https://spam.example") == "form.error.robot");
  const std::string seal = stamp.substr(stamp.find('.'));
  CHECK(form.refusal(std::to_string(milliseconds(form.opened - 1h)) + seal, form.opened) == "form.error.old");
  for (const char* none : {"", "1800000000000", "1800000000000."})
    CHECK(form.refusal(none, form.opened + 1min) == "form.error.old");
}

TEST_CASE("a proof of work counts for its own challenge, with its number, for two hours") {
  const Guarded form;
  const std::string challenge = form.guard.challenge(form.opened);
  const std::string proof = proof_of(challenge);
  CHECK(form.solves(proof, form.opened));
  CHECK(form.solves(proof, form.opened + 2h));
  CHECK_FALSE(form.solves(proof, form.opened + 2h + 1s));
  CHECK_FALSE(form.solves(proof_of(challenge, 1), form.opened));
  CHECK_FALSE(form.solves("", form.opened));
  // An easy challenge of one's own making has no signature of this site.
  const consultation::Secret other{"another key"};
  CHECK_FALSE(form.solves(proof_of(FormGuard{other}.challenge(form.opened)), form.opened));
}

TEST_CASE("a guest without a proof of work sends twenty forms an hour from one connection") {
  testing::SiteUnderTest site;
  const auto id = site.town.open_call();
  const std::string path = "/calls/" + std::to_string(site.town.call(id).number) + "/contributions";
  const std::string stamp = FormGuard{site.town.secret}.stamp(site.town.now - 1min);
  const auto send = [&] { return site.post(path, {{"opened", stamp}, {"body", ""}}, "a guest's cookie").status; };
  for (int i = 0; i < 20; ++i) CHECK(send() == 422);
  CHECK(send() == 429);
}
