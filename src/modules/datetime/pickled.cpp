#include "modules/datetime/pickled.h"

#include "object/bytes.h"

namespace tauraro::datetime {
namespace {

bool is_sane(char32_t byte, std::size_t place, std::size_t length) {
  if (length == 4) return byte >= 1 && byte <= 12;
  return place == 0 ? (byte & 0x7f) < 24 : (byte & 0x7f) - 1 < 12;
}

unsigned byte_at(const std::string& state, std::size_t index) { return static_cast<unsigned char>(state[index]); }

}  // namespace

Result<std::string> pickled_state(Vm& vm, Value state, const char* what, std::size_t length, std::size_t place) {
  if (state.is(kind::Bytes)) {
    const std::string_view bytes = state.as<Bytes>()->view();
    return bytes.size() == length && is_sane(static_cast<unsigned char>(bytes[place]), place, length) ? std::string(bytes) : std::string();
  }
  if (!state.is(kind::Str) || state.as<Str>()->length != length) return std::string();
  const StrView text = view(vm, state.as<Str>());
  if (!is_sane(text[static_cast<std::uint32_t>(place)], place, length)) return std::string();
  std::string bytes;
  for (std::uint32_t i = 0; i < length; ++i) {
    if (text[i] > 0xff)
      return vm.raise_error(TypeId::ValueError, "Failed to encode latin1 string when unpickling a ", what, " object. pickle.load(data, encoding='latin1') is assumed.");
    bytes += static_cast<char>(text[i]);
  }
  return bytes;
}

Packed unpickled_date(const std::string& state) {
  return Packed::date(static_cast<int>(byte_at(state, 0) << 8 | byte_at(state, 1)) & 0x3fff, byte_at(state, 2) & 15, byte_at(state, 3) & 31);
}

Packed unpickled_clock(const std::string& state, std::size_t start) {
  const auto part = [&](std::size_t index) { return byte_at(state, start + index); };
  return Packed::clock(part(0) & 31, part(1) & 63, part(2) & 63, static_cast<int>(part(3) << 16 | part(4) << 8 | part(5)) & 0xfffff);
}

}  // namespace tauraro::datetime
