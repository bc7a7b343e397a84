#include <algorithm>

#include "base/unicode_data.h"

namespace tauraro::unicode {

namespace {

int copy_special(std::uint32_t place, char32_t* out) {
  const int length = static_cast<int>(kSpecialMappings[place]);
  std::copy_n(kSpecialMappings + place + 1, length, out);
  return length;
}

}  // namespace

int map_case(char32_t character, CaseMapping mapping, char32_t* out) {
  const CharacterRecord& row = record(character);
  if (row.flags & kSpecialCase) {
    switch (mapping) {
      case CaseMapping::Upper: return copy_special(static_cast<std::uint32_t>(row.upper), out);
      case CaseMapping::Lower: return copy_special(row.special_lower, out);
      case CaseMapping::Title: return copy_special(static_cast<std::uint32_t>(row.title), out);
      case CaseMapping::Fold: return copy_special(row.fold, out);
    }
  }
  std::int32_t distance = row.lower;
  if (mapping == CaseMapping::Upper) distance = row.upper;
  if (mapping == CaseMapping::Title) distance = row.title;
  *out = character + static_cast<char32_t>(distance);
  return 1;
}

double numeric_value(char32_t character) {
  const NumericValue* end = kNumericValues + kNumericValueCount;
  const NumericValue* found = std::lower_bound(
      kNumericValues, end, character, [](const NumericValue& row, char32_t key) { return row.character < key; });
  if (found != end && found->character == character) return found->value;
  const int digit = digit_value(character);
  return digit >= 0 ? digit : kNoNumericValue;
}

}  // namespace tauraro::unicode
