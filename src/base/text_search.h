#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// Substring search over characters of 1, 2 or 4 bytes.
namespace tauraro::search {

template <class Char>
bool same(const Char* left, const Char* right, std::int64_t length) {
  return std::memcmp(left, right, static_cast<std::size_t>(length) * sizeof(Char)) == 0;
}

#ifdef __SSE2__
/// Sixteen bytes of characters, compared all at once.
template <class Char>
struct Lanes {
  static constexpr std::int64_t kCount = 16 / sizeof(Char);
  static __m128i all(Char character) {
    if constexpr (sizeof(Char) == 1) return _mm_set1_epi8(static_cast<char>(character));
    if constexpr (sizeof(Char) == 2) return _mm_set1_epi16(static_cast<short>(character));
    if constexpr (sizeof(Char) == 4) return _mm_set1_epi32(static_cast<int>(character));
  }
  static __m128i load(const Char* data) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(data)); }
  static __m128i equal(__m128i left, __m128i right) {
    if constexpr (sizeof(Char) == 1) return _mm_cmpeq_epi8(left, right);
    if constexpr (sizeof(Char) == 2) return _mm_cmpeq_epi16(left, right);
    if constexpr (sizeof(Char) == 4) return _mm_cmpeq_epi32(left, right);
  }
  /// One bit a byte: sizeof(Char) equal ones a character.
  static unsigned bits(__m128i lanes) { return static_cast<unsigned>(_mm_movemask_epi8(lanes)); }
  static std::int64_t first(unsigned bits) { return std::countr_zero(bits) / static_cast<int>(sizeof(Char)); }
  static unsigned without_first(unsigned bits) { return bits & ~(((1u << sizeof(Char)) - 1) << (first(bits) * static_cast<int>(sizeof(Char)))); }
};
#endif

/// First `character` in data[0..length), or -1.
template <class Char>
std::int64_t find_char(const Char* data, std::int64_t length, Char character) {
  if constexpr (sizeof(Char) == 1) {
    const void* found = length > 0 ? std::memchr(data, static_cast<unsigned char>(character), static_cast<std::size_t>(length)) : nullptr;
    return found ? static_cast<const Char*>(found) - data : -1;
  } else {
    std::int64_t i = 0;
#ifdef __SSE2__
    using L = Lanes<Char>;
    const __m128i wanted = L::all(character);
    for (; i + L::kCount <= length; i += L::kCount)
      if (const unsigned bits = L::bits(L::equal(L::load(data + i), wanted))) return i + L::first(bits);
#endif
    for (; i < length; ++i)
      if (data[i] == character) return i;
    return -1;
  }
}

template <class Char>
std::int64_t rfind_char(const Char* data, std::int64_t length, Char character) {
  if constexpr (sizeof(Char) == 1) {
    const void* found = length > 0 ? ::memrchr(data, static_cast<unsigned char>(character), static_cast<std::size_t>(length)) : nullptr;
    return found ? static_cast<const Char*>(found) - data : -1;
  } else {
    for (std::int64_t i = length - 1; i >= 0; --i)
      if (data[i] == character) return i;
    return -1;
  }
}

/// find() in time that is linear whatever the texts are. \pre 1 < needle_length <= length
template <class Char>
std::int64_t find_linear(const Char* text, std::int64_t length, const Char* needle, std::int64_t needle_length) {
  if constexpr (sizeof(Char) == 1) {
    const void* found = ::memmem(text, static_cast<std::size_t>(length), needle, static_cast<std::size_t>(needle_length));
    return found ? static_cast<const Char*>(found) - text : -1;
  } else {
    // memmem over the bytes, until a place that is aligned: linear, for unaligned places are rare.
    const char* bytes = reinterpret_cast<const char*>(text);
    const char* end = reinterpret_cast<const char*>(text + length);
    const char* from = bytes;
    while (true) {
      const void* found = ::memmem(from, static_cast<std::size_t>(end - from), needle, static_cast<std::size_t>(needle_length) * sizeof(Char));
      if (!found) return -1;
      const std::int64_t offset = static_cast<const char*>(found) - bytes;
      if (offset % static_cast<std::int64_t>(sizeof(Char)) == 0) return offset / static_cast<std::int64_t>(sizeof(Char));
      from = static_cast<const char*>(found) + 1;
    }
  }
}

/// First place of the needle, or -1. An empty needle is found at 0.
///
/// Looks for places where the first and the last character are right, many at a time; when too many of them are false, goes
/// on with the linear search.
template <class Char>
std::int64_t find(const Char* text, std::int64_t length, const Char* needle, std::int64_t needle_length) {
  if (needle_length == 0) return 0;
  if (needle_length > length) return -1;
  if (needle_length == 1) return find_char(text, length, needle[0]);
  const std::int64_t places = length - needle_length + 1;
  std::int64_t place = 0;
#ifdef __SSE2__
  using L = Lanes<Char>;
  const __m128i first = L::all(needle[0]), last = L::all(needle[needle_length - 1]);
  std::int64_t compared = 0;  // characters, in vain
  while (places - place >= L::kCount) {
    const Char* at = text + place;
    const __m128i hits = _mm_and_si128(L::equal(L::load(at), first), L::equal(L::load(at + needle_length - 1), last));
    for (unsigned bits = L::bits(hits); bits != 0; bits = L::without_first(bits)) {
      const std::int64_t i = L::first(bits);
      if (same(at + i + 1, needle + 1, needle_length - 2)) return place + i;
      compared += needle_length;
    }
    place += L::kCount;
    if (compared > 4 * place + 4096) {
      const std::int64_t found = find_linear(text + place, length - place, needle, needle_length);
      return found < 0 ? -1 : place + found;
    }
  }
#endif
  if (places - place > 64) {
    const std::int64_t found = find_linear(text + place, length - place, needle, needle_length);
    return found < 0 ? -1 : place + found;
  }
  for (; place < places; ++place)
    if (text[place] == needle[0] && same(text + place + 1, needle + 1, needle_length - 1)) return place;
  return -1;
}

/// Last place of the needle, or -1. An empty needle is found at `length`.
template <class Char>
std::int64_t rfind(const Char* text, std::int64_t length, const Char* needle, std::int64_t needle_length) {
  if (needle_length == 0) return length;
  for (std::int64_t end = length - needle_length + 1; end > 0;) {
    const std::int64_t place = rfind_char(text, end, needle[0]);
    if (place < 0) return -1;
    if (same(text + place, needle, needle_length)) return place;
    end = place;
  }
  return -1;
}

/// How often a character occurs.
template <class Char>
std::int64_t count_char(const Char* text, std::int64_t length, Char character) {
  std::int64_t found = 0, i = 0;
#ifdef __SSE2__
  using L = Lanes<Char>;
  const __m128i wanted = L::all(character);
  for (; i + L::kCount <= length; i += L::kCount)
    found += std::popcount(L::bits(L::equal(L::load(text + i), wanted)));
  found /= static_cast<std::int64_t>(sizeof(Char));
#endif
  for (; i < length; ++i) found += text[i] == character;
  return found;
}

/// Places of the needle that do not overlap, at most `limit`. \pre needle_length > 0
template <class Char>
std::int64_t count(const Char* text, std::int64_t length, const Char* needle, std::int64_t needle_length, std::int64_t limit) {
  if (needle_length == 1 && limit >= length) return count_char(text, length, needle[0]);
  std::int64_t found = 0;
  for (std::int64_t from = 0; found < limit; ++found) {
    const std::int64_t place = find(text + from, length - from, needle, needle_length);
    if (place < 0) break;
    from += place + needle_length;
  }
  return found;
}

}  // namespace tauraro::search
