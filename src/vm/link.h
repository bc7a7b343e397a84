#pragma once
#include "bytecode/code_unit.h"
#include "bytecode/liveness.h"
#include "object/function.h"
#include "object/runtime.h"

namespace tauraro {

/// types.CodeType of a code unit: names, constants and nested code as objects of this VM.
Result<Code*> new_code(Vm& vm, CodeUnitPtr unit);
/// The code bound to a globals dict (turned to cell mode): instructions with feedback and inline caches. The same for the same pair.
Result<LinkedCode*> link_code(Vm& vm, Code* code, Dict* globals);
/// Which registers are live where; computed at the first request.
const Liveness& liveness_of(LinkedCode* code);
/// A function without defaults and closure.
Result<Function*> new_function(Vm& vm, LinkedCode* code, Value qualname);
Result<Value> materialize_constant(Vm& vm, const Constant& constant);

}  // namespace tauraro
