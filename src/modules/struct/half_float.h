#pragma once
#include <bit>
#include <cmath>
#include <cstdint>

namespace tauraro::structs {

inline double half_to_double(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31;
  const int fraction = bits & 0x3ff;
  double magnitude;
  if (exponent == 31)
    magnitude = fraction ? NAN : HUGE_VAL;
  else if (exponent == 0)
    magnitude = std::ldexp(fraction, -24);
  else
    magnitude = std::ldexp(fraction + 1024, exponent - 25);
  return bits & 0x8000 ? -magnitude : magnitude;
}

/// Rounds half to even. False when the number is too large.
inline bool double_to_half(double number, std::uint16_t* bits) {
  const std::uint16_t sign = std::signbit(number) ? 0x8000 : 0;
  const double magnitude = std::fabs(number);
  if (std::isnan(number)) {
    *bits = sign | 0x7e00;
    return true;
  }
  if (std::isinf(number)) {
    *bits = sign | 0x7c00;
    return true;
  }
  if (magnitude >= 65520.0) return false;
  if (magnitude < 0x1p-14) {  // subnormal: a multiple of 2^-24
    *bits = static_cast<std::uint16_t>(sign | static_cast<std::uint16_t>(std::nearbyint(std::ldexp(magnitude, 24))));
    return true;
  }
  int exponent;
  const double fraction = std::frexp(magnitude, &exponent);  // 0.5 <= fraction < 1
  const int scaled = static_cast<int>(std::nearbyint(std::ldexp(fraction, 11)));  // 1024 .. 2048: a carry goes into the exponent
  *bits = static_cast<std::uint16_t>(sign | (((exponent + 14) << 10) + (scaled - 1024)));
  return true;
}

}  // namespace tauraro::structs
