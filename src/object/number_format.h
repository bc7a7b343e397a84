#pragma once
#include <string>

#include "object/format_spec.h"
#include "object/int.h"

namespace tauraro {

/// How double_to_text writes: e, f, g (and E, F, G in upper case), r for repr's shortest digits.
struct DoubleFormat {
  char code = 'r';
  int precision = 0;          ///< of e, f, g
  bool alternate = false;     ///< '#': always a point, no stripped zeros
  bool add_dot_zero = false;  ///< ".0" when there would be neither point nor exponent
};
/// The text of a float as C's printf and repr() lay it out, with sign; any precision, correctly rounded.
std::string double_to_text(double number, const DoubleFormat& format);

/// Room that write_double may need.
inline constexpr std::size_t kDoubleBytes = 32;
/// Writes repr(number); returns the end.
char* write_double(char* out, double number);
/// repr(number), a Str.
Result<Value> double_to_str(Vm& vm, double number);
/// Room that write_fixed may need.
inline constexpr std::size_t kFixedBytes = 64;
/// Writes a magnitude with so many places after the point, rounded half to even from its exact value; returns the end. Null
/// when the number or the precision is too large for it.
char* write_fixed(char* out, double magnitude, int precision);
/// Appends an int in base 10.
void append_decimal(StrBuilder& out, std::int64_t number);
/// Appends format(value, spec) of an int or a float. \pre spec is not empty
Result<void> append_int_format(Vm& vm, StrBuilder& out, Value value, StrView spec);
Result<void> append_double_format(Vm& vm, StrBuilder& out, Value value, double number, StrView spec);

/// int.__format__, float.__format__, complex.__format__. `value` is what was formatted (it names its type in messages).
Result<Value> format_int(Vm& vm, Value value, Str* spec);
Result<Value> format_double(Vm& vm, Value value, double number, Str* spec);
Result<Value> format_complex(Vm& vm, Value value, double real, double imaginary, Str* spec);

}  // namespace tauraro
