#include "base/unicode_names.h"

#include <gtest/gtest.h>

#include "base/unicode_identifier.h"

namespace tauraro {
namespace {

char32_t find(std::string_view name) {
  char32_t code_point = 0;
  return unicode::find_by_name(name, &code_point) ? code_point : 0xffff'ffff;
}

TEST(UnicodeNames, FindsNamesOfEveryKind) {
  EXPECT_EQ(find("EM DASH"), U'\u2014');
  EXPECT_EQ(find("em dash"), U'\u2014');
  EXPECT_EQ(find("SPACE"), U' ');
  EXPECT_EQ(find("HANGUL SYLLABLE GAG"), U'\uac01');
  EXPECT_EQ(find("CJK UNIFIED IDEOGRAPH-4E00"), U'\u4e00');
  EXPECT_EQ(find("LINE FEED"), U'\n');
  for (const std::string_view name : {"", "DASH", "EM", "EM  DASH", "EM DASH ", "CJK UNIFIED IDEOGRAPH-04E00", "HANGUL SYLLABLE X"}) {
    EXPECT_EQ(find(name), 0xffff'ffff) << name;
  }
}

TEST(UnicodeNames, EveryNameIsFoundAgain) {
  for (char32_t code_point = 0; code_point < 0x3000; ++code_point) {
    const std::string name = unicode::name_of(code_point);
    if (!name.empty()) EXPECT_EQ(find(name), code_point) << name;
  }
  EXPECT_EQ(unicode::name_of(0), "");
  EXPECT_EQ(unicode::name_of(U'\U0001f600'), "GRINNING FACE");
}

TEST(UnicodeIdentifier, KnowsItsCharacters) {
  EXPECT_TRUE(unicode::is_identifier_start(U'\u00e9'));
  EXPECT_TRUE(unicode::is_identifier_start(U'_'));
  EXPECT_FALSE(unicode::is_identifier_start(U'1'));
  EXPECT_TRUE(unicode::is_identifier_part(U'1'));
  EXPECT_FALSE(unicode::is_identifier_part(U'\u20ac'));
  EXPECT_FALSE(unicode::is_printable(U'\u00a0'));
  EXPECT_TRUE(unicode::is_printable(U'\u20ac'));
}

TEST(UnicodeIdentifier, Normalizes) {
  EXPECT_EQ(unicode::to_nfkc("\xef\xac\x81"), "fi");                             // U+FB01
  EXPECT_EQ(unicode::to_nfkc("e\xcc\x81"), "\xc3\xa9");                          // e, U+0301
  EXPECT_EQ(unicode::to_nfkc("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8"), "\xea\xb0\x81");  // jamo
  EXPECT_EQ(unicode::to_nfkc("a\xcc\xa3\xcc\x81"), unicode::to_nfkc("a\xcc\x81\xcc\xa3"));
}

}  // namespace
}  // namespace tauraro
