// SPDX-License-Identifier: AGPL-3.0-or-later
// The office's file of one call: its letters, where else it stands, what came in on paper, and what happened out of order.
#pragma once
#include "web/pages/desk/desk.h"

namespace mosharekat::web::pages::desk {

struct PaperLine {
  std::string name{}, link{}, hash{};
  std::int64_t kilobytes = 0;
  bool scan = false;
};
struct LetterLine {
  std::string act{}, number{}, addressee{}, subject{};
  Instant dated{};
  bool published = false;
  std::vector<PaperLine> files{};
};
struct IntakeRow {
  std::int64_t number = 0;
  std::string channel{}, reference{}, recorded_by{}, scan_link{};
  Instant received{};
};
struct AddressLine {
  std::string place{}, url{};
  Instant placed{};
};
struct Office {
  std::int64_t number = 0;
  std::string title{};
  bool works = false, takes_intake = false, may_irregular = false, may_bundle = false;
  part::Problems problems{};
  std::vector<part::Option> covering{};  // value: address of a PDF
  std::vector<LetterLine> letters{};
  part::Select letter_act{};
  part::Field letter_number{}, letter_date{}, letter_addressee{}, letter_subject{}, letter_scan{}, letter_attachments{};
  part::Choices letter_published{};
  std::vector<AddressLine> addresses{};
  part::Select place{};
  part::Field url{}, placed_on{};
  std::string once{};
  std::vector<IntakeRow> intakes{};
  part::Select channel{}, provision{};
  part::Field received_on{}, reference{}, display_name{}, organisation{}, scan{};
  part::Area body{};
  part::Select irregular_kind{};
  part::Field irregular_day{}, irregular_authority{}, irregular_number{};
  part::Area irregular_reason_fa{}, irregular_reason_second{};
};
Result<Response> office(Context& in);           // GET /desk/calls/{call}/office
Result<Response> covering_letter(Context& in);  // GET /desk/calls/{call}/covering-letter.pdf?act=
Result<Response> record_letter(Context& in);
Result<Response> set_address(Context& in);
Result<Response> record_intake(Context& in);
Result<Response> record_irregular_act(Context& in);
Result<Response> letter_file(Context& in);  // GET /calls/{call}/letters/{letter}/{file}
Result<Response> intake_scan(Context& in);  // GET /desk/calls/{call}/intakes/{number}

}  // namespace mosharekat::web::pages::desk
