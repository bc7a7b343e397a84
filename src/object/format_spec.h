#pragma once
#include <cstdint>
#include <string_view>

#include "object/str.h"

namespace tauraro {

/// A parsed format specification: [[fill]align][sign][z][#][0][width][grouping][.precision][type]
struct FormatSpec {
  char32_t fill = ' ';
  char32_t align = 0;          ///< '<' '>' '=' '^'; the default one of the type when not written
  char32_t sign = 0;           ///< '+' '-' ' ', or 0
  char32_t grouping = 0;       ///< ',' or '_', or 0
  char32_t type = 0;           ///< as written, or the default type (0 when that is none)
  std::int64_t width = -1;     ///< -1: not given
  std::int64_t precision = -1;
  bool has_fill = false;       ///< written (a leading 0 counts)
  bool has_align = false;
  bool alternate = false;      ///< '#'
  bool no_negative_zero = false;  ///< 'z'
};

/// \param value only names its type in messages
Result<void> parse_format_spec(Vm& vm, Value value, StrView text, FormatSpec* spec, char32_t default_type, char32_t default_align);

/// ValueError "Unknown format code 'x' for object of type 'int'"
Raised raise_unknown_format_code(Vm& vm, Value value, char32_t code);

/// The text of a number, ASCII, in the parts that padding and grouping tell apart.
struct NumberPieces {
  bool negative = false;
  std::string_view prefix;     ///< "0x"
  std::string_view digits;     ///< before the point; grouped. Empty for inf and nan
  std::string_view rest;       ///< from the point on: ".5e+10", "%", "inf"
};
/// Appends sign, prefix, grouped digits, padding as the specification has them. With type 'n', `digits` are not grouped
/// (the C locale).
void append_number(StrBuilder& out, const FormatSpec& spec, const NumberPieces& number);

/// Appends the text with fill characters up to the width.
void append_padded(StrBuilder& out, const FormatSpec& spec, StrView text);

/// format(str, spec), str.__format__
Result<Value> format_str(Vm& vm, Str* text, Str* spec);

/// Appends str(value), that of numbers without a Str in between.
Result<void> append_text_of(Vm& vm, StrBuilder& out, Value value);
/// Appends repr(value), that of numbers and most strs without a Str in between.
Result<void> append_repr_of(Vm& vm, StrBuilder& out, Value value);
/// Appends format(value, spec), that of exact strs and numbers without a Str in between. The characters of `spec` are
/// kept alive by the caller.
Result<void> append_formatted(Vm& vm, StrBuilder& out, Value value, StrView spec);

}  // namespace tauraro
