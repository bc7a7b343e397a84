#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/diagnostic.h"
#include "syntax/token.h"

namespace tauraro {

/// Why the lexer stopped. Some failures get their final message from the parser, which knows what was expected.
enum class LexFailure : std::uint8_t {
  None,
  Message,             ///< LexError::message says it
  EndOfFile,           ///< the text ended inside parentheses or after a backslash
  Dedent,              ///< unindent does not match any outer indentation level
  Tabs,                ///< inconsistent use of tabs and spaces in indentation
  TooDeep,             ///< too many levels of indentation
  Unreadable,          ///< the next line is not UTF-8 (LexerOptions::is_broken)
  LineContinuation,    ///< unexpected character after line continuation character
};

struct LexError {
  LexFailure failure = LexFailure::None;
  std::string message;
  std::int32_t line = 0;
  std::int32_t offset = 0;       ///< in code points from 1, as the diagnostic wants it
  std::int32_t end_offset = -1;
  bool text_ended = false;  ///< unterminated string at the end of the text: more input could mend it
};

struct OpenParenthesis {
  char character;
  std::int32_t line;
  std::int32_t column;
};

/// A deprecation found by the lexer.
struct LexWarning {
  std::string message;
  std::int32_t line;
  std::int32_t column;  ///< as a diagnostic's offset
};

struct LexerOptions {
  std::int32_t first_line = 1;
  /// At the end a NEWLINE (and the open blocks' DEDENTs) is made up, for one interactive statement.
  bool interactive = false;
  bool imply_dedent = true;
  /// Behind the text follows a line that cannot be read: who asks for it gets LexFailure::Unreadable.
  bool is_broken = false;
  /// Added to the columns on the first line (the expressions of an f-string are read from a copy of their text).
  std::int32_t first_column = 0;
};

/// Turns text into tokens, one call a token. After Error or EndMarker it keeps answering the same.
/// \pre text.data()[text.size()] is readable and 0; lines end in '\n' only
class Lexer {
 public:
  static constexpr int kMaxIndents = 100;
  static constexpr int kMaxParentheses = 200;

  Lexer(std::string_view text, const LexerOptions& options) : text_(text), options_(options), line_(options.first_line - 1) {}

  Token next();

  const LexError& error() const { return error_; }
  const std::vector<OpenParenthesis>& open_parentheses() const { return parentheses_; }
  const std::vector<LexWarning>& warnings() const { return warnings_; }
  std::string_view text() const { return text_; }
  std::uint32_t cursor() const { return cursor_; }
  std::uint32_t line_start() const { return line_start_; }
  std::int32_t line() const { return line_; }
  /// Offset behind the newline of the present line.
  std::uint32_t line_end() const;
  /// Offset of the first line that the token now being read (or the text joined by backslashes before it) stands on.
  std::uint32_t buffer_start() const { return buffer_start_; }
  /// The end of the text has been seen.
  bool has_reached_end() const { return has_reached_end_; }

 private:
  struct Indent {
    std::int32_t column;      ///< tabs to multiples of 8
    std::int32_t alternative; ///< a tab counts 1: both must agree
  };

  unsigned char peek(std::uint32_t ahead = 0) const {
    const std::uint32_t index = cursor_ + ahead;
    return index < text_.size() ? static_cast<unsigned char>(text_[index]) : 0;
  }
  bool at_end() const { return cursor_ >= text_.size(); }

  Token scan();
  bool begin_line(bool* is_blank);
  bool read_indentation(Indent* indent);
  bool apply_indentation(Indent indent);
  void enter_line(bool is_within_token);
  bool continue_line(bool is_indentation);
  Token identifier_or_string();
  Token string(std::uint32_t prefix_length);
  Token number();
  Token prefixed_number(const char* name, unsigned base);
  Token finish_fraction();
  Token finish_exponent(bool* is_number);
  bool decimal_tail();
  bool check_number_end(const char* name);
  Token operator_token();
  Token open(TokenKind kind);
  Token close(TokenKind kind);
  bool verify_identifier();
  Token unprintable(char32_t code_point);

  Token token(TokenKind kind) const;
  Token layout_token(TokenKind kind) const;
  Token fail(LexFailure failure);
  Token fail(std::string message, std::int32_t offset = -1, std::int32_t end_offset = -1);

  std::string_view text_;
  LexerOptions options_;
  std::uint32_t cursor_ = 0;
  std::uint32_t start_ = 0;
  std::uint32_t line_start_ = 0;
  std::uint32_t buffer_start_ = 0;
  std::int32_t line_;
  bool at_line_begin_ = true;
  bool has_started_ = false;
  bool has_reached_end_ = false;
  std::int32_t pending_indents_ = 0;  ///< INDENTs (or, negative, DEDENTs) still to be given
  std::vector<Indent> indents_{{0, 0}};
  std::vector<OpenParenthesis> parentheses_;
  std::vector<LexWarning> warnings_;
  LexError error_;
};

}  // namespace tauraro
