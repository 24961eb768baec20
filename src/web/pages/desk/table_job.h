// SPDX-License-Identifier: AGPL-3.0-or-later
// A working table of thousands of rows is taken in beside the requests; its wrong rows are kept with the job and shown on the
// page of the table.
#pragma once
#include "consultation/working_table.h"
#include "job/job.h"
#include "web/context.h"

namespace mosharekat::web::pages::desk {

// Tables up to this are taken in at once.
inline constexpr std::size_t table_at_once_bytes = 48u << 10;

// Reads the file and takes it in, all rows or none.
Result<consultation::TableTaken> take_table_file(store::Database& database, const identity::Actor& actor, Instant now,
                                                 const consultation::CallId& call, std::string_view file,
                                                 std::string_view minutes);
Response ask_for_table(Context& in, std::string_view file);
Result<mosharekat::job::Outcome> take_table_job(mosharekat::job::Work& work);
// The wrong rows of the job that the page's address names, where it is the reader's and of this call.
std::optional<consultation::TableTaken> wrong_rows(const Context& in);

}  // namespace mosharekat::web::pages::desk
