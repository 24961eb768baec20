// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/letterhead.h"

#include "consultation/letter.h"
#include "generated/templates/admin/letterhead.h"
#include "report/paper.h"

namespace mosharekat::web::pages::admin {

namespace {

Result<identity::Agency> asked(const Context& in) {
  auto agency =
      in.read([&](store::Transaction& tx) { return identity::agency(tx, identity::AgencyId{std::string(in.part("agency"))}); });
  if (!agency || !administers(in.actor, *agency)) return Error{Code::not_found, "call.error.agency_unknown"};
  return std::move(*agency);
}

Result<Language> language_named(std::string_view name) {
  for (const Language language : all_languages)
    if (code(language) == name) return language;
  return Error{Code::invalid, "template.error.language", {}, "of"};
}

Result<Response> page(Context& in, const std::vector<Error>& errors) {
  const identity::Agency agency = TRY(asked(in));
  const auto stored = in.read([&](store::Transaction& tx) { return consultation::letterhead(tx, agency); });
  LetterheadForm view{.agency_id = agency.id.value, .agency = agency.name(in.language())};
  view.problems.errors = errors;
  const auto add = [&](std::string name, const std::string& value, bool optional) {
    part::Field field{.name = name, .label = "letter.head." + name};
    field.value = in.request.form.has(name) ? std::string(in.request.form[name]) : value;
    field.error = part::error_of(errors, name);
    field.optional = optional;
    view.fields.push_back(std::move(field));
  };
  add("name_fa", stored.name_fa, false);
  add("name_en", stored.name_en, true);
  add("address_fa", stored.address_fa, true);
  add("address_en", stored.address_en, true);
  add("signatory_fa", stored.signatory_fa, true);
  add("signatory_en", stored.signatory_en, true);
  view.paper_language = {.name = "of", .label = "template.of", .error = part::error_of(errors, "of")};
  // As they are written in the reader's language; the other's are taken too.
  const bool persian = in.language() == Language::fa;
  view.marks = {{persian ? "{{گزارش}}" : "{{report}}", "template.mark.report"},
                {persian ? "{{عنوان}}" : "{{title}}", "template.mark.title"},
                {persian ? "{{تاریخ}}" : "{{date}}", "template.mark.date"},
                {persian ? "{{شماره}}" : "{{number}}", "template.mark.number"}};
  for (const Language language : all_languages) {
    const std::string named(code(language));
    PaperLine line{.language = named, .label = "language." + named};
    if (const auto paper =
            in.read([&](store::Transaction& tx) { return mosharekat::report::paper_file(tx, agency.id, language); })) {
      line.name = paper->name;
      line.at = paper->at;
    }
    view.papers.push_back(std::move(line));
    view.paper_language.options.push_back(
        {.value = named, .label = "language." + named, .chosen = in.request.form["of"] == named});
  }
  view.paper_file = {.name = "file",
                     .label = "template.file",
                     .hint = "template.file_hint",
                     .error = part::error_of(errors, "file"),
                     .type = "file",
                     .accept = ".docx,.dotx"};
  return in.page({.title = in.say("letter.head"), .section = "desk", .status = errors.empty() ? 200 : 422, .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Result<Response> letterhead(Context& in) { return page(in, {}); }

Result<Response> set_letterhead(Context& in) {
  const Fields& form = in.request.form;
  const std::string id(in.part("agency"));
  const auto done = consultation::set_letterhead(in.database(), in.actor, in.now, {id},
                                                 {.name_fa = std::string(form["name_fa"]),
                                                  .name_en = std::string(form["name_en"]),
                                                  .address_fa = std::string(form["address_fa"]),
                                                  .address_en = std::string(form["address_en"]),
                                                  .signatory_fa = std::string(form["signatory_fa"]),
                                                  .signatory_en = std::string(form["signatory_en"])});
  if (done) return in.go("/desk/agencies/" + id + "/letterhead", "saved");
  if (done.error().code != Code::invalid) return done.error();
  return page(in, {done.error()});
}

Result<Response> set_paper(Context& in) {
  const identity::Agency agency = TRY(asked(in));
  const std::string address = "/desk/agencies/" + agency.id.value + "/letterhead";
  const auto language = language_named(in.request.form["of"]);
  if (!language) return page(in, {language.error()});
  if (in.request.form["act"] == "remove") {
    TRY(mosharekat::report::remove_paper(in.database(), in.actor, in.now, agency.id, *language));
    return in.go(address, "saved");
  }
  const auto found = in.request.uploads.find("file");
  if (found == in.request.uploads.end() || found->second.empty())
    return page(in, {{Code::invalid, "template.error.empty", {}, "file"}});
  const Upload& sent = found->second.front();
  const auto done =
      mosharekat::report::set_paper(in.database(), in.actor, in.now, agency.id, *language, sent.file_name, sent.content);
  if (done) return in.go(address, "saved");
  if (done.error().code != Code::invalid) return done.error();
  return page(in, {done.error()});
}

Result<Response> paper_specimen(Context& in) {
  const identity::Agency agency = TRY(asked(in));
  const Language language = TRY(language_named(in.request.query["of"]));
  const auto content =
      in.read([&](store::Transaction& tx) { return mosharekat::report::paper_content(tx, agency.id, language); });
  const auto paper = content ? mosharekat::report::paper_of(*content) : std::nullopt;
  if (!paper) return Error{Code::not_found, "template.error.none"};
  Response response{.content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    .body = mosharekat::report::specimen(*paper, agency, language, in.now),
                    .headers = {}};
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"specimen-" + std::string(code(language)) + ".docx\"");
  return response;
}

}  // namespace mosharekat::web::pages::admin
