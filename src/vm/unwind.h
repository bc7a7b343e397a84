#pragma once
#include "object/frame.h"
#include "object/runtime.h"

namespace tauraro {

/// Finds the handler of the pending exception, from the innermost frame outwards, down to `entry` (the frame with which the
/// interpreter was entered). The handler's frame is innermost then, its pc the handler's. Null: no handler; `entry` is popped.
/// A stop (the host's limits) has no handlers.
Frame* unwind(Vm& vm, Frame* entry);
/// The same without a traceback entry for the innermost frame.
Frame* unwind_reraised(Vm& vm, Frame* entry);

}  // namespace tauraro
