#include "syntax/lexer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tauraro {
namespace {

using enum TokenKind;

std::vector<Token> tokens_of(const std::string& text, LexerOptions options = {}) {
  Lexer lexer(text, options);
  std::vector<Token> tokens;
  do tokens.push_back(lexer.next());
  while (tokens.back().kind != EndMarker && tokens.back().kind != Error);
  return tokens;
}

std::vector<TokenKind> kinds_of(const std::string& text) {
  std::vector<TokenKind> kinds;
  for (const Token& token : tokens_of(text)) kinds.push_back(token.kind);
  return kinds;
}

TEST(Lexer, LayoutFollowsIndentation) {
  EXPECT_EQ(kinds_of("if x:\n  y\n\n  # comment\n  z\nw\n"),
            (std::vector{If, Name, Colon, Newline, Indent, Name, Newline, Name, Newline, Dedent, Name, Newline, EndMarker}));
}

TEST(Lexer, ParenthesesAndBackslashesJoinLines) {
  EXPECT_EQ(kinds_of("(a,\n b) \\\n + c\n"),
            (std::vector{LeftParen, Name, Comma, Name, RightParen, Plus, Name, Newline, EndMarker}));
}

TEST(Lexer, LongestOperatorsWin) {
  EXPECT_EQ(kinds_of("**= // ... -> := <<= >= != <> ! .\n"),
            (std::vector{DoubleStarEqual, DoubleSlash, TokenKind::Ellipsis, Arrow, ColonEqual, LeftShiftEqual, GreaterEqual, NotEqual,
                         OldNotEqual, UnknownCharacter, Dot, Newline, EndMarker}));
}

TEST(Lexer, PrefixesMakeStrings) {
  for (const char* text : {"b'a'", "Rb'a'", "rB'a'", "f'a'", "fR'a'", "u'a'", "r'\\''", "'''a\n'b''\n'''"}) {
    EXPECT_EQ(kinds_of(text), (std::vector{String, EndMarker})) << text;
  }
  EXPECT_EQ(kinds_of("ub'a'"), (std::vector{Name, String, EndMarker}));
}

TEST(Lexer, NumbersOfAllForms) {
  for (const char* text : {"0", "00", "1_000", "0xFF_ff", "0b1_0", "0o17", "1.", ".5", "1.5e-3", "1e10", "3j", "1_0.0_1E+1_0J", "00.5"}) {
    EXPECT_EQ(kinds_of(text), (std::vector{Number, EndMarker})) << text;
  }
  for (const char* text : {"1_", "0x", "012", "1__0", "0b2", "1e+", "1abc", "0_"}) {
    EXPECT_EQ(kinds_of(text).back(), Error) << text;
  }
}

TEST(Lexer, AKeywordMayFollowANumber) {
  const std::string text = "1if x else 0xfor y";
  Lexer lexer(text, {});
  while (lexer.next().kind != EndMarker) {
  }
  ASSERT_EQ(lexer.warnings().size(), 2u);
  EXPECT_EQ(lexer.warnings()[0].message, "invalid decimal literal");
  EXPECT_EQ(lexer.warnings()[1].message, "invalid hexadecimal literal");
}

TEST(Lexer, PositionsAreBytes) {
  const std::vector<Token> tokens = tokens_of("\xc3\xa9 = 'a\xe2\x82\xac'\n");
  EXPECT_EQ(tokens[0].end_column, 2);
  EXPECT_EQ(tokens[2].column, 5);
  EXPECT_EQ(tokens[2].end_column, 11);
}

TEST(Lexer, SaysWhyItStops) {
  const std::string text = "if x:\n    y\n  z\n";
  Lexer lexer(text, {});
  while (lexer.next().kind != Error) {
  }
  EXPECT_EQ(lexer.error().failure, LexFailure::Dedent);
  EXPECT_EQ(lexer.next().kind, Error);
}

TEST(Lexer, AnInteractiveStatementNeedsNoNewline) {
  LexerOptions options;
  options.interactive = true;
  std::vector<TokenKind> kinds;
  for (const Token& token : tokens_of("if x:\n  y", options)) kinds.push_back(token.kind);
  EXPECT_EQ(kinds, (std::vector{If, Name, Colon, Newline, Indent, Name, Newline, Dedent, Newline, EndMarker}));
}

TEST(Lexer, KnowsKeywords) {
  EXPECT_EQ(keyword_kind("nonlocal"), Nonlocal);
  EXPECT_EQ(keyword_kind("match"), Name);
  EXPECT_EQ(keyword_kind("Falsee"), Name);
  EXPECT_EQ(tokens_of("match")[0].soft, SoftKeyword::Match);
}

}  // namespace
}  // namespace tauraro
