// SPDX-License-Identifier: AGPL-3.0-or-later
// A body that comes in chunks (RFC 9112 §7.1), in its plainest form only: no extensions, no trailers, sizes of at most eight
// digits, \r\n everywhere. Not Beast's: in 1.81 a last chunk cut after its third byte fails an assertion, which would let
// anybody end the program.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace mosharekat::web {

class ChunkedBody {
 public:
  // Takes what it understands from the front of the bytes and appends their content to `body`, never more than `limit` in all.
  // What it leaves must be given again, with more behind it.
  std::size_t take(std::string_view bytes, std::string& body, std::size_t limit);

  bool done() const { return state_ == State::done; }
  int refused() const { return refused_; }  // a status, or 0; after it nothing more is taken

 private:
  enum class State { size, content, content_end, last_end, done };
  std::size_t take_size(std::string_view bytes, std::size_t room);

  State state_ = State::size;
  std::size_t left_ = 0;  // of the chunk
  int refused_ = 0;
};

}  // namespace mosharekat::web
