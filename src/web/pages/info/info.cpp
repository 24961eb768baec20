// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/info/info.h"

#include "generated/templates/info/site_map.h"
#include "generated/templates/info/text.h"
#include "web/assets.h"
#include "web/pages/agency/list.h"
#include "web/pages/contribution/form.h"

namespace mosharekat::web::pages::info {

namespace {

Text text_of(const Context& in, const std::string& prefix, const std::vector<Argument>& arguments = {}) {
  Text view;
  view.title = in.say(prefix + "title");
  view.lead = in.say(prefix + "lead", arguments);
  for (int number = 1;; ++number) {
    const std::string section = prefix + std::to_string(number) + ".";
    if (!locale::has(section + "title")) return view;
    view.sections.push_back({in.say(section + "title"), in.say(section + "text")});
  }
}

Response text_page(Context& in, const Text& view) {
  return in.page({.title = view.title, .description = view.lead, .shared_for = Milliseconds{60000}}, to_html(view, in.reader));
}

// Public text without a reader: may be shared like a page.
Response machine_file(const Context& in, std::string content_type, std::string body) {
  Response response;
  response.content_type = std::move(content_type);
  response.body = std::move(body);
  if (in.may_share) response.shared_for = Milliseconds{60000};
  return response;
}

}  // namespace

Result<Response> help(Context& in) {
  Text view = text_of(in, "page.help.");
  const std::string base(in.reader.base);
  view.links.push_back({"page.help.link.learn", base + "/learn"});
  if (in.reader.is_staff) view.links.push_back({"page.help.link.guide", base + "/guide"});
  return text_page(in, view);
}

Result<Response> privacy(Context& in) {
  return text_page(in, text_of(in, "page.privacy.", {{"version", locale::digits(in.language(), contribution::consent_version)}}));
}

Result<Response> accessibility(Context& in) { return text_page(in, text_of(in, "page.accessibility.")); }

Result<Response> rights(Context& in) {
  Text view = text_of(in, "page.rights.");
  view.numbered = true;
  return text_page(in, view);
}

Result<Response> terms(Context& in) {
  Text view = text_of(in, "page.terms.");
  view.numbered = true;
  return text_page(in, view);
}

Result<Response> sitemap_page(Context& in) {
  const std::string base(in.reader.base);
  const auto links = [&](std::initializer_list<std::pair<const char*, const char*>> all) {
    std::vector<Link> made;
    for (const auto& [label, path] : all) made.push_back({label, base + path});
    return made;
  };
  SiteMap view;
  view.calls = links({{"layout.nav.home", "/"},
                      {"home.all_open", "/calls?state=open"},
                      {"page.sitemap.upcoming", "/calls?state=upcoming"},
                      {"page.sitemap.review", "/calls?state=review"},
                      {"page.sitemap.answered", "/calls?state=answered"},
                      {"report.list.title", "/reports"}});
  view.own = links({{"me.track.title", "/track"},
                    {"layout.sign_in", "/sign-in"},
                    {"me.title", "/me"},
                    {"page.sitemap.staff", "/sign-in/staff"}});
  view.about = links({{"page.help.title", "/help"},
                      {"learn.title", "/learn"},
                      {"page.rights.title", "/rights"},
                      {"page.terms.title", "/terms"},
                      {"page.privacy.title", "/privacy"},
                      {"page.accessibility.title", "/accessibility"}});
  view.machines = links({{"page.data.title", "/data"},
                         {"page.sitemap.feed", "/calls.atom"},
                         {"page.data.link.calls", "/api/v1/calls"},
                         {"page.data.link.openapi", "/api/v1/openapi.json"}});
  view.machines.push_back({"page.data.link.sitemap", "/sitemap.xml"});
  for (const agency::Line& line : agency::tree(in))
    view.agencies.push_back({line.name, base + "/agencies/" + line.slug, line.depth});
  const std::string title = in.say("page.sitemap.title");
  return in.page({.title = title, .description = in.say("page.sitemap.lead"), .shared_for = Milliseconds{60000}},
                 to_html(view, in.reader));
}

Result<Response> data(Context& in) {
  Text view = text_of(in, "page.data.");
  const std::string base(in.reader.base);
  view.links = {{"page.data.link.calls", base + "/api/v1/calls"},
                {"page.data.link.openapi", base + "/api/v1/openapi.json"},
                {"page.data.link.sitemap", "/sitemap.xml"}};
  in.read([&](store::Transaction& tx) {
    view.figures.push_back({consultation::find_calls(tx, {.limit = 1}).total, "page.data.calls"});
    view.figures.push_back({consultation::moderation_counts(tx, std::nullopt).published, "page.data.contributions"});
    view.figures.push_back({static_cast<std::int64_t>(identity::agencies(tx).size()), "page.data.agencies"});
  });
  return text_page(in, view);
}

Result<Response> robots(Context& in) {
  std::string text = "User-agent: *\n";
  for (const std::string_view base : {"", "/en"})
    for (const std::string_view path : {"/desk", "/guide", "/me", "/track", "/sign-in", "/invitations", "/resets", "/set-up"})
      text += "Disallow: " + std::string(base) + std::string(path) + "\n";
  return machine_file(in, "text/plain; charset=utf-8", text + "Sitemap: " + in.portal.site + "/sitemap.xml\n");
}

Result<Response> sitemap(Context& in) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
  // Paths are made of our own words, slugs and numbers, which hold no letter that XML minds.
  const auto add = [&](const std::string& path) {
    const std::string persian = in.portal.site + path, english = in.portal.site + "/en" + path;
    for (const std::string& address : {persian, english})
      xml += "<url><loc>" + address + "</loc><xhtml:link rel=\"alternate\" hreflang=\"fa\" href=\"" + persian +
             "\"/><xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"" + english + "\"/></url>\n";
  };
  for (const char* path : {"/", "/calls", "/reports", "/agencies", "/help", "/learn", "/rights", "/terms", "/privacy",
                           "/accessibility", "/data", "/sitemap", "/plan", "/register"})
    add(path);
  in.read([&](store::Transaction& tx) {
    for (const identity::Agency& agency : identity::agencies(tx)) add("/agencies/" + agency.slug);
    // The protocol allows 50 000 addresses; at most six for each call.
    for (const consultation::Call& call : consultation::find_calls(tx, {.limit = 8000}).calls) {
      const std::string path = "/calls/" + std::to_string(call.number);
      add(path);
      using enum consultation::State;
      if (call.state == reported || call.state == decided || call.state == feedback || call.state == evaluated)
        add(path + "/report");
      if (call.state == decided || call.state == feedback || call.state == evaluated) add(path + "/final");
    }
  });
  return machine_file(in, "application/xml; charset=utf-8", xml + "</urlset>\n");
}

Result<Response> favicon(Context&) { return redirect(assets::url("favicon.svg")); }

}  // namespace mosharekat::web::pages::info
