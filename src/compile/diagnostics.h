#pragma once
#include <string>
#include <string_view>

#include "syntax/ast.h"
#include "syntax/diagnostic.h"

namespace tauraro {

/// Deepest nesting of statements and expressions that the compiler follows (CPython: three times its recursion limit).
inline constexpr int kDeepestTree = 3000;

/// Keeps the first error that a pass finds; passes go on harmlessly after one.
class ErrorSink {
 public:
  bool failed() const { return failed_; }
  void error(const ast::Position& place, std::string message) {
    if (failed_) return;
    failed_ = true;
    diagnostic_.message = std::move(message);
    diagnostic_.line = place.line;
    diagnostic_.offset = place.column + 1;
    diagnostic_.end_line = place.end_line;
    diagnostic_.end_offset = place.end_column + 1;
  }
  /// An error in a __future__ import: CPython knows only where it begins.
  void future_error(const ast::Position& place, std::string message) {
    const bool first = !failed_;
    error(place, std::move(message));
    if (!first) return;
    diagnostic_.end_offset = SyntaxDiagnostic::kNoOffset;
  }
  void error_of_kind(SyntaxErrorKind kind, std::string message) {
    if (failed_) return;
    failed_ = true;
    diagnostic_.kind = kind;
    diagnostic_.message = std::move(message);
  }
  void too_deep() { error_of_kind(SyntaxErrorKind::RecursionError, "maximum recursion depth exceeded during compilation"); }
  const SyntaxDiagnostic& diagnostic() const { return diagnostic_; }

 private:
  SyntaxDiagnostic diagnostic_;
  bool failed_ = false;
};

}  // namespace tauraro
