#pragma once
#include "bytecode/code_unit.h"

namespace tauraro {

/// The code of a module, for running with locals that are not the globals: its own names are those of the frame's namespace object
/// (LoadName for LoadGlobal, and so on), as if it had been compiled for that. Units of another kind come back as they are.
CodeUnitPtr with_separate_namespace(const CodeUnitPtr& unit);

}  // namespace tauraro
