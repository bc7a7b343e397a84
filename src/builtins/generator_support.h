#pragma once
#include "object/frame.h"
#include "object/operations.h"

namespace tauraro {

/// A native object with `value_count` empty values.
Result<NativeObject*> new_native_object(Vm& vm, TypeId id, std::size_t value_count);

// Attributes that generators, coroutines and async generators share.
Result<Value> get_generator_name(Vm& vm, Value self);
Result<void> set_generator_name(Vm& vm, Value self, Value value);
Result<Value> get_generator_qualname(Vm& vm, Value self);
Result<void> set_generator_qualname(Vm& vm, Value self, Value value);
Result<Value> get_generator_frame(Vm& vm, Value self);
Result<Value> get_generator_code(Vm& vm, Value self);
Result<Value> get_generator_running(Vm& vm, Value self);
Result<Value> get_generator_suspended(Vm& vm, Value self);
Result<Value> get_generator_delegate(Vm& vm, Value self);
Result<Value> get_coroutine_origin(Vm& vm, Value self);

/// anext(iterator, default)
Result<Value> new_anext_with_default(Vm& vm, Value awaitable, Value fallback);

}  // namespace tauraro
