#pragma once
#include <string>

#include "cli/options.h"

namespace tauraro {

/// What the PYTHON... variables ask for, where the command line has not said otherwise (-E and -I: nothing), and what follows from
/// the settings: the hash key, the search path. False after saying what is wrong.
bool apply_environment(CommandLine* line);

}  // namespace tauraro
