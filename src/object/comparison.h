#pragma once
#include "object/runtime.h"

namespace tauraro {

/// Calls a comparison's method as the type has it. One that cannot be had from its descriptor counts as not implemented, whatever was
/// raised.
Result<Value> call_comparison(Vm& vm, Value method, Value self, Value argument);

}  // namespace tauraro
