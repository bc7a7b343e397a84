#include <algorithm>

#include "base/utf8.h"
#include "syntax/grammar_parser.h"
#include "syntax/number_literal.h"
#include "syntax/source_text.h"

namespace tauraro {

// ---- Raising ---------------------------------------------------------------------------------------------------------

namespace {

/// Code points in the first `bytes` bytes of the line, of which one more than there are may be asked for.
std::int32_t characters_in(std::string_view line, std::int32_t bytes) {
  const auto size = static_cast<std::int32_t>(line.size());
  const std::int32_t within = std::min(bytes, size);
  return static_cast<std::int32_t>(utf8::count(line.substr(0, within))) + (bytes > size ? 1 : 0);
}

}  // namespace

/// The text that CPython shows for an error on that line, which depends on how far its tokenizer had read.
std::string GrammarParser::error_line(std::int32_t line) const {
  const std::string_view text = lexer_.text();
  const ParseOptions& options = context_.options;
  if (!start_.is_embedded && (options.source_is_file || options.is_program_file)) {
    std::string shown(options.source_is_file && context_.source.has_mark && line == 1 ? kByteOrderMark : "");
    shown += line_of(text, line);
    return options.source_is_file ? as_read_from_file(std::move(shown)) : shown;
  }
  const bool has_text = lexer_.line() >= start_.first_line;
  if (has_text && lexer_.line() <= line) {
    return std::string(text.substr(lexer_.buffer_start(), lexer_.line_end() - lexer_.buffer_start()));
  }
  return std::string(line_of(text, line - start_.first_line + 1));
}

void GrammarParser::set_error(SyntaxErrorKind kind, std::int32_t line, std::int32_t offset, std::int32_t end_line,
                              std::int32_t end_offset, std::string message) {
  if (has_error_) return;
  has_error_ = true;
  error_.kind = kind;
  error_.message = (start_.is_embedded ? "f-string: " : "") + std::move(message);
  error_.line = line;
  error_.end_line = end_line;
  error_.text = error_line(line);
  error_.has_text = true;
  if (start_.is_embedded) {  // positions in the text of the expression, in bytes
    error_.offset = offset - start_.first_column;
    error_.end_offset = end_offset - start_.first_column;
    return;
  }
  if (context_.options.is_program_file && !context_.source.has_encoding) {  // CPython does not know how to count characters
    error_.offset = offset;
    error_.end_offset = end_offset;
    return;
  }
  error_.offset = offset > 0 ? characters_in(error_.text, offset) : offset;
  error_.end_offset = end_offset > 0 ? characters_in(error_.text, end_offset) : end_offset;
}

/// An error at the last token that was read.
void GrammarParser::raise(SyntaxErrorKind kind, std::string message) {
  if (tokens_.empty()) return set_error(kind, 0, 0, 0, -1, std::move(message));
  const Token& token = tokens_.back();
  const bool has_column = token.column != -1;
  // A program that is read piece by piece has nothing in front of its end.
  const bool at_end_of_program = !in_lexer_error_ && context_.options.is_program_file && lexer_.cursor() == lexer_.text().size();
  const auto offset = has_column ? token.column + 1 : at_end_of_program ? 0 : static_cast<std::int32_t>(lexer_.cursor() - lexer_.line_start());
  set_error(kind, token.line, offset, token.end_line, token.end_column != -1 ? token.end_column + 1 : -1, std::move(message));
}

void GrammarParser::raise_between(SyntaxErrorKind kind, std::int32_t line, std::int32_t column, std::int32_t end_line,
                                  std::int32_t end_column, std::string message) {
  const auto here = static_cast<std::int32_t>(lexer_.cursor() - lexer_.line_start());
  set_error(kind, line, column + 1, end_line == kHere ? lexer_.line() : end_line, end_column == kHere ? here : end_column + 1,
            std::move(message));
}

void GrammarParser::raise_at(const Node& first, const Node& last, std::string message) {
  const Token& begin = first_token(first);
  const Token& end = last_token(last);
  raise_between(SyntaxErrorKind::SyntaxError, begin.line, begin.column, end.end_line, end.end_column, std::move(message));
}

void GrammarParser::raise_unclosed() {
  const OpenParenthesis& open = lexer_.open_parentheses().back();
  raise_between(SyntaxErrorKind::SyntaxError, open.line, open.column, open.line, -1,
                std::string("'") + open.character + "' was never closed");
}

void GrammarParser::raise_memory_error() {
  has_error_ = true;
  error_ = {};
  error_.kind = SyntaxErrorKind::MemoryError;
}

void GrammarParser::lexer_error() {
  in_lexer_error_ = true;
  const LexError& error = lexer_.error();
  switch (error.failure) {
    case LexFailure::Message: {
      if (has_error_) return;
      has_error_ = true;
      const std::string_view text = lexer_.text();
      error_.kind = SyntaxErrorKind::SyntaxError;
      error_.message = error.message;
      error_.line = error_.end_line = error.line;
      error_.offset = error.offset;
      error_.end_offset = error.end_offset;
      error_.text = text.substr(lexer_.line_start(), text.find('\n', lexer_.line_start()) - lexer_.line_start());
      error_.has_text = true;
      return;
    }
    case LexFailure::EndOfFile:
      if (!lexer_.open_parentheses().empty()) return raise_unclosed();
      return raise(SyntaxErrorKind::SyntaxError, "unexpected EOF while parsing");
    case LexFailure::Unreadable:
      if (has_error_) return;
      has_error_ = true;
      error_ = context_.source.broken_end;
      return;
    case LexFailure::Dedent:
      return raise(SyntaxErrorKind::IndentationError, "unindent does not match any outer indentation level");
    case LexFailure::Tabs:
      return raise_between(SyntaxErrorKind::TabError, lexer_.line(), 0, lexer_.line(), -1,
                           "inconsistent use of tabs and spaces in indentation");
    case LexFailure::TooDeep:
      return raise_between(SyntaxErrorKind::IndentationError, lexer_.line(), 0, lexer_.line(), -1, "too many levels of indentation");
    case LexFailure::LineContinuation:
      return raise_between(SyntaxErrorKind::SyntaxError, lexer_.line(),
                           static_cast<std::int32_t>(lexer_.cursor() - lexer_.buffer_start()) - 1, lexer_.line(), -1,
                           "unexpected character after line continuation character");
    case LexFailure::None: return;
  }
}

/// A tokenizer's error further on, or an older parenthesis that is never closed, is more likely the cause than what was found.
void GrammarParser::check_remaining_tokens() {
  const std::int32_t error_line = tokens_.back().line;
  const SyntaxDiagnostic found = error_;
  has_error_ = false;
  for (;;) {
    const Token token = lexer_.next();
    if (token.kind == TokenKind::EndMarker) break;
    if (token.kind != TokenKind::Error) continue;
    if (lexer_.error().failure == LexFailure::Message || lexer_.error().failure == LexFailure::Unreadable) {
      lexer_error();
    } else if (!lexer_.open_parentheses().empty() && error_line > lexer_.open_parentheses().back().line) {
      raise_unclosed();
    }
    break;
  }
  if (!has_error_) error_ = found;
  has_error_ = true;
}

/// Both passes are done. \p last_token: the last one that the first pass had read.
void GrammarParser::set_final_error(std::int32_t last_token) {
  const bool is_lexer_fine = !lexer_.has_reached_end() && lexer_.error().failure == LexFailure::None;
  if (has_error_) {
    if (error_.kind == SyntaxErrorKind::MemoryError) return;
    if (is_lexer_fine) check_remaining_tokens();
    return;
  }
  if (tokens_.empty() || last_token < 0) return raise(SyntaxErrorKind::SyntaxError, "error at start before reading any input");
  const Token token = tokens_[last_token];
  if (token.kind == TokenKind::Indent) return raise(SyntaxErrorKind::IndentationError, "unexpected indent");
  if (token.kind == TokenKind::Dedent) return raise(SyntaxErrorKind::IndentationError, "unexpected unindent");
  raise_between(SyntaxErrorKind::SyntaxError, token.line, token.column, token.end_line, token.end_column, "invalid syntax");
  check_remaining_tokens();
}

// ---- What the grammar reports ----------------------------------------------------------------------------------------

const char* GrammarParser::name_of(const Node& node) const {
  switch (node.tag) {
    case Tag::Attribute: return "attribute";
    case Tag::Subscript: return "subscript";
    case Tag::Starred: return "starred";
    case Tag::Name: return "name";
    case Tag::List: return "list";
    case Tag::Tuple: return "tuple";
    case Tag::Lambda: return "lambda";
    case Tag::Call: return "function call";
    case Tag::Operator: return "expression";
    case Tag::GeneratorExp: return "generator expression";
    case Tag::Yield: return "yield expression";
    case Tag::Await: return "await expression";
    case Tag::ListComp: return "list comprehension";
    case Tag::SetComp: return "set comprehension";
    case Tag::DictComp: return "dict comprehension";
    case Tag::Dict: return "dict literal";
    case Tag::Set: return "set display";
    case Tag::FormatString: return "f-string expression";
    case Tag::None: return "None";
    case Tag::False: return "False";
    case Tag::True: return "True";
    case Tag::Ellipsis: return "ellipsis";
    case Tag::Compare: return "comparison";
    case Tag::IfExp: return "conditional expression";
    case Tag::NamedExpr: return "named expression";
    default: return "literal";
  }
}

/// %n: what kind of expression, %t: its text, %l: its line.
std::string GrammarParser::formatted(const std::string& message, const Node* node) const {
  std::string out;
  for (std::size_t index = 0; index < message.size(); ++index) {
    if (message[index] != '%' || !node) {
      out += message[index];
      continue;
    }
    switch (message[++index]) {
      case 'n': out += name_of(*node); break;
      case 't': out += text_of(first_token(*node)); break;
      default: out += std::to_string(first_token(*node).line); break;
    }
  }
  return out;
}

bool GrammarParser::is_legacy_statement(const Node& node) const {
  if (node.tag != Tag::Name) return false;
  const std::string_view name = text_of(first_token(node));
  return name == "print" || name == "exec";
}

/// The part of a target that cannot be assigned to (or deleted); null: there is none.
const GrammarParser::Node* GrammarParser::invalid_target(const Node& node, Report report) const {
  switch (node.tag) {
    case Tag::List:
    case Tag::Tuple:
      for (const Node* item : node.children) {
        if (const Node* invalid = invalid_target(*item, report)) return invalid;
      }
      return nullptr;
    case Tag::Starred: return report == Report::DelTarget ? &node : invalid_target(*node.children[0], report);
    case Tag::Compare:
      if (report != Report::ForTarget) return &node;
      return node.children[1]->tag == Tag::InPair ? invalid_target(*node.children[0], report) : nullptr;
    case Tag::Name:
    case Tag::Subscript:
    case Tag::Attribute: return nullptr;
    default: return &node;
  }
}

GrammarParser::Node* GrammarParser::report_target(const Node& target, Report report) {
  const Node* invalid = invalid_target(target, report);
  if (!invalid) return nullptr;
  raise_at(*invalid, *invalid, std::string(report == Report::DelTarget ? "cannot delete " : "cannot assign to ") + name_of(*invalid));
  return nullptr;
}

GrammarParser::Node* GrammarParser::report_generator(const Node& first, const Node& clauses) {
  const Node& clause = *clauses.children.back();
  raise_at(first, *clause.children.back(), "Generator expression must be parenthesized");
  return nullptr;
}

/// Reports what the alternative is about, whose elements have all matched. Its result, or null.
GrammarParser::Node* GrammarParser::report(const ErrorGrammar::Alternative& alternative, const Labels& labels) {
  const std::vector<std::int8_t>& about = alternative.labels;
  Node* const a = about.empty() ? nullptr : labels.nodes[about[0]];
  Node* const b = about.size() < 2 ? nullptr : labels.nodes[about[1]];
  switch (alternative.report) {
    case Report::At: raise_at(*a, *a, formatted(alternative.message, a)); break;
    case Report::Range: raise_at(*a, *b, formatted(alternative.message, a)); break;
    case Report::Here: raise(SyntaxErrorKind::SyntaxError, alternative.message); break;
    case Report::Indent: raise(SyntaxErrorKind::IndentationError, formatted(alternative.message, a)); break;
    case Report::From: {
      const Token& token = first_token(*a);
      raise_between(SyntaxErrorKind::SyntaxError, token.line, token.column, kHere, kHere, alternative.message);
      break;
    }
    case Report::Behind: {
      const Token& token = last_token(*a);
      raise_between(SyntaxErrorKind::SyntaxError, first_token(*a).line, token.end_column - 1, token.end_line, -1, alternative.message);
      break;
    }
    case Report::StarTarget:
    case Report::ForTarget:
    case Report::DelTarget: return report_target(*a, alternative.report);
    case Report::Generator: return report_generator(*a, *b);
    case Report::GeneratorInCall: {
      std::vector<const Node*> positional;
      for (const Node* child : a->children) {
        if (child->tag != Tag::Keyword && child->tag != Tag::Unpacking) positional.push_back(child);
      }
      return positional.size() <= 1 ? nullptr : report_generator(*positional.back(), *b);
    }
    case Report::ArgumentOrder: {
      const bool has_unpacking = std::any_of(a->children.begin(), a->children.end(), [](const Node* n) { return n->tag == Tag::Unpacking; });
      raise(SyntaxErrorKind::SyntaxError, has_unpacking ? "positional argument follows keyword argument unpacking"
                                                        : "positional argument follows keyword argument");
      break;
    }
    case Report::Legacy: {
      if (!is_legacy_statement(*a)) return nullptr;
      const std::string name(text_of(first_token(*a)));
      raise_at(*a, *b, "Missing parentheses in call to '" + name + "'. Did you mean " + name + "(...)?");
      break;
    }
    case Report::ForgottenComma:
      if (is_legacy_statement(*a) || tokens_[position_ - 1].depth == 0) return nullptr;
      raise_at(*a, *b, "invalid syntax. Perhaps you forgot a comma?");
      break;
    case Report::Real: return check_imaginary(*a, false);
    case Report::Imaginary: return check_imaginary(*a, true);
    case Report::Strings: return check_strings(*a);
    case Report::NoInput:
    case Report::None: break;
  }
  return nullptr;
}

// ---- Literals --------------------------------------------------------------------------------------------------------

bool GrammarParser::check_number(std::int32_t index) {
  LiteralError error;
  const Token& token = tokens_[index];
  if (make_number(arena_, text_of(token), context_.options.max_int_digits, error)) return true;
  raise_between(SyntaxErrorKind::SyntaxError, token.line, -1, token.end_line, -1, error.message);
  return false;
}

GrammarParser::Node* GrammarParser::check_imaginary(const Node& number, bool want_imaginary) {
  const char last = text_of(first_token(number)).back();
  const bool is_imaginary = last == 'j' || last == 'J';
  if (is_imaginary == want_imaginary) return const_cast<Node*>(&number);
  raise_at(number, number, want_imaginary ? "imaginary number required in complex literal" : "real number required in complex literal");
  return nullptr;
}

GrammarParser::Node* GrammarParser::check_strings(const Node& strings) {
  LiteralError error;
  StringLiteral literal(context_.arena, lexer_.text(), *this, error, context_.escape_warnings);
  const std::vector<Token> run(tokens_.begin() + strings.first, tokens_.begin() + strings.last + 1);
  const ast::Expr* expression = literal.parse(run.data(), static_cast<std::uint32_t>(run.size()));
  if (expression) {
    auto* node = arena_.make<Node>(strings);
    node->children = {};
    node->tag = expression->kind == ast::ExprKind::JoinedStr ? Tag::FormatString : Tag::Literal;
    return node;
  }
  if (error.has_diagnostic) {
    has_error_ = true;
    error_ = error.diagnostic;
  } else {
    raise(SyntaxErrorKind::SyntaxError, error.message);
  }
  return nullptr;
}

ast::Expr* GrammarParser::parse_embedded(std::string_view text, std::int32_t line, std::int32_t column, LiteralError& error) {
  LexerOptions options;
  options.first_line = line;
  options.first_column = column;
  Lexer lexer(text, options);
  std::vector<Token> tokens;
  do tokens.push_back(lexer.next());
  while (tokens.back().kind != TokenKind::EndMarker && tokens.back().kind != TokenKind::Error);
  if (ast::Expr* expression = TreeParser(context_, text, tokens).parse_embedded_root()) return expression;
  Start start;
  start.rule = "embedded";
  start.is_embedded = true;
  start.first_line = line;
  start.first_column = column;
  Lexer again(text, options);
  GrammarParser parser(context_, again, start);
  error.is_set = error.has_diagnostic = true;
  error.diagnostic = parser.diagnose(nullptr);
  return nullptr;
}

}  // namespace tauraro
