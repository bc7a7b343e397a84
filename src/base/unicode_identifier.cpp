#include "base/unicode_identifier.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/unicode_data.h"
#include "base/unicode_normalize.h"
#include "base/utf8.h"

namespace tauraro::unicode {

namespace {

struct Range {
  char32_t first, last;
};

#include "base/unicode_identifier_data.inc"

template <std::size_t N>
bool contains(const Range (&ranges)[N], char32_t code_point) {
  const auto* after = std::upper_bound(ranges, ranges + N, code_point, [](char32_t c, const Range& range) { return c < range.first; });
  return after != ranges && code_point <= after[-1].last;
}

}  // namespace

bool is_identifier_start(char32_t code_point) { return contains(kIdentifierStart, code_point); }
bool is_identifier_part(char32_t code_point) { return contains(kIdentifierPart, code_point); }
bool is_printable(char32_t code_point) { return code_point <= 0x10ffff && has(code_point, kPrintable); }

std::string to_nfkc(std::string_view text) {
  if (utf8::is_ascii(text)) return std::string(text);
  std::u32string characters;
  while (!text.empty()) {
    const utf8::Decoded decoded = utf8::decode(text);
    characters += decoded.code_point;
    text.remove_prefix(decoded.length);
  }
  std::string out;
  for (const char32_t c : normalize(characters, NormalForm::Nfkc)) utf8::append(out, c);
  return out;
}

}  // namespace tauraro::unicode
