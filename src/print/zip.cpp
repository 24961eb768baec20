// SPDX-License-Identifier: AGPL-3.0-or-later
#include "print/zip.h"

#include <memory>
#include <stdexcept>
#include <zip.h>

namespace mosharekat::print {
namespace {

[[noreturn]] void fail(const char* what) { throw std::runtime_error(std::string("print: archive: ") + what); }

}  // namespace

std::string zip(const std::vector<std::pair<std::string, std::string>>& files) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (target == nullptr) fail("no memory");
  zip_source_keep(target);
  const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> kept(target, zip_source_free);
  zip_t* const archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    zip_source_free(target);
    fail(zip_error_strerror(&error));
  }
  for (const auto& [name, content] : files) {
    zip_source_t* const part = zip_source_buffer(archive, content.data(), content.size(), 0);
    const zip_int64_t index = part == nullptr ? -1 : zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(part);
      zip_discard(archive);
      fail("a part was refused");
    }
    const auto number = static_cast<zip_uint64_t>(index);
    // 1 January 1980, the first day that the format knows.
    zip_file_set_dostime(archive, number, 0, 0x21, 0);
    zip_set_file_compression(archive, number, ZIP_CM_DEFLATE, 6);
  }
  if (zip_close(archive) != 0) {
    zip_discard(archive);
    fail("it could not be closed");
  }
  zip_stat_t facts;
  zip_stat_init(&facts);
  if (zip_source_stat(target, &facts) != 0 || zip_source_open(target) != 0) fail("it could not be read back");
  std::string result(facts.size, '\0');
  const zip_int64_t got = zip_source_read(target, result.data(), result.size());
  zip_source_close(target);
  if (got != static_cast<zip_int64_t>(result.size())) fail("it could not be read back");
  return result;
}

}  // namespace mosharekat::print
