// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json_text.h"

namespace mosharekat::log {
namespace {

spdlog::logger& logger() {
  static spdlog::logger one = [] {
    spdlog::logger made("mosharekat", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    // What follows the level is made by write(), already escaped.
    made.set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})", spdlog::pattern_time_type::utc);
    made.set_level(spdlog::level::info);
    made.flush_on(spdlog::level::info);
    return made;
  }();
  return one;
}

void write(spdlog::level::level_enum level, std::string_view event, Fields fields) {
  if (!logger().should_log(level)) return;
  std::string line = "\"event\":" + json::quoted(event);
  for (const auto& [name, value] : fields) line += "," + json::quoted(name) + ":" + json::quoted(value);
  logger().log(level, spdlog::string_view_t(line));
}

}  // namespace

void set_level(Level level) {
  static constexpr spdlog::level::level_enum levels[] = {spdlog::level::debug, spdlog::level::info, spdlog::level::warn,
                                                         spdlog::level::err};
  logger().set_level(levels[static_cast<int>(level)]);
}

void debug(std::string_view event, Fields fields) { write(spdlog::level::debug, event, fields); }
void info(std::string_view event, Fields fields) { write(spdlog::level::info, event, fields); }
void warning(std::string_view event, Fields fields) { write(spdlog::level::warn, event, fields); }
void error(std::string_view event, Fields fields) { write(spdlog::level::err, event, fields); }

}  // namespace mosharekat::log
