#pragma once
#include "object/runtime.h"

namespace tauraro {

/// First free word above the innermost frame.
inline Value* stack_top(const Thread& thread) {
  return thread.frame ? thread.frame->window() + thread.frame->window_size : thread.stack_begin;
}

/// Brings the arguments of a call into the order of the callee's parameters, in its window: `count` values from window[0], the last
/// `names->length` of them keyword values. Fills defaults, *args and **kwargs. TypeError as CPython's.
Result<void> bind_arguments(Vm& vm, Function* function, Value* window, std::uint32_t count, Tuple* names);

/// Builds the header of a new innermost frame directly below `window`, whose parameters are in place, and empties the other
/// locals. RecursionError when the depth or the register stack is exhausted.
Result<Frame*> push_frame(Vm& vm, LinkedCode* code, Function* function, Value* window, Continuation continuation, std::uint16_t return_register);
void pop_frame(Vm& vm);

/// Calls a Python function from C++: a nested interpreter.
Result<Value> call_function(Vm& vm, Function* function, std::span<const Value> arguments, Tuple* names, std::span<const Value> keyword_values);
/// Runs module, class or exec code with a namespace.
Result<Value> run_code(Vm& vm, LinkedCode* code, Function* function, Value namespace_object);

/// type(...): __new__ and __init__.
Result<Value> call_type(Vm& vm, Type* type, std::span<const Value> arguments, Tuple* names, std::span<const Value> keyword_values);

/// "f()" as CPython's messages name a callee for bad keywords and spreads.
std::string callee_text(Vm& vm, Value callee);

}  // namespace tauraro
