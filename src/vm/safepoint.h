#pragma once
#include "object/runtime.h"

namespace tauraro {

/// The slow path of a safepoint: limits, signals, finalizers, thread switches. Raised: a stop, or what a signal handler raised.
Result<void> run_safepoint(Vm& vm);

}  // namespace tauraro
