// SPDX-License-Identifier: AGPL-3.0-or-later
// The operator's log: one JSON object per line on standard error, with time, level, event name and fields. Never a text that a
// citizen wrote, never a code, password, token or address of a person. Thread-safe.
//
//   log::info("server.started", {{"port", "8080"}});
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace mosharekat::log {

using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

enum class Level { debug, info, warning, error };
void set_level(Level level);  // info at the start
void debug(std::string_view event, Fields fields = {});
void info(std::string_view event, Fields fields = {});
void warning(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});

}  // namespace mosharekat::log
