// SPDX-License-Identifier: AGPL-3.0-or-later
// Escaping, 1, 16 or 32 bytes at a time. Persian prose has an escapable character every few hundred bytes, so what pays is to
// copy whole blocks and look at the mask of hits; measured against the other engines in bench/render_bench.cpp.
#include <array>
#include <cstdint>

#include "web/template.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace mosharekat::web::escape {
namespace {

struct Entity {
  char text[7];
  std::uint8_t size;  // 0: the character stands for itself
};

constexpr std::array<Entity, 256> make_entities() {
  std::array<Entity, 256> all{};
  all['&'] = {"&amp;", 5};
  all['<'] = {"&lt;", 4};
  all['>'] = {"&gt;", 4};
  all['"'] = {"&#34;", 5};
  all['\''] = {"&#39;", 5};
  return all;
}
constexpr std::array<Entity, 256> entities = make_entities();

char* put_entity(char* to, char c) {
  const Entity& entity = entities[static_cast<unsigned char>(c)];
  std::memcpy(to, entity.text, sizeof entity.text);
  return to + entity.size;
}

}  // namespace

char* scalar(char* to, std::string_view text) {
  for (const char c : text) {
    if (entities[static_cast<unsigned char>(c)].size != 0) {
      to = put_entity(to, c);
    } else {
      *to++ = c;
    }
  }
  return to;
}

#if defined(__x86_64__)

// Both look at a block, copy it whole, and step over the part before the first hit. What is written past the end is within the 32
// spare bytes and overwritten next.

char* sse2(char* to, std::string_view text) {
  const char* from = text.data();
  std::size_t left = text.size();
  while (left >= 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), block);
    const auto is = [&](char c) { return _mm_cmpeq_epi8(block, _mm_set1_epi8(c)); };
    const __m128i hits = _mm_or_si128(_mm_or_si128(is('&'), is('<')), _mm_or_si128(_mm_or_si128(is('>'), is('"')), is('\'')));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits));
    if (mask == 0) {
      from += 16, to += 16, left -= 16;
      continue;
    }
    const auto clean = static_cast<std::size_t>(__builtin_ctz(mask));
    to = put_entity(to + clean, from[clean]);
    from += clean + 1, left -= clean + 1;
  }
  return scalar(to, {from, left});
}

__attribute__((target("avx2"))) char* avx2(char* to, std::string_view text) {
  if (text.size() < 32) return sse2(to, text);
  // The five characters differ in their low four bits: a table by those bits gives the one candidate to compare with. Place 0
  // holds 0xff, so that NUL, and bytes above 127 (for which the shuffle gives 0), never match.
  const __m256i table = _mm256_broadcastsi128_si256(_mm_setr_epi8(-1, 0, '"', 0, 0, 0, '&', '\'', 0, 0, 0, 0, '<', 0, '>', 0));
  const char* from = text.data();
  std::size_t left = text.size();
  while (left >= 32) {
    const __m256i block = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), block);
    const __m256i hits = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, block), block);
    const auto mask = static_cast<unsigned>(_mm256_movemask_epi8(hits));
    if (mask == 0) {
      from += 32, to += 32, left -= 32;
      continue;
    }
    const auto clean = static_cast<std::size_t>(__builtin_ctz(mask));
    to = put_entity(to + clean, from[clean]);
    from += clean + 1, left -= clean + 1;
  }
  // GCC 12 leaves this out before the jump, and every later SSE instruction then pays: a page took five times as long.
  _mm256_zeroupper();
  return sse2(to, {from, left});
}

Function best() {
  static const Function chosen = __builtin_cpu_supports("avx2") ? &avx2 : &sse2;
  return chosen;
}

#else

Function best() { return &scalar; }

#endif

}  // namespace mosharekat::web::escape
