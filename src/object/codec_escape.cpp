#include "base/unicode_names.h"
#include "object/codec.h"

namespace tauraro {

namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

int hex_value(std::uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// The character of a one-letter escape, or -1.
int simple_escape(std::uint8_t c) {
  switch (c) {
    case '\\': case '\'': case '"': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case 'v': return '\v';
    case 'a': return '\a';
    default: return -1;
  }
}

bool is_octal(std::uint8_t c) { return c >= '0' && c <= '7'; }

/// What stands at a backslash.
struct Escape {
  std::size_t end = 0;           ///< behind what was read
  char32_t character = 0;
  bool nothing = false;          ///< a backslash before a newline
  const char* error = nullptr;
  bool incomplete = false;       ///< more input could complete it
};

/// "\xhh" and longer: `digits` hexadecimal digits from `place`.
Escape read_hex(const DecodeContext& in, std::size_t place, int digits, const char* error) {
  Escape escape;
  char32_t number = 0;
  int seen = 0;
  for (; seen < digits && place < in.size() && hex_value(in.byte(place)) >= 0; ++seen) number = number << 4 | static_cast<char32_t>(hex_value(in.byte(place++)));
  escape.end = place;
  escape.character = number;
  if (seen < digits) {
    escape.error = error;
    escape.incomplete = place == in.size();
  } else if (number > 0x10ffff) {
    escape.error = "illegal Unicode character";
  }
  return escape;
}

Escape read_name(const DecodeContext& in, std::size_t place) {
  Escape escape;
  escape.error = "malformed \\N character escape";
  escape.end = place;
  if (place >= in.size()) {
    escape.incomplete = true;
    return escape;
  }
  if (in.byte(place) != '{') return escape;
  const std::size_t close = in.input().find('}', place);
  if (close == std::string_view::npos) {
    escape.end = in.size();
    escape.incomplete = true;
    return escape;
  }
  escape.end = close + 1;
  const std::string_view name = in.input().substr(place + 1, close - place - 1);
  if (name.empty()) return escape;
  escape.error = "unknown Unicode character name";
  if (unicode::find_by_name(name, &escape.character)) escape.error = nullptr;
  return escape;
}

/// \pre in.byte(place) is a backslash
Escape read_escape(const DecodeContext& in, std::size_t place) {
  Escape escape;
  if (++place >= in.size()) {
    escape.end = in.size();
    escape.error = "\\ at end of string";
    escape.incomplete = true;
    return escape;
  }
  const std::uint8_t c = in.byte(place++);
  escape.end = place;
  if (c == '\n') {
    escape.nothing = true;
  } else if (simple_escape(c) >= 0) {
    escape.character = static_cast<char32_t>(simple_escape(c));
  } else if (is_octal(c)) {
    escape.character = c - '0';
    for (int i = 0; i < 2 && escape.end < in.size() && is_octal(in.byte(escape.end)); ++i)
      escape.character = escape.character * 8 + in.byte(escape.end++) - '0';
    // More digits may follow.
    escape.incomplete = escape.end == in.size() && escape.end - place < 2;
  } else if (c == 'x') {
    return read_hex(in, place, 2, "truncated \\xXX escape");
  } else if (c == 'u') {
    return read_hex(in, place, 4, "truncated \\uXXXX escape");
  } else if (c == 'U') {
    return read_hex(in, place, 8, "truncated \\UXXXXXXXX escape");
  } else if (c == 'N') {
    return read_name(in, place);
  } else {
    escape.end = place - 1;  // not an escape: the backslash stands for itself
    escape.character = '\\';
  }
  return escape;
}

void append_escape(ByteBuilder& out, char32_t c) {
  const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  out.append('\\');
  out.append(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
  for (int i = digits - 1; i >= 0; --i) out.append(kHexDigits[c >> (4 * i) & 15]);
}

}  // namespace

Result<Value> decode_unicode_escape(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed) {
  DecodeContext context(vm, "unicodeescape", input, errors);
  StrBuilder out(vm);
  std::size_t place = 0;
  while (place < context.size()) {
    if (context.byte(place) != '\\') {
      out.append(char32_t{context.byte(place++)});
      continue;
    }
    const Escape escape = read_escape(context, place);
    if (escape.incomplete && !final) break;
    if (escape.error) {
      place = TRY(context.error(out, place, escape.end, escape.error));
      continue;
    }
    if (!escape.nothing) out.append(escape.character);
    place = escape.end;
  }
  *consumed = place;
  return out.finish();
}

Result<Value> decode_raw_unicode_escape(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed) {
  DecodeContext context(vm, "rawunicodeescape", input, errors);
  StrBuilder out(vm);
  std::size_t place = 0;
  while (place < context.size()) {
    const std::uint8_t c = context.byte(place);
    if (c != '\\') {
      out.append(char32_t{c});
      ++place;
      continue;
    }
    if (place + 1 == context.size()) {
      if (!final) break;
      out.append(U'\\');
      ++place;
      continue;
    }
    const std::uint8_t letter = context.byte(place + 1);
    if (letter != 'u' && letter != 'U') {
      out.append(U'\\');
      out.append(char32_t{letter});
      place += 2;
      continue;
    }
    const Escape escape = letter == 'u' ? read_hex(context, place + 2, 4, "truncated \\uXXXX escape") : read_hex(context, place + 2, 8, "truncated \\UXXXXXXXX escape");
    if (escape.incomplete && !final) break;
    if (escape.error) {
      place = TRY(context.error(out, place, escape.end, escape.character > 0x10ffff ? "\\Uxxxxxxxx out of range" : escape.error));
      continue;
    }
    out.append(escape.character);
    place = escape.end;
  }
  *consumed = place;
  return out.finish();
}

Result<Bytes*> encode_unicode_escape(Vm& vm, Str* text, Str*) {
  const StrView characters = view(vm, text);
  ByteBuilder out;
  for (std::uint32_t i = 0; i < characters.length; ++i) {
    const char32_t c = characters[i];
    switch (c) {
      case '\t': out.append("\\t"); break;
      case '\n': out.append("\\n"); break;
      case '\r': out.append("\\r"); break;
      case '\\': out.append("\\\\"); break;
      default:
        if (c >= ' ' && c < 0x7f) {
          out.append(static_cast<char>(c));
        } else {
          append_escape(out, c);
        }
    }
  }
  return out.finish(vm);
}

Result<Bytes*> encode_raw_unicode_escape(Vm& vm, Str* text, Str*) {
  const StrView characters = view(vm, text);
  ByteBuilder out;
  for (std::uint32_t i = 0; i < characters.length; ++i) {
    if (characters[i] < 0x100) {
      out.append(static_cast<char>(characters[i]));
    } else {
      append_escape(out, characters[i]);
    }
  }
  return out.finish(vm);
}

Result<Bytes*> decode_bytes_escape(Vm& vm, std::string_view input, Str* errors) {
  ByteBuilder out;
  for (std::size_t place = 0; place < input.size();) {
    if (input[place] != '\\') {
      out.append(input[place++]);
      continue;
    }
    if (++place == input.size()) return vm.raise(TypeId::ValueError, "Trailing \\ in string");
    const auto c = static_cast<std::uint8_t>(input[place++]);
    if (c == '\n') continue;
    if (simple_escape(c) >= 0) {
      out.append(static_cast<char>(simple_escape(c)));
    } else if (is_octal(c)) {
      int number = c - '0';
      for (int i = 0; i < 2 && place < input.size() && is_octal(static_cast<std::uint8_t>(input[place])); ++i) number = number * 8 + input[place++] - '0';
      out.append(static_cast<char>(number));
    } else if (c == 'x') {
      const int first = place < input.size() ? hex_value(static_cast<std::uint8_t>(input[place])) : -1;
      const int second = first >= 0 && place + 1 < input.size() ? hex_value(static_cast<std::uint8_t>(input[place + 1])) : -1;
      if (second >= 0) {
        out.append(static_cast<char>(first << 4 | second));
        place += 2;
        continue;
      }
      if (!errors || str_equal(vm, errors, "strict"))
        return vm.raise_error(TypeId::ValueError, "invalid \\x escape at position ", place - 2);
      if (str_equal(vm, errors, "replace")) {
        out.append('?');
      } else if (!str_equal(vm, errors, "ignore")) {
        return vm.raise_error(TypeId::ValueError, "decoding error; unknown error handling code: ", to_utf8(vm, errors));
      }
      if (first >= 0) ++place;
    } else {
      out.append('\\');
      out.append(static_cast<char>(c));
    }
  }
  return out.finish(vm);
}

}  // namespace tauraro
