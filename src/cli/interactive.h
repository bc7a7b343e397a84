#pragma once

namespace tauraro {

class Vm;

/// Reads statements from standard input, runs each in __main__, shows values; until its end or SystemExit. The exit code.
/// `greets`: begins with the version, and runs the PYTHONSTARTUP file.
int run_interactive(Vm& vm, bool greets);

}  // namespace tauraro
