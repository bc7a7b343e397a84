#pragma once
#include "bytecode/instruction.h"
#include "object/function.h"

namespace tauraro::jit {

/// A code object that frame states of a unit name by number.
struct CodeReference {
  LinkedCode* code;
  Function* function;  ///< null for the outermost frame of a module
};

/// Whether the bytecode has a call window among its registers, in which the frame of a Python callee begins.
inline bool is_call(Opcode op) { return op == Opcode::Call || op == Opcode::CallMethod || op == Opcode::CallSpread; }

}  // namespace tauraro::jit
