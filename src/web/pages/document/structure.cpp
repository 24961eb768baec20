// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/document/structure.h"

#include <algorithm>

#include "base/text.h"
#include "consultation/draft_structure.h"
#include "generated/templates/document/structure.h"
#include "web/context.h"

namespace mosharekat::web::pages::document {

using mosharekat::document::Kind;
using mosharekat::document::StructureEdit;

namespace {

constexpr std::size_t page_size = 60;

constexpr Kind kinds[] = {Kind::book,      Kind::part, Kind::section, Kind::chapter, Kind::topic, Kind::article,
                          Kind::principle, Kind::note, Kind::clause,  Kind::item,    Kind::annex, Kind::paragraph};

std::string kind_key(Kind kind) { return "structure.kind." + std::string(mosharekat::document::name(kind)); }

consultation::DraftId draft_of(const Context& in) { return {std::string(in.part("draft"))}; }

std::string path_of(const Context& in) {
  return "/desk/calls/" + std::to_string(in.call->number) + "/drafts/" + std::string(in.part("draft")) + "/structure";
}

void fill_chosen(const Context& in, Structure& view, const std::vector<mosharekat::document::FlatRow>& rows, std::size_t at,
                 const std::vector<Error>& errors) {
  const auto& [depth, provision] = rows[at];
  // What was typed comes back with its error.
  const Fields& form = in.request.form;
  const auto typed = [&](const char* name, const std::string& stored) {
    return !errors.empty() && form.has(name) ? std::string(form[name]) : stored;
  };
  view.can_join = at > 0;
  view.can_in = at > 0 && rows[at - 1].depth >= depth;
  view.can_out = depth > 0;
  view.kind = {.name = "kind", .label = "structure.kind"};
  for (const Kind kind : kinds)
    view.kind.options.push_back(
        {.value = std::string(mosharekat::document::name(kind)),
         .label = kind_key(kind),
         .chosen = typed("kind", std::string(mosharekat::document::name(provision.kind))) == mosharekat::document::name(kind)});
  view.number = {.name = "number",
                 .label = "structure.number",
                 .hint = "structure.number_hint",
                 .value = typed("number", provision.number.value_or("")),
                 .error = part::error_of(errors, "number"),
                 .size = "short",
                 .optional = true};
  view.heading = {.name = "heading",
                  .label = "structure.heading",
                  .value = typed("heading", provision.heading),
                  .error = part::error_of(errors, "heading"),
                  .optional = true};
  view.text = {.name = "text",
               .label = "structure.text",
               .value = typed("text", provision.text),
               .error = part::error_of(errors, "text"),
               .lang = view.lang,
               .optional = true};
  std::size_t from = 0;
  for (const std::size_t place : mosharekat::document::split_places(provision.text)) {
    view.pieces.push_back({provision.text.substr(from, place - from), static_cast<std::int64_t>(place)});
    from = place;
  }
  if (from > 0) view.pieces.push_back({provision.text.substr(from), 0});
}

Result<Response> structure_page(Context& in, std::string_view chosen, const std::vector<Error>& errors) {
  in.need_form();
  Structure view;
  view.problems.errors = errors;
  const auto found = in.read([&](store::Transaction& tx) {
    view.call_title = consultation::text_of(consultation::texts(tx, in.call->id), "title", code(in.language()));
    return consultation::draft_structure(tx, in.call->id, draft_of(in));
  });
  if (!found) return Error{Code::not_found, "call.error.draft_unknown"};
  const auto& rows = found->rows;
  const std::string base(in.reader.base), path = path_of(in);
  view.call = in.call->number;
  view.title = found->draft.title;
  view.hash = found->draft.hash;
  view.lang = found->draft.language;
  view.dir = view.lang == "en" ? "ltr" : "rtl";
  view.action = base + path;
  view.undo_action = base + path + "/undo";
  if (!found->last_act.empty()) view.undo = in.say("structure.act." + found->last_act);
  view.title_field = {
      .name = "title",
      .label = "structure.title_field",
      .value = errors.empty() || !in.request.form.has("title") ? view.title : std::string(in.request.form["title"]),
      .error = part::error_of(errors, "title")};

  std::vector<std::vector<std::string>> doubts(rows.size());
  std::size_t first_doubt = rows.size();
  std::size_t looked = 0;  // doubts come in the order of the text
  for (const auto& doubt : mosharekat::document::doubts(rows)) {
    while (rows[looked].provision.anchor != doubt.anchor) ++looked;
    doubts[looked].push_back(in.say(doubt.warning.key, doubt.warning.arguments));
    first_doubt = std::min(first_doubt, looked);
    ++view.doubts;
  }
  std::size_t place = rows.size();
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (!chosen.empty() && rows[at].provision.anchor == chosen) place = at;
    ++view.provisions;
    view.articles += rows[at].provision.kind == Kind::article || rows[at].provision.kind == Kind::principle;
  }
  const std::size_t last = rows.empty() ? 1 : (rows.size() + page_size - 1) / page_size;
  const std::size_t asked = static_cast<std::size_t>(
      std::clamp<std::int64_t>(text::parse_integer(in.request.query["page"]).value_or(1), 1, static_cast<std::int64_t>(last)));
  const std::size_t page = place < rows.size() ? place / page_size + 1 : asked;
  const auto page_link = [&](std::size_t at) { return base + path + "?page=" + std::to_string(at / page_size + 1); };
  if (first_doubt < rows.size()) view.next_doubt = page_link(first_doubt) + "#" + rows[first_doubt].provision.anchor;
  view.pager = part::pager(base + path + "?page=", static_cast<std::int64_t>(page), static_cast<std::int64_t>(last));
  view.close_link = base + path + "?page=" + std::to_string(page);
  for (std::size_t at = (page - 1) * page_size; at < std::min(rows.size(), page * page_size); ++at) {
    const auto& [depth, provision] = rows[at];
    view.lines.push_back({.anchor = provision.anchor,
                          .link = base + path + "?at=" + percent_encode(provision.anchor) + "#" + provision.anchor,
                          .style = "line depth-" + std::to_string(std::min(depth, 6)),
                          .kind = kind_key(provision.kind),
                          .label = provision.label,
                          .heading = provision.heading,
                          .text = provision.text,
                          .doubts = doubts[at],
                          .chosen = at == place});
  }
  if (place < rows.size()) fill_chosen(in, view, rows, place, errors);
  const int status = errors.empty() ? 200 : errors.front().code == Code::conflict ? 409 : 422;
  return in.page(
      {.title = in.say("structure.title") + " – " + view.call_title, .section = "desk", .status = status, .desk = true},
      to_html(view, in.reader));
}

}  // namespace

Result<Response> structure(Context& in) { return structure_page(in, in.request.query["at"], {}); }

Result<Response> edit_structure(Context& in) {
  const Fields& form = in.request.form;
  StructureEdit edit;
  const auto act = mosharekat::document::structure_act_named(form["act"]);
  const auto kind = mosharekat::document::kind_named(form.has("kind") ? form["kind"] : "paragraph");
  if (!act || !kind) return Error{Code::invalid, "structure.error.unknown"};
  edit.act = *act;
  edit.anchor = form["anchor"];
  edit.kind = *kind;
  edit.at = static_cast<std::size_t>(std::max<std::int64_t>(text::parse_integer(form["at"]).value_or(0), 0));
  edit.number = std::string(form["number"]);
  edit.heading = form["heading"];
  edit.text = form[edit.act == StructureEdit::Act::title ? "title" : "text"];
  const auto next = consultation::edit_structure(in.database(), in.actor, in.now, in.call->id, draft_of(in), form["hash"], edit);
  if (next) return in.go(path_of(in) + (next->empty() ? "" : "?at=" + percent_encode(*next) + "#" + *next), "saved");
  Error error = next.error();
  if (edit.act == StructureEdit::Act::title && !error.field.empty()) error.field = "title";
  if (error.code == Code::invalid || error.code == Code::conflict) return structure_page(in, form["anchor"], {error});
  return error;
}

Result<Response> undo_structure(Context& in) {
  const auto done =
      consultation::undo_structure(in.database(), in.actor, in.now, in.call->id, draft_of(in), in.request.form["hash"]);
  if (done) return in.go(path_of(in), "structure_undone");
  if (done.error().code == Code::conflict) return structure_page(in, {}, {done.error()});
  return done.error();
}

}  // namespace mosharekat::web::pages::document
