#include "object/complex.h"

#include <cerrno>
#include <cmath>

#include "object/number_text.h"
#include "object/operations.h"

namespace tauraro {

namespace {

ComplexNumber power_of(ComplexNumber base, ComplexNumber exponent) {
  const double absolute = std::hypot(base.real, base.imaginary);
  double length = std::pow(absolute, exponent.real);
  const double angle = std::atan2(base.imaginary, base.real);
  double phase = angle * exponent.real;
  if (exponent.imaginary != 0.0) {
    length /= std::exp(angle * exponent.imaginary);
    phase += exponent.imaginary * std::log(absolute);
  }
  return {length * std::cos(phase), length * std::sin(phase)};
}

ComplexNumber positive_power(ComplexNumber base, long exponent) {
  ComplexNumber result{1, 0}, power = base;
  for (long mask = 1; mask > 0 && exponent >= mask; mask <<= 1) {
    if (exponent & mask) result = complex_multiply(result, power);
    power = complex_multiply(power, power);
  }
  return result;
}

bool integer_power(ComplexNumber base, long exponent, ComplexNumber* result) {
  if (exponent > 0) {
    *result = positive_power(base, exponent);
    return true;
  }
  return complex_divide({1, 0}, positive_power(base, -exponent), result);
}

/// Takes [sign] number [j] from the text; false when it does not begin so.
struct ComplexText {
  std::string_view rest;
  bool take_double(double* number) {
    const std::size_t length = parse_double_prefix(rest, number);
    rest.remove_prefix(length);
    return length != 0;
  }
  bool take_sign(double* sign) {
    if (rest.empty() || (rest[0] != '+' && rest[0] != '-')) return false;
    *sign = rest[0] == '-' ? -1 : 1;
    rest.remove_prefix(1);
    return true;
  }
  bool take_j() {
    if (rest.empty() || (rest[0] | 0x20) != 'j') return false;
    rest.remove_prefix(1);
    return true;
  }
};

/// <float>, <float>j, <float><signed-float>j, and j for 1j.
bool parse_parts(std::string_view text, ComplexNumber* result) {
  ComplexText in{text};
  double first, second;
  if (in.take_double(&first)) {
    if (in.rest.empty()) {
      result->real = first;
      return true;
    }
    if (in.rest[0] == '+' || in.rest[0] == '-') {
      result->real = first;
      if (!in.take_double(&second) && !in.take_sign(&second)) return false;
      result->imaginary = second;
      return in.take_j() && in.rest.empty();
    }
    result->imaginary = first;
    return in.take_j() && in.rest.empty();
  }
  double sign = 1;
  in.take_sign(&sign);
  result->imaginary = sign;
  return in.take_j() && in.rest.empty();
}

bool remove_underscores(std::string_view text, std::string* out) {
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
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

bool parse_complex(std::string_view text, ComplexNumber* result) {
  text = strip_ascii_space(text);
  if (!text.empty() && text.front() == '(') {
    if (text.back() != ')') return false;
    text = strip_ascii_space(text.substr(1, text.size() - 2));
  }
  std::string clean;
  return remove_underscores(text, &clean) && parse_parts(clean, result);
}

/// repr of one part: without ".0".
std::string part_text(double number) {
  std::string text = double_repr(number);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

}  // namespace

Result<Value> new_complex(Vm& vm, double real, double imaginary) {
  Complex* cell = vm.allocate<Complex>(kind::Complex, builtin_shape(TypeId::Complex));
  if (!cell) return Raised{};
  cell->real = real;
  cell->imaginary = imaginary;
  return Value::from_cell(cell);
}

double complex_absolute(ComplexNumber number) { return std::hypot(number.real, number.imaginary); }

ComplexNumber complex_multiply(ComplexNumber left, ComplexNumber right) {
  return {left.real * right.real - left.imaginary * right.imaginary, left.real * right.imaginary + left.imaginary * right.real};
}

bool complex_divide(ComplexNumber left, ComplexNumber right, ComplexNumber* quotient) {
  const double real_size = std::fabs(right.real), imaginary_size = std::fabs(right.imaginary);
  if (real_size >= imaginary_size) {
    if (real_size == 0.0) return false;
    const double ratio = right.imaginary / right.real;
    const double denominator = right.real + right.imaginary * ratio;
    *quotient = {(left.real + left.imaginary * ratio) / denominator, (left.imaginary - left.real * ratio) / denominator};
  } else if (imaginary_size >= real_size) {
    const double ratio = right.real / right.imaginary;
    const double denominator = right.real * ratio + right.imaginary;
    *quotient = {(left.real * ratio + left.imaginary) / denominator, (left.imaginary * ratio - left.real) / denominator};
  } else {
    *quotient = {NAN, NAN};  // some part of the divisor is a NaN
  }
  return true;
}

Result<Value> complex_pow(Vm& vm, ComplexNumber base, ComplexNumber exponent) {
  ComplexNumber result;
  constexpr double kIntegerLimit = 100.0;
  errno = 0;
  if (exponent.imaginary == 0 && exponent.real == std::floor(exponent.real) && std::fabs(exponent.real) <= kIntegerLimit) {
    if (!integer_power(base, static_cast<long>(exponent.real), &result)) errno = EDOM;
  } else if (base.real == 0 && base.imaginary == 0) {
    if (exponent.imaginary != 0 || exponent.real < 0) errno = EDOM;
  } else {
    result = power_of(base, exponent);
  }
  if (errno == EDOM) return vm.raise(TypeId::ZeroDivisionError, "0.0 to a negative or complex power");
  if (std::isinf(result.real) || std::isinf(result.imaginary)) return vm.raise(TypeId::OverflowError, "complex exponentiation");
  return new_complex(vm, result.real, result.imaginary);
}

std::uint64_t complex_hash(Vm& vm, ComplexNumber number) {
  const std::uint64_t real = double_hash(number.real, Value::from_any_double(number.real));
  const std::uint64_t imaginary = double_hash(number.imaginary, Value::from_any_double(number.imaginary));
  const std::uint64_t hash = real + 1000003 * imaginary;
  return hash == ~std::uint64_t{0} ? hash - 1 : hash;
}

std::string complex_repr(ComplexNumber number) {
  if (number.real == 0 && !std::signbit(number.real)) return part_text(number.imaginary) + "j";
  std::string imaginary = part_text(number.imaginary);
  if (imaginary[0] != '-') imaginary.insert(0, "+");
  return "(" + part_text(number.real) + imaginary + "j)";
}

Result<Value> complex_from_str(Vm& vm, Value text) {
  ComplexNumber number;
  if (!parse_complex(ascii_number_text(vm, text.as<Str>()), &number)) return vm.raise(TypeId::ValueError, "complex() arg is a malformed string");
  return new_complex(vm, number.real, number.imaginary);
}

}  // namespace tauraro
