// SPDX-License-Identifier: AGPL-3.0-or-later
// Preparing a call: its texts, settings, questions and drafts.
#include <algorithm>

#include "base/hash.h"
#include "base/json_text.h"
#include "base/text.h"
#include "consultation/answer.h"
#include "consultation/call.h"
#include "consultation/call_store.h"
#include "consultation/document_type.h"
#include "consultation/plain.h"
#include "ledger/ledger.h"
#include "store/search.h"

namespace mosharekat::consultation {

using identity::Role;
using ledger::Done;
using ledger::Nothing;
using Invalid = mosharekat::Code;

void index_call(store::Transaction& tx, const CallId& id) {
  std::string words;
  for (const CallText& text : texts(tx, id)) words += text.text + '\n';
  for (const Draft& draft : drafts(tx, id)) words += draft.title + '\n';
  store::search::index(tx, "call", id.value, words);
}

namespace {

const TextPart* part_named(std::string_view name) {
  const TextPart* found = nullptr;
  for_each_text_part([&](const TextPart& part) {
    if (part.name == name) found = &part;
  });
  return found;
}

}  // namespace

Result<std::int64_t> prepare_call(store::Database& database, const identity::Actor& actor, Instant now, const NewCall& ask) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<std::int64_t>> {
    const auto lead = identity::agency(tx, ask.lead_unit);
    const auto preparing = identity::agency(tx, ask.preparing_unit);
    if (!preparing) return Error{Invalid::invalid, "call.error.preparing_unit", {}, "preparing_unit"};
    // Both units belong to one tree: nobody leads the calls of another ministry.
    const auto root_of = [](const identity::Agency& agency) { return agency.path.substr(0, agency.path.find('/', 1)); };
    if (!lead || root_of(*lead) != root_of(*preparing)) return Error{Invalid::invalid, "call.error.lead_unit", {}, "lead_unit"};
    Call units;
    units.lead_path = lead->path;
    units.preparing_path = preparing->path;
    if (!prepares(actor, units)) return Error{Invalid::denied, "call.error.not_yours"};
    if (ask.second_language.size() < 2 || ask.second_language.size() > 3 || ask.second_language == "fa" ||
        ask.second_language.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos)
      return Error{Invalid::invalid, "call.error.second_language", {}, "second_language"};
    const std::string title_fa = text::tidy_line(ask.title_fa);
    const std::string title_second = text::tidy_line(ask.title_second);
    if (title_fa.empty()) return Error{Invalid::invalid, "call.error.title_missing", {}, "title_fa"};
    if (text::length(title_fa) > 300 || text::length(title_second) > 300)
      return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{300}}}, "title_fa"};
    TRY(offered_document_type(tx, ask.document_type));
    // The call belongs to the body above the preparing unit: that body's people decide on it.
    identity::Agency agency = *preparing;
    while (agency.kind == identity::AgencyKind::unit && !agency.parent.empty())
      agency = identity::agency(tx, agency.parent).value();
    const PeriodRule rule = policy_for(tx, agency, ask.document_type);
    const CallId id = CallId::make(now);
    const std::int64_t number =
        tx.query("UPDATE counter SET value = value + 1 WHERE name = 'call' RETURNING value").first().integer();
    tx.execute(
        "INSERT INTO call (id, number, agency, lead_unit, preparing_unit, document_type, state, second_language, created_by, "
        "created_at, opens_at, closes_at,"
        " minimum_days, period_unit, counted_back_from, policy_source, move_off_holidays, notice_days, shorter_reason, "
        "shorter_approved_by, "
        "remaining_ms, "
        "state_since, guests, replies,"
        " stances_while_open, moderation, moderation_hours, topic, place, asks_birth_year, asks_gender, asks_place, asks_type, "
        "next_contribution, demo)"
        " VALUES ($1, $2, $3, $4, $5, $6, 'drafting', $7, $8, $9, NULL, NULL, $10, $11, $12, $13, $17, $18, '', NULL, NULL, $9, $14, "
        "$15, $15, 'after', 48, '', '', $14, $14, $14, $14, 0, $16)",
        {id, number, agency.id, ask.lead_unit, ask.preparing_unit, ask.document_type, ask.second_language, actor.person, now,
         rule.days, name(rule.unit), name(rule.counted_back_from), rule.source, true, false, ask.demo, rule.move_off_holidays,
         rule.notice_days});
    put_text(tx, id, "fa", "title", title_fa);
    if (!title_second.empty()) put_text(tx, id, ask.second_language, "title", title_second);
    index_call(tx, id);
    return Done{ledger::append(tx, {.kind = "call.prepared",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object({{"title", title_fa}, {"document_type", ask.document_type}})}),
                number};
  });
}

Result<void> set_texts(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                       const std::vector<SetText>& changes) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    if (!prepares(actor, owned.call)) return Error{Invalid::denied, "call.error.not_yours"};
    // What the approver has before them does not change under their eyes.
    if (owned.call.state == State::ready || owned.call.state == State::withdrawn || owned.call.state == State::evaluated)
      return Error{Invalid::conflict, "call.error.not_in_drafting"};
    const bool correcting = is_public(owned.call.state);
    std::vector<std::pair<std::string, std::string>> before, after;
    const auto old = texts(tx, id);
    for (const SetText& change : changes) {
      const TextPart* part = part_named(change.part);
      if (!part || (change.language != "fa" && change.language != owned.call.second_language))
        return Error{Invalid::invalid, "call.error.unknown_part"};
      const std::string value = change.part == "title" ? text::tidy_line(change.text) : text::tidy(change.text);
      if (text::length(value) > static_cast<std::size_t>(part->limit))
        return Error{
            Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{part->limit}}}, change.part + "_" + change.language};
      // What readers rely on is corrected, not emptied.
      if (correcting && part->required && value.empty())
        return Error{Invalid::invalid, "call.error.required_now", {}, change.part + "_" + change.language};
      std::string former;
      for (const CallText& text : old)
        if (text.part == change.part && text.language == change.language) former = text.text;
      if (former == value) continue;
      put_text(tx, id, change.language, change.part, value);
      before.emplace_back(change.part + "." + change.language, former);
      after.emplace_back(change.part + "." + change.language, value);
    }
    // Editing one language marks the other as behind it, unless both were edited together; it never blocks a correction.
    for (const auto& [key, value] : after) {
      const std::string part = key.substr(0, key.find('.')), language = key.substr(key.find('.') + 1);
      const std::string other = language == "fa" ? owned.call.second_language : "fa";
      const bool both =
          std::any_of(after.begin(), after.end(), [&](const auto& field) { return field.first == part + "." + other; });
      tx.execute("UPDATE call_text SET stale = $4 WHERE call = $1 AND part = $2 AND language = $3", {id, part, other, !both});
      tx.execute("UPDATE call_text SET stale = $4 WHERE call = $1 AND part = $2 AND language = $3", {id, part, language, false});
    }
    if (correcting && !after.empty()) add_notice(tx, id, "corrected", {}, now);
    index_call(tx, id);
    return Done{ledger::append(tx, {.kind = "call.text_changed",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json::object(before),
                                    .after = json::object(after)}),
                Nothing{}};
  });
}

Result<void> set_settings(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                          const Settings& settings) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    TRY(may_prepare(actor, owned.call, owned.agency));
    if (settings.moderation_hours < 1 || settings.moderation_hours > 240)
      return Error{Invalid::invalid, "call.error.moderation_hours", {}, "moderation_hours"};
    tx.execute(
        "UPDATE call SET topic = $2, place = $3, guests = $4, replies = $5, stances_while_open = $6, moderation = $7, "
        "moderation_hours = $8,"
        " asks_birth_year = $9, asks_gender = $10, asks_place = $11, asks_type = $12 WHERE id = $1",
        {id, settings.topic, settings.place, settings.guests, settings.replies, settings.stances_while_open,
         settings.moderation == Moderation::before ? "before" : "after", settings.moderation_hours, settings.asks_birth_year,
         settings.asks_gender, settings.asks_place, settings.asks_type});
    return Done{
        ledger::append(tx,
                       {.kind = "call.settings_changed",
                        .subject = id.value,
                        .actor = actor.person.value,
                        .at = now,
                        .after = json::object({{"topic", settings.topic},
                                               {"place", settings.place},
                                               {"moderation", settings.moderation == Moderation::before ? "before" : "after"}})}),
        Nothing{}};
  });
}

Result<void> set_questions(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                           const std::vector<SetQuestion>& asked) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    TRY(may_prepare(actor, owned.call, owned.agency));
    constexpr std::size_t questions_limit = 30;
    if (asked.size() > questions_limit)
      return Error{Invalid::invalid, "call.error.too_many_questions", {{"limit", std::int64_t{questions_limit}}}};
    tx.execute("DELETE FROM question_text WHERE question IN (SELECT id FROM question WHERE call = $1)", {id});
    tx.execute("DELETE FROM question WHERE call = $1", {id});
    std::vector<std::pair<std::string, std::string>> after;
    std::int64_t position = 0;
    for (const SetQuestion& ask : asked) {
      const std::string persian = text::tidy(ask.text_fa), second = text::tidy(ask.text_second);
      if (persian.empty() && second.empty()) continue;
      const std::string anchor = "q" + std::to_string(++position);
      if (text::length(persian) > 1000 || text::length(second) > 1000)
        return Error{Invalid::invalid, "call.error.too_long", {{"limit", std::int64_t{1000}}}, "question_" + anchor};
      const QuestionId question = QuestionId::make(now);
      tx.execute("INSERT INTO question (id, call, position, anchor) VALUES ($1, $2, $3, $4)", {question, id, position, anchor});
      tx.execute("INSERT INTO question_text (question, language, text) VALUES ($1, 'fa', $2)", {question, persian});
      tx.execute("INSERT INTO question_text (question, language, text) VALUES ($1, $2, $3)",
                 {question, owned.call.second_language, second});
      after.emplace_back(anchor, persian);
    }
    return Done{ledger::append(tx, {.kind = "call.questions_changed",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .after = json::object(after)}),
                Nothing{}};
  });
}

Result<void> remove_draft(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id,
                          const DraftId& draft) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    TRY(may_prepare(actor, owned.call, owned.agency));
    if (tx.count("SELECT COUNT(*) FROM draft WHERE id = $1 AND call = $2", {draft, id}) == 0)
      return Error{Invalid::not_found, "call.error.draft_unknown"};
    forget_current_text(tx, draft);
    forget_translation(tx, draft);
    tx.execute("DELETE FROM provision WHERE draft_version IN (SELECT id FROM draft_version WHERE draft = $1)", {draft});
    tx.execute("DELETE FROM draft_version WHERE draft = $1", {draft});
    tx.execute("DELETE FROM draft WHERE id = $1", {draft});
    return Done{ledger::append(tx, {.kind = "draft.removed",
                                    .subject = id.value,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = json::object({{"draft", draft.value}})}),
                Nothing{}};
  });
}

Result<void> follow(store::Database& database, const identity::Actor& actor, Instant now, const CallId& id, bool on) {
  if (actor.guest()) return Error{Invalid::signed_out, "call.error.sign_in_to_follow"};
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    const Owned owned = TRY(owned_call(tx, id));
    if (!is_public(owned.call.state)) return Error{Invalid::not_found, "call.error.unknown"};
    if (on) {
      tx.execute("UPDATE mail_choice SET stopped = '' WHERE call = $1 AND reader = $2", {id, actor.person});
      tx.execute("INSERT INTO follow (call, person, at) VALUES ($1, $2, $3) ON CONFLICT (call, person) DO NOTHING",
                 {id, actor.person, now});
    } else {
      tx.execute("DELETE FROM follow WHERE call = $1 AND person = $2", {id, actor.person});
    }
    return Done{
        ledger::append(
            tx, {.kind = on ? "call.followed" : "call.unfollowed", .subject = id.value, .actor = actor.person.value, .at = now}),
        Nothing{}};
  });
}

namespace {

std::string policy_text(const NewPolicy& policy) {
  return json::object({{"document_type", policy.document_type},
                       {"days", std::to_string(policy.rule.days)},
                       {"unit", std::string(name(policy.rule.unit))},
                       {"counted_back_from", std::string(name(policy.rule.counted_back_from))},
                       {"move_off_holidays", policy.rule.move_off_holidays ? "yes" : "no"},
                       {"notice_days", std::to_string(policy.rule.notice_days)},
                       {"source", text::tidy(policy.rule.source)}});
}

}  // namespace

Result<void> set_policy(store::Database& database, const identity::Actor& actor, Instant now, const NewPolicy& ask) {
  return ledger::perform(database, [&](store::Transaction& tx) -> Result<Done<Nothing>> {
    if (ask.agency) {
      const auto agency = identity::agency(tx, *ask.agency);
      if (!agency) return Error{Invalid::not_found, "call.error.agency_unknown"};
      if (!actor.has(Role::agency_admin, *agency) && !actor.has(Role::national_admin))
        return Error{Invalid::denied, "call.error.not_yours"};
    } else if (!actor.has(Role::national_admin) && !actor.system) {
      return Error{Invalid::denied, "call.error.not_yours"};
    }
    if (ask.rule.days < 1 || ask.rule.days > 3650) return Error{Invalid::invalid, "call.error.policy_days", {}, "days"};
    if (ask.rule.notice_days < 0 || ask.rule.notice_days > 365)
      return Error{Invalid::invalid, "call.error.policy_notice", {}, "notice_days"};
    if (!ask.document_type.empty()) TRY(offered_document_type(tx, ask.document_type));
    // A policy stands only on a source that the agency names, above all where it is shorter than the model's 30 days.
    if (text::tidy(ask.rule.source).empty()) return Error{Invalid::invalid, "call.error.policy_source", {}, "source"};
    const std::string agency = ask.agency ? ask.agency->value : "";
    std::string before;
    for (const NewPolicy& old : policies(tx))
      if (old.agency == ask.agency && old.document_type == ask.document_type) before = policy_text(old);
    tx.execute("DELETE FROM period_policy WHERE COALESCE(agency, '') = $1 AND document_type = $2", {agency, ask.document_type});
    tx.execute(
        "INSERT INTO period_policy (id, agency, document_type, days, unit, counted_back_from, source, move_off_holidays, "
        "notice_days) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {new_id(now), ask.agency ? store::Parameter(*ask.agency) : store::Parameter(nullptr), ask.document_type, ask.rule.days,
         name(ask.rule.unit), name(ask.rule.counted_back_from), text::tidy(ask.rule.source), ask.rule.move_off_holidays,
         ask.rule.notice_days});
    return Done{ledger::append(tx, {.kind = "policy.changed",
                                    .subject = agency.empty() ? "installation" : agency,
                                    .actor = actor.person.value,
                                    .at = now,
                                    .before = before,
                                    .after = policy_text(ask)}),
                Nothing{}};
  });
}

}  // namespace mosharekat::consultation
