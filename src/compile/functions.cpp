#include <cassert>

#include "compile/attribute_hint.h"
#include "compile/generator.h"
#include "compile/loops.h"
#include "compile/suspensions.h"

namespace tauraro {

using namespace ast;
using Value = tauraro::Constant;

namespace {

Value text_constant(std::string_view text) {
  Value constant;
  constant.kind = Value::Kind::Str;
  constant.text = text;
  return constant;
}

constexpr Place place_of(const Position& position) { return {position.line, position.end_line, position.column, position.end_column}; }

int first_line_of(const Stmt& node, Span<Expr*> decorators) {
  return decorators.empty() ? node.position.line : decorators[0]->position.line;
}

}  // namespace

// ---- making functions ----

Register Generator::cell_register(std::string_view name) {
  const Scope& scope = *unit_->scope;
  if (scope.kind == Scope::Kind::Class && scope.needs_class_cell && name == "__class__") return kFirstCell;
  const Symbol* symbol = scope.find(name);
  assert(symbol && symbol->reg != kNone);
  return symbol->reg;
}

/// The tuple of cells that the child closes over, if any.
bool Generator::closure_to(const CodeUnit& child, Register to) {
  if (child.free_names.empty()) return false;
  const Temporaries temporaries(*this);
  const Register first = unit_->next_temporary;
  for (const std::string& name : child.free_names) {
    const Register cell = new_temporary();
    code().emit(Opcode::Move, cell, cell_register(name));
  }
  code().emit(Opcode::BuildTuple, to, first, static_cast<std::uint32_t>(child.free_names.size()));
  return true;
}

/// \pre group, group+1, group+2 hold defaults, keyword defaults and annotations, or are empty
void Generator::make_function(Register to, Register group, const CodeUnitPtr& child) {
  if (!child) return;  // an error was found in it
  const auto closure = static_cast<Register>(group + 3);
  if (!closure_to(*child, closure)) code().emit(Opcode::Clear, closure);
  if (code().reachable()) code().emit(Opcode::MakeFunction, to, group, code().add_child(child));
}

void Generator::defaults_to(const Arguments& args, Register group) {
  if (args.defaults.empty()) {
    code().emit(Opcode::Clear, group);
  } else if (all_constant(args.defaults)) {
    Value tuple;
    tuple.kind = Value::Kind::Tuple;
    for (const Expr* value : args.defaults) tuple.items.push_back(*fold(*value));
    load_constant(group, tuple);
  } else {
    sequence_to(args.defaults, Opcode::BuildTuple, group);
  }
  const auto dict = static_cast<Register>(group + 1);
  const Temporaries temporaries(*this);
  const Register first = unit_->next_temporary;
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < args.kw_defaults.size; ++i) {
    if (!args.kw_defaults[i]) continue;
    const Register name = new_temporary();
    load_text(name, mangled(args.kwonlyargs[i]->name));
    const Register item = new_temporary();
    value_to(*args.kw_defaults[i], item);
    ++count;
  }
  if (count > 0)
    code().emit(Opcode::BuildDict, dict, first, count);
  else
    code().emit(Opcode::Clear, dict);
}

/// Names and values of a function's annotations as a tuple, if there are any.
bool Generator::annotations_to(const FunctionDef& node, Register to) {
  const Temporaries temporaries(*this);
  const Register first = unit_->next_temporary;
  std::uint32_t count = 0;
  const auto add = [&](std::string_view name, const Expr* annotation) {
    if (!annotation) return;
    const Register key = new_temporary();
    load_text(key, mangled(name));
    const Register item = new_temporary();
    annotation_to(*annotation, item);
    count += 2;
  };
  for (const Argument* argument : node.args->args) add(argument->name, argument->annotation);
  for (const Argument* argument : node.args->posonlyargs) add(argument->name, argument->annotation);
  if (node.args->vararg) add(node.args->vararg->name, node.args->vararg->annotation);
  for (const Argument* argument : node.args->kwonlyargs) add(argument->name, argument->annotation);
  if (node.args->kwarg) add(node.args->kwarg->name, node.args->kwarg->annotation);
  add("return", node.returns);
  if (count > 0) code().emit(Opcode::BuildTuple, to, first, count);
  return count > 0;
}

void Generator::check_parameters(const Arguments& args) {
  const auto check = [&](const Argument* argument) {
    if (argument) refuses_name(argument->name);
  };
  for (const Argument* argument : args.posonlyargs) check(argument);
  for (const Argument* argument : args.args) check(argument);
  check(args.vararg);
  for (const Argument* argument : args.kwonlyargs) check(argument);
  check(args.kwarg);
}

void Generator::set_parameters(const Arguments& args) {
  CodeUnit& made = code().unit();
  made.positional_only_count = args.posonlyargs.size;
  made.positional_count = args.posonlyargs.size + args.args.size;
  made.keyword_only_count = args.kwonlyargs.size;
  if (args.vararg) made.flags |= CodeUnit::VarArgs;
  if (args.kwarg) made.flags |= CodeUnit::VarKeywords;
}

CodeUnitPtr Generator::function_unit(const FunctionDef& node, int first_line) {
  Unit unit;
  enter_unit(unit, symbols_.scope_of(&node), CodeUnit::Kind::Function, node.name, first_line);
  unit.is_async_function = node.kind == StmtKind::AsyncFunctionDef;
  set_parameters(*node.args);
  const ast::Constant* doc = nullptr;
  const std::uint32_t first = skip_docstring(node.body, doc);
  if (doc) {
    code().unit().has_doc = true;
    code().unit().doc = doc->text;
    code().constant(text_constant(doc->text));
  }
  for (std::uint32_t i = first; i < node.body.size; ++i) statement(*node.body[i]);
  emit_return_none();
  return leave_unit();
}

/// Evaluates the decorators, each in the base of a window whose argument is the next one's base, or the function. Returns the first base.
Register Generator::begin_decorators(Span<Expr*> decorators) {
  const Register first = unit_->next_temporary;
  for (const Expr* decorator : decorators) {
    const Window window = new_window(0);
    value_to(*decorator, window.base);
  }
  return first;
}

/// Calls the decorators of what stands behind their windows.
void Generator::apply_decorators(Span<Expr*> decorators, Register first, Register to) {
  for (std::uint32_t i = decorators.size; i-- > 0;) {
    const At at(*this, decorators[i]->position);
    const auto base = static_cast<Register>(first + i * static_cast<std::uint32_t>(kFrameHeaderWords));
    code().emit_wide(Opcode::Call, i == 0 ? to : base, base, 1, static_cast<std::int32_t>(code().new_cache()), kNoNames);
  }
}

void Generator::function_statement(const FunctionDef& node) {
  check_parameters(*node.args);
  const Temporaries temporaries(*this);
  const Register first_decorator = begin_decorators(node.decorator_list);
  Register local = kNone;
  if (node.name != "__debug__") local = local_of(symbol_of(mangled(node.name)));
  const Register function = local == kNone || !node.decorator_list.empty() ? new_temporary() : local;
  {
    const Temporaries inner(*this);
    const Register group = new_temporary(4);
    defaults_to(*node.args, group);
    if (!annotations_to(node, static_cast<Register>(group + 2))) code().emit(Opcode::Clear, static_cast<Register>(group + 2));
    make_function(function, group, function_unit(node, first_line_of(node, node.decorator_list)));
  }
  const Register result = local != kNone ? local : function;
  apply_decorators(node.decorator_list, first_decorator, result);
  store_name(node.name, result);
}

void Generator::lambda_to(const Lambda& node, Register to) {
  check_parameters(*node.args);
  const Temporaries temporaries(*this);
  const Register group = new_temporary(4);
  defaults_to(*node.args, group);
  code().emit(Opcode::Clear, static_cast<Register>(group + 2));
  Unit unit;
  enter_unit(unit, symbols_.scope_of(&node), CodeUnit::Kind::Lambda, "<lambda>", node.position.line);
  set_parameters(*node.args);
  {
    const At at(*this, node.body->position);
    const Register result = value(*node.body);
    code().emit(Opcode::Return, result);
  }
  make_function(to, group, leave_unit());
}

// ---- classes ----

CodeUnitPtr Generator::class_unit(const ClassDef& node, int first_line) {
  Unit unit;
  enter_unit(unit, symbols_.scope_of(&node), CodeUnit::Kind::Class, node.name, first_line);
  code().unit().attribute_hint = count_attributes_of_self(node);
  {
    const Temporaries temporaries(*this);
    const Register text = new_temporary();
    code().emit(Opcode::LoadName, text, code().name("__name__"));
    code().emit(Opcode::StoreName, text, code().name("__module__"));
    load_text(text, unit.qualified_name);
    code().emit(Opcode::StoreName, text, code().name("__qualname__"));
    if (unit.scope->has_annotations) code().emit(Opcode::SetupAnnotations);
  }
  const ast::Constant* doc = nullptr;
  const std::uint32_t first = skip_docstring(node.body, doc);
  if (doc) {
    const Temporaries temporaries(*this);
    const At at(*this, node.body[0]->position);
    const Register text = new_temporary();
    load_text(text, doc->text);
    code().emit(Opcode::StoreName, text, code().name("__doc__"));
  }
  for (std::uint32_t i = first; i < node.body.size; ++i) statement(*node.body[i]);
  if (unit.scope->needs_class_cell) {
    const At nowhere(*this, Place{});
    code().emit(Opcode::StoreName, kFirstCell, code().name("__classcell__"));
    code().emit(Opcode::Return, kFirstCell);
  } else {
    emit_return_none();
  }
  return leave_unit();
}

void Generator::class_statement(const ClassDef& node) {
  const Temporaries temporaries(*this);
  const Register first_decorator = begin_decorators(node.decorator_list);
  const Window window = new_window(0);
  code().emit(Opcode::LoadBuildClass, window.base);
  const Register function = new_temporary();
  {
    const Temporaries inner(*this);
    const Register group = new_temporary(4);
    for (int i = 0; i < 3; ++i) code().emit(Opcode::Clear, static_cast<Register>(group + i));
    make_function(function, group, class_unit(node, first_line_of(node, node.decorator_list)));
  }
  const Register name = new_temporary();
  load_text(name, node.name);
  check_keywords(node.keywords);
  call_arguments_to(window, 2, node.bases, node.keywords, window.base);
  Register result = window.base;
  if (node.name != "__debug__" && !node.decorator_list.empty())
    if (const Register local = local_of(symbol_of(mangled(node.name))); local != kNone) result = local;
  apply_decorators(node.decorator_list, first_decorator, result);
  store_name(node.name, result);
}

// ---- comprehensions ----

void Generator::comprehension_to(const Expr& node, Span<Comprehension*> generators, const Expr& element, const Expr* value_node, Register to) {
  const Scope& scope = symbols_.scope_of(&node);
  const bool is_awaited = scope.is_coroutine && scope.comprehension != Scope::Comprehension::Generator;
  const bool in_async = unit_->is_async_function || unit_->kind == CodeUnit::Kind::Comprehension || top_level_await();
  if (is_awaited && !in_async) return error("asynchronous comprehension outside of an asynchronous function");
  const Temporaries temporaries(*this);
  const Window window = new_window_for(to, 0);
  {
    const Temporaries inner(*this);
    const Register group = new_temporary(4);
    for (int i = 0; i < 3; ++i) code().emit(Opcode::Clear, static_cast<Register>(group + i));
    make_function(window.base, group, comprehension_unit(node, generators, element, value_node));
  }
  const Register iterator = new_temporary();
  const Register source = operand(*generators[0]->iter, {}, iterator);
  if (generators[0]->is_async)
    code().emit(Opcode::GetAiter, iterator, source);
  else
    code().emit_wide(Opcode::GetIter, iterator, source, 0, static_cast<std::int32_t>(code().new_cache()));
  const Register result = is_awaited ? window.base : to;
  code().emit_wide(Opcode::Call, result, window.base, 1, static_cast<std::int32_t>(code().new_cache()), kNoNames);
  if (is_awaited) code().emit(Opcode::Move, to, await_register(result, 0));
}

CodeUnitPtr Generator::comprehension_unit(const Expr& node, Span<Comprehension*> generators, const Expr& element, const Expr* value_node) {
  static constexpr const char* kNames[] = {"", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"};
  static constexpr Opcode kBuild[] = {Opcode::Nop, Opcode::BuildList, Opcode::BuildSet, Opcode::BuildDict};
  Scope& scope = symbols_.scope_of(&node);
  const auto kind = static_cast<int>(scope.comprehension);
  Unit unit;
  enter_unit(unit, scope, CodeUnit::Kind::Comprehension, kNames[kind], node.position.line);
  code().unit().positional_count = 1;
  const At at(*this, node.position);
  if (scope.comprehension == Scope::Comprehension::Generator) {
    comprehension_loop(generators, 0, element, value_node, kNone, scope.comprehension);
    emit_return_none();
    return leave_unit();
  }
  const Register result = new_temporary();
  code().emit(kBuild[kind], result, result, 0);
  comprehension_loop(generators, 0, element, value_node, result, scope.comprehension);
  code().emit(Opcode::Return, result);
  return leave_unit();
}

void Generator::comprehension_loop(Span<Comprehension*> generators, std::uint32_t index, const Expr& element, const Expr* value_node,
                                   Register result, Scope::Comprehension kind) {
  const Temporaries temporaries(*this);
  const Comprehension& generator = *generators[index];
  const Place place = code().place();
  const Label next = new_label(), end = new_label();
  const auto inside = [&](Label skip) {
    Place inner_place = place;
    for (const Expr* condition : generator.ifs) {
      jump_if(*condition, skip, false);
      if (const Expr* last = last_comparison(*condition)) inner_place = place_of(last->position);
    }
    const At inner(*this, inner_place);
    if (index + 1 < generators.size)
      comprehension_loop(generators, index + 1, element, value_node, result, kind);
    else
      comprehension_element(element, value_node, result, kind);
  };
  if (generator.is_async) {
    const Register iterator = index == 0 ? code().local(".0") : new_temporary();
    if (index > 0) code().emit(Opcode::GetAiter, iterator, operand(*generator.iter, {}, iterator));
    Block block;
    block.break_label = end;
    block.continue_label = next;
    push_block(block);
    async_loop_over(*generator.target, iterator, next, end, [&] { inside(next); });
    pop_block();
    return bind(end);
  }
  if (index > 0 && (generator.iter->kind == ExprKind::List || generator.iter->kind == ExprKind::Tuple)) {
    const Span<Expr*> items = generator.iter->kind == ExprKind::List ? as<List>(*generator.iter).elts : as<Tuple>(*generator.iter).elts;
    if (items.size == 1 && items[0]->kind != ExprKind::Starred) {  // `for y in [f(x)]` is an assignment
      const Register item = value(*items[0]);
      assign(*generator.target, item);
      inside(next);
      return bind(next);
    }
  }
  bool is_range = false;
  const Register state = index == 0 ? code().local(".0") : begin_loop(*generator.iter, is_range);
  loop_over(*generator.target, state, is_range, place, next, end, [&] { inside(next); });
  bind(end);
}

void Generator::comprehension_element(const Expr& element, const Expr* value_node, Register result, Scope::Comprehension kind) {
  const Temporaries temporaries(*this);
  const Register item = value_node ? operand(element, {value_node}) : value(element);
  switch (kind) {
    case Scope::Comprehension::List: return code().emit(Opcode::ListAppend, result, item);
    case Scope::Comprehension::Set: return code().emit(Opcode::SetAdd, result, item);
    case Scope::Comprehension::Dict: return code().emit(Opcode::DictSet, result, item, value(*value_node));
    case Scope::Comprehension::Generator: return yield_value(new_temporary(), item);
    case Scope::Comprehension::None: return;
  }
}

}  // namespace tauraro
