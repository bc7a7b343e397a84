#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "syntax/ast.h"
#include "syntax/literal_error.h"
#include "syntax/parser.h"
#include "syntax/source_text.h"
#include "syntax/string_literal.h"
#include "syntax/token.h"

namespace tauraro {

/// What a parse shares with the parses of the expressions in its f-strings.
struct ParseContext {
  Arena& arena;
  const ParseOptions& options;
  const SourceText& source;
  std::vector<EscapeWarning>& escape_warnings;
};

/// Builds the tree of valid source, fast: recursive descent with one token of lookahead (and two places where it tries and goes back).
/// It only says whether the source is valid; what is wrong is found by GrammarParser.
///
/// After a failure every test of the current token answers no, so that loops end and calls return; what they return is not used.
class TreeParser : private EmbeddedExpressionParser {
 public:
  /// \p tokens ends in EndMarker or Error.
  TreeParser(ParseContext& context, std::string_view text, const std::vector<Token>& tokens)
      : context_(context), arena_(context.arena), text_(text), tokens_(tokens), cursor_(tokens.data()) {}

  /// Null: not valid.
  ast::Root* parse_root(ParseMode mode);
  /// The expression in an f-string, parentheses included. Null: not valid.
  ast::Expr* parse_embedded_root();

  /// The last token that was taken; there is one before it.
  /// \pre parsing has succeeded
  const Token& last_token() const { return cursor_[-1]; }
  /// How many tokens the module's statements before the one that failed have.
  std::uint32_t complete_tokens() const { return complete_tokens_; }

 private:
  /// Depth of recursion in CPython's rules; beyond it the source is too complex.
  static constexpr int kMaxDepth = 6000;

  /// Counts recursion while it lives.
  class Depth {
   public:
    Depth(TreeParser& parser, int levels) : parser_(parser), levels_(levels) {
      parser_.depth_ += levels_;
      if (parser_.depth_ > kMaxDepth) parser_.fail();
    }
    ~Depth() { parser_.depth_ -= levels_; }
    Depth(const Depth&) = delete;

   private:
    TreeParser& parser_;
    int levels_;
  };

  /// Collects items on a shared stack, then copies them into the arena. Only the newest living List may be added to.
  template <typename T>
  class List {
   public:
    explicit List(TreeParser& parser) : parser_(parser), begin_(parser.stack_.size()) {}
    ~List() { parser_.stack_.resize(begin_); }
    List(const List&) = delete;
    void add(T* item) { parser_.stack_.push_back(const_cast<void*>(static_cast<const void*>(item))); }
    std::size_t size() const { return parser_.stack_.size() - begin_; }
    Span<T*> finish() {
      return parser_.arena_.template copy_span<T*>(reinterpret_cast<T* const*>(parser_.stack_.data() + begin_), size());
    }

   private:
    TreeParser& parser_;
    std::size_t begin_;
  };

  // ---- Tokens ----
  bool at(TokenKind kind) const { return cursor_->kind == kind; }
  bool next_is(TokenKind kind) const { return cursor_->kind != TokenKind::EndMarker && !failed_ && cursor_[1].kind == kind; }
  bool accept(TokenKind kind) {
    if (cursor_->kind != kind) return false;
    ++cursor_;
    return true;
  }
  void expect(TokenKind kind) {
    if (!accept(kind)) fail();
  }
  void fail();
  std::string_view text_of(const Token& token) const { return text_.substr(token.start, token.end - token.start); }
  ast::Identifier identifier();
  ast::Identifier identifier_text(const Token& token);
  bool at_soft(SoftKeyword keyword) const { return cursor_->soft == keyword; }
  bool starts_expression() const;

  /// From the token to the last one taken.
  ast::Position since(const Token* start) const;
  /// The same, but the end is never a NEWLINE, INDENT or DEDENT.
  ast::Position statement_since(const Token* start) const;
  template <typename T>
  T* node(const Token* start) {
    T* result = arena_.make<T>();
    result->position = since(start);
    return result;
  }
  template <typename T>
  T* statement_node(const Token* start) {
    T* result = arena_.make<T>();
    result->position = statement_since(start);
    return result;
  }

  // ---- Expressions ----
  ast::Expr* star_expressions();
  ast::Expr* star_expression();
  ast::Expr* expressions();
  ast::Expr* star_named_expression();
  ast::Expr* named_expression();
  ast::Expr* expression();
  ast::Expr* yield_expression();
  ast::Expr* yield_or_star_expressions() { return at(TokenKind::Yield) ? yield_expression() : star_expressions(); }
  ast::Expr* disjunction();
  ast::Expr* conjunction();
  ast::Expr* inversion();
  ast::Expr* comparison();
  ast::Expr* binary(int minimum);
  ast::Expr* factor();
  ast::Expr* power();
  ast::Expr* primary();
  ast::Expr* atom();
  ast::Expr* constant(ast::ConstantKind kind);
  ast::Expr* number();
  ast::Expr* strings();
  ast::Expr* parenthesized();
  ast::Expr* list_display();
  ast::Expr* brace_display();
  ast::Expr* dict_display(const Token* start, ast::Expr* first_key);
  ast::Expr* set_display(const Token* start, ast::Expr* first);
  ast::Expr* lambda();
  ast::Expr* call(const Token* start, ast::Expr* function);
  void call_arguments(TokenKind end, bool allow_generator, Span<ast::Expr*>* args, Span<ast::Keyword*>* keywords);
  ast::Expr* subscript(const Token* start, ast::Expr* value);
  ast::Expr* slice();
  ast::Expr* slices();
  Span<ast::Comprehension*> comprehension_clauses();
  Span<ast::Expr*> comprehension_conditions();
  bool at_comprehension() const { return at(TokenKind::For) || (at(TokenKind::Async) && next_is(TokenKind::For)); }
  ast::Expr* tuple_from(const Token* start, ast::Expr* first, ast::Expr* (TreeParser::*item)());

  ast::Expr* parse_embedded(std::string_view text, std::int32_t line, std::int32_t column, LiteralError& error) override;

  // ---- Targets ----
  ast::Expr* star_targets();
  ast::Expr* star_target();
  ast::Expr* del_target();
  bool to_target(ast::Expr* expression, ast::ExprContext context);

  // ---- Parameters ----
  ast::Arguments* parameters(bool is_lambda);
  ast::Argument* parameter(bool is_lambda, bool allow_star_annotation);

  // ---- Statements ----
  Span<ast::Stmt*> statements();
  Span<ast::Stmt*> block();
  bool statement(List<ast::Stmt>& out);
  ast::Stmt* compound_statement();
  void simple_statements(List<ast::Stmt>& out);
  ast::Stmt* simple_statement();
  ast::Stmt* expression_statement();
  ast::Stmt* annotated_assignment(const Token* start, ast::Expr* target);
  ast::Stmt* return_statement();
  ast::Stmt* raise_statement();
  ast::Stmt* delete_statement();
  ast::Stmt* assert_statement();
  ast::Stmt* scope_statement();
  ast::Stmt* import_name();
  ast::Stmt* import_from();
  ast::Identifier dotted_name();
  ast::Identifier optional_as();
  Span<ast::Alias*> import_targets();
  ast::Stmt* if_statement();
  ast::Stmt* while_statement();
  ast::Stmt* for_statement(const Token* start, bool is_async);
  ast::Stmt* with_statement(const Token* start, bool is_async);
  bool with_items_in_parentheses(List<ast::WithItem>& items);
  ast::WithItem* with_item();
  ast::Stmt* try_statement();
  ast::ExceptHandler* except_handler(bool* is_star);
  ast::Stmt* async_statement(const Token* start);
  ast::Stmt* decorated();
  ast::Stmt* function(const Token* start, bool is_async, Span<ast::Expr*> decorators);
  ast::Stmt* class_statement(Span<ast::Expr*> decorators);
  Span<ast::Stmt*> optional_else();

  // ---- Patterns ----
  ast::Stmt* match_statement();
  ast::MatchCase* case_block();
  ast::Pattern* patterns();
  ast::Pattern* pattern();
  ast::Pattern* or_pattern();
  ast::Pattern* closed_pattern();
  ast::Pattern* maybe_star_pattern();
  ast::Pattern* name_pattern();
  ast::Pattern* sequence_pattern(TokenKind end);
  ast::Pattern* mapping_pattern();
  ast::Pattern* class_pattern(const Token* start, ast::Expr* cls);
  ast::Pattern* value_pattern(const Token* start, ast::Expr* value);
  ast::Pattern* singleton_pattern(ast::ConstantKind kind);
  ast::Expr* name_or_attribute();
  ast::Expr* pattern_number();
  ast::Expr* mapping_key();
  ast::Identifier capture_target();

  ParseContext& context_;
  Arena& arena_;
  std::string_view text_;
  const std::vector<Token>& tokens_;
  const Token* cursor_;
  bool failed_ = false;
  std::uint32_t complete_tokens_ = 0;
  int depth_ = 0;
  Token stop_[2] = {{TokenKind::Error}, {TokenKind::Error}};  ///< the cursor is at the second one after a failure
  std::vector<void*> stack_;
};

}  // namespace tauraro
