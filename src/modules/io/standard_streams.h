#pragma once
#include "object/runtime.h"

namespace tauraro {

/// Makes sys.stdin, sys.stdout and sys.stderr (and their __names__) of the descriptors 0 to 2; None for those that are closed.
Result<void> install_standard_streams(Vm& vm);

}  // namespace tauraro
