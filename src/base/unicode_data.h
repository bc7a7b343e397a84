#pragma once
#include <cstddef>
#include <cstdint>

/// Properties and case mappings of Unicode characters; the data is written by tools/generate_unicode.py.
namespace tauraro::unicode {

enum CharacterFlags : std::uint16_t {
  kAlpha = 1 << 0,
  kDecimal = 1 << 1,
  kDigit = 1 << 2,
  kNumeric = 1 << 3,
  kSpace = 1 << 4,
  kPrintable = 1 << 5,
  kUpper = 1 << 6,
  kLower = 1 << 7,
  kTitle = 1 << 8,      ///< category Lt
  kLineBreak = 1 << 9,  ///< str.splitlines breaks after it
  kCased = 1 << 10,
  kCaseIgnorable = 1 << 11,
  kSpecialCase = 1 << 12,  ///< some mapping is special: see CharacterRecord
};

/// General categories, in the order of the generator.
inline constexpr const char* kCategoryNames[] = {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd",
                                                 "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
                                                 "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co"};

/// Shared by all characters that behave alike. upper, lower, title are distances to the mapped character. With kSpecialCase,
/// upper, title, special_lower and fold are places in kSpecialMappings (length, then characters), and lower is the distance to
/// the simple lower case.
struct CharacterRecord {
  std::int32_t upper, lower, title;
  std::uint16_t special_lower, fold;
  std::int8_t decimal, digit;  ///< -1: none
  std::uint8_t category;
  std::uint16_t flags;
};

inline constexpr int kBlockShift = 7;
extern const CharacterRecord kRecords[];
extern const std::uint16_t kBlocks[];
extern const std::uint16_t kRecordIndices[];
extern const char32_t kSpecialMappings[];

/// \pre character <= 0x10ffff
inline const CharacterRecord& record(char32_t character) {
  const std::uint32_t block = kBlocks[character >> kBlockShift];
  return kRecords[kRecordIndices[(block << kBlockShift) + (character & ((1 << kBlockShift) - 1))]];
}
inline bool has(char32_t character, CharacterFlags flag) { return record(character).flags & flag; }
inline bool is_space(char32_t character) { return has(character, kSpace); }
inline bool is_line_break(char32_t character) { return has(character, kLineBreak); }
/// Value of a decimal digit, or -1.
inline int decimal_value(char32_t character) { return record(character).decimal; }
inline int digit_value(char32_t character) { return record(character).digit; }

/// The one-character lower case, as regular expressions use it.
inline char32_t simple_lower(char32_t character) { return character + static_cast<char32_t>(record(character).lower); }

enum class CaseMapping : std::uint8_t { Upper, Lower, Title, Fold };
/// Longest result of map_case.
inline constexpr int kMaxMappedLength = 3;
/// Writes the full mapping of one character (without context) and returns its length, 1 to 3.
int map_case(char32_t character, CaseMapping mapping, char32_t* out);

/// A numeric value that is not that of a digit.
struct NumericValue {
  char32_t character;
  double value;
};
extern const NumericValue kNumericValues[];
extern const std::size_t kNumericValueCount;
/// unicodedata.numeric, or -2 when there is none.
double numeric_value(char32_t character);
inline constexpr double kNoNumericValue = -2;

}  // namespace tauraro::unicode
