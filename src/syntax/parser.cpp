#include "syntax/parser.h"

#include <algorithm>

#include "base/utf8.h"
#include "syntax/grammar_parser.h"
#include "syntax/lexer.h"
#include "syntax/source_text.h"
#include "syntax/tree_parser.h"

namespace tauraro {

namespace {

std::vector<Token> read_tokens(Lexer& lexer) {
  std::vector<Token> tokens;
  tokens.reserve(lexer.text().size() / 4 + 8);
  do tokens.push_back(lexer.next());
  while (tokens.back().kind != TokenKind::EndMarker && tokens.back().kind != TokenKind::Error);
  return tokens;
}

SyntaxDiagnostic diagnostic_at(std::string_view text, const ParseOptions& options, std::string message, std::int32_t line,
                               std::int32_t end_line) {
  SyntaxDiagnostic error;
  error.message = std::move(message);
  error.filename = options.filename;
  error.line = line;
  error.end_line = end_line;
  error.text = line_of(text, line);
  error.has_text = true;
  return error;
}

/// 1-based offset in code points of a column in bytes.
int offset_of(std::string_view line, std::int32_t column) {
  return static_cast<int>(utf8::count(line.substr(0, static_cast<std::size_t>(std::max(column, 0))))) + 1;
}

void add_warnings(ParseResult& result, std::string_view text, const ParseOptions& options, const std::vector<EscapeWarning>& escapes,
                  const std::vector<LexWarning>& lexer_warnings) {
  for (const LexWarning& warning : lexer_warnings) {
    SyntaxWarningNote note{warning.message, warning.line, diagnostic_at(text, options, warning.message, warning.line, warning.line)};
    note.as_error.offset = warning.column;
    note.as_error.end_offset = warning.column;
    note.category = SyntaxWarningNote::Category::Syntax;
    result.warnings.push_back(std::move(note));
  }
  for (const EscapeWarning& warning : escapes) {
    const Token& token = warning.token;
    SyntaxWarningNote note{warning.message, token.line, diagnostic_at(text, options, warning.message, token.line, token.end_line)};
    note.as_error.offset = offset_of(note.as_error.text, token.column);
    note.as_error.end_offset = offset_of(line_of(text, token.end_line), token.end_column);
    result.warnings.push_back(std::move(note));
  }
  std::stable_sort(result.warnings.begin(), result.warnings.end(),
                   [](const SyntaxWarningNote& a, const SyntaxWarningNote& b) { return a.line < b.line; });
}

const char* start_rule(ParseMode mode) {
  switch (mode) {
    case ParseMode::Module: return "file";
    case ParseMode::Expression: return "eval";
    case ParseMode::Interactive: return "interactive";
  }
  return "file";
}

/// Whether something other than comments and blank lines follows an interactive statement that ends at `offset`.
bool has_more_statements(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    const char c = text[offset];
    if (c == '#') {
      offset = std::min(text.find('\n', offset), text.size());
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\f') {
      ++offset;
    } else {
      return true;
    }
  }
  return false;
}

/// \p newline: the NEWLINE behind the first statement.
SyntaxDiagnostic multiple_statements(std::string_view text, const ParseOptions& options, const Token& newline) {
  const Token& before = (&newline)[-1];
  const std::string message = "multiple statements found while compiling a single statement";
  SyntaxDiagnostic error = diagnostic_at(text, options, message, newline.line, newline.end_line);
  error.offset = offset_of(error.text, newline.column);
  error.end_offset = offset_of(error.text, newline.end_column);
  if (before.end_line == newline.line && before.line < newline.line) {  // a string of several lines is shown whole
    error.text.clear();
    for (std::int32_t line = before.line; line < newline.line; ++line) error.text += std::string(line_of(text, line)) + "\n";
    error.text += line_of(text, newline.line);
  }
  error.text += "\n";
  return error;
}

}  // namespace

ParseResult parse(std::string_view source, const ParseOptions& options) {
  ParseResult result;
  SourceText source_text;
  if (!read_source(source, options, result.arena, &source_text, &result.error)) return result;
  const std::string_view text = source_text.text;
  LexerOptions lexer_options;
  lexer_options.interactive = options.mode == ParseMode::Interactive;
  lexer_options.imply_dedent = options.imply_dedent;
  lexer_options.is_broken = source_text.is_broken;
  Lexer lexer(text, lexer_options);
  const std::vector<Token> tokens = read_tokens(lexer);
  std::vector<EscapeWarning> escapes;
  ParseContext context{result.arena, options, source_text, escapes};
  TreeParser parser(context, text, tokens);
  result.root = parser.parse_root(options.mode);
  if (!result.root) {
    GrammarParser::Start start;
    start.rule = start_rule(options.mode);
    start.skipped_tokens = parser.complete_tokens();
    Lexer again(text, lexer_options);
    result.error = GrammarParser(context, again, start).diagnose(&result.incomplete);
  } else if (options.mode == ParseMode::Interactive && has_more_statements(text, parser.last_token().end)) {
    result.root = nullptr;
    result.error = multiple_statements(text, options, parser.last_token());
  }
  add_warnings(result, text, options, escapes, lexer.warnings());
  return result;
}

}  // namespace tauraro
