#pragma once
#include "cli/options.h"

namespace tauraro {

/// Does what the command line asks for; the process's exit code.
int run_command(const CommandLine& line);

}  // namespace tauraro
