#include <bit>

#include "object/codec.h"
#include "object/codecs.h"

namespace tauraro {

namespace {

/// One sequence at the beginning of [in, end): its character and length, or why it is none.
struct Sequence {
  char32_t character = 0;
  std::uint32_t length = 1;       ///< bytes; of an error: those that are wrong
  const char* error = nullptr;
  bool incomplete = false;        ///< the error is that the input ends
};

bool continues(std::uint8_t byte) { return (byte & 0xc0) == 0x80; }

Sequence read_sequence(const std::uint8_t* in, const std::uint8_t* end) {
  constexpr const char* kStart = "invalid start byte";
  constexpr const char* kContinuation = "invalid continuation byte";
  constexpr const char* kEnd = "unexpected end of data";
  const std::uint8_t first = in[0];
  const auto left = static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(end - in, 4));
  if (first < 0x80) return {first, 1};
  if (first < 0xc2 || first > 0xf4) return {0, 1, kStart};
  const std::uint32_t length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (left < 2) return {0, left, kEnd, true};
  const std::uint8_t low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const std::uint8_t high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (in[1] < low || in[1] > high) return {0, 1, kContinuation};
  if (length == 2) return {static_cast<char32_t>((first & 0x1f) << 6 | (in[1] & 0x3f)), 2};
  if (left < 3) return {0, left, kEnd, true};
  if (!continues(in[2])) return {0, 2, kContinuation};
  const char32_t two = static_cast<char32_t>((in[1] & 0x3f) << 6 | (in[2] & 0x3f));
  if (length == 3) return {static_cast<char32_t>(first & 0x0f) << 12 | two, 3};
  if (left < 4) return {0, left, kEnd, true};
  if (!continues(in[3])) return {0, 3, kContinuation};
  return {static_cast<char32_t>(first & 0x07) << 18 | two << 6 | (in[3] & 0x3fu), 4};
}

/// Whether eight ASCII characters begin here.
bool starts_with_ascii(const std::uint8_t* in, const std::uint8_t* end) {
  if (end - in < 8) return false;
  std::uint64_t word;
  std::memcpy(&word, in, 8);
  return !(word & 0x8080'8080'8080'8080);
}

template <class Char>
void fill_valid(Char* out, const std::uint8_t* in, const std::uint8_t* end) {
  while (in < end) {
    while (starts_with_ascii(in, end)) {
      if constexpr (sizeof(Char) == 1) {
        std::memcpy(out, in, 8);
      } else {
        for (int i = 0; i < 8; ++i) out[i] = static_cast<Char>(in[i]);
      }
      out += 8;
      in += 8;
    }
    if (in == end) break;
    if (*in < 0x80) {
      *out++ = static_cast<Char>(*in++);
      continue;
    }
    const Sequence sequence = read_sequence(in, end);
    *out++ = static_cast<Char>(sequence.character);
    in += sequence.length;
  }
}

/// The str of well-formed input; null at the first thing that is ill-formed.
Result<Value> decode_valid(Vm& vm, std::string_view input, bool* valid) {
  const auto* in = reinterpret_cast<const std::uint8_t*>(input.data());
  const auto* const end = in + input.size();
  *valid = true;
  if (all_ascii(in, input.size())) return Value::from_cell(TRY(new_str_latin1(vm, in, input.size())));
  std::uint32_t length = 0;
  char32_t largest = 0;
  for (const auto* place = in; place < end; ++length) {
    while (starts_with_ascii(place, end)) {
      place += 8;
      length += 8;
    }
    if (place == end) break;
    if (*place < 0x80) {
      ++place;
      continue;
    }
    const Sequence sequence = read_sequence(place, end);
    if (sequence.error) {
      *valid = false;
      return Value::none();
    }
    largest |= sequence.character;
    place += sequence.length;
  }
  if (length == 1) return Value::from_cell(char_str(vm, largest));
  Str* text = TRY(new_str_uninitialized(vm, length, width_of(largest), false));
  if (text->width == 1) fill_valid(static_cast<std::uint8_t*>(text->data), in, end);
  if (text->width == 2) fill_valid(static_cast<char16_t*>(text->data), in, end);
  if (text->width == 4) fill_valid(static_cast<char32_t*>(text->data), in, end);
  return Value::from_cell(text);
}

std::size_t utf8_size(StrView text) {
  if (text.width == 1) {
    const std::uint8_t* in = text.latin1();
    std::size_t size = text.length;
    std::uint32_t i = 0;
    for (; i + 8 <= text.length; i += 8) {
      std::uint64_t word;
      std::memcpy(&word, in + i, 8);
      size += static_cast<std::size_t>(std::popcount(word & 0x8080'8080'8080'8080));
    }
    for (; i < text.length; ++i) size += in[i] >> 7;
    return size;
  }
  std::size_t size = 0;
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const char32_t c = text[i];
    size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
  return size;
}

char* put_utf8(char* out, char32_t c) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
    return out;
  }
  if (c < 0x800) {
    *out++ = static_cast<char>(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      *out++ = static_cast<char>(0xe0 | c >> 12);
    } else {
      *out++ = static_cast<char>(0xf0 | c >> 18);
      *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3f));
    }
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
  }
  *out++ = static_cast<char>(0x80 | (c & 0x3f));
  return out;
}

Result<Bytes*> encode_with_surrogates(Vm& vm, Str* source, Str* errors) {
  EncodeContext context(vm, "utf-8", source, errors);
  const StrView text = view(source);
  ByteBuilder out;
  for (std::size_t place = 0; place < text.length;) {
    const auto at = [&](std::size_t i) { return text[static_cast<std::uint32_t>(i)]; };
    if (!is_surrogate(at(place))) {
      char bytes[4];
      out.append({bytes, static_cast<std::size_t>(put_utf8(bytes, at(place)) - bytes)});
      ++place;
      continue;
    }
    std::size_t end = place + 1;
    while (end < text.length && is_surrogate(at(end))) ++end;
    const auto replacement = TRY(context.error(place, end, "surrogates not allowed"));
    if (replacement.content.is(kind::Bytes)) {
      out.append(replacement.content.as<Bytes>()->view());
    } else {
      Str* content = replacement.content.as<Str>();
      if (!is_ascii(content)) return context.raise(place, end, "surrogates not allowed");
      out.append(to_utf8(vm, content));
    }
    place = replacement.position;
  }
  return out.finish(vm);
}

}  // namespace

Result<Value> decode_utf8_part(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed) {
  bool valid;
  *consumed = input.size();
  const Value whole = TRY(decode_valid(vm, input, &valid));
  if (valid) return whole;
  DecodeContext context(vm, "utf-8", input, errors);
  StrBuilder out(vm);
  std::size_t place = 0;
  while (place < context.size()) {
    const auto* in = reinterpret_cast<const std::uint8_t*>(context.input().data());
    std::size_t run = place;
    while (run < context.size() && in[run] < 0x80) ++run;
    out.append(StrView{in + place, static_cast<std::uint32_t>(run - place), 1});
    place = run;
    if (place == context.size()) break;
    const Sequence sequence = read_sequence(in + place, in + context.size());
    if (!sequence.error) {
      out.append(sequence.character);
      place += sequence.length;
      continue;
    }
    if (sequence.incomplete && !final) break;
    place = TRY(context.error(out, place, place + sequence.length, sequence.error));
  }
  *consumed = place;
  return out.finish();
}

Result<Bytes*> encode_utf8_with(Vm& vm, Str* text, Str* errors) {
  if (!flatten(vm, text)) return Raised{};
  const StrView characters = view(text);
  if (is_ascii(text)) return new_bytes(vm, {static_cast<const char*>(characters.data), characters.length});
  if (characters.width > 1)
    for (std::uint32_t i = 0; i < characters.length; ++i)
      if (is_surrogate(characters[i])) return encode_with_surrogates(vm, text, errors);
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, utf8_size(characters)));
  char* out = bytes->data;
  visit_chars(characters, [&](const auto* in) {
    for (std::uint32_t i = 0; i < characters.length; ++i) {
      if constexpr (sizeof *in == 1) {
        for (const auto* end = in + characters.length; starts_with_ascii(in + i, end); i += 8, out += 8) std::memcpy(out, in + i, 8);
        if (i == characters.length) break;
      }
      out = put_utf8(out, in[i]);
    }
  });
  return bytes;
}

Result<Bytes*> encode_utf8(Vm& vm, Str* text, Str* errors) { return encode_utf8_with(vm, text, errors); }

Result<Str*> decode_utf8(Vm& vm, std::string_view bytes, Str* errors) {
  std::size_t consumed;
  return TRY(decode_utf8_part(vm, bytes, errors, true, &consumed)).as<Str>();
}

}  // namespace tauraro
