// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/archive.h"

#include <zip.h>

namespace mosharekat::document::reading {
namespace {

constexpr zip_int64_t members_max = 5'000;
constexpr zip_uint64_t member_bytes_max = 96u << 20;
// XML of office files shrinks to a twentieth; above this only a bomb does.
constexpr zip_uint64_t ratio_max = 200;
constexpr zip_uint64_t small_member = 2u << 20;  // below this no ratio matters

Error damaged() { return Error{Code::invalid, "import.error.damaged", {}}; }
Error bomb() { return Error{Code::invalid, "import.error.bomb", {}}; }

// The number of members as the end of the file declares it, before libzip makes an entry for each.
std::size_t declared_members(std::string_view content) {
  const std::size_t end = content.rfind("PK\x05\x06");
  if (end == std::string_view::npos || end + 22 > content.size()) return 0;
  const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(content[end + at])); };
  return byte(10) | byte(11) << 8;
}

}  // namespace

void Archive::Close::operator()(zip* archive) const { zip_discard(archive); }

Result<Archive> Archive::open(std::string_view content) {
  if (declared_members(content) > static_cast<std::size_t>(members_max)) return bomb();
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(content.data(), content.size(), 0, &error);
  if (!source) return damaged();
  Archive made;
  made.archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!made.archive_) {
    zip_source_free(source);
    return damaged();
  }
  if (zip_get_num_entries(made.archive_.get(), 0) > members_max) return bomb();
  return made;
}

bool Archive::has(const char* member) const { return zip_name_locate(archive_.get(), member, 0) >= 0; }

Result<std::string> Archive::read(const char* member) const {
  zip_stat_t stat;
  if (zip_stat(archive_.get(), member, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE)) return damaged();
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
    return Error{Code::invalid, "import.error.encrypted", {}};
  if (stat.size > member_bytes_max) return bomb();
  if (stat.size > small_member && (stat.valid & ZIP_STAT_COMP_SIZE) && stat.size / ratio_max > stat.comp_size) return bomb();
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen(archive_.get(), member, 0), &zip_fclose);
  if (!file) return damaged();
  std::string out;
  char buffer[1 << 16];
  for (;;) {
    const zip_int64_t got = zip_fread(file.get(), buffer, sizeof buffer);
    if (got < 0) return damaged();
    if (got == 0) break;
    out.append(buffer, static_cast<std::size_t>(got));
    if (out.size() > stat.size || out.size() > member_bytes_max) return bomb();  // more than it declared
  }
  return out;
}

}  // namespace mosharekat::document::reading
