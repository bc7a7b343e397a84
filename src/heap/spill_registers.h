#pragma once

namespace tauraro {

/// Pushes all callee-saved registers and calls function(context, stack_top): everything that the callers keep in
/// registers then lies at or above stack_top. (setjmp would do, but glibc scrambles some of what it saves.)
extern "C" void tauraro_heap_spill_and_call(void (*function)(void* context, const void* stack_top), void* context);

inline void spill_registers_and_call(void (*function)(void* context, const void* stack_top), void* context) {
  tauraro_heap_spill_and_call(function, context);
}

}  // namespace tauraro
