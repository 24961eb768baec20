// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/log.h"

#include <spdlog/fmt/chrono.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json_text.h"

namespace mosharekat::log {
namespace {

spdlog::logger& lines() {
  static const auto logger = [] {
    auto made = std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    return made;
  }();
  return *logger;
}

spdlog::level::level_enum of(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::info;
}

void write(Level level, std::string_view name, std::string_view event, Fields fields) {
  if (!lines().should_log(of(level))) return;
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto ms = now.time_since_epoch().count();
  std::string line =
      "{\"time\":" + json::quoted(fmt::format("{:%FT%T}.{:03}Z", fmt::gmtime(static_cast<std::time_t>(ms / 1000)), ms % 1000));
  line += ",\"level\":" + json::quoted(name) + ",\"event\":" + json::quoted(event);
  for (const auto& [key, value] : fields) line += "," + json::quoted(key) + ":" + json::quoted(value);
  lines().log(of(level), "{}", line + "}");
}

}  // namespace

void set_level(Level level) { lines().set_level(of(level)); }
void info(std::string_view event, Fields fields) { write(Level::info, "info", event, fields); }
void warning(std::string_view event, Fields fields) { write(Level::warning, "warning", event, fields); }
void error(std::string_view event, Fields fields) { write(Level::error, "error", event, fields); }

}  // namespace mosharekat::log
