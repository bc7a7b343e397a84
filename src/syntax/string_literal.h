#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "syntax/ast.h"
#include "syntax/literal_error.h"

namespace tauraro {

/// Parses the expressions that stand in f-strings.
class EmbeddedExpressionParser {
 public:
  virtual ~EmbeddedExpressionParser() = default;
  /// \p text: the expression in parentheses and a newline, with a 0 behind, in the arena; its first character stands at line and column.
  /// Returns null and sets the error on failure.
  virtual ast::Expr* parse_embedded(std::string_view text, std::int32_t line, std::int32_t column, LiteralError& error) = 0;
};

/// Turns a run of adjacent STRING tokens into a Constant or a JoinedStr, by the rules of Python 3.11: f-strings are taken apart after
/// they have been read as tokens.
class StringLiteral {
 public:
  /// \p text is what the tokens' offsets refer to; both must outlive the tree.
  StringLiteral(Arena& arena, std::string_view text, EmbeddedExpressionParser& embedded, LiteralError& error,
                std::vector<EscapeWarning>& warnings)
      : arena_(arena), text_(text), embedded_(embedded), error_(error), warnings_(warnings) {}

  /// \pre count > 0. Returns null and sets the error on failure.
  ast::Expr* parse(const Token* tokens, std::uint32_t count);

 private:
  /// A string literal without its prefix and quotes.
  struct Piece {
    std::string_view body;
    bool is_bytes = false;
    bool is_raw = false;
    bool is_format = false;
  };
  /// The parts of a JoinedStr while they are being collected.
  struct Parts {
    std::string pending;  ///< literal text since the last expression
    std::vector<ast::Expr*> values;
  };
  /// How far an f-string, or a format specification in it, has been read.
  struct Reader {
    const char* cursor;
    const char* end;
    bool is_raw;
    int level;  ///< 0: the f-string itself, 1: a format specification, 2: one within it
    const Token* token;
  };

  static Piece split(std::string_view literal);
  ast::Expr* single_plain(const Token& token, const Piece& piece);
  ast::Expr* parse_bytes(const Token* tokens, std::uint32_t count);
  void fail_mixed(const Piece& piece, const Token& token);
  bool append_literal(std::string& out, std::string_view body, bool is_raw, const Token& token);
  bool unescape(std::string& out, std::string_view body, const Token& token);
  bool unescape_bytes(std::string& out, std::string_view body, const Token& token);
  void warn_escape(std::string_view escape, const Token& token);
  bool decode_error(std::size_t first, std::size_t last, const char* reason);

  bool read_format(Parts& parts, Reader& reader);
  bool read_literal(Parts& parts, Reader& reader, bool* again);
  bool read_expression(Parts& parts, Reader& reader);
  const char* find_expression_end(Reader& reader);
  ast::Expr* embedded_expression(const char* begin, const char* end, const Token& token);
  ast::Expr* read_specification(Reader& reader);
  void flush(Parts& parts);
  ast::Expr* finish(Parts& parts, const ast::Position& position);
  bool fail(std::string message) {
    error_.set(std::move(message));
    return false;
  }

  Arena& arena_;
  std::string_view text_;
  EmbeddedExpressionParser& embedded_;
  LiteralError& error_;
  std::vector<EscapeWarning>& warnings_;
  ast::Position whole_;         ///< from the first token to the last
  bool has_u_prefix_ = false;   ///< of the first token
};

}  // namespace tauraro
