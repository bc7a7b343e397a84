// Modules, and None, NotImplemented, Ellipsis.
#include "builtins/support.h"
#include "vm/import.h"
#include "vm/services.h"

namespace tauraro {
namespace {

// ---- module ----

Module* module_of(Value self) { return self.as<Module>(); }

Result<Value> module_new(Vm& vm, const Args& args) {
  Module* module = TRY(vm.new_instance<Module>(TRY(checked_new_type(vm, args[0], TypeId::Module))));
  module->dict = TRY(new_dict(vm));
  vm.barrier(module);
  TRY(dict_use_cells(vm, module->dict));
  return value_of(module);
}

Result<Value> module_init(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "module() argument 'name' must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  Dict* dict = module_of(args[0])->dict;
  TRY(dict_set_str(vm, dict, intern(vm, "__name__"), args[1]));
  TRY(dict_set_str(vm, dict, intern(vm, "__doc__"), args[2]));
  for (const char* name : {"__package__", "__loader__", "__spec__"}) TRY(dict_set_str(vm, dict, intern(vm, name), Value::none()));
  return Value::none();
}

Value entry(Vm& vm, Dict* dict, const char* name) { return dict_get_str(vm, dict, intern(vm, name)); }

/// A native module, or a program that is in no file.
bool is_native_module(Vm& vm, Value name) {
  if (!name.is(kind::Str)) return false;
  const std::string text = text_of(vm, name);
  if (text == "__main__") return true;
  for (const NativeModuleSpec* spec : vm.services->native_modules)
    if (text == spec->name) return true;
  return false;
}

/// As importlib._bootstrap._module_repr.
Result<Value> module_repr(Vm& vm, const Args& args) {
  Dict* dict = module_of(args[0])->dict;
  const Value spec = entry(vm, dict, "__spec__");
  const Value name = entry(vm, dict, "__name__");
  const std::string shown_name = name.is_not_found() ? "'?'" : TRY(repr_text(vm, name));
  if (!spec.is_not_found() && !spec.is_none()) {
    const Value spec_name = TRY(find_attr(vm, spec, "name"));
    const std::string text = spec_name.is_not_found() || spec_name.is_none() ? std::string("'?'") : TRY(repr_text(vm, spec_name));
    const Value origin = TRY(find_attr(vm, spec, "origin"));
    const Value has_location = TRY(find_attr(vm, spec, "has_location"));
    if (origin.is_not_found() || origin.is_none()) {
      const Value loader = TRY(find_attr(vm, spec, "loader"));
      if (loader.is_not_found() || loader.is_none()) return str_value(vm, concat("<module ", text, ">"));
      return str_value(vm, concat("<module ", text, " (", TRY(repr_text(vm, loader)), ")>"));
    }
    if (!has_location.is_not_found() && TRY(truth(vm, has_location))) return str_value(vm, concat("<module ", text, " from ", TRY(repr_text(vm, origin)), ">"));
    return str_value(vm, concat("<module ", text, " (", text_of(vm, TRY(to_str(vm, origin))), ")>"));
  }
  const Value file = entry(vm, dict, "__file__");
  if (!file.is_not_found()) return str_value(vm, concat("<module ", shown_name, " from ", TRY(repr_text(vm, file)), ">"));
  const Value loader = entry(vm, dict, "__loader__");
  if (!loader.is_not_found() && !loader.is_none()) return str_value(vm, concat("<module ", shown_name, " (", TRY(repr_text(vm, loader)), ")>"));
  return str_value(vm, concat("<module ", shown_name, is_native_module(vm, name) ? " (built-in)>" : ">"));
}

Result<Value> module_dir(Vm& vm, const Args& args) {
  const Value dict = TRY(get_attr(vm, args[0], "__dict__"));
  if (!dict.is(kind::Dict)) return vm.raise(TypeId::TypeError, "<module>.__dict__ is not a dictionary");
  const Value hook = entry(vm, dict.as<Dict>(), "__dir__");
  if (!hook.is_not_found()) return vm.call(hook, {});
  return value_of(TRY(list_from(vm, dict)));
}

Result<Value> module_getattribute(Vm& vm, const Args& args) { return generic_get_attr(vm, args[0], TRY(attribute_name(vm, args[1]))); }

Result<Value> get_dict(Vm&, Value self) { return value_of(module_of(self)->dict); }

Result<Value> get_annotations(Vm& vm, Value self) {
  Dict* dict = module_of(self)->dict;
  const Value known = entry(vm, dict, "__annotations__");
  if (!known.is_not_found()) return known;
  const Value made = value_of(TRY(new_dict(vm)));
  TRY(dict_set_str(vm, dict, intern(vm, "__annotations__"), made));
  return made;
}
Result<void> set_annotations(Vm& vm, Value self, Value value) {
  Dict* dict = module_of(self)->dict;
  Str* name = intern(vm, "__annotations__");
  if (!value.is_empty()) return dict_set_str(vm, dict, name, value);
  if (!TRY(dict_delete(vm, dict, value_of(name)))) return vm.raise(TypeId::AttributeError, "__annotations__");
  return {};
}

constexpr NativeMethod kModuleMethods[] = {
    {"__new__", module_new, "($type, /, *args, **kwargs)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", module_init, "($self, /, name, doc=None)", NativeMethod::Plain, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__", module_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__dir__", module_dir, "($self, /)", NativeMethod::Plain, "__dir__() -> list\nspecialized dir() implementation"},
    {"__getattribute__", module_getattribute, "($self, name, /)", NativeMethod::Plain, "Return getattr(self, name)."},
};
constexpr NativeGetSet kModuleGetSets[] = {
    {"__dict__", get_dict, refuse_read_only}, {"__annotations__", get_annotations, set_annotations},
};

// ---- None, NotImplemented, Ellipsis ----

Result<Value> no_arguments(Vm& vm, const Args& args, const char* name) {
  if (args.rest_count || (args.keywords && args.keywords->count)) return vm.raise_error(TypeId::TypeError, name, " takes no arguments");
  return Value::none();
}

Result<Value> none_new(Vm& vm, const Args& args) { return no_arguments(vm, args, "NoneType"); }
Result<Value> none_repr(Vm& vm, const Args&) { return interned(vm, "None"); }
Result<Value> none_bool(Vm&, const Args&) { return Value::from_bool(false); }
Result<Value> none_hash(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(identity_hash(args[0]))); }

Result<Value> not_implemented_new(Vm& vm, const Args& args) {
  (void)TRY(no_arguments(vm, args, "NotImplementedType"));
  return Value::not_implemented();
}
Result<Value> not_implemented_repr(Vm& vm, const Args&) { return interned(vm, "NotImplemented"); }
Result<Value> not_implemented_bool(Vm& vm, const Args&) {
  const Value warnings = TRY(import_module(vm, "_warnings"));
  (void)TRY(vm.call_method(warnings, "warn", {TRY(str_value(vm, "NotImplemented should not be used in a boolean context")), type_value(vm, TypeId::DeprecationWarning), Value::from_int(1)}));
  return Value::from_bool(true);
}

Result<Value> ellipsis_new(Vm& vm, const Args& args) {
  (void)TRY(no_arguments(vm, args, "EllipsisType"));
  return Value::ellipsis();
}
Result<Value> ellipsis_repr(Vm& vm, const Args&) { return interned(vm, "Ellipsis"); }

constexpr const char* kNewDoc = "Create and return a new object.  See help(type) for accurate signature.";

constexpr NativeMethod kNoneMethods[] = {
    {"__new__", none_new, "($type, /, *args, **kwargs)", NativeMethod::Static, kNewDoc},
    {"__repr__", none_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__bool__", none_bool, "($self, /)", NativeMethod::Plain, "True if self else False"},
    {"__hash__", none_hash, "($self, /)", NativeMethod::Plain, "Return hash(self)."},
};
constexpr NativeMethod kNotImplementedMethods[] = {
    {"__new__", not_implemented_new, "($type, /, *args, **kwargs)", NativeMethod::Static, kNewDoc},
    {"__repr__", not_implemented_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__bool__", not_implemented_bool, "($self, /)", NativeMethod::Plain, "True if self else False"},
    {"__reduce__", not_implemented_repr, "($self, /)"},
};
constexpr NativeMethod kEllipsisMethods[] = {
    {"__new__", ellipsis_new, "($type, /, *args, **kwargs)", NativeMethod::Static, kNewDoc},
    {"__repr__", ellipsis_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__reduce__", ellipsis_repr, "($self, /)"},
};

}  // namespace

void define_module_type(Vm& vm) {
  vm.define_methods(TypeId::Module, kModuleMethods, kModuleGetSets,
                    "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.");
  vm.define_methods(TypeId::NoneType, kNoneMethods);
  vm.define_methods(TypeId::NotImplementedType, kNotImplementedMethods);
  vm.define_methods(TypeId::EllipsisType, kEllipsisMethods);
}

}  // namespace tauraro
