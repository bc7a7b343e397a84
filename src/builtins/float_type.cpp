// The methods of float.
#include <cmath>

#include "builtins/number_methods.h"
#include "object/bytes.h"
#include "object/complex.h"
#include "object/number_format.h"
#include "object/number_text.h"
#include "object/operations.h"

namespace tauraro {

namespace {

/// The operand as a double; false when it is no number that floats know.
Result<bool> operand(Vm& vm, Value value, double* number) {
  if (is_float(value)) {
    *number = float_value(value);
    return true;
  }
  if (!is_int_like(value)) return false;
  *number = TRY(int_to_double(vm, value));
  return true;
}

using BinaryFunction = Result<Value> (*)(Vm&, double, double);
template <BinaryFunction kOperation>
Result<Value> binary(Vm& vm, const Args& args) {
  double right;
  if (!TRY(operand(vm, args[1], &right))) return Value::not_implemented();
  return kOperation(vm, float_value(args[0]), right);
}
template <BinaryFunction kOperation>
Result<Value> reflected(Vm& vm, const Args& args) {
  double left;
  if (!TRY(operand(vm, args[1], &left))) return Value::not_implemented();
  return kOperation(vm, left, float_value(args[0]));
}

Result<Value> add(Vm&, double a, double b) { return Value::from_any_double(a + b); }
Result<Value> subtract(Vm&, double a, double b) { return Value::from_any_double(a - b); }
Result<Value> multiply_doubles(Vm&, double a, double b) { return Value::from_any_double(a * b); }
Result<Value> divide(Vm& vm, double a, double b) {
  if (b == 0) return vm.raise(TypeId::ZeroDivisionError, "float division by zero");
  return Value::from_any_double(a / b);
}
Result<Value> divmod_pair(Vm& vm, double a, double b) {
  if (b == 0) return vm.raise(TypeId::ZeroDivisionError, "float divmod()");
  double quotient, remainder;
  double_divmod(a, b, &quotient, &remainder);
  return new_pair(vm, Value::from_any_double(quotient), Value::from_any_double(remainder));
}

Result<Value> check_no_modulus(Vm& vm, const Args& args) {
  if (args[2].is_none()) return Value::none();
  return vm.raise(TypeId::TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
}
Result<Value> pow_method(Vm& vm, const Args& args) {
  TRY(check_no_modulus(vm, args));
  return binary<double_pow>(vm, args);
}
Result<Value> rpow_method(Vm& vm, const Args& args) {
  TRY(check_no_modulus(vm, args));
  return reflected<double_pow>(vm, args);
}

/// Compares with a float or an int, exactly. not_implemented for others; a NaN makes everything but != false.
template <class Test>
Result<Value> compare_with(const Args& args, bool if_nan, Test test) {
  const double left = float_value(args[0]);
  const Value right = args[1];
  if (is_float(right)) {
    const double number = float_value(right);
    if (std::isnan(left) || std::isnan(number)) return Value::from_bool(if_nan);
    return Value::from_bool(test(left < number ? -1 : left > number));
  }
  if (!is_int_like(right)) return Value::not_implemented();
  if (std::isnan(left)) return Value::from_bool(if_nan);
  return Value::from_bool(test(-int_compare_double(right, left)));
}
Result<Value> less(Vm&, const Args& args) { return compare_with(args, false, [](int order) { return order < 0; }); }
Result<Value> less_equal(Vm&, const Args& args) { return compare_with(args, false, [](int order) { return order <= 0; }); }
Result<Value> equal(Vm&, const Args& args) { return compare_with(args, false, [](int order) { return order == 0; }); }
Result<Value> not_equal(Vm&, const Args& args) { return compare_with(args, true, [](int order) { return order != 0; }); }
Result<Value> greater(Vm&, const Args& args) { return compare_with(args, false, [](int order) { return order > 0; }); }
Result<Value> greater_equal(Vm&, const Args& args) { return compare_with(args, false, [](int order) { return order >= 0; }); }

Result<Value> negate(Vm&, const Args& args) { return Value::from_any_double(-float_value(args[0])); }
Result<Value> absolute(Vm&, const Args& args) { return Value::from_any_double(std::fabs(float_value(args[0]))); }
Result<Value> itself(Vm&, const Args& args) { return Value::from_any_double(float_value(args[0])); }
Result<Value> to_bool(Vm&, const Args& args) { return Value::from_bool(float_value(args[0]) != 0); }
Result<Value> truncate(Vm& vm, const Args& args) { return new_int_from_double(vm, float_value(args[0])); }
Result<Value> floor_method(Vm& vm, const Args& args) { return new_int_from_double(vm, std::floor(float_value(args[0]))); }
Result<Value> ceil_method(Vm& vm, const Args& args) { return new_int_from_double(vm, std::ceil(float_value(args[0]))); }
Result<Value> is_integer(Vm&, const Args& args) {
  const double number = float_value(args[0]);
  return Value::from_bool(std::isfinite(number) && std::floor(number) == number);
}
Result<Value> hash_method(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(double_hash(float_value(args[0]), args[0]))); }
Result<Value> repr_method(Vm& vm, const Args& args) { return double_to_str(vm, float_value(args[0])); }

Result<Value> round_method(Vm& vm, const Args& args) {
  const double number = float_value(args[0]);
  if (args[1].is_none()) return round_to_int(vm, number);
  const std::int64_t digits = TRY(index_clamped(vm, args[1]));
  return Value::from_any_double(TRY(round_double(vm, number, digits)));
}

Result<Value> format_method(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "__format__() argument must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  Str* spec = flatten(vm, args[1].as<Str>());
  if (!spec) return Raised{};
  return format_double(vm, args[0], float_value(args[0]), spec);
}

Result<Value> new_args(Vm& vm, const Args& args) {
  const Value items[] = {Value::from_any_double(float_value(args[0]))};
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items))));
}

Result<Value> integer_ratio(Vm& vm, const Args& args) { return double_integer_ratio(vm, float_value(args[0])); }
Result<Value> hex_method(Vm& vm, const Args& args) { return Value::from_cell(TRY(new_str(vm, double_to_hex(float_value(args[0]))))); }
Result<Value> from_hex(Vm& vm, const Args& args) {
  const Value number = Value::from_any_double(TRY(double_from_hex(vm, args[1])));
  if (args[0] == Value::from_cell(vm.type(TypeId::Float))) return number;
  return vm.call(args[0], {number});
}

Result<Value> get_format(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "__getformat__() argument must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  Str* kind = args[1].as<Str>();
  if (!str_equal(vm, kind, "double") && !str_equal(vm, kind, "float"))
    return vm.raise(TypeId::ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
  return Value::from_cell(intern(vm, "IEEE, little-endian"));
}

/// float(text) of bytes-like objects.
Result<Value> from_bytes_text(Vm& vm, Value object) {
  BufferView bytes;
  TRY(bytes.open(vm, object));
  double number;
  if (parse_double(bytes.view(), &number)) return Value::from_any_double(number);
  if (object.is(kind::Bytes) || object.is(kind::ByteArray)) return raise_invalid_float(vm, object);
  return raise_invalid_float(vm, Value::from_cell(TRY(new_bytes(vm, bytes.view()))));
}

Result<Value> convert(Vm& vm, Value value) {
  if (value.is_double()) return value;
  if (value.is(kind::Str)) return float_from_str(vm, value);
  const Type* type = vm.type_of(value);
  if (type->has(Special::Float) || type->has(Special::Index)) return Value::from_any_double(TRY(to_double(vm, value)));
  if (is_bytes_like(vm, value)) return from_bytes_text(vm, value);
  return vm.raise_error(TypeId::TypeError, "float() argument must be a string or a real number, not '", full_type_name(vm, type), "'");
}

Result<Value> new_method(Vm& vm, const Args& args) {
  Type* type = TRY(check_new_type(vm, args[0], TypeId::Float));
  const Value argument = TRY(bind_new_single(vm, args, type, TypeId::Float));
  const Value number = argument.is_not_found() ? Value::from_double(0.0) : TRY(convert(vm, argument));
  return new_float_of(vm, type, number.as_double());
}

Result<Value> get_self(Vm&, Value self) { return Value::from_any_double(float_value(self)); }
Result<Value> get_zero(Vm&, Value) { return Value::from_double(0.0); }

constexpr NativeMethod kMethods[] = {
    {"__new__", new_method, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", repr_method, "($self, /)"},
    {"__hash__", hash_method, "($self, /)"},
    {"__lt__", less, "($self, value, /)"},
    {"__le__", less_equal, "($self, value, /)"},
    {"__eq__", equal, "($self, value, /)"},
    {"__ne__", not_equal, "($self, value, /)"},
    {"__gt__", greater, "($self, value, /)"},
    {"__ge__", greater_equal, "($self, value, /)"},
    {"__add__", binary<add>, "($self, value, /)"},
    {"__radd__", reflected<add>, "($self, value, /)"},
    {"__sub__", binary<subtract>, "($self, value, /)"},
    {"__rsub__", reflected<subtract>, "($self, value, /)"},
    {"__mul__", binary<multiply_doubles>, "($self, value, /)"},
    {"__rmul__", reflected<multiply_doubles>, "($self, value, /)"},
    {"__mod__", binary<double_mod>, "($self, value, /)"},
    {"__rmod__", reflected<double_mod>, "($self, value, /)"},
    {"__divmod__", binary<divmod_pair>, "($self, value, /)"},
    {"__rdivmod__", reflected<divmod_pair>, "($self, value, /)"},
    {"__pow__", pow_method, "($self, value, mod=None, /)"},
    {"__rpow__", rpow_method, "($self, value, mod=None, /)"},
    {"__neg__", negate, "($self, /)"},
    {"__pos__", itself, "($self, /)"},
    {"__abs__", absolute, "($self, /)"},
    {"__bool__", to_bool, "($self, /)"},
    {"__int__", truncate, "($self, /)"},
    {"__float__", itself, "($self, /)"},
    {"__floordiv__", binary<double_floor_div>, "($self, value, /)"},
    {"__rfloordiv__", reflected<double_floor_div>, "($self, value, /)"},
    {"__truediv__", binary<divide>, "($self, value, /)"},
    {"__rtruediv__", reflected<divide>, "($self, value, /)"},
    {"conjugate", itself, "($self, /)", NativeMethod::Plain, "Returns self: the complex conjugate of a float."},
    {"__trunc__", truncate, "($self, /)", NativeMethod::Plain, "The int nearest to the number between it and 0."},
    {"__floor__", floor_method, "($self, /)", NativeMethod::Plain, "The largest int <= the number."},
    {"__ceil__", ceil_method, "($self, /)", NativeMethod::Plain, "The smallest int >= the number."},
    {"__round__", round_method, "($self, ndigits=None, /)", NativeMethod::Plain, "Rounds half to even; to an int without ndigits."},
    {"as_integer_ratio", integer_ratio, "($self, /)", NativeMethod::Plain, "A pair of ints whose ratio is the number exactly."},
    {"fromhex", from_hex, "($type, string, /)", NativeMethod::Class, "The float written in a hexadecimal text."},
    {"hex", hex_method, "($self, /)", NativeMethod::Plain, "The number in hexadecimal."},
    {"is_integer", is_integer, "($self, /)", NativeMethod::Plain, "Whether the number is whole."},
    {"__getnewargs__", new_args, "($self, /)"},
    {"__getformat__", get_format, "($type, typestr, /)", NativeMethod::Class, "How floats are stored: for tests."},
    {"__format__", format_method, "($self, format_spec, /)", NativeMethod::Plain, "Formats according to format_spec."},
};

constexpr NativeGetSet kGetSets[] = {
    {"real", get_self, nullptr, "the real part of a complex number"},
    {"imag", get_zero, nullptr, "the imaginary part of a complex number"},
};

}  // namespace

void define_float_type(Vm& vm) {
  vm.define_methods(TypeId::Float, kMethods, kGetSets, "Makes a float of a number or a text.");
}

}  // namespace tauraro
