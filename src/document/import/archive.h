// SPDX-License-Identifier: AGPL-3.0-or-later
// A zip file from a stranger: the few members that a reader asks for, under limits on their number, size and ratio.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct zip;

namespace mosharekat::document::reading {

class Archive {
 public:
  // The content must outlive the archive. Errors: import.error.damaged, import.error.bomb (too many members, or one that unpacks
  // to more than is reasonable).
  static Result<Archive> open(std::string_view content);

  bool has(const char* member) const;
  // Unpacked; import.error.damaged if it is not there or does not unpack, import.error.encrypted if it has a password.
  Result<std::string> read(const char* member) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  std::unique_ptr<zip, Close> archive_;
};

}  // namespace mosharekat::document::reading
