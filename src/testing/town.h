// SPDX-License-Identifier: AGPL-3.0-or-later
// The cast of people.h and what they do: short verbs that go through the real commands, so that a test tells a story.
//
//   Town town(database);
//   const auto call = town.open_call();
//   const auto receipt = town.contribute(call, town.sara, "ماده ۲ روشن نیست.");
//   town.close_by_clock(call);
//
// Only for *_test.cpp.
#pragma once
#include "consultation/answer.h"
#include "consultation/approval.h"
#include "consultation/call.h"
#include "consultation/contribution.h"
#include "document/provision.h"
#include "testing/people.h"

namespace mosharekat::testing {

using consultation::CallId;
using consultation::ContributionId;
using namespace std::chrono_literals;

inline document::Provision article(std::string number, std::string text, std::vector<document::Provision> children = {}) {
  document::Provision made{.kind = document::Kind::article, .number = number, .text = std::move(text)};
  made.label = "ماده " + number;
  made.children = std::move(children);
  return made;
}
inline document::Provision note_of(std::string number, std::string text) {
  document::Provision made{.kind = document::Kind::note, .number = number, .text = std::move(text)};
  made.label = "تبصره " + number;
  return made;
}
// A regulation of libraries written for these tests: anchors m1, m2, m2-t1, m3.
inline document::Text library_draft() {
  return {
      .title = "پیش‌نویس آیین‌نامهٔ کتابخانه‌های نمونه",
      .provisions = {
          article("1",
                  "کتابخانه‌های عمومی همه روزه از ساعت هشت تا بیست باز هستند."),
          article("2", "عضویت در کتابخانه برای ساکنان شهر رایگان است.",
                  {note_of("1", "دانش‌آموزان شهرهای دیگر نیز می‌توانند عضو شوند.")}),
          article("3", "هر عضو می‌تواند پنج کتاب را سه هفته به امانت بگیرد.")}};
}

class Town : public People {
 public:
  using People::People;
  consultation::Secret secret{std::string(32, 's')};

  consultation::Call call(const CallId& id) {
    return read([&](store::Transaction& tx) { return consultation::call(tx, id).value(); });
  }
  consultation::Contribution contribution(const ContributionId& id) {
    return read([&](store::Transaction& tx) { return consultation::contribution(tx, id).value(); });
  }
  JalaliDate today() const { return date_in_tehran(now); }

  // --- The course of a call ---

  CallId new_call() {
    const std::int64_t number =
        must(consultation::prepare_call(database, expert, now,
                                        {.lead_unit = public_relations,
                                         .preparing_unit = policy_office,
                                         .document_type = "bylaw",
                                         .title_fa = "آیین‌نامهٔ کتابخانه‌های نمونه",
                                         .title_second = "Regulation of sample libraries"}));
    return read([&](store::Transaction& tx) { return consultation::call_by_number(tx, number).value().id; });
  }
  void write_texts(const CallId& id) {
    std::vector<consultation::SetText> all;
    for (const consultation::TextPart& part : consultation::text_parts) {
      if (!part.required || part.name == "title") continue;
      all.push_back({std::string(part.name), "fa", "متن " + std::string(part.name)});
      all.push_back({std::string(part.name), "en", "Text of " + std::string(part.name)});
    }
    must(consultation::set_texts(database, expert, now, id, all));
  }
  consultation::DraftId set_draft(const CallId& id, document::Text text = library_draft()) {
    return must(consultation::set_draft(database, expert, now, id, std::nullopt, std::move(text), "draft.docx"));
  }
  // Everything that a call needs before it can go to the approver.
  CallId prepared_call(const consultation::Settings& settings = {}) {
    const CallId id = new_call();
    write_texts(id);
    must(consultation::set_questions(database, expert, now, id, {{"کدام ماده دشوار است؟", "Which article is difficult?"}}));
    set_draft(id);
    must(consultation::set_settings(database, expert, now, id, settings));
    return id;
  }
  consultation::ApprovalId propose_opening(const CallId& id, int starts_in_days = 0, int days = 30) {
    const JalaliDate first = add_days(today(), starts_in_days);
    return must(consultation::propose_opening(database, lead, now, id, {.first_day = first, .last_day = add_days(first, days)}));
  }
  // A second later, as two acts of people are never at the same instant.
  void approve(const consultation::ApprovalId& approval) {
    pass(1s);
    must(consultation::approve(database, approver, now, approval));
  }
  CallId announced_call(int starts_in_days, const consultation::Settings& settings = {}) {
    const CallId id = prepared_call(settings);
    approve(propose_opening(id, starts_in_days));
    return id;
  }
  CallId open_call(const consultation::Settings& settings = {}) { return announced_call(0, settings); }
  consultation::Reason reason() const { return {"دلیل نمونه", "A sample reason"}; }
  void suspend(const CallId& id) { approve(must(consultation::propose_suspension(database, lead, now, id, reason()))); }
  void resume(const CallId& id) { approve(must(consultation::propose_resumption(database, lead, now, id, reason()))); }
  void withdraw_call(const CallId& id) { approve(must(consultation::propose_withdrawal(database, lead, now, id, reason()))); }
  void close_by_clock(const CallId& id) {
    now = *call(id).closes_at;
    consultation::turn_clock(database, now);
    CHECK(call(id).state == consultation::State::closed);
  }
  // What report/ does: a report that waits for its approver.
  consultation::ApprovalId propose_report(const CallId& id) {
    const std::string report = new_id(now);
    return database.write_unlogged([&](store::Transaction& tx) {
      tx.execute(
          "INSERT INTO report (id, call, version, state, data, data_hash, correction_reason, created_at, published_at) SELECT "
          "$1, "
          "$2, COUNT(*) + 1, 'draft', '{}', '', '', $3, NULL FROM report WHERE call = $2",
          {report, id, now});
      return must(
          consultation::file_approval(tx, consultation::call(tx, id).value(), lead, now, {.act = "report", .subject = report}));
    });
  }
  void publish_report(const CallId& id) { approve(propose_report(id)); }

  // --- Taking part ---

  Result<consultation::Receipt> try_contribute(const CallId& id, const identity::Actor& actor, consultation::Contribute ask) {
    if (ask.once.empty()) ask.once = new_id(now);
    ask.consent_version = "1405-1";
    return consultation::contribute(database, secret, actor, now, id, ask);
  }
  consultation::Receipt contribute(const CallId& id, const identity::Actor& actor, consultation::Contribute ask) {
    return must(try_contribute(id, actor, std::move(ask)));
  }
  consultation::Receipt contribute(const CallId& id, const identity::Actor& actor, std::string body) {
    return contribute(id, actor, consultation::Contribute{.body = std::move(body)});
  }
  // On a provision of the call's first draft.
  consultation::Receipt comment_on(const CallId& id, const identity::Actor& actor, std::string anchor, std::string body) {
    return contribute(
        id, actor,
        consultation::Contribute{.draft = first_draft(id).id.value, .anchor = std::move(anchor), .body = std::move(body)});
  }
  consultation::Draft first_draft(const CallId& id) {
    return read([&](store::Transaction& tx) { return consultation::drafts(tx, id).at(0); });
  }
  void hide(const ContributionId& id, std::string reason = "insult") {
    must(
        consultation::moderate(database, moderator, now, {.contributions = {id}, .publish = false, .reason = std::move(reason)}));
  }
  void dispose(const CallId& id, const std::vector<ContributionId>& contributions, std::string code = "noted") {
    must(consultation::dispose(database, expert, now, id,
                               {.contributions = contributions,
                                .code = std::move(code),
                                .part = "بخش نخست",
                                .reason = "دلیل نمونه",
                                .citation = "ماده ۵ قانون نمونه",
                                .place = "m2"}));
  }
};

}  // namespace mosharekat::testing
