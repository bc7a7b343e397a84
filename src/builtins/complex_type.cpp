// The methods of complex.
#include <cerrno>
#include <cmath>

#include "builtins/number_methods.h"
#include "object/complex.h"
#include "object/number_format.h"
#include "object/operations.h"
#include "object/str.h"

namespace tauraro {

namespace {

ComplexNumber self_of(Value value) { return complex_of(value.as<Complex>()); }

/// The operand as a complex number; false when it is no number.
Result<bool> operand(Vm& vm, Value value, ComplexNumber* number) {
  if (value.is(kind::Complex)) {
    *number = self_of(value);
    return true;
  }
  if (is_float(value)) {
    *number = {float_value(value), 0};
    return true;
  }
  if (!is_int_like(value)) return false;
  *number = {TRY(int_to_double(vm, value)), 0};
  return true;
}

Result<Value> make(Vm& vm, ComplexNumber number) { return new_complex(vm, number.real, number.imaginary); }

using BinaryFunction = Result<Value> (*)(Vm&, ComplexNumber, ComplexNumber);
template <BinaryFunction kOperation>
Result<Value> binary(Vm& vm, const Args& args) {
  ComplexNumber right;
  if (!TRY(operand(vm, args[1], &right))) return Value::not_implemented();
  return kOperation(vm, self_of(args[0]), right);
}
template <BinaryFunction kOperation>
Result<Value> reflected(Vm& vm, const Args& args) {
  ComplexNumber left;
  if (!TRY(operand(vm, args[1], &left))) return Value::not_implemented();
  return kOperation(vm, left, self_of(args[0]));
}

Result<Value> add(Vm& vm, ComplexNumber a, ComplexNumber b) { return make(vm, {a.real + b.real, a.imaginary + b.imaginary}); }
Result<Value> subtract(Vm& vm, ComplexNumber a, ComplexNumber b) { return make(vm, {a.real - b.real, a.imaginary - b.imaginary}); }
Result<Value> multiply_numbers(Vm& vm, ComplexNumber a, ComplexNumber b) { return make(vm, complex_multiply(a, b)); }
Result<Value> divide(Vm& vm, ComplexNumber a, ComplexNumber b) {
  ComplexNumber quotient;
  if (!complex_divide(a, b, &quotient)) return vm.raise(TypeId::ZeroDivisionError, "complex division by zero");
  return make(vm, quotient);
}
Result<Value> pow_method(Vm& vm, const Args& args) {
  if (!args[2].is_none()) return vm.raise(TypeId::ValueError, "complex modulo");
  return binary<complex_pow>(vm, args);
}
Result<Value> rpow_method(Vm& vm, const Args& args) {
  if (!args[2].is_none()) return vm.raise(TypeId::ValueError, "complex modulo");
  return reflected<complex_pow>(vm, args);
}

Result<Value> equality(Vm& vm, const Args& args, bool wanted) {
  const ComplexNumber left = self_of(args[0]);
  const Value right = args[1];
  if (is_int_like(right)) {
    const bool same = left.imaginary == 0 && !std::isnan(left.real) && int_compare_double(right, left.real) == 0;
    return Value::from_bool(same == wanted);
  }
  ComplexNumber number;
  if (!TRY(operand(vm, right, &number))) return Value::not_implemented();
  return Value::from_bool((left.real == number.real && left.imaginary == number.imaginary) == wanted);
}
Result<Value> equal(Vm& vm, const Args& args) { return equality(vm, args, true); }
Result<Value> not_equal(Vm& vm, const Args& args) { return equality(vm, args, false); }
Result<Value> no_order(Vm&, const Args&) { return Value::not_implemented(); }

Result<Value> negate(Vm& vm, const Args& args) {
  const ComplexNumber number = self_of(args[0]);
  return make(vm, {-number.real, -number.imaginary});
}
Result<Value> itself(Vm& vm, const Args& args) { return vm.is_exact(args[0], TypeId::Complex) ? args[0] : make(vm, self_of(args[0])); }
Result<Value> copy(Vm& vm, const Args& args) { return itself(vm, args); }
Result<Value> conjugate(Vm& vm, const Args& args) {
  const ComplexNumber number = self_of(args[0]);
  return make(vm, {number.real, -number.imaginary});
}
Result<Value> absolute(Vm& vm, const Args& args) {
  const ComplexNumber number = self_of(args[0]);
  const double length = complex_absolute(number);
  if (std::isinf(length) && std::isfinite(number.real) && std::isfinite(number.imaginary))
    return vm.raise(TypeId::OverflowError, "absolute value too large");
  return Value::from_any_double(length);
}
Result<Value> to_bool(Vm&, const Args& args) {
  const ComplexNumber number = self_of(args[0]);
  return Value::from_bool(number.real != 0 || number.imaginary != 0);
}
Result<Value> hash_method(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(complex_hash(vm, self_of(args[0])))); }
Result<Value> repr_method(Vm& vm, const Args& args) { return Value::from_cell(TRY(new_str(vm, complex_repr(self_of(args[0]))))); }
Result<Value> format_method(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "__format__() argument must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  Str* spec = flatten(vm, args[1].as<Str>());
  if (!spec) return Raised{};
  const ComplexNumber number = self_of(args[0]);
  return format_complex(vm, args[0], number.real, number.imaginary, spec);
}
Result<Value> new_args(Vm& vm, const Args& args) {
  const ComplexNumber number = self_of(args[0]);
  return new_pair(vm, Value::from_any_double(number.real), Value::from_any_double(number.imaginary));
}

// ---- construction ----

/// What __complex__ of an object gives, or not_found when its type has none.
Result<Value> through_complex_method(Vm& vm, Value value) {
  if (vm.is_exact(value, TypeId::Complex)) return value;
  const Type* type = vm.type_of(value);
  if (!type->has(Special::Complex)) return Value::not_found();
  const Value result = TRY(vm.call_special(value, Special::Complex));
  if (!result.is(kind::Complex))
    return vm.raise_error(TypeId::TypeError, "__complex__ returned non-complex (type ", full_type_name(vm, vm.type_of(result)), ")");
  return result;
}

bool is_number(Vm& vm, Value value) {
  const Type* type = vm.type_of(value);
  return type->has(Special::Float) || type->has(Special::Index) || value.is(kind::Complex);
}

Result<Value> construct(Vm& vm, Value real, Value imaginary) {
  if (real.is(kind::Str)) {
    if (!imaginary.is_empty()) return vm.raise(TypeId::TypeError, "complex() can't take second arg if first is a string");
    return complex_from_str(vm, real);
  }
  if (imaginary.is(kind::Str)) return vm.raise(TypeId::TypeError, "complex() second arg can't be a string");
  ComplexNumber first, second;
  bool second_is_complex = false;
  const Value converted = TRY(through_complex_method(vm, real));
  if (!converted.is_not_found()) real = converted;
  if (!is_number(vm, real))
    return vm.raise_error(TypeId::TypeError, "complex() first argument must be a string or a number, not '", full_type_name(vm, vm.type_of(real)), "'");
  if (!imaginary.is_empty() && !is_number(vm, imaginary))
    return vm.raise_error(TypeId::TypeError, "complex() second argument must be a number, not '", full_type_name(vm, vm.type_of(imaginary)), "'");
  if (real.is(kind::Complex))
    first = self_of(real);
  else
    first.real = TRY(to_double(vm, real));
  if (imaginary.is(kind::Complex)) {
    second = self_of(imaginary);
    second_is_complex = true;
  } else if (!imaginary.is_empty()) {
    second.real = TRY(to_double(vm, imaginary));
  }
  // complex(a, b) is a + b*1j, but without rounding the parts that stay as they are.
  ComplexNumber result{first.real, second.real};
  if (second_is_complex) result.real -= second.imaginary;
  if (real.is(kind::Complex)) result.imaginary = imaginary.is_empty() ? first.imaginary : second.real + first.imaginary;
  return make(vm, result);
}

Result<Value> new_method(Vm& vm, const Args& args) {
  Type* type = TRY(check_new_type(vm, args[0], TypeId::Complex));
  static constexpr NewParameter kParameters[] = {{"real", false}, {"imag", false}};
  Value values[2];
  TRY(bind_new(vm, args, "complex", kParameters, values));
  const Value number = values[0].is_empty() && values[1].is_empty() ? TRY(new_complex(vm, 0, 0))
                       : values[0].is_empty()                        ? TRY(construct(vm, Value::from_int(0), values[1]))
                                                                     : TRY(construct(vm, values[0], values[1]));
  if (type == vm.type(TypeId::Complex)) return number;
  Complex* cell = TRY(vm.new_instance<Complex>(type));
  cell->real = number.as<Complex>()->real;
  cell->imaginary = number.as<Complex>()->imaginary;
  return Value::from_cell(cell);
}

Result<Value> get_real(Vm&, Value self) { return Value::from_any_double(self_of(self).real); }
Result<Value> get_imaginary(Vm&, Value self) { return Value::from_any_double(self_of(self).imaginary); }

constexpr NativeMethod kMethods[] = {
    {"__new__", new_method, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", repr_method, "($self, /)"},
    {"__hash__", hash_method, "($self, /)"},
    {"__lt__", no_order, "($self, value, /)"},
    {"__le__", no_order, "($self, value, /)"},
    {"__eq__", equal, "($self, value, /)"},
    {"__ne__", not_equal, "($self, value, /)"},
    {"__gt__", no_order, "($self, value, /)"},
    {"__ge__", no_order, "($self, value, /)"},
    {"__add__", binary<add>, "($self, value, /)"},
    {"__radd__", reflected<add>, "($self, value, /)"},
    {"__sub__", binary<subtract>, "($self, value, /)"},
    {"__rsub__", reflected<subtract>, "($self, value, /)"},
    {"__mul__", binary<multiply_numbers>, "($self, value, /)"},
    {"__rmul__", reflected<multiply_numbers>, "($self, value, /)"},
    {"__pow__", pow_method, "($self, value, mod=None, /)"},
    {"__rpow__", rpow_method, "($self, value, mod=None, /)"},
    {"__neg__", negate, "($self, /)"},
    {"__pos__", itself, "($self, /)"},
    {"__abs__", absolute, "($self, /)"},
    {"__bool__", to_bool, "($self, /)"},
    {"__truediv__", binary<divide>, "($self, value, /)"},
    {"__rtruediv__", reflected<divide>, "($self, value, /)"},
    {"conjugate", conjugate, "($self, /)", NativeMethod::Plain, "The number with the sign of its imaginary part changed."},
    {"__complex__", copy, "($self, /)", NativeMethod::Plain, "The number as exactly a complex."},
    {"__getnewargs__", new_args, "($self, /)"},
    {"__format__", format_method, "($self, format_spec, /)", NativeMethod::Plain, "Formats according to format_spec."},
};

constexpr NativeGetSet kGetSets[] = {
    {"real", get_real, nullptr, "the real part of a complex number"},
    {"imag", get_imaginary, nullptr, "the imaginary part of a complex number"},
};

}  // namespace

void define_complex_type(Vm& vm) {
  vm.define_methods(TypeId::Complex, kMethods, kGetSets, "Makes a complex number of a real part and an optional imaginary part, or of a text.");
}

}  // namespace tauraro
