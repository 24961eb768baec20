// SPDX-License-Identifier: AGPL-3.0-or-later
#include <doctest/doctest.h>

#include "web/site_test.h"

using namespace mosharekat;
using testing::must;
using testing::says;
using testing::SiteUnderTest;

TEST_CASE("what a new version took away is listed below the text, and a passage that is gone is said to be gone") {
  SiteUnderTest site;
  auto& town = site.town;
  const auto id = town.open_call();
  const auto of = town.read([&](store::Transaction& tx) { return consultation::drafts(tx, id).front().id; });
  const auto says_of = [&](std::string anchor, std::string quote) {
    must(town.try_contribute(id, town.sara,
                             {.draft = of.value,
                              .anchor = std::move(anchor),
                              .passage = {.quote = std::move(quote)},
                              .body = "این جمله روشن نیست و باید اصلاح شود."}));
  };
  says_of("m1", "همه روزه");
  says_of("m3", "سه هفته");
  const std::string page = "/calls/" + std::to_string(town.call(id).number);
  const auto say = [](std::string_view key) { return locale::sentence(Language::fa, key); };
  CHECK(says(site.get(page), "همه روزه"));
  CHECK_FALSE(says(site.get(page), say("call.unplaced")));
  town.suspend(id);
  const auto change = [&](document::Text text) {
    must(consultation::set_draft(town.database, town.expert, town.now, id, of, std::move(text), "new.docx"));
  };
  document::Text text = testing::library_draft();
  text.provisions.pop_back();
  change(text);
  CHECK(says(site.get(page), say("call.unplaced")));
  CHECK(says(site.get(page), "contributions?anchor=m3\""));
  CHECK_FALSE(says(site.get(page), say("contribution.quote_gone")));
  CHECK(says(site.get(page + "/contributions?anchor=m3"), "سه هفته"));
  text.provisions.front().text = "کتابخانه‌های عمومی در روزهای کاری باز هستند.";
  change(text);
  CHECK(says(site.get(page), say("contribution.quote_gone")));
}
