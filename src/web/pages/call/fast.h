// SPDX-License-Identifier: AGPL-3.0-or-later
// The short way to take part in a call on a long text: what changes for the reader, at most three of the call's questions (or a
// stance and one free text where it asks none), on one page with one button.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/form.h"

namespace mosharekat::web::pages::call {

struct Fast {
  std::int64_t number = 0;
  std::string title{}, changes_for_you{}, summary{};
  std::string once{}, opened{}, challenge{};
  part::Problems problems{};
  std::vector<part::Area> answers{};  // one for each question; empty: stance and body instead
  part::Choices stance{};
  part::Area body{};
  part::Field display_name{}, email{};
  bool show_email = false;
  std::string when{};
};
Result<Response> fast(Context& in);       // GET /calls/{call}/short
Result<Response> send_fast(Context& in);  // POST

struct FastReceiptLine {
  std::int64_t number = 0;
  std::string question{}, code{};  // code: empty when the form came a second time
};
struct FastReceipt {
  std::int64_t call = 0;
  std::string title{}, when{}, answer_when{};
  std::vector<FastReceiptLine> lines{};
  bool repeated = false;
};

// Above this many provisions a text is long, and the call's page offers the short way.
inline constexpr std::int64_t long_text = 20;

}  // namespace mosharekat::web::pages::call
