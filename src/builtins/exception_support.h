#pragma once
#include "builtins/support.h"
#include "object/exception.h"
#include "object/exceptions.h"

namespace tauraro {

inline Exception* exception_of(Value self) { return self.as<Exception>(); }

inline bool is_exception(Value value) { return value.is(kind::Exception); }
/// A class that derives from BaseException.
bool is_exception_class(Vm& vm, Value value);

/// Sets args and the fields that every exception has.
Result<Value> base_exception_init(Vm& vm, Value self, std::span<const Value> arguments);
Result<Value> base_exception_text(Vm& vm, Value self);
/// (type, args) or (type, args, __dict__)
Result<Value> base_exception_reduce(Vm& vm, Value self);
/// The __dict__, or None when there is nothing in it.
Result<Value> exception_attributes(Vm& vm, Value self);

/// "NAME() takes no keyword arguments", by the type's own name.
Result<void> refuse_exception_keywords(Vm& vm, Value self, const Args& args);

template <int i>
Result<Value> get_extra(Vm&, Value self) { return none_if_empty(exception_of(self)->extra[i]); }
template <int i>
Result<void> set_extra(Vm& vm, Value self, Value value) {
  exception_of(self)->extra[i] = value;
  vm.barrier(self.as_cell());
  return {};
}
/// The row of an attribute that is a field.
template <int i>
constexpr NativeGetSet extra_field(const char* name, const char* doc = nullptr) {
  return {name, get_extra<i>, set_extra<i>, doc};
}

void define_os_errors(Vm& vm);
void define_syntax_errors(Vm& vm);
void define_unicode_errors(Vm& vm);
void define_exception_groups(Vm& vm);

}  // namespace tauraro
