// Out-of-line opcodes: variables.
#include "object/feedback.h"
#include "object/function.h"
#include "object/operations.h"
#include "vm/out_of_line.h"

namespace tauraro {
namespace {

Str* name_at(Vm& vm, std::uint32_t index) { return vm.thread->frame->code->names[index].as<Str>(); }

bool raise_unbound(Vm& vm, Str* name, bool free_variable) {
  const std::string text = to_utf8(vm, name);
  if (free_variable)
    (void)vm.raise_error(TypeId::NameError, "cannot access free variable '", text, "' where it is not associated with a value in enclosing scope");
  else
    (void)vm.raise_error(TypeId::UnboundLocalError, "cannot access local variable '", text, "' where it is not associated with a value");
  return false;
}

bool raise_name_error(Vm& vm, Str* name) {
  (void)vm.raise_error(TypeId::NameError, "name '", to_utf8(vm, name), "' is not defined");
  if (vm.thread->pending.is(kind::Exception)) {
    vm.thread->pending.as<Exception>()->extra[0] = Value::from_cell(name);
    vm.barrier(vm.thread->pending.as_cell());
  }
  return false;
}

/// Whether a register holds the cell of a free variable.
bool is_free_register(Vm& vm, std::uint32_t reg) {
  const CodeUnit& unit = **vm.thread->frame->code->code->unit;
  return reg >= unit.first_free_register && reg < unit.first_free_register + unit.free_names.size();
}

}  // namespace

bool op_CheckBound(Vm& vm, Value* R, Instruction* pc) {
  if (!R[pc->a].is_empty()) return true;
  return raise_unbound(vm, name_at(vm, pc->b), false);
}

bool op_DeleteLocal(Vm& vm, Value* R, Instruction* pc) {
  if (R[pc->a].is_empty()) return raise_unbound(vm, name_at(vm, pc->b), false);
  R[pc->a] = Value();
  return true;
}

bool op_MakeCell(Vm& vm, Value* R, Instruction* pc) {
  Box* box = vm.allocate<Box>(kind::Box, builtin_shape(TypeId::Cell));
  if (!box) return false;
  box->value = R[pc->a];
  R[pc->a] = Value::from_cell(box);
  return true;
}

bool op_LoadCell(Vm& vm, Value* R, Instruction* pc) {
  const Value value = R[pc->b].as<Box>()->value;
  if (value.is_empty()) return raise_unbound(vm, name_at(vm, pc->c), is_free_register(vm, pc->b));
  R[pc->a] = value;
  return true;
}

bool op_DeleteCell(Vm& vm, Value* R, Instruction* pc) {
  Box* box = R[pc->a].as<Box>();
  if (box->value.is_empty()) return raise_unbound(vm, name_at(vm, pc->b), is_free_register(vm, pc->a));
  box->value = Value();
  return true;
}

namespace {

/// Name in the frame's namespace object: value, not_found, or raised.
Result<Value> find_in_namespace(Vm& vm, Str* name) {
  const Value space = vm.thread->frame->namespace_object;
  if (space.is_empty()) return dict_get_str(vm, vm.thread->frame->code->globals, name);
  if (vm.is_exact(space, TypeId::Dict)) return dict_get_str(vm, space.as<Dict>(), name);
  const Result<Value> found = get_item(vm, space, Value::from_cell(name));
  if (!found.is_raised()) return found;
  if (vm.catch_if(TypeId::KeyError)) return Value::not_found();
  return Raised{};
}

Value find_global(Vm& vm, Str* name) {
  const LinkedCode* code = vm.thread->frame->code;
  const Value found = dict_get_str(vm, code->globals, name);
  return found.is_not_found() ? dict_get_str(vm, code->builtins.as<Dict>(), name) : found;
}

}  // namespace

bool op_LoadClassCell(Vm& vm, Value* R, Instruction* pc) {
  Str* name = name_at(vm, pc->c);
  Value found;
  if (!put(found, find_in_namespace(vm, name))) return false;
  if (found.is_not_found()) {
    found = R[pc->b].as<Box>()->value;
    if (found.is_empty()) return raise_unbound(vm, name, true);
  }
  R[pc->a] = found;
  return true;
}

bool op_LoadGlobal(Vm& vm, Value* R, Instruction* pc) {
  LinkedCode* code = vm.thread->frame->code;
  Str* name = name_at(vm, pc->b);
  InlineCache& site = code->caches[extension(pc).d];
  if (site.state == InlineCache::State::Empty) {
    const Result<GlobalCell*> global = dict_cell(vm, code->globals, name);
    if (global.is_raised()) return false;
    const Result<GlobalCell*> builtin = dict_cell(vm, code->builtins.as<Dict>(), name);
    if (builtin.is_raised()) return false;
    site.state = InlineCache::State::Global;
    site.value = Value::from_cell(global.value());
    site.owner_bits = Value::from_cell(builtin.value()).bits();
    vm.barrier(code);
  }
  Value value = site.value.as<GlobalCell>()->value;
  if (value.is_empty()) value = Value::from_bits(site.owner_bits).as<GlobalCell>()->value;
  if (value.is_empty()) return raise_name_error(vm, name);
  R[pc->a] = value;
  return true;
}

bool op_StoreGlobal(Vm& vm, Value* R, Instruction* pc) {
  LinkedCode* code = vm.thread->frame->code;
  if (dict_set_str(vm, code->globals, name_at(vm, pc->b), R[pc->a]).is_raised()) return false;
  InlineCache& site = code->caches[extension(pc).d];
  if (site.state == InlineCache::State::Empty) {
    const Result<GlobalCell*> global = dict_cell(vm, code->globals, name_at(vm, pc->b));
    if (global.is_raised()) return false;
    site.state = InlineCache::State::Global;
    site.value = Value::from_cell(global.value());
    vm.barrier(code);
  }
  return true;
}

bool op_DeleteGlobal(Vm& vm, Value* R, Instruction* pc) {
  (void)R;
  Str* name = name_at(vm, pc->b);
  const Result<bool> deleted = dict_delete(vm, vm.thread->frame->code->globals, Value::from_cell(name));
  if (deleted.is_raised()) return false;
  return deleted.value() || raise_name_error(vm, name);
}

bool op_LoadName(Vm& vm, Value* R, Instruction* pc) {
  Str* name = name_at(vm, pc->b);
  Value found;
  if (!put(found, find_in_namespace(vm, name))) return false;
  if (found.is_not_found()) found = find_global(vm, name);
  if (found.is_not_found()) return raise_name_error(vm, name);
  R[pc->a] = found;
  return true;
}

bool op_StoreName(Vm& vm, Value* R, Instruction* pc) {
  Frame* frame = vm.thread->frame;
  Str* name = name_at(vm, pc->b);
  const Value space = frame->namespace_object;
  if (space.is_empty()) return !dict_set_str(vm, frame->code->globals, name, R[pc->a]).is_raised();
  if (vm.is_exact(space, TypeId::Dict)) return !dict_set_str(vm, space.as<Dict>(), name, R[pc->a]).is_raised();
  return !set_item(vm, space, Value::from_cell(name), R[pc->a]).is_raised();
}

bool op_DeleteName(Vm& vm, Value* R, Instruction* pc) {
  (void)R;
  Frame* frame = vm.thread->frame;
  Str* name = name_at(vm, pc->b);
  const Value space = frame->namespace_object;
  if (space.is_empty() || vm.is_exact(space, TypeId::Dict)) {
    const Result<bool> deleted = dict_delete(vm, space.is_empty() ? frame->code->globals : space.as<Dict>(), Value::from_cell(name));
    if (deleted.is_raised()) return false;
    return deleted.value() || raise_name_error(vm, name);
  }
  if (!delete_item(vm, space, Value::from_cell(name)).is_raised()) return true;
  return vm.catch_if(TypeId::KeyError) ? raise_name_error(vm, name) : false;
}

bool op_SetupAnnotations(Vm& vm, Value* R, Instruction* pc) {
  (void)R;
  (void)pc;
  Frame* frame = vm.thread->frame;
  Str* name = intern(vm, "__annotations__");
  Value found;
  if (!put(found, find_in_namespace(vm, name))) return false;
  if (!found.is_not_found()) return true;
  const Result<Dict*> annotations = new_dict(vm);
  if (annotations.is_raised()) return false;
  const Value space = frame->namespace_object;
  if (space.is_empty()) return !dict_set_str(vm, frame->code->globals, name, Value::from_cell(annotations.value())).is_raised();
  return !set_item(vm, space, Value::from_cell(name), Value::from_cell(annotations.value())).is_raised();
}

}  // namespace tauraro
