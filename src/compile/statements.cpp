#include <string>

#include "compile/generator.h"
#include "compile/loops.h"
#include "compile/unwinding.h"

namespace tauraro {

using namespace ast;

namespace {
constexpr Place place_of(const Position& position) { return {position.line, position.end_line, position.column, position.end_column}; }
}  // namespace

void Generator::body(Span<Stmt*> statements) {
  for (const Stmt* each : statements) statement(*each);
}

/// The number of statements that are the docstring: 0 or 1.
std::uint32_t Generator::skip_docstring(Span<Stmt*> statements, const ast::Constant*& doc) {
  doc = nullptr;
  if (statements.empty() || statements[0]->kind != StmtKind::Expr) return 0;
  const Expr& first = *as<ExprStmt>(*statements[0]).value;
  if (first.kind != ExprKind::Constant || as<ast::Constant>(first).constant_kind != ConstantKind::Str) return 0;
  if (options_.optimize < 2) doc = &as<ast::Constant>(first);
  return 1;
}

/// The statements of a module or class body: annotations are set up, the docstring becomes __doc__.
void Generator::module_body(const Root& root) {
  if (unit_->scope->has_annotations) code().emit(Opcode::SetupAnnotations);
  std::uint32_t first = 0;
  if (!interactive_) {
    const ast::Constant* doc = nullptr;
    first = skip_docstring(root.body, doc);
    if (doc) {
      const Temporaries temporaries(*this);
      const At at(*this, root.body[0]->position);
      const Register text = new_temporary();
      load_text(text, doc->text);
      store_name("__doc__", text);
    }
  }
  for (std::uint32_t i = first; i < root.body.size; ++i) statement(*root.body[i]);
}

void Generator::statement(const Stmt& node) {
  const Temporaries temporaries(*this);
  const At at(*this, node.position);
  switch (node.kind) {
    case StmtKind::FunctionDef:
    case StmtKind::AsyncFunctionDef: return function_statement(as<FunctionDef>(node));
    case StmtKind::ClassDef: return class_statement(as<ClassDef>(node));
    case StmtKind::Return: return return_statement(as<Return>(node));
    case StmtKind::Delete:
      for (const Expr* target : as<Delete>(node).targets) delete_target(*target);
      return;
    case StmtKind::Assign: return assign_statement(as<Assign>(node));
    case StmtKind::AugAssign: return augmented_assign(as<AugAssign>(node));
    case StmtKind::AnnAssign: return annotated_assign(as<AnnAssign>(node));
    case StmtKind::For: return for_statement(as<For>(node));
    case StmtKind::AsyncFor: return async_for_statement(as<For>(node));
    case StmtKind::While: return while_statement(as<While>(node));
    case StmtKind::If: return if_statement(as<If>(node));
    case StmtKind::With:
    case StmtKind::AsyncWith: return with_statement(as<With>(node), 0);
    case StmtKind::Match: return match_statement(as<Match>(node));
    case StmtKind::Raise: return raise_statement(as<Raise>(node));
    case StmtKind::Try:
    case StmtKind::TryStar: return try_statement(as<Try>(node));
    case StmtKind::Assert: return assert_statement(as<Assert>(node));
    case StmtKind::Import: return import_statement(as<Import>(node));
    case StmtKind::ImportFrom: return import_from_statement(as<ImportFrom>(node));
    case StmtKind::Global:
    case StmtKind::Nonlocal: return;
    case StmtKind::Expr: return expression_statement(as<ExprStmt>(node));
    case StmtKind::Pass: return code().emit(Opcode::Nop);
    case StmtKind::Break: return break_statement();
    case StmtKind::Continue: return continue_statement();
  }
}

void Generator::expression_statement(const ExprStmt& node) {
  const Expr& expression = *node.value;
  if (interactive_ && !unit_->parent) return code().emit(Opcode::PrintExpression, value(expression));
  if (expression.kind == ExprKind::Constant) return code().emit(Opcode::Nop);
  effect(expression);
}

// ---- branches and loops ----

void Generator::if_statement(const If& node) {
  const Label otherwise = new_label();
  jump_if(*node.test, otherwise, false);
  body(node.body);
  if (node.orelse.empty()) return bind(otherwise);
  const Label end = new_label();
  jump_silently(end);
  bind(otherwise);
  body(node.orelse);
  bind(end);
}

void Generator::while_statement(const While& node) {
  const Label head = new_label(), otherwise = new_label();
  Block block;
  block.kind = Block::Kind::Loop;
  block.break_label = new_label();
  block.continue_label = new_label();
  bind_back(head);
  push_block(block);
  jump_if(*node.test, otherwise, false);
  body(node.body);
  bind(block.continue_label);
  {
    const At at(*this, node.test->position);
    jump_back(head);
  }
  pop_block();
  bind(otherwise);
  body(node.orelse);
  bind(block.break_label);
}

/// Prepares the loop over the call `range(...)` in the three registers from `state` on.
void Generator::prepare_range(const Expr& iterable, Register state) {
  const auto& call = as<Call>(iterable);
  const Temporaries temporaries(*this);
  const At at(*this, iterable.position);
  const Window window = new_window(0);
  value_to(*call.func, window.base);
  simple_arguments(window, 0, call.args, call.keywords);
  code().emit(Opcode::RangePrepare, state, window.base, call.args.size);
}

namespace {
bool is_range_call(const Expr& node) {
  if (node.kind != ExprKind::Call) return false;
  const auto& call = as<Call>(node);
  if (call.func->kind != ExprKind::Name || as<Name>(*call.func).id != "range" || !call.keywords.empty()) return false;
  if (call.args.empty() || call.args.size > 3) return false;
  for (const Expr* argument : call.args)
    if (argument->kind == ExprKind::Starred) return false;
  return true;
}
}  // namespace

/// The state of a loop over `iterable` in fresh temporaries. `is_range` tells whether it is three of them, for RangeNext.
Register Generator::begin_loop(const Expr& iterable, bool& is_range) {
  is_range = false;
  if (is_range_call(iterable)) {
    const NameScope scope = symbol_of(mangled("range")).scope;
    is_range = scope == NameScope::GlobalImplicit || scope == NameScope::GlobalExplicit;
  }
  if (is_range) {
    const Register state = new_temporary(3);
    prepare_range(iterable, state);
    return state;
  }
  const Register state = new_temporary();
  const Register source = operand(iterable, {}, state);
  code().emit_wide(Opcode::GetIter, state, source, 0, static_cast<std::int32_t>(code().new_cache()));
  return state;
}

void Generator::for_statement(const For& node) {
  bool is_range = false;
  const Register state = begin_loop(*node.iter, is_range);
  Block block;
  block.kind = Block::Kind::Loop;
  block.break_label = new_label();
  block.continue_label = new_label();
  push_block(block);
  const Label end = new_label();
  loop_over(*node.target, state, is_range, place_of(node.position), block.continue_label, end, [&] { body(node.body); });
  pop_block();
  bind(end);
  body(node.orelse);
  bind(block.break_label);
}

void Generator::break_statement() {
  for (std::size_t i = unit_->blocks.size(); i-- > 0;) {
    if (unit_->blocks[i].kind == Block::Kind::StarHandlers) break;
    if (unit_->blocks[i].kind != Block::Kind::Loop) continue;
    const Label target = unit_->blocks[i].break_label;
    code().emit(Opcode::Nop);
    unwind_and_jump(i + 1, target);
    return;
  }
  leave_error("'break' outside loop");
}

void Generator::continue_statement() {
  for (std::size_t i = unit_->blocks.size(); i-- > 0;) {
    if (unit_->blocks[i].kind == Block::Kind::StarHandlers) break;
    if (unit_->blocks[i].kind != Block::Kind::Loop) continue;
    const Label target = unit_->blocks[i].continue_label;
    code().emit(Opcode::Nop);
    unwind_and_jump(i + 1, target);
    return;
  }
  leave_error("'continue' not properly in loop");
}

/// The error of a `break` or `continue` that finds no loop.
void Generator::leave_error(const char* message) {
  for (const Block& block : unit_->blocks)
    if (block.kind == Block::Kind::StarHandlers)
      return error("'break', 'continue' and 'return' cannot appear in an except* block");
  unwind(0, [] {});  // CPython finds the errors of final bodies first
  error(message);
}

void Generator::return_statement(const Return& node) {
  if (unit_->scope->kind != Scope::Kind::Function) return error("'return' outside function");
  if (node.value && unit_->is_async_generator) return error("'return' with value in async generator");
  const bool runs_code = unwinding_runs_code();
  const tauraro::Constant* constant = node.value ? fold(*node.value) : nullptr;
  Register result = kNone;
  if (node.value && !constant) {
    result = value(*node.value);
    if (runs_code && is_local_register(result)) {
      const Register copy = new_temporary();
      code().emit(Opcode::Move, copy, result);
      result = copy;
    }
  }
  if (runs_code && result == kNone) code().emit(Opcode::Nop);
  const Place place = runs_code ? Place{} : code().place();  // behind a finally, it is on the line where that ends
  unwind(0, [&] {
    const At at(*this, place);
    if (result == kNone) {
      result = new_temporary();
      const At loads(*this, runs_code ? place : node.value ? Place{node.value->position.line, node.value->position.end_line, node.value->position.column, node.value->position.end_column} : place);
      load_constant(result, constant ? *constant : tauraro::Constant{});
    }
    code().emit(Opcode::Return, result);
  });
}

void Generator::emit_return_none() {
  if (!code().reachable()) return;
  const Temporaries temporaries(*this);
  const At nowhere(*this, Place{});  // on the line that was the last to run
  const Register none = new_temporary();
  load_none(none);
  code().emit(Opcode::Return, none);
}

// ---- raise, assert ----

void Generator::raise_statement(const Raise& node) {
  const Register exception = node.exc ? operand(*node.exc, {node.cause}) : kNoRegister;
  const Register cause = node.cause ? value(*node.cause) : kNoRegister;
  code().emit(Opcode::Raise, exception, cause);
}

const Expr* last_comparison(const Expr& node) {
  const Expr* found = nullptr;
  const auto look = [&](const Expr& part) {
    if (const Expr* inner = last_comparison(part)) found = inner;
  };
  switch (node.kind) {
    case ExprKind::Compare: return &node;
    case ExprKind::UnaryOp:
      if (as<UnaryOp>(node).op == UnaryOperator::Not) look(*as<UnaryOp>(node).operand);
      break;
    case ExprKind::BoolOp:
      for (const Expr* each : as<BoolOp>(node).values) look(*each);
      break;
    case ExprKind::IfExp:
      look(*as<IfExp>(node).test);
      look(*as<IfExp>(node).body);
      look(*as<IfExp>(node).orelse);
      break;
    default: break;
  }
  return found;
}

void Generator::assert_statement(const Assert& node) {
  const bool always_true = (node.test->kind == ExprKind::Tuple && !as<Tuple>(*node.test).elts.empty());
  if (always_true) warn(node.position, "assertion is always true, perhaps remove parentheses?");
  if (options_.optimize > 0) return;
  const Label end = new_label();
  jump_if(*node.test, end, true);
  const Expr* comparison = last_comparison(*node.test);
  const At at(*this, comparison ? comparison->position : node.position);
  const Window window = new_window(0);
  Register exception = window.base;
  code().emit(Opcode::LoadAssertionError, exception);
  if (node.msg) {
    const Register message = new_temporary();
    value_to(*node.msg, message);
    code().emit_wide(Opcode::Call, exception, window.base, 1, static_cast<std::int32_t>(code().new_cache()), kNoNames);
  }
  code().emit(Opcode::Raise, exception, kNoRegister);
  bind(end);
}

// ---- imports ----

namespace {
tauraro::Constant text_constant(std::string_view text) {
  tauraro::Constant constant;
  constant.kind = tauraro::Constant::Kind::Str;
  constant.text = text;
  return constant;
}
}  // namespace

void Generator::import_name(Register to, std::string_view module, std::int32_t level, const tauraro::Constant& from_list) {
  const Temporaries temporaries(*this);
  const Register arguments = new_temporary(2);
  code().emit_int(Opcode::LoadInt, arguments, level);
  load_constant(static_cast<Register>(arguments + 1), from_list);
  code().emit(Opcode::ImportName, to, arguments, code().name(module));
}

void Generator::import_statement(const Import& node) {
  for (const Alias* alias : node.names) {
    const Temporaries temporaries(*this);
    const Register module = new_temporary();
    import_name(module, alias->name, 0, {});
    const std::size_t dot = alias->name.find('.');
    if (alias->asname.empty()) {
      store_name(alias->name.substr(0, dot), module);
      continue;
    }
    // `import a.b.c as d` binds the module c itself.
    for (std::size_t at = dot; at != std::string_view::npos;) {
      const std::size_t next = alias->name.find('.', at + 1);
      const std::string_view part = alias->name.substr(at + 1, next == std::string_view::npos ? next : next - at - 1);
      code().emit(Opcode::ImportFrom, module, module, code().name(part));
      at = next;
    }
    store_name(alias->asname, module);
  }
}

void Generator::import_from_statement(const ImportFrom& node) {
  if (node.position.line > last_future_line_ && node.module == "__future__" && node.level == 0)
    return error("from __future__ imports must occur at the beginning of the file");
  tauraro::Constant names;
  names.kind = tauraro::Constant::Kind::Tuple;
  for (const Alias* alias : node.names) names.items.push_back(text_constant(alias->name));
  const Register module = new_temporary();
  import_name(module, node.module, node.level, names);
  for (const Alias* alias : node.names) {
    if (alias->name == "*") return code().emit(Opcode::ImportStar, module);
    const Temporaries temporaries(*this);
    const Register item = new_temporary();
    code().emit(Opcode::ImportFrom, item, module, code().name(alias->name));
    store_name(alias->asname.empty() ? alias->name : alias->asname, item);
  }
}

}  // namespace tauraro
