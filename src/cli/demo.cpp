// SPDX-License-Identifier: AGPL-3.0-or-later
// `mosharekat demo`: a country of one ministry in an empty directory, made by the commands that people use, at times that make
// its calls stand in different states.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/hash.h"
#include "base/text.h"
#include "cli/demo_commands.h"
#include "cli/demo_country.h"
#include "cli/demo_large.h"
#include "cli/demo_office.h"
#include "cli/demo_texts.h"
#include "cli/installation.h"
#include "cli/verbs.h"
#include "consultation/answer.h"
#include "document/import.h"
#include "report/report.h"

namespace mosharekat::cli {

namespace {

namespace fs = std::filesystem;
using namespace consultation;
using demo::must;
using identity::Actor;
using identity::AgencyId;
using identity::AgencyKind;
using identity::Role;
using std::chrono::hours;

constexpr Milliseconds day = hours{24};

struct Cast {
  AgencyId ministry, organisation, regulations, relations, technical;
  Actor admin, expert, lead, moderator, approver, auditor;
};

class Demo {
 public:
  Demo(Installation& installation, Instant now)
      : database_(*installation.database), secret_(installation.secret), now_(now), directory_(installation.directory) {}

  void make(const std::string& drafts_folder, bool small, bool large) {
    people(now_ - 90 * day);
    const auto& calls = demo::calls();
    finished(calls.at(0), now_ - 75 * day);
    demo::DemoCall opened = calls.at(1);
    if (!small) opened.texts.insert(opened.texts.end(), demo::plain_texts().begin(), demo::plain_texts().end());
    open(opened, now_ - 27 * day);
    announced(calls.at(2), now_ - 2 * day);
    if (!small) {
      demo::make_country(
          database_, secret_, {.expert = cast_.expert, .lead = cast_.lead, .approver = cast_.approver},
          [&](const demo::DemoCall& from, Instant at) {
            return prepare(from, from.topic == "education" || from.topic == "health" ? cast_.technical : cast_.regulations, at);
          },
          now_);
      office();
    }
    if (!drafts_folder.empty()) real_drafts(drafts_folder);
    if (large)
      demo::open_large_call(database_, secret_,
                            {.expert = cast_.expert,
                             .lead = cast_.lead,
                             .approver = cast_.approver,
                             .lead_unit = cast_.relations,
                             .preparing_unit = cast_.regulations},
                            now_);
    turn_clock(database_, now_);
    write_sign_ins();
  }

 private:
  Actor person(std::string_view name, std::string_view email, const AgencyId& agency, Role role, Instant at) {
    const std::string password = hash::base64url(hash::random_bytes(12));
    const std::string token = must(identity::invite(database_, admin_, at, email, agency, role));
    const auto id = must(identity::accept_invitation(database_, at, {token, std::string(name), password}));
    sign_ins_ += std::string(identity::name(role)) + ": " + std::string(email) + "  " + password + "\n";
    return database_.read([&](store::Transaction& tx) { return identity::actor(tx, id).value(); });
  }

  void people(Instant at) {
    const std::string password = hash::base64url(hash::random_bytes(12));
    identity::SetUp ask{.token = identity::setup_token(database_, at).value(),
                        .email = "admin@example.org",
                        .name = "مدیر نمونه",
                        .password = password};
    ask.root = {.kind = AgencyKind::ministry,
                .slug = "sample-ministry",
                .name_fa = "وزارت نمونه",
                .name_en = "Sample Ministry",
                .contact = "تهران، خیابان نمونه"};
    const auto admin = must(identity::set_up(database_, at, ask));
    sign_ins_ += "national_admin: admin@example.org  " + password + "\n";
    admin_ = cast_.admin = database_.read([&](store::Transaction& tx) { return identity::actor(tx, admin).value(); });
    cast_.ministry =
        database_.read([](store::Transaction& tx) { return identity::agency_by_slug(tx, "sample-ministry").value().id; });
    const auto found = [&](const AgencyId& parent, AgencyKind kind, std::string slug, std::string fa, std::string en) {
      return must(identity::found_agency(
          database_, admin_, at,
          {.parent = parent, .kind = kind, .slug = std::move(slug), .name_fa = std::move(fa), .name_en = std::move(en)}));
    };
    cast_.regulations = found(cast_.ministry, AgencyKind::unit, "regulations", "دفتر مقررات", "Office of Regulations");
    cast_.relations = found(cast_.ministry, AgencyKind::unit, "public-relations", "روابط عمومی", "Public Relations");
    cast_.organisation =
        found(cast_.ministry, AgencyKind::affiliated, "sample-organisation", "سازمان نمونه", "Sample Organisation");
    cast_.technical = found(cast_.organisation, AgencyKind::unit, "technical", "دفتر فنی", "Technical Office");
    cast_.expert = person("کارشناس نمونه", "expert@example.org", cast_.ministry, Role::expert, at);
    cast_.lead = person("راهبر نمونه", "lead@example.org", cast_.ministry, Role::lead, at);
    cast_.moderator = person("بازبین نمونه", "moderator@example.org", cast_.ministry, Role::moderator, at);
    cast_.approver = person("تأییدکنندهٔ نمونه", "approver@example.org", cast_.ministry, Role::approver, at);
    cast_.auditor = person("حسابرس نمونه", "auditor@example.org", cast_.ministry, Role::auditor, at);
    must(set_policy(database_, admin_, at, {std::nullopt, "", {.days = 30, .source = "سند نمونهٔ مشارکت، مادهٔ ۱"}}));
  }

  CallId call_id(std::int64_t number) {
    return database_.read([&](store::Transaction& tx) { return consultation::call_by_number(tx, number).value().id; });
  }

  CallId prepare(const demo::DemoCall& from, const AgencyId& preparing, Instant at) {
    const CallId id = call_id(must(prepare_call(database_, cast_.expert, at,
                                                {.lead_unit = cast_.relations,
                                                 .preparing_unit = preparing,
                                                 .document_type = std::string(from.type),
                                                 .title_fa = std::string(from.title_fa),
                                                 .title_second = std::string(from.title_en),
                                                 .demo = true})));
    std::vector<SetText> texts;
    for (const demo::Pair& pair : from.texts) {
      texts.push_back({std::string(pair.part), "fa", std::string(pair.fa)});
      texts.push_back({std::string(pair.part), "en", std::string(pair.en)});
    }
    must(set_texts(database_, cast_.expert, at, id, texts));
    std::vector<SetQuestion> questions;
    for (const demo::Pair& pair : from.questions) questions.push_back({std::string(pair.fa), std::string(pair.en)});
    must(set_questions(database_, cast_.expert, at, id, questions));
    must(set_settings(database_, cast_.expert, at, id, {.topic = std::string(from.topic), .replies = true}));
    document::Text text = document::import_text(from.draft).texts.front();
    if (text.title.empty()) text.title = from.title_fa;
    must(set_draft(database_, cast_.expert, at, id, std::nullopt, std::move(text), "draft.txt"));
    return id;
  }

  void open_on(const CallId& id, Instant at, Instant opening) {
    const JalaliDate first = date_in_tehran(opening);
    const auto approval = must(propose_opening(database_, cast_.lead, at, id, {first, add_days(first, 30)}));
    must(consultation::approve(database_, cast_.approver, at + hours{1}, approval));
    turn_clock(database_, opening + hours{2});
  }

  // Citizens of the demonstration are guests: nobody's account is invented.
  std::vector<std::string> remarks(const demo::DemoCall& from, const CallId& id, Instant start) {
    std::vector<std::string> codes;
    const DraftId draft = database_.read([&](store::Transaction& tx) { return consultation::drafts(tx, id).front().id; });
    static constexpr std::string_view genders[] = {"female", "male", ""};
    static constexpr std::string_view places[] = {"IR-23", "IR-23", "IR-10", "IR-09", "IR-07", "IR-30", ""};
    Instant at = start;
    int person = 0;
    for (const demo::Remark& remark : from.remarks) {
      at += hours{17};
      Contribute ask;
      ask.anchor = std::string(remark.anchor);
      if (ask.anchor.starts_with('q'))
        ask.kind = Kind::answer;
      else if (!ask.anchor.empty())
        ask.draft = draft.value;
      if (!remark.replacement.empty()) ask.kind = Kind::replacement;
      ask.body = remark.body;
      ask.replacement = remark.replacement;
      ask.stance = remark.stance;
      ask.display_name = remark.name;
      ask.organisation = remark.organisation;
      ask.language = remark.language;
      ask.consent_version = "1";
      ask.once = hash::hex(hash::random_bytes(16));
      const Receipt receipt = must(contribute(database_, secret_, Actor{}, at, id, ask));
      codes.push_back(receipt.code);
      ++person;
      Traits traits;
      if (person % 4 != 0) traits.birth_year = 1345 + person * 37 % 45;
      traits.gender = genders[person % 3];
      traits.province = places[person % 7];
      if (remark.organisation.empty())
        traits.type = "individual";
      else
        traits.type = "ngo";
      must(set_traits(database_, secret_, at, receipt.id, traits));
    }
    return codes;
  }

  void open(const demo::DemoCall& from, Instant at) {
    const CallId id = prepare(from, cast_.regulations, at - 2 * day);
    open_on(id, at - hours{6}, at);
    remarks(from, id, at + hours{5});
  }

  void announced(const demo::DemoCall& from, Instant at) {
    const CallId id = prepare(from, cast_.technical, at);
    const JalaliDate first = add_days(date_in_tehran(now_), 3);
    const auto approval = must(propose_opening(database_, cast_.lead, at, id, {first, add_days(first, 30)}));
    must(consultation::approve(database_, cast_.approver, at + hours{1}, approval));
  }

  // Opened, commented on, closed, answered, reported, decided: the chain to its last step.
  void finished(const demo::DemoCall& from, Instant at) {
    const CallId id = prepare(from, cast_.regulations, at - 2 * day);
    open_on(id, at - hours{6}, at);
    codes_ = remarks(from, id, at + hours{5});
    const Instant after = at + 33 * day;
    turn_clock(database_, after);
    must(start_analysis(database_, cast_.expert, after, id));
    std::vector<ContributionId> ids;
    database_.read([&](store::Transaction& tx) {
      for (const Answered& one : answered(tx, id)) ids.push_back(one.contribution.id);
    });
    const auto theme = [&](std::string fa, std::string en, std::string did_fa, std::string did_en,
                           std::vector<std::size_t> members) {
      const ThemeId made = must(
          make_theme(database_, cast_.expert, after, id, {std::move(fa), std::move(en), std::move(did_fa), std::move(did_en)}));
      std::vector<ContributionId> chosen;
      for (const std::size_t member : members) chosen.push_back(ids.at(member));
      must(put_in_theme(database_, cast_.expert, after, made, chosen));
    };
    theme("مسیر باید پهن‌تر باشد", "Paths should be wider",
          "پهنای مسیر یک‌طرفه در مادهٔ ۳ یک متر و پنجاه سانتی‌متر شد.",
          "Article 3 now sets one metre fifty for one-way paths.", {0, 1, 2});
    theme("زمان جریمه روشن نیست", "When fines are given is unclear", "در مادهٔ ۴ نوشتیم: همان روز.",
          "Article 4 now says: on the same day.", {4, 5, 6});
    theme("ایمنی پیادگان و نابینایان", "Safety of pedestrians and the blind", "مسیر مشترک تنها با نوار برجسته ممکن است.",
          "A shared path now needs a tactile strip.", {3});
    const auto decide = [&](std::vector<std::size_t> members, std::string code, std::string reason, std::string citation = "",
                            std::string part = "", std::string place = "") {
      std::vector<ContributionId> chosen;
      for (const std::size_t member : members) chosen.push_back(ids.at(member));
      must(dispose(database_, cast_.expert, after, id,
                   {chosen, std::move(code), std::move(part), std::move(reason), std::move(citation), std::move(place)}));
    };
    decide(
        {0, 1, 2}, "accepted",
        "اندازه‌گیری در سه خیابان نشان داد یک متر و بیست برای عبور سه‌چرخهٔ حمل "
        "بار "
        "کافی "
        "نیست.",
        "", "", "m3");
    decide({3}, "accepted_in_part",
           "حذف کامل مسیر مشترک در خیابان‌های باریک ممکن نبود.", "",
           "نوار برجستهٔ جداکننده الزامی شد.", "m3-t");
    decide({4, 6}, "accepted", "عبارت «زمان مناسب» با مهلتی روشن جایگزین شد.", "", "", "m4");
    decide(
        {5}, "rejected_legal",
        "استثنای باربری در مسیر ویژهٔ دوچرخه با قانون سازگار نیست؛ جای باربری در کوچه‌های "
        "کناری "
        "تعیین "
        "می‌شود.",
        "مادهٔ ۹ قانون نمونهٔ راهنمایی");
    decide({7}, "rejected_cost",
           "سقف همهٔ توقفگاه‌ها از بودجهٔ مصوب بیشتر است؛ برآورد هزینه در "
           "پیوست "
           "آمده "
           "است.",
           "برآورد دفتر فنی، پیوست ۲");
    decide({8}, "deferred",
           "آموزش در مدرسه‌ها در بازنگری سال آینده با آموزش و پرورش نمونه "
           "بررسی "
           "می‌شود.");
    decide({9}, "accepted", "شمار برخوردها به گزارش سالانه افزوده شد.", "", "", "m7");
    decide({10}, "supports_text", "");
    decide(
        {11}, "out_of_scope",
        "عوارض خودرو در این آیین‌نامه نیست و به شورای شهر نمونه مربوط است.");
    decide({12}, "question_answered", "این تقاطع در برنامهٔ اصلاح چراغ‌ها قرار گرفت.");
    const Instant reported = after + 14 * day;
    const ReportId report_id = must(report::start_report(database_, cast_.expert, reported, id, ""));
    must(report::set_parts(
        database_, cast_.expert, reported, report_id,
        {{"summary", "fa",
          "سیزده نظر رسید. بیشتر آن‌ها دربارهٔ پهنای مسیر و روشن نبودن زمان جریمه بود؛ هر دو در "
          "متن "
          "اصلاح "
          "شد."},
         {"summary", "en",
          "Thirteen comments came, most of them on the width of paths and on when fines are given; both were changed in the "
          "text."},
         {"next_steps", "fa", "متن نهایی پس از تصویب در همین صفحه منتشر می‌شود."},
         {"next_steps", "en", "The final text will be published on this page once approved."}}));
    const auto approval = must(report::propose_report(database_, cast_.lead, reported, report_id));
    reported_ = reported + hours{3};
    must(consultation::approve(database_, cast_.approver, reported_, approval));
    std::string final_draft(from.draft);
    const auto replace = [&](std::string_view was, std::string_view is) {
      const auto place = final_draft.find(was);
      expect(place != std::string::npos, "the demonstration's final text changes words that its draft has");
      final_draft.replace(place, was.size(), is);
    };
    replace("یک متر و بیست سانتی‌متر", "یک متر و پنجاه سانتی‌متر");
    replace("مسیر مشترک دوچرخه و پیاده تعیین کند.", "مسیر مشترک دوچرخه و پیاده تعیین کند، به شرط آنکه با نوار برجسته جدا شود.");
    replace("در زمان مناسب جریمه", "همان روز جریمه");
    replace("گزارش اجرای این آیین‌نامه",
            "گزارش اجرای این آیین‌نامه، همراه با شمار برخوردها،");
    const DraftId draft = database_.read([&](store::Transaction& tx) { return consultation::drafts(tx, id).front().id; });
    const Instant decided = reported + 7 * day;
    const VersionId version = must(set_final_text(database_, cast_.expert, decided, id, draft,
                                                  document::import_text(final_draft).texts.front(), "final.txt"));
    must(set_change_source(database_, cast_.expert, decided, version, "m3", {1, 2, 3}, ""));
    must(set_change_source(database_, cast_.expert, decided, version, "m3-t", {4}, ""));
    must(set_change_source(database_, cast_.expert, decided, version, "m4", {5, 7}, ""));
    must(set_change_source(database_, cast_.expert, decided, version, "m7", {10}, ""));
    must(record_approval(
        database_, cast_.lead, decided, id,
        {.outcome = "adopted_with_changes",
         .authority = "شورای مقررات وزارت نمونه",
         .session_number = "۱۲",
         .session_at = "ساعت ۱۰ صبح",
         .session_place = "وزارت نمونه، تالار یک",
         .members = "مدیر نمونه، رئیس شورا، امضا شد\nکارشناس نمونه، دبیر، امضا شد",
         .decisions = "آیین‌نامه با اصلاحات برآمده از نظرخواهی تصویب شد.",
         .letter_number = "۱۲/۳۴۵",
         .letter_date = ""}));
  }

  // Each file of a folder becomes an open call of its own; what cannot be read is named and left out.
  void real_drafts(const std::string& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.is_regular_file() &&
          (entry.path().extension() == ".docx" || !fs::exists(fs::path(entry.path()).replace_extension(".docx"))))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      std::ifstream stream(file, std::ios::binary);
      const std::string content((std::istreambuf_iterator<char>(stream)), {});
      auto imported = document::import_isolated(file.filename().string(), content);
      if (!imported) {
        std::fprintf(stderr, "%s: %s\n", file.filename().c_str(), locale::sentence(Language::en, imported.error()).c_str());
        continue;
      }
      document::Text text = std::move(imported->texts.front());
      if (text.title.empty()) text.title = file.stem().string();
      const std::string title = text::shorten(text.title, 200);
      demo::DemoCall from{.type = "bylaw", .topic = "administration", .title_fa = title, .title_en = title};
      const std::string summary = "متن این سند برای آزمودن سامانه در اینجا گشوده شده است.";
      from.texts = {
          {"summary", summary, "This document is opened here to try the portal on a real text."},
          {"why", "برای آزمودن سامانه با متنی واقعی.", "To try the portal on a real text."},
          {"may_change", "در این نمایش چیزی تغییر نمی‌کند.", "Nothing changes in this demonstration."},
          {"contact", "وزارت نمونه", "Sample Ministry"}};
      from.questions = {{"", "کدام بخش این متن روشن نیست؟", "Which part of this text is unclear?"}};
      const Instant at = now_ - 3 * day;
      const CallId id =
          prepare_with(from, std::move(text),
                       imported->texts.size() > 1 ? std::optional<document::Text>(std::move(imported->texts[1])) : std::nullopt,
                       file.filename().string(), at - day);
      open_on(id, at - hours{6}, at);
    }
  }

  CallId prepare_with(const demo::DemoCall& from, document::Text text, std::optional<document::Text> second,
                      const std::string& name, Instant at) {
    const CallId id = call_id(must(prepare_call(database_, cast_.expert, at,
                                                {.lead_unit = cast_.relations,
                                                 .preparing_unit = cast_.regulations,
                                                 .document_type = std::string(from.type),
                                                 .title_fa = std::string(from.title_fa),
                                                 .title_second = std::string(from.title_en),
                                                 .demo = true})));
    std::vector<SetText> texts;
    for (const demo::Pair& pair : from.texts) {
      texts.push_back({std::string(pair.part), "fa", std::string(pair.fa)});
      texts.push_back({std::string(pair.part), "en", std::string(pair.en)});
    }
    must(set_texts(database_, cast_.expert, at, id, texts));
    must(set_questions(database_, cast_.expert, at, id,
                       {{std::string(from.questions.front().fa), std::string(from.questions.front().en)}}));
    must(set_draft(database_, cast_.expert, at, id, std::nullopt, std::move(text), name));
    if (second) must(set_draft(database_, cast_.expert, at, id, std::nullopt, std::move(*second), name));
    return id;
  }

  void office() {
    demo::make_office(database_, secret_,
                      {.ministry = cast_.ministry,
                       .regulations = cast_.regulations,
                       .admin = cast_.admin,
                       .expert = cast_.expert,
                       .lead = cast_.lead,
                       .moderator = cast_.moderator,
                       .approver = cast_.approver,
                       .person = [this](std::string_view name, std::string_view email, const AgencyId& agency, Role role,
                                        Instant at) { return person(name, email, agency, role, at); },
                       .codes = codes_,
                       .reported = reported_},
                      now_);
  }

  void write_sign_ins() const {
    std::ofstream file(fs::path(directory_) / "demo-sign-ins.txt");
    file << sign_ins_;
  }

  store::Database& database_;
  consultation::Secret secret_;
  Instant now_;
  std::string directory_;
  Cast cast_;
  Actor admin_;
  std::string sign_ins_;
  // Of the finished call: the tracking codes of what was said, and when its report was approved.
  std::vector<std::string> codes_;
  Instant reported_{};
};

}  // namespace

void add_demo(CLI::App& app, int& exit_code) {
  struct Options {
    std::string directory = "data", database, drafts, clock_offset;
    bool small = false, large = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("demo", "Fill an empty data directory with a demonstration");
  verb->add_option("--data", options->directory, "Data directory; must be empty or absent")->capture_default_str();
  verb->add_option("--database", options->database, "postgresql://… instead of SQLite");
  verb->add_option("--drafts", options->drafts, "Folder of documents: a call is opened on each");
  verb->add_flag("--small", options->small, "Three calls and a few comments only, made within a second");
  verb->add_flag("--large", options->large, "One call more, of 200 articles and 5,000 comments, for measuring");
  verb->add_option("--clock-offset", options->clock_offset, "Makes the demonstration as of another time, as in -2d");
  verb->callback([options, &exit_code] {
    if (fs::exists(options->directory) && !fs::is_empty(options->directory)) {
      std::fprintf(stderr, "mosharekat demo: %s is not empty; nothing was changed\n", options->directory.c_str());
      exit_code = 2;
      return;
    }
    document::start_import_helper();
    Installation installation = open_installation(options->directory, options->database);
    Clock clock;
    if (!options->clock_offset.empty()) clock.move_by(clock_offset(options->clock_offset));
    Demo(installation, clock.now()).make(options->drafts, options->small, options->large);
    exit_code = 0;
  });
}

}  // namespace mosharekat::cli
