// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/template.h"

#include <array>
#include <charconv>

#include "base/text.h"

namespace mosharekat::web {

void Out::grow(std::size_t count) {
  const std::size_t size = view().size();
  const std::size_t room = std::max(2 * static_cast<std::size_t>(limit_ - begin_.get()), size + count);
  std::unique_ptr<char[]> wider(new char[room]);
  std::memcpy(wider.get(), begin_.get(), size);
  begin_ = std::move(wider);
  end_ = begin_.get() + size;
  limit_ = begin_.get() + room;
}

void Out::number(std::int64_t value, Language language) {
  std::array<char, 20> digits;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  const std::string_view ascii(digits.data(), static_cast<std::size_t>(result.ptr - digits.data()));
  if (language != Language::fa) return lit(ascii);
  make_room(2 * ascii.size() + 4);
  for (const char c : ascii) {
    if (c == '-') {  // a left-to-right mark keeps the sign on the side where Persian readers expect it
      lit("\u200E\u2212");
    } else {  // U+06F0…U+06F9
      *end_++ = '\xDB';
      *end_++ = static_cast<char>(0xB0 + (c - '0'));
    }
  }
}

void Out::link(std::string_view address) {
  const std::string start = text::ascii_lower(address.substr(0, 8));
  const auto starts = [&](std::string_view with) { return start.starts_with(with); };
  const bool local = address.empty() || starts("#") || starts("?") || (starts("/") && !starts("//") && !starts("/\\"));
  if (local || starts("https://") || starts("http://") || starts("mailto:") || starts("tel:")) {
    esc(address);
  } else {
    lit("#");
  }
}

namespace pages::filter {

std::string date(const Reader& reader, Instant at) { return locale::date(reader.language, at); }
std::string long_date(const Reader& reader, Instant at) { return locale::long_date(reader.language, at); }
std::string short_date(const Reader& reader, Instant at) { return locale::short_date(reader.language, at); }
std::string date_time(const Reader& reader, Instant at) { return locale::date_time(reader.language, at); }
std::string iso(const Reader&, Instant at) { return locale::iso(at); }
std::string number(const Reader& reader, std::int64_t value) { return locale::number(reader.language, value); }
std::string percent(const Reader& reader, std::int64_t value) { return locale::percent(reader.language, value); }
std::string digits(const Reader& reader, std::string_view text) { return locale::digits(reader.language, text); }
std::string ascii(const Reader&, std::int64_t value) { return std::to_string(value); }

void paragraphs(Out& out, std::string_view text) {
  for (const std::string_view line : text::split(text, '\n')) {
    const std::string_view words = text::trim(line);
    if (words.empty()) continue;
    out.lit("<p>");
    out.esc(words);
    out.lit("</p>");
  }
}

void lines(Out& out, std::string_view text) {
  bool first = true;
  for (const std::string_view line : text::split(text::trim(text), '\n')) {
    if (!first) out.lit("<br>");
    out.esc(line);
    first = false;
  }
}

void csrf(Out& out, const Reader& reader) {
  out.lit("<input type=\"hidden\" name=\"csrf\" value=\"");
  out.esc(reader.csrf);
  out.lit("\">");
}

}  // namespace pages::filter
}  // namespace mosharekat::web
