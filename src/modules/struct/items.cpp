// Packing and unpacking of single items.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "builtins/number_methods.h"
#include "modules/module_support.h"
#include "modules/struct/format.h"
#include "modules/struct/half_float.h"
#include "object/bytes.h"

namespace tauraro::structs {

namespace {

bool is_signed_code(char code) { return code == 'b' || code == 'h' || code == 'i' || code == 'l' || code == 'q' || code == 'n'; }

void store(char* target, std::uint64_t bits, std::size_t size, bool big_endian) {
  for (std::size_t i = 0; i < size; ++i) target[big_endian ? size - 1 - i : i] = static_cast<char>(bits >> (8 * i));
}
std::uint64_t load(const char* source, std::size_t size, bool big_endian) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < size; ++i) bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(source[big_endian ? size - 1 - i : i])) << (8 * i);
  return bits;
}

Result<Value> require_int(Vm& vm, Value value) {
  if (is_int_like(value)) return plain_int(value);
  if (!vm.type_of(value)->has(Special::Index)) return raise_struct_error(vm, "required argument is not an integer");
  return index_of(vm, value);
}

/// The message for a number that C's type holds but the item does not.
std::string range_message(char code, std::size_t size) {
  switch (code) {
    case 'b': return "byte format requires -128 <= number <= 127";
    case 'B': return "ubyte format requires 0 <= number <= 255";
    case 'h': return "short format requires -32768 <= number <= 32767";
    case 'H': return "ushort format requires 0 <= number <= 65535";
    default: break;
  }
  const std::uint64_t largest = size == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * size)) - 1;
  const std::string name = concat("'", std::string(1, code), "' format requires ");
  if (!is_signed_code(code)) return concat(name, "0 <= number <= ", largest);
  const std::int64_t top = static_cast<std::int64_t>(largest >> 1);
  return concat(name, -top - 1, " <= number <= ", top);
}

/// The bits of an int item.
Result<std::uint64_t> int_bits(Vm& vm, const ItemFormat& item, Value value) {
  const Value number = TRY(require_int(vm, value));
  std::int64_t wide;
  const bool fits = int_to_int64(number, &wide);
  const unsigned bits = item.size * 8u;
  if (is_signed_code(item.code)) {
    if (!fits) return raise_struct_error(vm, "argument out of range");
    if (bits < 64 && (wide < -(std::int64_t{1} << (bits - 1)) || wide >= std::int64_t{1} << (bits - 1)))
      return raise_struct_error(vm, range_message(item.code, item.size));
    return static_cast<std::uint64_t>(wide);
  }
  const bool small = item.size <= 2;  // these go through a signed long
  std::uint64_t number_bits;
  if (fits) {
    if (wide < 0 && item.code == 'P') return static_cast<std::uint64_t>(wide);
    if (wide < 0) return raise_struct_error(vm, small ? range_message(item.code, item.size) : "argument out of range");
    number_bits = static_cast<std::uint64_t>(wide);
  } else {
    const bool negative = int_compare(number, Value::from_int(0)) < 0;
    if (small || negative || int_bit_length(number) > 64) return raise_struct_error(vm, item.code == 'P' ? "int too large to convert" : "argument out of range");
    const Value low = TRY(int_and(vm, number, Value::from_int(0xffff'ffff)));
    const Value high = TRY(int_rshift(vm, number, Value::from_int(32)));
    number_bits = static_cast<std::uint64_t>(high.as_int()) << 32 | static_cast<std::uint64_t>(low.as_int());
  }
  if (bits < 64 && number_bits >> bits) return raise_struct_error(vm, range_message(item.code, item.size));
  return number_bits;
}

Result<double> require_double(Vm& vm, Value value) {
  const Result<double> number = to_double(vm, value);
  if (!number.is_raised()) return number;
  if (!vm.has_pending() || vm.catch_pending().is_empty()) return Raised{};
  return raise_struct_error(vm, "required argument is not a float");
}

Raised raise_too_large(Vm& vm, Value value, char code) {
  if (is_int_like(value)) return raise_struct_error(vm, "int too large to convert");
  return vm.raise_error(TypeId::OverflowError, "float too large to pack with ", std::string(1, code), " format");
}

Result<void> pack_float(Vm& vm, const Format& format, const ItemFormat& item, Value value, char* target) {
  const double number = TRY(require_double(vm, value));
  std::uint64_t bits;
  if (item.code == 'd') {
    bits = std::bit_cast<std::uint64_t>(number);
  } else if (item.code == 'f') {
    const float narrow = static_cast<float>(number);
    if (!format.native && std::isinf(narrow) && std::isfinite(number)) return raise_too_large(vm, value, 'f');
    bits = std::bit_cast<std::uint32_t>(narrow);
  } else {
    std::uint16_t half;
    if (!double_to_half(number, &half)) return raise_too_large(vm, value, 'e');
    bits = half;
  }
  store(target, bits, item.size, format.big_endian);
  return {};
}

Result<void> pack_text(Vm& vm, const FormatRun& run, Value value, char* target) {
  const char code = run.item->code;
  if (!value.is(kind::Bytes) && !value.is(kind::ByteArray))
    return raise_struct_error(vm, concat("argument for '", std::string(1, code), "' must be a bytes object"));
  const std::string_view text = value.is(kind::Bytes) ? value.as<Bytes>()->view() : value.as<ByteArray>()->view();
  std::memset(target, 0, run.repeat);
  if (code == 's') {
    std::memcpy(target, text.data(), std::min(text.size(), run.repeat));
  } else if (run.repeat > 0) {
    const std::size_t length = std::min({text.size(), run.repeat - 1, std::size_t{255}});
    target[0] = static_cast<char>(length);
    std::memcpy(target + 1, text.data(), std::min(text.size(), run.repeat - 1));
  }
  return {};
}

}  // namespace

Result<void> pack_item(Vm& vm, const Format& format, const FormatRun& run, Value value, char* target) {
  const ItemFormat& item = *run.item;
  switch (item.code) {
    case 's': case 'p': return pack_text(vm, run, value, target);
    case 'c':
      if (!value.is(kind::Bytes) || value.as<Bytes>()->length != 1) return raise_struct_error(vm, "char format requires a bytes object of length 1");
      *target = value.as<Bytes>()->data[0];
      return {};
    case '?':
      *target = static_cast<char>(TRY(truth(vm, value)));
      return {};
    case 'e': case 'f': case 'd': return pack_float(vm, format, item, value, target);
    default:
      store(target, TRY(int_bits(vm, item, value)), item.size, format.big_endian);
      return {};
  }
}

Result<Value> unpack_item(Vm& vm, const Format& format, const FormatRun& run, const char* source) {
  const ItemFormat& item = *run.item;
  switch (item.code) {
    case 's': return Value::from_cell(TRY(new_bytes(vm, std::string_view(source, run.repeat))));
    case 'p': {
      const std::size_t length = run.repeat ? std::min<std::size_t>(static_cast<unsigned char>(source[0]), run.repeat - 1) : 0;
      return Value::from_cell(TRY(new_bytes(vm, std::string_view(source + (run.repeat ? 1 : 0), length))));
    }
    case 'c': return Value::from_cell(TRY(new_bytes(vm, std::string_view(source, 1))));
    case '?': return Value::from_bool(*source != 0);
    default: break;
  }
  const std::uint64_t bits = load(source, item.size, format.big_endian);
  switch (item.code) {
    case 'd': return Value::from_any_double(std::bit_cast<double>(bits));
    case 'f': return Value::from_any_double(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits))));
    case 'e': return Value::from_any_double(half_to_double(static_cast<std::uint16_t>(bits)));
    default: break;
  }
  if (!is_signed_code(item.code)) return new_int_unsigned(vm, bits);
  const unsigned unused = 64 - item.size * 8u;
  return new_int(vm, static_cast<std::int64_t>(bits << unused) >> unused);
}

}  // namespace tauraro::structs
