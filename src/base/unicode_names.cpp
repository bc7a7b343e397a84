#include "base/unicode_names.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace tauraro::unicode {

namespace {

/// Characters whose name is a prefix and their number.
struct Prefix {
  char32_t first, last;
  std::string_view prefix;
};
struct Alias {
  std::string_view name;
  char32_t code_point;
};
/// The characters from code_point on have names from number `index` on, up to the next run.
struct Run {
  char32_t code_point;
  std::uint32_t index;
};

// kNames has the names in the order of their characters, each a 0 and then its words. A word is one byte (0x01 to 0x9f) or a lead
// byte and one from 0x01 to 0xff, so that 0 is nothing else.
#include "base/unicode_names_data.inc"

constexpr std::uint32_t kFrequentWords = 159, kFirstLead = 0xa0, kNamesPerIndex = 32;

constexpr std::string_view kSyllable = "HANGUL SYLLABLE ";
constexpr std::string_view kInitials[] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"};
constexpr std::string_view kVowels[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O", "WA", "WAE",
                                        "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr std::string_view kFinals[] = {"",   "G",  "GG", "GS", "N", "NJ", "NH", "D",  "L", "LG", "LM", "LB", "LS", "LT",
                                        "LP", "LH", "M",  "B",  "BS", "S", "SS", "NG", "J", "C",  "K",  "T",  "P",  "H"};
constexpr char32_t kFirstSyllable = 0xac00, kLastSyllable = 0xd7a3;

std::string_view word_text(std::size_t number) {
  return std::string_view(kWordText).substr(kWordOffsets[number], kWordOffsets[number + 1] - kWordOffsets[number]);
}

bool append_word(std::string& out, std::string_view word) {
  std::size_t low = 0, high = std::size(kWordCodes);
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (word_text(middle) < word) low = middle + 1;
    else high = middle;
  }
  if (low == std::size(kWordCodes) || word_text(low) != word) return false;
  const std::uint32_t code = kWordCodes[low];
  if (code <= kFrequentWords) {
    out += static_cast<char>(code);
  } else {
    out += static_cast<char>(kFirstLead + (code - kFrequentWords - 1) / 255);
    out += static_cast<char>(1 + (code - kFrequentWords - 1) % 255);
  }
  return true;
}

bool find_listed(std::string_view name, char32_t* code_point) {
  std::string wanted(1, 0);
  for (std::string_view rest = name;;) {
    const std::size_t space = rest.find(' ');
    if (!append_word(wanted, rest.substr(0, space))) return false;
    if (space == std::string_view::npos) break;
    rest.remove_prefix(space + 1);
  }
  wanted += '\0';
  const void* found = memmem(kNames, sizeof kNames, wanted.data(), wanted.size());
  if (!found) return false;
  const auto offset = static_cast<std::uint32_t>(static_cast<const std::uint8_t*>(found) - kNames) + 1;
  const auto* block = std::upper_bound(std::begin(kNameIndex), std::end(kNameIndex), offset) - 1;
  auto number = static_cast<std::uint32_t>((block - kNameIndex) * kNamesPerIndex);
  number += static_cast<std::uint32_t>(std::count(kNames + *block, kNames + offset, 0));
  const auto* run = std::upper_bound(std::begin(kRuns), std::end(kRuns), number, [](std::uint32_t n, const Run& r) { return n < r.index; }) - 1;
  *code_point = run->code_point + (number - run->index);
  return true;
}

/// The longest of the parts that the name begins with.
template <std::size_t N>
std::size_t take_longest(const std::string_view (&parts)[N], std::string_view* name) {
  std::size_t best = N;
  for (std::size_t index = 0; index < N; ++index) {
    if (name->starts_with(parts[index]) && (best == N || parts[index].size() > parts[best].size())) best = index;
  }
  if (best < N) name->remove_prefix(parts[best].size());
  return best;
}

bool find_syllable(std::string_view name, char32_t* code_point) {
  if (!name.starts_with(kSyllable)) return false;
  name.remove_prefix(kSyllable.size());
  const std::size_t initial = take_longest(kInitials, &name);
  const std::size_t vowel = take_longest(kVowels, &name);
  if (vowel == std::size(kVowels)) return false;
  const std::size_t final = take_longest(kFinals, &name);
  if (!name.empty()) return false;
  *code_point = kFirstSyllable + static_cast<char32_t>((initial * std::size(kVowels) + vowel) * std::size(kFinals) + final);
  return true;
}

std::string hexadecimal(char32_t number) {
  std::string digits;
  for (; number; number >>= 4) digits.insert(digits.begin(), "0123456789ABCDEF"[number & 15]);
  return digits;
}

bool find_numbered(std::string_view name, char32_t* code_point) {
  for (const Prefix& row : kPrefixes) {
    if (!name.starts_with(row.prefix)) continue;
    char32_t number = 0;
    for (const char c : name.substr(row.prefix.size())) {
      if (number > 0x10ffff) return false;
      number = number << 4 | static_cast<char32_t>(c <= '9' ? c - '0' : c - 'A' + 10);
    }
    if (number < row.first || number > row.last || row.prefix.size() + hexadecimal(number).size() != name.size()) continue;
    *code_point = number;
    return name.substr(row.prefix.size()) == hexadecimal(number);
  }
  return false;
}

}  // namespace

bool find_by_name(std::string_view name, char32_t* code_point) {
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  }
  if (upper.empty()) return false;
  if (find_listed(upper, code_point) || find_syllable(upper, code_point) || find_numbered(upper, code_point)) return true;
  const auto* alias = std::lower_bound(std::begin(kAliases), std::end(kAliases), upper,
                                       [](const Alias& row, std::string_view wanted) { return row.name < wanted; });
  if (alias == std::end(kAliases) || alias->name != upper) return false;
  *code_point = alias->code_point;
  return true;
}

std::string name_of(char32_t code_point) {
  if (code_point >= kFirstSyllable && code_point <= kLastSyllable) {
    const std::size_t index = code_point - kFirstSyllable;
    const std::size_t finals = std::size(kFinals), vowels = std::size(kVowels);
    std::string name(kSyllable);
    name += kInitials[index / (vowels * finals)];
    name += kVowels[index % (vowels * finals) / finals];
    return name += kFinals[index % finals];
  }
  for (const Prefix& row : kPrefixes) {
    if (code_point >= row.first && code_point <= row.last) return std::string(row.prefix) + hexadecimal(code_point);
  }
  const auto* after = std::upper_bound(std::begin(kRuns), std::end(kRuns), code_point, [](char32_t c, const Run& r) { return c < r.code_point; });
  if (after == std::begin(kRuns)) return {};
  const std::uint32_t number = after[-1].index + (code_point - after[-1].code_point);
  if (number >= (after == std::end(kRuns) ? kNameCount : after->index)) return {};
  const std::uint8_t* cursor = kNames + kNameIndex[number / kNamesPerIndex];
  for (std::uint32_t skipped = number % kNamesPerIndex; skipped > 0; --skipped) {
    cursor = static_cast<const std::uint8_t*>(std::memchr(cursor, 0, static_cast<std::size_t>(std::end(kNames) - cursor))) + 1;
  }
  std::string name;
  while (*cursor) {
    std::uint32_t code = *cursor++;
    if (code >= kFirstLead) code = kFrequentWords + 1 + (code - kFirstLead) * 255 + (*cursor++ - 1);
    if (!name.empty()) name += ' ';
    name += word_text(kWordsByCode[code]);
  }
  return name;
}

}  // namespace tauraro::unicode
