#include "vm/link.h"

#include <algorithm>

#include "bytecode/opcode_info.h"
#include "object/bytes.h"
#include "object/feedback.h"
#include "object/int.h"
#include "object/operations.h"
#include "vm/services.h"

namespace tauraro {
namespace {

Result<Value> materialize_items(Vm& vm, const Constant& constant) {
  Tuple* tuple = TRY(new_tuple(vm, constant.items.size()));
  for (std::size_t i = 0; i < constant.items.size(); ++i) {
    tuple->items[i] = TRY(materialize_constant(vm, constant.items[i]));
    vm.barrier(tuple);
  }
  if (constant.kind == Constant::Kind::Tuple) return Value::from_cell(constant.items.empty() ? empty_tuple(vm) : tuple);
  // Twice, the second time in the first one's order: so CPython's compiler makes them, and the order shows.
  Set* first = TRY(new_frozenset(vm));
  for (std::size_t i = 0; i < constant.items.size(); ++i) TRY(set_add(vm, first, tuple->items[i]));
  Set* set = TRY(new_frozenset(vm));
  std::uint64_t position = 0;
  Value item;
  while (set_next(first, &position, &item)) TRY(set_add(vm, set, item));
  return Value::from_cell(set);
}

/// Strings that look like identifiers are interned, as CPython does.
bool looks_like_name(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c == '_' || (c < 128 && std::isalnum(c)); });
}

template <class Texts>
Result<Tuple*> interned_tuple(Vm& vm, const Texts& texts) {
  Tuple* tuple = TRY(new_tuple(vm, texts.size()));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    tuple->items[i] = Value::from_cell(intern(vm, texts[i]));
    vm.barrier(tuple);
  }
  return tuple;
}

}  // namespace

Result<Value> materialize_constant(Vm& vm, const Constant& constant) {
  switch (constant.kind) {
    case Constant::Kind::None: return Value::none();
    case Constant::Kind::True: return Value::from_bool(true);
    case Constant::Kind::False: return Value::from_bool(false);
    case Constant::Kind::Ellipsis: return Value::ellipsis();
    case Constant::Kind::Int: return new_int(vm, constant.integer);
    case Constant::Kind::BigInt: return int_from_hex(vm, constant.text);
    case Constant::Kind::Double: return Value::from_any_double(constant.real);
    case Constant::Kind::Complex: return new_complex(vm, constant.real, constant.imaginary);
    case Constant::Kind::Str:
      if (looks_like_name(constant.text)) return Value::from_cell(intern(vm, constant.text));
      return Value::from_cell(TRY(new_str(vm, constant.text)));
    case Constant::Kind::Bytes: return Value::from_cell(TRY(new_bytes(vm, constant.text)));
    case Constant::Kind::Tuple:
    case Constant::Kind::FrozenSet: return materialize_items(vm, constant);
  }
  return Value::none();
}

Result<Code*> new_code(Vm& vm, CodeUnitPtr unit) {
  Code* code = vm.allocate<Code>(kind::Code, builtin_shape(TypeId::Code));
  if (!code) return Raised{};
  const CodeUnit& source = *unit;
  code->unit = new CodeUnitPtr(std::move(unit));
  const auto keep = [&](Value& field, Cell* cell) {
    field = Value::from_cell(cell);
    vm.barrier(code);
  };
  keep(code->names, TRY(interned_tuple(vm, source.names)));
  keep(code->local_names, TRY(interned_tuple(vm, source.local_names)));
  keep(code->filename, intern(vm, source.filename));
  keep(code->name, intern(vm, source.name));
  keep(code->qualname, intern(vm, source.qualified_name));
  Tuple* constants = TRY(new_tuple(vm, source.constants.size()));
  keep(code->constants, constants);
  for (std::size_t i = 0; i < source.constants.size(); ++i) {
    constants->items[i] = TRY(materialize_constant(vm, source.constants[i]));
    vm.barrier(constants);
  }
  Tuple* children = TRY(new_tuple(vm, source.children.size()));
  keep(code->children, children);
  for (std::size_t i = 0; i < source.children.size(); ++i) {
    children->items[i] = Value::from_cell(TRY(new_code(vm, source.children[i])));
    vm.barrier(children);
  }
  return code;
}

namespace {

/// The dict that `__builtins__` of the globals names, in cell mode.
Result<Dict*> builtins_of(Vm& vm, Dict* globals) {
  const Value found = dict_get_str(vm, globals, intern(vm, "__builtins__"));
  Dict* builtins = vm.builtins;
  if (found.is(kind::Module)) builtins = found.as<Module>()->dict;
  if (found.is(kind::Dict)) builtins = found.as<Dict>();
  TRY(dict_use_cells(vm, builtins));
  return builtins;
}

}  // namespace

/// Gives each place where the code can be suspended its number. \return how many there are; 0 when they are too many for an operand
static std::uint32_t number_suspensions(Instruction* code, std::uint32_t size) {
  std::uint32_t count = 0;
  for (std::uint32_t pc = 0; pc < size; pc += static_cast<std::uint32_t>(opcode_info(code[pc].op).words()))
    if (code[pc].op == Opcode::Yield || code[pc].op == Opcode::MakeGenerator) code[pc].c = static_cast<std::uint16_t>(count++);
  return count <= 0x1'0000 ? count : 0;
}

Result<LinkedCode*> link_code(Vm& vm, Code* code, Dict* globals) {
  if (code->linked.is_cell() && code->linked.as<LinkedCode>()->globals == globals) return code->linked.as<LinkedCode>();
  TRY(dict_use_cells(vm, globals));
  Dict* builtins = TRY(builtins_of(vm, globals));
  const CodeUnit& unit = **code->unit;
  LinkedCode* linked = vm.allocate<LinkedCode>(kind::LinkedCode, builtin_shape(TypeId::Internal));
  if (!linked) return Raised{};
  linked->code = code;
  linked->globals = globals;
  linked->builtins = Value::from_cell(builtins);
  linked->instruction_count = static_cast<std::uint32_t>(unit.code.size());
  linked->instructions = new Instruction[unit.code.size()];
  std::copy(unit.code.begin(), unit.code.end(), linked->instructions);
  linked->register_count = unit.register_count;
  linked->flags = unit.flags;
  if (unit.flags & (CodeUnit::Generator | CodeUnit::Coroutine | CodeUnit::AsyncGenerator))
    linked->suspension_count = number_suspensions(linked->instructions, linked->instruction_count);
  linked->positional_count = static_cast<std::uint16_t>(unit.positional_count);
  linked->keyword_only_count = static_cast<std::uint16_t>(unit.keyword_only_count);
  linked->local_count = unit.local_count;
  linked->kept_registers = static_cast<std::uint32_t>(unit.local_count + unit.free_names.size());
  linked->simple_call = unit.keyword_only_count == 0 && !(unit.flags & (CodeUnit::VarArgs | CodeUnit::VarKeywords));
  linked->constants = code->constants.as<Tuple>()->items;
  linked->names = code->names.as<Tuple>()->items;
  linked->cache_count = unit.cache_count;
  linked->caches = new InlineCache[unit.cache_count]{};
  vm.services->linked_codes.push_back(linked);
  if (code->linked.is_empty()) {
    code->linked = Value::from_cell(linked);
    vm.barrier(code);
  }
  return linked;
}

const Liveness& liveness_of(LinkedCode* code) {
  if (!code->liveness) code->liveness = new Liveness(**code->code->unit);
  return *code->liveness;
}

Result<Function*> new_function(Vm& vm, LinkedCode* code, Value qualname) {
  Function* function = vm.allocate<Function>(kind::Function, builtin_shape(TypeId::Function));
  if (!function) return Raised{};
  const CodeUnit& unit = **code->code->unit;
  function->code = code;
  function->defaults = Value::none();
  function->kwdefaults = Value::none();
  function->name = code->code->name;
  function->qualname = qualname;
  function->doc = unit.has_doc && unit.constants.size() ? code->constants[0] : Value::none();
  const Value module = dict_get_str(vm, code->globals, intern(vm, "__name__"));
  function->module = module.is_not_found() ? Value::none() : module;
  function->version = 1;
  return function;
}

}  // namespace tauraro
