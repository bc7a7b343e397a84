#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tauraro {

/// SipHash-1-3 of some bytes: the hash of str and bytes.
inline std::uint64_t siphash13(const std::uint64_t key[2], const void* data, std::size_t size) {
  std::uint64_t v0 = key[0] ^ 0x736f6d6570736575u, v1 = key[1] ^ 0x646f72616e646f6du;
  std::uint64_t v2 = key[0] ^ 0x6c7967656e657261u, v3 = key[1] ^ 0x7465646279746573u;
  const auto round = [&] {
    v0 += v1, v2 += v3;
    v1 = std::rotl(v1, 13) ^ v0, v3 = std::rotl(v3, 16) ^ v2;
    v0 = std::rotl(v0, 32);
    v2 += v1, v0 += v3;
    v1 = std::rotl(v1, 17) ^ v2, v3 = std::rotl(v3, 21) ^ v0;
    v2 = std::rotl(v2, 32);
  };
  const char* in = static_cast<const char*>(data);
  std::size_t left = size;
  for (; left >= 8; left -= 8, in += 8) {
    std::uint64_t word;
    std::memcpy(&word, in, 8);
    v3 ^= word;
    round();
    v0 ^= word;
  }
  std::uint64_t last = static_cast<std::uint64_t>(size) << 56;
  for (std::size_t i = 0; i < left; ++i) last |= std::uint64_t{static_cast<std::uint8_t>(in[i])} << (8 * i);
  v3 ^= last;
  round();
  v0 ^= last;
  v2 ^= 0xff;
  round(), round(), round();
  return v0 ^ v1 ^ v2 ^ v3;
}

/// hash() of the bytes of a str or bytes: never -1, 0 for nothing.
inline std::uint64_t hash_bytes(const std::uint64_t key[2], const void* data, std::size_t size) {
  if (size == 0) return 0;
  const std::uint64_t hash = siphash13(key, data, size);
  return hash == ~std::uint64_t{0} ? hash - 1 : hash;
}

/// The key that PYTHONHASHSEED=seed stands for (0: no randomization).
inline void derive_hash_key(std::uint32_t seed, std::uint64_t key[2]) {
  std::uint8_t bytes[16] = {};
  std::uint32_t state = seed;
  for (std::uint8_t& byte : bytes) {
    if (seed == 0) break;
    state = state * 214013 + 2531011;
    byte = static_cast<std::uint8_t>(state >> 16);
  }
  std::memcpy(key, bytes, 16);
}

}  // namespace tauraro
