#include "syntax/tree_parser.h"

#include "base/unicode_identifier.h"
#include "base/utf8.h"
#include "syntax/lexer.h"

namespace tauraro {

using enum TokenKind;

void TreeParser::fail() {
  failed_ = true;
  cursor_ = &stop_[1];
}

ast::Position TreeParser::since(const Token* start) const {
  const Token& last = cursor_[-1];
  return {start->line, start->column, last.end_line, last.end_column};
}

ast::Position TreeParser::statement_since(const Token* start) const {
  const Token* last = cursor_ - 1;
  if (!failed_) {
    while (last->kind == Newline || last->kind == Indent || last->kind == Dedent) --last;
  }
  return {start->line, start->column, last->end_line, last->end_column};
}

ast::Identifier TreeParser::identifier_text(const Token& token) {
  const std::string_view text = text_of(token);
  return utf8::is_ascii(text) ? text : arena_.copy_text(unicode::to_nfkc(text));
}

ast::Identifier TreeParser::identifier() {
  const Token* token = cursor_;
  expect(Name);
  return failed_ ? ast::Identifier() : identifier_text(*token);
}

bool TreeParser::starts_expression() const {
  switch (cursor_->kind) {
    case Name: case Number: case String: case LeftParen: case LeftBracket: case LeftBrace: case Plus: case Minus: case Star:
    case Tilde: case TokenKind::Ellipsis: case False: case None: case True: case Await: case Lambda: case Not:
      return true;
    default:
      return false;
  }
}

ast::Root* TreeParser::parse_root(ParseMode mode) {
  auto* root = arena_.make<ast::Root>();
  if (mode == ParseMode::Expression) {
    root->kind = ast::RootKind::Expression;
    root->expression = expressions();
    while (accept(Newline)) {
    }
    if (!at(EndMarker)) fail();
  } else if (mode == ParseMode::Module) {
    root->kind = ast::RootKind::Module;
    List<ast::Stmt> body(*this);
    while (!failed_ && !at(EndMarker)) {
      complete_tokens_ = static_cast<std::uint32_t>(cursor_ - tokens_.data());
      statement(body);
    }
    root->body = body.finish();
  } else {
    root->kind = ast::RootKind::Interactive;
    List<ast::Stmt> body(*this);
    const Token* start = cursor_;
    if (accept(Newline)) {
      body.add(node<ast::Pass>(start));
    } else if (!at(EndMarker) && statement(body)) {
      expect(Newline);  // behind a compound statement
    } else if (at(EndMarker) && body.size() == 0) {
      fail();
    }
    root->body = body.finish();
  }
  return failed_ ? nullptr : root;
}

ast::Expr* TreeParser::parse_embedded_root() {
  ast::Expr* result = star_expressions();
  return failed_ ? nullptr : result;
}

ast::Expr* TreeParser::parse_embedded(std::string_view text, std::int32_t line, std::int32_t column, LiteralError& error) {
  LexerOptions options;
  options.first_line = line;
  options.first_column = column;
  Lexer lexer(text, options);
  std::vector<Token> tokens;
  do tokens.push_back(lexer.next());
  while (tokens.back().kind != EndMarker && tokens.back().kind != Error);
  TreeParser parser(context_, text, tokens);
  parser.depth_ = depth_ + 20;
  ast::Expr* result = parser.parse_embedded_root();
  if (!result) error.set("invalid syntax");
  return result;
}

// ---- Targets ---------------------------------------------------------------------------------------------------------

/// Makes a parsed expression an assignment's (or a deletion's) target; false if it cannot be one.
bool TreeParser::to_target(ast::Expr* expression, ast::ExprContext context) {
  const auto all = [&](Span<ast::Expr*> items) {
    for (ast::Expr* item : items) {
      if (!to_target(item, context)) return false;
    }
    return true;
  };
  switch (expression->kind) {
    case ast::ExprKind::Name: ast::as<ast::Name>(*expression).context = context; return true;
    case ast::ExprKind::Attribute: ast::as<ast::Attribute>(*expression).context = context; return true;
    case ast::ExprKind::Subscript: ast::as<ast::Subscript>(*expression).context = context; return true;
    case ast::ExprKind::Tuple: ast::as<ast::Tuple>(*expression).context = context; return all(ast::as<ast::Tuple>(*expression).elts);
    case ast::ExprKind::List: ast::as<ast::List>(*expression).context = context; return all(ast::as<ast::List>(*expression).elts);
    case ast::ExprKind::Starred: {
      auto& starred = ast::as<ast::Starred>(*expression);
      starred.context = context;
      return context == ast::ExprContext::Store && to_target(starred.value, context);
    }
    default: return false;
  }
}

ast::Expr* TreeParser::star_target() {
  const Token* start = cursor_;
  const bool is_starred = accept(Star);
  ast::Expr* target = primary();
  if (failed_ || !to_target(target, ast::ExprContext::Store)) {
    fail();
    return target;
  }
  if (!is_starred) return target;
  auto* starred = node<ast::Starred>(start);
  starred->value = target;
  starred->context = ast::ExprContext::Store;
  return starred;
}

ast::Expr* TreeParser::star_targets() {
  const Token* start = cursor_;
  ast::Expr* first = star_target();
  if (!at(Comma)) return first;
  List<ast::Expr> items(*this);
  items.add(first);
  while (accept(Comma) && starts_expression()) items.add(star_target());
  auto* tuple = node<ast::Tuple>(start);
  tuple->elts = items.finish();
  tuple->context = ast::ExprContext::Store;
  return tuple;
}

ast::Expr* TreeParser::del_target() {
  ast::Expr* target = primary();
  if (!failed_ && !to_target(target, ast::ExprContext::Del)) fail();
  return target;
}

// ---- Parameters ------------------------------------------------------------------------------------------------------

ast::Argument* TreeParser::parameter(bool is_lambda, bool allow_star_annotation) {
  const Token* start = cursor_;
  const ast::Identifier name = identifier();
  ast::Expr* annotation = nullptr;
  if (!is_lambda && accept(Colon)) annotation = allow_star_annotation && at(Star) ? star_expression() : expression();
  auto* result = node<ast::Argument>(start);
  result->name = name;
  result->annotation = annotation;
  return result;
}

/// Parameters up to, and without, the parenthesis or colon that ends them.
ast::Arguments* TreeParser::parameters(bool is_lambda) {
  const TokenKind end = is_lambda ? Colon : RightParen;
  auto* result = arena_.make<ast::Arguments>();
  const Depth depth(*this, 6);
  List<ast::Argument> positional(*this);
  // Lists share one stack, so the others are kept aside.
  std::vector<ast::Argument*> keyword_only;
  std::vector<ast::Expr*> defaults, keyword_defaults;
  bool saw_slash = false, saw_star = false;
  const auto default_value = [&]() -> ast::Expr* { return accept(Equal) ? expression() : nullptr; };
  while (!failed_ && !at(end)) {
    if (accept(Slash)) {
      if (saw_slash || saw_star || positional.size() == 0) fail();
      saw_slash = true;
      result->posonlyargs = positional.finish();
    } else if (accept(Star)) {
      if (saw_star) fail();
      saw_star = true;
      if (at(Comma)) {
        if (!next_is(Name)) fail();
      } else {
        result->vararg = parameter(is_lambda, true);
      }
    } else if (accept(DoubleStar)) {
      result->kwarg = parameter(is_lambda, false);
      accept(Comma);
      if (!at(end)) fail();
      break;
    } else {
      ast::Argument* argument = parameter(is_lambda, false);
      ast::Expr* value = default_value();
      if (saw_star) {
        keyword_only.push_back(argument);
        keyword_defaults.push_back(value);
      } else {
        positional.add(argument);
        if (value) {
          defaults.push_back(value);
        } else if (!defaults.empty()) {
          fail();
        }
      }
    }
    if (!accept(Comma) && !at(end)) fail();
  }
  const Span<ast::Argument*> all = positional.finish();
  result->args = {all.data + result->posonlyargs.size, all.size - result->posonlyargs.size};
  result->kwonlyargs = arena_.copy_span(keyword_only);
  result->kw_defaults = arena_.copy_span(keyword_defaults);
  result->defaults = arena_.copy_span(defaults);
  return result;
}

}  // namespace tauraro
