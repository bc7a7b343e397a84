#include <charconv>
#include <cmath>

#include "bytecode/constant_text.h"

namespace tauraro {

namespace {

/// repr(float): the shortest digits that give the number back.
std::string repr_of_double(double number) {
  if (std::isnan(number)) return "nan";
  if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
  char buffer[40];
  const double size = std::fabs(number);
  const bool plain = size == 0 || (size >= 1e-4 && size < 1e16);
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, format).ptr;
  std::string text(buffer, end);
  if (plain && text.find('.') == text.npos) text += ".0";
  return text;
}

std::string repr_of_imaginary(double number) {
  std::string text = repr_of_double(number);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text + "j";
}

std::string decimal_of(std::string digits) {
  // Repeated division of the hexadecimal digits by ten.
  std::string reversed;
  while (!digits.empty()) {
    unsigned rest = 0;
    std::string quotient;
    for (const char digit : digits) {
      const unsigned value = rest * 16 + static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
      rest = value % 10;
      if (!quotient.empty() || value >= 10) quotient.push_back("0123456789abcdef"[value / 10]);
    }
    reversed.push_back(static_cast<char>('0' + rest));
    digits = std::move(quotient);
  }
  return {reversed.rbegin(), reversed.rend()};
}

/// Quoted text; bytes escape all that is not ASCII.
std::string quoted(std::string_view text, bool is_bytes) {
  const char quote = text.find('\'') != text.npos && text.find('"') == text.npos ? '"' : '\'';
  std::string result = is_bytes ? "b" : "";
  result.push_back(quote);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == quote || c == '\\') result += {'\\', c};
    else if (c == '\n') result += "\\n";
    else if (c == '\r') result += "\\r";
    else if (c == '\t') result += "\\t";
    else if (byte < 0x20 || byte == 0x7f || (is_bytes && byte >= 0x80)) {
      static constexpr char kDigits[] = "0123456789abcdef";
      result += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      result.push_back(c);
    }
  }
  result.push_back(quote);
  return result;
}

}  // namespace

std::string repr_of(const Constant& constant) {
  switch (constant.kind) {
    case Constant::Kind::None: return "None";
    case Constant::Kind::True: return "True";
    case Constant::Kind::False: return "False";
    case Constant::Kind::Ellipsis: return "Ellipsis";
    case Constant::Kind::Int: return std::to_string(constant.integer);
    case Constant::Kind::BigInt: return decimal_of(constant.text);
    case Constant::Kind::Double: return repr_of_double(constant.real);
    case Constant::Kind::Complex: {
      const std::string imaginary = repr_of_imaginary(constant.imaginary);
      if (constant.real == 0 && !std::signbit(constant.real)) return imaginary;
      return "(" + repr_of_double(constant.real) + (imaginary[0] == '-' ? "" : "+") + imaginary + ")";
    }
    case Constant::Kind::Str: return quoted(constant.text, false);
    case Constant::Kind::Bytes: return quoted(constant.text, true);
    case Constant::Kind::Tuple:
    case Constant::Kind::FrozenSet: {
      std::string result = "(";
      for (const Constant& item : constant.items) {
        if (result.size() > 1) result += ", ";
        result += repr_of(item);
      }
      result += constant.items.size() == 1 ? ",)" : ")";
      return constant.kind == Constant::Kind::Tuple ? result : "frozenset({" + result.substr(1, result.size() - 2) + "})";
    }
  }
  return "";
}

}  // namespace tauraro
