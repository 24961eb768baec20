// SPDX-License-Identifier: AGPL-3.0-or-later
// What compiled templates are made of: Html (markup that is known to be safe), Out (the page being written) and the filters.
// A template src/web/pages/call/show.html gives "generated/templates/call/show.h" with
//   void mosharekat::web::pages::render(Out&, const call::Show& view, const Reader&);
// and a handler writes `Html page = to_html(view, reader);`. The language of templates: docs/templates.md.
#pragma once
#include <concepts>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/locale.h"
#include "web/reader.h"

namespace mosharekat::web {

// Markup. Comes from templates; anything else is a decision that is written down where it is taken.
class Html {
 public:
  Html() = default;
  // The caller answers for the text and says why in a comment that begins with "html:".
  static Html trusted(std::string markup) { return Html(std::move(markup)); }

  std::string_view view() const { return markup_; }
  bool empty() const { return markup_.empty(); }
  std::string take() && { return std::move(markup_); }

 private:
  friend class Out;
  explicit Html(std::string markup) : markup_(std::move(markup)) {}
  std::string markup_;
};

namespace escape {
// Writes `text` with & < > " ' replaced to `to`, which has room for 5 bytes per byte and 32 more; returns the end. The variants
// give the same bytes; best() is the fastest that this processor runs.
using Function = char* (*)(char* to, std::string_view text);
char* scalar(char* to, std::string_view text);
#if defined(__x86_64__)
char* sse2(char* to, std::string_view text);
char* avx2(char* to, std::string_view text);
#endif
Function best();
}  // namespace escape

namespace pages {
struct Rendering {};  // base of Out, so that every render() of this namespace is found through its Out argument
}  // namespace pages

template <class T>
concept Text = std::convertible_to<const T&, std::string_view>;
template <class T>
concept Whole = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

// A page under construction. Not thread-safe. Every member but lit() escapes.
class Out : public pages::Rendering {
 public:
  explicit Out(std::size_t room = 64 * 1024) : begin_(new char[room]), end_(begin_.get()), limit_(end_ + room) {}

  void lit(std::string_view markup) {
    make_room(markup.size());
    std::memcpy(end_, markup.data(), markup.size());
    end_ += markup.size();
  }
  void esc(std::string_view text) {
    make_room(text.size() * 5 + 32);
    end_ = escape_(end_, text);
  }
  // Between tags: numbers in the reader's digits, Html as it is.
  void text(const Html& value, Language) { lit(value.view()); }
  void plain(const Text auto& value, Language) { esc(value); }
  void plain(Whole auto value, Language language) { number(static_cast<std::int64_t>(value), language); }
  void plain(const Error& value, Language language) { esc(locale::sentence(language, value)); }
  template <class T>
  void plain(const std::optional<T>& value, Language language) {
    if (value) plain(*value, language);
  }
  template <class T>
  void text(const T& value, Language language) {
    plain(value, language);
  }
  template <class T>
  void text(const std::optional<T>& value, Language language) {
    if (value) text(*value, language);
  }
  // In a quoted attribute: numbers in ASCII, for machines.
  void attribute(const Text auto& value) { esc(value); }
  void attribute(Whole auto value) { number(static_cast<std::int64_t>(value), Language::en); }
  template <class T>
  void attribute(const std::optional<T>& value) {
    if (value) attribute(*value);
  }
  // An address: local, or http(s), mailto, tel; anything else (javascript:, //host) becomes "#".
  void link(std::string_view address);
  void number(std::int64_t value, Language language);

  std::string_view view() const { return {begin_.get(), static_cast<std::size_t>(end_ - begin_.get())}; }
  Html html() const { return Html(std::string(view())); }
  std::string string() const { return std::string(view()); }
  void clear() { end_ = begin_.get(); }

 private:
  void make_room(std::size_t count) {
    if (static_cast<std::size_t>(limit_ - end_) < count) grow(count);
  }
  void grow(std::size_t count);

  std::unique_ptr<char[]> begin_;
  char* end_;
  char* limit_;
  escape::Function escape_ = escape::best();
};

template <class View>
Html to_html(const View& view, const Reader& reader) {
  Out out;
  render(out, view, reader);
  return out.html();
}

namespace pages {

// What `{{#if x}}` asks: true, not zero, not empty, set.
template <class T>
bool is_set(const T& value) {
  if constexpr (requires { value.has_value(); }) {
    return value.has_value();
  } else if constexpr (requires { value.empty(); }) {
    return !value.empty();
  } else {
    return static_cast<bool>(value);
  }
}

// An argument of a sentence: a text, a number, or an instant (which is a date in the reader's calendar).
inline Argument::Value argument(std::string_view value) { return std::string(value); }
inline Argument::Value argument(Instant value) { return value; }
template <Whole T>
Argument::Value argument(T value) {
  return static_cast<std::int64_t>(value);
}

namespace filter {

// Each takes what its name says, or an optional of it (nothing is written when it is not set).
std::string date(const Reader& reader, Instant at);
std::string long_date(const Reader& reader, Instant at);
std::string short_date(const Reader& reader, Instant at);
std::string date_time(const Reader& reader, Instant at);
std::string iso(const Reader& reader, Instant at);
std::string number(const Reader& reader, std::int64_t value);
std::string percent(const Reader& reader, std::int64_t value);
std::string digits(const Reader& reader, std::string_view text);
std::string ascii(const Reader& reader, std::int64_t value);

void paragraphs(Out& out, std::string_view text);
void lines(Out& out, std::string_view text);
void csrf(Out& out, const Reader& reader);

#define MOSHAREKAT_OPTIONAL(name, type)                                             \
  inline std::string name(const Reader& reader, const std::optional<type>& value) { \
    return value ? name(reader, *value) : std::string();                            \
  }
MOSHAREKAT_OPTIONAL(date, Instant)
MOSHAREKAT_OPTIONAL(long_date, Instant)
MOSHAREKAT_OPTIONAL(short_date, Instant)
MOSHAREKAT_OPTIONAL(date_time, Instant)
MOSHAREKAT_OPTIONAL(iso, Instant)
#undef MOSHAREKAT_OPTIONAL

}  // namespace filter
}  // namespace pages
}  // namespace mosharekat::web
