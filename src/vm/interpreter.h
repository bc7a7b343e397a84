#pragma once
#include "object/runtime.h"

namespace tauraro {

/// Runs the innermost frame (whose continuation is Exit) and what it calls, until it returns or raises. Pops it.
Result<Value> interpret(Vm& vm, Frame* frame);

}  // namespace tauraro
