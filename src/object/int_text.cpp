// Ints from text and bytes, and to text.
#include <charconv>
#include <vector>

#include "base/unicode_data.h"
#include "object/int_limbs.h"
#include "object/number_text.h"
#include "object/operations.h"
#include "object/str.h"

namespace tauraro {

namespace {

/// Texts of at most this many digits are never refused.
constexpr std::uint64_t kDigitThreshold = 640;
constexpr const char* kLimitAdvice = "; use sys.set_int_max_str_digits() to increase the limit";
constexpr const char* kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";

constexpr int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 36;
}

bool is_power_of_two(int base) { return (base & (base - 1)) == 0; }

/// log2 of each base, rounded upwards.
constexpr double kBitsPerDigit[37] = {0, 0, 1, 1.58497, 2, 2.32193, 2.58497, 2.80736, 3, 3.16993, 3.32193, 3.45944, 3.58497, 3.70044, 3.80736, 3.9069, 4,
                                      4.08747, 4.16993, 4.24793, 4.32193, 4.39232, 4.45944, 4.52357, 4.58497, 4.64386, 4.70044, 4.75489, 4.80736, 4.85799, 4.9069,
                                      4.9542, 5, 5.0444, 5.08747, 5.12929, 5.16993};

/// Bits that n digits of a base may need.
std::uint64_t bits_of_digits(std::uint64_t count, int base) { return static_cast<std::uint64_t>(static_cast<double>(count) * kBitsPerDigit[base]) + 1; }

/// Digits of a number of so many bits, at most.
std::uint64_t digits_of_bits(std::uint64_t bits, int base) { return static_cast<std::uint64_t>(static_cast<double>(bits) / (kBitsPerDigit[base] - 0.00002)) + 3; }

Raised raise_digit_limit(Vm& vm) {
  return vm.raise_error(TypeId::ValueError, "Exceeds the limit (", vm.int_max_str_digits, " digits) for integer string conversion", kLimitAdvice);
}

/// What a prefix and underscores leave of the text of an int.
struct IntText {
  std::string_view digits;  ///< may contain single underscores between digits
  std::uint64_t digit_count = 0;
  int base = 10;
  bool negative = false;
  bool only_zero = false;  ///< base 0 with a leading 0: only zero may be written like this
};

/// Reads sign and prefix. False: no int.
bool scan_prefix(std::string_view& text, int base, IntText* out) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    out->negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const char letter = text.size() > 1 && text[0] == '0' ? static_cast<char>(text[1] | 0x20) : ' ';
  const int prefix_base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  if (base == 0) {
    if (text.empty() || text[0] != '0') {
      base = 10;
    } else if (prefix_base) {
      base = prefix_base;
    } else {
      out->only_zero = true;
      base = 10;
    }
  }
  if (prefix_base == base) {
    text.remove_prefix(2);
    if (!text.empty() && text[0] == '_') text.remove_prefix(1);
  }
  out->base = base;
  return text.empty() || text[0] != '_';
}

/// Reads digits and single underscores between them; the rest stays in `text`.
bool scan_digits(std::string_view& text, IntText* out) {
  std::size_t end = 0;
  char previous = 0;
  while (end < text.size()) {
    const char c = text[end];
    if (c == '_') {
      if (previous == '_') return false;
    } else if (digit_of(c) < out->base) {
      ++out->digit_count;
    } else {
      break;
    }
    previous = c;
    ++end;
  }
  if (out->digit_count == 0 || previous == '_') return false;
  out->digits = text.substr(0, end);
  text.remove_prefix(end);
  return true;
}

Result<Value> convert_digits(Vm& vm, const IntText& text) {
  if (bits_of_digits(text.digit_count, text.base) <= 63) {
    std::int64_t number = 0;
    for (const char c : text.digits)
      if (c != '_') number = number * text.base + digit_of(c);
    return new_int(vm, text.negative ? -number : number);
  }
  const std::uint64_t limbs = bits_of_digits(text.digit_count, text.base) / 64 + 2;
  const ScratchClaim claim(vm, limbs * 6 + text.digit_count / 8);
  if (!claim.granted()) return vm.out_of_memory();
  BigInt* big = TRY(new_limbs(vm, limbs));
  std::vector<unsigned char> digits;
  digits.reserve(text.digit_count);
  for (const char c : text.digits)
    if (c != '_' && (c != '0' || !digits.empty())) digits.push_back(static_cast<unsigned char>(digit_of(c)));
  if (digits.empty()) return Value::from_int(0);
  const mp_size_t count = mpn_set_str(big->limbs, digits.data(), digits.size(), text.base);
  if (count > 8192) TRY(vm.poll());
  return finish_big(vm, big, count, text.negative);
}

Result<Value> big_to_str(Vm& vm, Value value, int base) {
  const IntView view(value);
  const std::uint64_t bits = view.bit_length();
  const bool limited = !is_power_of_two(base) && vm.int_max_str_digits > 0;
  const std::uint64_t limit = static_cast<std::uint64_t>(vm.int_max_str_digits);
  if (limited && base == 10 && bits / 10 * 3 > limit + 10) return raise_digit_limit(vm);
  const std::uint64_t capacity = digits_of_bits(bits, base);
  if (capacity > kMaxStrLength) return vm.out_of_memory();
  BigInt* copy = TRY(new_limbs(vm, static_cast<std::uint64_t>(view.count) + 1));  // converting destroys it
  mpn_copyi(copy->limbs, view.limbs(), view.count);
  Buffer* digits = new_buffer(vm, capacity);
  if (!digits) return Raised{};
  const ScratchClaim claim(vm, static_cast<std::uint64_t>(view.count) * 6);
  if (!claim.granted()) return vm.out_of_memory();
  std::size_t count = mpn_get_str(digits->bytes, base, copy->limbs, view.count);
  std::size_t start = 0;
  while (start + 1 < count && digits->bytes[start] == 0) ++start;
  count -= start;
  if (limited && base == 10 && count > kDigitThreshold && count > limit) return raise_digit_limit(vm);
  Str* text = TRY(new_str_uninitialized(vm, static_cast<std::uint32_t>(count + view.negative), 1, true));
  std::uint8_t* target = static_cast<std::uint8_t*>(text->data);
  if (view.negative) *target++ = '-';
  for (std::size_t i = 0; i < count; ++i) target[i] = static_cast<std::uint8_t>(kDigits[digits->bytes[start + i]]);
  if (view.count > 8192) TRY(vm.poll());
  return Value::from_cell(text);
}

}  // namespace

std::string_view strip_ascii_space(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string ascii_number_text(Vm& vm, Str* text) {
  const StrView characters = view(vm, text);
  if (is_ascii(text)) return std::string(reinterpret_cast<const char*>(characters.latin1()), characters.length);
  std::string result;
  result.reserve(characters.length);
  for (std::uint32_t i = 0; i < characters.length; ++i) {
    const char32_t c = characters[i];
    const int digit = c < 128 ? -1 : unicode::decimal_value(c);
    if (c < 128)
      result += static_cast<char>(c);
    else if (digit >= 0)
      result += static_cast<char>('0' + digit);
    else
      result += unicode::is_space(c) ? ' ' : '?';
  }
  return result;
}

std::uint64_t power_of_ten(int power) {
  std::uint64_t result = 1;
  while (power-- > 0) result *= 10;
  return result;
}

Result<Value> parse_int(Vm& vm, std::string_view text, int base) {
  text = strip_ascii_space(text);
  IntText parts;
  if (!scan_prefix(text, base, &parts) || !scan_digits(text, &parts)) return Value::not_found();
  const std::uint64_t limit = static_cast<std::uint64_t>(vm.int_max_str_digits);
  if (!is_power_of_two(parts.base) && parts.digit_count > kDigitThreshold && vm.int_max_str_digits > 0 && parts.digit_count > limit)
    return vm.raise_error(TypeId::ValueError, "Exceeds the limit (", vm.int_max_str_digits, " digits) for integer string conversion: value has ",
                          parts.digit_count, " digits", kLimitAdvice);
  if (!text.empty()) return Value::not_found();
  const Value number = TRY(convert_digits(vm, parts));
  if (parts.only_zero && number != Value::from_int(0)) return Value::not_found();
  return number;
}

namespace {

/// The number of one to fourteen digits and nothing else; -1 for other texts.
std::int64_t parse_few_digits(StrView text) {
  if (text.length == 0 || text.length > 14) return -1;
  std::int64_t number = 0;
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const unsigned digit = static_cast<unsigned>(text.latin1()[i]) - '0';
    if (digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

}  // namespace

Raised raise_invalid_int(Vm& vm, Value object, int base) {
  const Result<Value> shown = repr(vm, object);
  if (shown.is_raised()) return Raised{};
  const Result<Value> cut = str_slice(vm, shown.value().as<Str>(), 0, std::min<std::int64_t>(200, shown.value().as<Str>()->length));
  if (cut.is_raised()) return Raised{};
  return vm.raise_error(TypeId::ValueError, "invalid literal for int() with base ", base, ": ", to_utf8(vm, cut.value().as<Str>()));
}

Result<Value> int_from_str(Vm& vm, Value text, int base) {
  if (base != 0 && (base < 2 || base > 36)) return vm.raise(TypeId::ValueError, "int() base must be >= 2 and <= 36, or 0");
  const StrView characters = view(vm, text.as<Str>());
  if (base == 10 && is_ascii(text.as<Str>())) {
    const std::int64_t small = parse_few_digits(characters);
    if (small >= 0) return Value::from_int(small);
  }
  const Value number = TRY(parse_int(vm, ascii_number_text(vm, text.as<Str>()), base));
  if (number.is_not_found()) return raise_invalid_int(vm, text, base);
  return number;
}

Result<Value> int_from_hex(Vm& vm, std::string_view digits) {
  IntText text;
  text.digits = digits;
  text.digit_count = digits.size();
  text.base = 16;
  return convert_digits(vm, text);
}

Result<Value> int_to_str(Vm& vm, Value value, int base) {
  std::int64_t number;
  if (!int_to_int64(value, &number)) return big_to_str(vm, value, base);
  if (base == 10 && number >= 0 && number < 10) return Value::from_cell(char_str(vm, static_cast<char32_t>('0' + number)));
  char buffer[72];
  const std::to_chars_result end = std::to_chars(buffer, buffer + sizeof buffer, number, base);
  Str* text = TRY(new_str_latin1(vm, reinterpret_cast<const std::uint8_t*>(buffer), static_cast<std::size_t>(end.ptr - buffer)));
  return Value::from_cell(text);
}

Result<Value> int_from_bytes(Vm& vm, const std::uint8_t* bytes, std::size_t length, bool little_endian, bool is_signed) {
  auto byte_at = [&](std::size_t i) { return little_endian ? bytes[i] : bytes[length - 1 - i]; };  // least significant first
  if (length == 0) return Value::from_int(0);
  const bool negative = is_signed && (byte_at(length - 1) & 0x80);
  if (length <= 8) {
    std::uint64_t number = negative && length < 8 ? ~std::uint64_t{0} << (8 * length) : 0;
    for (std::size_t i = 0; i < length; ++i) number |= static_cast<std::uint64_t>(byte_at(i)) << (8 * i);
    return is_signed ? new_int(vm, static_cast<std::int64_t>(number)) : new_int_unsigned(vm, number);
  }
  const std::size_t count = (length + 7) / 8;
  BigInt* big = TRY(new_limbs(vm, count));
  for (std::size_t i = 0; i < length; ++i) big->limbs[i / 8] |= static_cast<std::uint64_t>(byte_at(i)) << (8 * (i % 8));
  if (negative) {
    if (length % 8) big->limbs[count - 1] |= ~std::uint64_t{0} << (8 * (length % 8));
    mpn_neg(big->limbs, big->limbs, static_cast<mp_size_t>(count));
  }
  return finish_big(vm, big, static_cast<mp_size_t>(count), negative);
}

}  // namespace tauraro
