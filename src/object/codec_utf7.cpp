#include "object/codec.h"

namespace tauraro {

namespace {

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64_value(std::uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// Written as they are: letters, digits, '(),-./:? and white space, and (optionally direct) most others; not + \ ~.
bool is_direct(char32_t c) {
  if (c == 0 || c >= 0x80) return false;
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != '+' && c != '\\' && c != '~' && c != 0x7f;
}
/// Whether a direct character after base64 needs a '-' before it.
bool looks_like_base64(char32_t c) { return c < 0x80 && (base64_value(static_cast<std::uint8_t>(c)) >= 0 || c == '-'); }

}  // namespace

Result<Value> decode_utf7(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed) {
  DecodeContext context(vm, "utf7", input, errors);
  StrBuilder out(vm);
  bool in_shift = false;
  std::size_t place = 0, shift_start = 0, shift_out_start = 0;
  std::uint32_t buffer = 0;
  int bits = 0;
  char32_t high = 0;  // a high surrogate that waits for its second half
  while (place < context.size()) {
    const std::uint8_t c = context.byte(place);
    if (in_shift) {
      if (base64_value(c) >= 0) {
        buffer = buffer << 6 | static_cast<std::uint32_t>(base64_value(c));
        bits += 6;
        ++place;
        if (bits < 16) continue;
        const char32_t unit = buffer >> (bits - 16) & 0xffff;
        bits -= 16;
        buffer &= (1u << bits) - 1;
        if (high) {
          if (unit - 0xdc00 < 0x400) {
            out.append(0x10000 + ((high & 0x3ff) << 10) + (unit & 0x3ff));
            high = 0;
            continue;
          }
          out.append(high);
          high = 0;
        }
        if (unit - 0xd800 < 0x400) {
          high = unit;
        } else {
          out.append(unit);
        }
        continue;
      }
      in_shift = false;
      const char* reason = nullptr;
      if (bits >= 6) {
        reason = "partial character in base64 sequence";
      } else if (bits > 0 && buffer != 0) {
        reason = "non-zero padding bits in base64 sequence";
      }
      if (reason) {
        ++place;
        place = TRY(context.error(out, shift_start, place, reason));
        high = 0;
        continue;
      }
      if (high && is_direct(c)) out.append(high);
      high = 0;
      if (c == '-') {
        ++place;
      }
      continue;
    }
    if (c == '+') {
      shift_start = place++;
      if (place < context.size() && context.byte(place) == '-') {
        ++place;
        out.append(U'+');
      } else if (place < context.size() && base64_value(context.byte(place)) < 0) {
        ++place;
        place = TRY(context.error(out, shift_start, place, "ill-formed sequence"));
      } else {
        in_shift = true;
        high = 0;
        bits = 0;
        buffer = 0;
        shift_out_start = out.length();
      }
    } else if (c < 0x80) {
      out.append(char32_t{c});
      ++place;
    } else {
      ++place;
      place = TRY(context.error(out, place - 1, place, "unexpected special character"));
    }
  }
  if (in_shift && final && (high || bits >= 6 || (bits > 0 && buffer != 0))) {
    in_shift = false;
    place = TRY(context.error(out, shift_start, context.size(), "unterminated shift sequence"));
  } else if (in_shift && !final) {
    out.truncate(shift_out_start);
    place = shift_start;
  }
  *consumed = place;
  return out.finish();
}

Result<Bytes*> encode_utf7(Vm& vm, Str* source, Str*) {
  const StrView text = view(vm, source);
  ByteBuilder out;
  bool in_shift = false;
  std::uint32_t buffer = 0;
  int bits = 0;
  const auto put_unit = [&](char32_t unit) {
    buffer = buffer << 16 | unit;
    for (bits += 16; bits >= 6; bits -= 6) out.append(kBase64[buffer >> (bits - 6) & 63]);
    buffer &= (1u << bits) - 1;
  };
  const auto leave_shift = [&](bool mark) {
    if (bits) out.append(kBase64[buffer << (6 - bits) & 63]);
    buffer = 0, bits = 0, in_shift = false;
    if (mark) out.append('-');
  };
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const char32_t c = text[i];
    if (is_direct(c)) {
      if (in_shift) leave_shift(looks_like_base64(c));
      out.append(static_cast<char>(c));
      continue;
    }
    if (c == '+' && !in_shift) {
      out.append("+-");
      continue;
    }
    if (!in_shift) out.append('+');
    in_shift = true;
    if (c >= 0x10000) {
      put_unit(0xd800 + ((c - 0x10000) >> 10));
      put_unit(0xdc00 + (c & 0x3ff));
    } else {
      put_unit(c);
    }
  }
  if (in_shift) leave_shift(true);
  return out.finish(vm);
}

}  // namespace tauraro
