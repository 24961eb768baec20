// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server holds of the machine's memory.
#pragma once

namespace mosharekat::cli {

// Before any thread starts: few heaps for many threads, and what is freed goes back.
void bound_heaps();
// When the server is ready: gives back the pages of code and constants that were read only to load the libraries and to start.
// Those that are needed again come from the kernel's cache of the files.
void give_back_what_starting_took();

}  // namespace mosharekat::cli
