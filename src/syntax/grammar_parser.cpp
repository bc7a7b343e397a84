#include "syntax/grammar_parser.h"

#include <cassert>

#include "syntax/number_literal.h"

namespace tauraro {

using Element = ErrorGrammar::Element;
using Operation = ErrorGrammar::Operation;

namespace {

/// CPython takes every beginning of a soft keyword for one when it looks for a forgotten comma.
bool begins_soft_keyword(std::string_view name) {
  for (const std::string_view keyword : {"_", "case", "match"}) {
    if (keyword.starts_with(name)) return true;
  }
  return false;
}

}  // namespace

GrammarParser::GrammarParser(ParseContext& context, Lexer& lexer, const Start& start)
    : context_(context), lexer_(lexer), start_(start), grammar_(ErrorGrammar::get()) {}

SyntaxDiagnostic GrammarParser::diagnose(bool* incomplete) {
  stack_begin_ = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  for (std::uint32_t index = 0; index < start_.skipped_tokens; ++index) lexer_.next();
  if (match_start()) raise_memory_error();  // only TreeParser's limit on depth can have been in the way
  if (incomplete) *incomplete = lexer_.has_reached_end() || lexer_.error().text_ended;
  const bool is_finished = has_error_ && error_.kind == SyntaxErrorKind::MemoryError;
  if (!is_finished) {
    const auto last = static_cast<std::int32_t>(tokens_.size()) - 1;
    if (!has_error_) {
      for (std::vector<Memo>& memos : memos_) memos.clear();
      position_ = 0;
      tries_errors_ = true;
      match_start();
    }
    set_final_error(last);
  }
  error_.filename = context_.options.filename;
  return std::move(error_);
}

GrammarParser::Node* GrammarParser::match_start() { return match_rule(grammar_.rule_index(start_.rule)); }

// ---- Tokens ----------------------------------------------------------------------------------------------------------

/// Reads one more token. False: that was an error, which is set.
bool GrammarParser::fill() {
  tokens_.push_back(lexer_.next());
  memos_.emplace_back();
  if (tokens_.back().kind != TokenKind::Error) return true;
  lexer_error();
  return false;
}

/// The next token; null after an error.
const Token* GrammarParser::peek() {
  if (has_error_) return nullptr;
  if (position_ == static_cast<std::int32_t>(tokens_.size()) && !fill()) return nullptr;
  return &tokens_[position_];
}

// ---- Matching --------------------------------------------------------------------------------------------------------

bool GrammarParser::enter() {
  if (has_error_) return false;
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  const std::size_t used = here < stack_begin_ ? stack_begin_ - here : here - stack_begin_;
  if (depth_ >= kMaxDepth || used > kMaxStackBytes) {
    raise_memory_error();
    return false;
  }
  ++depth_;
  return true;
}

bool GrammarParser::may_begin(const ErrorGrammar::TokenSet& first, bool is_nullable) {
  if (is_nullable) return !has_error_;
  const Token* token = peek();
  return token && first.has(token->kind);
}

GrammarParser::Node* GrammarParser::match_rule(int index) {
  const ErrorGrammar::Rule& rule = grammar_.rule(index);
  if (!may_begin(rule.first, rule.is_nullable)) return nullptr;
  const std::int32_t start = position_;
  const std::int8_t mode = rule.is_shared ? -1 : tries_errors_;
  if (start < static_cast<std::int32_t>(memos_.size())) {
    for (const Memo& memo : memos_[start]) {
      if (memo.rule != index || memo.mode != mode) continue;
      if (memo.node) position_ = memo.end;
      return memo.node;
    }
  }
  if (!enter()) return nullptr;
  const bool tried_errors = tries_errors_;
  if (rule.is_without_errors) tries_errors_ = false;
  Node* node = match_rule_body(rule);
  tries_errors_ = tried_errors;
  leave();
  if (has_error_) return nullptr;
  if (!node) position_ = start;
  if (start < static_cast<std::int32_t>(memos_.size())) {
    memos_[start].push_back({static_cast<std::int16_t>(index), mode, position_, node});
  }
  return node;
}

GrammarParser::Node* GrammarParser::match_rule_body(const ErrorGrammar::Rule& rule) {
  const std::int32_t start = position_;
  Node* node = match_alternatives(rule.alternatives, start);
  return node && !rule.tails.empty() ? match_tails(rule, start, node) : node;
}

GrammarParser::Node* GrammarParser::match_tails(const ErrorGrammar::Rule& rule, std::int32_t start, Node* base) {
  for (;;) {
    Node* longer = match_alternatives(rule.tails, start);
    if (has_error_) return nullptr;
    if (!longer) return base;
    base = longer;
  }
}

/// Tries the alternatives at the present position; a new node's range begins at `start`.
GrammarParser::Node* GrammarParser::match_alternatives(const std::vector<std::int16_t>& alternatives, std::int32_t start) {
  const std::int32_t before = position_;
  for (const std::int16_t index : alternatives) {
    const ErrorGrammar::Alternative& alternative = grammar_.alternative(index);
    if (alternative.is_for_errors_only && !tries_errors_) continue;
    if (!may_begin(alternative.first, alternative.is_nullable)) {
      if (has_error_) return nullptr;
      continue;
    }
    bool stop = false;
    Node* node = match_alternative(alternative, start, &stop);
    if (has_error_) return nullptr;
    if (node) return node;
    position_ = before;
    if (stop) return nullptr;
  }
  return nullptr;
}

GrammarParser::Node* GrammarParser::match_alternative(const ErrorGrammar::Alternative& alternative, std::int32_t start, bool* stop) {
  Labels labels;
  Node* last = nullptr;
  for (const std::int16_t index : alternative.elements) {
    const Element& element = grammar_.element(index);
    if (element.operation == Operation::Cut) {
      *stop = true;
      continue;
    }
    if (!match_element(element, &last)) return nullptr;
    if (element.label >= 0) labels.nodes[element.label] = last;
  }
  *stop = true;
  if (!alternative.has_action && alternative.elements.size() == 1) {
    return last ? last : make_sequence(start, {});
  }
  return result_of(alternative, start, labels);
}

/// Null: the action found nothing to report, or has reported.
GrammarParser::Node* GrammarParser::result_of(const ErrorGrammar::Alternative& alternative, std::int32_t start, Labels& labels) {
  if (alternative.report != Report::None) return report(alternative, labels);
  if (alternative.passed >= 0) return labels.nodes[alternative.passed];
  return make_node(alternative.tag, start, alternative, labels);
}

GrammarParser::Node* GrammarParser::make_node(Tag tag, std::int32_t start, const ErrorGrammar::Alternative& alternative,
                                              const Labels& labels) {
  std::vector<Node*> children;
  for (const std::int8_t label : alternative.labels) {
    Node* node = labels.nodes[label];
    if (!node) continue;
    if (node->tag == Tag::Seq) {
      children.insert(children.end(), node->children.begin(), node->children.end());
    } else {
      children.push_back(node);
    }
  }
  Node* node = make_sequence(start, children);
  node->tag = tag;
  return node;
}

GrammarParser::Node* GrammarParser::make_sequence(std::int32_t start, const std::vector<Node*>& items) {
  auto* node = arena_.make<Node>();
  node->tag = Tag::Seq;
  node->first = start;
  node->last = position_ - 1;
  while (node->last > start && tokens_[node->last].kind >= TokenKind::Newline && tokens_[node->last].kind <= TokenKind::Dedent) --node->last;
  node->children = arena_.copy_span(items);
  return node;
}

/// \p node is null for what matched without consuming.
bool GrammarParser::match_element(const Element& element, Node** node) {
  *node = nullptr;
  switch (element.operation) {
    case Operation::Optional: {
      const std::int32_t before = position_;
      *node = match_one(grammar_.element(element.child));
      if (!*node) position_ = before;
      return !has_error_;
    }
    case Operation::Star:
      *node = match_many(element);
      return !has_error_;
    case Operation::And:
    case Operation::Not: {
      const std::int32_t before = position_;
      const bool is_matched = match_one(grammar_.element(element.child)) != nullptr;
      position_ = before;
      return !has_error_ && is_matched == (element.operation == Operation::And);
    }
    case Operation::Forced: {
      const Token* token = peek();
      if (!token) return false;
      const TokenKind wanted = grammar_.element(element.child).token;
      if (token->kind == wanted) {
        *node = match_token(grammar_.element(element.child));
        return true;
      }
      raise_between(SyntaxErrorKind::SyntaxError, token->line, token->column, token->end_line, token->end_column,
                    wanted == TokenKind::Colon ? "expected ':'" : "expected '('");
      return false;
    }
    default:
      *node = match_one(element);
      return *node != nullptr;
  }
}

/// Matches an element that gives a node. Null: no match.
GrammarParser::Node* GrammarParser::match_one(const Element& element) {
  switch (element.operation) {
    case Operation::Rule: return match_rule(element.rule);
    case Operation::Group: {
      if (!may_begin(element.first, element.is_nullable) || !enter()) return nullptr;
      Node* node = match_alternatives(element.alternatives, position_);
      leave();
      return node;
    }
    case Operation::Plus:
    case Operation::Separated: {
      Node* node = match_many(element);
      return node && !node->children.empty() ? node : nullptr;
    }
    case Operation::Star:
    case Operation::Optional:
    case Operation::And:
    case Operation::Not:
    case Operation::Cut:
    case Operation::Forced: {
      Node* node = nullptr;
      if (!match_element(element, &node)) return nullptr;
      return node ? node : make_sequence(position_, {});
    }
    default: return match_token(element);
  }
}

/// A Seq of as many as there are. Null: an error.
GrammarParser::Node* GrammarParser::match_many(const Element& element) {
  if (!enter()) return nullptr;
  const std::int32_t start = position_;
  const Element& item = grammar_.element(element.child);
  std::vector<Node*> items;
  for (;;) {
    const std::int32_t before = position_;
    if (!items.empty() && element.separator >= 0 && !match_one(grammar_.element(element.separator))) break;
    Node* node = match_one(item);
    if (has_error_) break;
    if (!node || (position_ == before && !items.empty())) {
      position_ = before;
      break;
    }
    items.push_back(node);
  }
  leave();
  if (has_error_) return nullptr;
  if (items.empty()) position_ = start;
  return make_sequence(start, items);
}

GrammarParser::Node* GrammarParser::match_token(const Element& element) {
  const Token* token = peek();
  if (!token) return nullptr;
  Tag tag = Tag::Token;
  switch (element.operation) {
    case Operation::Name:
      if (token->kind != TokenKind::Name) return nullptr;
      tag = Tag::Name;
      break;
    case Operation::Number:
      if (token->kind != TokenKind::Number) return nullptr;
      tag = Tag::Literal;
      break;
    case Operation::Soft:
      if (token->soft != element.soft) return nullptr;
      break;
    case Operation::AnySoft:
      if (token->kind != TokenKind::Name || !begins_soft_keyword(text_of(*token))) return nullptr;
      tag = Tag::Name;
      break;
    default:
      if (token->kind != element.token) return nullptr;
      break;
  }
  position_ += 1;
  auto* node = arena_.make<Node>();
  node->tag = tag;
  node->first = node->last = position_ - 1;
  return tag == Tag::Literal && !check_number(position_ - 1) ? nullptr : node;
}

}  // namespace tauraro
