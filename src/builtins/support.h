#pragma once
#include "vm/import.h"
#include <initializer_list>
#include <string_view>

#include "object/function.h"
#include "object/instance.h"
#include "object/int.h"
#include "object/operations.h"
#include "object/str.h"

namespace tauraro {

// Small conveniences of the method tables in this folder.

inline Value value_of(const Cell* cell) { return Value::from_cell(cell); }
inline Value type_value(Vm& vm, TypeId id) { return Value::from_cell(vm.type(id)); }
inline Value type_value_of(Vm& vm, Value object) { return Value::from_cell(vm.type_of(object)); }
inline Result<Value> str_value(Vm& vm, std::string_view utf8) { return Value::from_cell(TRY(new_str(vm, utf8))); }
inline Value interned(Vm& vm, std::string_view utf8) { return Value::from_cell(intern(vm, utf8)); }
inline Result<Value> tuple_value(Vm& vm, std::initializer_list<Value> items) {
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items.begin(), items.size()))));
}
inline Value none_if_empty(Value value) { return value.is_empty() ? Value::none() : value; }
inline Value empty_if_none(Value value) { return value.is_none() ? Value::empty() : value; }

/// Calls with what a native got as *args and **kwargs.
inline Result<Value> forward_call(Vm& vm, Value callee, std::span<const Value> arguments, Dict* keywords) {
  if (!keywords || keywords->count == 0) return vm.call(callee, arguments);
  return vm.call_spread(callee, TRY(new_tuple(vm, arguments)), keywords);
}

/// The first argument of a `__new__`: a type that is a subtype of `id`. Messages of CPython.
Result<Type*> checked_new_type(Vm& vm, Value first, TypeId id);

/// id(object): the address of a cell; of exact ints and floats something that goes by the value.
Result<Value> object_id(Vm& vm, Value object);
/// "0x7f..." as %p prints the identity.
std::string identity_text(Value object);

/// `name` as an attribute name: TypeError "attribute name must be string, not 'X'".
Result<Str*> attribute_name(Vm& vm, Value name);

/// getset's setter for what CPython declares as a read-only member.
Result<void> refuse_read_only(Vm& vm, Value self, Value value);

/// __module__ of a type, or empty.
Value type_module(Vm& vm, Type* type);
/// "module.qualname", without the module when it is builtins.
Result<std::string> qualified_type_name(Vm& vm, Type* type);
/// __text_signature__ of a table row's signature, as CPython shows it; None when it has none.
Result<Value> text_signature_value(Vm& vm, const char* signature);

}  // namespace tauraro
