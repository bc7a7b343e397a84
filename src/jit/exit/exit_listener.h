#pragma once
#include "jit/exit/compiled_unit.h"

namespace tauraro::jit {

/// Told of each exit that is taken, after the frames are rebuilt: counts, and gives up units whose assumptions fail (jit/driver).
void note_exit(Unit& unit, std::uint32_t exit, const ExitFrame& innermost);

}  // namespace tauraro::jit
