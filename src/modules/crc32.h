#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace tauraro {

namespace crc {

using Table = std::array<std::array<std::uint32_t, 256>, 8>;
constexpr Table make_table() {
  Table table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value & 1 ? value >> 1 ^ 0xedb88320U : value >> 1;
    table[0][i] = value;
  }
  for (std::size_t k = 1; k < 8; ++k)
    for (std::size_t i = 0; i < 256; ++i) table[k][i] = table[k - 1][i] >> 8 ^ table[0][table[k - 1][i] & 255];
  return table;
}
inline constexpr Table kTable = make_table();

}  // namespace crc

/// The CRC-32 of zip and PNG, continued from `value`.
inline std::uint32_t crc32(std::string_view data, std::uint32_t value) {
  std::uint32_t state = ~value;
  const auto* bytes = reinterpret_cast<const unsigned char*>(data.data());
  std::size_t left = data.size();
  for (; left >= 8; left -= 8, bytes += 8) {  // eight bytes at a time
    state ^= static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8 | static_cast<std::uint32_t>(bytes[2]) << 16 |
             static_cast<std::uint32_t>(bytes[3]) << 24;
    state = crc::kTable[7][state & 255] ^ crc::kTable[6][state >> 8 & 255] ^ crc::kTable[5][state >> 16 & 255] ^ crc::kTable[4][state >> 24] ^
            crc::kTable[3][bytes[4]] ^ crc::kTable[2][bytes[5]] ^ crc::kTable[1][bytes[6]] ^ crc::kTable[0][bytes[7]];
  }
  for (; left; --left) state = state >> 8 ^ crc::kTable[0][(state ^ *bytes++) & 255];
  return ~state;
}

}  // namespace tauraro
