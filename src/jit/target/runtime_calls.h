#pragma once
#include "bytecode/instruction.h"
#include "jit/ir/runtime_call.h"

namespace tauraro::jit {

/// Numbers of the C++ functions that compiled code calls (rows of runtime_calls()).
enum class Runtime : std::uint32_t {
  BinaryOp,     ///< (pc, left, right) -> Value: the arithmetic opcode at pc
  CompareOp,    ///< (pc, op, left, right) -> Value
  Truth,        ///< (value) -> Bool value
  CallAny,      ///< (window, pc) -> Value: the Call or CallMethod at pc, arguments in memory
  CallFunction, ///< (callee window, function, count) -> Value: a Python function, as many arguments as parameters
  NewInstanceCall,  ///< (callee window, type, count) -> Value: a plain class with a Python __init__
  UnsupportedOperator,  ///< (pc, left, right) -> raises: the operator's method has given NotImplemented
  Next,         ///< (iterator) -> Value: the next item, or the word of Value::done()
  StrCharAt,    ///< (str, index) -> Value; the index is in range
  ListAppend,   ///< (list, value) -> 0 when it raised
  DoublePow,    ///< (double, double) -> double: pow()
  DoubleMod,    ///< the same of Python's a % b, b != 0
  DoubleFloorDiv,  ///< a // b, b != 0
  StrCompare,   ///< (op, str, str) -> Bool value
  CallNative,   ///< (pc, arguments, native function, count) -> Value: positional arguments in memory, self included
  CallDirect,   ///< (pc, arguments, NativeCall, count) -> Value: as many arguments as parameters, checked already
  Raise,        ///< (window, pc) -> 0: the Raise at pc, registers in memory
  ToHandler,    ///< (outermost window) -> 0 when the program is stopped: tracebacks of the frames, and inlined ones end
  ExceptionMatches,  ///< (pc, exception, classes) -> Bool value
  SameObject,   ///< (left, right) -> Bool value: `is`
  MakeGenerator,  ///< (pc) -> Value: the MakeGenerator at pc, registers in memory
  Suspend,      ///< (pc): the Yield at pc, registers in memory
  SuspendSaved, ///< (pc): the same, registers in the generator
  FinishGenerator,  ///< (generator): it has returned to a loop that it was inlined into
  Send,         ///< (window, pc) -> 1: yielded, 2: returned, 0: raised. The Send at pc, registers in memory
  DictLiveRow,  ///< (dict, row) -> the first live row from there on, or one beyond the last
  SetLiveSlot,  ///< (set, slot) -> the first live slot from there on, or -1
  DictGet,      ///< (container, key) -> Value: not_found when there is none, 0 when it cannot tell (object/quick_lookup.h)
  DictSet,      ///< (container, key, value) -> 1; 2: it cannot tell; 0: raised
  SetAdd,       ///< (container, key) -> the same
  Contains,     ///< (container, key) -> 1, 0; 2: it cannot tell
  Slice,        ///< (container, start, stop) -> Value, or not_found when it cannot tell
  ListPop,      ///< (list) -> Value: its last item, which there is
  Count
};

/// The row of an out-of-line opcode: (window, pc) -> 0 when it raised. Registers are read and written in memory.
/// Runtime::Count when the opcode has none.
std::uint32_t out_of_line_call(Opcode opcode);
RuntimeCallTable runtime_calls();

}  // namespace tauraro::jit
