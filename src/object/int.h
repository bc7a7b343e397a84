#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "object/cell_kinds.h"
#include "object/result.h"

namespace tauraro {

class Vm;

/// An int that does not fit inline but fits 64 bits; also the struct of instances of Python subclasses of int (any value
/// then: a small number in `number`, or `big` set). Bool has no cell.
struct IntCell : Cell {
  std::int64_t number;
  Value big;  ///< only in subclass instances: the plain int when it is not inline (an IntCell of type int, or a BigInt); else empty
};

/// An int of more than 64 bits (one form per number), GMP limbs, least significant first, no leading zero limb.
struct BigInt : Cell {
  std::int32_t sign;         ///< +1 or -1
  std::uint32_t limb_count;
  std::uint64_t limbs[];
};

/// A float that is an instance of a Python subclass of float.
struct FloatObject : Cell {
  double number;
};

struct Complex : Cell {
  double real, imaginary;
};

/// Inline, or a cell when it needs more than 48 bits. Raises MemoryError only.
Result<Value> new_int_slow(Vm& vm, std::int64_t number);
inline Result<Value> new_int(Vm& vm, std::int64_t number) {
  return Value::fits_int(number) ? Result<Value>(Value::from_int(number)) : new_int_slow(vm, number);
}
Result<Value> new_int_unsigned(Vm& vm, std::uint64_t number);
Result<Value> new_int_from_double(Vm& vm, double number);  ///< truncates; OverflowError/ValueError for inf and nan
Result<Value> new_complex(Vm& vm, double real, double imaginary);

/// Exact int, subclass of int, or bool.
bool is_int_like(Value value);
/// The plain int (inline, IntCell of type int, or BigInt) of any int-like value.
Value plain_int(Value value);
/// Whether the plain int fits 64 bits; stores it.
bool int_to_int64(Value value, std::int64_t* number);
/// Converts an int-like to a double, correctly rounded; OverflowError "int too large to convert to float".
Result<double> int_to_double(Vm& vm, Value value);
/// As index_to_int64; the message says "cannot fit 'int' into an index-sized integer" (repetition of sequences).
Result<std::int64_t> index_to_size(Vm& vm, Value value);
/// Any object with __index__; OverflowError when it does not fit (message as CPython: "Python int too large to convert to C ssize_t").
Result<std::int64_t> index_to_int64(Vm& vm, Value value);
/// As above but clamps to the int64 range (for slices, str.find bounds...).
Result<std::int64_t> index_clamped(Vm& vm, Value value);
/// __index__ of any object, as a plain int; TypeError "'X' object cannot be interpreted as an integer".
Result<Value> index_of(Vm& vm, Value value);

/// Arithmetic on plain ints of any size. Operands are int-like.
Result<Value> int_add(Vm& vm, Value left, Value right);
Result<Value> int_sub(Vm& vm, Value left, Value right);
Result<Value> int_mul(Vm& vm, Value left, Value right);
Result<Value> int_floor_div(Vm& vm, Value left, Value right);
Result<Value> int_mod(Vm& vm, Value left, Value right);
Result<Value> int_true_div(Vm& vm, Value left, Value right);
Result<Value> int_pow(Vm& vm, Value base, Value exponent);  ///< float result for negative exponents
Result<Value> int_pow_mod(Vm& vm, Value base, Value exponent, Value modulus);
Result<Value> int_lshift(Vm& vm, Value left, Value right);
Result<Value> int_rshift(Vm& vm, Value left, Value right);
Result<Value> int_and(Vm& vm, Value left, Value right);
Result<Value> int_or(Vm& vm, Value left, Value right);
Result<Value> int_xor(Vm& vm, Value left, Value right);
Result<Value> int_negative(Vm& vm, Value operand);
Result<Value> int_invert(Vm& vm, Value operand);
Result<Value> int_absolute(Vm& vm, Value operand);
/// divmod(left, right)
Result<void> int_divmod(Vm& vm, Value left, Value right, Value* quotient, Value* remainder);
std::uint64_t int_bit_length(Value value);
std::uint64_t int_bit_count(Value value);  ///< ones in the magnitude
Result<Value> int_gcd(Vm& vm, Value left, Value right);
Result<Value> int_isqrt(Vm& vm, Value value);  ///< \pre value >= 0
int int_compare(Value left, Value right);  ///< -1, 0, 1
int int_compare_double(Value left, double right);  ///< exact; right not NaN
std::uint64_t int_hash(Value value);
std::uint64_t double_hash(double number, Value self);  ///< self: hashed by identity when nan
/// Digits in base 2..36, with sign, no prefix. ValueError beyond sys.set_int_max_str_digits (base 10).
Result<Value> int_to_str(Vm& vm, Value value, int base = 10);
/// int(text, base): underscores, prefixes, white space as int() does. ValueError "invalid literal for int() with base 10: '...'".
Result<Value> int_from_str(Vm& vm, Value text, int base);
/// From hexadecimal digits without sign or prefix (constants).
Result<Value> int_from_hex(Vm& vm, std::string_view digits);
Result<Value> int_from_bytes(Vm& vm, const std::uint8_t* bytes, std::size_t length, bool little_endian, bool is_signed);
std::string double_repr(double number);
Result<Value> float_from_str(Vm& vm, Value text);
Result<Value> double_mod(Vm& vm, double left, double right);
Result<Value> double_floor_div(Vm& vm, double left, double right);
Result<Value> double_pow(Vm& vm, double base, double exponent);

}  // namespace tauraro
