// The math module: functions of floats, and the table.
#include <cerrno>
#include <cmath>

#include "builtins/number_methods.h"
#include "modules/math/math_functions.h"
#include "modules/module_support.h"
#include "object/complex.h"
#include "object/int_limbs.h"

namespace tauraro {

namespace math {
namespace {

constexpr double kPi = 3.141592653589793238462643383279502884197;
constexpr double kE = 2.718281828459045235360287471352662497757;

Raised domain_error(Vm& vm) { return vm.raise(TypeId::ValueError, "math domain error"); }
Raised range_error(Vm& vm) { return vm.raise(TypeId::OverflowError, "math range error"); }

using Unary = double (*)(double);

/// A function of one double: a NaN from a number is a domain error, an infinity from a finite number a range error (a domain error
/// for those that cannot overflow).
template <Unary kFunction, bool kCanOverflow>
Result<Value> unary(Vm& vm, const Args& args) {
  const double x = TRY(to_double(vm, args[0]));
  const double result = kFunction(x);
  if (std::isnan(result) && !std::isnan(x)) return domain_error(vm);
  if (std::isinf(result) && std::isfinite(x)) return kCanOverflow ? range_error(vm) : domain_error(vm);
  return Value::from_any_double(result);
}

/// A function that reports through errno.
template <Unary kFunction>
Result<Value> unary_with_errno(Vm& vm, const Args& args) {
  const double x = TRY(to_double(vm, args[0]));
  errno = 0;
  const double result = kFunction(x);
  if (errno == EDOM) return domain_error(vm);
  if (errno == ERANGE && std::fabs(result) >= 1.5) return range_error(vm);
  return Value::from_any_double(result);
}

Result<Value> erf_function(Vm& vm, const Args& args) { return Value::from_any_double(std::erf(TRY(to_double(vm, args[0])))); }
Result<Value> erfc_function(Vm& vm, const Args& args) { return Value::from_any_double(std::erfc(TRY(to_double(vm, args[0])))); }

template <double (*kFunction)(double, double)>
Result<Value> binary(Vm& vm, const Args& args) {
  const double x = TRY(to_double(vm, args[0]));
  const double y = TRY(to_double(vm, args[1]));
  const double result = kFunction(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return domain_error(vm);
  if (std::isinf(result) && std::isfinite(x) && std::isfinite(y)) return range_error(vm);
  return Value::from_any_double(result);
}
double quiet_fmod(double x, double y) { return std::isinf(y) && std::isfinite(x) ? x : std::fmod(x, y); }

Result<Value> pow_function(Vm& vm, const Args& args) {
  const double x = TRY(to_double(vm, args[0]));
  const double y = TRY(to_double(vm, args[1]));
  const double result = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y)) {
    if (std::isnan(result)) return domain_error(vm);
    if (std::isinf(result)) return x == 0.0 ? domain_error(vm) : range_error(vm);
  }
  return Value::from_any_double(result);
}

Result<Value> nextafter_function(Vm& vm, const Args& args) {
  const double x = TRY(to_double(vm, args[0]));
  return Value::from_any_double(std::nextafter(x, TRY(to_double(vm, args[1]))));
}

Result<Value> ulp(Vm& vm, const Args& args) {
  double x = TRY(to_double(vm, args[0]));
  if (std::isnan(x)) return Value::from_any_double(x);
  x = std::fabs(x);
  if (std::isinf(x)) return Value::from_double(x);
  const double above = std::nextafter(x, HUGE_VAL);
  return Value::from_double(std::isinf(above) ? x - std::nextafter(x, -HUGE_VAL) : above - x);
}

Result<Value> ldexp_function(Vm& vm, const Args& args) {
  const double x = TRY(to_double(vm, args[0]));
  if (!is_int_like(args[1])) return vm.raise(TypeId::TypeError, "Expected an int as second argument to ldexp.");
  const std::int64_t exponent = TRY(index_clamped(vm, args[1]));
  if (x == 0.0 || !std::isfinite(x)) return Value::from_any_double(x);
  if (exponent > INT32_MAX) return range_error(vm);
  if (exponent < INT32_MIN) return Value::from_double(std::copysign(0.0, x));
  const double result = std::ldexp(x, static_cast<int>(exponent));
  if (std::isinf(result)) return range_error(vm);
  return Value::from_double(result);
}

Result<Value> frexp_function(Vm& vm, const Args& args) {
  const double x = TRY(to_double(vm, args[0]));
  int exponent = 0;
  const double mantissa = x == 0.0 || !std::isfinite(x) ? x : std::frexp(x, &exponent);
  return new_pair(vm, Value::from_any_double(mantissa), Value::from_int(exponent));
}

Result<Value> modf_function(Vm& vm, const Args& args) {
  const double x = TRY(to_double(vm, args[0]));
  if (std::isinf(x)) return new_pair(vm, Value::from_double(std::copysign(0.0, x)), Value::from_double(x));
  if (std::isnan(x)) return new_pair(vm, Value::from_any_double(x), Value::from_any_double(x));
  double whole;
  const double fraction = std::modf(x, &whole);
  return new_pair(vm, Value::from_double(fraction), Value::from_double(whole));
}

Result<Value> degrees(Vm& vm, const Args& args) { return Value::from_any_double(TRY(to_double(vm, args[0])) * (180.0 / kPi)); }
Result<Value> radians(Vm& vm, const Args& args) { return Value::from_any_double(TRY(to_double(vm, args[0])) * (kPi / 180.0)); }
Result<Value> isfinite_function(Vm& vm, const Args& args) { return Value::from_bool(std::isfinite(TRY(to_double(vm, args[0])))); }
Result<Value> isinf_function(Vm& vm, const Args& args) { return Value::from_bool(std::isinf(TRY(to_double(vm, args[0])))); }
Result<Value> isnan_function(Vm& vm, const Args& args) { return Value::from_bool(std::isnan(TRY(to_double(vm, args[0])))); }

Result<Value> isclose(Vm& vm, const Args& args) {
  const double a = TRY(to_double(vm, args[0]));
  const double b = TRY(to_double(vm, args[1]));
  const double relative = args.has(2) ? TRY(to_double(vm, args[2])) : 1e-09;
  const double absolute = args.has(3) ? TRY(to_double(vm, args[3])) : 0.0;
  if (relative < 0.0 || absolute < 0.0) return vm.raise(TypeId::ValueError, "tolerances must be non-negative");
  if (a == b) return Value::from_bool(true);
  if (std::isinf(a) || std::isinf(b)) return Value::from_bool(false);
  const double difference = std::fabs(b - a);
  return Value::from_bool(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) || difference <= absolute);
}

// ---- rounding to int ----

template <Special kSpecial, Unary kFunction>
Result<Value> round_with(Vm& vm, const Args& args) {
  const Value value = args[0];
  if (value.is_double()) return new_int_from_double(vm, kFunction(value.as_double()));
  if (value.is_int()) return value;
  if (vm.type_of(value)->has(kSpecial)) return vm.call_special(value, kSpecial);
  return new_int_from_double(vm, kFunction(TRY(to_double(vm, value))));
}

Result<Value> trunc(Vm& vm, const Args& args) {
  const Value value = args[0];
  if (value.is_double()) return new_int_from_double(vm, value.as_double());
  const Type* type = vm.type_of(value);
  if (type->has(Special::Trunc)) return vm.call_special(value, Special::Trunc);
  return vm.raise_error(TypeId::TypeError, "type ", full_type_name(vm, type), " doesn't define __trunc__ method");
}

// ---- logarithms ----

/// fraction * 2^exponent = value of an int beyond the doubles, 0.5 <= fraction <= 1.
double big_frexp(Value value, std::int64_t* exponent) {
  const IntView view(value);
  const std::int64_t bits = static_cast<std::int64_t>(view.bit_length());
  const int shift = std::countl_zero(view.limbs()[view.count - 1]);
  std::uint64_t top = view.limbs()[view.count - 1] << shift;
  if (shift) top |= view.limbs()[view.count - 2] >> (64 - shift);
  bool rest = shift ? (view.limbs()[view.count - 2] << shift) != 0 : view.limbs()[view.count - 2] != 0;
  for (mp_size_t i = 0; !rest && i < view.count - 2; ++i) rest = view.limbs()[i] != 0;
  *exponent = bits;
  double fraction = std::ldexp(static_cast<double>(top | (rest ? 1 : 0)), -64);
  if (fraction == 1.0) {
    fraction = 0.5;
    ++*exponent;
  }
  return fraction;
}

/// A logarithm of a double, with domain errors.
template <Unary kFunction>
Result<double> log_of_double(Vm& vm, double x) {
  if (x <= 0.0) return domain_error(vm);  // -inf too
  return std::isfinite(x) ? kFunction(x) : x;
}

template <Unary kFunction>
Result<double> log_of(Vm& vm, Value value) {
  if (!is_int_like(value)) return log_of_double<kFunction>(vm, TRY(to_double(vm, value)));
  if (int_compare(value, Value::from_int(0)) <= 0) return domain_error(vm);
  if (int_bit_length(value) <= 1000) return kFunction(TRY(int_to_double(vm, value)));
  std::int64_t exponent;
  const double whole = int_bit_length(value) <= 1024 ? 0 : 1;
  if (whole == 0) {
    const Result<double> direct = int_to_double(vm, value);
    if (!direct.is_raised()) return kFunction(direct.value());
    if (!vm.catch_if(TypeId::OverflowError)) return Raised{};
  }
  const double fraction = big_frexp(plain_int(value), &exponent);
  return kFunction(fraction) + kFunction(2.0) * static_cast<double>(exponent);
}

Result<Value> log_function(Vm& vm, const Args& args) {
  const double numerator = TRY((log_of<std::log>(vm, args[0])));
  if (!args.has(1)) return Value::from_any_double(numerator);
  const double denominator = TRY((log_of<std::log>(vm, args[1])));
  if (denominator == 0.0) return vm.raise(TypeId::ZeroDivisionError, "float division by zero");
  return Value::from_any_double(numerator / denominator);
}
Result<Value> log2_function(Vm& vm, const Args& args) { return Value::from_any_double(TRY((log_of<std::log2>(vm, args[0])))); }
Result<Value> log10_function(Vm& vm, const Args& args) { return Value::from_any_double(TRY((log_of<std::log10>(vm, args[0])))); }

constexpr NativeMethod kFunctions[] = {
    {"acos", unary<std::acos, false>, "(x, /)"},
    {"acosh", unary<std::acosh, false>, "(x, /)"},
    {"asin", unary<std::asin, false>, "(x, /)"},
    {"asinh", unary<std::asinh, false>, "(x, /)"},
    {"atan", unary<std::atan, false>, "(x, /)"},
    {"atan2", binary<std::atan2>, "(y, x, /)"},
    {"atanh", unary<std::atanh, false>, "(x, /)"},
    {"cbrt", unary<std::cbrt, false>, "(x, /)"},
    {"ceil", round_with<Special::Ceil, std::ceil>, "(x, /)"},
    {"comb", comb, "(n, k, /)"},
    {"copysign", binary<std::copysign>, "(x, y, /)"},
    {"cos", unary<std::cos, false>, "(x, /)"},
    {"cosh", unary<std::cosh, true>, "(x, /)"},
    {"degrees", degrees, "(x, /)"},
    {"dist", dist, "(p, q, /)"},
    {"erf", erf_function, "(x, /)"},
    {"erfc", erfc_function, "(x, /)"},
    {"exp", unary<std::exp, true>, "(x, /)"},
    {"exp2", unary<std::exp2, true>, "(x, /)"},
    {"expm1", unary<std::expm1, true>, "(x, /)"},
    {"fabs", unary<std::fabs, false>, "(x, /)"},
    {"factorial", factorial, "(n, /)"},
    {"floor", round_with<Special::Floor, std::floor>, "(x, /)"},
    {"fmod", binary<quiet_fmod>, "(x, y, /)"},
    {"frexp", frexp_function, "(x, /)"},
    {"fsum", fsum, "(seq, /)"},
    {"gamma", unary_with_errno<gamma>, "(x, /)"},
    {"gcd", gcd, "(*integers)"},
    {"hypot", hypot, "(*coordinates)"},
    {"isclose", isclose, "(a, b, *, rel_tol=1e-09, abs_tol=0.0)"},
    {"isfinite", isfinite_function, "(x, /)"},
    {"isinf", isinf_function, "(x, /)"},
    {"isnan", isnan_function, "(x, /)"},
    {"isqrt", isqrt, "(n, /)"},
    {"lcm", lcm, "(*integers)"},
    {"ldexp", ldexp_function, "(x, i, /)"},
    {"lgamma", unary_with_errno<log_gamma>, "(x, /)"},
    {"log", log_function, "(x, base=<unset>, /)"},
    {"log10", log10_function, "(x, /)"},
    {"log1p", unary<std::log1p, false>, "(x, /)"},
    {"log2", log2_function, "(x, /)"},
    {"modf", modf_function, "(x, /)"},
    {"nextafter", nextafter_function, "(x, y, /)"},
    {"perm", perm, "(n, k=None, /)"},
    {"pow", pow_function, "(x, y, /)"},
    {"prod", prod, "(iterable, /, *, start=1)"},
    {"radians", radians, "(x, /)"},
    {"remainder", binary<std::remainder>, "(x, y, /)"},
    {"sin", unary<std::sin, false>, "(x, /)"},
    {"sinh", unary<std::sinh, true>, "(x, /)"},
    {"sqrt", unary<std::sqrt, false>, "(x, /)"},
    {"tan", unary<std::tan, false>, "(x, /)"},
    {"tanh", unary<std::tanh, false>, "(x, /)"},
    {"trunc", trunc, "(x, /)"},
    {"ulp", ulp, "(x, /)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  TRY(set_module_value(vm, module, "pi", Value::from_double(kPi)));
  TRY(set_module_value(vm, module, "e", Value::from_double(kE)));
  TRY(set_module_value(vm, module, "tau", Value::from_double(2 * kPi)));
  TRY(set_module_value(vm, module, "inf", Value::from_double(HUGE_VAL)));
  return set_module_value(vm, module, "nan", Value::from_any_double(NAN));
}

}  // namespace
}  // namespace math

const NativeModuleSpec& math_module() {
  static constexpr NativeModuleSpec kSpec{"math", math::kFunctions, math::initialize, "Mathematical functions of real numbers."};
  return kSpec;
}

}  // namespace tauraro
