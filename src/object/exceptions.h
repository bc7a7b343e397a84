#pragma once
#include "object/exception.h"
#include "object/runtime.h"

namespace tauraro {

/// An instance made without running __init__. `type` is a subtype of BaseException.
Result<Exception*> new_exception(Vm& vm, Type* type, Tuple* arguments);
/// The subclass of OSError for an errno.
TypeId os_error_type(int error_number);

/// MemoryErrors from a heap limit after which the host stops a program that keeps catching them.
inline constexpr std::uint32_t kMaxMemoryErrors = 1000;

}  // namespace tauraro
