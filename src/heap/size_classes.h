#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace tauraro {

/// Every cell begins at a multiple of this many bytes.
inline constexpr std::size_t kGranuleBytes = 16;
/// Larger cells get memory of their own, and a card table.
inline constexpr std::size_t kMaxSmallBytes = 4096;

/// Cell sizes: each multiple of 16 up to 256, then four steps a doubling.
inline constexpr std::array<std::uint16_t, 32> kClassBytes = [] {
  std::array<std::uint16_t, 32> sizes{};
  std::size_t count = 0;
  for (std::size_t bytes = 16; bytes <= 256; bytes += 16) sizes[count++] = static_cast<std::uint16_t>(bytes);
  for (std::size_t base = 256; base < kMaxSmallBytes; base *= 2)
    for (std::size_t step = 1; step <= 4; ++step) sizes[count++] = static_cast<std::uint16_t>(base + base / 4 * step);
  return sizes;
}();
inline constexpr std::size_t kClassCount = kClassBytes.size();
static_assert(kClassBytes.back() == kMaxSmallBytes);

/// The class of each number of granules.
inline constexpr std::array<std::uint8_t, kMaxSmallBytes / kGranuleBytes + 1> kClassOfGranules = [] {
  std::array<std::uint8_t, kMaxSmallBytes / kGranuleBytes + 1> classes{};
  std::uint8_t size_class = 0;
  for (std::size_t granules = 0; granules < classes.size(); ++granules) {
    while (kClassBytes[size_class] < granules * kGranuleBytes) ++size_class;
    classes[granules] = size_class;
  }
  return classes;
}();

/// \pre bytes <= kMaxSmallBytes
constexpr std::size_t size_class_of(std::size_t bytes) {
  return kClassOfGranules[(bytes + kGranuleBytes - 1) / kGranuleBytes];
}

}  // namespace tauraro
