// SPDX-License-Identifier: AGPL-3.0-or-later
// Taking part: a contribution is checked, placed and received.
#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "consultation/contribution.h"
#include "consultation/contribution_store.h"
#include "consultation/together.h"
#include "identity/email.h"
#include "ledger/ledger.h"
#include "store/search.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

Result<Placed> placed(store::Transaction& tx, const ContributionId& id) {
  auto found = contribution(tx, id);
  if (!found) return Error{Invalid::not_found, "contribution.error.unknown"};
  Owned owned = TRY(owned_call(tx, found->call));
  return Placed{std::move(*found), std::move(owned.call), std::move(owned.agency)};
}

void lock(store::Transaction& tx, const CallId& id) {
  if (tx.engine() == store::Engine::postgres) tx.execute("UPDATE call SET state = state WHERE id = $1", {id});
}

Result<Owned> locked_call(store::Transaction& tx, const CallId& id) {
  lock(tx, id);
  return owned_call(tx, id);
}

Result<Placed> locked_place(store::Transaction& tx, const ContributionId& id) {
  const Placed found = TRY(placed(tx, id));
  TRY(locked_call(tx, found.call.id));
  return placed(tx, id);  // as it is now
}

void index_contribution(store::Transaction& tx, const Call& call, const Contribution& contribution) {
  const bool visible = contribution.state == Visibility::published;
  store::search::index(tx, search_kind(call.number), contribution.id.value,
                       visible ? contribution.body + "\n" + contribution.replacement : "");
}

namespace {

struct Target {
  std::optional<DraftId> draft;
  std::optional<VersionId> version;
};

// Where it belongs: the anchor exists in the latest version of that draft, or is a question, or the whole.
Result<Target> target_of(store::Transaction& tx, const Call& call, const Contribute& ask) {
  if (ask.kind == Kind::answer) {
    for (const Question& question : questions(tx, call.id))
      if (question.anchor == ask.anchor) return Target{};
    return Error{Invalid::not_found, "contribution.error.place_unknown"};
  }
  if (ask.draft.empty() && ask.anchor.empty()) return Target{};
  for (const Draft& draft : drafts(tx, call.id)) {
    if (draft.id.value != ask.draft) continue;
    const bool known = ask.anchor.empty() || tx.count("SELECT COUNT(*) FROM provision WHERE draft_version = $1 AND anchor = $2",
                                                      {draft.version, ask.anchor}) > 0;
    if (known) return Target{draft.id, draft.version};
  }
  return Error{Invalid::not_found, "contribution.error.place_unknown"};
}

}  // namespace

Result<Checked> checked(const Contribute& ask) {
  Checked out{text::tidy(ask.body),
              text::tidy(ask.replacement),
              text::tidy_line(ask.display_name),
              text::tidy_line(ask.organisation),
              {},
              text::tidy(ask.passage.quote),
              {}};
  const bool on_text = ask.kind == Kind::comment || ask.kind == Kind::replacement;
  if (on_text && !ask.stance.empty()) {
    out.stance = stance_named(ask.stance);
    if (!out.stance) return Error{Invalid::invalid, "contribution.error.stance", {}, "stance"};
  }
  if (ask.kind == Kind::replacement && out.replacement.empty())
    return Error{Invalid::invalid, "contribution.error.replacement_empty", {}, "replacement"};
  if (ask.kind != Kind::replacement && out.body.empty() && !(ask.kind == Kind::comment && out.stance))
    return Error{Invalid::invalid, "contribution.error.empty", {}, "body"};
  if (text::length(out.body) > body_limit)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{body_limit}}}, "body"};
  if (text::length(out.replacement) > replacement_limit)
    return Error{Invalid::invalid, "contribution.error.too_long", {{"limit", std::int64_t{replacement_limit}}}, "replacement"};
  if (text::length(out.display_name) > name_limit)
    return Error{Invalid::invalid, "contribution.error.name_too_long", {{"limit", std::int64_t{name_limit}}}, "display_name"};
  if (text::length(out.organisation) > 120)
    return Error{Invalid::invalid, "contribution.error.name_too_long", {{"limit", std::int64_t{120}}}, "organisation"};
  if (text::length(out.quote) > quote_limit)
    return Error{Invalid::invalid, "contribution.error.passage_too_long", {{"limit", std::int64_t{quote_limit}}}, "quote"};
  // A name is a name: links and addresses in it would stand in our mails and pages as ours.
  if (out.display_name.find("://") != std::string::npos || out.display_name.find('@') != std::string::npos ||
      out.organisation.find("://") != std::string::npos || out.organisation.find('@') != std::string::npos)
    return Error{Invalid::invalid, "contribution.error.name_link", {}, "display_name"};
  if (!text::trim(ask.email).empty()) {
    const auto email = identity::tidy_email(ask.email);
    if (!email) return Error{Invalid::invalid, "contribution.error.email", {}, "email"};
    out.email = *email;
  }
  return out;
}

namespace {

struct Received {
  ledger::Recorded recorded;
  Receipt receipt;
};

Result<Received> receive(store::Transaction& tx, const Secret& secret, const identity::Actor& actor, Instant received,
                         const CallId& id, const Contribute& ask, const Checked& given, const std::string& tracking_code) {
  const Owned owned = TRY(owned_call(tx, id));
  const Call& call = owned.call;
  // The form was sent twice (a second press, a lost answer, also across the deadline): the first one stands.
  struct Former {
    Receipt receipt;
    CallId call;
  };
  const auto former =
      tx.one<Former>("SELECT id, number, state, call FROM contribution WHERE once = $1", {ask.once}, [](store::Row& row) {
        Receipt receipt{row.id<ContributionId>(), row.integer(), {}, false};
        receipt.published = row.text() == "published";
        return Former{std::move(receipt), row.id<CallId>()};
      });
  if (former && former->call != id) return Error{Invalid::invalid, "contribution.error.form_old"};
  if (former)
    return Received{
        ledger::append(
            tx,
            {.kind = "contribution.repeated", .subject = former->receipt.id.value, .actor = actor.person.value, .at = received}),
        former->receipt};
  TRY(takes_contributions(call, received));
  // What came on paper was written down by a clerk: accounts are a matter of the web.
  if (actor.guest() && !call.guests && ask.channel == "web") return Error{Invalid::signed_out, "contribution.error.sign_in"};
  if (ask.kind == Kind::reply && !call.replies) return Error{Invalid::conflict, "contribution.error.no_replies"};
  std::optional<ContributionId> parent;
  Target target;
  std::string anchor = ask.anchor;
  if (ask.kind == Kind::reply) {
    const auto answered = contribution(tx, ContributionId{ask.parent});
    if (!answered || answered->call != id || answered->state != Visibility::published || answered->parent)
      return Error{Invalid::not_found, "contribution.error.place_unknown"};
    parent = answered->id;
    anchor = answered->anchor;
    target.draft = answered->draft;
  } else {
    target = TRY(target_of(tx, call, ask));
  }
  const Risk risk = assess(given.body + "\n" + given.replacement + "\n" + given.display_name + "\n" + given.organisation);
  const bool waits = call.moderation == Moderation::before || risk.personal_data();
  const std::int64_t number =
      tx.query("UPDATE call SET next_contribution = next_contribution + 1 WHERE id = $1 RETURNING next_contribution", {id})
          .first()
          .integer();
  Contribution made;
  made.id = ContributionId::make(received);
  made.state = waits ? Visibility::waiting : Visibility::published;
  made.body = given.body;
  made.replacement = given.replacement;
  tx.execute(
      "INSERT INTO contribution (id, call, number, kind, draft, version, anchor, parent, quote, quote_before, quote_after, "
      "quote_at, body, replacement, stance,"
      " language, state, official, author, voice, member, display_name, organisation, code_hash, channel, consent_version, once, "
      "risk, flags, received_at, published_at, edited_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, "
      "$25, $26, $27, $28, $29, $30, $31, NULL)",
      {made.id,
       id,
       number,
       name(ask.kind),
       target.draft,
       target.version,
       anchor,
       parent,
       given.quote,
       text::shorten(text::tidy(ask.passage.before), 200),
       text::shorten(text::tidy(ask.passage.after), 200),
       ask.passage.at,
       given.body,
       given.replacement,
       given.stance ? store::Parameter(name(*given.stance)) : store::Parameter(nullptr),
       ask.language,
       name(made.state),
       false,
       actor.guest() ? store::Parameter(nullptr) : store::Parameter(actor.person),
       actor.guest() ? hash::hex(hash::random_bytes(32)) : voice_of(secret, id, actor),
       !actor.guest(),
       given.display_name,
       given.organisation,
       code_hash(secret, tracking_code),
       text::tidy_line(ask.channel),
       text::tidy_line(ask.consent_version),
       ask.once,
       risk.score,
       risk.flag_list(),
       received,
       waits ? store::Parameter(nullptr) : store::Parameter(received)});
  if (actor.guest() && !given.email.empty())
    tx.execute("INSERT INTO contribution_contact (contribution, email) VALUES ($1, $2)", {made.id, given.email});
  index_contribution(tx, call, made);
  return Received{ledger::append(tx, {.kind = "contribution.received",
                                      .subject = made.id.value,
                                      .actor = actor.person.value,
                                      .at = received,
                                      .after = json::object({{"call", id.value},
                                                             {"anchor", anchor},
                                                             {"body", given.body},
                                                             {"replacement", given.replacement},
                                                             {"state", std::string(name(made.state))}})}),
                  Receipt{made.id, number, tracking_code, !waits}};
}

}  // namespace

Result<std::vector<Receipt>> contribute_together(store::Database& database, const Secret& secret, const identity::Actor& actor,
                                                 Instant received, const CallId& id, const std::vector<Contribute>& asks,
                                                 std::vector<identity::Attempt> attempts) {
  if (asks.empty()) return Error{Invalid::invalid, "contribution.error.empty", {}, "body"};
  struct Ready {
    Checked given;
    std::string tracking_code;
  };
  std::vector<Ready> ready;
  const auto refused = [&](Error error) { return identity::refused(database, received, attempts, std::move(error)); };
  for (const Contribute& ask : asks) {
    auto given = checked(ask);
    if (!given) {
      Error error = given.error();
      if (asks.size() > 1) error.field += "_" + std::to_string(ready.size() + 1);
      return refused(std::move(error));
    }
    if (ask.once.size() < 16 || ask.once.size() > 100) return refused({Invalid::invalid, "contribution.error.form_old"});
    if (ask.language != "fa" && ask.language != "en") return refused({Invalid::invalid, "contribution.error.language"});
    if (!ask.remote_address.empty()) attempts.push_back({"contribute:" + ask.remote_address, 60, std::chrono::hours{1}});
    ready.push_back({std::move(*given), new_tracking_code()});
  }
  return identity::perform_counted(
      database, received, attempts, [&](store::Transaction& tx) -> Result<Done<std::vector<Receipt>>> {
        std::optional<ledger::Recorded> recorded;
        std::vector<Receipt> receipts;
        for (std::size_t i = 0; i < asks.size(); ++i) {
          Received one = TRY(receive(tx, secret, actor, received, id, asks[i], ready[i].given, ready[i].tracking_code));
          recorded = one.recorded;
          receipts.push_back(std::move(one.receipt));
        }
        return Done{*recorded, std::move(receipts)};
      });
}

Result<Receipt> contribute(store::Database& database, const Secret& secret, const identity::Actor& actor, Instant received,
                           const CallId& id, const Contribute& ask) {
  auto receipts = TRY(contribute_together(database, secret, actor, received, id, {ask}));
  return std::move(receipts.front());
}

}  // namespace mosharekat::consultation
