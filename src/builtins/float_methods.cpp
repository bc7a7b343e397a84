// Rounding of floats to decimal places, exact ratios, hexadecimal text.
#include <bit>
#include <charconv>
#include <climits>
#include <cmath>

#include "builtins/number_methods.h"
#include "object/int_limbs.h"
#include "object/number_text.h"
#include "object/operations.h"
#include "object/str.h"

namespace tauraro {

namespace {

constexpr int kMaxPlaces = 323;   ///< more decimal places than this change nothing
constexpr int kMinPlaces = -308;  ///< fewer round everything to zero

/// Rounds a text of digits with a point at a place left of it, half to even; the digits after become zeros.
std::string round_at(const std::string& exact, std::size_t keep) {
  std::string digits = exact.substr(0, exact.find('.'));
  const std::string fraction = exact.substr(exact.find('.') + 1);
  const char first = digits[keep];
  const bool rest = digits.find_first_not_of('0', keep + 1) != std::string::npos || fraction.find_first_not_of('0') != std::string::npos;
  const bool odd = keep > 0 && ((digits[keep - 1] - '0') & 1);
  const bool up = first > '5' || (first == '5' && (rest || odd));
  for (std::size_t i = keep; i < digits.size(); ++i) digits[i] = '0';
  if (!up) return digits;
  std::size_t i = keep;
  while (i > 0 && digits[i - 1] == '9') digits[--i] = '0';
  if (i == 0) return "1" + digits;
  ++digits[i - 1];
  return digits;
}

/// The decimal text of a magnitude rounded to places (which may be negative).
std::string rounded_text(double magnitude, int places) {
  std::string text(2000, '\0');
  const int precision = places >= 0 ? places : 1074;
  const std::to_chars_result end = std::to_chars(text.data(), text.data() + text.size(), magnitude, std::chars_format::fixed, precision);
  text.resize(static_cast<std::size_t>(end.ptr - text.data()));
  if (places >= 0) return text;
  const std::size_t whole = text.find('.');
  const std::size_t drop = static_cast<std::size_t>(-places);
  if (drop > whole) return "0";
  return round_at(text, whole - drop);
}

/// The text of a hexadecimal float, taken apart.
struct HexText {
  bool negative = false;
  std::uint64_t mantissa = 0;  ///< leading bits of the digits, first non-zero digit first
  bool sticky = false;         ///< non-zero digits were cut off
  std::int64_t exponent = 0;   ///< of the mantissa's lowest bit
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if ((text[i] | 0x20) != word[i]) return false;
  return true;
}

/// Reads digits with at most one point. False when there is no digit.
bool take_hex_digits(std::string_view& text, HexText* out) {
  bool point = false;
  std::size_t digits = 0;
  while (!text.empty()) {
    const int digit = hex_digit(text[0]);
    if (digit >= 0) {
      ++digits;
      if (out->mantissa >> 58 == 0) {
        out->mantissa = out->mantissa << 4 | static_cast<std::uint64_t>(digit);
        if (point) out->exponent -= 4;
      } else {
        out->sticky |= digit != 0;
        if (!point) out->exponent += 4;
      }
    } else if (text[0] == '.' && !point) {
      point = true;
    } else {
      break;
    }
    text.remove_prefix(1);
  }
  return digits != 0;
}

bool take_exponent(std::string_view& text, HexText* out) {
  if (text.empty() || (text[0] | 0x20) != 'p') return true;
  text.remove_prefix(1);
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text[0] < '0' || text[0] > '9') return false;
  std::int64_t exponent = 0;
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    exponent = std::min<std::int64_t>(exponent * 10 + (text[0] - '0'), std::int64_t{1} << 60);
    text.remove_prefix(1);
  }
  out->exponent += negative ? -exponent : exponent;
  return true;
}

/// mantissa * 2^exponent rounded half to even; infinite when too large.
double compose(const HexText& hex) {
  if (hex.mantissa == 0) return 0;
  const int bits = 64 - std::countl_zero(hex.mantissa);
  const std::int64_t top = hex.exponent + bits;  // value < 2^top
  if (top > 1024) return HUGE_VAL;
  if (top < -1074) return 0;
  const std::int64_t lowest = std::max<std::int64_t>(top - 53, -1074);  // of the last bit kept
  const std::int64_t cut = lowest - hex.exponent;
  if (cut <= 0) return std::ldexp(static_cast<double>(hex.mantissa), static_cast<int>(hex.exponent));
  std::uint64_t kept = hex.mantissa >> cut;
  const std::uint64_t lost = hex.mantissa & ((std::uint64_t{1} << cut) - 1), half = std::uint64_t{1} << (cut - 1);
  if (lost > half || (lost == half && (hex.sticky || (kept & 1)))) ++kept;
  return std::ldexp(static_cast<double>(kept), static_cast<int>(lowest));
}

}  // namespace

Result<double> round_double(Vm& vm, double number, std::int64_t digits) {
  if (!std::isfinite(number) || digits > kMaxPlaces) return number;
  if (digits < kMinPlaces) return 0.0 * number;
  const std::string text = rounded_text(std::fabs(number), static_cast<int>(digits));
  double rounded;
  parse_double(text, &rounded);
  if (std::isinf(rounded)) return vm.raise(TypeId::OverflowError, "rounded value too large to represent");
  return std::copysign(rounded, number);
}

Result<Value> round_to_int(Vm& vm, double number) {
  double rounded = std::round(number);
  if (std::fabs(number - rounded) == 0.5) rounded = 2.0 * std::round(number / 2.0);
  return new_int_from_double(vm, rounded);
}

Result<Value> double_integer_ratio(Vm& vm, double number) {
  if (std::isinf(number)) return vm.raise(TypeId::OverflowError, "cannot convert Infinity to integer ratio");
  if (std::isnan(number)) return vm.raise(TypeId::ValueError, "cannot convert NaN to integer ratio");
  if (number == 0) return new_pair(vm, Value::from_int(0), Value::from_int(1));
  int exponent;
  const double fraction = std::frexp(std::fabs(number), &exponent);
  std::uint64_t mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
  exponent -= 53;
  const int zeros = std::countr_zero(mantissa);
  mantissa >>= zeros;
  exponent += zeros;
  const Value numerator = TRY(int_from_shifted(vm, mantissa, exponent > 0 ? static_cast<std::uint64_t>(exponent) : 0, number < 0));
  const Value denominator = TRY(int_from_shifted(vm, 1, exponent < 0 ? static_cast<std::uint64_t>(-exponent) : 0, false));
  return new_pair(vm, numerator, denominator);
}

std::string double_to_hex(double number) {
  if (!std::isfinite(number)) return double_repr(number);
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(number);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
  const int biased = static_cast<int>(bits >> 52 & 0x7ff);
  std::string text = std::signbit(number) ? "-0x" : "0x";
  if (number == 0) return text + "0.0p+0";
  text += biased ? "1." : "0.";
  for (int shift = 48; shift >= 0; shift -= 4) text += "0123456789abcdef"[fraction >> shift & 15];
  const int exponent = biased ? biased - 1023 : -1022;
  return text + (exponent < 0 ? "p-" : "p+") + std::to_string(exponent < 0 ? -exponent : exponent);
}

Result<double> double_from_hex(Vm& vm, Value value) {
  if (!value.is(kind::Str)) return vm.raise(TypeId::TypeError, "bad argument type for built-in operation");
  const std::string whole = to_utf8(vm, value.as<Str>());
  std::string_view text = strip_ascii_space(whole);
  HexText hex;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    hex.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  double magnitude;
  const std::size_t word = starts_with_word(text, "infinity") ? 8 : starts_with_word(text, "inf") || starts_with_word(text, "nan") ? 3 : 0;
  bool valid;
  if (word) {
    magnitude = (text[0] | 0x20) == 'i' ? HUGE_VAL : NAN;
    valid = text.size() == word;
  } else {
    if (text.size() > 1 && text[0] == '0' && (text[1] | 0x20) == 'x') text.remove_prefix(2);
    valid = take_hex_digits(text, &hex) && take_exponent(text, &hex) && text.empty();
    magnitude = valid ? compose(hex) : 0;
    if (std::isinf(magnitude)) return vm.raise(TypeId::OverflowError, "hexadecimal value too large to represent as a float");
  }
  if (!valid) return vm.raise(TypeId::ValueError, "invalid hexadecimal floating-point string");
  return hex.negative ? -magnitude : magnitude;
}

}  // namespace tauraro
