// SPDX-License-Identifier: AGPL-3.0-or-later
// What is handed to the national system of consultations, or to anyone who keeps a copy of a call: its record, its drafts as PDF
// and DOCX, a summary in both languages, what was said, and the report once it is published. Only what is public at that instant.
//
//   summary-fa.txt summary-en.txt   what it is about, the period, the addresses, what came of it
//   call-record.json                the record, with the addresses and dates of upload; each other file with its SHA-256
//   draft-1.pdf draft-1.docx …      the text that is consulted on
//   contributions.csv               a line for each public contribution
//   report-fa.pdf report-fa.docx report-en.pdf report-en.docx report-data.json statistics.csv   once published
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "consultation/call.h"

namespace mosharekat::report {

// Told before each file: how many are ready, of how many.
using BundleProgress = std::function<void(std::int64_t done, std::int64_t total)>;

// Names and contents. `site` is the portal's own address.
std::vector<std::pair<std::string, std::string>> bundle_files(store::Database& database, const consultation::Call& call,
                                                              Instant now, std::string_view site, const BundleProgress& progress);

}  // namespace mosharekat::report
