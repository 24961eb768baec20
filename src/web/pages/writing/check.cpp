// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/writing/check.h"

#include "base/text.h"
#include "generated/templates/writing/check.h"

namespace mosharekat::web::pages::writing {

namespace {

constexpr std::size_t longest = 100000;  // letters: more than any text of a call

Response check_page(Context& in, bool checked) {
  const Fields& fields = in.request.form;
  const std::string written = text::shorten(fields["text"], longest);
  std::string language(fields["language"]);
  if (language != "fa" && language != "en") language = code(in.language());
  const bool question = fields["kind"] == "question";
  Check view;
  view.checked = checked;
  view.typed = {.name = "text", .label = "writing.text", .value = written};
  view.written_in = {.name = "language", .label = "writing.language", .cards = true};
  for (const std::string one : {"fa", "en"})
    view.written_in.options.push_back({.value = one, .label = "language." + one, .chosen = one == language});
  view.kind = {.name = "kind", .label = "writing.kind", .cards = true};
  view.kind.options = {{.value = "prose", .label = "writing.kind.prose", .chosen = !question},
                       {.value = "question", .label = "writing.kind.question", .chosen = question}};
  if (checked)
    add_text(in, view.advice, "text", "", written, language,
             question ? consultation::Writing::question : consultation::Writing::prose);
  view.summary = in.say("writing.found", {{"count", view.advice.total}});
  return in.page({.title = in.say("writing.check"), .section = "desk", .desk = true}, to_html(view, in.reader));
}

}  // namespace

Result<Response> form(Context& in) { return check_page(in, false); }

Result<Response> check(Context& in) { return check_page(in, true); }

}  // namespace mosharekat::web::pages::writing
