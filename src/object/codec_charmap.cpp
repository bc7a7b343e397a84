#include "object/codec.h"
#include "object/int.h"
#include "object/operations.h"

namespace tauraro {

namespace {

/// ASCII and latin-1: characters below `limit` are bytes.
Result<Bytes*> encode_below(Vm& vm, Str* source, Str* errors, char32_t limit) {
  if (!flatten(vm, source)) return Raised{};
  const StrView text = view(source);
  if (is_ascii(source) || (limit == 256 && text.width == 1)) return new_bytes(vm, {static_cast<const char*>(text.data), text.length});
  const char* reason = limit == 256 ? "ordinal not in range(256)" : "ordinal not in range(128)";
  EncodeContext context(vm, limit == 256 ? "latin-1" : "ascii", source, errors);
  ByteBuilder out;
  for (std::size_t place = 0; place < text.length;) {
    const auto at = [&](std::size_t i) { return text[static_cast<std::uint32_t>(i)]; };
    if (at(place) < limit) {
      out.append(static_cast<char>(at(place++)));
      continue;
    }
    std::size_t end = place + 1;
    while (end < text.length && at(end) >= limit) ++end;
    const auto replacement = TRY(context.error(place, end, reason));
    if (replacement.content.is(kind::Bytes)) {
      out.append(replacement.content.as<Bytes>()->view());
    } else {
      const StrView content = view(vm, replacement.content.as<Str>());
      for (std::uint32_t i = 0; i < content.length; ++i) {
        if (content[i] >= limit) return context.raise(place, end, reason);
        out.append(static_cast<char>(content[i]));
      }
    }
    place = replacement.position;
  }
  return out.finish(vm);
}

constexpr char kUndefined[] = "character maps to <undefined>";
constexpr char32_t kUndefinedMark = 0xfffe;

/// What a mapping has for a number; None when nothing.
Result<Value> look_up(Vm& vm, Value mapping, std::int64_t number) {
  const Value key = Value::from_int(number);
  if (vm.is_exact(mapping, TypeId::Dict)) {
    const Value found = TRY(dict_get(vm, mapping.as<Dict>(), key));
    return found.is_not_found() ? Value::none() : found;
  }
  const Result<Value> found = get_item(vm, mapping, key);
  if (found.is_raised()) return vm.catch_if(TypeId::LookupError) ? Result<Value>(Value::none()) : Result<Value>(Raised{});
  return found;
}

/// Appends what a byte stands for; false: it is undefined.
Result<bool> append_mapped(Vm& vm, StrBuilder& out, Value mapping, std::uint8_t byte) {
  if (is_str(mapping)) {
    const StrView table = view(vm, mapping.as<Str>());
    if (byte >= table.length || table[byte] == kUndefinedMark) return false;
    out.append(table[byte]);
    return true;
  }
  const Value found = TRY(look_up(vm, mapping, byte));
  if (found.is_none()) return false;
  if (is_str(found)) {
    if (found.as<Str>()->length == 1 && view(vm, found.as<Str>())[0] == kUndefinedMark) return false;
    out.append(found.as<Str>());
    return true;
  }
  std::int64_t code;
  if (!is_int_like(found)) return vm.raise(TypeId::TypeError, "character mapping must return integer, None or str");
  if (!int_to_int64(found, &code) || code < 0 || code > 0x10ffff) return vm.raise(TypeId::TypeError, "character mapping must be in range(0x110000)");
  if (code == kUndefinedMark) return false;
  out.append(static_cast<char32_t>(code));
  return true;
}

/// Appends the bytes of a character; false: it has none.
Result<bool> append_encoded(Vm& vm, ByteBuilder& out, Value mapping, char32_t character) {
  const Value found = TRY(look_up(vm, mapping, character));
  if (found.is_none()) return false;
  if (found.is(kind::Bytes)) {
    out.append(found.as<Bytes>()->view());
    return true;
  }
  std::int64_t byte;
  if (!is_int_like(found))
    return vm.raise_error(TypeId::TypeError, "character mapping must return integer, bytes or None, not ", type_name(vm, found));
  if (!int_to_int64(found, &byte) || byte < 0 || byte > 255) return vm.raise(TypeId::TypeError, "character mapping must be in range(256)");
  out.append(static_cast<char>(byte));
  return true;
}

}  // namespace

Result<Value> decode_ascii(Vm& vm, std::string_view input, Str* errors, bool, std::size_t* consumed) {
  *consumed = input.size();
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(input.data());
  if (all_ascii(bytes, input.size())) return Value::from_cell(TRY(new_str_latin1(vm, bytes, input.size())));
  DecodeContext context(vm, "ascii", input, errors);
  StrBuilder out(vm);
  for (std::size_t place = 0; place < context.size();) {
    if (context.byte(place) < 0x80) {
      out.append(char32_t{context.byte(place++)});
    } else {
      place = TRY(context.error(out, place, place + 1, "ordinal not in range(128)"));
    }
  }
  return out.finish();
}

Result<Value> decode_latin1(Vm& vm, std::string_view input, Str*, bool, std::size_t* consumed) {
  *consumed = input.size();
  return Value::from_cell(TRY(new_str_latin1(vm, reinterpret_cast<const std::uint8_t*>(input.data()), input.size())));
}

Result<Bytes*> encode_ascii(Vm& vm, Str* text, Str* errors) { return encode_below(vm, text, errors, 128); }
Result<Bytes*> encode_latin1(Vm& vm, Str* text, Str* errors) { return encode_below(vm, text, errors, 256); }

Result<Value> decode_charmap(Vm& vm, std::string_view input, Str* errors, Value mapping) {
  std::size_t consumed;
  if (mapping.is_none()) return decode_latin1(vm, input, errors, true, &consumed);
  DecodeContext context(vm, "charmap", input, errors);
  StrBuilder out(vm);
  for (std::size_t place = 0; place < context.size();) {
    if (TRY(append_mapped(vm, out, mapping, context.byte(place)))) {
      ++place;
    } else {
      place = TRY(context.error(out, place, place + 1, kUndefined));
    }
  }
  return out.finish();
}

Result<Bytes*> encode_charmap(Vm& vm, Str* source, Str* errors, Value mapping) {
  if (mapping.is_none()) return encode_latin1(vm, source, errors);
  if (!flatten(vm, source)) return Raised{};
  EncodeContext context(vm, "charmap", source, errors);
  const StrView text = view(source);
  ByteBuilder out;
  for (std::size_t place = 0; place < text.length;) {
    const auto at = [&](std::size_t i) { return text[static_cast<std::uint32_t>(i)]; };
    if (TRY(append_encoded(vm, out, mapping, at(place)))) {
      ++place;
      continue;
    }
    std::size_t end = place + 1;
    for (ByteBuilder ignored; end < text.length; ++end)
      if (TRY(append_encoded(vm, ignored, mapping, at(end)))) break;
    const auto replacement = TRY(context.error(place, end, kUndefined));
    if (replacement.content.is(kind::Bytes)) {
      out.append(replacement.content.as<Bytes>()->view());
    } else {
      const StrView content = view(vm, replacement.content.as<Str>());
      for (std::uint32_t i = 0; i < content.length; ++i)
        if (!TRY(append_encoded(vm, out, mapping, content[i]))) return context.raise(place, end, kUndefined);
    }
    place = replacement.position;
  }
  return out.finish(vm);
}

}  // namespace tauraro
