// SPDX-License-Identifier: AGPL-3.0-or-later
// A page of 50 comments, from data to bytes: our templates against ctemplate, which must give the same bytes. Pages per second.
// links: test_templates ctemplate
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctemplate/template.h>
#include <random>
#include <string>

#include "generated/test_templates/bench.h"
#include "table.h"

using namespace mosharekat;
using namespace mosharekat::web;
using pages::trial::Bench;

namespace {

constexpr int rounds = 9;
constexpr auto round_length = std::chrono::milliseconds(150);

Bench sample() {
  const std::string_view phrases[] = {
      "مهلت سی‌روزه برای متن‌های مفصل کافی نیست",
      "پیشنهاد می‌شود معیار، شمار مواد باشد",
      "در مادهٔ ۴ عبارت «در زمان مناسب» روشن نیست",
      "هزینهٔ اجرا برای دستگاه‌های کوچک زیاد است & باید دیده شود",
      "این حکم با قانون نمونه سازگار است",
      "پاسخ هر نظر باید با دلیل باشد"};
  std::mt19937 random(1405);
  Bench page{.title = "نظرها دربارهٔ پیش‌نویس", .posts = {}};
  for (int i = 0; i < 50; ++i) {
    std::string text;
    while (text.size() < 330) text.append(phrases[random() % std::size(phrases)]).append("؛ ");
    page.posts.push_back({.id = std::to_string(1000 + i),
                          .author = "شهروند",
                          .text = std::move(text),
                          .number = i + 1,
                          .up = static_cast<std::int64_t>(random() % 90),
                          .down = static_cast<std::int64_t>(random() % 9),
                          .time = "2026-05-02T14:05:00+03:30"});
  }
  return page;
}

constexpr const char* reference_template =
    "<!doctype html>\n"
    "<html lang=\"fa\" dir=\"rtl\"><head><meta charset=\"utf-8\"><title>{{TITLE:html_escape}}</title>"
    "<link rel=\"stylesheet\" href=\"/assets/style.css\"></head>\n"
    "<body><main><h1>{{TITLE:html_escape}}</h1>\n"
    "{{#POST}}<article class=\"comment\" id=\"c{{ID:html_escape}}\"><p>{{TEXT:html_escape}}</p>\n"
    "<footer><span class=\"author\">{{AUTHOR:html_escape}}</span><time "
    "datetime=\"{{TIME:html_escape}}\">{{TIME:html_escape}}</time>\n"
    "<form method=\"post\" action=\"/comments/{{ID:html_escape}}/vote\"><input type=\"hidden\" name=\"csrf\" "
    "value=\"{{CSRF:html_escape}}\">\n"
    "<button name=\"vote\" value=\"up\">+ {{UP}}</button><button name=\"vote\" value=\"down\">- {{DOWN}}</button></form>"
    "</footer></article>\n{{/POST}}</main></body></html>\n";

std::string by_ctemplate(const Bench& page, const Reader& reader) {
  ctemplate::TemplateDictionary all("page");
  all.SetValue("TITLE", page.title);
  all.SetValue("CSRF", reader.csrf);
  for (const auto& post : page.posts) {
    ctemplate::TemplateDictionary& one = *all.AddSectionDictionary("POST");
    one.SetValue("ID", post.id);
    one.SetValue("TEXT", post.text);
    one.SetValue("AUTHOR", post.author);
    one.SetValue("TIME", post.time);
    one.SetIntValue("UP", static_cast<long>(post.up));
    one.SetIntValue("DOWN", static_cast<long>(post.down));
  }
  std::string out;
  ctemplate::ExpandTemplate("page", ctemplate::DO_NOT_STRIP, &all, &out);
  return out;
}

std::string by_ours(const Bench& page, const Reader& reader) { return to_html(page, reader).take(); }

template <class Render>
double pages_per_second(Render render) {
  using Steady = std::chrono::steady_clock;
  const auto start = Steady::now();
  std::size_t bytes = 0;
  int count = 0;
  for (; Steady::now() - start < round_length; ++count) bytes += render().size();
  if (bytes == 0) std::abort();
  return count / std::chrono::duration<double>(Steady::now() - start).count();
}

}  // namespace

int main() {
  ctemplate::StringToTemplateCache("page", reference_template, ctemplate::DO_NOT_STRIP);
  const Bench page = sample();
  const Reader reader{.language = Language::en, .csrf = "0123456789abcdef0123456789abcdef"};
  if (by_ours(page, reader) != by_ctemplate(page, reader)) {
    std::fprintf(stderr, "the two pages differ\n");
    return 1;
  }
  std::fprintf(stderr, "a page of %zu bytes\n", by_ours(page, reader).size());
  std::vector<double> ours, reference;
  std::mt19937 random(7);
  for (int round = 0; round < rounds; ++round) {
    const bool ours_first = random() % 2 == 0;
    for (int turn = 0; turn < 2; ++turn) {
      if ((turn == 0) == ours_first) {
        ours.push_back(pages_per_second([&] { return by_ours(page, reader); }));
      } else {
        reference.push_back(pages_per_second([&] { return by_ctemplate(page, reader); }));
      }
    }
  }
  return bench::print({.name = "render a page of 50 comments / ctemplate",
                       .unit = "pages/s",
                       .ours = bench::median(ours),
                       .reference = bench::median(reference),
                       .floor = 5,
                       .goal = 15})
             ? 0
             : 1;
}
