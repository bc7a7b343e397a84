#include <vector>

#include "syntax/tree_parser.h"

namespace tauraro {

using enum TokenKind;
using ast::Expr;
using ast::Pattern;

/// Null: `match` is an ordinary name here, and nothing was taken.
ast::Stmt* TreeParser::match_statement() {
  const Token* start = cursor_++;
  Expr* subject = nullptr;
  if (starts_expression()) {
    const Token* first = cursor_;
    subject = star_named_expression();
    const bool is_tuple = at(Comma);
    if (is_tuple) {
      List<Expr> items(*this);
      items.add(subject);
      while (accept(Comma) && starts_expression()) items.add(star_named_expression());
      auto* tuple = node<ast::Tuple>(first);
      tuple->elts = items.finish();
      tuple->context = ast::ExprContext::Load;
      subject = tuple;
    } else if (first->kind == Star) {
      subject = nullptr;
    }
  }
  const bool is_match = !failed_ && subject && at(Colon) && cursor_[1].kind == Newline && cursor_[2].kind == Indent &&
                        cursor_[3].soft == SoftKeyword::Case;
  if (!is_match) {
    cursor_ = start;
    failed_ = false;
    return nullptr;
  }
  cursor_ += 3;
  List<ast::MatchCase> cases(*this);
  do cases.add(case_block());
  while (at_soft(SoftKeyword::Case));
  expect(Dedent);
  auto* result = statement_node<ast::Match>(start);
  result->subject = subject;
  result->cases = cases.finish();
  return result;
}

/// The cursor is on `case`.
ast::MatchCase* TreeParser::case_block() {
  ++cursor_;
  auto* result = arena_.make<ast::MatchCase>();
  result->pattern = patterns();
  if (accept(TokenKind::If)) result->guard = named_expression();
  expect(Colon);
  result->body = block();
  return result;
}

Pattern* TreeParser::patterns() {
  const Token* start = cursor_;
  const bool is_starred = at(Star);
  Pattern* first = maybe_star_pattern();
  if (!at(Comma)) {
    if (is_starred) fail();
    return first;
  }
  List<Pattern> items(*this);
  items.add(first);
  while (accept(Comma) && !at(Colon) && !at(TokenKind::If)) items.add(maybe_star_pattern());
  auto* result = node<ast::MatchSequence>(start);
  result->patterns = items.finish();
  return result;
}

Pattern* TreeParser::maybe_star_pattern() {
  const Token* start = cursor_;
  if (!accept(Star)) return pattern();
  ast::Identifier name;
  if (at_soft(SoftKeyword::Underscore)) {
    ++cursor_;
  } else {
    name = capture_target();
  }
  auto* result = node<ast::MatchStar>(start);
  result->name = name;
  return result;
}

/// A name that a pattern binds.
ast::Identifier TreeParser::capture_target() {
  if (at_soft(SoftKeyword::Underscore)) fail();
  const ast::Identifier name = identifier();
  if (at(Dot) || at(LeftParen) || at(Equal)) fail();
  return name;
}

Pattern* TreeParser::pattern() {
  const Token* start = cursor_;
  Pattern* first = or_pattern();
  if (!accept(As)) return first;
  const ast::Identifier name = capture_target();
  auto* result = node<ast::MatchAs>(start);
  result->pattern = first;
  result->name = name;
  return result;
}

Pattern* TreeParser::or_pattern() {
  const Token* start = cursor_;
  Pattern* first = closed_pattern();
  if (!at(VerticalBar)) return first;
  List<Pattern> items(*this);
  items.add(first);
  while (accept(VerticalBar)) items.add(closed_pattern());
  auto* result = node<ast::MatchOr>(start);
  result->patterns = items.finish();
  return result;
}

Pattern* TreeParser::singleton_pattern(ast::ConstantKind kind) {
  const Token* start = cursor_++;
  auto* result = node<ast::MatchSingleton>(start);
  result->value = kind;
  return result;
}

Pattern* TreeParser::value_pattern(const Token* start, Expr* value) {
  auto* result = node<ast::MatchValue>(start);
  result->value = value;
  return result;
}

Pattern* TreeParser::closed_pattern() {
  const Token* start = cursor_;
  switch (cursor_->kind) {
    case Number:
    case Minus: {
      Expr* value = pattern_number();
      return value_pattern(start, value);
    }
    case String: {
      Expr* value = strings();
      return value_pattern(start, value);
    }
    case None: return singleton_pattern(ast::ConstantKind::None);
    case True: return singleton_pattern(ast::ConstantKind::True);
    case False: return singleton_pattern(ast::ConstantKind::False);
    case TokenKind::Name: return name_pattern();
    case LeftParen: return sequence_pattern(RightParen);
    case LeftBracket: return sequence_pattern(RightBracket);
    case LeftBrace: return mapping_pattern();
    default: break;
  }
  fail();
  return arena_.make<ast::MatchAs>();
}

/// A signed number, or real and imaginary part.
Expr* TreeParser::pattern_number() {
  const auto is_imaginary = [](const Expr* expression) {
    return expression->kind == ast::ExprKind::Constant &&
           ast::as<ast::Constant>(*expression).constant_kind == ast::ConstantKind::Imaginary;
  };
  const Token* start = cursor_;
  const bool is_negative = accept(Minus);
  if (!at(Number)) {
    fail();
    return arena_.make<ast::Name>();
  }
  Expr* value = number();
  const bool is_real = !is_imaginary(value);
  if (is_negative) {
    auto* negative = node<ast::UnaryOp>(start);
    negative->op = ast::UnaryOperator::USub;
    negative->operand = value;
    value = negative;
  }
  if (!at(Plus) && !at(Minus)) return value;
  const ast::BinaryOperator op = at(Plus) ? ast::BinaryOperator::Add : ast::BinaryOperator::Sub;
  ++cursor_;
  if (!is_real || !at(Number)) {
    fail();
    return value;
  }
  Expr* imaginary = number();
  if (!is_imaginary(imaginary)) fail();
  auto* result = node<ast::BinOp>(start);
  result->left = value;
  result->op = op;
  result->right = imaginary;
  return result;
}

Expr* TreeParser::name_or_attribute() {
  const Token* start = cursor_;
  auto* name = arena_.make<ast::Name>();
  name->id = identifier();
  name->context = ast::ExprContext::Load;
  name->position = since(start);
  Expr* value = name;
  while (accept(Dot)) {
    const ast::Identifier attr = identifier();
    auto* attribute = node<ast::Attribute>(start);
    attribute->value = value;
    attribute->attr = attr;
    attribute->context = ast::ExprContext::Load;
    value = attribute;
  }
  return value;
}

/// A capture, a wildcard, a dotted name or a class.
Pattern* TreeParser::name_pattern() {
  const Token* start = cursor_;
  Expr* value = name_or_attribute();
  if (at(LeftParen)) return class_pattern(start, value);
  if (at(Equal)) fail();
  if (value->kind == ast::ExprKind::Attribute) return value_pattern(start, value);
  auto* capture = node<ast::MatchAs>(start);
  if (start->soft != SoftKeyword::Underscore) capture->name = ast::as<ast::Name>(*value).id;
  return capture;
}

/// `[...]`, `(...)`, or a pattern in parentheses.
Pattern* TreeParser::sequence_pattern(TokenKind end) {
  const Token* start = cursor_++;
  const Depth depth(*this, 20);
  List<Pattern> items(*this);
  bool is_sequence = end == RightBracket || at(end);
  while (!failed_ && !at(end)) {
    is_sequence = is_sequence || (at(Star) && items.size() > 0);
    const bool is_starred = at(Star);
    items.add(maybe_star_pattern());
    if (at(Comma)) is_sequence = true;
    if (!is_sequence) {
      if (is_starred) fail();
      break;
    }
    if (!accept(Comma)) break;
  }
  expect(end);
  const Span<Pattern*> all = items.finish();
  if (!is_sequence && all.size == 1) return all[0];
  auto* result = node<ast::MatchSequence>(start);
  result->patterns = all;
  return result;
}

Expr* TreeParser::mapping_key() {
  switch (cursor_->kind) {
    case Number:
    case Minus: return pattern_number();
    case String: return strings();
    case None: return constant(ast::ConstantKind::None);
    case True: return constant(ast::ConstantKind::True);
    case False: return constant(ast::ConstantKind::False);
    default: break;
  }
  Expr* key = name_or_attribute();
  if (key->kind != ast::ExprKind::Attribute) fail();
  return key;
}

Pattern* TreeParser::mapping_pattern() {
  const Token* start = cursor_++;
  const Depth depth(*this, 20);
  std::vector<Expr*> keys;
  List<Pattern> values(*this);
  ast::Identifier rest;
  while (!failed_ && !at(RightBrace)) {
    if (accept(DoubleStar)) {
      rest = capture_target();
      accept(Comma);
      break;
    }
    keys.push_back(mapping_key());
    expect(Colon);
    values.add(pattern());
    if (!accept(Comma)) break;
  }
  expect(RightBrace);
  auto* result = node<ast::MatchMapping>(start);
  result->keys = arena_.copy_span(keys);
  result->patterns = values.finish();
  result->rest = rest;
  return result;
}

Pattern* TreeParser::class_pattern(const Token* start, Expr* cls) {
  expect(LeftParen);
  const Depth depth(*this, 20);
  List<Pattern> positional(*this);
  std::vector<ast::Identifier> names;
  std::vector<Pattern*> named;
  while (!failed_ && !at(RightParen)) {
    if (at(TokenKind::Name) && next_is(Equal)) {
      names.push_back(identifier());
      expect(Equal);
      named.push_back(pattern());
    } else {
      if (!names.empty()) fail();
      positional.add(pattern());
    }
    if (!accept(Comma)) break;
  }
  expect(RightParen);
  auto* result = node<ast::MatchClass>(start);
  result->cls = cls;
  result->patterns = positional.finish();
  result->kwd_attrs = arena_.copy_span(names);
  result->kwd_patterns = arena_.copy_span(named);
  return result;
}

}  // namespace tauraro
