#include "base/unicode_data.h"
#include "object/format_spec.h"
#include "object/runtime.h"
#include "object/operations.h"
#include "object/str.h"
#include "object/str_chars.h"

namespace tauraro {

namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

char quote_for(StrView text) {
  bool has_single = false;
  for (std::uint32_t i = 0; i < text.length; ++i) {
    if (text[i] == '"') return '\'';
    if (text[i] == '\'') has_single = true;
  }
  return has_single ? '"' : '\'';
}

void append_hex(StrBuilder& out, char32_t character) {
  const int digits = character < 0x100 ? 2 : character < 0x10000 ? 4 : 8;
  out.append(U'\\');
  out.append(char32_t(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U'));
  for (int i = digits - 1; i >= 0; --i) out.append(char32_t(kHexDigits[character >> (4 * i) & 15]));
}

void append_escaped(StrBuilder& out, char32_t character, char quote, bool ascii_only) {
  switch (character) {
    case '\t': return out.append("\\t");
    case '\n': return out.append("\\n");
    case '\r': return out.append("\\r");
    case '\\': return out.append("\\\\");
    default: break;
  }
  if (character == static_cast<char32_t>(quote)) {
    out.append(U'\\');
    return out.append(character);
  }
  if (character < 0x7f ? character >= 0x20 : !ascii_only && unicode::has(character, unicode::kPrintable)) return out.append(character);
  append_hex(out, character);
}

/// Plain ASCII with nothing to escape but perhaps quotes: the common case, copied at once.
bool is_plain(StrView text) {
  if (text.width != 1) return false;
  const std::uint8_t* in = text.latin1();
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const std::uint8_t c = in[i];
    if (c < 0x20 || c >= 0x7f || c == '\\' || c == '\'') return false;
  }
  return true;
}

Result<Value> quoted(Vm& vm, Str* source, bool ascii_only) {
  if (!flatten(vm, source)) return Raised{};
  const StrView text = view(source);
  if (is_plain(text) && text.length < kMaxStrLength - 2) {
    Str* result = TRY(new_str_uninitialized(vm, text.length + 2, 1, true));
    auto* out = static_cast<char*>(result->data);
    out[0] = out[text.length + 1] = '\'';
    std::memcpy(out + 1, text.data, text.length);
    return Value::from_cell(result);
  }
  const char quote = quote_for(text);
  StrBuilder out(vm);
  out.append(char32_t(quote));
  for (std::uint32_t i = 0; i < text.length; ++i) append_escaped(out, text[i], quote, ascii_only);
  out.append(char32_t(quote));
  return out.finish();
}

}  // namespace

Result<Value> str_repr(Vm& vm, Str* text) { return quoted(vm, text, false); }
Result<Value> str_ascii(Vm& vm, Str* text) { return quoted(vm, text, true); }

Result<void> append_repr_of(Vm& vm, StrBuilder& out, Value value) {
  if (value.is_int() || value.is_double()) return append_text_of(vm, out, value);
  if (vm.is_exact(value, TypeId::Str)) {
    const StrView text = view(vm, value.as<Str>());
    if (is_plain(text)) {
      out.append(U'\'');
      out.append(text);
      out.append(U'\'');
      return {};
    }
  }
  out.append(TRY(repr(vm, value)).as<Str>());
  return {};
}

Result<Value> escape_non_ascii(Vm& vm, Str* text) {
  const StrView chars = view(text);
  StrBuilder out(vm);
  for (std::uint32_t i = 0; i < chars.length; ++i) {
    if (chars[i] < 0x80) out.append(chars[i]);
    else append_hex(out, chars[i]);
  }
  return out.finish();
}

}  // namespace tauraro
