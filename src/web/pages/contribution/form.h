// SPDX-License-Identifier: AGPL-3.0-or-later
// Writing a contribution: write first, identify after; what was typed is never lost. Then the receipt with its tracking code, and
// the optional questions about oneself.
#pragma once
#include <string>
#include <vector>

#include "web/context.h"
#include "web/pages/part/form.h"

namespace mosharekat::web::pages::contribution {

// Of the text at /privacy that a contribution is given under. A new text is a new version.
inline constexpr std::string_view consent_version = "1";

struct Form {
  std::int64_t call = 0;
  std::string title{};    // of the call
  std::string heading{};  // "نظر دربارهٔ ماده ۱"
  std::string provision_label{}, provision_text{}, provision_lang{}, provision_dir{};
  std::string kind{"comment"}, draft{}, anchor{}, parent{};
  std::string quote{}, quote_before{}, quote_after{}, quote_at{};
  std::string once{}, opened{};  // the form's own key, and its signed time
  std::string challenge{};       // proof of work for browsers with scripts
  bool show_stance = false, show_replacement = false, show_email = false, show_body = true;
  part::Area body{}, replacement{};
  part::Choices stance{};
  part::Field display_name{}, organisation{}, email{};
  part::Problems problems{};
  std::string will_be_public{};  // a sentence: what others will see
  std::string when{};            // and when
};

// The fields that every way of writing shares, with what was typed.
part::Field display_name_field(const Fields& typed, const std::vector<Error>& errors);
part::Field email_field(const Fields& typed, const std::vector<Error>& errors);
// A tracking code by fours, in the reader's digits.
std::string grouped(std::string_view code, Language language);

Result<Response> new_form(Context& in);
Result<Response> create(Context& in);

struct ReceiptView {
  std::int64_t call = 0, number = 0;
  std::string title{}, code{};  // grouped by fours; empty when the form came a second time
  std::string id{};
  std::string draft{};                // what the browser kept of it, and may now forget
  std::string when{}, answer_when{};  // sentences
  bool published = false, asks = false;
  part::Field birth_year{};
  part::Choices gender{}, type{};
  part::Select province{};
  part::Field county{};
  bool asks_birth_year = false, asks_gender = false, asks_place = false, asks_type = false;
  std::string claim{};  // lets the next form describe this contribution's participant
};

Result<Response> describe(Context& in);  // POST of the optional questions

}  // namespace mosharekat::web::pages::contribution
