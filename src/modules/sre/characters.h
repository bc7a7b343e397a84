#pragma once
#include "base/unicode_data.h"
#include "modules/sre/codes.h"

namespace tauraro::sre {

inline char32_t ascii_lower(char32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
inline char32_t ascii_upper(char32_t c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }
inline char32_t unicode_upper(char32_t c) {
  char32_t mapped[unicode::kMaxMappedLength];
  return unicode::map_case(c, unicode::CaseMapping::Upper, mapped) == 1 ? mapped[0] : c;
}
/// The lower case that patterns of this kind are compiled with. (Locales: that of C.)
inline char32_t lower(char32_t c, Case mode) {
  if (mode == Case::Exact) return c;
  return mode == Case::Unicode ? unicode::simple_lower(c) : ascii_lower(c);
}

inline bool is_ascii_word(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
inline bool is_unicode_word(char32_t c) {
  return c == '_' || unicode::record(c).flags & (unicode::kAlpha | unicode::kDecimal | unicode::kDigit | unicode::kNumeric);
}

inline bool in_category(std::uint32_t category, char32_t c) {
  switch (category) {
    case kDigit: return c >= '0' && c <= '9';
    case kNotDigit: return !(c >= '0' && c <= '9');
    case kSpace: return c == ' ' || (c >= 9 && c <= 13);
    case kNotSpace: return !(c == ' ' || (c >= 9 && c <= 13));
    case kWord: case kLocWord: return is_ascii_word(c);
    case kNotWord: case kLocNotWord: return !is_ascii_word(c);
    case kLineBreak: return c == '\n';
    case kNotLineBreak: return c != '\n';
    case kUniDigit: return unicode::has(c, unicode::kDecimal);
    case kUniNotDigit: return !unicode::has(c, unicode::kDecimal);
    case kUniSpace: return unicode::is_space(c);
    case kUniNotSpace: return !unicode::is_space(c);
    case kUniWord: return is_unicode_word(c);
    case kUniNotWord: return !is_unicode_word(c);
    case kUniLineBreak: return unicode::is_line_break(c);
    case kUniNotLineBreak: return !unicode::is_line_break(c);
    default: return false;
  }
}

/// Whether a set (the words up to its kFailure) holds a character.
bool set_holds(const std::uint32_t* set, char32_t c);
/// The same for IN_LOC_IGNORE: the character or its other case.
bool set_holds_any_case(const std::uint32_t* set, char32_t c);

/// Whether an operation that takes one character (LITERAL, IN, ANY...) takes this one.
bool item_holds(const std::uint32_t* item, char32_t c);

}  // namespace tauraro::sre
