#include "object/codec.h"

namespace tauraro {

namespace {

const char* name_of(int bits, ByteOrder order) {
  if (bits == 16) return order == ByteOrder::Little ? "utf-16-le" : order == ByteOrder::Big ? "utf-16-be" : "utf-16";
  return order == ByteOrder::Little ? "utf-32-le" : order == ByteOrder::Big ? "utf-32-be" : "utf-32";
}

std::uint32_t read_unit16(const DecodeContext& context, std::size_t place, ByteOrder order) {
  const std::uint32_t first = context.byte(place), second = context.byte(place + 1);
  return order == ByteOrder::Big ? first << 8 | second : second << 8 | first;
}
std::uint32_t read_unit32(const DecodeContext& context, std::size_t place, ByteOrder order) {
  const std::uint32_t a = read_unit16(context, place, order), b = read_unit16(context, place + 2, order);
  return order == ByteOrder::Big ? a << 16 | b : b << 16 | a;
}
void put16(ByteBuilder& out, std::uint32_t unit, ByteOrder order) {
  const char low = static_cast<char>(unit), high = static_cast<char>(unit >> 8);
  out.append(order == ByteOrder::Big ? high : low);
  out.append(order == ByteOrder::Big ? low : high);
}
void put32(ByteBuilder& out, std::uint32_t unit, ByteOrder order) {
  put16(out, order == ByteOrder::Big ? unit >> 16 : unit & 0xffff, order);
  put16(out, order == ByteOrder::Big ? unit & 0xffff : unit >> 16, order);
}

void put_utf16(ByteBuilder& out, char32_t c, ByteOrder order) {
  if (c < 0x10000) return put16(out, c, order);
  put16(out, 0xd800 + ((c - 0x10000) >> 10), order);
  put16(out, 0xdc00 + (c & 0x3ff), order);
}
void put_utf32(ByteBuilder& out, char32_t c, ByteOrder order) { put32(out, c, order); }

template <class Put>
Result<Bytes*> encode_units(Vm& vm, Str* source, Str* errors, ByteOrder order, int bits, Put put) {
  if (!flatten(vm, source)) return Raised{};
  EncodeContext context(vm, name_of(bits, order), source, errors);
  const StrView text = view(source);
  ByteBuilder out;
  out.reserve((std::size_t{text.length} + 1) * static_cast<std::size_t>(bits / 8));
  if (order == ByteOrder::Native) put(out, 0xfeff, order);
  for (std::size_t place = 0; place < text.length;) {
    const auto at = [&](std::size_t i) { return text[static_cast<std::uint32_t>(i)]; };
    if (!is_surrogate(at(place))) {
      put(out, at(place++), order);
      continue;
    }
    const std::size_t end = place + 1;
    const auto replacement = TRY(context.error(place, end, "surrogates not allowed"));
    if (replacement.content.is(kind::Bytes)) {
      const std::string_view bytes = replacement.content.as<Bytes>()->view();
      if (bytes.size() % static_cast<std::size_t>(bits / 8)) return context.raise(place, end, "surrogates not allowed");
      out.append(bytes);
    } else {
      const StrView content = view(vm, replacement.content.as<Str>());
      for (std::uint32_t i = 0; i < content.length; ++i) {
        if (content[i] >= 0x80) return context.raise(place, end, "surrogates not allowed");
        put(out, content[i], order);
      }
    }
    place = replacement.position;
  }
  return out.finish(vm);
}

}  // namespace

Result<Value> decode_utf16(Vm& vm, std::string_view input, Str* errors, ByteOrder* order, bool final, std::size_t* consumed) {
  std::size_t place = 0;
  if (*order == ByteOrder::Native && input.size() >= 2) {
    if (input.substr(0, 2) == "\xff\xfe") *order = ByteOrder::Little, place = 2;
    if (input.substr(0, 2) == "\xfe\xff") *order = ByteOrder::Big, place = 2;
  }
  DecodeContext context(vm, *order == ByteOrder::Big ? "utf-16-be" : "utf-16-le", input, errors);
  StrBuilder out(vm);
  while (place < context.size()) {
    const char* reason = nullptr;
    std::size_t end = context.size();
    if (context.size() - place < 2) {
      if (!final) break;
      reason = "truncated data";
    } else {
      const char32_t unit = read_unit16(context, place, *order);
      if (!is_surrogate(unit)) {
        out.append(unit);
        place += 2;
        continue;
      }
      if (unit >= 0xdc00) {
        reason = "illegal encoding";
        end = place + 2;
      } else if (context.size() - place < 4) {
        if (!final) break;
        reason = "unexpected end of data";
      } else {
        const char32_t second = read_unit16(context, place + 2, *order);
        if (second - 0xdc00 < 0x400) {
          out.append(0x10000 + ((unit & 0x3ff) << 10) + (second & 0x3ff));
          place += 4;
          continue;
        }
        reason = "illegal UTF-16 surrogate";
        end = place + 2;
      }
    }
    place = TRY(context.error(out, place, end, reason));
  }
  *consumed = place;
  return out.finish();
}

Result<Value> decode_utf32(Vm& vm, std::string_view input, Str* errors, ByteOrder* order, bool final, std::size_t* consumed) {
  std::size_t place = 0;
  if (*order == ByteOrder::Native && input.size() >= 4) {
    if (input.substr(0, 4) == std::string_view("\xff\xfe\0\0", 4)) *order = ByteOrder::Little, place = 4;
    if (input.substr(0, 4) == std::string_view("\0\0\xfe\xff", 4)) *order = ByteOrder::Big, place = 4;
  }
  DecodeContext context(vm, *order == ByteOrder::Big ? "utf-32-be" : "utf-32-le", input, errors);
  StrBuilder out(vm);
  while (place < context.size()) {
    if (context.size() - place < 4) {
      if (!final) break;
      place = TRY(context.error(out, place, context.size(), "truncated data"));
      continue;
    }
    const char32_t unit = read_unit32(context, place, *order);
    if (is_surrogate(unit)) {
      place = TRY(context.error(out, place, place + 4, "code point in surrogate code point range(0xd800, 0xe000)"));
    } else if (unit > 0x10ffff) {
      place = TRY(context.error(out, place, place + 4, "code point not in range(0x110000)"));
    } else {
      out.append(unit);
      place += 4;
    }
  }
  *consumed = place;
  return out.finish();
}

Result<Bytes*> encode_utf16(Vm& vm, Str* text, Str* errors, ByteOrder order) { return encode_units(vm, text, errors, order, 16, put_utf16); }
Result<Bytes*> encode_utf32(Vm& vm, Str* text, Str* errors, ByteOrder order) { return encode_units(vm, text, errors, order, 32, put_utf32); }

}  // namespace tauraro
