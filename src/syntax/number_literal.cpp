#include "syntax/number_literal.h"

#include <charconv>
#include <cmath>
#include <string>

namespace tauraro {

namespace {

/// Value of "1.5e3", correctly rounded; overflow is infinity.
double to_double(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  // from_chars leaves the value alone: the exponent's sign, or the leading zeros, tell on which side it is out of range.
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) return text[exponent + 1] == '-' ? 0.0 : HUGE_VAL;
  return text.size() > 300 && text.find_first_not_of("0") < text.find('.') ? HUGE_VAL : 0.0;
}

/// The literal without underscores, in lower case; in the arena if it had to be changed.
std::string_view plain(Arena& arena, std::string_view literal) {
  bool is_plain = true;
  for (const char c : literal) is_plain = is_plain && c != '_' && !(c >= 'A' && c <= 'Z');
  if (is_plain) return literal;
  char* out = arena.make_array<char>(literal.size());
  std::size_t size = 0;
  for (const char c : literal) {
    if (c != '_') out[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  return {out, size};
}

int base_of(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') return 10;
  return text[1] == 'x' ? 16 : text[1] == 'o' ? 8 : text[1] == 'b' ? 2 : 10;
}

}  // namespace

ast::Constant* make_number(Arena& arena, std::string_view literal, int max_int_digits, LiteralError& error) {
  auto* node = arena.make<ast::Constant>();
  const std::string_view text = plain(arena, literal);
  const int base = base_of(text);
  if (text.back() == 'j') {
    node->constant_kind = ast::ConstantKind::Imaginary;
    node->float_value = to_double(text.substr(0, text.size() - 1));
    return node;
  }
  if (base != 16 && text.find_first_of(".e") != std::string_view::npos) {
    node->constant_kind = ast::ConstantKind::Float;
    node->float_value = to_double(text);
    return node;
  }
  const std::string_view digits = base == 10 ? text : text.substr(2);
  std::int64_t value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (result.ec == std::errc()) {
    node->constant_kind = ast::ConstantKind::Int;
    node->int_value = value;
    return node;
  }
  if (base == 10 && max_int_digits > 0 && digits.size() > static_cast<std::size_t>(max_int_digits)) {
    error.has_line_only = true;
    error.set("Exceeds the limit (" + std::to_string(max_int_digits) + " digits) for integer string conversion: value has " +
              std::to_string(digits.size()) +
              " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to "
              "avoid decimal conversion limits.");
    return nullptr;
  }
  node->constant_kind = ast::ConstantKind::BigInt;
  node->int_value = 0;
  node->text = text;
  return node;
}

}  // namespace tauraro
