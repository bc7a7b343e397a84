#pragma once
#include "builtins/arguments.h"

namespace tauraro {

// What the initialize functions of native modules are made of.

inline Result<void> add_to_module(Vm& vm, Module* module, const char* name, Value value) {
  return dict_set_str(vm, module->dict, intern(vm, name), value);
}

/// The type of a spec, made at its first use in this VM.
inline Result<Type*> ensure_native_type(Vm& vm, const NativeTypeSpec& spec, CellKind kind, std::size_t size,
                                        TypeId base = TypeId::Object, std::uint32_t flags = kTypeSubclassable) {
  if (Type* made = vm.native_type(spec)) return made;
  return vm.make_native_type(spec, kind, size, base, flags);
}

/// Makes a type and adds it to the module under its own name.
inline Result<Type*> add_type(Vm& vm, Module* module, const NativeTypeSpec& spec, CellKind kind, std::size_t size,
                              TypeId base = TypeId::Object, std::uint32_t flags = kTypeSubclassable) {
  Type* type = TRY(ensure_native_type(vm, spec, kind, size, base, flags));
  TRY(dict_set_str(vm, module->dict, type->name.as<Str>(), Value::from_cell(type)));
  return type;
}

/// Bytes of a NativeObject with so many values.
constexpr std::size_t native_object_size(std::size_t value_count) { return sizeof(NativeObject) + value_count * sizeof(Value); }

/// An instance of a type whose size is native_object_size(value_count).
inline Result<NativeObject*> new_native_instance(Vm& vm, Type* type, std::uint64_t value_count) {
  NativeObject* object = TRY(vm.new_instance<NativeObject>(type));
  object->value_count = value_count;
  return object;
}

}  // namespace tauraro
