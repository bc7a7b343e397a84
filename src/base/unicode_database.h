#pragma once
#include <cstddef>
#include <cstdint>

/// The tables behind unicodedata and normalization; written by tools/generate_unicode_database.py.
namespace tauraro::unicode::database {

inline constexpr const char* kBidirectionalNames[] = {"",   "L",  "LRE", "LRO", "R", "AL", "RLE", "RLO", "PDF", "EN",  "ES",  "ET",
                                                      "AN", "CS", "NSM", "BN",  "B", "S",  "WS",  "ON",  "LRI", "RLI", "FSI", "PDI"};
inline constexpr const char* kWidthNames[] = {"F", "H", "W", "Na", "A", "N"};

struct Record {
  std::uint8_t bidirectional;     ///< in kBidirectionalNames
  std::uint8_t combining_class;
  std::uint8_t mirrored;
  std::uint8_t width;             ///< in kWidthNames
};

/// One step of the decomposition of a character. Hangul syllables are not listed.
struct Decomposition {
  char32_t character;
  std::uint16_t tag;              ///< in kTags; 0: canonical
  std::uint16_t index, length;    ///< in kDecompositionPool
};
struct Composition {
  char32_t first, second, composed;
};
struct CodeRange {
  char32_t first, last;
};
/// What Unicode 3.2 said otherwise.
struct OldProperties {
  char32_t character;
  std::uint8_t category, bidirectional;
};

inline constexpr int kBlockShift = 8;
extern const Record kRecords[];
extern const std::uint16_t kBlocks[];
extern const std::uint8_t kRecordIndices[];
extern const char* const kTags[];
extern const Decomposition kDecompositions[];
extern const std::size_t kDecompositionCount;
extern const char32_t kDecompositionPool[];
extern const Composition kCompositions[];
extern const std::size_t kCompositionCount;
extern const CodeRange kUnassignedIn32[];
extern const std::size_t kUnassignedIn32Count;
extern const OldProperties kChangedSince32[];
extern const std::size_t kChangedSince32Count;

/// \pre character <= 0x10ffff
inline const Record& record(char32_t character) {
  const std::uint32_t block = kBlocks[character >> kBlockShift];
  return kRecords[kRecordIndices[(block << kBlockShift) + (character & ((1 << kBlockShift) - 1))]];
}
/// The step for a character, or null.
const Decomposition* find_decomposition(char32_t character);
/// Assigned after Unicode 3.2.
bool is_unassigned_in_32(char32_t character);
const OldProperties* find_old_properties(char32_t character);

}  // namespace tauraro::unicode::database
