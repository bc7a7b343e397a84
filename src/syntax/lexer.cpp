#include "syntax/lexer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdio>
#include <cstring>

#include "base/unicode_identifier.h"
#include "base/utf8.h"

namespace tauraro {

namespace {

enum CharacterClass : std::uint8_t { kIdentifierStart = 1, kDigit = 2, kSpace = 4, kHexDigit = 8 };

constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128) classes[c] |= kIdentifierStart;
    if (c >= '0' && c <= '9') classes[c] |= kDigit | kHexDigit;
    if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) classes[c] |= kHexDigit;
    if (c == ' ' || c == '\t' || c == '\f') classes[c] |= kSpace;
  }
  return classes;
}();

bool has_class(unsigned char c, std::uint8_t mask) { return kClasses[c] & mask; }
bool is_digit(unsigned char c) { return has_class(c, kDigit); }
bool is_identifier_part(unsigned char c) { return has_class(c, kIdentifierStart | kDigit); }

struct Keyword {
  std::string_view name;
  TokenKind kind;
};
constexpr Keyword kKeywords[] = {
    {"False", TokenKind::False},   {"None", TokenKind::None},         {"True", TokenKind::True},
    {"and", TokenKind::And},       {"as", TokenKind::As},             {"assert", TokenKind::Assert},
    {"async", TokenKind::Async},   {"await", TokenKind::Await},       {"break", TokenKind::Break},
    {"class", TokenKind::Class},   {"continue", TokenKind::Continue}, {"def", TokenKind::Def},
    {"del", TokenKind::Del},       {"elif", TokenKind::Elif},         {"else", TokenKind::Else},
    {"except", TokenKind::Except}, {"finally", TokenKind::Finally},   {"for", TokenKind::For},
    {"from", TokenKind::From},     {"global", TokenKind::Global},     {"if", TokenKind::If},
    {"import", TokenKind::Import}, {"in", TokenKind::In},             {"is", TokenKind::Is},
    {"lambda", TokenKind::Lambda}, {"nonlocal", TokenKind::Nonlocal}, {"not", TokenKind::Not},
    {"or", TokenKind::Or},         {"pass", TokenKind::Pass},         {"raise", TokenKind::Raise},
    {"return", TokenKind::Return}, {"try", TokenKind::Try},           {"while", TokenKind::While},
    {"with", TokenKind::With},     {"yield", TokenKind::Yield},
};

/// First index in kKeywords of each first letter; the table is sorted.
constexpr std::array<std::uint8_t, 129> kKeywordsByLetter = [] {
  std::array<std::uint8_t, 129> first{};
  for (int c = 0; c <= 128; ++c) {
    std::uint8_t index = 0;
    while (index < std::size(kKeywords) && kKeywords[index].name[0] < c) ++index;
    first[c] = index;
  }
  return first;
}();

SoftKeyword soft_keyword(std::string_view name) {
  if (name == "_") return SoftKeyword::Underscore;
  if (name == "match") return SoftKeyword::Match;
  return name == "case" ? SoftKeyword::Case : SoftKeyword::None;
}

char closing_of(char opening) { return opening == '(' ? ')' : opening == '[' ? ']' : '}'; }

}  // namespace

TokenKind keyword_kind(std::string_view name) {
  if (name.size() < 2 || name.size() > 8 || static_cast<unsigned char>(name[0]) >= 128) return TokenKind::Name;
  const auto letter = static_cast<unsigned char>(name[0]);
  for (auto index = kKeywordsByLetter[letter]; index < kKeywordsByLetter[letter + 1]; ++index) {
    if (kKeywords[index].name == name) return kKeywords[index].kind;
  }
  return TokenKind::Name;
}

// ---- Making tokens and errors ----------------------------------------------------------------------------------------

Token Lexer::token(TokenKind kind) const {
  Token token = layout_token(kind);
  token.column = static_cast<std::int32_t>(start_ - line_start_);
  token.end_column = static_cast<std::int32_t>(cursor_ - line_start_);
  token.start = start_;
  return token;
}

Token Lexer::layout_token(TokenKind kind) const {
  Token token;
  token.kind = kind;
  token.depth = static_cast<std::uint8_t>(parentheses_.size());
  token.line = token.end_line = line_;
  token.start = token.end = cursor_;
  return token;
}

Token Lexer::fail(LexFailure failure) {
  error_.failure = failure;
  error_.line = line_;
  return layout_token(TokenKind::Error);
}

Token Lexer::fail(std::string message, std::int32_t offset, std::int32_t end_offset) {
  error_.message = std::move(message);
  error_.offset = offset >= 0 ? offset : static_cast<std::int32_t>(utf8::count(text_.substr(line_start_, cursor_ - line_start_)));
  error_.end_offset = end_offset >= 0 ? end_offset : error_.offset;
  return fail(LexFailure::Message);
}

Token Lexer::next() {
  if (error_.failure != LexFailure::None) return layout_token(TokenKind::Error);
  Token token = scan();
  // Words, numbers and short operators end where the character behind them shows it.
  if (at_end() && token.kind != TokenKind::String && token.kind != TokenKind::Newline) {
    const bool is_word = token.kind == TokenKind::Name || token.kind == TokenKind::Number || token.kind >= TokenKind::False;
    has_reached_end_ = has_reached_end_ || (token.kind != TokenKind::Error && (is_word || token.end - token.start < 3));
  }
  if (options_.is_broken && has_reached_end_) return fail(LexFailure::Unreadable);
  if (line_ == options_.first_line) {
    token.column += options_.first_column;
    token.end_column += options_.first_column;
  }
  if (token.kind != TokenKind::EndMarker || !options_.interactive || !has_started_) {
    has_started_ = true;
    return token;
  }
  token.kind = TokenKind::Newline;
  has_started_ = false;
  if (indents_.size() > 1 && options_.imply_dedent) {
    pending_indents_ = -static_cast<std::int32_t>(indents_.size() - 1);
    indents_.resize(1);
  }
  return token;
}

// ---- Lines and indentation -------------------------------------------------------------------------------------------

/// The lexer reads the first character of a new line. At the end of the text the last line stays the current one.
void Lexer::enter_line(bool is_within_token) {
  if (at_end()) {
    has_reached_end_ = true;
    return;
  }
  line_ += 1;
  line_start_ = cursor_;
  if (!is_within_token) buffer_start_ = cursor_;
}

std::uint32_t Lexer::line_end() const {
  const std::size_t newline = text_.find('\n', line_start_);
  return static_cast<std::uint32_t>(newline == std::string_view::npos ? text_.size() : newline + 1);
}

/// Skips the newline after a backslash (which is behind the cursor). False: an error was set.
bool Lexer::continue_line(bool is_indentation) {
  if (peek() != '\n') {
    if (!at_end()) cursor_ += 1;
    fail(LexFailure::LineContinuation);
    return false;
  }
  cursor_ += 1;
  if (at_end()) {
    has_reached_end_ = true;
    fail(LexFailure::EndOfFile);
    return false;
  }
  enter_line(!is_indentation);
  return true;
}

bool Lexer::read_indentation(Indent* indent) {
  std::int32_t column = 0, alternative = 0, continued_column = 0;
  for (;;) {
    const unsigned char c = peek();
    if (c == ' ') {
      column += 1;
      alternative += 1;
    } else if (c == '\t') {
      column = (column / 8 + 1) * 8;
      alternative += 1;
    } else if (c == '\f') {
      column = alternative = 0;
    } else if (c == '\\') {
      continued_column = continued_column ? continued_column : column;
      cursor_ += 1;
      if (!continue_line(true)) return false;
      continue;
    } else {
      break;
    }
    cursor_ += 1;
  }
  *indent = continued_column ? Indent{continued_column, continued_column} : Indent{column, alternative};
  return true;
}

bool Lexer::apply_indentation(Indent indent) {
  const auto fail_at_line_end = [this](LexFailure failure) {
    cursor_ = line_end();
    fail(failure);
    return false;
  };
  if (indent.column > indents_.back().column) {
    if (indents_.size() >= kMaxIndents) return fail_at_line_end(LexFailure::TooDeep);
    if (indent.alternative <= indents_.back().alternative) return fail_at_line_end(LexFailure::Tabs);
    pending_indents_ += 1;
    indents_.push_back(indent);
    return true;
  }
  while (indents_.size() > 1 && indent.column < indents_.back().column) {
    pending_indents_ -= 1;
    indents_.pop_back();
  }
  if (indent.column != indents_.back().column) return fail_at_line_end(LexFailure::Dedent);
  if (indent.alternative != indents_.back().alternative) return fail_at_line_end(LexFailure::Tabs);
  return true;
}

/// At the beginning of a line: reads its indentation. False: an error was set.
bool Lexer::begin_line(bool* is_blank) {
  at_line_begin_ = false;
  enter_line(false);
  Indent indent;
  if (!read_indentation(&indent)) return false;
  *is_blank = peek() == '#' || peek() == '\n';
  if (*is_blank || !parentheses_.empty()) return true;
  return apply_indentation(indent);
}

Token Lexer::scan() {
  for (;;) {
    bool is_blank = false;
    start_ = cursor_;
    if (at_line_begin_ && !begin_line(&is_blank)) return layout_token(TokenKind::Error);
    if (pending_indents_ != 0) {
      const bool is_indent = pending_indents_ > 0;
      pending_indents_ += is_indent ? -1 : 1;
      return layout_token(is_indent ? TokenKind::Indent : TokenKind::Dedent);
    }
    for (;;) {  // within one line, or several joined by backslashes
      while (has_class(peek(), kSpace)) cursor_ += 1;
      start_ = cursor_;  // of a NEWLINE behind a comment: where the comment begins
      if (peek() == '#') {
        const void* end = std::memchr(text_.data() + cursor_, '\n', text_.size() - cursor_);
        cursor_ = end ? static_cast<std::uint32_t>(static_cast<const char*>(end) - text_.data())
                      : static_cast<std::uint32_t>(text_.size());
      }
      if (peek() != '\\') break;
      cursor_ += 1;
      if (!continue_line(false)) return layout_token(TokenKind::Error);
    }
    if (at_end()) {
      has_reached_end_ = true;
      if (!parentheses_.empty()) return fail(LexFailure::EndOfFile);
      return layout_token(TokenKind::EndMarker);
    }
    const unsigned char c = peek();
    if (has_class(c, kIdentifierStart)) return identifier_or_string();
    if (c == '\n') {
      cursor_ += 1;
      at_line_begin_ = true;
      if (is_blank || !parentheses_.empty()) continue;
      Token newline = token(TokenKind::Newline);
      newline.end -= 1;
      newline.end_column -= 1;
      return newline;
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (c == '"' || c == '\'') return string(0);
    return operator_token();
  }
}

// ---- Names and strings -----------------------------------------------------------------------------------------------

Token Lexer::identifier_or_string() {
  bool saw_b = false, saw_u = false, saw_r = false, saw_f = false;
  for (std::uint32_t length = 0;; ++length) {
    switch (peek(length)) {
      case '"': case '\'':
        return string(length);
      case 'b': case 'B':
        if (saw_b || saw_u || saw_f) break;
        saw_b = true;
        continue;
      case 'u': case 'U':
        if (saw_b || saw_u || saw_r || saw_f) break;
        saw_u = true;
        continue;
      case 'r': case 'R':
        if (saw_r || saw_u) break;
        saw_r = true;
        continue;
      case 'f': case 'F':
        if (saw_f || saw_b || saw_u) break;
        saw_f = true;
        continue;
      default:
        break;
    }
    break;
  }
  unsigned char seen = 0;
  while (is_identifier_part(peek())) {
    seen |= peek();
    cursor_ += 1;
  }
  if (seen >= 128 && !verify_identifier()) return layout_token(TokenKind::Error);
  const std::string_view name = text_.substr(start_, cursor_ - start_);
  Token result = token(keyword_kind(name));
  if (result.kind == TokenKind::Name) result.soft = soft_keyword(name);
  return result;
}

/// Checks the non-ASCII name between start and cursor. False: an error was set, the cursor is behind the bad character.
bool Lexer::verify_identifier() {
  const std::string_view name = text_.substr(start_, cursor_ - start_);
  std::uint32_t index = 0;
  while (index < name.size()) {
    const utf8::Decoded decoded = utf8::decode(name.substr(index));
    const bool fits = decoded.code_point != utf8::kInvalid &&
                      (index == 0 ? unicode::is_identifier_start(decoded.code_point) : unicode::is_identifier_part(decoded.code_point));
    if (!fits) {
      cursor_ = start_ + index + decoded.length;
      if (!unicode::is_printable(decoded.code_point)) {
        unprintable(decoded.code_point);
        return false;
      }
      char code[16];
      std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(decoded.code_point));
      fail("invalid character '" + std::string(name.substr(index, decoded.length)) + "' (" + code + ")");
      return false;
    }
    index += decoded.length;
  }
  return true;
}

Token Lexer::unprintable(char32_t code_point) {
  char code[16];
  std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(code_point));
  return fail(std::string("invalid non-printable character ") + code);
}

Token Lexer::string(std::uint32_t prefix_length) {
  const std::int32_t first_line = line_;
  const std::uint32_t first_line_start = line_start_;
  cursor_ += prefix_length;
  const unsigned char quote = peek();
  const bool is_triple = peek(1) == quote && peek(2) == quote;
  cursor_ += is_triple ? 3 : 1;
  const auto fail_unterminated = [&] {
    const std::int32_t detected = line_;
    error_.text_ended = at_end();
    line_ = first_line;
    line_start_ = first_line_start;
    cursor_ = start_ + 1;
    return fail(std::string(is_triple ? "unterminated triple-quoted string literal (detected at line "
                                      : "unterminated string literal (detected at line ") +
                std::to_string(detected) + ")");
  };
  for (;;) {
    const unsigned char c = peek();
    if (c == quote) {
      if (!is_triple) {
        cursor_ += 1;
        break;
      }
      if (peek(1) == quote && peek(2) == quote) {
        cursor_ += 3;
        break;
      }
    } else if (c == 0 && at_end()) {
      return fail_unterminated();
    } else if (c == '\n') {
      if (!is_triple) return fail_unterminated();
      cursor_ += 1;
      enter_line(true);
      continue;
    } else if (c == '\\') {
      cursor_ += 1;
      if (at_end()) return fail_unterminated();
      if (peek() == '\n') {
        cursor_ += 1;
        enter_line(true);
        continue;
      }
    }
    cursor_ += 1;
  }
  Token result = token(TokenKind::String);
  result.line = first_line;
  result.column = static_cast<std::int32_t>(start_ - first_line_start);
  return result;
}

// ---- Numbers ---------------------------------------------------------------------------------------------------------

/// Digits with single underscores between them. False: an error was set.
bool Lexer::decimal_tail() {
  for (;;) {
    while (is_digit(peek())) cursor_ += 1;
    if (peek() != '_') return true;
    cursor_ += 1;
    if (!is_digit(peek())) {
      fail("invalid decimal literal");
      return false;
    }
  }
}

/// A number ends at the cursor: a keyword may follow (deprecated), another letter may not. False: an error was set.
bool Lexer::check_number_end(const char* name) {
  const unsigned char c = peek();
  if (!is_identifier_part(c)) return true;
  static constexpr std::string_view kAllowed[] = {"and", "else", "for", "if", "in", "is", "or", "not"};
  const std::string message = std::string("invalid ") + name + " literal";
  for (const std::string_view keyword : kAllowed) {
    if (text_.substr(cursor_, keyword.size()) != keyword) continue;
    // "if", "in" and "is" are looked for by two letters only, the others as whole words.
    if (c != 'i' && is_identifier_part(peek(static_cast<std::uint32_t>(keyword.size())))) continue;
    const auto column = static_cast<std::int32_t>(utf8::count(text_.substr(line_start_, cursor_ - line_start_)));
    warnings_.push_back({message, line_, column});
    return true;
  }
  fail(message);
  return false;
}

Token Lexer::prefixed_number(const char* name, unsigned base) {
  const auto is_base_digit = [base](unsigned char c) {
    return base == 16 ? has_class(c, kHexDigit) : c >= '0' && c < '0' + base;
  };
  const auto bad_digit = [&] {
    const char digit = static_cast<char>(peek());
    cursor_ += 1;
    return fail(std::string("invalid digit '") + digit + "' in " + name + " literal");
  };
  cursor_ += 2;
  do {
    if (peek() == '_') cursor_ += 1;
    if (!is_base_digit(peek())) {
      if (is_digit(peek())) return bad_digit();
      return fail(std::string("invalid ") + name + " literal");
    }
    while (is_base_digit(peek())) cursor_ += 1;
  } while (peek() == '_');
  if (is_digit(peek())) return bad_digit();
  return check_number_end(name) ? token(TokenKind::Number) : layout_token(TokenKind::Error);
}

/// The cursor is behind a number's point.
Token Lexer::finish_fraction() {
  if (is_digit(peek()) && !decimal_tail()) return layout_token(TokenKind::Error);
  bool is_number = false;
  return finish_exponent(&is_number);
}

/// What may follow the digits: an exponent, a `j`. \p is_number is set if the literal is not a plain integer.
Token Lexer::finish_exponent(bool* is_number) {
  const char* name = "decimal";
  if (peek() == 'e' || peek() == 'E') {
    const std::uint32_t exponent = cursor_;
    cursor_ += 1;
    if (peek() == '+' || peek() == '-') {
      cursor_ += 1;
      if (!is_digit(peek())) return fail("invalid decimal literal");
    } else if (!is_digit(peek())) {
      cursor_ = exponent;  // `1else`
      return check_number_end("decimal") ? token(TokenKind::Number) : layout_token(TokenKind::Error);
    }
    *is_number = true;
    if (!decimal_tail()) return layout_token(TokenKind::Error);
  }
  if (peek() == 'j' || peek() == 'J') {
    *is_number = true;
    name = "imaginary";
    cursor_ += 1;
  }
  return check_number_end(name) ? token(TokenKind::Number) : layout_token(TokenKind::Error);
}

Token Lexer::number() {
  if (peek() == '.') {
    cursor_ += 1;
    return finish_fraction();
  }
  if (peek() != '0') {
    if (!decimal_tail()) return layout_token(TokenKind::Error);
    if (peek() == '.') {
      cursor_ += 1;
      return finish_fraction();
    }
    bool is_number = false;
    return finish_exponent(&is_number);
  }
  switch (peek(1)) {
    case 'x': case 'X': return prefixed_number("hexadecimal", 16);
    case 'o': case 'O': return prefixed_number("octal", 8);
    case 'b': case 'B': return prefixed_number("binary", 2);
    default: break;
  }
  for (;;) {  // zeros, with underscores
    while (peek() == '0') cursor_ += 1;
    if (peek() != '_') break;
    cursor_ += 1;
    if (!is_digit(peek())) return fail("invalid decimal literal");
  }
  const std::uint32_t zeros_end = cursor_ + 1;
  const bool has_other_digits = is_digit(peek());
  if (has_other_digits && !decimal_tail()) return layout_token(TokenKind::Error);
  if (peek() == '.') {
    cursor_ += 1;
    return finish_fraction();
  }
  const unsigned char c = peek() | 0x20;
  if (has_other_digits && c != 'e' && c != 'j') {
    return fail("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                static_cast<std::int32_t>(start_ + 1 - line_start_), static_cast<std::int32_t>(zeros_end - line_start_));
  }
  bool is_number = false;
  return finish_exponent(&is_number);
}

// ---- Operators -------------------------------------------------------------------------------------------------------

Token Lexer::open(TokenKind kind) {
  if (parentheses_.size() >= kMaxParentheses) {
    cursor_ += 1;
    return fail("too many nested parentheses");
  }
  parentheses_.push_back({text_[cursor_], line_, static_cast<std::int32_t>(start_ - line_start_)});
  cursor_ += 1;
  return token(kind);
}

Token Lexer::close(TokenKind kind) {
  const char c = text_[cursor_];
  cursor_ += 1;
  if (parentheses_.empty()) return fail(std::string("unmatched '") + c + "'");
  const OpenParenthesis opening = parentheses_.back();
  parentheses_.pop_back();
  if (c == closing_of(opening.character)) return token(kind);
  std::string message = std::string("closing parenthesis '") + c + "' does not match opening parenthesis '" + opening.character + "'";
  if (opening.line != line_) message += " on line " + std::to_string(opening.line);
  return fail(std::move(message));
}

Token Lexer::operator_token() {
  using enum TokenKind;
  const auto take = [this](std::uint32_t length, TokenKind kind) {
    cursor_ += length;
    return token(kind);
  };
  /// One character, that character and '=', twice, twice and '='.
  const auto doubled = [&](TokenKind one, TokenKind one_equal, TokenKind two, TokenKind two_equal) {
    if (peek(1) == peek()) return peek(2) == '=' ? take(3, two_equal) : take(2, two);
    return peek(1) == '=' ? take(2, one_equal) : take(1, one);
  };
  const auto with_equal = [&](TokenKind one, TokenKind one_equal) { return peek(1) == '=' ? take(2, one_equal) : take(1, one); };
  const unsigned char c = peek();
  switch (c) {
    case '(': return open(LeftParen);
    case '[': return open(LeftBracket);
    case '{': return open(LeftBrace);
    case ')': return close(RightParen);
    case ']': return close(RightBracket);
    case '}': return close(RightBrace);
    case ',': return take(1, Comma);
    case ';': return take(1, Semicolon);
    case '~': return take(1, Tilde);
    case ':': return with_equal(Colon, ColonEqual);
    case '=': return with_equal(Equal, EqEqual);
    case '+': return with_equal(Plus, PlusEqual);
    case '-': return peek(1) == '>' ? take(2, Arrow) : with_equal(Minus, MinusEqual);
    case '%': return with_equal(Percent, PercentEqual);
    case '&': return with_equal(Ampersand, AmpersandEqual);
    case '|': return with_equal(VerticalBar, VerticalBarEqual);
    case '^': return with_equal(Circumflex, CircumflexEqual);
    case '@': return with_equal(At, AtEqual);
    case '*': return doubled(Star, StarEqual, DoubleStar, DoubleStarEqual);
    case '/': return doubled(Slash, SlashEqual, DoubleSlash, DoubleSlashEqual);
    case '<': return peek(1) == '>' ? take(2, OldNotEqual) : doubled(Less, LessEqual, LeftShift, LeftShiftEqual);
    case '>': return doubled(Greater, GreaterEqual, RightShift, RightShiftEqual);
    case '.': return peek(1) == '.' && peek(2) == '.' ? take(3, TokenKind::Ellipsis) : take(1, Dot);
    case '!': return with_equal(UnknownCharacter, NotEqual);
    default: break;
  }
  cursor_ += 1;
  if (c < 0x20 || c == 0x7f) return unprintable(c);
  return token(UnknownCharacter);
}

}  // namespace tauraro
