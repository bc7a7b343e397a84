#pragma once
#include <string>
#include <vector>

#include "jit/build/unit.h"
#include "jit/exit/leave.h"
#include "jit/lower/backend.h"

namespace tauraro::jit {

class Driver;

/// A piece of machine code and what belongs to it. Owned by the driver.
struct Unit : UnitExits {
  Driver* driver = nullptr;
  LinkedCode* code = nullptr;
  bool is_loop = false;
  bool is_resume = false;   ///< what follows a suspension, up to the next
  std::uint32_t header = 0;
  bool valid = true;
  CompiledCode machine;
  Assumptions assumptions;
  std::uint32_t bytecodes = 0, nodes = 0, inlined_calls = 0;
  std::uint64_t nanoseconds = 0;  ///< spent compiling
};

}  // namespace tauraro::jit
