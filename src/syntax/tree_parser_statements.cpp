#include <string>
#include <utility>
#include <vector>

#include "syntax/tree_parser.h"

namespace tauraro {

using enum TokenKind;
using ast::Expr;
using ast::Stmt;

namespace {

/// The operator of an augmented assignment; false: the token is none.
bool augmented_operator(TokenKind kind, ast::BinaryOperator* op) {
  using enum ast::BinaryOperator;
  switch (kind) {
    case PlusEqual: *op = Add; return true;
    case MinusEqual: *op = Sub; return true;
    case StarEqual: *op = Mult; return true;
    case AtEqual: *op = MatMult; return true;
    case SlashEqual: *op = Div; return true;
    case PercentEqual: *op = Mod; return true;
    case AmpersandEqual: *op = BitAnd; return true;
    case VerticalBarEqual: *op = BitOr; return true;
    case CircumflexEqual: *op = BitXor; return true;
    case LeftShiftEqual: *op = LShift; return true;
    case RightShiftEqual: *op = RShift; return true;
    case DoubleStarEqual: *op = Pow; return true;
    case DoubleSlashEqual: *op = FloorDiv; return true;
    default: return false;
  }
}

bool is_single_target(const Expr& expression) {
  return expression.kind == ast::ExprKind::Name || expression.kind == ast::ExprKind::Attribute ||
         expression.kind == ast::ExprKind::Subscript;
}

}  // namespace

// ---- Blocks ----------------------------------------------------------------------------------------------------------

Span<Stmt*> TreeParser::statements() {
  List<Stmt> body(*this);
  do statement(body);
  while (!failed_ && !at(EndMarker) && !at(Dedent));
  return body.finish();
}

Span<Stmt*> TreeParser::block() {
  if (accept(Newline)) {
    expect(Indent);
    const Span<Stmt*> body = statements();
    expect(Dedent);
    return body;
  }
  List<Stmt> body(*this);
  simple_statements(body);
  return body.finish();
}

/// Parses one compound statement (true) or a line of simple ones.
bool TreeParser::statement(List<Stmt>& out) {
  const Depth depth(*this, 6);
  if (Stmt* compound = compound_statement()) {
    out.add(compound);
    return true;
  }
  simple_statements(out);
  return false;
}

void TreeParser::simple_statements(List<Stmt>& out) {
  do out.add(simple_statement());
  while (accept(Semicolon) && !at(Newline));
  expect(Newline);
}

/// Null: no compound statement begins here.
Stmt* TreeParser::compound_statement() {
  const Token* start = cursor_;
  switch (cursor_->kind) {
    case TokenKind::If: return if_statement();
    case TokenKind::While: return while_statement();
    case TokenKind::For: return for_statement(start, false);
    case TokenKind::Try: return try_statement();
    case TokenKind::With: return with_statement(start, false);
    case TokenKind::Def: return function(start, false, {});
    case TokenKind::Class: return class_statement({});
    case TokenKind::Async: return async_statement(start);
    case TokenKind::At: return decorated();
    case TokenKind::Name: return at_soft(SoftKeyword::Match) ? match_statement() : nullptr;
    default: return nullptr;
  }
}

Stmt* TreeParser::async_statement(const Token* start) {
  expect(Async);
  switch (cursor_->kind) {
    case TokenKind::For: return for_statement(start, true);
    case TokenKind::With: return with_statement(start, true);
    case TokenKind::Def: return function(start, true, {});
    default: break;
  }
  fail();
  return arena_.make<ast::Pass>();
}

// ---- Simple statements -----------------------------------------------------------------------------------------------

Stmt* TreeParser::simple_statement() {
  const Token* start = cursor_;
  switch (cursor_->kind) {
    case TokenKind::Return: return return_statement();
    case TokenKind::Import: return import_name();
    case TokenKind::From: return import_from();
    case TokenKind::Raise: return raise_statement();
    case TokenKind::Del: return delete_statement();
    case TokenKind::Assert: return assert_statement();
    case TokenKind::Global:
    case TokenKind::Nonlocal: return scope_statement();
    case TokenKind::Pass: ++cursor_; return node<ast::Pass>(start);
    case TokenKind::Break: ++cursor_; return node<ast::Break>(start);
    case TokenKind::Continue: ++cursor_; return node<ast::Continue>(start);
    default: return expression_statement();
  }
}

Stmt* TreeParser::expression_statement() {
  const Token* start = cursor_;
  Expr* first = yield_or_star_expressions();
  ast::BinaryOperator op;
  if (at(Equal)) {
    List<Expr> targets(*this);
    Expr* value = first;
    while (accept(Equal)) {
      if (!to_target(value, ast::ExprContext::Store)) fail();
      targets.add(value);
      value = yield_or_star_expressions();
    }
    auto* result = node<ast::Assign>(start);
    result->targets = targets.finish();
    result->value = value;
    return result;
  }
  if (at(Colon)) return annotated_assignment(start, first);
  if (augmented_operator(cursor_->kind, &op)) {
    ++cursor_;
    if (!is_single_target(*first) || !to_target(first, ast::ExprContext::Store)) fail();
    Expr* value = yield_or_star_expressions();
    auto* result = node<ast::AugAssign>(start);
    result->target = first;
    result->op = op;
    result->value = value;
    return result;
  }
  auto* result = node<ast::ExprStmt>(start);
  result->value = first;
  return result;
}

Stmt* TreeParser::annotated_assignment(const Token* start, Expr* target) {
  expect(Colon);
  if (!is_single_target(*target) || !to_target(target, ast::ExprContext::Store)) fail();
  Expr* annotation = expression();
  Expr* value = accept(Equal) ? yield_or_star_expressions() : nullptr;
  auto* result = node<ast::AnnAssign>(start);
  result->target = target;
  result->annotation = annotation;
  result->value = value;
  result->simple = target->kind == ast::ExprKind::Name && start->kind == TokenKind::Name;
  return result;
}

Stmt* TreeParser::return_statement() {
  const Token* start = cursor_++;
  Expr* value = starts_expression() ? star_expressions() : nullptr;
  auto* result = node<ast::Return>(start);
  result->value = value;
  return result;
}

Stmt* TreeParser::raise_statement() {
  const Token* start = cursor_++;
  Expr* exception = starts_expression() ? expression() : nullptr;
  Expr* cause = exception && accept(From) ? expression() : nullptr;
  auto* result = node<ast::Raise>(start);
  result->exc = exception;
  result->cause = cause;
  return result;
}

Stmt* TreeParser::delete_statement() {
  const Token* start = cursor_++;
  List<Expr> targets(*this);
  do targets.add(del_target());
  while (accept(Comma) && starts_expression());
  auto* result = node<ast::Delete>(start);
  result->targets = targets.finish();
  return result;
}

Stmt* TreeParser::assert_statement() {
  const Token* start = cursor_++;
  Expr* test = expression();
  Expr* message = accept(Comma) ? expression() : nullptr;
  auto* result = node<ast::Assert>(start);
  result->test = test;
  result->msg = message;
  return result;
}

/// `global` or `nonlocal`.
Stmt* TreeParser::scope_statement() {
  const Token* start = cursor_++;
  std::vector<ast::Identifier> names;
  do names.push_back(identifier());
  while (accept(Comma));
  if (start->kind == TokenKind::Global) {
    auto* result = node<ast::Global>(start);
    result->names = arena_.copy_span(names);
    return result;
  }
  auto* result = node<ast::Nonlocal>(start);
  result->names = arena_.copy_span(names);
  return result;
}

// ---- Imports ---------------------------------------------------------------------------------------------------------

ast::Identifier TreeParser::dotted_name() {
  const Token* start = cursor_;
  const ast::Identifier first = identifier();
  if (!at(Dot)) return first;
  std::string name(first);
  bool is_verbatim = first.data() == text_.data() + start->start;
  while (accept(Dot)) {
    const Token* part = cursor_;
    const ast::Identifier text = identifier();
    is_verbatim = is_verbatim && text.data() == text_.data() + part->start;
    name += '.';
    name += text;
  }
  if (failed_) return {};
  const std::string_view written = text_.substr(start->start, cursor_[-1].end - start->start);
  return is_verbatim && written == name ? written : arena_.copy_text(name);
}

ast::Identifier TreeParser::optional_as() { return accept(As) ? identifier() : ast::Identifier(); }

Stmt* TreeParser::import_name() {
  const Token* start = cursor_++;
  List<ast::Alias> names(*this);
  do {
    const Token* first = cursor_;
    const ast::Identifier name = dotted_name();
    const ast::Identifier as_name = optional_as();
    auto* alias = node<ast::Alias>(first);
    alias->name = name;
    alias->asname = as_name;
    names.add(alias);
  } while (accept(Comma));
  auto* result = node<ast::Import>(start);
  result->names = names.finish();
  return result;
}

Span<ast::Alias*> TreeParser::import_targets() {
  List<ast::Alias> names(*this);
  const Token* star = cursor_;
  if (accept(Star)) {
    auto* alias = node<ast::Alias>(star);
    alias->name = "*";
    names.add(alias);
    return names.finish();
  }
  const bool in_parentheses = accept(LeftParen);
  do {
    if (in_parentheses && names.size() > 0 && at(RightParen)) break;
    const Token* first = cursor_;
    const ast::Identifier name = identifier();
    const ast::Identifier as_name = optional_as();
    auto* alias = node<ast::Alias>(first);
    alias->name = name;
    alias->asname = as_name;
    names.add(alias);
  } while (accept(Comma));
  if (in_parentheses) expect(RightParen);
  return names.finish();
}

Stmt* TreeParser::import_from() {
  const Token* start = cursor_++;
  std::int32_t level = 0;
  while (at(Dot) || at(TokenKind::Ellipsis)) {
    level += at(Dot) ? 1 : 3;
    ++cursor_;
  }
  ast::Identifier module;
  if (level == 0 || at(TokenKind::Name)) module = dotted_name();
  expect(TokenKind::Import);
  const Span<ast::Alias*> names = import_targets();
  auto* result = node<ast::ImportFrom>(start);
  result->module = module;
  result->names = names;
  result->level = level;
  return result;
}

// ---- Compound statements ---------------------------------------------------------------------------------------------

Span<Stmt*> TreeParser::optional_else() {
  if (!accept(Else)) return {};
  expect(Colon);
  return block();
}

/// A chain of `elif` becomes nested nodes, but is read in a loop.
Stmt* TreeParser::if_statement() {
  std::vector<std::pair<ast::If*, const Token*>> links;
  Span<Stmt*> orelse;
  for (;;) {
    const Token* start = cursor_++;
    Expr* test = named_expression();
    expect(Colon);
    auto* link = arena_.make<ast::If>();
    link->test = test;
    link->body = block();
    links.emplace_back(link, start);
    if (at(Elif)) continue;
    orelse = optional_else();
    break;
  }
  for (std::size_t index = links.size(); index-- > 0;) {
    ast::If* link = links[index].first;
    link->orelse = orelse;
    link->position = statement_since(links[index].second);
    Stmt* nested = link;
    orelse = arena_.copy_span(&nested, 1);
  }
  return links[0].first;
}

Stmt* TreeParser::while_statement() {
  const Token* start = cursor_++;
  Expr* test = named_expression();
  expect(Colon);
  const Span<Stmt*> body = block();
  const Span<Stmt*> orelse = optional_else();
  auto* result = statement_node<ast::While>(start);
  result->test = test;
  result->body = body;
  result->orelse = orelse;
  return result;
}

Stmt* TreeParser::for_statement(const Token* start, bool is_async) {
  expect(TokenKind::For);
  Expr* target = star_targets();
  expect(TokenKind::In);
  Expr* iter = star_expressions();
  expect(Colon);
  const Span<Stmt*> body = block();
  const Span<Stmt*> orelse = optional_else();
  auto* result = statement_node<ast::For>(start);
  if (is_async) result->kind = ast::StmtKind::AsyncFor;
  result->target = target;
  result->iter = iter;
  result->body = body;
  result->orelse = orelse;
  return result;
}

ast::WithItem* TreeParser::with_item() {
  auto* item = arena_.make<ast::WithItem>();
  item->context_expr = expression();
  if (accept(As)) item->optional_vars = star_target();
  return item;
}

/// Tries `(item, item as target, ...):`. False: it is not that, and nothing was taken.
bool TreeParser::with_items_in_parentheses(List<ast::WithItem>& items) {
  const Token* const before = cursor_;
  expect(LeftParen);
  do items.add(with_item());
  while (accept(Comma) && !at(RightParen));
  expect(RightParen);
  if (!failed_ && at(Colon)) return true;
  cursor_ = before;
  failed_ = false;
  return false;
}

Stmt* TreeParser::with_statement(const Token* start, bool is_async) {
  expect(TokenKind::With);
  Span<ast::WithItem*> items;
  bool is_read = false;
  if (at(LeftParen)) {
    List<ast::WithItem> list(*this);
    is_read = with_items_in_parentheses(list);
    if (is_read) items = list.finish();
  }
  if (!is_read) {
    List<ast::WithItem> list(*this);
    do list.add(with_item());
    while (accept(Comma));
    items = list.finish();
  }
  expect(Colon);
  const Span<Stmt*> body = block();
  auto* result = statement_node<ast::With>(start);
  if (is_async) result->kind = ast::StmtKind::AsyncWith;
  result->items = items;
  result->body = body;
  return result;
}

ast::ExceptHandler* TreeParser::except_handler(bool* is_star) {
  const Token* start = cursor_++;
  *is_star = accept(Star);
  Expr* type = nullptr;
  ast::Identifier name;
  if (!at(Colon) || *is_star) {
    type = expression();
    name = optional_as();
  }
  expect(Colon);
  const Span<Stmt*> body = block();
  auto* handler = arena_.make<ast::ExceptHandler>();
  handler->position = statement_since(start);
  handler->type = type;
  handler->name = name;
  handler->body = body;
  return handler;
}

Stmt* TreeParser::try_statement() {
  const Token* start = cursor_++;
  expect(Colon);
  const Span<Stmt*> body = block();
  List<ast::ExceptHandler> handlers(*this);
  bool is_star = false;
  while (at(Except)) {
    bool this_is_star = false;
    ast::ExceptHandler* handler = except_handler(&this_is_star);
    if (handlers.size() > 0 && this_is_star != is_star) fail();
    is_star = this_is_star;
    handlers.add(handler);
  }
  Span<Stmt*> orelse;
  if (handlers.size() > 0) orelse = optional_else();
  Span<Stmt*> finalbody;
  if (accept(Finally)) {
    expect(Colon);
    finalbody = block();
  } else if (handlers.size() == 0) {
    fail();
  }
  auto* result = statement_node<ast::Try>(start);
  if (is_star) result->kind = ast::StmtKind::TryStar;
  result->body = body;
  result->handlers = handlers.finish();
  result->orelse = orelse;
  result->finalbody = finalbody;
  return result;
}

Stmt* TreeParser::decorated() {
  List<Expr> decorators(*this);
  while (accept(TokenKind::At)) {
    decorators.add(named_expression());
    expect(Newline);
  }
  const Span<Expr*> all = decorators.finish();
  const Token* start = cursor_;
  switch (cursor_->kind) {
    case TokenKind::Def: return function(start, false, all);
    case TokenKind::Class: return class_statement(all);
    case TokenKind::Async:
      if (!next_is(TokenKind::Def)) break;
      ++cursor_;
      return function(start, true, all);
    default: break;
  }
  fail();
  return arena_.make<ast::Pass>();
}

Stmt* TreeParser::function(const Token* start, bool is_async, Span<Expr*> decorators) {
  expect(TokenKind::Def);
  const ast::Identifier name = identifier();
  expect(LeftParen);
  ast::Arguments* args = parameters(false);
  expect(RightParen);
  Expr* returns = accept(Arrow) ? expression() : nullptr;
  expect(Colon);
  const Span<Stmt*> body = block();
  auto* result = statement_node<ast::FunctionDef>(start);
  if (is_async) result->kind = ast::StmtKind::AsyncFunctionDef;
  result->name = name;
  result->args = args;
  result->body = body;
  result->decorator_list = decorators;
  result->returns = returns;
  return result;
}

Stmt* TreeParser::class_statement(Span<Expr*> decorators) {
  const Token* start = cursor_++;
  const ast::Identifier name = identifier();
  Span<Expr*> bases;
  Span<ast::Keyword*> keywords;
  if (accept(LeftParen)) {
    call_arguments(RightParen, false, &bases, &keywords);
    expect(RightParen);
  }
  expect(Colon);
  const Span<Stmt*> body = block();
  auto* result = statement_node<ast::ClassDef>(start);
  result->name = name;
  result->bases = bases;
  result->keywords = keywords;
  result->body = body;
  result->decorator_list = decorators;
  return result;
}

}  // namespace tauraro
