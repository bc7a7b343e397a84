// The module _weakref.
#include "modules/native_module.h"
#include "object/weak_reference.h"

namespace tauraro {

namespace {

Result<Value> proxy(Vm& vm, const Args& args) {
  const TypeId type = is_callable(vm, args[0]) ? TypeId::WeakCallableProxy : TypeId::WeakProxy;
  if (args[1].is_none()) return Value::from_cell(TRY(plain_weak_reference(vm, args[0], type)));
  return Value::from_cell(TRY(new_weak_reference(vm, vm.type(type), args[0], args[1])));
}

Result<Value> getweakrefs(Vm& vm, const Args& args) { return Value::from_cell(TRY(weak_references_to(vm, args[0]))); }
Result<Value> getweakrefcount(Vm& vm, const Args& args) {
  return Value::from_int(static_cast<std::int64_t>(TRY(weak_references_to(vm, args[0]))->length));
}

/// Deletes dct[key] when it is a reference to an object that is gone.
Result<Value> remove_dead_weakref(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Dict)) return vm.raise(TypeId::TypeError, "bad argument type for built-in operation");
  const Value value = TRY(dict_get(vm, args[0].as<Dict>(), args[1]));
  if (value.is_not_found()) return Value::none();
  if (!value.is(kind::WeakReference)) return vm.raise(TypeId::TypeError, "not a weakref");
  if (weak_target(value.as<WeakReference>()).is_empty()) TRY(dict_delete(vm, args[0].as<Dict>(), args[1]));
  return Value::none();
}

constexpr NativeMethod kFunctions[] = {
    {"proxy", proxy, "(object, callback=None, /)"},
    {"getweakrefs", getweakrefs, "(object, /)"},
    {"getweakrefcount", getweakrefcount, "(object, /)"},
    {"_remove_dead_weakref", remove_dead_weakref, "(dct, key, /)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  TRY(add_to_module(vm, module, "ref", Value::from_cell(vm.type(TypeId::WeakReference))));
  TRY(add_to_module(vm, module, "ReferenceType", Value::from_cell(vm.type(TypeId::WeakReference))));
  TRY(add_to_module(vm, module, "ProxyType", Value::from_cell(vm.type(TypeId::WeakProxy))));
  return add_to_module(vm, module, "CallableProxyType", Value::from_cell(vm.type(TypeId::WeakCallableProxy)));
}

constexpr NativeModuleSpec kSpec{"_weakref", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& weakref_module() { return kSpec; }

}  // namespace tauraro
