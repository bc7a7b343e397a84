#pragma once
#include "bytecode/instruction.h"
#include "object/runtime.h"

namespace tauraro {

/// Opcodes whose work is done out of the interpreter's loop. Each does all that the opcode does on the registers of the
/// innermost frame, except moving on: false when it raised. Compiled code calls them too, for opcodes that it does not specialize.
/// The frame's pc must be current.
#define TAURARO_OUT_OF_LINE_OPCODES(OP)                                                                                  \
  OP(CheckBound) OP(DeleteLocal) OP(MakeCell) OP(LoadCell) OP(DeleteCell) OP(LoadClassCell)                              \
  OP(LoadGlobal) OP(StoreGlobal) OP(DeleteGlobal) OP(LoadName) OP(StoreName) OP(DeleteName) OP(SetupAnnotations)         \
  OP(BuildList) OP(BuildTuple) OP(BuildSet) OP(BuildDict) OP(BuildSlice) OP(BuildString) OP(FormatValue) OP(ListAppend)  \
  OP(SetAdd) OP(DictSet) OP(ListExtend) OP(SetUpdate) OP(DictUpdate) OP(DictMerge) OP(ListToTuple) OP(UnpackSequence)     \
  OP(UnpackStar) OP(GetItem) OP(GetItemImm) OP(SetItem) OP(DelItem) OP(LoadAttr) OP(StoreAttr) OP(DelAttr) OP(LoadMethod) \
  OP(GetIter) OP(RangePrepare) OP(MakeFunction) OP(LoadBuildClass) OP(GetYieldFromIter) OP(GetAwaitable) OP(GetAiter)    \
  OP(GetAnext) OP(EndAsyncFor) OP(AsyncGenWrap) OP(MatchStar) OP(PrepareReraiseStar) OP(LoadAssertionError)              \
  OP(BeforeWith) OP(BeforeAsyncWith) OP(CallExit) OP(ImportName) OP(ImportFrom) OP(ImportStar) OP(MatchSequence)         \
  OP(MatchMapping) OP(GetLength) OP(MatchKeys) OP(MatchClass) OP(CopyWithoutKeys) OP(PrintExpression) OP(In) OP(NotIn)   \
  OP(Not) OP(Negative) OP(Positive) OP(Invert)

#define DECLARE(name) bool op_##name(Vm& vm, Value* R, Instruction* pc);
TAURARO_OUT_OF_LINE_OPCODES(DECLARE)
#undef DECLARE

inline const Extension& extension(const Instruction* pc) { return *reinterpret_cast<const Extension*>(pc + 1); }

/// The arithmetic opcodes on any operands; records feedback. Empty when raised.
Value slow_binary(Vm& vm, Instruction* pc, Value left, Value right);
/// Comparison opcodes on any operands: any object, empty when raised.
Value slow_compare(Vm& vm, Instruction* pc, int op, Value left, Value right);
/// -1 raised, 0 false, 1 true
int slow_truth(Vm& vm, Instruction* pc, Value value);

/// Makes the positional arguments of a spread call a tuple. False when raised.
bool spread_arguments(Vm& vm, Value callee, Value& arguments);

/// raise a from b. Always leaves an exception pending.
void op_Raise(Vm& vm, Value* R, Instruction* pc);
/// 1 matches, 0 does not, -1 raised
int exception_matches(Vm& vm, Value exception, Value classes);

/// out = value or reports Raised as false: the bridge from Result to the out-of-line form.
inline bool put(Value& out, Result<Value> result) {
  if (result.is_raised()) return false;
  out = result.value();
  return true;
}

}  // namespace tauraro
