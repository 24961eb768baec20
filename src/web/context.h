// SPDX-License-Identifier: AGPL-3.0-or-later
// One request on its way through a handler: who asks, in which language, what the address names; and the ways to answer. Lives
// for one request, on one thread.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "consultation/call.h"
#include "consultation/contribution.h"
#include "identity/identity.h"
#include "store/store.h"
#include "web/http.h"
#include "web/reader.h"
#include "web/template.h"

namespace mosharekat::web {

// What the whole portal shares. One per process.
struct Portal {
  store::Database& database;
  const Clock& clock;
  consultation::Secret secret;
  std::string site{};           // public address, "https://participate.example"; for links in mails and feeds
  bool gallery = false;         // the page of components, for people who work on the look
  Milliseconds job_wait{1000};  // how long a page waits for the job that it asked for before it leads to the job's own page
};

struct Context {
  Portal& portal;
  const Request& request;
  Instant now;  // when the request was fully received
  Reader reader;
  identity::Actor actor;
  std::string cookie{};  // of the session, signed in or not; empty until a form needs one
  bool cookie_is_new = false;
  bool may_share = false;  // nothing in the request or the answer depends on who asks

  // From the address: {call} and the other parts in braces.
  std::optional<consultation::Call> call{};
  std::optional<identity::Agency> agency{};  // of the call
  std::vector<std::pair<std::string, std::string>> parts{};
  std::string_view part(std::string_view name) const;

  Language language() const { return reader.language; }
  std::string say(std::string_view key, const std::vector<Argument>& arguments = {}) const {
    return locale::sentence(reader.language, key, arguments);
  }
  std::string say(const Error& error) const { return locale::sentence(reader.language, error); }
  // Makes sure that the page has a token for its forms. Called by every handler whose page holds a form for people without a
  // session.
  void need_form();
  // A whole page. `description` for search engines and messengers; shared with other readers where may_share and `shared_for`
  // allow.
  struct Head {
    std::string title{}, description{};
    std::string section{};  // of the navigation
    int status = 200;
    Milliseconds shared_for{0};
    bool desk = false;  // the staff's denser form
    bool hidden_from_search = false;
    std::vector<std::string> scripts{};
    std::string feed{};  // path of the Atom feed of what the page lists
  };
  Response page(const Head& head, Html content);
  // 303 to a path without language prefix ("/calls/12"), which is kept; `done` names a sentence done.<name> that the next page
  // shows, `count` is its {count}.
  Response go(std::string_view path, std::string_view done = {}, std::int64_t count = 1) const;
  Response problem(const Error& error);
  Response refusal(int status);     // the page of a status alone: problem.title.<status>, problem.refused.<status>
  std::string portal_name() const;  // in the reader's language
  store::Database& database() const { return portal.database; }
  template <class F>
  auto read(F&& f) const {
    return portal.database.read(std::forward<F>(f));
  }
};

using Handler = Result<Response> (*)(Context&);

}  // namespace mosharekat::web
