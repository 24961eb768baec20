// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/memory.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace mosharekat::cli {

void bound_heaps() {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_TRIM_THRESHOLD, 512 * 1024);
  // Set, it no longer grows with what is freed: large blocks stay mappings of their own.
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}

void give_back_what_starting_took() {
  struct Range {
    std::uintptr_t from, size;
  };
  // Gathered first: whoever reads on in a library's headers has them mapped again.
  std::vector<Range> ranges;
  dl_iterate_phdr(
      [](dl_phdr_info* library, std::size_t, void* gathered) {
        for (int i = 0; i < library->dlpi_phnum; ++i) {
          const auto& segment = library->dlpi_phdr[i];
          // A segment that may be written holds relocated addresses, also where it is read-only by now: those are not in the
          // file.
          if (segment.p_type == PT_LOAD && (segment.p_flags & PF_W) == 0)
            static_cast<std::vector<Range>*>(gathered)->push_back({library->dlpi_addr + segment.p_vaddr, segment.p_memsz});
        }
        return 0;
      },
      &ranges);
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  for (const Range& range : ranges) {
    const std::uintptr_t before = range.from % page;
    // Refused for the kernel's own pages, which is as well.
    madvise(reinterpret_cast<void*>(range.from - before), range.size + before, MADV_DONTNEED);
  }
  malloc_trim(0);
}

}  // namespace mosharekat::cli
