#pragma once
#include <string>
#include <vector>

#include "jit/build/unit.h"
#include "jit/lower/backend.h"

namespace tauraro::jit {

class Driver;

/// A piece of machine code and what belongs to it. Owned by the driver; freed when dead and no activation runs in it.
struct Unit {
  Driver* driver = nullptr;
  LinkedCode* code = nullptr;
  bool is_loop = false;
  std::uint32_t header = 0;
  bool valid = true;
  CompiledCode machine;
  std::vector<CodeReference> codes;
  Assumptions assumptions;
  std::vector<std::uint32_t> exit_counts;  ///< by exit
  std::uint32_t speculation_failures = 0;  ///< exits by a failed assumption
  std::uint64_t entries = 0;
  std::uint32_t nodes = 0, bytecodes = 0, inlined_calls = 0;
  std::uint64_t nanoseconds = 0;           ///< spent compiling
};

/// What machine code calls at an exit: rebuilds the interpreter's frames; returns Value::kResumeBits.
std::uint64_t leave_compiled_code(Thread* thread, Value* window, std::uint32_t exit, SavedRegisters* saved, void* unit);

}  // namespace tauraro::jit
