// The cmath module.
#include <cerrno>
#include <cmath>

#include "builtins/number_methods.h"
#include "modules/cmath/functions.h"
#include "modules/module_support.h"

namespace tauraro {

namespace cmath {
namespace {

constexpr double kPi = 3.141592653589793238462643383279502884197;
constexpr double kE = 2.718281828459045235360287471352662497757;

/// A complex number, or anything with __complex__, __float__ or __index__.
Result<ComplexNumber> to_complex(Vm& vm, Value value) {
  if (vm.is_exact(value, TypeId::Complex)) return complex_of(value.as<Complex>());
  const Type* type = vm.type_of(value);
  if (type->has(Special::Complex)) {
    const Value result = TRY(vm.call_special(value, Special::Complex));
    if (!result.is(kind::Complex))
      return vm.raise_error(TypeId::TypeError, "__complex__ returned non-complex (type ", full_type_name(vm, vm.type_of(result)), ")");
    return complex_of(result.as<Complex>());
  }
  return ComplexNumber{TRY(to_double(vm, value)), 0};
}

Raised raise_errno(Vm& vm) {
  if (errno == EDOM) return vm.raise(TypeId::ValueError, "math domain error");
  return vm.raise(TypeId::OverflowError, "math range error");
}
Result<Value> checked(Vm& vm, ComplexNumber z) {
  if (errno == EDOM || errno == ERANGE) return raise_errno(vm);
  return new_complex(vm, z.real, z.imaginary);
}

template <ComplexNumber (*kFunction)(ComplexNumber)>
Result<Value> unary(Vm& vm, const Args& args) { return checked(vm, kFunction(TRY(to_complex(vm, args[0])))); }

Result<Value> log_function(Vm& vm, const Args& args) {
  const ComplexNumber z = TRY(to_complex(vm, args[0]));
  if (!args.has(1)) return checked(vm, log(z));
  const ComplexNumber base = TRY(to_complex(vm, args[1]));
  const ComplexNumber numerator = log(z);
  if (errno) return raise_errno(vm);
  const ComplexNumber denominator = log(base);
  if (errno) return raise_errno(vm);
  ComplexNumber quotient;
  if (!complex_divide(numerator, denominator, &quotient)) return vm.raise(TypeId::ValueError, "math domain error");
  return new_complex(vm, quotient.real, quotient.imaginary);
}

Result<Value> phase(Vm& vm, const Args& args) {
  const ComplexNumber z = TRY(to_complex(vm, args[0]));
  errno = 0;
  const double angle = std::atan2(z.imaginary, z.real);
  if (errno) return raise_errno(vm);  // also for an angle too small for a double
  return Value::from_any_double(angle);
}
Result<Value> polar(Vm& vm, const Args& args) {
  const ComplexNumber z = TRY(to_complex(vm, args[0]));
  const double length = std::hypot(z.real, z.imaginary);
  if (std::isinf(length) && std::isfinite(z.real) && std::isfinite(z.imaginary)) return vm.raise(TypeId::OverflowError, "math range error");
  return new_pair(vm, Value::from_any_double(length), Value::from_any_double(std::atan2(z.imaginary, z.real)));
}
Result<Value> rect_function(Vm& vm, const Args& args) {
  const double length = TRY(to_double(vm, args[0]));
  return checked(vm, rect(length, TRY(to_double(vm, args[1]))));
}

Result<Value> is_finite(Vm& vm, const Args& args) {
  const ComplexNumber z = TRY(to_complex(vm, args[0]));
  return Value::from_bool(std::isfinite(z.real) && std::isfinite(z.imaginary));
}
Result<Value> is_nan(Vm& vm, const Args& args) {
  const ComplexNumber z = TRY(to_complex(vm, args[0]));
  return Value::from_bool(std::isnan(z.real) || std::isnan(z.imaginary));
}
Result<Value> is_inf(Vm& vm, const Args& args) {
  const ComplexNumber z = TRY(to_complex(vm, args[0]));
  return Value::from_bool(std::isinf(z.real) || std::isinf(z.imaginary));
}

Result<Value> is_close(Vm& vm, const Args& args) {
  const ComplexNumber a = TRY(to_complex(vm, args[0]));
  const ComplexNumber b = TRY(to_complex(vm, args[1]));
  const double relative = args.has(2) ? TRY(to_double(vm, args[2])) : 1e-09;
  const double absolute = args.has(3) ? TRY(to_double(vm, args[3])) : 0.0;
  if (relative < 0.0 || absolute < 0.0) return vm.raise(TypeId::ValueError, "tolerances must be non-negative");
  if (a.real == b.real && a.imaginary == b.imaginary) return Value::from_bool(true);
  const bool infinite = std::isinf(a.real) || std::isinf(a.imaginary) || std::isinf(b.real) || std::isinf(b.imaginary);
  if (infinite) return Value::from_bool(false);
  const double difference = complex_absolute({a.real - b.real, a.imaginary - b.imaginary});
  return Value::from_bool(difference <= relative * complex_absolute(b) || difference <= relative * complex_absolute(a) || difference <= absolute);
}

constexpr NativeMethod kFunctions[] = {
    {"acos", unary<acos>, "(z, /)"},
    {"acosh", unary<acosh>, "(z, /)"},
    {"asin", unary<asin>, "(z, /)"},
    {"asinh", unary<asinh>, "(z, /)"},
    {"atan", unary<atan>, "(z, /)"},
    {"atanh", unary<atanh>, "(z, /)"},
    {"cos", unary<cos>, "(z, /)"},
    {"cosh", unary<cosh>, "(z, /)"},
    {"exp", unary<exp>, "(z, /)"},
    {"isclose", is_close, "(a, b, *, rel_tol=1e-09, abs_tol=0.0)"},
    {"isfinite", is_finite, "(z, /)"},
    {"isinf", is_inf, "(z, /)"},
    {"isnan", is_nan, "(z, /)"},
    {"log", log_function, "(z, base=<unrepresentable>, /)"},
    {"log10", unary<log10>, "(z, /)"},
    {"phase", phase, "(z, /)"},
    {"polar", polar, "(z, /)"},
    {"rect", rect_function, "(r, phi, /)"},
    {"sin", unary<sin>, "(z, /)"},
    {"sinh", unary<sinh>, "(z, /)"},
    {"sqrt", unary<sqrt>, "(z, /)"},
    {"tan", unary<tan>, "(z, /)"},
    {"tanh", unary<tanh>, "(z, /)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  TRY(set_module_value(vm, module, "pi", Value::from_double(kPi)));
  TRY(set_module_value(vm, module, "e", Value::from_double(kE)));
  TRY(set_module_value(vm, module, "tau", Value::from_double(2 * kPi)));
  TRY(set_module_value(vm, module, "inf", Value::from_double(HUGE_VAL)));
  TRY(set_module_value(vm, module, "nan", Value::from_any_double(NAN)));
  TRY(set_module_value(vm, module, "infj", TRY(new_complex(vm, 0, HUGE_VAL))));
  return set_module_value(vm, module, "nanj", TRY(new_complex(vm, 0, NAN)));
}

}  // namespace
}  // namespace cmath

const NativeModuleSpec& cmath_module() {
  static constexpr NativeModuleSpec kSpec{"cmath", cmath::kFunctions, cmath::initialize, "Mathematical functions of complex numbers."};
  return kSpec;
}

}  // namespace tauraro
