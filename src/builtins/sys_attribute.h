#pragma once
#include "object/runtime.h"

namespace tauraro {

/// sys.NAME, or empty when there is none (or None).
Value sys_attribute(Vm& vm, const char* name);

}  // namespace tauraro
