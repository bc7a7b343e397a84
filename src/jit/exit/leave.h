#pragma once
#include <vector>

#include "jit/ir/exit_table.h"
#include "jit/target/code_reference.h"
#include "object/thread.h"

namespace tauraro::jit {

/// What leaving a unit needs to know of it. The driver's units derive from it.
struct UnitExits {
  ExitTable exits;
  std::vector<CodeReference> codes;
  /// Told of each exit that is taken, after the frames are rebuilt: counts, and gives up units whose assumptions fail.
  void (*taken)(UnitExits& unit, std::uint32_t exit, const ExitFrame& innermost) = nullptr;
};

/// What machine code calls at an exit: rebuilds the interpreter's frames; returns Value::kResumeBits. `unit` is a UnitExits.
std::uint64_t leave_compiled_code(Thread* thread, Value* window, std::uint32_t exit, SavedRegisters* saved, void* unit);

}  // namespace tauraro::jit
