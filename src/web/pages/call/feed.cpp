// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/call/feed.h"

#include <algorithm>

#include "web/pages/call/list.h"

namespace mosharekat::web::pages::call {

namespace {

constexpr int entries_max = 50;

struct Entry {
  std::string address, title, summary, agency, state;
  Instant published{}, updated{};
};

// Out's escaping is XML's too: & < > and both quotes.
void element(Out& out, std::string_view name, std::string_view text) {
  out.lit("<" + std::string(name) + ">");
  out.esc(text);
  out.lit("</" + std::string(name) + ">\n");
}

void link(Out& out, std::string_view relation, std::string_view type, std::string_view address) {
  out.lit("<link rel=\"" + std::string(relation) + "\" type=\"" + std::string(type) + "\" href=\"");
  out.esc(address);
  out.lit("\"/>\n");
}

Entry entry_of(const Context& in, store::Transaction& tx, const consultation::Call& call) {
  const Card card = card_of(in, tx, call);
  Entry entry{.address = in.portal.site + std::string(in.reader.base) + "/calls/" + std::to_string(call.number),
              .title = card.title,
              .summary = card.summary,
              .agency = card.agency,
              .state = card.chip.text,
              .published = call.opens_at.value_or(in.now)};
  entry.updated = entry.published;
  for (const consultation::Notice& notice : consultation::notices(tx, call.id)) {
    entry.published = std::min(entry.published, notice.at);
    entry.updated = std::max(entry.updated, notice.at);
  }
  entry.updated = std::min(entry.updated, in.now);  // an announced call opens in days to come
  return entry;
}

}  // namespace

Result<Response> feed(Context& in) {
  std::vector<Entry> entries;
  std::string title = in.portal_name();
  std::string query;
  const auto read = in.read([&](store::Transaction& tx) -> Result<void> {
    auto asked = asked_of(in, tx);
    if (!asked) return asked.error();
    asked->filter.limit = entries_max;
    for (const consultation::Call& call : consultation::find_calls(tx, asked->filter).calls)
      entries.push_back(entry_of(in, tx, call));
    if (!asked->agency.empty()) title += " – " + asked->agency;
    if (!asked->state.empty()) title += " – " + in.say("call.tab." + asked->state);
    query = query_of(in, asked->state);
    return {};
  });
  if (!read) return read.error();
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& left, const Entry& right) { return left.updated > right.updated; });

  const std::string base = in.portal.site + std::string(in.reader.base);
  Out out;
  out.lit("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" +
          std::string(code(in.language())) + "\">\n");
  element(out, "id", base + "/calls.atom" + query);
  element(out, "title", title);
  element(out, "updated", locale::iso(entries.empty() ? in.now : entries.front().updated));
  link(out, "self", "application/atom+xml", base + "/calls.atom" + query);
  link(out, "alternate", "text/html", base + "/calls" + query);
  for (const Entry& entry : entries) {
    out.lit("<entry>\n");
    element(out, "id", entry.address);
    element(out, "title", entry.title);
    element(out, "published", locale::iso(entry.published));
    element(out, "updated", locale::iso(entry.updated));
    link(out, "alternate", "text/html", entry.address);
    out.lit("<author>");
    element(out, "name", entry.agency);
    out.lit("</author>\n");
    element(out, "summary", entry.state + (entry.summary.empty() ? "" : ". " + entry.summary));
    out.lit("</entry>\n");
  }
  out.lit("</feed>\n");
  Response response;
  response.content_type = "application/atom+xml; charset=utf-8";
  response.body = out.string();
  if (in.may_share) response.shared_for = Milliseconds{60000};
  return response;
}

}  // namespace mosharekat::web::pages::call
