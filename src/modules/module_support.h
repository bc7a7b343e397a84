#pragma once
#include <string_view>

#include "object/function.h"
#include "object/int.h"
#include "object/operations.h"
#include "object/runtime.h"
#include "object/str.h"

namespace tauraro {

// What the native modules' initialization shares.

inline Result<void> set_module_value(Vm& vm, Module* module, std::string_view name, Value value) {
  return dict_set_str(vm, module->dict, intern(vm, name), value);
}
inline Result<void> set_module_int(Vm& vm, Module* module, std::string_view name, std::int64_t number) {
  return set_module_value(vm, module, name, TRY(new_int(vm, number)));
}
inline Result<void> set_module_text(Vm& vm, Module* module, std::string_view name, std::string_view text) {
  return set_module_value(vm, module, name, Value::from_cell(TRY(new_str(vm, text))));
}

/// __import__(name): a module of the top level.
inline Result<Value> import_top_module(Vm& vm, std::string_view name) {
  const Value import = dict_get_str(vm, vm.builtins, intern(vm, "__import__"));
  if (import.is_not_found()) return vm.raise(TypeId::ImportError, "__import__ not found");
  return vm.call(import, {Value::from_cell(intern(vm, name))});
}

/// An exception class of a module; \param name with the module: "struct.error"
inline Result<Type*> make_exception_type(Vm& vm, const NativeTypeSpec& spec, TypeId base) {
  return vm.make_native_type(spec, kind::Exception, sizeof(Exception), base);
}
/// Raises type(message).
inline Raised raise_of_type(Vm& vm, Type* type, std::string_view message) {
  const Result<Str*> text = new_str(vm, message);
  if (text.is_raised()) return Raised{};
  const Result<Value> exception = vm.call(Value::from_cell(type), {Value::from_cell(text.value())});
  if (exception.is_raised()) return Raised{};
  return vm.raise_object(exception.value());
}

/// A tuple of these items.
inline Result<Value> new_tuple_of(Vm& vm, std::initializer_list<Value> items) {
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items.begin(), items.size()))));
}

}  // namespace tauraro
