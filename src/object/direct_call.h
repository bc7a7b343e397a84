#pragma once
#include <span>

#include "object/function.h"
#include "object/operations.h"
#include "object/signature.h"

namespace tauraro {

/// Whether a call of a builtin function or method with so many arguments needs no binding: they are its parameters as they are.
inline bool needs_no_binding(Vm& vm, Value callee, std::span<const Value> arguments) {
  if (!callee.is(kind::NativeFunction)) return false;
  const auto* function = callee.as<NativeFunction>();
  const Signature& signature = *function->signature;
  if (!signature.only_positional || signature.positional != arguments.size() || takes_bound_self(function)) return false;
  if (function->owner.is_empty() || !signature.self) return true;
  return function->shape != builtin_shape(TypeId::ClassMethodDescriptor) && is_instance(vm, arguments[0], function->owner.as<Type>());
}

/// What vm.call(callee, arguments) does, with a short way to builtin functions: for natives that call the same function again and
/// again. The arguments are the callee's to change.
inline Result<Value> call_repeatedly(Vm& vm, Value callee, std::span<Value> arguments) {
  if (!needs_no_binding(vm, callee, arguments)) return vm.call(callee, arguments);
  TRY(vm.check_native_space(" while calling a Python object"));
  return callee.as<NativeFunction>()->definition->call(vm, Args{arguments.data(), static_cast<std::uint32_t>(arguments.size()), 0, nullptr, nullptr});
}
inline Result<Value> call_repeatedly(Vm& vm, Value callee, Value argument) { return call_repeatedly(vm, callee, std::span<Value>(&argument, 1)); }

}  // namespace tauraro
