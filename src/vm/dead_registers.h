#pragma once

namespace tauraro {

class Vm;

/// Empties what the running thread's frames hold in registers that nothing will read (temporaries, and what calls that are over have
/// left above the innermost frame), so that a collection that a program asks for finds dead what the program has let go.
/// \pre called by a native function that the innermost frame has called
void clear_dead_registers(Vm& vm);

}  // namespace tauraro
