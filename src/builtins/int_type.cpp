// The methods of int.
#include <bit>
#include <cmath>

#include "builtins/number_methods.h"
#include "object/bytes.h"
#include "object/int_limbs.h"
#include "object/number_format.h"
#include "object/number_text.h"
#include "object/operations.h"

namespace tauraro {

namespace {

using BinaryFunction = Result<Value> (*)(Vm&, Value, Value);
using UnaryFunction = Result<Value> (*)(Vm&, Value);

template <BinaryFunction kOperation>
Result<Value> binary(Vm& vm, const Args& args) {
  if (!is_int_like(args[1])) return Value::not_implemented();
  return kOperation(vm, args[0], args[1]);
}
template <BinaryFunction kOperation>
Result<Value> reflected(Vm& vm, const Args& args) {
  if (!is_int_like(args[1])) return Value::not_implemented();
  return kOperation(vm, args[1], args[0]);
}
template <UnaryFunction kOperation>
Result<Value> unary(Vm& vm, const Args& args) {
  return kOperation(vm, args[0]);
}

Result<Value> divmod_pair(Vm& vm, Value left, Value right) {
  Value quotient, remainder;
  TRY(int_divmod(vm, left, right, &quotient, &remainder));
  return new_pair(vm, quotient, remainder);
}

template <class Test>
Result<Value> compare_with(const Args& args, Test test) {
  if (!is_int_like(args[1])) return Value::not_implemented();
  return Value::from_bool(test(int_compare(args[0], args[1])));
}
Result<Value> less(Vm&, const Args& args) { return compare_with(args, [](int order) { return order < 0; }); }
Result<Value> less_equal(Vm&, const Args& args) { return compare_with(args, [](int order) { return order <= 0; }); }
Result<Value> equal(Vm&, const Args& args) { return compare_with(args, [](int order) { return order == 0; }); }
Result<Value> not_equal(Vm&, const Args& args) { return compare_with(args, [](int order) { return order != 0; }); }
Result<Value> greater(Vm&, const Args& args) { return compare_with(args, [](int order) { return order > 0; }); }
Result<Value> greater_equal(Vm&, const Args& args) { return compare_with(args, [](int order) { return order >= 0; }); }

Result<Value> power(Vm& vm, Value base, Value exponent, Value modulus) {
  if (!is_int_like(base) || !is_int_like(exponent)) return Value::not_implemented();
  if (modulus.is_none()) return int_pow(vm, base, exponent);
  if (!is_int_like(modulus)) return Value::not_implemented();
  return int_pow_mod(vm, base, exponent, modulus);
}
Result<Value> pow_method(Vm& vm, const Args& args) { return power(vm, args[0], args[1], args[2]); }
Result<Value> rpow_method(Vm& vm, const Args& args) { return power(vm, args[1], args[0], args[2]); }

Result<Value> itself(Vm& vm, const Args& args) { return plain_int(args[0]); }
Result<Value> to_bool(Vm& vm, const Args& args) { return Value::from_bool(int_compare(args[0], Value::from_int(0)) != 0); }
Result<Value> to_float(Vm& vm, const Args& args) { return Value::from_double(TRY(int_to_double(vm, args[0]))); }
Result<Value> hash_method(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(int_hash(args[0]))); }
Result<Value> repr_method(Vm& vm, const Args& args) { return int_to_str(vm, args[0], 10); }

Result<Value> format_method(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "__format__() argument must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  Str* spec = flatten(vm, args[1].as<Str>());
  if (!spec) return Raised{};
  return format_int(vm, args[0], spec);
}

Result<Value> new_args(Vm& vm, const Args& args) {
  const Value items[] = {plain_int(args[0])};
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items))));
}

/// CPython's size: 24 bytes and four for each 30 bits.
Result<Value> size_of(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(24 + 4 * ((int_bit_length(args[0]) + 29) / 30))); }
Result<Value> bit_length(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(int_bit_length(args[0]))); }
Result<Value> bit_count(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(int_bit_count(args[0]))); }
Result<Value> integer_ratio(Vm& vm, const Args& args) { return new_pair(vm, plain_int(args[0]), Value::from_int(1)); }

/// number rounded to a multiple of `unit`, half to even.
Result<Value> round_to_unit(Vm& vm, Value number, Value unit) {
  Value quotient, remainder;
  TRY(int_divmod(vm, number, unit, &quotient, &remainder));
  const int order = int_compare(TRY(int_lshift(vm, remainder, Value::from_int(1))), unit);
  const bool quotient_odd = IntView(quotient).low() & 1;
  if (order > 0 || (order == 0 && quotient_odd)) quotient = TRY(int_add(vm, quotient, Value::from_int(1)));
  return int_mul(vm, quotient, unit);
}

Result<Value> round_method(Vm& vm, const Args& args) {
  if (!args.has(1)) return plain_int(args[0]);
  const Value digits = TRY(index_of(vm, args[1]));
  if (int_compare(digits, Value::from_int(0)) >= 0) return plain_int(args[0]);
  std::int64_t count;
  // A unit of more than twice the number rounds it to nothing.
  if (!int_to_int64(digits, &count) || static_cast<std::uint64_t>(-count) > int_bit_length(args[0]) + 4) return Value::from_int(0);
  return round_to_unit(vm, args[0], TRY(int_pow(vm, Value::from_int(10), Value::from_int(-count))));
}

// ---- bytes ----

Result<bool> is_little_endian(Vm& vm, Value order) {
  if (!order.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "argument 'byteorder' must be str, not ", full_type_name(vm, vm.type_of(order)));
  if (str_equal(vm, order.as<Str>(), "little")) return true;
  if (str_equal(vm, order.as<Str>(), "big")) return false;
  return vm.raise(TypeId::ValueError, "byteorder must be either 'little' or 'big'");
}

/// Bytes that the magnitude (or the two's complement) of a number takes.
std::uint64_t bytes_needed(Value number, bool is_signed) {
  const IntView view(number);
  std::uint64_t bits = view.bit_length();
  if (is_signed) {
    const bool power_of_two = view.negative && int_bit_count(number) == 1;
    bits += !power_of_two;
  }
  return view.is_zero() ? 0 : (bits + 7) / 8;
}

Result<Value> to_bytes(Vm& vm, const Args& args) {
  const std::int64_t length = args.has(1) ? TRY(index_to_int64(vm, args[1])) : 1;
  const bool little = args.has(2) ? TRY(is_little_endian(vm, args[2])) : false;
  const bool is_signed = args.has(3) ? TRY(truth(vm, args[3])) : false;
  if (length < 0) return vm.raise(TypeId::ValueError, "length argument must be non-negative");
  const IntView view(args[0]);
  if (view.negative && !is_signed) return vm.raise(TypeId::OverflowError, "can't convert negative int to unsigned");
  if (bytes_needed(args[0], is_signed) > static_cast<std::uint64_t>(length)) return vm.raise(TypeId::OverflowError, "int too big to convert");
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, static_cast<std::uint64_t>(length)));
  unsigned carry = 1;  // two's complement: inverted plus one
  for (std::int64_t i = 0; i < length; ++i) {
    const mp_size_t limb = i / 8;
    unsigned byte = limb < view.count ? static_cast<unsigned>(view.limbs()[limb] >> (8 * (i % 8))) & 0xff : 0;
    if (view.negative) {
      byte = (~byte & 0xff) + carry;
      carry = byte >> 8;
    }
    bytes->data[little ? i : length - 1 - i] = static_cast<char>(byte);
  }
  return Value::from_cell(bytes);
}

/// bytes(object) for int.from_bytes: a bytes-like object, or an iterable of ints.
Result<Value> bytes_for_int(Vm& vm, Value object) {
  if (object.is(kind::Bytes)) return object;
  const Type* type = vm.type_of(object);
  if (type->has(Special::Bytes)) {
    const Value bytes = TRY(vm.call_special(object, Special::Bytes));
    if (!bytes.is(kind::Bytes)) return vm.raise_error(TypeId::TypeError, "__bytes__ returned non-bytes (type ", full_type_name(vm, vm.type_of(bytes)), ")");
    return bytes;
  }
  const bool iterable = is_bytes_like(vm, object) || (!object.is(kind::Str) && (type->has(Special::Iter) || type->has(Special::GetItem)));
  if (!iterable) return vm.raise_error(TypeId::TypeError, "cannot convert '", full_type_name(vm, type), "' object to bytes");
  return vm.call(Value::from_cell(vm.type(TypeId::Bytes)), {object});
}

Result<Value> from_bytes(Vm& vm, const Args& args) {
  const Value bytes = TRY(bytes_for_int(vm, args[1]));
  const bool little = args.has(2) ? TRY(is_little_endian(vm, args[2])) : false;
  const bool is_signed = args.has(3) ? TRY(truth(vm, args[3])) : false;
  const Bytes* content = bytes.as<Bytes>();
  const Value number = TRY(int_from_bytes(vm, reinterpret_cast<const std::uint8_t*>(content->data), content->length, little, is_signed));
  if (args[0] == Value::from_cell(vm.type(TypeId::Int))) return number;
  return vm.call(args[0], {number});
}

// ---- construction ----

Result<int> base_of(Vm& vm, Value base) {
  const Value number = TRY(index_of(vm, base));
  std::int64_t small = 1;
  const bool fits = int_to_int64(number, &small);
  if (!fits || (small != 0 && small < 2) || small > 36) return vm.raise(TypeId::ValueError, "int() base must be >= 2 and <= 36, or 0");
  return static_cast<int>(small);
}

Result<Value> int_with_base(Vm& vm, Value text, int base) {
  if (text.is(kind::Str)) return int_from_str(vm, text, base);
  if (!text.is(kind::Bytes) && !text.is(kind::ByteArray)) return vm.raise(TypeId::TypeError, "int() can't convert non-string with explicit base");
  const std::string_view content = text.is(kind::Bytes) ? text.as<Bytes>()->view() : text.as<ByteArray>()->view();
  const Value number = TRY(parse_int(vm, content, base));
  if (number.is_not_found()) return raise_invalid_int(vm, text, base);
  return number;
}

Result<Value> new_method(Vm& vm, const Args& args) {
  Type* type = TRY(check_new_type(vm, args[0], TypeId::Int));
  static constexpr NewParameter kParameters[] = {{"x", true}, {"base", false}};
  Value values[2];
  TRY(bind_new(vm, args, "int", kParameters, values));
  Value number = Value::from_int(0);
  if (!values[1].is_empty()) {
    if (values[0].is_empty()) return vm.raise(TypeId::TypeError, "int() missing string argument");
    const int base = TRY(base_of(vm, values[1]));
    number = TRY(int_with_base(vm, values[0], base));
  } else if (!values[0].is_empty()) {
    number = TRY(to_int(vm, values[0]));
  }
  return new_int_of(vm, type, number);
}

Result<Value> get_self(Vm& vm, Value self) { return plain_int(self); }
Result<Value> get_zero(Vm& vm, Value) { return Value::from_int(0); }
Result<Value> get_one(Vm& vm, Value) { return Value::from_int(1); }

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
    {"__add__", binary<int_add>, "($self, value, /)"},
    {"__radd__", reflected<int_add>, "($self, value, /)"},
    {"__sub__", binary<int_sub>, "($self, value, /)"},
    {"__rsub__", reflected<int_sub>, "($self, value, /)"},
    {"__mul__", binary<int_mul>, "($self, value, /)"},
    {"__rmul__", reflected<int_mul>, "($self, value, /)"},
    {"__mod__", binary<int_mod>, "($self, value, /)"},
    {"__rmod__", reflected<int_mod>, "($self, value, /)"},
    {"__divmod__", binary<divmod_pair>, "($self, value, /)"},
    {"__rdivmod__", reflected<divmod_pair>, "($self, value, /)"},
    {"__pow__", pow_method, "($self, value, mod=None, /)"},
    {"__rpow__", rpow_method, "($self, value, mod=None, /)"},
    {"__neg__", unary<int_negative>, "($self, /)"},
    {"__pos__", itself, "($self, /)"},
    {"__abs__", unary<int_absolute>, "($self, /)"},
    {"__bool__", to_bool, "($self, /)"},
    {"__invert__", unary<int_invert>, "($self, /)"},
    {"__lshift__", binary<int_lshift>, "($self, value, /)"},
    {"__rlshift__", reflected<int_lshift>, "($self, value, /)"},
    {"__rshift__", binary<int_rshift>, "($self, value, /)"},
    {"__rrshift__", reflected<int_rshift>, "($self, value, /)"},
    {"__and__", binary<int_and>, "($self, value, /)"},
    {"__rand__", reflected<int_and>, "($self, value, /)"},
    {"__xor__", binary<int_xor>, "($self, value, /)"},
    {"__rxor__", reflected<int_xor>, "($self, value, /)"},
    {"__or__", binary<int_or>, "($self, value, /)"},
    {"__ror__", reflected<int_or>, "($self, value, /)"},
    {"__int__", itself, "($self, /)"},
    {"__float__", to_float, "($self, /)"},
    {"__floordiv__", binary<int_floor_div>, "($self, value, /)"},
    {"__rfloordiv__", reflected<int_floor_div>, "($self, value, /)"},
    {"__truediv__", binary<int_true_div>, "($self, value, /)"},
    {"__rtruediv__", reflected<int_true_div>, "($self, value, /)"},
    {"__index__", itself, "($self, /)"},
    {"conjugate", itself, "($self, /)", NativeMethod::Plain, "Returns self: the complex conjugate of an int."},
    {"bit_length", bit_length, "($self, /)", NativeMethod::Plain, "Number of bits that represent the number in binary."},
    {"bit_count", bit_count, "($self, /)", NativeMethod::Plain, "Number of ones in the binary representation of the absolute value."},
    {"to_bytes", to_bytes, "($self, /, length=1, byteorder='big', *, signed=False)", NativeMethod::Plain, "An array of bytes that represents the number."},
    {"from_bytes", from_bytes, "($type, /, bytes, byteorder='big', *, signed=False)", NativeMethod::Class, "The number that an array of bytes represents."},
    {"as_integer_ratio", integer_ratio, "($self, /)", NativeMethod::Plain, "The pair (self, 1)."},
    {"__trunc__", itself, "($self, /)", NativeMethod::Plain, "Truncating an int gives the int."},
    {"__floor__", itself, "($self, /)", NativeMethod::Plain, "The floor of an int is the int."},
    {"__ceil__", itself, "($self, /)", NativeMethod::Plain, "The ceiling of an int is the int."},
    {"__round__", round_method, "($self, ndigits=<unrepresentable>, /)", NativeMethod::Plain, "Rounds to a power of ten, half to even."},
    {"__getnewargs__", new_args, "($self, /)"},
    {"__format__", format_method, "($self, format_spec, /)"},
    {"__sizeof__", size_of, "($self, /)", NativeMethod::Plain, "Size in memory, in bytes."},
};

constexpr NativeGetSet kGetSets[] = {
    {"real", get_self, nullptr, "the real part of a complex number"},
    {"imag", get_zero, nullptr, "the imaginary part of a complex number"},
    {"numerator", get_self, nullptr, "the numerator of a rational number in lowest terms"},
    {"denominator", get_one, nullptr, "the denominator of a rational number in lowest terms"},
};

}  // namespace

void define_int_type(Vm& vm) {
  vm.define_methods(TypeId::Int, kMethods, kGetSets, "int([x]) -> integer\nint(x, base=10) -> integer\n\nMakes an int of a number or a text; 0 without arguments.");
}

}  // namespace tauraro
