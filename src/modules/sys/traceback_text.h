#pragma once
#include <string>

#include "object/exception.h"
#include "object/runtime.h"

namespace tauraro {

/// What sys.excepthook prints for an exception: its chain, groups, tracebacks with source lines and carets, notes. Never leaves an exception
/// pending.
std::string exception_text(Vm& vm, Value exception);
/// The same with another traceback than the exception's own (empty: none).
std::string exception_text(Vm& vm, Value exception, Value traceback);
/// The entries of a traceback alone, with its heading.
std::string traceback_text(Vm& vm, Value traceback);

}  // namespace tauraro
