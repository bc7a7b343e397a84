#pragma once

namespace tauraro {

class Vm;

/// Calls what atexit.register was given, the last first. What they raise is reported, not raised.
void run_exit_callbacks(Vm& vm);

}  // namespace tauraro
