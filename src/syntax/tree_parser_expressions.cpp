#include <array>

#include "syntax/lexer.h"
#include "syntax/number_literal.h"
#include "syntax/tree_parser.h"

namespace tauraro {

using enum TokenKind;
using ast::Expr;

namespace {

struct BinaryRow {
  std::uint8_t precedence = 0;  ///< 0: not a binary operator
  ast::BinaryOperator op = ast::BinaryOperator::Add;
};

constexpr std::size_t kTokenKinds = static_cast<std::size_t>(Error) + 1;

constexpr std::array<BinaryRow, kTokenKinds> kBinary = [] {
  using enum ast::BinaryOperator;
  std::array<BinaryRow, kTokenKinds> rows{};
  const auto set = [&rows](TokenKind kind, std::uint8_t precedence, ast::BinaryOperator op) {
    rows[static_cast<std::size_t>(kind)] = {precedence, op};
  };
  set(VerticalBar, 1, BitOr);
  set(Circumflex, 2, BitXor);
  set(Ampersand, 3, BitAnd);
  set(TokenKind::LeftShift, 4, LShift);
  set(TokenKind::RightShift, 4, RShift);
  set(Plus, 5, Add);
  set(Minus, 5, Sub);
  set(Star, 6, Mult);
  set(Slash, 6, Div);
  set(DoubleSlash, 6, FloorDiv);
  set(Percent, 6, Mod);
  set(At, 6, MatMult);
  return rows;
}();

}  // namespace

// ---- Lists of expressions --------------------------------------------------------------------------------------------

/// `first , item , ...`: the cursor is on the first comma.
Expr* TreeParser::tuple_from(const Token* start, Expr* first, Expr* (TreeParser::*item)()) {
  List<Expr> items(*this);
  items.add(first);
  while (accept(Comma) && starts_expression()) items.add((this->*item)());
  auto* tuple = node<ast::Tuple>(start);
  tuple->elts = items.finish();
  tuple->context = ast::ExprContext::Load;
  return tuple;
}

Expr* TreeParser::star_expressions() {
  const Token* start = cursor_;
  Expr* first = star_expression();
  return at(Comma) ? tuple_from(start, first, &TreeParser::star_expression) : first;
}

Expr* TreeParser::expressions() {
  const Token* start = cursor_;
  Expr* first = expression();
  return at(Comma) ? tuple_from(start, first, &TreeParser::expression) : first;
}

Expr* TreeParser::star_expression() {
  if (!at(Star)) return expression();
  const Token* start = cursor_++;
  Expr* value = binary(1);
  auto* starred = node<ast::Starred>(start);
  starred->value = value;
  starred->context = ast::ExprContext::Load;
  return starred;
}

Expr* TreeParser::star_named_expression() { return at(Star) ? star_expression() : named_expression(); }

Expr* TreeParser::named_expression() {
  if (!at(Name) || !next_is(ColonEqual)) return expression();
  const Token* start = cursor_;
  auto* target = arena_.make<ast::Name>();
  target->id = identifier();
  target->context = ast::ExprContext::Store;
  target->position = since(start);
  expect(ColonEqual);
  Expr* value = expression();
  auto* named = node<ast::NamedExpr>(start);
  named->target = target;
  named->value = value;
  return named;
}

Expr* TreeParser::yield_expression() {
  const Token* start = cursor_;
  expect(TokenKind::Yield);
  if (accept(From)) {
    Expr* value = expression();
    auto* result = node<ast::YieldFrom>(start);
    result->value = value;
    return result;
  }
  Expr* value = starts_expression() ? star_expressions() : nullptr;
  auto* result = node<ast::Yield>(start);
  result->value = value;
  return result;
}

// ---- Operators -------------------------------------------------------------------------------------------------------

Expr* TreeParser::expression() {
  if (at(TokenKind::Lambda)) return lambda();
  const Token* start = cursor_;
  Expr* body = disjunction();
  if (!accept(If)) return body;
  const Depth depth(*this, 1);
  Expr* test = disjunction();
  expect(Else);
  Expr* orelse = expression();
  auto* result = node<ast::IfExp>(start);
  result->test = test;
  result->body = body;
  result->orelse = orelse;
  return result;
}

Expr* TreeParser::disjunction() {
  const Token* start = cursor_;
  Expr* first = conjunction();
  if (!at(Or)) return first;
  List<Expr> values(*this);
  values.add(first);
  while (accept(Or)) values.add(conjunction());
  auto* result = node<ast::BoolOp>(start);
  result->op = ast::BoolOperator::Or;
  result->values = values.finish();
  return result;
}

Expr* TreeParser::conjunction() {
  const Token* start = cursor_;
  Expr* first = inversion();
  if (!at(And)) return first;
  List<Expr> values(*this);
  values.add(first);
  while (accept(And)) values.add(inversion());
  auto* result = node<ast::BoolOp>(start);
  result->op = ast::BoolOperator::And;
  result->values = values.finish();
  return result;
}

Expr* TreeParser::inversion() {
  const Token* start = cursor_;
  if (!accept(Not)) return comparison();
  const Depth depth(*this, 1);
  Expr* operand = inversion();
  auto* result = node<ast::UnaryOp>(start);
  result->op = ast::UnaryOperator::Not;
  result->operand = operand;
  return result;
}

Expr* TreeParser::comparison() {
  using enum ast::CompareOperator;
  const Token* start = cursor_;
  Expr* left = binary(1);
  std::vector<ast::CompareOperator> ops;
  List<Expr> comparators(*this);
  for (;;) {
    ast::CompareOperator op;
    switch (cursor_->kind) {
      case EqEqual: op = Eq; break;
      case NotEqual: op = NotEq; break;
      case TokenKind::Less: op = Lt; break;
      case LessEqual: op = LtE; break;
      case Greater: op = Gt; break;
      case GreaterEqual: op = GtE; break;
      case TokenKind::In: op = ast::CompareOperator::In; break;
      case TokenKind::Is: op = next_is(Not) ? IsNot : ast::CompareOperator::Is; break;
      case Not:
        if (next_is(TokenKind::In)) {
          op = NotIn;
          break;
        }
        [[fallthrough]];
      default: {
        if (ops.empty()) return left;
        auto* result = node<ast::Compare>(start);
        result->left = left;
        result->ops = arena_.copy_span(ops);
        result->comparators = comparators.finish();
        return result;
      }
    }
    cursor_ += op == IsNot || op == NotIn ? 2 : 1;
    ops.push_back(op);
    comparators.add(binary(1));
  }
}

Expr* TreeParser::binary(int minimum) {
  const Token* start = cursor_;
  Expr* left = factor();
  for (;;) {
    const BinaryRow row = kBinary[static_cast<std::size_t>(cursor_->kind)];
    if (row.precedence < minimum || row.precedence == 0) return left;
    ++cursor_;
    Expr* right = binary(row.precedence + 1);
    auto* result = node<ast::BinOp>(start);
    result->left = left;
    result->op = row.op;
    result->right = right;
    left = result;
  }
}

Expr* TreeParser::factor() {
  using enum ast::UnaryOperator;
  const Token* start = cursor_;
  if (!at(Plus) && !at(Minus) && !at(Tilde)) return power();
  const ast::UnaryOperator op = at(Plus) ? UAdd : at(Minus) ? USub : Invert;
  ++cursor_;
  const Depth depth(*this, 1);
  Expr* operand = factor();
  auto* result = node<ast::UnaryOp>(start);
  result->op = op;
  result->operand = operand;
  return result;
}

Expr* TreeParser::power() {
  const Token* start = cursor_;
  Expr* base;
  if (accept(TokenKind::Await)) {
    Expr* value = primary();
    auto* await = node<ast::Await>(start);
    await->value = value;
    base = await;
  } else {
    base = primary();
  }
  if (!accept(DoubleStar)) return base;
  const Depth depth(*this, 2);
  Expr* exponent = factor();
  auto* result = node<ast::BinOp>(start);
  result->left = base;
  result->op = ast::BinaryOperator::Pow;
  result->right = exponent;
  return result;
}

// ---- Primaries -------------------------------------------------------------------------------------------------------

Expr* TreeParser::primary() {
  const Token* start = cursor_;
  Expr* value = atom();
  for (;;) {
    switch (cursor_->kind) {
      case Dot: {
        ++cursor_;
        const ast::Identifier name = identifier();
        auto* attribute = node<ast::Attribute>(start);
        attribute->value = value;
        attribute->attr = name;
        attribute->context = ast::ExprContext::Load;
        value = attribute;
        break;
      }
      case LeftParen: value = call(start, value); break;
      case LeftBracket: value = subscript(start, value); break;
      default: return value;
    }
  }
}

Expr* TreeParser::call(const Token* start, Expr* function) {
  const Token* parenthesis = cursor_++;
  const Depth depth(*this, 20);
  Span<Expr*> args;
  Span<ast::Keyword*> keywords;
  call_arguments(RightParen, true, &args, &keywords);
  expect(RightParen);
  if (args.size == 1 && args[0]->kind == ast::ExprKind::GeneratorExp && args[0]->position.line == 0) {
    args[0]->position = since(parenthesis);
  }
  auto* result = node<ast::Call>(start);
  result->func = function;
  result->args = args;
  result->keywords = keywords;
  return result;
}

/// Arguments up to, and without, the closing parenthesis. A lone generator expression without parentheses of its own gets line 0: the
/// caller knows its position.
void TreeParser::call_arguments(TokenKind end, bool allow_generator, Span<Expr*>* args, Span<ast::Keyword*>* keywords) {
  List<Expr> positional(*this);
  std::vector<ast::Keyword*> named;
  bool saw_double_star = false;
  while (!failed_ && !at(end)) {
    const Token* start = cursor_;
    if (accept(Star)) {
      if (saw_double_star) fail();
      Expr* value = expression();
      auto* starred = node<ast::Starred>(start);
      starred->value = value;
      starred->context = ast::ExprContext::Load;
      positional.add(starred);
    } else if (at(DoubleStar) || (at(Name) && next_is(Equal))) {
      ast::Identifier name;
      if (accept(DoubleStar)) {
        saw_double_star = true;
      } else {
        name = identifier();
        expect(Equal);
      }
      Expr* value = expression();
      auto* keyword = node<ast::Keyword>(start);
      keyword->arg = name;
      keyword->value = value;
      named.push_back(keyword);
    } else {
      if (!named.empty()) fail();
      Expr* value = named_expression();
      if (at_comprehension()) {
        if (!allow_generator || positional.size() != 0) fail();
        auto* generator = arena_.make<ast::GeneratorExp>();
        generator->elt = value;
        generator->generators = comprehension_clauses();
        if (!at(end)) fail();
        value = generator;
      }
      positional.add(value);
    }
    if (!accept(Comma) && !at(end)) fail();
  }
  *args = positional.finish();
  *keywords = arena_.copy_span(named);
}

Expr* TreeParser::subscript(const Token* start, Expr* value) {
  expect(LeftBracket);
  const Depth depth(*this, 20);
  Expr* index = slices();
  expect(RightBracket);
  auto* result = node<ast::Subscript>(start);
  result->value = value;
  result->slice = index;
  result->context = ast::ExprContext::Load;
  return result;
}

Expr* TreeParser::slices() {
  const Token* start = cursor_;
  if (!at(Star)) {
    Expr* first = slice();
    if (!at(Comma)) return first;
    List<Expr> items(*this);
    items.add(first);
    while (accept(Comma) && !at(RightBracket)) items.add(slice());
    auto* tuple = node<ast::Tuple>(start);
    tuple->elts = items.finish();
    tuple->context = ast::ExprContext::Load;
    return tuple;
  }
  List<Expr> items(*this);
  do items.add(slice());
  while (accept(Comma) && !at(RightBracket));
  auto* tuple = node<ast::Tuple>(start);
  tuple->elts = items.finish();
  tuple->context = ast::ExprContext::Load;
  return tuple;
}

/// One of the items in a subscript: a slice, an expression, or `*expression`.
Expr* TreeParser::slice() {
  const Token* start = cursor_;
  if (accept(Star)) {
    Expr* value = expression();
    auto* starred = node<ast::Starred>(start);
    starred->value = value;
    starred->context = ast::ExprContext::Load;
    return starred;
  }
  Expr* lower = nullptr;
  if (!at(Colon)) {
    if (at(Name) && next_is(ColonEqual)) return named_expression();
    lower = expression();
    if (!at(Colon)) return lower;
  }
  expect(Colon);
  Expr* upper = starts_expression() ? expression() : nullptr;
  Expr* step = nullptr;
  if (accept(Colon) && starts_expression()) step = expression();
  auto* result = node<ast::Slice>(start);
  result->lower = lower;
  result->upper = upper;
  result->step = step;
  return result;
}

// ---- Atoms -----------------------------------------------------------------------------------------------------------

Expr* TreeParser::atom() {
  switch (cursor_->kind) {
    case TokenKind::Name: {
      const Token* start = cursor_;
      auto* name = arena_.make<ast::Name>();
      name->id = identifier();
      name->context = ast::ExprContext::Load;
      name->position = since(start);
      return name;
    }
    case Number: return number();
    case String: return strings();
    case LeftParen: return parenthesized();
    case LeftBracket: return list_display();
    case LeftBrace: return brace_display();
    case None: return constant(ast::ConstantKind::None);
    case True: return constant(ast::ConstantKind::True);
    case False: return constant(ast::ConstantKind::False);
    case TokenKind::Ellipsis: return constant(ast::ConstantKind::Ellipsis);
    default: break;
  }
  fail();
  return arena_.make<ast::Name>();
}

Expr* TreeParser::constant(ast::ConstantKind kind) {
  const Token* start = cursor_++;
  auto* result = node<ast::Constant>(start);
  result->constant_kind = kind;
  return result;
}

Expr* TreeParser::number() {
  const Token* start = cursor_++;
  LiteralError error;
  ast::Constant* result = make_number(arena_, text_of(*start), context_.options.max_int_digits, error);
  if (!result) {
    fail();
    return arena_.make<ast::Name>();
  }
  result->position = since(start);
  return result;
}

Expr* TreeParser::strings() {
  const Token* start = cursor_;
  while (accept(String)) {
  }
  LiteralError error;
  StringLiteral literal(arena_, text_, *this, error, context_.escape_warnings);
  Expr* result = literal.parse(start, static_cast<std::uint32_t>(cursor_ - start));
  if (result) return result;
  fail();
  return arena_.make<ast::Name>();
}

Expr* TreeParser::parenthesized() {
  const Token* start = cursor_++;
  const Depth depth(*this, 20);
  if (at(TokenKind::Yield)) {
    Expr* value = yield_expression();
    expect(RightParen);
    return value;
  }
  List<Expr> items(*this);
  if (!at(RightParen)) {
    Expr* first = star_named_expression();
    const bool is_starred = first->kind == ast::ExprKind::Starred;
    if (!at(Comma)) {
      if (is_starred) fail();
      if (!at_comprehension()) {
        expect(RightParen);
        return first;
      }
      auto* generator = arena_.make<ast::GeneratorExp>();
      generator->elt = first;
      generator->generators = comprehension_clauses();
      expect(RightParen);
      generator->position = since(start);
      return generator;
    }
    items.add(first);
    while (accept(Comma) && !at(RightParen)) items.add(star_named_expression());
  }
  expect(RightParen);
  auto* tuple = node<ast::Tuple>(start);
  tuple->elts = items.finish();
  tuple->context = ast::ExprContext::Load;
  return tuple;
}

Expr* TreeParser::list_display() {
  const Token* start = cursor_++;
  const Depth depth(*this, 20);
  List<Expr> items(*this);
  if (!at(RightBracket)) {
    Expr* first = star_named_expression();
    if (at_comprehension()) {
      if (first->kind == ast::ExprKind::Starred) fail();
      auto* comprehension = arena_.make<ast::ListComp>();
      comprehension->elt = first;
      comprehension->generators = comprehension_clauses();
      expect(RightBracket);
      comprehension->position = since(start);
      return comprehension;
    }
    items.add(first);
    while (accept(Comma) && !at(RightBracket)) items.add(star_named_expression());
  }
  expect(RightBracket);
  auto* list = node<ast::List>(start);
  list->elts = items.finish();
  list->context = ast::ExprContext::Load;
  return list;
}

Expr* TreeParser::brace_display() {
  const Token* start = cursor_++;
  const Depth depth(*this, 20);
  if (at(RightBrace) || at(DoubleStar)) return dict_display(start, nullptr);
  if (at(Star) || (at(Name) && next_is(ColonEqual))) return set_display(start, star_named_expression());
  Expr* first = expression();
  return at(Colon) ? dict_display(start, first) : set_display(start, first);
}

/// The cursor is behind the first key, if there is one.
Expr* TreeParser::dict_display(const Token* start, Expr* first_key) {
  std::vector<Expr*> keys;
  List<Expr> values(*this);
  while (!failed_ && (first_key || !at(RightBrace))) {
    Expr* key = first_key;
    first_key = nullptr;
    if (!key && accept(DoubleStar)) {
      values.add(binary(1));
    } else {
      if (!key) key = expression();
      expect(Colon);
      Expr* value = expression();
      if (at_comprehension()) {
        if (!keys.empty()) fail();
        auto* comprehension = arena_.make<ast::DictComp>();
        comprehension->key = key;
        comprehension->value = value;
        comprehension->generators = comprehension_clauses();
        expect(RightBrace);
        comprehension->position = since(start);
        return comprehension;
      }
      values.add(value);
    }
    keys.push_back(key);
    if (!accept(Comma) && !at(RightBrace)) fail();
  }
  expect(RightBrace);
  auto* dict = node<ast::Dict>(start);
  dict->keys = arena_.copy_span(keys);
  dict->values = values.finish();
  return dict;
}

/// The cursor is behind the first item.
Expr* TreeParser::set_display(const Token* start, Expr* first) {
  if (at_comprehension()) {
    if (first->kind == ast::ExprKind::Starred) fail();
    auto* comprehension = arena_.make<ast::SetComp>();
    comprehension->elt = first;
    comprehension->generators = comprehension_clauses();
    expect(RightBrace);
    comprehension->position = since(start);
    return comprehension;
  }
  List<Expr> items(*this);
  items.add(first);
  while (accept(Comma) && !at(RightBrace)) items.add(star_named_expression());
  expect(RightBrace);
  auto* set = node<ast::Set>(start);
  set->elts = items.finish();
  return set;
}

Expr* TreeParser::lambda() {
  const Token* start = cursor_++;
  const Depth depth(*this, 2);
  ast::Arguments* args = parameters(true);
  expect(Colon);
  Expr* body = expression();
  auto* result = node<ast::Lambda>(start);
  result->args = args;
  result->body = body;
  return result;
}

Span<Expr*> TreeParser::comprehension_conditions() {
  List<Expr> conditions(*this);
  while (accept(TokenKind::If)) conditions.add(disjunction());
  return conditions.finish();
}

Span<ast::Comprehension*> TreeParser::comprehension_clauses() {
  List<ast::Comprehension> clauses(*this);
  while (at_comprehension()) {
    auto* clause = arena_.make<ast::Comprehension>();
    clause->is_async = accept(Async);
    expect(TokenKind::For);
    clause->target = star_targets();
    expect(TokenKind::In);
    clause->iter = disjunction();
    clause->ifs = comprehension_conditions();
    clauses.add(clause);
  }
  return clauses.finish();
}

}  // namespace tauraro
