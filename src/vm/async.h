#pragma once
#include "object/runtime.h"

namespace tauraro {

/// The iterator that `await source` drives; TypeError when it is not awaitable.
Result<Value> awaitable_iterator(Vm& vm, Value source);

}  // namespace tauraro
