#include "modules/struct/format.h"

#include <array>

#include "modules/module_support.h"

namespace tauraro::structs {

namespace {

constexpr ItemFormat kNativeItems[] = {
    {'x', 1, 0}, {'b', 1, 0}, {'B', 1, 0}, {'c', 1, 0}, {'s', 1, 0}, {'p', 1, 0}, {'h', 2, 2}, {'H', 2, 2}, {'i', 4, 4}, {'I', 4, 4}, {'l', 8, 8},
    {'L', 8, 8}, {'n', 8, 8}, {'N', 8, 8}, {'q', 8, 8}, {'Q', 8, 8}, {'?', 1, 1}, {'e', 2, 2}, {'f', 4, 4}, {'d', 8, 8}, {'P', 8, 8},
};
constexpr ItemFormat kStandardItems[] = {
    {'x', 1, 0}, {'b', 1, 0}, {'B', 1, 0}, {'c', 1, 0}, {'s', 1, 0}, {'p', 1, 0}, {'h', 2, 0}, {'H', 2, 0}, {'i', 4, 0}, {'I', 4, 0},
    {'l', 4, 0}, {'L', 4, 0}, {'q', 8, 0}, {'Q', 8, 0}, {'?', 1, 0}, {'e', 2, 0}, {'f', 4, 0}, {'d', 8, 0},
};

/// The place of each letter in a table of items, counted from 1; 0: it is not there.
template <std::size_t kCount>
constexpr std::array<std::uint8_t, 128> places_of(const ItemFormat (&items)[kCount]) {
  std::array<std::uint8_t, 128> places{};
  for (std::size_t i = 0; i < kCount; ++i) places[static_cast<std::size_t>(items[i].code)] = static_cast<std::uint8_t>(i + 1);
  return places;
}
constexpr auto kNativePlaces = places_of(kNativeItems);
constexpr auto kStandardPlaces = places_of(kStandardItems);

const ItemFormat* find_item(const Format& format, char code) {
  if (static_cast<unsigned char>(code) >= 128) return nullptr;
  const std::uint8_t place = (format.native ? kNativePlaces : kStandardPlaces)[static_cast<std::size_t>(code)];
  if (place == 0) return nullptr;
  return (format.native ? kNativeItems : kStandardItems) + place - 1;
}

/// Takes the letter for byte order, if there is one.
void take_byte_order(std::string_view& text, Format* format) {
  const char first = text.empty() ? '@' : text[0];
  format->native = true;
  switch (first) {
    case '<': case '=': format->native = false; break;
    case '>': case '!':
      format->native = false;
      format->big_endian = true;
      break;
    case '@': break;
    default: return;
  }
  if (!text.empty()) text.remove_prefix(1);
}

constexpr std::size_t kLimit = static_cast<std::size_t>(INT64_MAX);

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Adds a run at the next aligned place; false when the size overflows.
bool add_run(Format* format, const ItemFormat* item, std::size_t repeat) {
  if (item->alignment) {
    const std::size_t mask = item->alignment - 1u;
    if (format->size > kLimit - mask) return false;
    format->size = (format->size + mask) & ~mask;
  }
  const bool one_item = item->code == 's' || item->code == 'p';
  const std::size_t bytes = repeat > kLimit / item->size ? kLimit + 1 : repeat * item->size;
  if (bytes > kLimit || format->size > kLimit - bytes) return false;
  if (item->code != 'x' && (one_item || repeat > 0)) format->runs.push_back({item, format->size, repeat});
  if (item->code != 'x') format->count += one_item ? 1 : repeat;
  format->size += bytes;
  return true;
}

constexpr NativeTypeSpec kErrorType{"struct.error", {}};

}  // namespace

Type* error_type(Vm& vm) {
  if (Type* type = vm.native_type(kErrorType)) return type;
  const Result<Type*> type = make_exception_type(vm, kErrorType, TypeId::Exception);
  return type.is_raised() ? nullptr : type.value();
}

Raised raise_struct_error(Vm& vm, std::string_view message) {
  Type* type = error_type(vm);
  return type ? raise_of_type(vm, type, message) : Raised{};
}

Result<void> parse_format(Vm& vm, std::string_view text, Format* format) {
  if (text.find('\0') != std::string_view::npos) return raise_struct_error(vm, "embedded null character");
  take_byte_order(text, format);
  format->runs.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_space(text[i])) continue;
    std::size_t repeat = 1;
    if (is_digit(text[i])) {
      repeat = 0;
      while (i < text.size() && is_digit(text[i])) {
        const std::size_t digit = static_cast<std::size_t>(text[i++] - '0');
        if (repeat > (kLimit - digit) / 10) return raise_struct_error(vm, "total struct size too long");
        repeat = repeat * 10 + digit;
      }
      if (i == text.size()) return raise_struct_error(vm, "repeat count given without format specifier");
    }
    const ItemFormat* item = find_item(*format, text[i]);
    if (!item) return raise_struct_error(vm, "bad char in struct format");
    if (!add_run(format, item, repeat)) return raise_struct_error(vm, "total struct size too long");
  }
  return {};
}

}  // namespace tauraro::structs
