#include "object/str.h"

#include "object/runtime.h"
#include "object/str_chars.h"

namespace tauraro {

namespace {

/// One code point of UTF-8 or WTF-8; a byte that belongs to none is U+DC80 + its low bits, as surrogateescape has it.
char32_t next_utf8(const char*& in, const char* end) {
  const auto byte = [&](int i) { return static_cast<std::uint8_t>(in[i]); };
  const auto continues = [&](int i) { return in + i < end && (byte(i) & 0xc0) == 0x80; };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return ++in, first;
  if (first >= 0xc2 && first < 0xe0 && continues(1)) {
    const char32_t character = (first & 0x1f) << 6 | (byte(1) & 0x3fu);
    return in += 2, character;
  }
  if (first >= 0xe0 && first < 0xf0 && continues(1) && continues(2)) {
    const char32_t character = (first & 0x0f) << 12 | (byte(1) & 0x3fu) << 6 | (byte(2) & 0x3fu);
    if (character >= 0x800) return in += 3, character;
  }
  if (first >= 0xf0 && first < 0xf5 && continues(1) && continues(2) && continues(3)) {
    const char32_t character = (first & 0x07) << 18 | (byte(1) & 0x3fu) << 12 | (byte(2) & 0x3fu) << 6 | (byte(3) & 0x3fu);
    if (character >= 0x10000 && character <= 0x10ffff) return in += 4, character;
  }
  return ++in, 0xdc00 + first;
}

void store(Str* text, std::uint32_t index, char32_t character) {
  switch (text->width) {
    case 1: static_cast<std::uint8_t*>(text->data)[index] = static_cast<std::uint8_t>(character); break;
    case 2: static_cast<char16_t*>(text->data)[index] = static_cast<char16_t>(character); break;
    default: static_cast<char32_t*>(text->data)[index] = character;
  }
}

Result<Str*> the_empty_str(Vm& vm) {
  if (vm.empty_str.is_empty()) vm.empty_str = Value::from_cell(TRY(new_str_uninitialized(vm, 0, 1, true)));
  return vm.empty_str.as<Str>();
}

}  // namespace

bool all_ascii(const std::uint8_t* text, std::size_t length) {
  std::size_t i = 0;
  for (; i + 32 <= length; i += 32) {
    std::uint64_t words[4];
    std::memcpy(words, text + i, 32);
    if ((words[0] | words[1] | words[2] | words[3]) & 0x8080'8080'8080'8080) return false;
  }
  std::uint64_t bits = 0;
  if (length >= 8) {  // the last word may overlap what has been looked at
    std::uint64_t word;
    for (; i + 8 <= length; i += 8) {
      std::memcpy(&word, text + i, 8);
      bits |= word;
    }
    std::memcpy(&word, text + length - 8, 8);
    bits |= word;
  } else {
    for (; i < length; ++i) bits |= text[i];
  }
  return !(bits & 0x8080'8080'8080'8080);
}

char32_t max_class(StrView text) {
  if (text.width == 1) return all_ascii(text.latin1(), text.length) ? 0x7f : 0xff;
  char32_t bits = 0;
  if (text.width == 2) {
    for (std::uint32_t i = 0; i < text.length; ++i) bits |= text.ucs2()[i];
  } else {
    for (std::uint32_t i = 0; i < text.length; ++i) bits |= text.ucs4()[i];
  }
  return bits < 0x80 ? 0x7f : bits < 0x100 ? 0xff : bits < 0x10000 ? 0xffff : 0x10ffff;
}

void copy_chars(void* to, std::uint8_t to_width, StrView from) {
  visit_chars(from, [&](const auto* characters) {
    switch (to_width) {
      case 1: copy_chars(static_cast<std::uint8_t*>(to), characters, from.length); break;
      case 2: copy_chars(static_cast<char16_t*>(to), characters, from.length); break;
      default: copy_chars(static_cast<char32_t*>(to), characters, from.length);
    }
  });
}

Result<Str*> new_str_uninitialized(Vm& vm, std::uint32_t length, std::uint8_t width, bool ascii) {
  if (length > kMaxStrLength) return vm.raise(TypeId::MemoryError, "");
  const std::size_t bytes = (std::size_t{length} + 1) * width;
  const std::size_t in_struct = sizeof(Str) - offsetof(Str, inline_data);
  Str* text = vm.allocate<Str>(kind::Str, builtin_shape(TypeId::Str), bytes > in_struct ? bytes - in_struct : 0);
  if (!text) return Raised{};
  text->length = length;
  text->width = width;
  text->flags = ascii ? kStrAscii : 0;
  text->data = text->inline_data;
  return text;
}

Result<Str*> new_str_latin1(Vm& vm, const std::uint8_t* characters, std::size_t length) {
  if (length == 0) return the_empty_str(vm);
  if (length == 1) return char_str(vm, characters[0]);
  if (length > kMaxStrLength) return vm.raise(TypeId::MemoryError, "");
  Str* text = TRY(new_str_uninitialized(vm, static_cast<std::uint32_t>(length), 1, all_ascii(characters, length)));
  std::memcpy(text->data, characters, length);
  return text;
}

Result<Str*> new_str_view(Vm& vm, StrView source) {
  if (source.width == 1) return new_str_latin1(vm, source.latin1(), source.length);
  if (source.length == 0) return the_empty_str(vm);
  if (source.length == 1) return char_str(vm, source[0]);
  const char32_t largest = max_class(source);
  Str* text = TRY(new_str_uninitialized(vm, source.length, width_of(largest), largest < 0x80));
  copy_chars(text->data, text->width, source);
  return text;
}

Result<Str*> new_str_ucs2(Vm& vm, const char16_t* characters, std::size_t length) {
  if (length > kMaxStrLength) return vm.raise(TypeId::MemoryError, "");
  return new_str_view(vm, {characters, static_cast<std::uint32_t>(length), 2});
}

Result<Str*> new_str_ucs4(Vm& vm, const char32_t* characters, std::size_t length) {
  if (length > kMaxStrLength) return vm.raise(TypeId::MemoryError, "");
  return new_str_view(vm, {characters, static_cast<std::uint32_t>(length), 4});
}

Result<Str*> new_str(Vm& vm, std::string_view utf8) {
  if (utf8.size() > kMaxStrLength) return vm.raise(TypeId::MemoryError, "");
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  if (all_ascii(bytes, utf8.size())) return new_str_latin1(vm, bytes, utf8.size());
  const char* const end = utf8.data() + utf8.size();
  std::uint32_t length = 0;
  char32_t largest = 0;
  for (const char* in = utf8.data(); in < end; ++length) largest |= next_utf8(in, end);
  if (length == 1) {
    const char* in = utf8.data();
    return char_str(vm, next_utf8(in, end));
  }
  Str* text = TRY(new_str_uninitialized(vm, length, width_of(largest), false));
  const char* in = utf8.data();
  for (std::uint32_t i = 0; i < length; ++i) store(text, i, next_utf8(in, end));
  return text;
}

Str* char_str(Vm& vm, char32_t character) {
  if (character < 256 && !vm.one_char_strings[character].is_empty()) return vm.one_char_strings[character].as<Str>();
  LimitPause pause(vm.heap);
  Str* text = new_str_uninitialized(vm, 1, width_of(character), character < 0x80).value();
  store(text, 0, character);
  if (character < 256) vm.one_char_strings[character] = Value::from_cell(text);
  return text;
}

Result<Str*> exact_str(Vm& vm, Str* text) {
  if (text->shape == builtin_shape(TypeId::Str)) return text;
  if (text->flags & kStrRopeKind && text->rope.right.is(kind::Str)) return text->rope.right.as<Str>();
  return new_str_view(vm, view(vm, text));
}

Result<Str*> new_str_of_type(Vm& vm, Type* type, Str* source) {
  Str* exact = TRY(exact_str(vm, source));
  if (!flatten(vm, exact)) return Raised{};
  Str* text = TRY(vm.new_instance<Str>(type));
  text->hash = exact->hash;
  text->length = exact->length;
  text->width = exact->width;
  text->flags = static_cast<std::uint8_t>((exact->flags & kStrAscii) | kStrRopeKind);
  text->data = exact->data;
  text->rope.right = Value::from_cell(exact);
  return text;
}

std::string to_utf8(Vm& vm, Str* text) {
  const StrView characters = view(vm, text);
  if (is_ascii(text)) return std::string(static_cast<const char*>(characters.data), characters.length);
  std::string out;
  out.reserve(characters.length + characters.length / 2);
  for (std::uint32_t i = 0; i < characters.length; ++i) {
    const char32_t c = characters[i];
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 0x3f))};
    } else if (c < 0x10000) {
      out += {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3f)), static_cast<char>(0x80 | (c & 0x3f))};
    } else {
      out += {static_cast<char>(0xf0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3f)), static_cast<char>(0x80 | (c >> 6 & 0x3f)),
              static_cast<char>(0x80 | (c & 0x3f))};
    }
  }
  return out;
}

bool is_ascii(const Str* text) { return text->flags & kStrAscii; }

Result<Value> str_repeat(Vm& vm, Str* text, std::int64_t count) {
  if (count <= 0 || text->length == 0) return Value::from_cell(TRY(the_empty_str(vm)));
  if (count == 1) return Value::from_cell(TRY(exact_str(vm, text)));
  if (count > static_cast<std::int64_t>(kMaxStrLength / text->length)) {
    if (count > INT64_MAX / text->length) return vm.raise(TypeId::OverflowError, "repeated string is too long");
    return vm.raise(TypeId::MemoryError, "");
  }
  if (!flatten(vm, text)) return Raised{};
  Str* result = TRY(new_str_uninitialized(vm, static_cast<std::uint32_t>(text->length * count), text->width, is_ascii(text)));
  const std::size_t unit = std::size_t{text->length} * text->width;
  const std::size_t total = unit * static_cast<std::size_t>(count);
  char* out = static_cast<char*>(result->data);
  if (unit == 1) {
    std::memset(out, static_cast<const std::uint8_t*>(text->data)[0], total);
    return Value::from_cell(result);
  }
  std::memcpy(out, text->data, unit);
  for (std::size_t done = unit; done < total; done *= 2) std::memcpy(out + done, out, std::min(done, total - done));
  return Value::from_cell(result);
}

Result<Value> str_slice(Vm& vm, Str* text, std::int64_t start, std::int64_t end) {
  assert(0 <= start && start <= end && end <= text->length);
  if (end - start == text->length) return Value::from_cell(TRY(exact_str(vm, text)));
  if (!flatten(vm, text)) return Raised{};
  const StrView part = sub_view(view(text), static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end - start));
  if (!is_ascii(text) || part.length <= 1) return Value::from_cell(TRY(new_str_view(vm, part)));
  Str* result = TRY(new_str_uninitialized(vm, part.length, 1, true));
  std::memcpy(result->data, part.data, part.length);
  return Value::from_cell(result);
}

Value str_char_at(Vm& vm, Str* text, std::int64_t index) {
  assert(0 <= index && index < text->length);
  if (!flatten(vm, text)) return Value::empty();
  return Value::from_cell(char_str(vm, view(text)[static_cast<std::uint32_t>(index)]));
}

}  // namespace tauraro
