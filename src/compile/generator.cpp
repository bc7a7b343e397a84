#include "compile/generator.h"

#include <cassert>

namespace tauraro {

using namespace ast;

Generator::Generator(const CompileOptions& options, SymbolTable& symbols, ErrorSink& errors, std::vector<SyntaxWarningNote>& warnings)
    : options_(options), symbols_(symbols), errors_(errors), warnings_(warnings), folder_(options.optimize == 0) {}

CodeUnitPtr Generator::generate(const Root& root) {
  Unit unit;
  static constexpr CodeUnit::Kind kKinds[] = {CodeUnit::Kind::Module, CodeUnit::Kind::Interactive, CodeUnit::Kind::Expression};
  interactive_ = root.kind == RootKind::Interactive;
  enter_unit(unit, symbols_.module(), kKinds[static_cast<int>(root.kind)], "<module>", 1);
  if (root.kind == RootKind::Expression) {
    const Register result = value(*root.expression);
    code().emit(Opcode::Return, result);
  } else {
    module_body(root);
    emit_return_none();
  }
  return leave_unit();
}

// ---- units ----

namespace {

std::uint32_t flags_of(const Unit& unit, bool future_annotations) {
  const Scope& scope = *unit.scope;
  std::uint32_t flags = 0;
  if (scope.kind == Scope::Kind::Function) {
    flags |= CodeUnit::Optimized | CodeUnit::NewLocals;
    if (scope.is_nested) flags |= CodeUnit::Nested;
    if (scope.is_generator && !scope.is_coroutine) flags |= CodeUnit::Generator;
    if (scope.is_generator && scope.is_coroutine) flags |= CodeUnit::AsyncGenerator;
    if (!scope.is_generator && scope.is_coroutine) flags |= CodeUnit::Coroutine;
  }
  if (future_annotations) flags |= CodeUnit::FutureAnnotations;
  return flags;
}

}  // namespace

std::string Generator::qualified_name_of(std::string_view name) {
  const Unit* parent = unit_->parent;
  if (!parent || !parent->parent) return std::string(name);
  if (unit_->kind == CodeUnit::Kind::Function || unit_->kind == CodeUnit::Kind::Class) {
    const std::string_view known = mangle(parent->scope->private_name, name, symbols_.storage());
    const Symbol* symbol = parent->scope->find(known);
    if (symbol && symbol->scope == NameScope::GlobalExplicit) return std::string(name);
  }
  std::string base = parent->qualified_name;
  if (parent->kind == CodeUnit::Kind::Function || parent->kind == CodeUnit::Kind::Lambda) base += ".<locals>";
  return base + "." + std::string(name);
}

void Generator::enter_unit(Unit& unit, Scope& scope, CodeUnit::Kind kind, std::string_view name, int first_line) {
  unit.parent = unit_;
  unit.scope = &scope;
  unit.kind = kind;
  unit_ = &unit;
  unit.qualified_name = qualified_name_of(name);
  unit.is_async_generator = scope.is_generator && scope.is_coroutine;
  unit.is_async_function = kind == CodeUnit::Kind::Function && scope.is_coroutine;
  CodeUnit& made = unit.code.unit();
  made.filename = options_.filename;
  made.name = name;
  made.qualified_name = unit.qualified_name;
  made.kind = kind;
  made.flags = flags_of(unit, future_annotations_);
  made.first_line = first_line;
  code().set_place({first_line, first_line, 0, 0});
  emit_prologue();
}

void Generator::emit_prologue() {
  Scope& scope = *unit_->scope;
  // A block in a final body is generated once for every way out.
  for (Symbol& symbol : scope.symbols()) symbol.reg = kNone;
  if (scope.kind == Scope::Kind::Function)
    for (const std::string_view parameter : scope.parameters) {
      Symbol& symbol = *scope.find(parameter);
      symbol.reg = code().local(parameter);
      if (symbol.scope == NameScope::Local) unit_->bound.insert(symbol.reg);
      if (symbol.flags & Symbol::Deleted) unit_->deletable.insert(symbol.reg);
    }
  std::vector<std::string> cells = scope.names_of(NameScope::Cell);
  if (scope.kind == Scope::Kind::Class && scope.needs_class_cell) cells.insert(cells.begin(), "__class__");
  std::vector<Register> registers;
  Register next = kFirstCell;
  for (const std::string& name : cells) {
    Symbol* symbol = scope.find(name);
    const bool is_parameter = symbol && (symbol->flags & Symbol::Parameter);
    const Register reg = is_parameter ? symbol->reg : next++;
    if (symbol && symbol->scope == NameScope::Cell) symbol->reg = reg;
    registers.push_back(reg);
    code().emit(Opcode::MakeCell, reg);
  }
  code().set_cells(cells, registers);
  const std::vector<std::string> free = scope.names_of(NameScope::Free);
  for (std::size_t i = 0; i < free.size(); ++i) {
    const auto reg = static_cast<Register>(kFirstFree + i);
    Symbol& symbol = *scope.find(free[i]);
    symbol.reg = reg;
    code().emit(Opcode::LoadFree, reg, static_cast<std::uint32_t>(i));
  }
  code().set_free(free);
  if (cells.empty() && free.empty()) code().unit().flags |= CodeUnit::NoFree;
  constexpr std::uint32_t kSuspends = CodeUnit::Generator | CodeUnit::Coroutine | CodeUnit::AsyncGenerator;
  if (scope.kind == Scope::Kind::Module && scope.is_coroutine && options_.allow_top_level_await) code().unit().flags |= CodeUnit::Coroutine;
  if (code().unit().flags & kSuspends) code().emit(Opcode::MakeGenerator);
}

CodeUnitPtr Generator::leave_unit() {
  if (code().overflowed()) errors_.error_of_kind(SyntaxErrorKind::OverflowError, "code unit too large");
  const Unit& unit = *unit_;
  unit_ = unit.parent;
  if (errors_.failed()) return nullptr;
  return const_cast<Unit&>(unit).code.finish();
}

// ---- labels and flow ----

Label Generator::new_label() {
  unit_->bound_at.emplace_back();
  unit_->bound_at_known.push_back(false);
  return code().new_label();
}

void Generator::merge_bound(Label label) {
  if (!code().reachable()) return;
  if (unit_->bound_at_known[label.index]) {
    unit_->bound_at[label.index].intersect(unit_->bound);
  } else {
    unit_->bound_at[label.index] = unit_->bound;
    unit_->bound_at_known[label.index] = true;
  }
}

void Generator::bind(Label label) {
  merge_bound(label);
  code().bind(label);
  if (unit_->bound_at_known[label.index]) unit_->bound = unit_->bound_at[label.index];
}

void Generator::bind_back(Label label) {
  unit_->bound.subtract(unit_->deletable);
  code().bind(label);
}

void Generator::bind_handler(Label label, const LocalSet& bound) {
  code().bind_handler(label);
  unit_->bound = bound;
}

void Generator::jump(Label target) {
  merge_bound(target);
  code().emit_jump(Opcode::Jump, 0, target);
}
void Generator::jump_silently(Label target) {
  const At nowhere(*this, Place{});
  jump(target);
}
void Generator::jump_back(Label target) { code().emit_jump(Opcode::JumpLoop, 0, target); }
void Generator::jump_on(Opcode op, Register a, Label target) {
  merge_bound(target);
  code().emit_jump(op, a, target);
}
void Generator::jump_wide(Opcode op, Register a, std::uint32_t b, std::uint32_t c, Label target, std::uint32_t e) {
  merge_bound(target);
  code().emit_wide_jump(op, a, b, c, target, e);
}

// ---- temporaries ----

Register Generator::new_temporary(std::uint32_t count) {
  const std::uint32_t end = unit_->next_temporary + count;
  if (end > kFirstCell) {
    errors_.error_of_kind(SyntaxErrorKind::OverflowError, "expression needs too many registers");
    return kFirstTemporary;
  }
  const Register first = unit_->next_temporary;
  unit_->next_temporary = static_cast<Register>(end);
  if (count > 0) code().reserve(static_cast<Register>(end - 1));
  return first;
}

Generator::Window Generator::new_window(std::uint32_t argument_count) {
  return {new_temporary(static_cast<std::uint32_t>(kFrameHeaderWords) + argument_count)};
}

Generator::Window Generator::new_window_for(Register to, std::uint32_t argument_count) {
  if (!is_temporary_register(to) || to + 1 != unit_->next_temporary) return new_window(argument_count);
  new_temporary(static_cast<std::uint32_t>(kFrameHeaderWords) - 1 + argument_count);
  return {to};
}

// ---- names ----

Symbol& Generator::symbol_of(std::string_view name) {
  Scope& scope = *unit_->scope;
  if (Symbol* symbol = scope.find(name)) return *symbol;
  Symbol& symbol = scope.get(name);  // a name that the tree does not show, like __name__ in a class body
  symbol.scope = scope.kind == Scope::Kind::Function ? NameScope::GlobalImplicit : NameScope::Local;
  return symbol;
}

Register Generator::local_of(const Symbol& symbol) {
  if (symbol.scope != NameScope::Local || unit_->scope->kind != Scope::Kind::Function) return kNone;
  auto& known = const_cast<Symbol&>(symbol);
  if (known.reg == kNone) {
    known.reg = code().local(known.name);
    if (known.flags & Symbol::Deleted) unit_->deletable.insert(known.reg);
  }
  return known.reg;
}

namespace {

enum class Access : std::uint8_t { Local, Cell, ClassCell, Global, Name };

Access access_of(const Unit& unit, const Symbol& symbol, bool separate_namespace) {
  const Scope::Kind kind = unit.scope->kind;
  const Access outermost = separate_namespace ? Access::Name : Access::Global;
  switch (symbol.scope) {
    case NameScope::Cell: return Access::Cell;
    case NameScope::Free: return kind == Scope::Kind::Class ? Access::ClassCell : Access::Cell;
    case NameScope::GlobalExplicit: return Access::Global;
    case NameScope::Local:
    case NameScope::GlobalImplicit:
    case NameScope::Unresolved: break;
  }
  if (kind == Scope::Kind::Module) return outermost;
  if (kind == Scope::Kind::Class) return Access::Name;
  return symbol.scope == NameScope::Local ? Access::Local : Access::Global;
}

}  // namespace

/// Operand e of LoadGlobal and StoreGlobal (c of DeleteGlobal), which mean nothing when running: 1 for a name that a module itself
/// declares global (bytecode/separate_namespace.h).
std::uint32_t Generator::declared_global(const Symbol& symbol) const {
  return unit_->scope->kind == Scope::Kind::Module && symbol.scope == NameScope::GlobalExplicit;
}

void Generator::check_bound(Register local, std::string_view name) {
  if (unit_->bound.contains(local) || !code().reachable()) return;
  code().emit(Opcode::CheckBound, local, code().name(name));
  unit_->bound.insert(local);
}

void Generator::load_name_to(std::string_view given, Register to) {
  const Symbol& symbol = symbol_of(mangled(given));
  switch (access_of(*unit_, symbol, options_.separate_namespace)) {
    case Access::Local: {
      const Register local = local_of(symbol);
      check_bound(local, symbol.name);
      if (local != to) code().emit(Opcode::Move, to, local);
      return;
    }
    case Access::Cell: return code().emit(Opcode::LoadCell, to, symbol.reg, code().name(symbol.name));
    case Access::ClassCell: return code().emit(Opcode::LoadClassCell, to, symbol.reg, code().name(symbol.name));
    case Access::Global:
      return code().emit_wide(Opcode::LoadGlobal, to, code().name(symbol.name), 0, static_cast<std::int32_t>(code().new_cache()),
                              declared_global(symbol));
    case Access::Name: return code().emit(Opcode::LoadName, to, code().name(symbol.name));
  }
}

void Generator::store_name(std::string_view given, Register from) {
  if (refuses_name(given)) return;
  const Symbol& symbol = symbol_of(mangled(given));
  switch (access_of(*unit_, symbol, options_.separate_namespace)) {
    case Access::Local: {
      const Register local = local_of(symbol);
      if (local != from) code().emit(Opcode::Move, local, from);
      return set_bound(local);
    }
    case Access::Cell:
    case Access::ClassCell: return code().emit(Opcode::StoreCell, symbol.reg, from);
    case Access::Global:
      return code().emit_wide(Opcode::StoreGlobal, from, code().name(symbol.name), 0, static_cast<std::int32_t>(code().new_cache()),
                              declared_global(symbol));
    case Access::Name: return code().emit(Opcode::StoreName, from, code().name(symbol.name));
  }
}

void Generator::delete_name(std::string_view given) {
  if (refuses_name(given, true)) return;
  const Symbol& symbol = symbol_of(mangled(given));
  const std::uint32_t name = code().name(symbol.name);
  switch (access_of(*unit_, symbol, options_.separate_namespace)) {
    case Access::Local: {
      const Register local = local_of(symbol);
      code().emit(Opcode::DeleteLocal, local, name);
      return unit_->bound.erase(local);
    }
    case Access::Cell:
    case Access::ClassCell: return code().emit(Opcode::DeleteCell, symbol.reg, name);
    case Access::Global: return code().emit(Opcode::DeleteGlobal, 0, name, declared_global(symbol));
    case Access::Name: return code().emit(Opcode::DeleteName, 0, name);
  }
}

/// Unbinds the name of an except clause, whatever its body did to it.
void Generator::clear_name(std::string_view given) {
  const Symbol& symbol = symbol_of(mangled(given));
  if (const Register local = local_of(symbol); local != kNone) {
    code().emit(Opcode::Clear, local);
    return unit_->bound.erase(local);
  }
  const Temporaries temporaries(*this);
  const Register none = new_temporary();
  load_none(none);
  store_name(given, none);
  delete_name(given);
}

bool Generator::refuses_name(std::string_view name, bool deletes) {
  if (name != "__debug__") return false;
  error(deletes ? "cannot delete __debug__" : "cannot assign to __debug__");
  return true;
}

Register Generator::direct_target(const Expr& target) {
  if (target.kind != ExprKind::Name || as<Name>(target).id == "__debug__") return kNone;
  return local_of(symbol_of(mangled(as<Name>(target).id)));
}

// ---- constants, errors ----

void Generator::load_constant(Register to, const tauraro::Constant& constant) {
  if (constant.kind == tauraro::Constant::Kind::Int && constant.integer == static_cast<std::int32_t>(constant.integer))
    code().emit_int(Opcode::LoadInt, to, static_cast<std::int32_t>(constant.integer));
  else if (code().reachable())
    code().emit_int(Opcode::LoadConst, to, static_cast<std::int32_t>(code().constant(constant)));
}

void Generator::load_none(Register to) { load_constant(to, tauraro::Constant{}); }

void Generator::load_text(Register to, std::string_view text) {
  tauraro::Constant constant;
  constant.kind = tauraro::Constant::Kind::Str;
  constant.text = text;
  load_constant(to, constant);
}

void Generator::error(std::string message) {
  const Place& place = code().place();
  errors_.error({place.line, place.column, place.end_line, place.end_column}, std::move(message));
}

void Generator::warn(const Position& place, std::string message) {
  for (const SyntaxWarningNote& note : warnings_)
    if (note.line == place.line && note.as_error.offset == place.column + 1 && note.message == message) return;
  SyntaxWarningNote note;
  note.category = SyntaxWarningNote::Category::Syntax;
  note.line = place.line;
  note.as_error.message = message;
  note.as_error.filename = options_.filename;
  note.as_error.line = place.line;
  note.as_error.offset = place.column + 1;
  note.as_error.end_line = place.end_line;
  note.as_error.end_offset = place.end_column + 1;
  note.message = std::move(message);
  warnings_.push_back(std::move(note));
}

}  // namespace tauraro
