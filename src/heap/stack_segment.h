#pragma once
#include <cstdint>

namespace tauraro {

/// A stretch of native stack that may name cells: from `base` (its highest address, where the VM was entered) down to
/// the running function, or to `top` while the stack is suspended. Lives in the frame of the VM's entry function.
///
/// Of several active segments on the running stack the outermost is enough. A thread that gives up the VM's lock, and a
/// host that is about to enter the VM on another stack (a fiber), suspends its segment first.
struct StackSegment {
  const void* base = nullptr;
  const void* top = nullptr;  ///< null: active, on the running stack
  std::uintptr_t registers[16] = {};  ///< callee-saved registers of a suspended segment
  StackSegment* previous = nullptr;
  StackSegment* next = nullptr;
};

}  // namespace tauraro
