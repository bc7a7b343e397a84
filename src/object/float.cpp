// Floats: arithmetic that is more than one instruction, text.
#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>

#include "object/complex.h"
#include "object/number_format.h"
#include "object/number_text.h"
#include "object/operations.h"
#include "object/str.h"

namespace tauraro {

namespace {

bool is_odd_integer(double number) { return std::fmod(std::fabs(number), 2.0) == 1.0; }

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool starts_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if ((text[i] | 0x20) != word[i]) return false;
  return true;
}

/// Length of the decimal float at the start of `text` (no sign), 0 when there is none.
std::size_t decimal_length(std::string_view text) {
  std::size_t at = 0, digits = 0;
  while (at < text.size() && is_digit(text[at])) ++at, ++digits;
  if (at < text.size() && text[at] == '.') {
    ++at;
    while (at < text.size() && is_digit(text[at])) ++at, ++digits;
  }
  if (digits == 0) return 0;
  if (at < text.size() && (text[at] | 0x20) == 'e') {
    std::size_t exponent = at + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    if (exponent < text.size() && is_digit(text[exponent])) {
      at = exponent;
      while (at < text.size() && is_digit(text[at])) ++at;
    }
  }
  return at;
}

/// Whether a decimal float beyond the range of double is huge (else it is tiny).
bool is_huge(std::string_view text) {
  const std::size_t exponent_at = text.find_first_of("eE");
  std::string_view mantissa = text.substr(0, exponent_at);
  long exponent = 0;
  if (exponent_at != std::string_view::npos) {
    std::string_view digits = text.substr(exponent_at + 1);
    const bool negative = digits[0] == '-';
    if (digits[0] == '-' || digits[0] == '+') digits.remove_prefix(1);
    for (const char c : digits) exponent = std::min(exponent * 10 + (c - '0'), 1'000'000'000'000L);
    if (negative) exponent = -exponent;
  }
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = mantissa.find_first_of("123456789");
  const long position = static_cast<long>(point) - static_cast<long>(first);
  return position + exponent > 0;
}

double convert_decimal(std::string_view text) {
  double number = 0;
  const std::from_chars_result result = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::general);
  if (result.ec == std::errc::result_out_of_range) return is_huge(text) ? HUGE_VAL : 0.0;
  return number;
}

/// Removes underscores that stand between digits; false when one does not.
bool remove_underscores(std::string_view text, std::string* out) {
  char previous = 0;
  for (const char c : text) {
    if (c == '_') {
      if (!is_digit(previous)) return false;
    } else {
      if (previous == '_' && !is_digit(c)) return false;
      *out += c;
    }
    previous = c;
  }
  return previous != '_';
}

}  // namespace

std::size_t parse_double_prefix(std::string_view text, double* number) {
  std::size_t start = 0;
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    start = 1;
  }
  const std::string_view rest = text.substr(start);
  std::size_t length = decimal_length(rest);
  double magnitude = 0;
  if (length) {
    magnitude = convert_decimal(rest.substr(0, length));
  } else if (starts_with_word(rest, "inf")) {
    length = starts_with_word(rest, "infinity") ? 8 : 3;
    magnitude = HUGE_VAL;
  } else if (starts_with_word(rest, "nan")) {
    length = 3;
    magnitude = NAN;
  } else {
    return 0;
  }
  *number = negative ? -magnitude : magnitude;
  return start + length;
}

bool parse_double(std::string_view text, double* number) {
  text = strip_ascii_space(text);
  if (text.empty()) return false;
  if (text.find('_') == std::string_view::npos) return parse_double_prefix(text, number) == text.size();
  std::string clean;
  return remove_underscores(text, &clean) && parse_double_prefix(clean, number) == clean.size();
}

Raised raise_invalid_float(Vm& vm, Value object) {
  const Result<std::string> shown = repr_text(vm, object);
  if (shown.is_raised()) return Raised{};
  return vm.raise_error(TypeId::ValueError, "could not convert string to float: ", shown.value());
}

Result<Value> float_from_str(Vm& vm, Value text) {
  double number;
  const StrView characters = view(vm, text.as<Str>());
  const bool parsed = is_ascii(text.as<Str>()) ? parse_double({static_cast<const char*>(characters.data), characters.length}, &number)
                                               : parse_double(ascii_number_text(vm, text.as<Str>()), &number);
  if (!parsed) return raise_invalid_float(vm, text);
  return Value::from_any_double(number);
}

char* write_double(char* out, double number) {
  const auto put = [&](std::string_view text) { out = std::copy(text.begin(), text.end(), out); };
  const auto put_zeros = [&](int count) { out = std::fill_n(out, count, '0'); };
  if (!std::isfinite(number)) {
    put(std::isnan(number) ? "nan" : number > 0 ? "inf" : "-inf");
    return out;
  }
  char buffer[40];
  const std::to_chars_result end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(number), std::chars_format::scientific);
  const char* mark = end.ptr - 4;  // d[.ddd]e+dd or e+ddd
  if (*mark != 'e') --mark;
  int exponent = 0;
  for (const char* digit = mark + 2; digit < end.ptr; ++digit) exponent = exponent * 10 + (*digit - '0');
  if (mark[1] == '-') exponent = -exponent;
  char digits[24];
  digits[0] = buffer[0];
  const int count = mark - buffer > 2 ? static_cast<int>(mark - buffer) - 1 : 1;
  if (count > 1) std::memcpy(digits + 1, buffer + 2, static_cast<std::size_t>(count - 1));
  const std::string_view text(digits, static_cast<std::size_t>(count));
  if (std::signbit(number)) *out++ = '-';
  if (exponent < -4 || exponent >= 16) {
    *out++ = digits[0];
    if (count > 1) {
      *out++ = '.';
      put(text.substr(1));
    }
    put({mark, static_cast<std::size_t>(end.ptr - mark)});
  } else if (exponent < 0) {
    put("0.");
    put_zeros(-exponent - 1);
    put(text);
  } else if (count <= exponent + 1) {
    put(text);
    put_zeros(exponent + 1 - count);
    put(".0");
  } else {
    put(text.substr(0, static_cast<std::size_t>(exponent) + 1));
    *out++ = '.';
    put(text.substr(static_cast<std::size_t>(exponent) + 1));
  }
  return out;
}

std::string double_repr(double number) {
  char text[kDoubleBytes];
  return std::string(text, write_double(text, number));
}

Result<Value> double_to_str(Vm& vm, double number) {
  char text[kDoubleBytes];
  const char* end = write_double(text, number);
  return Value::from_cell(TRY(new_str_latin1(vm, reinterpret_cast<const std::uint8_t*>(text), static_cast<std::size_t>(end - text))));
}

void double_divmod(double left, double right, double* quotient, double* remainder) {
  double mod = std::fmod(left, right);
  double div = (left - mod) / right;
  if (mod != 0) {
    if ((right < 0) != (mod < 0)) {
      mod += right;
      div -= 1.0;
    }
  } else {
    mod = std::copysign(0.0, right);
  }
  if (div != 0) {
    double floored = std::floor(div);
    if (div - floored > 0.5) floored += 1.0;
    *quotient = floored;
  } else {
    *quotient = std::copysign(0.0, left / right);
  }
  *remainder = mod;
}

Result<Value> double_mod(Vm& vm, double left, double right) {
  if (right == 0) return vm.raise(TypeId::ZeroDivisionError, "float modulo");
  double mod = std::fmod(left, right);
  if (mod != 0) {
    if ((right < 0) != (mod < 0)) mod += right;
  } else {
    mod = std::copysign(0.0, right);
  }
  return Value::from_any_double(mod);
}

Result<Value> double_floor_div(Vm& vm, double left, double right) {
  if (right == 0) return vm.raise(TypeId::ZeroDivisionError, "float floor division by zero");
  double quotient, remainder;
  double_divmod(left, right, &quotient, &remainder);
  return Value::from_any_double(quotient);
}

Raised raise_range_error(Vm& vm) {
  const Result<Str*> text = new_str(vm, std::strerror(ERANGE));
  if (text.is_raised()) return Raised{};
  const Result<Value> exception = vm.call(Value::from_cell(vm.type(TypeId::OverflowError)), {Value::from_int(ERANGE), Value::from_cell(text.value())});
  if (exception.is_raised()) return Raised{};
  return vm.raise_object(exception.value());
}

Result<Value> double_pow(Vm& vm, double base, double exponent) {
  if (exponent == 0 || base == 1.0) return Value::from_double(1.0);
  if (std::isnan(base) || std::isnan(exponent)) return Value::from_any_double(std::isnan(base) ? base : exponent);
  if (std::isinf(exponent)) {
    const double magnitude = std::fabs(base);
    if (magnitude == 1.0) return Value::from_double(1.0);
    return Value::from_double((exponent > 0) == (magnitude > 1.0) ? HUGE_VAL : 0.0);
  }
  const bool odd = is_odd_integer(exponent);
  if (std::isinf(base)) {
    if (exponent > 0) return Value::from_double(odd ? base : HUGE_VAL);
    return Value::from_double(odd ? std::copysign(0.0, base) : 0.0);
  }
  if (base == 0) {
    if (exponent < 0) return vm.raise(TypeId::ZeroDivisionError, "0.0 cannot be raised to a negative power");
    return Value::from_double(odd ? base : 0.0);
  }
  if (base < 0 && exponent != std::floor(exponent)) return complex_pow(vm, {base, 0}, {exponent, 0});
  const double magnitude = std::fabs(base);
  double result = magnitude == 1.0 ? 1.0 : std::pow(magnitude, exponent);
  if (std::isinf(result)) return raise_range_error(vm);
  return Value::from_any_double(base < 0 && odd ? -result : result);
}

}  // namespace tauraro
