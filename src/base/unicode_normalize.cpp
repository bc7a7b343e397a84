#include "base/unicode_normalize.h"

#include <algorithm>

#include "base/unicode_database.h"

namespace tauraro::unicode {

namespace database {

const Decomposition* find_decomposition(char32_t character) {
  const Decomposition* end = kDecompositions + kDecompositionCount;
  const Decomposition* row =
      std::lower_bound(kDecompositions, end, character, [](const Decomposition& entry, char32_t c) { return entry.character < c; });
  return row != end && row->character == character ? row : nullptr;
}

bool is_unassigned_in_32(char32_t character) {
  const CodeRange* after = std::upper_bound(kUnassignedIn32, kUnassignedIn32 + kUnassignedIn32Count, character,
                                            [](char32_t c, const CodeRange& range) { return c < range.first; });
  return after != kUnassignedIn32 && character <= after[-1].last;
}

const OldProperties* find_old_properties(char32_t character) {
  const OldProperties* end = kChangedSince32 + kChangedSince32Count;
  const OldProperties* row =
      std::lower_bound(kChangedSince32, end, character, [](const OldProperties& entry, char32_t c) { return entry.character < c; });
  return row != end && row->character == character ? row : nullptr;
}

}  // namespace database

namespace {

std::uint8_t combining_class(char32_t character) { return character < 0x300 ? 0 : database::record(character).combining_class; }

// Hangul syllables are composed by arithmetic (Unicode 3.12).
constexpr char32_t kSyllables = 0xac00, kLeading = 0x1100, kVowels = 0x1161, kTrailing = 0x11a7;
constexpr char32_t kLeadingCount = 19, kVowelCount = 21, kTrailingCount = 28;
constexpr char32_t kSyllableCount = kLeadingCount * kVowelCount * kTrailingCount;

void append_decomposed(std::u32string& out, char32_t character, bool compatible) {
  if (character < 0xa0) {
    out += character;
    return;
  }
  if (character - kSyllables < kSyllableCount) {
    const char32_t index = character - kSyllables;
    out += kLeading + index / (kVowelCount * kTrailingCount);
    out += kVowels + index % (kVowelCount * kTrailingCount) / kTrailingCount;
    if (index % kTrailingCount) out += kTrailing + index % kTrailingCount;
    return;
  }
  const database::Decomposition* row = database::find_decomposition(character);
  if (!row || (row->tag != 0 && !compatible)) {
    out += character;
    return;
  }
  for (std::uint16_t i = 0; i < row->length; ++i) append_decomposed(out, database::kDecompositionPool[row->index + i], compatible);
}

/// The composed character, or 0.
char32_t compose(char32_t first, char32_t second) {
  if (first - kLeading < kLeadingCount && second - kVowels < kVowelCount)
    return kSyllables + ((first - kLeading) * kVowelCount + (second - kVowels)) * kTrailingCount;
  if (first - kSyllables < kSyllableCount && (first - kSyllables) % kTrailingCount == 0 && second - kTrailing - 1 < kTrailingCount - 1)
    return first + (second - kTrailing);
  const database::Composition* end = database::kCompositions + database::kCompositionCount;
  const auto* row = std::lower_bound(database::kCompositions, end, database::Composition{first, second, 0},
                                     [](const database::Composition& a, const database::Composition& b) {
                                       return a.first != b.first ? a.first < b.first : a.second < b.second;
                                     });
  return row != end && row->first == first && row->second == second ? row->composed : 0;
}

void sort_marks(std::u32string& text) {
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && combining_class(text[end]) != 0) ++end;
    std::stable_sort(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end),
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

std::u32string normalize(std::u32string_view text, NormalForm form) {
  const bool compatible = form == NormalForm::Nfkc || form == NormalForm::Nfkd;
  std::u32string decomposed;
  decomposed.reserve(text.size());
  for (const char32_t c : text) append_decomposed(decomposed, c, compatible);
  sort_marks(decomposed);
  return form == NormalForm::Nfc || form == NormalForm::Nfkc ? composed(decomposed) : decomposed;
}

}  // namespace tauraro::unicode
