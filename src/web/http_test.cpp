// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http.h"

#include <doctest/doctest.h>

using namespace mosharekat::web;
using namespace std::string_literals;

TEST_CASE("percent-coding goes there and back, in Persian too") {
  CHECK(percent_encode("شور a/b?&=+~") == "%D8%B4%D9%88%D8%B1%20a%2Fb%3F%26%3D%2B~");
  CHECK(percent_decode(percent_encode("شور a/b?&=+~")) == "شور a/b?&=+~");
  CHECK(percent_decode("a+b") == "a+b");
}

TEST_CASE("percent-coding that is cut, no number, no UTF-8 or holds a NUL is refused") {
  for (const char* text : {"%", "%4", "a%zz", "%g0", "%ff", "%c0%80", "%00", "\x80", "%ed%a0%80"}) {
    CAPTURE(text);
    CHECK_FALSE(percent_decode(text));
    CHECK_FALSE(parse_urlencoded("a="s + text));
    CHECK_FALSE(parse_urlencoded(text));
  }
}

TEST_CASE("a form keeps the order of its fields and all values of a name") {
  const auto form = parse_urlencoded("b=2&a=1+%2B+1&&b=&c&=d&b=x=y");
  REQUIRE(form);
  CHECK(form->list().size() == 6);
  CHECK((*form)["a"] == "1 + 1");
  CHECK((*form)["b"] == "2");
  CHECK(form->all("b") == std::vector<std::string_view>{"2", "", "x=y"});
  CHECK(form->has("c"));
  CHECK((*form)["c"].empty());
  CHECK((*form)[""] == "d");
  CHECK_FALSE(form->has("d"));
  CHECK(parse_urlencoded("")->list().empty());
}

TEST_CASE("a form of two thousand fields is read, one of more is refused") {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "a=1&";
  CHECK(parse_urlencoded(text));
  CHECK_FALSE(parse_urlencoded(text + "a=1"));
}

TEST_CASE("cookies are read, and what is malformed is passed over") {
  const auto cookies = parse_cookies("a=1; b=\"two\";c=x=y ; =none; lonely; bad=\xff; a=again;");
  CHECK(cookies.list().size() == 4);
  CHECK(cookies["a"] == "1");
  CHECK(cookies["b"] == "two");
  CHECK(cookies["c"] == "x=y");
  CHECK(cookies.all("a").size() == 2);
}

TEST_CASE("a redirect is a 303 to the place") {
  const Response response = redirect("/calls/1");
  CHECK(response.status == 303);
  REQUIRE(response.headers.size() == 1);
  CHECK(response.headers[0] == std::pair<std::string, std::string>{"Location", "/calls/1"});
}

namespace {

const std::string type = "multipart/form-data; boundary=----edge";

std::string part(const std::string& head, const std::string& content) {
  return "------edge\r\n" + head + "\r\n\r\n" + content + "\r\n";
}
std::string field(const std::string& name, const std::string& content) {
  return part("Content-Disposition: form-data; name=\"" + name + "\"", content);
}
std::string file(const std::string& name, const std::string& content) {
  return part("Content-Disposition: form-data; name=\"draft\"; filename=\"" + name + "\"\r\nContent-Type: application/pdf",
              content);
}
const std::string end = "------edge--\r\n";

}  // namespace

TEST_CASE("a form with files gives fields and uploads") {
  Request request;
  const std::string bytes = "%PDF\r\n--\0\xff\r\n------edg"s;
  REQUIRE(parse_multipart(
      type, field("title", "پیش‌نویس\r\nدوم") + file("draft.pdf", bytes) + field("title", "") + end, request));
  CHECK(request.form.all("title") == std::vector<std::string_view>{"پیش‌نویس\r\nدوم", ""});
  REQUIRE(request.uploads["draft"].size() == 1);
  CHECK(request.uploads["draft"][0].file_name == "draft.pdf");
  CHECK(request.uploads["draft"][0].content == bytes);
}

TEST_CASE("a file field left empty is no upload, an empty file with a name is one") {
  Request request;
  REQUIRE(parse_multipart(type, file("", "") + end, request));
  CHECK(request.uploads.empty());
  REQUIRE(parse_multipart(type, file("empty.txt", "") + end, request));
  CHECK(request.uploads["draft"].size() == 1);
}

TEST_CASE("a file name is the last element of a path, and never a place") {
  const std::pair<const char*, const char*> names[] = {{"../../etc/passwd", "passwd"},
                                                       {"C:\\drafts\\law.docx", "law.docx"},
                                                       {"..", ""},
                                                       {"/", ""},
                                                       {"a\tb.txt", "a b.txt"},
                                                       {"say %22yes%22.txt", "say \"yes\".txt"},
                                                       {"آیین‌نامه.docx", "آیین‌نامه.docx"}};
  for (const auto& [given, kept] : names) {
    CAPTURE(given);
    Request request;
    REQUIRE(parse_multipart(type, file(given, "x") + end, request));
    CHECK(request.uploads["draft"][0].file_name == kept);
  }
}

TEST_CASE("a form with files that is malformed is refused") {
  Request request;
  const std::string good = field("a", "1");
  CHECK(parse_multipart(type, good + end, request));
  CHECK(parse_multipart("multipart/form-data; charset=utf-8; boundary=\"----edge\"", good + end, request));
  CHECK_FALSE(parse_multipart("multipart/form-data", good + end, request));
  CHECK_FALSE(parse_multipart("multipart/form-data; boundary=", good + end, request));
  CHECK_FALSE(parse_multipart("multipart/form-data; boundary=" + std::string(71, 'x'), good + end, request));
  CHECK_FALSE(parse_multipart("multipart/form-data; boundary=other", good + end, request));
  for (const std::string& body : {
           good,                                                                       // not closed
           std::string(),                                                              // nothing
           "preamble\r\n" + good + end,                                                // something before
           good + end + "epilogue",                                                    // something after
           part("Content-Disposition: form-data", "x") + end,                          // no name
           part("Content-Type: text/plain", "x") + end,                                // no disposition
           part("Content-Disposition: attachment; name=\"a\"", "x") + end,             // another disposition
           part("Content-Disposition: form-data; name=\"a\"; name=\"b\"", "x") + end,  // two names
           part("Content-Disposition: form-data; name=\"a", "x") + end,                // an open quote
           part("Content-Disposition: form-data; name=\"a\"\r\nfolded", "x") + end,    // no colon
           part("Content-Disposition: form-data; name=\"\xff\"", "x") + end,           // a name that is no UTF-8
           part("Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64", "eA==") + end,
           field("a", "\xff") + end,     // a text that is no UTF-8
           field("a", "x\0y"s) + end,    // a text with NUL
           "------edge\n" + good + end,  // a bare line feed
           part("Content-Disposition: form-data; name=\"a\"\r\nX: " + std::string(9000, 'x'), "1") + end,
       }) {
    CAPTURE(body);
    Request into;
    CHECK_FALSE(parse_multipart(type, body, into));
  }
}

TEST_CASE("a form of more than two thousand parts is refused") {
  std::string body;
  for (int i = 0; i < 2000; ++i) body += field("a", "1");
  Request request;
  CHECK(parse_multipart(type, body + end, request));
  CHECK_FALSE(parse_multipart(type, body + field("a", "1") + end, request));
}
