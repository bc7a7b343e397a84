#pragma once
#include <cstdint>
#include <cstring>
#include <type_traits>

/// Substring search over characters of 1, 2 or 4 bytes.
namespace tauraro::search {

/// First `character` in data[0..length), or -1.
template <class Char>
std::int64_t find_char(const Char* data, std::int64_t length, Char character) {
  if constexpr (sizeof(Char) == 1) {
    const void* found = length > 0 ? std::memchr(data, static_cast<unsigned char>(character), static_cast<std::size_t>(length)) : nullptr;
    return found ? static_cast<const Char*>(found) - data : -1;
  } else {
    for (std::int64_t i = 0; i < length; ++i)
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

template <class Char>
bool same(const Char* left, const Char* right, std::int64_t length) {
  return std::memcmp(left, right, static_cast<std::size_t>(length) * sizeof(Char)) == 0;
}

/// First place of the needle, or -1. An empty needle is found at 0.
template <class Char>
std::int64_t find(const Char* text, std::int64_t length, const Char* needle, std::int64_t needle_length) {
  if (needle_length == 0) return 0;
  if (needle_length > length) return -1;
  if (needle_length == 1) return find_char(text, length, needle[0]);
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

/// Places of the needle that do not overlap, at most `limit`. \pre needle_length > 0
template <class Char>
std::int64_t count(const Char* text, std::int64_t length, const Char* needle, std::int64_t needle_length, std::int64_t limit) {
  std::int64_t found = 0;
  for (std::int64_t from = 0; found < limit; ++found) {
    const std::int64_t place = find(text + from, length - from, needle, needle_length);
    if (place < 0) break;
    from += place + needle_length;
  }
  return found;
}

}  // namespace tauraro::search
