#pragma once
#include <cstdint>
#include <string>

namespace tauraro {

/// The exception that a diagnostic becomes.
enum class SyntaxErrorKind : std::uint8_t {
  SyntaxError,
  IndentationError,
  TabError,
  MemoryError,     ///< source nested too deeply for the parser; has no position
  RecursionError,  ///< tree too deep for the compiler; has no position
  ValueError,      ///< "source code string cannot contain null bytes"; has no position
  OverflowError,   ///< has no position
  UnicodeDecodeError,
};

/// One error found in source text, by the lexer, the parser or the compiler. Its fields are those of CPython's SyntaxError.
struct SyntaxDiagnostic {
  static constexpr int kNoOffset = -2;
  SyntaxErrorKind kind = SyntaxErrorKind::SyntaxError;
  std::string message;
  std::string filename;
  int line = 0;        ///< from 1; 0: unknown
  int offset = 0;      ///< column in code points, from 1; 0: unknown
  int end_line = 0;    ///< 0: unknown
  int end_offset = 0;  ///< column behind the last code point, from 1; 0 or -1: unknown; kNoOffset: None
  std::string text;    ///< the source line, with its newline if it has one
  bool has_text = false;  ///< false: `text` is None
};

/// A warning given while parsing (a DeprecationWarning: "invalid escape sequence '\d'", "invalid decimal literal") or compiling (a
/// SyntaxWarning: "\"is\" with a literal").
struct SyntaxWarningNote {
  enum class Category : std::uint8_t { Deprecation, Syntax };
  std::string message;
  int line = 0;
  /// What the warning becomes when the program's filters turn it into an error.
  SyntaxDiagnostic as_error;
  Category category = Category::Deprecation;
};

}  // namespace tauraro
