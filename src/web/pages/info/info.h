// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of text that every footer leads to, and the files that machines ask for. The texts are sentences of
// locale/*/page.json: page.help.1.title, page.help.1.text and so on, as many as there are.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"

namespace mosharekat::web::pages::info {

struct Section {
  std::string title{}, text{};
};
struct Link {
  std::string label{}, path{};  // a key; with the language before it
};
struct Place {
  std::string text{}, path{};  // with the language before it
  int depth = 0;
};
struct SiteMap {
  std::vector<Link> calls{}, own{}, about{}, machines{};
  std::vector<Place> agencies{};
};
struct Figure {
  std::int64_t count = 0;
  std::string label{};  // a key with {count}
};
struct Text {
  std::string title{}, lead{};
  bool numbered = false;  // its sections may be cited by number
  std::vector<Figure> figures{};
  std::vector<Section> sections{};
  std::vector<Link> links{};
};

Result<Response> help(Context& in);
Result<Response> privacy(Context& in);
Result<Response> accessibility(Context& in);
Result<Response> data(Context& in);
Result<Response> rights(Context& in);
Result<Response> terms(Context& in);
Result<Response> sitemap_page(Context& in);

Result<Response> robots(Context& in);
Result<Response> sitemap(Context& in);
Result<Response> favicon(Context& in);

}  // namespace mosharekat::web::pages::info
