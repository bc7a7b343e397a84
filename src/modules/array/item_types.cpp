// Reading and writing items by type code.
#include <cstring>
#include <limits>

#include "builtins/number_methods.h"
#include "modules/array/array_object.h"
#include "object/operations.h"
#include "object/str.h"

namespace tauraro::arrays {

namespace {

template <class T>
T load(const char* item) {
  T value;
  std::memcpy(&value, item, sizeof value);
  return value;
}
template <class T>
Result<void> store(char* item, T value) {
  if (item) std::memcpy(item, &value, sizeof value);
  return {};
}

template <class T>
Result<Value> get_int(Vm& vm, const char* item) {
  if constexpr (std::is_same_v<T, std::uint64_t>)
    return new_int_unsigned(vm, load<T>(item));
  else
    return new_int(vm, static_cast<std::int64_t>(load<T>(item)));
}

Raised out_of_range(Vm& vm, const char* message) { return vm.raise(TypeId::OverflowError, message); }

/// A small integer item: what its type is called when the number is too small and too large.
template <class T, const char* kTooSmall, const char* kTooLarge>
Result<void> set_small(Vm& vm, char* item, Value value) {
  const Value number = TRY(index_of(vm, value));
  std::int64_t wide;
  if (!int_to_int64(number, &wide)) return out_of_range(vm, "Python int too large to convert to C long");
  if (wide < static_cast<std::int64_t>(std::numeric_limits<T>::min())) return out_of_range(vm, kTooSmall);
  if (wide > static_cast<std::int64_t>(std::numeric_limits<T>::max())) return out_of_range(vm, kTooLarge);
  return store(item, static_cast<T>(wide));
}

constexpr char kByteMin[] = "signed char is less than minimum", kByteMax[] = "signed char is greater than maximum";
constexpr char kUbyteMin[] = "unsigned byte integer is less than minimum", kUbyteMax[] = "unsigned byte integer is greater than maximum";
constexpr char kShortMin[] = "signed short integer is less than minimum", kShortMax[] = "signed short integer is greater than maximum";
constexpr char kUshortMin[] = "unsigned short is less than minimum", kUshortMax[] = "unsigned short is greater than maximum";
constexpr char kIntMin[] = "signed integer is less than minimum", kIntMax[] = "signed integer is greater than maximum";

/// An unsigned number of 64 bits; false when it does not fit.
Result<bool> to_unsigned(Vm& vm, Value number, std::uint64_t* wide) {
  std::int64_t narrow;
  if (int_to_int64(number, &narrow)) {
    *wide = static_cast<std::uint64_t>(narrow);
    return true;
  }
  if (int_bit_length(number) > 64) return false;
  const Value low = TRY(int_and(vm, number, Value::from_int(0xffff'ffff)));
  const Value high = TRY(int_rshift(vm, number, Value::from_int(32)));
  *wide = static_cast<std::uint64_t>(high.as_int()) << 32 | static_cast<std::uint64_t>(low.as_int());
  return true;
}

Result<void> set_unsigned_int(Vm& vm, char* item, Value value) {
  const Value number = TRY(index_of(vm, value));
  if (int_compare(number, Value::from_int(0)) < 0) return out_of_range(vm, "can't convert negative value to unsigned int");
  std::uint64_t wide;
  if (!TRY(to_unsigned(vm, number, &wide))) return out_of_range(vm, "Python int too large to convert to C unsigned long");
  if (wide > UINT32_MAX) return out_of_range(vm, "unsigned int is greater than maximum");
  return store(item, static_cast<std::uint32_t>(wide));
}
Result<void> set_unsigned_long(Vm& vm, char* item, Value value) {
  const Value number = TRY(index_of(vm, value));
  if (int_compare(number, Value::from_int(0)) < 0) return out_of_range(vm, "can't convert negative value to unsigned int");
  std::uint64_t wide;
  if (!TRY(to_unsigned(vm, number, &wide))) return out_of_range(vm, "Python int too large to convert to C unsigned long");
  return store(item, wide);
}
Result<void> set_unsigned_quad(Vm& vm, char* item, Value value) {
  const Value number = TRY(index_of(vm, value));
  if (int_compare(number, Value::from_int(0)) < 0) return out_of_range(vm, "can't convert negative int to unsigned");
  std::uint64_t wide;
  if (!TRY(to_unsigned(vm, number, &wide))) return out_of_range(vm, "int too big to convert");
  return store(item, wide);
}

template <const char* kTooLarge>
Result<void> set_wide(Vm& vm, char* item, Value value) {
  const Value number = TRY(index_of(vm, value));
  std::int64_t wide;
  if (!int_to_int64(number, &wide)) return out_of_range(vm, kTooLarge);
  return store(item, wide);
}
constexpr char kLongMessage[] = "Python int too large to convert to C long";
constexpr char kQuadMessage[] = "int too big to convert";

Result<Value> get_float(Vm&, const char* item) { return Value::from_any_double(static_cast<double>(load<float>(item))); }
Result<void> set_float(Vm& vm, char* item, Value value) { return store(item, static_cast<float>(TRY(to_double(vm, value)))); }
Result<Value> get_double(Vm&, const char* item) { return Value::from_any_double(load<double>(item)); }
Result<void> set_double(Vm& vm, char* item, Value value) { return store(item, TRY(to_double(vm, value))); }

Result<Value> get_character(Vm& vm, const char* item) {
  const char32_t character = load<char32_t>(item);
  if (character > 0x10ffff) {
    char text[80];
    std::snprintf(text, sizeof text, "character U+%x is not in range [U+0000; U+10ffff]", static_cast<unsigned>(character));
    return vm.raise(TypeId::ValueError, text);
  }
  return Value::from_cell(char_str(vm, character));
}
Result<void> set_character(Vm& vm, char* item, Value value) {
  if (!value.is(kind::Str) || value.as<Str>()->length != 1) return vm.raise(TypeId::TypeError, "array item must be unicode character");
  return store(item, view(vm, value.as<Str>())[0]);
}

constexpr ItemType kTable[] = {
    {'b', 1, "b", 1, get_int<std::int8_t>, set_small<std::int8_t, kByteMin, kByteMax>},
    {'B', 1, "B", 0, get_int<std::uint8_t>, set_small<std::uint8_t, kUbyteMin, kUbyteMax>},
    {'u', 4, "w", 20, get_character, set_character},
    {'h', 2, "h", 4, get_int<std::int16_t>, set_small<std::int16_t, kShortMin, kShortMax>},
    {'H', 2, "H", 2, get_int<std::uint16_t>, set_small<std::uint16_t, kUshortMin, kUshortMax>},
    {'i', 4, "i", 8, get_int<std::int32_t>, set_small<std::int32_t, kIntMin, kIntMax>},
    {'I', 4, "I", 6, get_int<std::uint32_t>, set_unsigned_int},
    {'l', 8, "l", 12, get_int<std::int64_t>, set_wide<kLongMessage>},
    {'L', 8, "L", 10, get_int<std::uint64_t>, set_unsigned_long},
    {'q', 8, "q", 12, get_int<std::int64_t>, set_wide<kQuadMessage>},
    {'Q', 8, "Q", 10, get_int<std::uint64_t>, set_unsigned_quad},
    {'f', 4, "f", 14, get_float, set_float},
    {'d', 8, "d", 16, get_double, set_double},
};

}  // namespace

const std::span<const ItemType> kItemTypes = kTable;

const ItemType* find_item_type(char code) {
  for (const ItemType& type : kTable)
    if (type.code == code) return &type;
  return nullptr;
}

}  // namespace tauraro::arrays
