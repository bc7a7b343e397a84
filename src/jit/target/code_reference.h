#pragma once
#include "object/function.h"

namespace tauraro::jit {

/// A code object that frame states of a unit name by number.
struct CodeReference {
  LinkedCode* code;
  Function* function;  ///< null for the outermost frame of a module
};

}  // namespace tauraro::jit
