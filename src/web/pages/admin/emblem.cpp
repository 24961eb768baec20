// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/admin/emblem.h"

#include "print/picture.h"

namespace mosharekat::web::pages::admin {

namespace {

Result<Response> picture_of(Context& in, const identity::AgencyId& owner) {
  auto png = in.read([&](store::Transaction& tx) { return identity::page_emblem(tx, owner); });
  if (!png) return Error{Code::not_found, "problem.not_found"};
  Response response;
  response.content_type = "image/png";
  response.body = std::move(*png);
  // The address carries the picture's hash: another picture has another address.
  response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace

EmblemForm emblem_form(std::string path, std::string picture, const std::vector<Error>& errors) {
  EmblemForm form{.path = std::move(path), .picture = std::move(picture)};
  form.problems.errors = errors;
  form.file = {.name = "emblem",
               .label = "portal.emblem",
               .hint = "portal.emblem_hint",
               .error = part::error_of(errors, "emblem"),
               .type = "file",
               .accept = "image/png"};
  return form;
}

Result<identity::Emblem> sent_emblem(const Request& request) {
  if (request.form.has("remove")) return identity::Emblem{};
  const auto sent = request.uploads.find("emblem");
  const std::string_view bytes =
      sent == request.uploads.end() || sent->second.empty() ? std::string_view() : sent->second.front().content;
  identity::Emblem emblem{.print = TRY(print::clean_picture(bytes))};
  emblem.page = TRY(print::clean_picture(bytes, print::page_side));
  return emblem;
}

Result<Response> portal_emblem(Context& in) { return picture_of(in, {}); }

Result<Response> agency_emblem(Context& in) {
  const auto agency = in.read([&](store::Transaction& tx) { return identity::agency_by_slug(tx, in.part("slug")); });
  if (!agency) return Error{Code::not_found, "agency.unknown"};
  return picture_of(in, agency->id);
}

}  // namespace mosharekat::web::pages::admin
