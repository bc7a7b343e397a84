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

/// int.__format__, float.__format__, complex.__format__. `value` is what was formatted (it names its type in messages).
Result<Value> format_int(Vm& vm, Value value, Str* spec);
Result<Value> format_double(Vm& vm, Value value, double number, Str* spec);
Result<Value> format_complex(Vm& vm, Value value, double real, double imaginary, Str* spec);

}  // namespace tauraro
