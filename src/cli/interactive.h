#pragma once

namespace tauraro {

class Vm;

/// Reads statements from standard input, runs each, shows values; until its end or SystemExit. The exit code.
int run_interactive(Vm& vm);

}  // namespace tauraro
