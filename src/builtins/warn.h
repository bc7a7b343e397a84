#pragma once
#include <string_view>

#include "object/runtime.h"

namespace tauraro {

/// warnings.warn(message, category), as C code of CPython does it. Raises when a filter makes the warning an error.
Result<void> warn(Vm& vm, TypeId category, std::string_view message, int stack_level = 1);

}  // namespace tauraro
