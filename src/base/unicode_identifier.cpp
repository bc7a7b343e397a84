#include "base/unicode_identifier.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/utf8.h"

namespace tauraro::unicode {

namespace {

struct Range {
  char32_t first, last;
};
struct Decomposition {
  char32_t code_point;
  std::uint16_t index, length;  ///< in kDecompositionPool
};
struct Composition {
  char32_t first, second, composed;
};
struct CombiningClass {
  char32_t first, last;
  std::uint8_t combining_class;
};

#include "base/unicode_identifier_data.inc"

template <std::size_t N>
bool contains(const Range (&ranges)[N], char32_t code_point) {
  const auto* after = std::upper_bound(ranges, ranges + N, code_point, [](char32_t c, const Range& range) { return c < range.first; });
  return after != ranges && code_point <= after[-1].last;
}

std::uint8_t combining_class(char32_t code_point) {
  if (code_point < 0x300) return 0;
  const auto* end = std::end(kCombiningClasses);
  const auto* after =
      std::upper_bound(std::begin(kCombiningClasses), end, code_point, [](char32_t c, const CombiningClass& row) { return c < row.first; });
  return after != std::begin(kCombiningClasses) && code_point <= after[-1].last ? after[-1].combining_class : 0;
}

// Hangul syllables are composed by arithmetic (Unicode 3.12).
constexpr char32_t kSyllables = 0xac00, kLeading = 0x1100, kVowels = 0x1161, kTrailing = 0x11a7;
constexpr char32_t kLeadingCount = 19, kVowelCount = 21, kTrailingCount = 28;
constexpr char32_t kSyllableCount = kLeadingCount * kVowelCount * kTrailingCount;

void append_decomposed(std::u32string& out, char32_t code_point) {
  if (code_point - kSyllables < kSyllableCount) {
    const char32_t index = code_point - kSyllables;
    out += kLeading + index / (kVowelCount * kTrailingCount);
    out += kVowels + index % (kVowelCount * kTrailingCount) / kTrailingCount;
    if (index % kTrailingCount) out += kTrailing + index % kTrailingCount;
    return;
  }
  const auto* row = std::lower_bound(std::begin(kDecompositions), std::end(kDecompositions), code_point,
                                     [](const Decomposition& entry, char32_t c) { return entry.code_point < c; });
  if (row != std::end(kDecompositions) && row->code_point == code_point) {
    out.append(kDecompositionPool + row->index, row->length);
  } else {
    out += code_point;
  }
}

/// The composed code point, or 0.
char32_t compose(char32_t first, char32_t second) {
  if (first - kLeading < kLeadingCount && second - kVowels < kVowelCount) {
    return kSyllables + ((first - kLeading) * kVowelCount + (second - kVowels)) * kTrailingCount;
  }
  if (first - kSyllables < kSyllableCount && (first - kSyllables) % kTrailingCount == 0 && second - kTrailing - 1 < kTrailingCount - 1) {
    return first + (second - kTrailing);
  }
  const auto* row = std::lower_bound(std::begin(kCompositions), std::end(kCompositions), Composition{first, second, 0},
                                     [](const Composition& a, const Composition& b) {
                                       return a.first != b.first ? a.first < b.first : a.second < b.second;
                                     });
  return row != std::end(kCompositions) && row->first == first && row->second == second ? row->composed : 0;
}

void sort_marks(std::u32string& text) {
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && combining_class(text[end]) != 0) ++end;
    std::stable_sort(text.begin() + begin, text.begin() + end,
                     [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
    begin = end + 1;
  }
}

std::u32string composed(const std::u32string& text) {
  std::u32string out;
  std::size_t starter = std::u32string::npos;
  std::uint8_t last_class = 0;  // of the character before, if it could not be composed with the starter
  for (const char32_t c : text) {
    const std::uint8_t mark_class = combining_class(c);
    const bool is_blocked = starter != std::u32string::npos && out.size() > starter + 1 && (last_class == 0 || last_class >= mark_class);
    if (starter != std::u32string::npos && !is_blocked) {
      if (const char32_t joined = compose(out[starter], c)) {
        out[starter] = joined;
        continue;
      }
    }
    if (mark_class == 0) starter = out.size();
    last_class = mark_class;
    out += c;
  }
  return out;
}

}  // namespace

bool is_identifier_start(char32_t code_point) { return contains(kIdentifierStart, code_point); }
bool is_identifier_part(char32_t code_point) { return contains(kIdentifierPart, code_point); }
bool is_printable(char32_t code_point) { return code_point <= 0x10ffff && !contains(kUnprintable, code_point); }

std::string to_nfkc(std::string_view text) {
  if (utf8::is_ascii(text)) return std::string(text);
  std::u32string decomposed;
  while (!text.empty()) {
    const utf8::Decoded decoded = utf8::decode(text);
    append_decomposed(decomposed, decoded.code_point);
    text.remove_prefix(decoded.length);
  }
  sort_marks(decomposed);
  std::string out;
  for (const char32_t c : composed(decomposed)) utf8::append(out, c);
  return out;
}

}  // namespace tauraro::unicode
