#include "object/number_format.h"

#include <bit>
#include <charconv>
#include <climits>
#include <cmath>

#include "object/operations.h"
#include "object/number_text.h"
#include "object/str_chars.h"

namespace tauraro {

namespace {

/// Digits and decimal exponent of a finite magnitude: d.ddd * 10^exponent.
struct Decimal {
  std::string digits;
  int exponent = 0;
};

Decimal split_scientific(const char* begin, const char* end) {
  Decimal decimal;
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  const std::size_t exponent_at = text.find('e');
  decimal.digits = text[0];
  if (exponent_at > 2) decimal.digits += text.substr(2, exponent_at - 2);
  std::from_chars(begin + exponent_at + (text[exponent_at + 1] == '+' ? 2 : 1), end, decimal.exponent);
  return decimal;
}

/// Rounded to precision + 1 digits; shortest when precision < 0.
Decimal to_decimal(double magnitude, int precision) {
  if (precision < 0) {
    char buffer[40];
    const std::to_chars_result end = std::to_chars(buffer, buffer + sizeof buffer, magnitude, std::chars_format::scientific);
    return split_scientific(buffer, end.ptr);
  }
  // No double has more than 767 significant digits: the others are zeros.
  const int computed = std::min(precision, 800);
  char buffer[840];
  const std::to_chars_result end = std::to_chars(buffer, buffer + sizeof buffer, magnitude, std::chars_format::scientific, computed);
  Decimal decimal = split_scientific(buffer, end.ptr);
  decimal.digits.append(static_cast<std::size_t>(precision - computed), '0');
  return decimal;
}

std::string exponent_text(int exponent) {
  const int magnitude = exponent < 0 ? -exponent : exponent;
  return concat(exponent < 0 ? "e-" : "e+", magnitude < 10 ? "0" : "", magnitude);
}

std::string fixed_text(double magnitude, int precision) {
  char small[kFixedBytes];
  if (const char* end = write_fixed(small, magnitude, precision)) return std::string(small, static_cast<std::size_t>(end - small));
  const int computed = std::min(precision, 1100);
  std::string text(static_cast<std::size_t>(computed) + 330, '\0');
  const std::to_chars_result end = std::to_chars(text.data(), text.data() + text.size(), magnitude, std::chars_format::fixed, computed);
  text.resize(static_cast<std::size_t>(end.ptr - text.data()));
  return text.append(static_cast<std::size_t>(precision - computed), '0');
}

std::string scientific_text(const Decimal& decimal, bool keep_point) {
  std::string text(1, decimal.digits[0]);
  if (decimal.digits.size() > 1 || keep_point) text += '.';
  return text.append(decimal.digits, 1) + exponent_text(decimal.exponent);
}

/// The digits with a point, without exponent.
std::string positional_text(const Decimal& decimal, const DoubleFormat& format) {
  const int count = static_cast<int>(decimal.digits.size()), before = decimal.exponent + 1;
  if (before <= 0) return std::string("0.").append(static_cast<std::size_t>(-before), '0') + decimal.digits;
  std::string text = decimal.digits.substr(0, static_cast<std::size_t>(std::min(before, count)));
  if (count < before) text.append(static_cast<std::size_t>(before - count), '0');
  if (count > before) return text + "." + decimal.digits.substr(static_cast<std::size_t>(before));
  if (format.alternate) text += '.';
  if (format.add_dot_zero) text += format.alternate ? "0" : ".0";
  return text;
}

std::string general_text(double magnitude, const DoubleFormat& format) {
  const bool shortest = format.code == 'r';
  const int precision = format.precision == 0 ? 1 : format.precision;
  Decimal decimal = to_decimal(magnitude, shortest ? -1 : precision - 1);
  if (!shortest && !format.alternate)
    while (decimal.digits.size() > 1 && decimal.digits.back() == '0') decimal.digits.pop_back();
  const int limit = shortest ? 16 : precision - (format.add_dot_zero ? 1 : 0);
  if (decimal.exponent < -4 || decimal.exponent >= limit) return scientific_text(decimal, format.alternate);
  return positional_text(decimal, format);
}

std::string finite_text(double magnitude, const DoubleFormat& format) {
  switch (format.code) {
    case 'e': return scientific_text(to_decimal(magnitude, format.precision), format.alternate);
    case 'f': {
      std::string text = fixed_text(magnitude, format.precision);
      if (format.alternate && format.precision == 0) text += '.';
      return text;
    }
    default: return general_text(magnitude, format);
  }
}

NumberPieces pieces_of(std::string_view text) {
  NumberPieces pieces;
  if (!text.empty() && text[0] == '-') {
    pieces.negative = true;
    text.remove_prefix(1);
  }
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  pieces.digits = text.substr(0, digits);
  pieces.rest = text.substr(digits);
  return pieces;
}

/// The DoubleFormat that a specification asks for; 'r' and '%' become what they stand for.
Result<DoubleFormat> double_format_of(Vm& vm, const FormatSpec& spec) {
  DoubleFormat format;
  if (spec.precision > INT_MAX) return vm.raise(TypeId::ValueError, "precision too big");
  format.alternate = spec.alternate;
  format.precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
  switch (spec.type) {
    case 0:
      format.code = spec.precision < 0 ? 'r' : 'g';
      break;
    case 'n': format.code = 'g'; break;
    case '%': format.code = 'f'; break;
    default: format.code = static_cast<char>(spec.type); break;
  }
  return format;
}

bool is_zero_text(std::string_view text) { return text.find_first_of("123456789in") == std::string_view::npos || text.find_first_of("123456789in") > text.find('e'); }

/// Removes the sign of a text that is a negative zero after rounding.
void coerce_negative_zero(std::string* text) {
  if (!text->empty() && (*text)[0] == '-' && is_zero_text(*text)) text->erase(0, 1);
}

/// Appends sign, padding and the parts of a number.
Result<void> append_pieces(Vm& vm, StrBuilder& out, const FormatSpec& spec, const NumberPieces& pieces) {
  if (spec.width > static_cast<std::int64_t>(kMaxStrLength)) return vm.raise(TypeId::MemoryError, "");
  append_number(out, spec, pieces);
  return {};
}

Result<void> append_double_spec(Vm& vm, StrBuilder& out, double number, const FormatSpec& spec) {
  DoubleFormat format = TRY(double_format_of(vm, spec));
  if (spec.type == 0) format.add_dot_zero = true;
  std::string text = double_to_text(spec.type == '%' ? number * 100 : number, format);
  if (spec.no_negative_zero) coerce_negative_zero(&text);
  if (spec.type == '%') text += '%';
  return append_pieces(vm, out, spec, pieces_of(text));
}

bool is_float_code(char32_t code) {
  switch (code) {
    case 0: case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'n': case '%': return true;
    default: return false;
  }
}

Result<void> append_character(Vm& vm, StrBuilder& out, Value value, const FormatSpec& spec) {
  if (spec.sign) return vm.raise(TypeId::ValueError, "Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) return vm.raise(TypeId::ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
  std::int64_t code;
  if (!int_to_int64(value, &code)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C long");
  if (code < 0 || code > 0x10ffff) return vm.raise(TypeId::OverflowError, "%c arg not in range(0x110000)");
  if (spec.width > static_cast<std::int64_t>(kMaxStrLength)) return vm.out_of_memory();
  Str* character = char_str(vm, static_cast<char32_t>(code));
  if (!character) return Raised{};
  append_padded(out, spec, view(vm, character));
  return {};
}

Result<void> append_int_spec(Vm& vm, StrBuilder& out, Value value, const FormatSpec& spec) {
  if (spec.precision >= 0) return vm.raise(TypeId::ValueError, "Precision not allowed in integer format specifier");
  if (spec.no_negative_zero) return vm.raise(TypeId::ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
  if (spec.type == 'c') return append_character(vm, out, value, spec);
  const bool upper = spec.type == 'X';
  const char32_t type = upper ? U'x' : spec.type;
  const int base = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' ? 16 : 10;
  char small[72];
  std::string large;
  std::span<char> text;
  if (value.is_int()) {
    text = {small, std::to_chars(small, small + sizeof small, value.as_int(), base).ptr};
  } else {
    large = to_utf8(vm, TRY(int_to_str(vm, value, base)).as<Str>());
    text = large;
  }
  if (upper)
    for (char& c : text)
      if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  NumberPieces pieces;
  pieces.negative = text[0] == '-';
  pieces.digits = std::string_view(text.data(), text.size()).substr(pieces.negative);
  if (spec.alternate && base != 10) pieces.prefix = base == 2 ? "0b" : base == 8 ? "0o" : upper ? "0X" : "0x";
  return append_pieces(vm, out, spec, pieces);
}

/// One part of a complex number, with sign when `sign` asks for it.
Result<void> append_part(Vm& vm, StrBuilder& out, double number, const FormatSpec& spec, const DoubleFormat& format, char32_t sign) {
  std::string text = double_to_text(number, format);
  if (spec.no_negative_zero) coerce_negative_zero(&text);
  FormatSpec part;
  part.type = spec.type;
  part.grouping = spec.grouping;
  part.sign = sign;
  part.align = '>';
  append_number(out, part, pieces_of(text));
  return {};
}

}  // namespace

std::string double_to_text(double number, const DoubleFormat& format) {
  DoubleFormat lower = format;
  const bool upper = format.code >= 'A' && format.code <= 'Z';
  if (upper) lower.code = static_cast<char>(format.code - 'A' + 'a');
  std::string text;
  if (std::isnan(number))
    text = "nan";
  else if (std::isinf(number))
    text = number < 0 ? "-inf" : "inf";
  else
    text = (std::signbit(number) ? "-" : "") + finite_text(std::fabs(number), lower);
  if (upper)
    for (char& c : text)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

char* write_fixed(char* out, double magnitude, int precision) {
  constexpr int kMantissaBits = 53, kMaxPrecision = 19;  // a mantissa times 10^19 has fewer than 128 bits
  const auto bits = std::bit_cast<std::uint64_t>(magnitude);
  const int biased = static_cast<int>(bits >> 52);
  if (precision > kMaxPrecision || biased >= 1023 + 63) return nullptr;
  const std::uint64_t mantissa = (bits & ((std::uint64_t{1} << 52) - 1)) | (biased ? std::uint64_t{1} << 52 : 0);
  const int shift = 1023 + kMantissaBits - 1 - (biased ? biased : 1);  // magnitude = mantissa / 2^shift
  const std::uint64_t scale = power_of_ten(precision);
  std::uint64_t whole = 0, fraction = 0;  // the fraction in units of 1 / scale
  if (shift <= 0) {
    whole = mantissa << -shift;
  } else if (shift < 128) {
    if (shift < 64) whole = mantissa >> shift;
    const unsigned __int128 rest = shift < 64 ? mantissa & ((std::uint64_t{1} << shift) - 1) : mantissa;
    const unsigned __int128 scaled = rest * scale;
    const unsigned __int128 half = static_cast<unsigned __int128>(1) << (shift - 1);
    const unsigned __int128 below = scaled & (half + half - 1);
    fraction = static_cast<std::uint64_t>(scaled >> shift);
    if (below > half || (below == half && ((precision ? fraction : whole) & 1))) ++fraction;
    if (fraction >= scale) {
      fraction -= scale;
      ++whole;
    }
  }
  out = std::to_chars(out, out + 24, whole).ptr;
  if (precision == 0) return out;
  *out++ = '.';
  for (int i = precision - 1; i >= 0; --i, fraction /= 10) out[i] = static_cast<char>('0' + fraction % 10);
  return out + precision;
}

void append_decimal(StrBuilder& out, std::int64_t number) {
  char text[24];
  const char* end = std::to_chars(text, text + sizeof text, number).ptr;
  out.append(StrView{text, static_cast<std::uint32_t>(end - text), 1});
}

Result<void> append_int_format(Vm& vm, StrBuilder& out, Value value, StrView spec_text) {
  FormatSpec spec;
  TRY(parse_format_spec(vm, value, spec_text, &spec, 'd', '>'));
  switch (spec.type) {
    case 'b': case 'c': case 'd': case 'o': case 'x': case 'X': case 'n': return append_int_spec(vm, out, value, spec);
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case '%': return append_double_spec(vm, out, TRY(int_to_double(vm, value)), spec);
    default: return raise_unknown_format_code(vm, value, spec.type);
  }
}

Result<Value> format_int(Vm& vm, Value value, Str* spec) {
  if (spec->length == 0) return to_str(vm, value);
  StrBuilder out(vm);
  TRY(append_int_format(vm, out, value, view(vm, spec)));
  return out.finish();
}

Result<void> append_double_format(Vm& vm, StrBuilder& out, Value value, double number, StrView spec_text) {
  FormatSpec spec;
  TRY(parse_format_spec(vm, value, spec_text, &spec, 0, '>'));
  if (!is_float_code(spec.type)) return raise_unknown_format_code(vm, value, spec.type);
  return append_double_spec(vm, out, number, spec);
}

Result<Value> format_double(Vm& vm, Value value, double number, Str* spec) {
  if (spec->length == 0) return to_str(vm, value);
  StrBuilder out(vm);
  TRY(append_double_format(vm, out, value, number, view(vm, spec)));
  return out.finish();
}

Result<Value> format_complex(Vm& vm, Value value, double real, double imaginary, Str* spec_text) {
  if (spec_text->length == 0) return to_str(vm, value);
  FormatSpec spec;
  TRY(parse_format_spec(vm, value, view(vm, spec_text), &spec, 0, '>'));
  if (!is_float_code(spec.type) || spec.type == '%') return raise_unknown_format_code(vm, value, spec.type);
  if (spec.fill == '0') return vm.raise(TypeId::ValueError, "Zero padding is not allowed in complex format specifier");
  if (spec.align == '=') return vm.raise(TypeId::ValueError, "'=' alignment flag is not allowed in complex format specifier");
  const DoubleFormat format = TRY(double_format_of(vm, spec));
  const bool plain = spec.type == 0;
  const bool skip_real = plain && real == 0 && !std::signbit(real);
  StrBuilder number(vm);
  if (plain && !skip_real) number.append("(");
  if (!skip_real) TRY(append_part(vm, number, real, spec, format, spec.sign));
  TRY(append_part(vm, number, imaginary, spec, format, skip_real ? spec.sign : U'+'));
  number.append(plain && !skip_real ? "j)" : "j");
  const Value text = TRY(number.finish());
  if (spec.width > static_cast<std::int64_t>(kMaxStrLength)) return vm.out_of_memory();
  StrBuilder out(vm);
  append_padded(out, spec, view(vm, text.as<Str>()));
  return out.finish();
}

}  // namespace tauraro
