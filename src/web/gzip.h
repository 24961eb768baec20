// SPDX-License-Identifier: AGPL-3.0-or-later
// Compression of answers, by zlib. Thread-safe.
#pragma once
#include <string>
#include <string_view>

namespace mosharekat::web {

enum class Effort { quick, small };  // for one reader, for many

// RFC 1952. Empty when there is no memory for it: the plain bytes then go out.
std::string gzip(std::string_view bytes, Effort effort);

// Whether compressing is worth the time: text of more than 1 KiB.
bool is_compressible(std::string_view content_type, std::size_t size);

// What an Accept-Encoding field says of gzip (RFC 9110 §12.5.3).
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace mosharekat::web
