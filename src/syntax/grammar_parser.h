#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "syntax/error_grammar.h"
#include "syntax/lexer.h"
#include "syntax/literal_error.h"
#include "syntax/parser.h"
#include "syntax/string_literal.h"
#include "syntax/tree_parser.h"

namespace tauraro {

/// Finds what is wrong with source that TreeParser rejects. It follows CPython's parser step by step (ordered choice over the grammar in
/// error_grammar.inc, first without and then with the rules for common mistakes, reading one token at a time), because which error is
/// reported depends on these steps. Slow; builds no tree.
class GrammarParser : private EmbeddedExpressionParser {
 public:
  struct Start {
    const char* rule = "file";
    bool is_embedded = false;          ///< an expression in an f-string
    std::int32_t first_line = 1;       ///< of the text
    std::int32_t first_column = 0;     ///< of the text's first character
    std::uint32_t skipped_tokens = 0;  ///< whole statements that are known to be fine
  };

  /// \p lexer has not been asked for a token yet. \p context takes what parsing f-strings makes.
  GrammarParser(ParseContext& context, Lexer& lexer, const Start& start);

  /// \pre the source is invalid. Sets `incomplete` as ParseResult has it.
  SyntaxDiagnostic diagnose(bool* incomplete);

 private:
  using Tag = ErrorGrammar::Tag;
  using Report = ErrorGrammar::Report;
  static constexpr int kMaxDepth = 6000;
  static constexpr std::size_t kMaxStackBytes = 5u << 20;

  /// What a rule or an element matched: tokens [first, last] (last < first: nothing).
  struct Node {
    Tag tag = Tag::Other;
    std::int32_t first = 0;
    std::int32_t last = -1;
    Span<Node*> children;
  };
  struct Memo {
    std::int16_t rule;
    std::int8_t mode;  ///< 0, 1: with bad_ rules; -1: shared
    std::int32_t end;
    Node* node;  ///< null: no match
  };
  /// Labelled nodes of the alternative being matched.
  struct Labels {
    Node* nodes[ErrorGrammar::kLabels] = {};
  };

  // ---- Matching ----
  Node* match_start();
  Node* match_rule(int index);
  Node* match_rule_body(const ErrorGrammar::Rule& rule);
  Node* match_tails(const ErrorGrammar::Rule& rule, std::int32_t start, Node* base);
  /// \p stop is set if no other alternative may be tried.
  Node* match_alternative(const ErrorGrammar::Alternative& alternative, std::int32_t start, bool* stop);
  Node* match_alternatives(const std::vector<std::int16_t>& alternatives, std::int32_t start);
  bool match_element(const ErrorGrammar::Element& element, Node** node);
  Node* match_one(const ErrorGrammar::Element& element);
  Node* match_many(const ErrorGrammar::Element& element);
  Node* match_token(const ErrorGrammar::Element& element);
  Node* result_of(const ErrorGrammar::Alternative& alternative, std::int32_t start, Labels& labels);
  Node* make_node(Tag tag, std::int32_t start, const ErrorGrammar::Alternative& alternative, const Labels& labels);
  Node* make_sequence(std::int32_t start, const std::vector<Node*>& items);
  bool may_begin(const ErrorGrammar::TokenSet& first, bool is_nullable);
  bool enter();
  void leave() { --depth_; }

  // ---- Tokens ----
  bool fill();
  const Token* peek();
  void lexer_error();

  // ---- Reports ----
  Node* report(const ErrorGrammar::Alternative& alternative, const Labels& labels);
  Node* report_target(const Node& target, Report report);
  const Node* invalid_target(const Node& node, Report report) const;
  Node* report_generator(const Node& first, const Node& clauses);
  bool check_number(std::int32_t index);
  Node* check_imaginary(const Node& number, bool want_imaginary);
  Node* check_strings(const Node& strings);
  const char* name_of(const Node& node) const;
  bool is_legacy_statement(const Node& node) const;
  std::string formatted(const std::string& message, const Node* node) const;
  std::string_view text_of(const Token& token) const { return lexer_.text().substr(token.start, token.end - token.start); }
  const Token& first_token(const Node& node) const { return tokens_[node.first]; }
  const Token& last_token(const Node& node) const { return tokens_[node.last < node.first ? node.first : node.last]; }

  /// Errors; positions are token positions: columns from 0, -1 if unknown; kHere: where the lexer is.
  static constexpr std::int32_t kHere = -5;
  void raise(SyntaxErrorKind kind, std::string message);
  void raise_at(const Node& first, const Node& last, std::string message);
  void raise_between(SyntaxErrorKind kind, std::int32_t line, std::int32_t column, std::int32_t end_line, std::int32_t end_column,
                     std::string message);
  void set_error(SyntaxErrorKind kind, std::int32_t line, std::int32_t offset, std::int32_t end_line, std::int32_t end_offset,
                 std::string message);
  void raise_unclosed();
  void raise_memory_error();
  std::string error_line(std::int32_t line) const;
  void check_remaining_tokens();
  void set_final_error(std::int32_t last_token);

  ast::Expr* parse_embedded(std::string_view text, std::int32_t line, std::int32_t column, LiteralError& error) override;

  ParseContext& context_;
  Lexer& lexer_;
  Start start_;
  const ErrorGrammar& grammar_;
  Arena arena_;  ///< nodes
  std::vector<Token> tokens_;
  std::vector<std::vector<Memo>> memos_;  ///< by token
  std::int32_t position_ = 0;             ///< the next token
  int depth_ = 0;
  std::uintptr_t stack_begin_ = 0;
  bool tries_errors_ = false;  ///< bad_ rules are tried
  bool has_error_ = false;
  bool in_lexer_error_ = false;  ///< the error is the lexer's: it knows its place at the end of a program, too
  SyntaxDiagnostic error_;
};

}  // namespace tauraro
