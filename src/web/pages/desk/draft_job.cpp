// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/desk/draft_job.h"

#include <boost/json.hpp>

#include "base/json.h"
#include "base/json_text.h"
#include "document/import.h"
#include "web/pages/job/ask.h"

namespace mosharekat::web::pages::desk {

Result<std::vector<consultation::DraftId>> take_texts(store::Database& database, const identity::Actor& actor, Instant now,
                                                      const consultation::CallId& call, std::string_view replaces,
                                                      document::Imported imported, std::string_view file_name) {
  std::optional<consultation::DraftId> former;
  if (!replaces.empty()) former = consultation::DraftId{std::string(replaces)};
  // A file that holds two languages is two texts; the first one is what is consulted on, the other becomes a draft beside it.
  for (document::Text& text : imported.texts)
    if (text.title.empty())
      text.title = database.read(
          [&](store::Transaction& tx) { return consultation::text_of(consultation::texts(tx, call), "title", text.language); });
  return consultation::set_drafts(database, actor, now, call, former, imported, file_name);
}

Response ask_for_draft(Context& in, std::string_view file_name, std::string_view content) {
  return job::ask(
      in, {.kind = "draft",
           .back = "/desk/calls/" + std::to_string(in.call->number),
           .given = json::object({{"name", std::string(file_name)}, {"replaces", std::string(in.request.form["replaces"])}}),
           .file = std::string(content)});
}

Result<mosharekat::job::Outcome> take_draft(mosharekat::job::Work& work) {
  const boost::json::value given = TRY(json::parse(work.given()));
  const auto field = [&](std::string_view name) {
    const boost::json::value* found = given.as_object().if_contains(name);
    return found ? std::string(std::string_view(found->as_string())) : std::string();
  };
  work.stage("reading");
  const std::string name = field("name");
  document::Imported imported =
      name.empty() ? document::import_text(work.file()) : TRY(document::import_isolated(name, work.file()));
  work.stage("recording");
  TRY(take_texts(work.database(), work.actor(), work.now(), {work.job().call}, field("replaces"), std::move(imported), name));
  return mosharekat::job::Outcome{.said = "draft_added"};
}

}  // namespace mosharekat::web::pages::desk
