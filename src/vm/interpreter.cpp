// The interpreter: one activation of interpret() runs any number of Python frames. Handlers are labels, one an opcode, in
// files by family; rarely run work is out of line (vm/out_of_line.h).
#include "vm/interpreter.h"

#include <algorithm>
#include <cmath>

#include "object/feedback.h"
#include "object/function.h"
#include "object/int.h"
#include "object/iteration_feedback.h"
#include "object/operations.h"
#include "object/signature.h"
#include "vm/call.h"
#include "vm/frame_object.h"
#include "vm/generator.h"
#include "vm/inline_cache.h"
#include "vm/out_of_line.h"
#include "vm/safepoint.h"
#include "vm/services.h"
#include "vm/tracing.h"
#include "vm/unwind.h"

namespace tauraro {
namespace {

/// Words of each instruction.
constexpr std::uint8_t kWords[256] = {
#define FORMAT_WORDS_A 1
#define FORMAT_WORDS_ABC 1
#define FORMAT_WORDS_AI 1
#define FORMAT_WORDS_ABCDE 2
#define OPCODE(name, format, ...) FORMAT_WORDS_##format,
#include "bytecode/opcodes.def"
#undef OPCODE
#undef BINARY_OPCODES
#undef IMMEDIATE_OPCODES
#undef COMPARE_OPCODES
};

constexpr std::uint32_t kFunctionShape = builtin_shape(TypeId::Function);
constexpr std::uint32_t kListShape = builtin_shape(TypeId::List);
constexpr std::uint32_t kTupleShape = builtin_shape(TypeId::Tuple);
constexpr std::uint32_t kDictShape = builtin_shape(TypeId::Dict);

[[gnu::always_inline]] inline bool both_int(Value left, Value right) { return (left.bits() & right.bits()) >= Value::kFirstInt; }
[[gnu::always_inline]] inline bool both_double(Value left, Value right) { return left.is_double() && right.is_double(); }

/// Whether this is a __new__ of builtin classes that makes an instance of the class it is given, whatever else it is given.
bool makes_exactly(Vm& vm, Value make) {
  for (const TypeId id : {TypeId::BaseException, TypeId::Dict, TypeId::List, TypeId::Set})
    if (vm.type(id)->special(Special::New) == make) return make.is(kind::NativeFunction);
  return false;
}

/// Doubles, or one double and one inline int. False for anything else.
[[gnu::always_inline]] inline bool to_doubles(Value left, Value right, double* a, double* b) {
  if (left.is_double()) {
    *a = left.as_double();
    if (right.is_double()) return *b = right.as_double(), true;
    if (right.is_int()) return *b = static_cast<double>(right.as_int()), true;
    return false;
  }
  if (!left.is_int() || !right.is_double()) return false;
  *a = static_cast<double>(left.as_int());
  *b = right.as_double();
  return true;
}

[[gnu::always_inline]] inline void saw(Instruction* pc, std::uint8_t bits) {
  if ((pc->feedback & bits) != bits) [[unlikely]] pc->feedback |= bits;
}

/// a op b on boxed ints: order is kept, so the bits are compared.
template <int op>
[[gnu::always_inline]] inline bool int_compare_bits(Value left, Value right) {
  const std::uint64_t a = left.bits(), b = right.bits();
  if constexpr (op == 0) return a < b;
  if constexpr (op == 1) return a <= b;
  if constexpr (op == 2) return a == b;
  if constexpr (op == 3) return a != b;
  if constexpr (op == 4) return a > b;
  return a >= b;
}
template <int op>
[[gnu::always_inline]] inline bool double_compare(double a, double b) {
  if constexpr (op == 0) return a < b;
  if constexpr (op == 1) return a <= b;
  if constexpr (op == 2) return a == b;
  if constexpr (op == 3) return a != b;
  if constexpr (op == 4) return a > b;
  return a >= b;
}

/// Truth of a value that needs no call: 0, 1, or -1 for "ask".
[[gnu::always_inline]] inline int quick_truth(Value value) {
  if (value.is_bool()) return value.is_true();
  if (value.is_none()) return 0;
  if (value.is_int()) return value.as_int() != 0;
  return -1;
}

/// The next item of a native iterator whose step is simple, or not_found for the general way.
[[gnu::always_inline]] inline Value quick_next(Value iterator) {
  if (!iterator.is_cell()) return Value::not_found();
  Iterator* self = iterator.as<Iterator>();
  if (self->shape != builtin_shape(TypeId::ListIterator) || self->source.is_empty()) return Value::not_found();
  const List* list = self->source.as<List>();
  if (static_cast<std::uint64_t>(self->index) >= list->length) return Value::not_found();
  return list->storage->items[self->index++];
}

}  // namespace

static Result<Value> run_frames(Vm& vm, Frame* entry, bool resumed);

Result<Value> interpret(Vm& vm, Frame* entry) { return run_frames(vm, entry, false); }
Result<Value> interpret_from(Vm& vm, Frame* entry) { return run_frames(vm, entry, true); }

static Result<Value> run_frames(Vm& vm, Frame* entry, bool resumed) {
  static const void* const plain_labels[256] = {
#define OPCODE(name, ...) &&op_##name##_label,
#include "bytecode/opcodes.def"
#undef OPCODE
#undef BINARY_OPCODES
#undef IMMEDIATE_OPCODES
#undef COMPARE_OPCODES
  };
  static const void* const traced_labels[256] = {
#define OPCODE(name, ...) &&traced,
#include "bytecode/opcodes.def"
#undef OPCODE
#undef BINARY_OPCODES
#undef IMMEDIATE_OPCODES
#undef COMPARE_OPCODES
  };
  Thread& thread = *vm.thread;
  TierUp* const tier_up = vm.services->tier_up.get();
  const std::uint32_t loop_threshold = tier_up ? tier_up->loop_threshold : UINT32_MAX;
  const std::uint32_t call_threshold = tier_up ? tier_up->call_threshold : UINT32_MAX;
  Value* R = entry->window();
  LinkedCode* code = entry->code;
  const Value* K = code->constants;
  Instruction* pc = const_cast<Instruction*>(entry->pc);
  Value result;          // what a Return carries to its continuation
  Function* callee;      // of a call in preparation
  Value* window;
  std::uint32_t count;
  std::uint16_t destination;
  const void* const* labels = wants_trace(thread) ? traced_labels : plain_labels;

#define FRAME Frame::of_window(R)
#define SAVE_PC() (FRAME->pc = pc)
// Tracing may have begun in a callee; its end is noticed by `traced`.
#define FOLLOW_TRACING() \
  if (thread.safepoint && wants_trace(thread)) [[unlikely]] labels = traced_labels
#define DISPATCH() goto* labels[static_cast<std::uint8_t>(pc->op)]
#define NEXT(words)  \
  do {               \
    pc += (words);   \
    DISPATCH();      \
  } while (0)
#define JUMP_D() NEXT(2 + extension(pc).d)
#define HANDLER(name) op_##name##_label:
#define CACHE(index) code->caches[index]

  if (!thread.pending.is_empty() || thread.stop) goto raised;
  if (resumed) goto reload;
  if (thread.safepoint) [[unlikely]] {
    if (run_safepoint(vm).is_raised()) goto raised;
  }
  if (pc == code->instructions && !(entry->flags & kFrameGenerator) && labels == plain_labels) {
    if (++code->call_counter >= call_threshold && !code->entry) [[unlikely]] {
      code->call_counter = 0;
      tier_up->function_is_hot(vm, code);
    }
    if (code->entry) goto enter_compiled;
  }
  DISPATCH();

#include "vm/handlers_arithmetic.inc"
#include "vm/handlers_data.inc"
#include "vm/handlers_control.inc"
#include "vm/handlers_calls.inc"

  // ---- out of line ----
#define OUT_OF_LINE(name)                      \
  HANDLER(name) {                              \
    SAVE_PC();                                 \
    if (!op_##name(vm, R, pc)) goto raised;    \
    NEXT(kWords[static_cast<int>(Opcode::name)]); \
  }
  OUT_OF_LINE(DeleteLocal)
  OUT_OF_LINE(MakeCell)
  OUT_OF_LINE(DeleteCell)
  OUT_OF_LINE(LoadClassCell)
  OUT_OF_LINE(DeleteGlobal)
  OUT_OF_LINE(LoadName)
  OUT_OF_LINE(StoreName)
  OUT_OF_LINE(DeleteName)
  OUT_OF_LINE(SetupAnnotations)
  OUT_OF_LINE(BuildList)
  OUT_OF_LINE(BuildTuple)
  OUT_OF_LINE(BuildSet)
  OUT_OF_LINE(BuildDict)
  OUT_OF_LINE(BuildSlice)
  OUT_OF_LINE(BuildString)
  OUT_OF_LINE(FormatValue)
  OUT_OF_LINE(SetAdd)
  OUT_OF_LINE(DictSet)
  OUT_OF_LINE(ListExtend)
  OUT_OF_LINE(SetUpdate)
  OUT_OF_LINE(DictUpdate)
  OUT_OF_LINE(DictMerge)
  OUT_OF_LINE(ListToTuple)
  OUT_OF_LINE(UnpackStar)
  OUT_OF_LINE(DelItem)
  OUT_OF_LINE(DelAttr)
  OUT_OF_LINE(In)
  OUT_OF_LINE(NotIn)
  OUT_OF_LINE(Positive)
  OUT_OF_LINE(GetIter)
  OUT_OF_LINE(RangePrepare)
  OUT_OF_LINE(MakeFunction)
  OUT_OF_LINE(LoadBuildClass)
  OUT_OF_LINE(GetYieldFromIter)
  OUT_OF_LINE(GetAwaitable)
  OUT_OF_LINE(GetAiter)
  OUT_OF_LINE(GetAnext)
  OUT_OF_LINE(EndAsyncFor)
  OUT_OF_LINE(AsyncGenWrap)
  OUT_OF_LINE(MatchStar)
  OUT_OF_LINE(PrepareReraiseStar)
  OUT_OF_LINE(LoadAssertionError)
  OUT_OF_LINE(BeforeWith)
  OUT_OF_LINE(BeforeAsyncWith)
  OUT_OF_LINE(CallExit)
  OUT_OF_LINE(ImportName)
  OUT_OF_LINE(ImportFrom)
  OUT_OF_LINE(ImportStar)
  OUT_OF_LINE(MatchSequence)
  OUT_OF_LINE(MatchMapping)
  OUT_OF_LINE(GetLength)
  OUT_OF_LINE(MatchKeys)
  OUT_OF_LINE(MatchClass)
  OUT_OF_LINE(CopyWithoutKeys)
  OUT_OF_LINE(PrintExpression)

traced : {
  if (!wants_trace(thread)) {
    labels = plain_labels;
    DISPATCH();
  }
  SAVE_PC();
  if (!trace_instruction(vm, FRAME)) goto raised;
  goto* plain_labels[static_cast<std::uint8_t>(pc->op)];
}

raised : {
  // The innermost frame's pc is where the exception arose (or the call that raised it).
  Frame* handler = unwind(vm, entry);
  if (!handler) return Raised{};
  goto reload;
}

reload : {
  Frame* frame = thread.frame;
  R = frame->window();
  code = frame->code;
  K = code->constants;
  pc = const_cast<Instruction*>(frame->pc);
  FOLLOW_TRACING();
  DISPATCH();
}
}

}  // namespace tauraro
