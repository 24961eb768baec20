// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/call/show.h"

#include <map>
#include <set>

#include "base/text.h"
#include "consultation/conclusion.h"
#include "consultation/document_type.h"
#include "consultation/letter.h"
#include "consultation/passage.h"
#include "consultation/register.h"
#include "consultation/stakeholder.h"
#include "consultation/totals.h"
#include "generated/templates/call/show.h"

namespace mosharekat::web::pages::call {

using consultation::FlatProvision;
using consultation::State;
using document::Kind;

namespace {

// Texts that, with the comments in their margin, are above this are shown a part at a time: old phones and slow lines.
constexpr std::size_t page_bytes = 60 * 1024;
constexpr int comments_in_margin = 2;

bool is_division(Kind kind) {
  return kind == Kind::book || kind == Kind::part || kind == Kind::section || kind == Kind::chapter || kind == Kind::topic;
}
bool is_inner(Kind kind) { return kind == Kind::note || kind == Kind::clause || kind == Kind::item; }

std::string heading_line(const document::Provision& provision) {
  if (provision.label.empty()) return provision.heading;
  return provision.heading.empty() ? provision.label : provision.label + " – " + provision.heading;
}

struct Margins {
  std::map<std::string, consultation::AnchorCount> counts;
  std::map<std::string, std::vector<consultation::Contribution>> leading;
};
// A block with what stands in its margin; made into comments only on the page that shows it.
struct Laid {
  Block block;
  std::vector<consultation::Contribution> leading{};
};

std::string comment_label(const Context& in, const document::Provision& provision) {
  return in.say("call.comment_on." + std::string(document::name(provision.kind)));
}

std::string new_link(const Context& in, std::string_view draft, std::string_view anchor, std::string_view kind = {}) {
  std::string link = std::string(in.reader.base) + "/calls/" + std::to_string(in.call->number) +
                     "/contributions/new?draft=" + std::string(draft) + "&anchor=" + std::string(anchor);
  if (!kind.empty()) link += "&kind=" + std::string(kind);
  return link;
}

void add_tally(Tally& tally, const consultation::AnchorCount& count) {
  tally.for_text += count.for_text;
  tally.for_with_changes += count.for_with_changes;
  tally.against += count.against;
}

void finish_tally(Tally& tally, bool visible) {
  tally.total = tally.for_text + tally.for_with_changes + tally.against;
  // No share under thirty answers would be honest; the counts then stand in the report's tables.
  constexpr std::int64_t least = 30;
  tally.shown = visible && tally.total >= least;
  if (!tally.shown) return;
  tally.for_percent = (tally.for_text * 200 + tally.total) / (2 * tally.total);
  tally.changes_percent = (tally.for_with_changes * 200 + tally.total) / (2 * tally.total);
  tally.against_percent = (tally.against * 200 + tally.total) / (2 * tally.total);
}

// One block per article (with its notes and clauses) or stand-alone paragraph; chapters are headings.
std::vector<Laid> blocks_of(const Context& in, const consultation::Draft& draft, const std::vector<FlatProvision>& provisions,
                            const Margins& margins, bool tallies) {
  std::vector<Laid> blocks;
  int block_depth = 0;
  const auto count_at = [&](const std::string& anchor) -> const consultation::AnchorCount* {
    const auto found = margins.counts.find(anchor);
    return found == margins.counts.end() ? nullptr : &found->second;
  };
  for (const FlatProvision& flat : provisions) {
    const document::Provision& provision = flat.provision;
    const bool inside = !blocks.empty() && !blocks.back().block.division && flat.depth > block_depth && is_inner(provision.kind);
    if (inside) {
      Inner inner{.anchor = provision.anchor,
                  .label = provision.label,
                  .heading = provision.heading,
                  .text = provision.text,
                  .style = provision.kind == Kind::note ? "note" : "clause"};
      inner.comment_link = new_link(in, draft.id.value, provision.anchor);
      inner.comment_label = comment_label(in, provision);
      if (const auto* count = count_at(provision.anchor)) {
        inner.count = count->count;
        blocks.back().block.count += count->count;
      }
      if (const auto found = margins.leading.find(provision.anchor); found != margins.leading.end())
        blocks.back().leading.insert(blocks.back().leading.end(), found->second.begin(), found->second.end());
      blocks.back().block.inner.push_back(std::move(inner));
      continue;
    }
    Laid laid;
    Block& block = laid.block;
    block = {.division = is_division(provision.kind),
             .anchor = provision.anchor,
             .draft = draft.id.value,
             .label = provision.label,
             .heading = provision.heading,
             .text = provision.text,
             .unrecognised = provision.unrecognised};
    block.heading_line = heading_line(provision);
    block.plain = provision.kind == Kind::paragraph;
    if (!block.division) {
      block_depth = flat.depth;
      block.comment_link = new_link(in, draft.id.value, provision.anchor);
      block.replace_link = new_link(in, draft.id.value, provision.anchor, "replacement");
      block.comment_label = comment_label(in, provision);
      block.all_link =
          std::string(in.reader.base) + "/calls/" + std::to_string(in.call->number) + "/provisions/" + provision.anchor;
      if (const auto* count = count_at(provision.anchor)) {
        block.count = count->count;
        add_tally(block.tally, *count);
      }
      if (const auto found = margins.leading.find(provision.anchor); found != margins.leading.end()) laid.leading = found->second;
    }
    blocks.push_back(std::move(laid));
  }
  for (auto& [block, leading] : blocks) {
    finish_tally(block.tally, tallies);
    std::stable_sort(leading.begin(), leading.end(),
                     [](const auto& left, const auto& right) { return left.supports > right.supports; });
    if (leading.size() > comments_in_margin) leading.resize(comments_in_margin);
  }
  return blocks;
}

std::size_t bytes_of(const Laid& laid) {
  std::size_t bytes = laid.block.text.size() + laid.block.heading.size();
  for (const Inner& inner : laid.block.inner) bytes += inner.text.size();
  for (const consultation::Contribution& comment : laid.leading)
    bytes += comment.body.size() + comment.replacement.size() + comment.passage.quote.size();
  return bytes;
}

std::string_view text_at(const Block& block, std::string_view anchor) {
  for (const Inner& inner : block.inner)
    if (inner.anchor == anchor) return inner.text;
  return block.text;
}

// What was said of provisions that no current version has: listed below the text, so that it is not lost with them.
std::vector<Unplaced> unplaced(const Context& in, store::Transaction& tx, const Margins& margins,
                               const std::set<std::string>& placed) {
  std::vector<Unplaced> found;
  for (const auto& [anchor, count] : margins.counts) {
    if (anchor.empty() || placed.contains(anchor)) continue;
    Unplaced one{.count = count.count};
    for (const consultation::Draft& draft : consultation::drafts(tx, in.call->id))
      if (const auto former = consultation::provision_at(tx, draft.id, anchor))
        one.label = former->label.empty() ? text::shorten(former->text, 80) : former->label;
    one.all_link = std::string(in.reader.base) + "/calls/" + std::to_string(in.call->number) + "/contributions?anchor=" + anchor;
    found.push_back(std::move(one));
  }
  return found;
}

DraftText draft_text(const Context& in, store::Transaction& tx, const consultation::Draft& draft, std::vector<Laid> blocks) {
  DraftText text{.id = draft.id.value, .title = draft.title, .lang = draft.language, .dir = direction_of(draft.language)};
  std::vector<std::size_t> page_of(blocks.size());
  std::size_t page = 1, bytes = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::size_t size = bytes_of(blocks[i]);
    // A page ends before a chapter where that is near, and in any case before it grows too long.
    if (bytes > 0 && (bytes + size > page_bytes || (blocks[i].block.division && bytes > page_bytes / 2))) ++page, bytes = 0;
    bytes += size;
    page_of[i] = page;
  }
  const std::size_t last = page;
  const std::string self = std::string(in.reader.base) + "/calls/" + std::to_string(in.call->number);
  const auto wanted = static_cast<std::size_t>(
      std::clamp<std::int64_t>(text::parse_integer(in.request.query["page"]).value_or(1), 1, static_cast<std::int64_t>(last)));
  if (blocks.size() > 8)
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const Block& block = blocks[i].block;
      std::string line = block.heading_line.empty() ? text::shorten(block.text, 60) : block.heading_line;
      text.contents.push_back(
          {.link = (page_of[i] == wanted ? "" : self + "?page=" + std::to_string(page_of[i])) + "#" + block.anchor,
           .text = std::move(line),
           .chapter = block.division,
           .count = block.count});
    }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (page_of[i] != wanted) continue;
    Block& block = text.blocks.emplace_back(std::move(blocks[i].block));
    for (const consultation::Contribution& comment : blocks[i].leading) {
      block.comments.push_back(contribution::comment_of(in, tx, comment, {.answer = true, .replies = true}));
      if (draft.version_number > 1 && !comment.passage.quote.empty())
        block.comments.back().quote_gone = !consultation::place_of(comment.passage, text_at(block, comment.anchor));
    }
  }
  text.pager = part::pager(self + "?page=", static_cast<std::int64_t>(wanted), static_cast<std::int64_t>(last));
  return text;
}

void add_facts(Show& view, const std::vector<consultation::CallText>& texts, const Context& in, store::Transaction& tx) {
  const auto add = [&](std::string_view part, std::string_view label) {
    if (std::string text = consultation::text_of(texts, part, code(in.language())); !text.empty())
      view.facts.push_back({std::string(label), std::move(text)});
  };
  add("why", "call.part.why");
  add("may_change", "call.part.may_change");
  add("may_not_change", "call.part.may_not_change");
  add("legal_basis", "call.part.legal_basis");
  add("stakeholders", "call.part.stakeholders");
  add("background", "call.part.background");
  add("personal_data", "call.part.personal_data");
  add("contact", "call.part.contact");
  if (!in.call->rule.source.empty()) view.facts.push_back({"call.part.period_source", in.call->rule.source});
  for (const consultation::CallDuty& duty : consultation::duties(tx, in.call->id)) {
    const std::string date = locale::date(in.language(), duty.due - Milliseconds{1});
    std::string text = duty.source.empty() ? in.say("call.duty_own", {{"date", date}})
                                           : in.say("call.duty", {{"date", date}, {"source", duty.source}});
    if (consultation::owed(consultation::state_at(*in.call, in.now)) == duty.duty && in.now >= duty.due)
      text += " " + in.say("call.duty_overdue");
    view.facts.push_back({"call.duty." + std::string(consultation::name(duty.duty)), std::move(text)});
  }
}

void add_said_did(Show& view, const Context& in, store::Transaction& tx) {
  if (!contribution::answers_are_public(*in.call)) return;
  for (const consultation::Theme& theme : consultation::themes(tx, in.call->id)) {
    const bool persian = in.language() == Language::fa || theme.name_en.empty();
    const std::string& summary = persian || theme.summary_en.empty() ? theme.summary_fa : theme.summary_en;
    if (summary.empty()) continue;
    view.said_did.push_back({.said = persian ? theme.name_fa : theme.name_en,
                             .said_link = std::string(in.reader.base) + "/calls/" + std::to_string(in.call->number) +
                                          "/contributions?theme=" + theme.id.value,
                             .did = summary,
                             .count = theme.contributions});
  }
}

void fill_invited(const Context& in, store::Transaction& tx, Show& view) {
  std::vector<consultation::Stakeholder> invited;
  for (consultation::Stakeholder& one : consultation::stakeholders(tx, in.call->id))
    if (one.invited_at) invited.push_back(std::move(one));
  if (invited.empty()) return;
  for (const consultation::Stakeholder& one : invited) {
    const std::string kind = "stakeholder.kind." + one.kind;
    if (view.invited.empty() || view.invited.back().kind != kind) view.invited.push_back({.kind = kind});
    view.invited.back().all.push_back({one.name(in.language()), one.took_part});
    ++view.invited_count;
    view.invited_took_part += one.took_part ? 1 : 0;
  }
  for (const std::string_view kind : consultation::kinds_left_out(invited))
    view.not_invited.push_back("stakeholder.kind." + std::string(kind));
}

}  // namespace

Result<Response> show(Context& in) {
  const consultation::Call& call = *in.call;
  const State state = consultation::state_at(call, in.now);
  Show view;
  view.number = call.number;
  view.chip = chip_of(in, call);
  view.agency = in.agency->name(in.language());
  view.agency_link = std::string(in.reader.base) + "/agencies/" + in.agency->slug;
  view.demo = call.demo;
  view.open = state == State::open;
  view.guests = call.guests;
  view.shorter = call.shorter_reason;
  view.policy_days = call.rule.days;
  if (call.opens_at && call.closes_at)
    view.shorter_days = days_between(date_in_tehran(*call.opens_at), consultation::closing_day(*call.closes_at));
  view.can_prepare = in.actor.has(identity::Role::expert, *in.agency) || in.actor.has(identity::Role::lead, *in.agency);
  view.moderation = shown_when(in, call);
  std::string description;
  in.read([&](store::Transaction& tx) {
    view.document_type = consultation::document_type_name(tx, call.document_type, in.language());
    const auto texts = consultation::texts(tx, call.id);
    const std::string language(code(in.language()));
    view.title = consultation::text_of(texts, "title", language);
    view.summary = consultation::text_of(texts, "summary", language);
    view.changes_for_you = consultation::text_of(texts, "changes_for_you", language);
    for (const consultation::CallText& text : texts) view.stale = view.stale || (text.stale && text.language == language);
    add_facts(view, texts, in, tx);
    description = text::shorten(view.summary, 200);
    if (const auto unit = identity::agency(tx, call.preparing_unit)) view.preparing = unit->name(in.language());
    if (const auto unit = identity::agency(tx, call.lead_unit)) view.lead = unit->name(in.language());
    view.path = path_of(in, tx, call);
    view.followed = in.reader.signed_in && consultation::follows(tx, in.actor.person, call.id);

    // With the replies, as the report counts them.
    view.contributions = consultation::size_of(tx, call.id).contributions;
    Margins margins;
    for (consultation::AnchorCount& count : consultation::counts_by_anchor(tx, call.id)) {
      if (count.anchor.empty()) view.whole_count = count.count;
      margins.counts.emplace(count.anchor, std::move(count));
    }
    for (consultation::Contribution& leading : consultation::leading_contributions(tx, call.id, comments_in_margin)) {
      if (leading.anchor.empty())
        view.whole.push_back(contribution::comment_of(in, tx, leading, {.answer = true, .replies = true}));
      else
        margins.leading[leading.anchor].push_back(std::move(leading));
    }
    const bool tallies = state != State::open || call.stances_while_open;
    std::set<std::string> placed;
    for (const consultation::Draft& draft : consultation::drafts(tx, call.id)) {
      const auto provisions = consultation::provisions(tx, draft.version);
      for (const FlatProvision& flat : provisions) placed.insert(flat.provision.anchor);
      view.drafts.push_back(draft_text(in, tx, draft, blocks_of(in, draft, provisions, margins, tallies)));
      view.has_final = view.has_final || (contribution::answers_are_public(call) && call.state != State::reported &&
                                          consultation::final_version(tx, draft.id).has_value());
    }
    view.ways = ways_of(in, tx, texts, static_cast<std::int64_t>(placed.size()));
    for (const consultation::Question& question : consultation::questions(tx, call.id)) {
      QuestionView one{.anchor = question.anchor, .text = std::string(question.in(language))};
      one.answer_link = std::string(in.reader.base) + "/calls/" + std::to_string(call.number) +
                        "/contributions/new?kind=answer&anchor=" + question.anchor;
      one.all_link =
          std::string(in.reader.base) + "/calls/" + std::to_string(call.number) + "/contributions?anchor=" + question.anchor;
      if (const auto found = margins.counts.find(question.anchor); found != margins.counts.end()) one.count = found->second.count;
      placed.insert(question.anchor);
      view.questions.push_back(std::move(one));
    }
    view.unplaced = unplaced(in, tx, margins, placed);
    for (const consultation::Notice& notice : consultation::notices(tx, call.id)) {
      const bool second = in.language() != Language::fa && !notice.reason_second.empty();
      view.notices.push_back({"call.notice." + notice.kind, second ? notice.reason_second : notice.reason, notice.at});
    }
    for (const consultation::Address& address : consultation::addresses(tx, call.id))
      view.elsewhere.push_back({"office.place." + address.place, address.url, address.url, address.placed_at});
    for (const consultation::Letter& letter : consultation::letters(tx, call.id)) {
      if (!letter.published) continue;
      Elsewhere line{"office.act." + letter.act,
                     in.say("office.letter_line", {{"number", letter.number}, {"to", letter.addressee}}), "", letter.dated_at};
      if (!letter.files.empty())
        line.link = std::string(in.reader.base) + "/calls/" + std::to_string(call.number) + "/letters/" + letter.id.value + "/1";
      view.letters.push_back(std::move(line));
    }
    view.has_report = contribution::answers_are_public(call);
    add_said_did(view, in, tx);
    fill_invited(in, tx, view);
    view.promises = promise::list_of(in, tx, call);
    view.complaints = complaint::counts_of(in, tx, call);
  });
  Context::Head head{
      .title = view.title, .description = std::move(description), .section = "calls", .shared_for = Milliseconds{30000}};
  if (view.open) head.scripts = {"passage.js"};
  return in.page(head, to_html(view, in.reader));
}

}  // namespace mosharekat::web::pages::call
