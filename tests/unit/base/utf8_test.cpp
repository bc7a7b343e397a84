#include "base/utf8.h"

#include <gtest/gtest.h>

namespace tauraro {
namespace {

TEST(Utf8, DecodesWhatItEncodes) {
  for (const char32_t code_point : {U'a', U'\u00e9', U'\u20ac', U'\U0001f600', char32_t{0xd800}, char32_t{0x10ffff}, char32_t{0}}) {
    std::string text;
    utf8::append(text, code_point);
    const utf8::Decoded decoded = utf8::decode(text);
    EXPECT_EQ(decoded.code_point, code_point);
    EXPECT_EQ(decoded.length, text.size());
  }
}

TEST(Utf8, RejectsIllFormedSequences) {
  for (const std::string_view text : {"\x80", "\xc0\x80", "\xe0\x80\x80", "\xf0\x80\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xff"}) {
    EXPECT_EQ(utf8::decode(text).code_point, utf8::kInvalid) << text;
    EXPECT_EQ(utf8::decode(text).length, 1u);
    EXPECT_EQ(utf8::find_invalid(text), 0u);
  }
  EXPECT_EQ(utf8::find_invalid("abc\xed\xa0\x80"), 3u) << "a surrogate is not UTF-8";
  EXPECT_EQ(utf8::find_invalid("0123456789 \xc3\xa9 ok"), 16u);
}

TEST(Utf8, CountsAndReplaces) {
  EXPECT_EQ(utf8::count("a\xc3\xa9\xe2\x82\xac"), 3u);
  EXPECT_TRUE(utf8::is_ascii("0123456789abcdef!"));
  EXPECT_FALSE(utf8::is_ascii("0123456789abcdef\xc3\xa9"));
  EXPECT_EQ(utf8::replace_invalid("a\xff\xe2\x82z"), "a\xef\xbf\xbd\xef\xbf\xbdz");
}

}  // namespace
}  // namespace tauraro
