// Out-of-line opcodes: imports.
#include "object/instance.h"
#include "object/operations.h"
#include "vm/frame_object.h"
#include "vm/import.h"
#include "vm/out_of_line.h"
#include "vm/services.h"

namespace tauraro {
namespace {

Str* name_at(Vm& vm, std::uint32_t index) { return vm.thread->frame->code->names[index].as<Str>(); }

Result<Value> import_opcode(Vm& vm, Str* name, Value level, Value from_list) {
  Frame* frame = vm.thread->frame;
  const Value function = dict_get_str(vm, frame->code->builtins.as<Dict>(), intern(vm, "__import__"));
  if (function.is_not_found()) return vm.raise(TypeId::ImportError, "__import__ not found");
  const Value globals = Value::from_cell(frame->code->globals);
  if (function == vm.services->import_function) return import_name(vm, name, globals, from_list, level.as_int());
  const Value locals = frame->code->flags & CodeUnit::NewLocals || frame->namespace_object.is_empty() ? Value::none() : frame->namespace_object;
  return vm.call(function, {Value::from_cell(name), globals, locals, from_list, level});
}

Result<Value> import_attribute(Vm& vm, Value module, Str* name) {
  const Value found = TRY(find_attr(vm, module, name));
  if (!found.is_not_found()) return found;
  const Value module_name = TRY(find_attr(vm, module, intern(vm, "__name__")));
  if (module_name.is(kind::Str)) {
    Str* full = intern(vm, text_of(vm, module_name) + "." + to_utf8(vm, name));
    const Value submodule = dict_get_str(vm, vm.modules, full);
    if (!submodule.is_not_found()) return submodule;
  }
  const std::string shown_name = module_name.is(kind::Str) ? text_of(vm, module_name) : "<unknown module name>";
  const Value file = module.is(kind::Module) ? dict_get_str(vm, module.as<Module>()->dict, intern(vm, "__file__")) : Value::not_found();
  const bool partial = TRY(is_initializing(vm, module));
  std::string message = concat("cannot import name '", to_utf8(vm, name), "' from ", partial ? "partially initialized module " : "", "'", shown_name, "'",
                               partial ? " (most likely due to a circular import)" : "");
  message += file.is(kind::Str) ? " (" + text_of(vm, file) + ")" : " (unknown location)";
  (void)vm.raise(TypeId::ImportError, message);
  if (vm.thread->pending.is(kind::Exception)) {
    Exception* error = vm.thread->pending.as<Exception>();
    error->extra[1] = module_name.is_not_found() ? Value::none() : module_name;
    error->extra[2] = file.is(kind::Str) ? file : Value::none();
    vm.barrier(error);
  }
  return Raised{};
}

Result<void> store_imported(Vm& vm, Str* name, Value value) {
  Frame* frame = vm.thread->frame;
  const Value space = frame->namespace_object;
  if (space.is_empty()) return dict_set_str(vm, frame->code->globals, name, value);
  return set_item(vm, space, Value::from_cell(name), value);
}

Result<void> import_star(Vm& vm, Value module) {
  Value names = TRY(find_attr(vm, module, intern(vm, "__all__")));
  const bool has_all = !names.is_not_found();
  if (!has_all) {
    const Value space = TRY(find_attr(vm, module, intern(vm, "__dict__")));
    if (!space.is(kind::Dict)) return vm.raise(TypeId::ImportError, "from-import-* object has no __dict__ and no __all__");
    Dict* dict = space.as<Dict>();
    List* keys = TRY(new_list(vm));
    std::uint32_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value)) TRY(list_append(vm, keys, key));
    names = Value::from_cell(keys);
  }
  return for_each(vm, names, [&](Value name) -> Result<bool> {
    if (!name.is(kind::Str)) {
      const Value module_name = TRY(find_attr(vm, module, intern(vm, "__name__")));
      return vm.raise_error(TypeId::TypeError, has_all ? "Item in " : "Key in ", text_of(vm, module_name), has_all ? ".__all__" : ".__dict__", " must be str, not ", type_name(vm, name));
    }
    Str* text = intern(vm, name.as<Str>());
    if (!has_all && text->length && view(vm, text)[0] == '_') return true;
    TRY(store_imported(vm, text, TRY(get_attr(vm, module, text))));
    return true;
  });
}

}  // namespace

bool op_ImportName(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], import_opcode(vm, name_at(vm, pc->c), R[pc->b], R[pc->b + 1])); }
bool op_ImportFrom(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], import_attribute(vm, R[pc->b], name_at(vm, pc->c))); }
bool op_ImportStar(Vm& vm, Value* R, Instruction* pc) { return !import_star(vm, R[pc->a]).is_raised(); }

}  // namespace tauraro
