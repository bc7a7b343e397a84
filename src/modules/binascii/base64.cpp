// Base64 and hexadecimal digits.
#include <array>

#include "modules/binascii/encodings.h"
#include "modules/c_arguments.h"
#include "modules/module_support.h"

namespace tauraro::binascii {

namespace {

constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  for (std::uint8_t& value : values) value = 255;
  for (std::uint8_t i = 0; i < 64; ++i) values[static_cast<unsigned char>(kLetters[i])] = i;
  return values;
}();

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Decodes; raises as a2b_base64 does. `out` has room for 3/4 of the text.
Result<std::size_t> decode(Vm& vm, std::string_view text, bool strict, char* out) {
  char* const start = out;
  int quad = 0, pads = 0;
  std::uint8_t left = 0;
  bool padding = false;
  if (strict && !text.empty() && text[0] == '=') return raise_error(vm, "Leading padding not allowed");
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '=') {
      padding = true;
      if (quad >= 2 && quad + ++pads >= 4) {
        if (strict && i + 1 < text.size()) return raise_error(vm, "Excess data after padding");
        return static_cast<std::size_t>(out - start);
      }
      continue;
    }
    const std::uint8_t value = kValues[static_cast<unsigned char>(text[i])];
    if (value >= 64) {
      if (strict) return raise_error(vm, "Only base64 data is allowed");
      continue;
    }
    if (strict && padding) return raise_error(vm, "Discontinuous padding not allowed");
    pads = 0;
    switch (quad) {
      case 0: quad = 1; left = value; break;
      case 1: quad = 2; *out++ = static_cast<char>(left << 2 | value >> 4); left = value & 15; break;
      case 2: quad = 3; *out++ = static_cast<char>(left << 4 | value >> 2); left = value & 3; break;
      default: quad = 0; *out++ = static_cast<char>(left << 6 | value); left = 0; break;
    }
  }
  if (quad == 0) return static_cast<std::size_t>(out - start);
  if (quad == 1)
    return raise_error(vm, concat("Invalid base64-encoded string: number of data characters (", (out - start) / 3 * 4 + 1,
                                  ") cannot be 1 more than a multiple of 4"));
  return raise_error(vm, "Incorrect padding");
}

/// The separator of hexlify: -1 when there is none.
Result<int> separator_of(Vm& vm, Value value) {
  if (value.is_empty()) return -1;
  if (TRY(length(vm, value)) != 1) return vm.raise(TypeId::ValueError, "sep must be length 1.");
  if (value.is(kind::Str)) {
    const char32_t c = view(vm, value.as<Str>())[0];
    if (c > 255) return vm.raise(TypeId::ValueError, "sep must be ASCII.");
    return static_cast<int>(c);
  }
  if (value.is(kind::Bytes)) return static_cast<unsigned char>(value.as<Bytes>()->data[0]);
  return vm.raise(TypeId::TypeError, "sep must be str or bytes.");
}

}  // namespace

Result<Value> a2b_base64(Vm& vm, const Args& args) {
  AsciiInput input;
  TRY(input.open(vm, args[0]));
  const bool strict = TRY(truth(vm, args[1]));
  const std::string_view text = input.view();
  std::string decoded(text.size() / 4 * 3 + 3, '\0');
  decoded.resize(TRY(decode(vm, text, strict, decoded.data())));
  return Value::from_cell(TRY(new_bytes(vm, decoded)));
}

Result<Value> b2a_base64(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[0]));
  const bool newline = TRY(truth(vm, args[1]));
  const std::string_view bytes = data.view();
  Bytes* result = TRY(new_bytes_uninitialized(vm, (bytes.size() + 2) / 3 * 4 + newline));
  char* out = result->data;
  std::size_t i = 0;
  auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  for (; i + 3 <= bytes.size(); i += 3) {
    const unsigned group = static_cast<unsigned>(byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2));
    for (int shift = 18; shift >= 0; shift -= 6) *out++ = kLetters[group >> shift & 63];
  }
  if (i + 1 == bytes.size()) {
    *out++ = kLetters[byte(i) >> 2];
    *out++ = kLetters[byte(i) << 4 & 63];
    *out++ = '=';
    *out++ = '=';
  } else if (i + 2 == bytes.size()) {
    *out++ = kLetters[byte(i) >> 2];
    *out++ = kLetters[(byte(i) << 4 | byte(i + 1) >> 4) & 63];
    *out++ = kLetters[byte(i + 1) << 2 & 63];
    *out++ = '=';
  }
  if (newline) *out = '\n';
  return Value::from_cell(result);
}

Result<Value> a2b_hex(Vm& vm, const Args& args) {
  AsciiInput input;
  TRY(input.open(vm, args[0]));
  const std::string_view text = input.view();
  if (text.size() % 2) return raise_error(vm, "Odd-length string");
  Bytes* result = TRY(new_bytes_uninitialized(vm, text.size() / 2));
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]), low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return raise_error(vm, "Non-hexadecimal digit found");
    result->data[i / 2] = static_cast<char>(high << 4 | low);
  }
  return Value::from_cell(result);
}

Result<Value> b2a_hex(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[0]));
  const int group = TRY(clinic_c_int(vm, args[2]));
  const int separator = TRY(separator_of(vm, args[1]));
  const std::string_view bytes = data.view();
  const std::size_t size = static_cast<std::size_t>(std::abs(static_cast<long>(group)));
  const bool separated = separator >= 0 && size > 0 && !bytes.empty();
  const std::size_t separators = separated ? (bytes.size() - 1) / size : 0;
  Bytes* result = TRY(new_bytes_uninitialized(vm, bytes.size() * 2 + separators));
  char* out = result->data;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    // Groups are counted from the right when the size is positive.
    const std::size_t place = group > 0 ? bytes.size() - i : i;
    if (separated && i > 0 && place % size == 0) *out++ = static_cast<char>(separator);
    const unsigned char byte = static_cast<unsigned char>(bytes[i]);
    *out++ = "0123456789abcdef"[byte >> 4];
    *out++ = "0123456789abcdef"[byte & 15];
  }
  return Value::from_cell(result);
}

}  // namespace tauraro::binascii
