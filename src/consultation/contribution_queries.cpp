// SPDX-License-Identifier: AGPL-3.0-or-later
// All questions about contributions.
#include "base/text.h"
#include "consultation/contribution.h"
#include "consultation/contribution_store.h"
#include "store/search.h"

namespace mosharekat::consultation {

namespace {

constexpr const char* columns_text =
    "SELECT k.id, k.call, k.number, k.kind, k.draft, k.anchor, k.parent, k.quote, k.quote_before, k.quote_after, k.quote_at, "
    "k.body, k.replacement, k.stance,"
    " k.language, k.state, k.official, k.author, k.voice, k.member, k.display_name, k.organisation, k.channel, k.flags, k.risk, k.received_at, "
    "k.published_at, k.edited_at,"
    " (SELECT COUNT(*) FROM support s WHERE s.contribution = k.id),"
    " (SELECT m.reason FROM moderation m WHERE m.contribution = k.id AND m.verdict = 'hidden' ORDER BY m.at DESC, m.id DESC "
    "LIMIT 1)"
    " FROM contribution k ";
const std::string columns = columns_text;

const std::string by_id_sql = columns + "WHERE k.id = $1";
const std::string by_number_sql = columns + "WHERE k.call = $1 AND k.number = $2";
const std::string by_code_sql = columns + "WHERE k.code_hash = $1";
const std::string by_author_sql = columns + "WHERE k.author = $1 ORDER BY k.received_at DESC, k.id DESC";
const std::string replies_sql =
    columns + "WHERE k.parent = $1 AND (k.state <> 'waiting' OR k.published_at IS NOT NULL) ORDER BY k.number";

const std::string leading_sql = columns +
                                "JOIN (SELECT id AS leading, ROW_NUMBER() OVER (PARTITION BY anchor ORDER BY (SELECT COUNT(*) "
                                "FROM support s WHERE s.contribution = l.id) DESC,"
                                " number DESC) AS place FROM contribution l WHERE call = $1 AND state = 'published' AND parent "
                                "IS NULL AND NOT official) p ON p.leading = k.id"
                                " WHERE p.place <= $2 ORDER BY k.anchor, p.place";

const std::string filter_sql =
    "WHERE k.call = $1 AND ($2 = '*' OR k.anchor = $2) AND (NOT $3 OR k.state <> 'waiting' OR k.published_at IS NOT NULL) AND (NOT $4 OR k.parent IS NULL)"
    " AND ($5 = '' OR EXISTS (SELECT 1 FROM theme_member t WHERE t.contribution = k.id AND t.theme = $5)"
    "      OR ($5 = 'none' AND NOT EXISTS (SELECT 1 FROM theme_member t WHERE t.contribution = k.id)))"
    " AND ($6 = '' OR $6 LIKE '%,' || k.id || ',%')"
    " AND ($7 = '' OR EXISTS (SELECT 1 FROM disposition d WHERE d.contribution = k.id AND d.code = $7)"
    "      OR ($7 = 'none' AND k.state = 'published' AND NOT k.official AND NOT EXISTS (SELECT 1 FROM disposition d WHERE "
    "d.contribution = k.id)))"
    " AND ($8 = '' OR EXISTS (SELECT 1 FROM assignment a WHERE a.contribution = k.id AND (a.unit = $8 OR a.officer = $8))"
    "      OR ($8 = 'none' AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.contribution = k.id))) ";
const std::string count_sql = "SELECT COUNT(*) FROM contribution k " + filter_sql;
// What the public list asks for, answered from the index contribution_place: the rows themselves would be read for nothing.
constexpr std::string_view public_count_sql =
    "SELECT COUNT(*) FROM contribution WHERE call = $1 AND ($2 = '*' OR anchor = $2) AND parent IS NULL AND (state <> 'waiting' OR "
    "published_at IS NOT NULL)";
const std::string newest_sql = columns + filter_sql + "ORDER BY k.number DESC LIMIT $9 OFFSET $10";
const std::string oldest_sql = columns + filter_sql + "ORDER BY k.number LIMIT $9 OFFSET $10";
const std::string supported_sql =
    columns + filter_sql +
    "ORDER BY (SELECT COUNT(*) FROM support s WHERE s.contribution = k.id) DESC, k.number DESC LIMIT $9 OFFSET $10";

Visibility visibility_named(std::string_view text) {
  for (const auto visibility : {Visibility::waiting, Visibility::published, Visibility::hidden, Visibility::withdrawn})
    if (name(visibility) == text) return visibility;
  throw Bug("unknown state of a contribution");
}

Kind kind_named(std::string_view text) {
  for (const auto kind : {Kind::comment, Kind::replacement, Kind::answer, Kind::reply})
    if (name(kind) == text) return kind;
  throw Bug("unknown kind of a contribution");
}

}  // namespace

// Other files make their own constants of it before or after those of this one.
const std::string& contribution_columns() {
  static const std::string columns_for_all = columns_text;
  return columns_for_all;
}

Contribution read_contribution(store::Row& row) {
  Contribution found;
  found.id = row.id<ContributionId>();
  found.call = row.id<CallId>();
  found.number = row.integer();
  found.kind = kind_named(row.text());
  found.draft = row.maybe_id<DraftId>();
  found.anchor = row.text();
  found.parent = row.maybe_id<ContributionId>();
  found.passage.quote = row.text();
  found.passage.before = row.text();
  found.passage.after = row.text();
  found.passage.at = row.maybe(&store::Row::integer);
  found.body = row.text();
  found.replacement = row.text();
  if (const auto stance = row.maybe(&store::Row::text)) found.stance = stance_named(*stance);
  found.language = row.text();
  found.state = visibility_named(row.text());
  found.official = row.boolean();
  found.author = row.maybe_id<identity::PersonId>().value_or(identity::PersonId{});
  found.voice = row.text();
  found.member = row.boolean();
  found.display_name = row.text();
  found.organisation = row.text();
  found.channel = row.text();
  found.flags = row.text();
  found.risk = static_cast<int>(row.integer());
  found.received_at = row.time();
  found.published_at = row.maybe(&store::Row::time);
  found.edited_at = row.maybe(&store::Row::time);
  found.supports = row.integer();
  found.hidden_reason = row.maybe(&store::Row::text).value_or("");
  return found;
}

std::optional<Contribution> contribution(store::Transaction& tx, const ContributionId& id) {
  return tx.one<Contribution>(by_id_sql, {id}, read_contribution);
}

std::optional<Contribution> contribution_by_number(store::Transaction& tx, const CallId& call, std::int64_t number) {
  return tx.one<Contribution>(by_number_sql, {call, number}, read_contribution);
}

std::optional<Contribution> contribution_by_code(store::Transaction& tx, const Secret& secret, std::string_view code) {
  if (!is_tracking_code(code)) return std::nullopt;
  return tx.one<Contribution>(by_code_sql, {code_hash(secret, code)}, read_contribution);
}

std::string search_kind(std::int64_t call_number) {
  std::string kind = "contribution_";
  for (const char digit : std::to_string(call_number)) kind += static_cast<char>('a' + (digit - '0'));
  return kind;
}

bool is_public(const Contribution& contribution) {
  return contribution.state != Visibility::waiting || contribution.published_at.has_value();
}

void leave_stub(Contribution& one) {
  if (one.state == Visibility::published) return;
  for (std::string* field : {&one.body, &one.replacement, &one.passage.quote, &one.passage.before, &one.passage.after,
                             &one.display_name, &one.organisation})
    field->clear();
  one.stance.reset();
  one.stub = true;
}

namespace {

void leave_stubs(std::vector<Contribution>& contributions) {
  for (Contribution& one : contributions) leave_stub(one);
}

}  // namespace

Page find_contributions(store::Transaction& tx, const CallId& call, const ContributionFilter& filter) {
  std::string ids;
  if (!text::trim(filter.words).empty()) {
    ids = ",";
    const std::int64_t number = tx.count("SELECT number FROM call WHERE id = $1", {call});
    for (const std::string& id : store::search::match(tx, search_kind(number), filter.words, 1000)) ids += id + ",";
  }
  store::Parameters parameters{call,
                               filter.anchor.value_or("*"),
                               filter.public_only,
                               filter.top_level_only,
                               filter.theme.value_or(""),
                               ids,
                               filter.code,
                               filter.unit};
  const bool plain =
      filter.public_only && filter.top_level_only && !filter.theme && ids.empty() && filter.code.empty() && filter.unit.empty();
  Page page;
  page.total = plain ? tx.count(public_count_sql, {call, filter.anchor.value_or("*")}) : tx.count(count_sql, parameters);
  parameters.emplace_back(filter.limit);
  parameters.emplace_back(filter.offset);
  const std::string& sql = filter.order == Order::newest   ? newest_sql
                           : filter.order == Order::oldest ? oldest_sql
                                                           : supported_sql;
  page.contributions = tx.all<Contribution>(sql, parameters, read_contribution);  // sql: one of three constants
  if (filter.public_only) leave_stubs(page.contributions);
  return page;
}

std::vector<Contribution> replies(store::Transaction& tx, const ContributionId& parent) {
  auto found = tx.all<Contribution>(replies_sql, {parent}, read_contribution);
  leave_stubs(found);
  return found;
}

std::vector<Contribution> leading_contributions(store::Transaction& tx, const CallId& call, int per_anchor) {
  return tx.all<Contribution>(leading_sql, {call, per_anchor}, read_contribution);
}

std::vector<AnchorCount> counts_by_anchor(store::Transaction& tx, const CallId& call) {
  // Who took a stand on one place more than once stands where they stood last.
  return tx.all<AnchorCount>(
      "SELECT anchor, COUNT(*), SUM(CASE WHEN stance = 'for' AND turn = 1 THEN 1 ELSE 0 END), SUM(CASE WHEN stance = "
      "'for_with_changes' AND turn = 1 THEN 1 ELSE 0 END), SUM(CASE WHEN stance = 'against' AND turn = 1 THEN 1 ELSE 0 END) FROM "
      "(SELECT anchor, stance, ROW_NUMBER() OVER (PARTITION BY anchor, voice, stance IS NULL ORDER BY number DESC) "
      "AS turn FROM contribution WHERE call = $1 AND state = 'published' AND parent IS NULL) AS public_ones GROUP BY anchor "
      "ORDER "
      "BY anchor",
      {call},
      [](store::Row& row) { return AnchorCount{row.text(), row.integer(), row.integer(), row.integer(), row.integer()}; });
}

std::vector<Contribution> contributions_of(store::Transaction& tx, const identity::PersonId& author) {
  return tx.all<Contribution>(by_author_sql, {author}, read_contribution);
}

std::vector<Revision> edits(store::Transaction& tx, const ContributionId& id) {
  return tx.all<Revision>(
      "SELECT number, body, replacement, blanked, replaced_at FROM contribution_edit WHERE contribution = $1 ORDER BY number",
      {id}, [](store::Row& row) {
        Revision revision;
        revision.number = row.integer();
        revision.body = row.text();
        revision.replacement = row.text();
        revision.blanked = row.text();
        revision.replaced_at = row.time();
        return revision;
      });
}

}  // namespace mosharekat::consultation
