#pragma once
#include <cstdint>
#include <string_view>

namespace tauraro {

enum class TokenKind : std::uint8_t {
  EndMarker, Name, Number, String, Newline, Indent, Dedent,
  // Punctuation and operators.
  LeftParen, RightParen, LeftBracket, RightBracket, LeftBrace, RightBrace, Colon, Comma, Semicolon, Plus, Minus, Star, Slash,
  VerticalBar, Ampersand, Less, Greater, Equal, Dot, Percent, EqEqual, NotEqual, LessEqual, GreaterEqual, Tilde, Circumflex,
  LeftShift, RightShift, DoubleStar, PlusEqual, MinusEqual, StarEqual, SlashEqual, PercentEqual, AmpersandEqual,
  VerticalBarEqual, CircumflexEqual, LeftShiftEqual, RightShiftEqual, DoubleStarEqual, DoubleSlash, DoubleSlashEqual, At,
  AtEqual, Arrow, Ellipsis, ColonEqual,
  OldNotEqual,       ///< `<>`: a token of its own, which no rule takes
  UnknownCharacter,  ///< `!`, `$`, `?` or a backquote
  // Keywords.
  False, None, True, And, As, Assert, Async, Await, Break, Class, Continue, Def, Del, Elif, Else, Except, Finally, For, From,
  Global, If, Import, In, Is, Lambda, Nonlocal, Not, Or, Pass, Raise, Return, Try, While, With, Yield,
  Error,  ///< the lexer could not go on; LexError tells why
};

/// Names that are keywords in some places only.
enum class SoftKeyword : std::uint8_t { None, Match, Case, Underscore };

/// One token. Positions are those of CPython's tokenizer: INDENT, DEDENT and ENDMARKER have no column (-1).
struct Token {
  TokenKind kind = TokenKind::EndMarker;
  SoftKeyword soft = SoftKeyword::None;
  std::uint8_t depth = 0;  ///< open parentheses after this token
  std::int32_t line = 0;
  std::int32_t column = -1;
  std::int32_t end_line = 0;
  std::int32_t end_column = -1;
  std::uint32_t start = 0;   ///< offset of its first byte in the text
  std::uint32_t end = 0;     ///< offset behind its last byte
};

/// The keyword's kind, or Name.
TokenKind keyword_kind(std::string_view name);

}  // namespace tauraro
