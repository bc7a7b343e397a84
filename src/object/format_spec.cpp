#include "object/format_spec.h"

#include <string>

#include "base/unicode_data.h"
#include "object/number_format.h"
#include "object/operations.h"
#include "object/runtime.h"
#include "object/str_chars.h"

namespace tauraro {

namespace {

bool is_align(char32_t character) { return character == '<' || character == '>' || character == '=' || character == '^'; }

/// A cursor over the specification.
class SpecReader {
 public:
  SpecReader(Vm& vm, StrView text) : vm_(vm), text_(text) {}
  bool at_end() const { return place_ >= text_.length; }
  std::uint32_t left() const { return text_.length - place_; }
  char32_t peek(std::uint32_t ahead = 0) const { return place_ + ahead < text_.length ? text_[place_ + ahead] : 0; }
  char32_t take() { return text_[place_++]; }
  bool take_if(char32_t character) {
    if (at_end() || peek() != character) return false;
    ++place_;
    return true;
  }
  /// A decimal number, or -1 when there is no digit.
  Result<std::int64_t> number() {
    std::int64_t value = -1;
    while (!at_end()) {
      const char32_t character = peek();
      const int digit = character < 128 ? (character >= '0' && character <= '9' ? static_cast<int>(character - '0') : -1) : unicode::decimal_value(character);
      if (digit < 0) break;
      if (value > (INT64_MAX - digit) / 10) return vm_.raise(TypeId::ValueError, "Too many decimal digits in format string");
      value = (value < 0 ? 0 : value) * 10 + digit;
      ++place_;
    }
    return value;
  }

 private:
  Vm& vm_;
  StrView text_;
  std::uint32_t place_ = 0;
};

std::string code_text(char32_t code) {
  if (code > 32 && code < 128) return std::string(1, static_cast<char>(code));
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "\\x%x", static_cast<unsigned>(code));
  return buffer;
}

Raised raise_grouping(Vm& vm, char32_t grouping, char32_t code) {
  return vm.raise_error(TypeId::ValueError, "Cannot specify '", code_text(grouping), "' with '", code_text(code), "'.");
}

Result<void> parse_grouping(Vm& vm, SpecReader& in, FormatSpec* spec) {
  if (in.take_if(',')) spec->grouping = ',';
  if (in.take_if('_')) {
    if (spec->grouping) return vm.raise(TypeId::ValueError, "Cannot specify both ',' and '_'.");
    spec->grouping = '_';
  }
  if (in.peek() == ',' && spec->grouping == '_') return vm.raise(TypeId::ValueError, "Cannot specify both ',' and '_'.");
  return {};
}

Result<void> check_grouping(Vm& vm, const FormatSpec& spec) {
  switch (spec.type) {
    case 0: case 'd': case 'e': case 'f': case 'g': case 'E': case 'G': case '%': case 'F': return {};
    case 'b': case 'o': case 'x': case 'X':
      if (spec.grouping == '_') return {};
      [[fallthrough]];
    default: return raise_grouping(vm, spec.grouping, spec.type);
  }
}

struct Padding {
  std::int64_t left = 0, right = 0;
};
Padding padding_for(char32_t align, std::int64_t width, std::int64_t length) {
  const std::int64_t total = width > length ? width - length : 0;
  switch (align) {
    case '>': case '=': return {total, 0};
    case '^': return {total / 2, total - total / 2};
    default: return {0, total};
  }
}

/// Digits with a separator every `size`, zeros in front up to `min_width` characters in all.
std::string group_digits(std::string_view digits, std::int64_t min_width, int size, char separator) {
  std::string reversed;
  auto left = static_cast<std::int64_t>(digits.size());
  do {
    if (!reversed.empty()) {
      reversed += separator;
      --min_width;
    }
    const std::int64_t length = std::min<std::int64_t>(size, std::max<std::int64_t>({left, min_width, 1}));
    for (std::int64_t i = 0; i < length; ++i) reversed += left > 0 ? digits[static_cast<std::size_t>(--left)] : '0';
    min_width -= length;
  } while (left > 0 || min_width > 0);
  return std::string(reversed.rbegin(), reversed.rend());
}

Result<void> check_str_spec(Vm& vm, const FormatSpec& spec) {
  if (spec.sign) {
    return vm.raise(TypeId::ValueError, spec.sign == ' ' ? "Space not allowed in string format specifier" : "Sign not allowed in string format specifier");
  }
  if (spec.no_negative_zero) return vm.raise(TypeId::ValueError, "Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) return vm.raise(TypeId::ValueError, "Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return vm.raise(TypeId::ValueError, "'=' alignment not allowed in string format specifier");
  return {};
}

}  // namespace

Raised raise_unknown_format_code(Vm& vm, Value value, char32_t code) {
  return vm.raise_error(TypeId::ValueError, "Unknown format code '", code_text(code), "' for object of type '", full_type_name(vm, vm.type_of(value)), "'");
}

Result<void> parse_format_spec(Vm& vm, Value value, StrView text, FormatSpec* spec, char32_t default_type, char32_t default_align) {
  spec->align = default_align;
  spec->type = default_type;
  SpecReader in(vm, text);
  if (in.left() >= 2 && is_align(in.peek(1))) {
    spec->fill = in.take();
    spec->has_fill = true;
    spec->align = in.take();
    spec->has_align = true;
  } else if (is_align(in.peek())) {
    spec->align = in.take();
    spec->has_align = true;
  }
  if (in.peek() == '+' || in.peek() == '-' || in.peek() == ' ') spec->sign = in.take();
  spec->no_negative_zero = in.take_if('z');
  spec->alternate = in.take_if('#');
  if (!spec->has_fill && in.take_if('0')) {
    spec->fill = '0';
    spec->has_fill = true;
    if (!spec->has_align && default_align == '>') spec->align = '=';
  }
  spec->width = TRY(in.number());
  TRY(parse_grouping(vm, in, spec));
  if (in.take_if('.')) {
    spec->precision = TRY(in.number());
    if (spec->precision < 0) return vm.raise(TypeId::ValueError, "Format specifier missing precision");
  }
  if (in.left() > 1)
    return vm.raise_error(TypeId::ValueError, "Invalid format specifier '", to_utf8(vm, TRY(new_str_view(vm, text))), "' for object of type '", full_type_name(vm, vm.type_of(value)), "'");
  if (in.left() == 1) spec->type = in.take();
  return spec->grouping ? check_grouping(vm, *spec) : Result<void>();
}

void append_number(StrBuilder& out, const FormatSpec& spec, const NumberPieces& number) {
  const char32_t sign = number.negative ? '-' : spec.sign == '+' ? '+' : spec.sign == ' ' ? ' ' : 0;
  const std::int64_t around = static_cast<std::int64_t>(number.prefix.size() + number.rest.size()) + (sign ? 1 : 0);
  const bool zero_fill = spec.fill == '0' && spec.align == '=';
  std::string grouped;
  std::string_view digits = number.digits;
  if (!digits.empty() && (spec.grouping || zero_fill)) {
    const std::int64_t min_width = zero_fill ? spec.width - around : 0;
    const bool by_four = spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X';
    if (spec.grouping) {
      grouped = group_digits(digits, min_width, by_four ? 4 : 3, static_cast<char>(spec.grouping));
    } else if (min_width > static_cast<std::int64_t>(digits.size())) {
      grouped.assign(static_cast<std::size_t>(min_width) - digits.size(), '0');
      grouped += digits;
    }
    if (!grouped.empty()) digits = grouped;
  }
  const Padding padding = padding_for(spec.align, spec.width, around + static_cast<std::int64_t>(digits.size()));
  const auto left = static_cast<std::size_t>(padding.left);
  if (spec.align != '=') out.append_repeated(spec.fill, left);
  if (sign) out.append(sign);
  out.append(number.prefix);
  if (spec.align == '=') out.append_repeated(spec.fill, left);
  out.append(digits);
  out.append(number.rest);
  out.append_repeated(spec.fill, static_cast<std::size_t>(padding.right));
}

void append_padded(StrBuilder& out, const FormatSpec& spec, StrView text) {
  const Padding padding = padding_for(spec.align, spec.width, text.length);
  out.append_repeated(spec.fill, static_cast<std::size_t>(padding.left));
  out.append(text);
  out.append_repeated(spec.fill, static_cast<std::size_t>(padding.right));
}

namespace {

/// What format(text, spec) pads to the width of the specification.
Result<void> read_str_spec(Vm& vm, Str* text, StrView spec_text, FormatSpec* spec, StrView* characters) {
  TRY(parse_format_spec(vm, Value::from_cell(text), spec_text, spec, 's', '<'));
  if (spec->type != 's') return raise_unknown_format_code(vm, Value::from_cell(text), spec->type);
  TRY(check_str_spec(vm, *spec));
  if (spec->width > static_cast<std::int64_t>(kMaxStrLength)) return vm.raise(TypeId::MemoryError, "");
  *characters = view(vm, text);
  if (spec->precision >= 0 && spec->precision < characters->length) characters->length = static_cast<std::uint32_t>(spec->precision);
  return {};
}

}  // namespace

Result<void> append_text_of(Vm& vm, StrBuilder& out, Value value) {
  if (value.is_int()) {
    append_decimal(out, value.as_int());
    return {};
  }
  if (value.is_double()) {
    char text[kDoubleBytes];
    out.append(StrView{text, static_cast<std::uint32_t>(write_double(text, value.as_double()) - text), 1});
    return {};
  }
  out.append(TRY(to_str(vm, value)).as<Str>());
  return {};
}

Result<void> append_formatted(Vm& vm, StrBuilder& out, Value value, StrView spec) {
  if (spec.length == 0 && (value.is_int() || value.is_double() || vm.is_exact(value, TypeId::Str))) return append_text_of(vm, out, value);
  if (value.is_int()) return append_int_format(vm, out, value, spec);
  if (value.is_double()) return append_double_format(vm, out, value, value.as_double(), spec);
  if (vm.is_exact(value, TypeId::Str)) {
    FormatSpec parsed;
    StrView characters;
    TRY(read_str_spec(vm, value.as<Str>(), spec, &parsed, &characters));
    append_padded(out, parsed, characters);
    return {};
  }
  const Value text = spec.length == 0 ? vm.empty_str : Value::from_cell(TRY(new_str_view(vm, spec)));
  out.append(TRY(format(vm, value, text)).as<Str>());
  return {};
}

Result<Value> format_str(Vm& vm, Str* text, Str* spec_text) {
  if (spec_text->length == 0) return Value::from_cell(TRY(exact_str(vm, text)));
  FormatSpec spec;
  StrView characters;
  TRY(read_str_spec(vm, text, view(vm, spec_text), &spec, &characters));
  if (spec.width <= characters.length) return str_slice(vm, text, 0, characters.length);
  StrBuilder out(vm);
  append_padded(out, spec, characters);
  return out.finish();
}

}  // namespace tauraro
