#include "base/unicode_data.h"
#include "base/unicode_identifier.h"
#include "builtins/str_methods.h"

namespace tauraro {

using unicode::CaseMapping;

namespace {

constexpr char32_t kCapitalSigma = 0x3a3, kSmallSigma = 0x3c3, kFinalSigma = 0x3c2;

/// Whether the capital sigma at `place` ends a word: its small form is then another one.
bool is_final_sigma(StrView text, std::uint32_t place) {
  const auto ignorable = [&](std::uint32_t i) { return unicode::has(text[i], unicode::kCaseIgnorable); };
  std::int64_t before = std::int64_t{place} - 1;
  while (before >= 0 && ignorable(static_cast<std::uint32_t>(before))) --before;
  if (before < 0 || !unicode::has(text[static_cast<std::uint32_t>(before)], unicode::kCased)) return false;
  std::uint32_t after = place + 1;
  while (after < text.length && ignorable(after)) ++after;
  return after == text.length || !unicode::has(text[after], unicode::kCased);
}

void append_mapped(StrBuilder& out, StrView text, std::uint32_t place, CaseMapping mapping) {
  const char32_t character = text[place];
  if (character == kCapitalSigma && mapping == CaseMapping::Lower) return out.append(is_final_sigma(text, place) ? kFinalSigma : kSmallSigma);
  char32_t mapped[unicode::kMaxMappedLength];
  const int length = unicode::map_case(character, mapping, mapped);
  for (int i = 0; i < length; ++i) out.append(mapped[i]);
}

std::uint8_t ascii_upper(std::uint8_t c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }
std::uint8_t ascii_lower(std::uint8_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

constexpr std::uint64_t repeated(std::uint8_t byte) { return byte * std::uint64_t{0x0101'0101'0101'0101}; }

/// The other case of eight ASCII characters where they are in first..last, letters of one case.
std::uint64_t switch_case(std::uint64_t word, std::uint8_t first, std::uint8_t last) {
  const std::uint64_t from_first = word + repeated(static_cast<std::uint8_t>(0x80 - first));
  const std::uint64_t above_last = word + repeated(static_cast<std::uint8_t>(0x7f - last));
  return word ^ (((from_first ^ above_last) & repeated(0x80)) >> 2);
}

/// The ASCII text with the letters first..last in the other case.
Result<Value> map_letters(Vm& vm, StrView text, std::uint8_t first, std::uint8_t last) {
  Str* result = TRY(new_str_uninitialized(vm, text.length, 1, true));
  const std::uint8_t* in = text.latin1();
  auto* out = static_cast<std::uint8_t*>(result->data);
  std::uint32_t i = 0;
  for (; i + 8 <= text.length; i += 8) {
    std::uint64_t word;
    std::memcpy(&word, in + i, 8);
    word = switch_case(word, first, last);
    std::memcpy(out + i, &word, 8);
  }
  for (; i < text.length; ++i) out[i] = in[i] >= first && in[i] <= last ? in[i] ^ 0x20 : in[i];
  return str_value(result);
}

/// A new ASCII str, each character from that of `text` at the same place.
template <class Map>
Result<Value> map_ascii(Vm& vm, StrView text, Map map) {
  Str* result = TRY(new_str_uninitialized(vm, text.length, 1, true));
  auto* out = static_cast<std::uint8_t*>(result->data);
  for (std::uint32_t i = 0; i < text.length; ++i) out[i] = map(i, text.latin1()[i]);
  return str_value(result);
}

Result<Value> map_all(Vm& vm, Str* self, CaseMapping mapping) {
  const StrView text = view(vm, self);
  if (is_ascii(self)) {
    return mapping == CaseMapping::Upper ? map_letters(vm, text, 'a', 'z') : map_letters(vm, text, 'A', 'Z');
  }
  StrBuilder out(vm);
  for (std::uint32_t i = 0; i < text.length; ++i) append_mapped(out, text, i, mapping);
  return out.finish();
}

/// Whether the text is not empty and each character has one of the flags.
Result<Value> all_have(Vm& vm, const Args& args, std::uint32_t flags) {
  const StrView text = view(vm, self_str(args));
  for (std::uint32_t i = 0; i < text.length; ++i)
    if (!(unicode::record(text[i]).flags & flags)) return Value::from_bool(false);
  return Value::from_bool(text.length > 0);
}

/// Some character has `wanted`, and none has one of `excluded`.
Result<Value> one_case(Vm& vm, const Args& args, std::uint32_t wanted, std::uint32_t excluded) {
  const StrView text = view(vm, self_str(args));
  bool found = false;
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const std::uint32_t flags = unicode::record(text[i]).flags;
    if (flags & excluded) return Value::from_bool(false);
    found |= (flags & wanted) != 0;
  }
  return Value::from_bool(found);
}

}  // namespace

namespace str_methods {

Result<Value> str_upper(Vm& vm, const Args& args) { return map_all(vm, self_str(args), CaseMapping::Upper); }
Result<Value> str_lower(Vm& vm, const Args& args) { return map_all(vm, self_str(args), CaseMapping::Lower); }
Result<Value> str_casefold(Vm& vm, const Args& args) { return map_all(vm, self_str(args), CaseMapping::Fold); }

Result<Value> str_capitalize(Vm& vm, const Args& args) {
  Str* self = self_str(args);
  const StrView text = view(vm, self);
  if (is_ascii(self))
    return map_ascii(vm, text, [](std::uint32_t i, std::uint8_t c) { return i == 0 ? ascii_upper(c) : ascii_lower(c); });
  StrBuilder out(vm);
  for (std::uint32_t i = 0; i < text.length; ++i) append_mapped(out, text, i, i == 0 ? CaseMapping::Title : CaseMapping::Lower);
  return out.finish();
}

Result<Value> str_title(Vm& vm, const Args& args) {
  const StrView text = view(vm, self_str(args));
  StrBuilder out(vm);
  bool in_word = false;
  for (std::uint32_t i = 0; i < text.length; ++i) {
    append_mapped(out, text, i, in_word ? CaseMapping::Lower : CaseMapping::Title);
    in_word = unicode::has(text[i], unicode::kCased);
  }
  return out.finish();
}

Result<Value> str_swapcase(Vm& vm, const Args& args) {
  const StrView text = view(vm, self_str(args));
  StrBuilder out(vm);
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const std::uint32_t flags = unicode::record(text[i]).flags;
    if (flags & unicode::kUpper) {
      append_mapped(out, text, i, CaseMapping::Lower);
    } else if (flags & unicode::kLower) {
      append_mapped(out, text, i, CaseMapping::Upper);
    } else {
      out.append(text[i]);
    }
  }
  return out.finish();
}

Result<Value> str_isalnum(Vm& vm, const Args& args) {
  return all_have(vm, args, unicode::kAlpha | unicode::kDecimal | unicode::kDigit | unicode::kNumeric);
}
Result<Value> str_isalpha(Vm& vm, const Args& args) { return all_have(vm, args, unicode::kAlpha); }
Result<Value> str_isdecimal(Vm& vm, const Args& args) { return all_have(vm, args, unicode::kDecimal); }
Result<Value> str_isdigit(Vm& vm, const Args& args) { return all_have(vm, args, unicode::kDigit); }
Result<Value> str_isnumeric(Vm& vm, const Args& args) { return all_have(vm, args, unicode::kNumeric); }
Result<Value> str_isspace(Vm& vm, const Args& args) { return all_have(vm, args, unicode::kSpace); }
Result<Value> str_isprintable(Vm& vm, const Args& args) {
  return self_str(args)->length == 0 ? Result<Value>(Value::from_bool(true)) : all_have(vm, args, unicode::kPrintable);
}
Result<Value> str_isascii(Vm& vm, const Args& args) { return Value::from_bool(is_ascii(self_str(args))); }
Result<Value> str_islower(Vm& vm, const Args& args) { return one_case(vm, args, unicode::kLower, unicode::kUpper | unicode::kTitle); }
Result<Value> str_isupper(Vm& vm, const Args& args) { return one_case(vm, args, unicode::kUpper, unicode::kLower | unicode::kTitle); }

Result<Value> str_istitle(Vm& vm, const Args& args) {
  const StrView text = view(vm, self_str(args));
  bool in_word = false, found = false;
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const std::uint32_t flags = unicode::record(text[i]).flags;
    const bool capital = flags & (unicode::kUpper | unicode::kTitle), small = flags & unicode::kLower;
    if (capital == in_word && (capital || small)) return Value::from_bool(false);
    in_word = capital || small;
    found |= in_word;
  }
  return Value::from_bool(found);
}

Result<Value> str_isidentifier(Vm& vm, const Args& args) {
  const StrView text = view(vm, self_str(args));
  if (text.length == 0 || !unicode::is_identifier_start(text[0])) return Value::from_bool(false);
  for (std::uint32_t i = 1; i < text.length; ++i)
    if (!unicode::is_identifier_part(text[i])) return Value::from_bool(false);
  return Value::from_bool(true);
}

}  // namespace str_methods
}  // namespace tauraro
