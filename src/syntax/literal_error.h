#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "syntax/diagnostic.h"
#include "syntax/token.h"

namespace tauraro {

/// What is wrong with a literal. The parser adds the position: the last token that it had read.
struct LiteralError {
  bool is_set = false;
  std::string message;
  /// The error comes from an expression within an f-string and is complete already.
  bool has_diagnostic = false;
  SyntaxDiagnostic diagnostic;
  /// The integer is too long: the error has a line and no column.
  bool has_line_only = false;

  void set(std::string text) {
    if (is_set) return;
    is_set = true;
    message = std::move(text);
  }
};

/// An invalid escape sequence, found in the literal `token`.
struct EscapeWarning {
  std::string message;
  Token token;
};

}  // namespace tauraro
