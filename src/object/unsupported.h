#pragma once
#include "object/operations.h"

namespace tauraro {

/// The TypeError of an operator whose methods have all given NotImplemented.
Result<Value> raise_unsupported_operands(Vm& vm, BinaryOp op, bool inplace, Value left, Value right);

}  // namespace tauraro
