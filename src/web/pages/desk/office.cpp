// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/office.h"

#include "base/text.h"
#include "consultation/intake.h"
#include "consultation/register.h"
#include "generated/templates/desk/office.h"
#include "report/covering_letter.h"

namespace mosharekat::web::pages::desk {

using consultation::State;

namespace {

std::string path_of_desk(const Context& in) { return "/desk/calls/" + std::to_string(in.call->number); }

// The fields of this page, with what was typed and what was wrong with it.
class Form {
 public:
  Form(const Context& in, const std::vector<Error>& errors) : in_(in), errors_(errors) {}
  std::optional<Error> error(std::string_view name) const {
    for (const Error& one : errors_)
      if (one.field == name) return one;
    return std::nullopt;
  }
  part::Field field(std::string name, std::string label, bool optional = false, std::string hint = {}) const {
    part::Field made{.name = name, .label = std::move(label), .hint = std::move(hint)};
    made.value = std::string(in_.request.form[name]);
    made.error = error(name);
    made.optional = optional;
    return made;
  }
  part::Field day(std::string name, std::string label) const {
    part::Field made = field(std::move(name), std::move(label), false, "desk.date_hint");
    made.input_mode = "numeric";
    made.left_to_right = true;
    made.size = "short";
    return made;
  }
  part::Field file(std::string name, std::string label) const {
    part::Field made = field(std::move(name), std::move(label), true, "office.file_hint");
    made.type = "file";
    made.accept = ".pdf,.jpg,.jpeg,.png,.docx,.odt";
    return made;
  }
  part::Area area(std::string name, std::string label) const {
    part::Area made{.name = name, .label = std::move(label)};
    made.value = std::string(in_.request.form[name]);
    made.error = error(name);
    return made;
  }
  part::Option option(std::string_view of, std::string value, std::string label) const {
    const bool chosen = in_.request.form[of] == value;
    return {.value = std::move(value), .label = std::move(label), .chosen = chosen};
  }

 private:
  const Context& in_;
  const std::vector<Error>& errors_;
};

void fill_letters(const Context& in, store::Transaction& tx, Office& view, const Form& form) {
  const std::string base(in.reader.base);
  for (const consultation::Letter& letter : consultation::letters(tx, in.call->id)) {
    LetterLine line{.act = "office.act." + letter.act,
                    .number = letter.number,
                    .addressee = letter.addressee,
                    .subject = letter.subject,
                    .dated = letter.dated_at,
                    .published = letter.published};
    for (const consultation::LetterFile& file : letter.files)
      line.files.push_back({.name = file.name,
                            .link = base + "/calls/" + std::to_string(in.call->number) + "/letters/" + letter.id.value + "/" +
                                    std::to_string(file.position),
                            .hash = file.hash.substr(0, 16),
                            .kilobytes = (file.size_bytes + 1023) / 1024,
                            .scan = file.scan});
    view.letters.push_back(std::move(line));
  }
  view.letter_act = {.name = "letter_act", .label = "admin.act", .error = form.error("letter_act")};
  for (const std::string_view act : consultation::all_acts) {
    const std::string name(act);
    view.covering.push_back(
        {.value = base + path_of_desk(in) + "/covering-letter.pdf?act=" + name, .label = "office.act." + name});
    view.letter_act.options.push_back(form.option("letter_act", name, "office.act." + name));
  }
  for (const char* act : {"decision", "other"})
    view.letter_act.options.push_back(form.option("letter_act", act, "office.act." + std::string(act)));
  view.letter_number = form.field("letter_number", "office.letter_number");
  view.letter_date = form.day("letter_date", "office.letter_date");
  view.letter_addressee = form.field("letter_addressee", "office.letter_addressee");
  view.letter_subject = form.field("letter_subject", "office.letter_subject", true);
  view.letter_scan = form.file("letter_scan", "office.letter_scan");
  view.letter_attachments = form.file("letter_attachments", "office.letter_attachments");
  view.letter_published = {.name = "letter_published",
                           .label = "office.letter_access",
                           .hint = "office.letter_published_hint",
                           .options = {form.option("letter_published", "1", "office.letter_published")},
                           .several = true,
                           .optional = true};
}

void fill_intake(const Context& in, store::Transaction& tx, Office& view, const Form& form) {
  for (const consultation::IntakeLine& line : consultation::intakes(tx, in.call->id)) {
    const auto clerk = identity::person(tx, line.recorded_by);
    view.intakes.push_back({.number = line.number,
                            .channel = "report.contribution_channel." + line.channel,
                            .reference = line.reference,
                            .recorded_by = clerk ? clerk->name : "",
                            .scan_link = line.scan_hash.empty() ? ""
                                                                : std::string(in.reader.base) + path_of_desk(in) + "/intakes/" +
                                                                      std::to_string(line.number),
                            .received = line.received_on});
  }
  view.channel = {.name = "channel", .label = "office.channel", .error = form.error("channel")};
  for (const std::string_view channel : consultation::intake_channels)
    view.channel.options.push_back(
        form.option("channel", std::string(channel), "report.contribution_channel." + std::string(channel)));
  view.provision = {.name = "provision", .label = "office.provision"};
  view.provision.options.push_back({.value = "", .label = "office.whole"});
  for (const consultation::Draft& draft : consultation::drafts(tx, in.call->id))
    for (const consultation::FlatProvision& flat : consultation::provisions(tx, draft.version)) {
      const document::Provision& provision = flat.provision;
      part::Option option = form.option("provision", draft.id.value + "/" + provision.anchor, "");
      option.label_text = text::shorten(provision.label.empty() ? provision.text : provision.label + " " + provision.heading, 60);
      view.provision.options.push_back(std::move(option));
    }
  view.received_on = form.day("received_on", "office.received_on");
  view.reference = form.field("reference", "office.reference", true, "office.reference_hint");
  view.display_name = form.field("display_name", "office.display_name", true, "office.display_name_hint");
  view.organisation = form.field("organisation", "office.organisation", true);
  view.scan = form.file("scan", "office.scan_of");
  view.body = form.area("body", "office.body");
  // The form's own key: sent twice, taken once.
  view.once = in.request.form["once"].empty() ? new_id(in.now) + "-intake" : std::string(in.request.form["once"]);
}

Response page(Context& in, const std::vector<Error>& errors) {
  const Form form(in, errors);
  Office view;
  view.number = in.call->number;
  view.problems.errors = errors;
  view.works = consultation::prepares(in.actor, *in.call);
  view.takes_intake = view.works && consultation::takes_intake(*in.call, in.now).has_value();
  const State state = consultation::state_at(*in.call, in.now);
  view.may_irregular = (consultation::leads(in.actor, *in.call) || in.actor.has(identity::Role::approver, *in.agency)) &&
                       (state == State::announced || state == State::open || state == State::suspended ||
                        state == State::closed || state == State::analysing);
  view.may_bundle = consultation::is_public(state) && state != State::withdrawn &&
                    (view.works || consultation::leads(in.actor, *in.call) || in.actor.has(identity::Role::approver, *in.agency));
  in.read([&](store::Transaction& tx) {
    view.title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    fill_letters(in, tx, view, form);
    fill_intake(in, tx, view, form);
    for (const consultation::Address& one : consultation::addresses(tx, in.call->id))
      view.addresses.push_back({"office.place." + one.place, one.url, one.placed_at});
  });
  view.place = {.name = "place", .label = "office.place"};
  for (const char* place : {"national", "portal"})
    view.place.options.push_back(form.option("place", place, "office.place." + std::string(place)));
  view.url = form.field("url", "office.url");
  view.url.left_to_right = true;
  view.placed_on = form.day("placed_on", "office.placed_on");
  view.irregular_kind = {.name = "irregular_kind", .label = "office.irregular_kind", .error = form.error("irregular_kind")};
  for (const char* kind : {"approved_early", "issued_early", "sent_early"})
    view.irregular_kind.options.push_back(form.option("irregular_kind", kind, "register.kind." + std::string(kind)));
  view.irregular_day = form.day("irregular_day", "office.irregular_day");
  view.irregular_authority = form.field("irregular_authority", "office.irregular_authority");
  view.irregular_number = form.field("irregular_number", "office.letter_number", true);
  view.irregular_reason_fa = form.area("irregular_reason_fa", "desk.reason_fa");
  view.irregular_reason_second = form.area("irregular_reason_second", "desk.reason_second");
  const int status = errors.empty() ? 200 : errors.front().code == Code::conflict ? 409 : 422;
  return in.page({.title = in.say("office.title") + " – " + view.title, .section = "desk", .status = status, .desk = true},
                 to_html(view, in.reader));
}

template <class T>
Result<Response> answered(Context& in, const Result<T>& result, std::string_view done) {
  if (result) return in.go(path_of_desk(in) + "/office", done);
  if (result.error().code == Code::denied || result.error().code == Code::not_found) return result.error();
  return page(in, {result.error()});
}

std::vector<consultation::PaperFile> uploads(const Context& in, std::string_view name) {
  std::vector<consultation::PaperFile> files;
  if (const auto found = in.request.uploads.find(name); found != in.request.uploads.end())
    for (const Upload& upload : found->second)
      if (!upload.file_name.empty() || !upload.content.empty()) files.push_back({upload.file_name, upload.content});
  return files;
}

std::optional<consultation::PaperFile> upload(const Context& in, std::string_view name) {
  auto files = uploads(in, name);
  if (files.empty()) return std::nullopt;
  return std::move(files.front());
}

JalaliDate day_of(const Context& in, std::string_view name) {
  return parse_date(in.request.form[name]).value_or(JalaliDate{0, 0, 0});
}

// Never shown within the site: a paper is somebody else's file.
Response download(const consultation::Paper& paper) {
  Response response;
  response.content_type = paper.media_type;
  response.body = paper.content;
  response.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encode(paper.name));
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace

Result<Response> office(Context& in) { return page(in, {}); }

Result<Response> covering_letter(Context& in) {
  const std::string_view act = in.request.query["act"];
  if (std::find(std::begin(consultation::all_acts), std::end(consultation::all_acts), act) == std::end(consultation::all_acts))
    return Error{Code::not_found, "approval.error.act"};
  const auto letter = in.read([&](store::Transaction& tx) {
    return mosharekat::report::covering_letter(tx, *in.call, act, in.language(), in.portal.site);
  });
  return download({"letter-" + std::to_string(in.call->number) + "-" + std::string(act) + ".pdf", "application/pdf",
                   print::pdf(mosharekat::report::document(letter, in.language()))});
}

Result<Response> record_letter(Context& in) {
  const Fields& form = in.request.form;
  return answered(in,
                  consultation::record_letter(in.database(), in.actor, in.now, in.call->id,
                                              {.act = std::string(form["letter_act"]),
                                               .number = std::string(form["letter_number"]),
                                               .addressee = std::string(form["letter_addressee"]),
                                               .subject = std::string(form["letter_subject"]),
                                               .date = day_of(in, "letter_date"),
                                               .published = form.has("letter_published"),
                                               .scan = upload(in, "letter_scan"),
                                               .attachments = uploads(in, "letter_attachments")}),
                  "saved");
}

Result<Response> set_address(Context& in) {
  const Fields& form = in.request.form;
  return answered(in,
                  consultation::set_address(in.database(), in.actor, in.now, in.call->id, form["place"], form["url"],
                                            day_of(in, "placed_on")),
                  "saved");
}

Result<Response> record_intake(Context& in) {
  const Fields& form = in.request.form;
  consultation::Intake ask{.channel = std::string(form["channel"]),
                           .received_on = day_of(in, "received_on"),
                           .reference = std::string(form["reference"]),
                           .scan = upload(in, "scan")};
  const std::string place(form["provision"]);
  if (const auto slash = place.find('/'); slash != std::string::npos) {
    ask.contribution.draft = place.substr(0, slash);
    ask.contribution.anchor = place.substr(slash + 1);
  }
  ask.contribution.body = std::string(form["body"]);
  ask.contribution.display_name = std::string(form["display_name"]);
  ask.contribution.organisation = std::string(form["organisation"]);
  ask.contribution.once = std::string(form["once"]);
  ask.contribution.consent_version = "intake";  // who wrote on paper saw no form of ours
  return answered(in, consultation::record_contribution(in.database(), in.portal.secret, in.actor, in.now, in.call->id, ask),
                  "saved");
}

Result<Response> record_irregular_act(Context& in) {
  const Fields& form = in.request.form;
  return answered(in,
                  consultation::record_irregular_act(
                      in.database(), in.actor, in.now, in.call->id,
                      {.kind = std::string(form["irregular_kind"]),
                       .authority = std::string(form["irregular_authority"]),
                       .document_number = std::string(form["irregular_number"]),
                       .happened_on = day_of(in, "irregular_day"),
                       .reason = {std::string(form["irregular_reason_fa"]), std::string(form["irregular_reason_second"])}}),
                  "saved");
}

Result<Response> letter_file(Context& in) {
  const std::string id(in.part("letter"));
  const std::int64_t position = text::parse_integer(in.part("file")).value_or(0);
  const auto found = in.read([&](store::Transaction& tx) -> std::optional<consultation::Paper> {
    for (const consultation::Letter& letter : consultation::letters(tx, in.call->id))
      if (letter.id.value == id && consultation::may_read(in.actor, *in.call, *in.agency, letter))
        return consultation::paper(tx, letter.id, position);
    return std::nullopt;
  });
  if (!found) return Error{Code::not_found, "call.error.unknown"};
  return download(*found);
}

Result<Response> intake_scan(Context& in) {
  const auto found = in.read([&](store::Transaction& tx) {
    return consultation::intake_scan(tx, in.call->id, text::parse_integer(in.part("number")).value_or(0));
  });
  if (!found) return Error{Code::not_found, "call.error.unknown"};
  return download(*found);
}

}  // namespace mosharekat::web::pages::desk
