#pragma once
#include "object/runtime.h"

namespace tauraro {

/// Runs the innermost frame (whose continuation is Exit) and what it calls, until it returns or raises. Pops it.
Result<Value> interpret(Vm& vm, Frame* frame);
/// Goes on where compiled code has left: from the innermost frame, until `entry` (itself, or further out) returns or raises.
Result<Value> interpret_from(Vm& vm, Frame* entry);

}  // namespace tauraro
