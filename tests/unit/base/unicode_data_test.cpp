#include "base/unicode_data.h"

#include <gtest/gtest.h>

#include <string>

#include "base/siphash.h"
#include "base/text_search.h"

namespace tauraro {
namespace {

std::u32string mapped(char32_t character, unicode::CaseMapping mapping) {
  char32_t out[unicode::kMaxMappedLength];
  return std::u32string(out, static_cast<std::size_t>(unicode::map_case(character, mapping, out)));
}

TEST(UnicodeData, MapsCaseFully) {
  EXPECT_EQ(mapped(U'a', unicode::CaseMapping::Upper), U"A");
  EXPECT_EQ(mapped(U'\u00df', unicode::CaseMapping::Upper), U"SS");
  EXPECT_EQ(mapped(U'\u0130', unicode::CaseMapping::Lower), U"i\u0307");
  EXPECT_EQ(mapped(U'\u00df', unicode::CaseMapping::Fold), U"ss");
  EXPECT_EQ(mapped(U'\u01c4', unicode::CaseMapping::Title), U"\u01c5");
  EXPECT_EQ(unicode::simple_lower(U'\u0130'), U'i');
}

TEST(UnicodeData, KnowsProperties) {
  EXPECT_TRUE(unicode::is_space(U'\u3000'));
  EXPECT_FALSE(unicode::is_space(U'\u200b'));
  EXPECT_TRUE(unicode::is_line_break(U'\u2028'));
  EXPECT_EQ(unicode::decimal_value(U'\u0663'), 3);
  EXPECT_EQ(unicode::numeric_value(U'\u00bd'), 0.5);
  EXPECT_EQ(unicode::numeric_value(U'x'), unicode::kNoNumericValue);
  EXPECT_STREQ(unicode::kCategoryNames[unicode::record(U'\u01c5').category], "Lt");
}

TEST(Siphash, GivesPythonsHashes) {
  std::uint64_t key[2];
  derive_hash_key(0, key);
  EXPECT_EQ(static_cast<std::int64_t>(hash_bytes(key, "abc", 3)), INT64_C(-4594863902769663758));
  derive_hash_key(42, key);
  EXPECT_EQ(static_cast<std::int64_t>(hash_bytes(key, "hello world", 11)), INT64_C(-3893157060480277979));
  EXPECT_EQ(hash_bytes(key, "", 0), 0u);
}

TEST(TextSearch, FindsInEveryWidth) {
  const std::u16string text = u"abcabcabd";
  EXPECT_EQ(search::find(text.data(), 9, u"abd", 3), 6);
  EXPECT_EQ(search::find(text.data(), 9, u"", 0), 0);
  EXPECT_EQ(search::rfind(text.data(), 9, u"ab", 2), 6);
  EXPECT_EQ(search::count(text.data(), 9, u"ab", 2, 100), 3);
  const char16_t unaligned[] = {0x6100, 0x0061, 0x6161};
  EXPECT_EQ(search::find<char16_t>(unaligned, 3, u"\u6161", 1), 2);
  const char16_t wanted[] = {0x0061, 0x6161};
  EXPECT_EQ(search::find<char16_t>(unaligned, 3, wanted, 2), 1);
}

}  // namespace
}  // namespace tauraro
