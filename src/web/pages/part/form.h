// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts that forms are made of. Labels and hints are keys of sentences, so that handlers know no language; `label_text` is
// for what an agency wrote. What was typed comes back in `value`, with the error beside it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/template.h"

namespace mosharekat::web::pages::part {

// One line: {{> part/field title}}
struct Field {
  std::string name{};
  std::string label{}, label_text{};
  std::string hint{};
  std::string value{};
  std::optional<Error> error{};
  std::string type{"text"};    // text, email, tel, password, search, file
  std::string autocomplete{};  // name, email, one-time-code, …
  std::string input_mode{};    // numeric, email, …
  std::string accept{};        // of a file
  bool left_to_right = false;  // codes, numbers, addresses
  std::string size{};          // "", short or tiny
  bool optional = false;
};

// Several lines: {{> part/area text}}
struct Area {
  std::string name{};
  std::string label{}, label_text{};
  std::string hint{};
  std::string value{};
  std::optional<Error> error{};
  std::string draft{};  // keeps what is typed in the browser under this name, with the asset draft.js
  std::string lang{};   // of what is to be written, when not the page's: fa, en
  bool optional = false;
};

struct Option {
  std::string value{};
  std::string label{}, label_text{};
  std::string note{};  // a key
  bool chosen = false;
};

// A list to choose one from, folded: {{> part/select province}}
struct Select {
  std::string name{};
  std::string label{}, label_text{};
  std::string hint{};
  std::optional<Error> error{};
  std::vector<Option> options{};
  bool optional = false;
};

// The same, open, with one or several to be chosen: {{> part/choices stance}}
struct Choices {
  std::string name{};
  std::string label{}, label_text{};
  std::string hint{};
  std::optional<Error> error{};
  std::vector<Option> options{};
  bool several = false;
  bool cards = false;  // side by side, for few and short ones
  bool optional = false;
};

// On top of a form that was not taken; each leads to its field: {{> part/problems problems}}
struct Problems {
  std::vector<Error> errors{};
};

// The first error that is about this field.
std::optional<Error> error_of(const std::vector<Error>& errors, std::string_view field);

}  // namespace mosharekat::web::pages::part
