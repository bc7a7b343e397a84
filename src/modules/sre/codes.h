#pragma once
#include <cstdint>

/// The instruction set of re._constants in 3.11.
namespace tauraro::sre {

inline constexpr std::uint32_t kMagic = 20220615;
inline constexpr std::uint32_t kMaxRepeat = 0xffff'ffff;
inline constexpr std::uint32_t kMaxGroups = 0x3fff'ffff;

enum Op : std::uint32_t {
  kFailure, kSuccess, kAny, kAnyAll, kAssert, kAssertNot, kAt, kBranch, kCategory, kCharset, kBigCharset, kGroupRef,
  kGroupRefExists, kIn, kInfo, kJump, kLiteral, kMark, kMaxUntil, kMinUntil, kNotLiteral, kNegate, kRange, kRepeat,
  kRepeatOne, kSubpattern, kMinRepeatOne, kAtomicGroup, kPossessiveRepeat, kPossessiveRepeatOne, kGroupRefIgnore,
  kInIgnore, kLiteralIgnore, kNotLiteralIgnore, kGroupRefLocIgnore, kInLocIgnore, kLiteralLocIgnore,
  kNotLiteralLocIgnore, kGroupRefUniIgnore, kInUniIgnore, kLiteralUniIgnore, kNotLiteralUniIgnore, kRangeUniIgnore,
  kOpCount
};

enum Place : std::uint32_t {
  kAtBeginning, kAtBeginningLine, kAtBeginningString, kAtBoundary, kAtNonBoundary, kAtEnd, kAtEndLine, kAtEndString,
  kAtLocBoundary, kAtLocNonBoundary, kAtUniBoundary, kAtUniNonBoundary, kPlaceCount
};

enum Category : std::uint32_t {
  kDigit, kNotDigit, kSpace, kNotSpace, kWord, kNotWord, kLineBreak, kNotLineBreak, kLocWord, kLocNotWord, kUniDigit,
  kUniNotDigit, kUniSpace, kUniNotSpace, kUniWord, kUniNotWord, kUniLineBreak, kUniNotLineBreak, kCategoryCount
};

enum Flag : std::uint32_t {
  kFlagTemplate = 1, kFlagIgnoreCase = 2, kFlagLocale = 4, kFlagMultiLine = 8, kFlagDotAll = 16, kFlagUnicode = 32,
  kFlagVerbose = 64, kFlagDebug = 128, kFlagAscii = 256
};

enum InfoFlag : std::uint32_t { kInfoPrefix = 1, kInfoLiteral = 2, kInfoCharset = 4 };

/// How an operation changes the case of characters before it compares them.
enum class Case : std::uint8_t { Exact, Ascii, Locale, Unicode };

}  // namespace tauraro::sre
