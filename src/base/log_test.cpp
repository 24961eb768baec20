// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/log.h"

#include <boost/json.hpp>
#include <cstdio>
#include <doctest/doctest.h>
#include <unistd.h>

#include "base/json.h"
#include "base/text.h"

using namespace mosharekat;

namespace {

// What a piece of code writes to standard error, line by line.
std::vector<std::string> errors_of(const std::function<void()>& code) {
  std::fflush(stderr);
  std::FILE* file = std::tmpfile();
  REQUIRE(file);
  const int before = dup(STDERR_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  code();
  std::fflush(stderr);
  dup2(before, STDERR_FILENO);
  close(before);
  std::rewind(file);
  std::string all;
  for (int letter; (letter = std::fgetc(file)) != EOF;) all += static_cast<char>(letter);
  std::fclose(file);
  std::vector<std::string> lines;
  for (const auto line : text::split(all, '\n'))
    if (!line.empty()) lines.emplace_back(line);
  return lines;
}

}  // namespace

TEST_CASE("each event is one line of JSON, whatever its fields hold") {
  const std::string hostile = "a\"b\\c\n{\"level\":\"forged\"}\xff\x01 ۱۲ %v {}";
  const auto lines = errors_of([&] { log::warning("test.event", {{"field", hostile}, {"port", "8080"}}); });
  REQUIRE(lines.size() == 1);
  const auto parsed = json::parse(lines[0]);
  REQUIRE(parsed);
  const auto& line = parsed->as_object();
  CHECK(line.at("level") == "warning");
  CHECK(line.at("event") == "test.event");
  CHECK(line.at("port") == "8080");
  CHECK(line.at("field").as_string() == "a\"b\\c\n{\"level\":\"forged\"}\ufffd\x01 ۱۲ %v {}");
  const std::string time(line.at("time").as_string());
  CHECK(time.size() == 24);
  CHECK(time.back() == 'Z');
}

TEST_CASE("events below the level are not written") {
  const auto lines = errors_of([] {
    log::debug("test.quiet");
    log::set_level(log::Level::error);
    log::warning("test.quiet");
    log::error("test.loud");
    log::set_level(log::Level::info);
    log::info("test.info");
  });
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].find("test.loud") != std::string::npos);
  CHECK(lines[1].find("\"level\":\"info\",\"event\":\"test.info\"}") != std::string::npos);
}
