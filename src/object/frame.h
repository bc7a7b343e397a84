#pragma once
#include "bytecode/instruction.h"
#include "object/function.h"

namespace tauraro {

class Vm;
struct Generator;

/// What happens with a frame's result when it returns (35: return continuations).
enum class Continuation : std::uint8_t {
  Store,         ///< into the caller's register return_register
  KeepInstance,  ///< `__init__`: the result must be None; the caller's register already holds the instance
  Exit,          ///< leave the interpreter: return the value to the C++ caller
  Operator,      ///< `__add__` and the like: as Store, but NotImplemented raises
  Iterate,       ///< a generator resumed by the caller's ForIter, ForLoop, RangeNext or RangeLoop
};

/// The header of an activation, on the register stack directly below its window. A call builds it in place over the first
/// words of the call window (bytecode/instruction.h).
struct Frame {
  LinkedCode* code;
  Function* function;        ///< null for module and class bodies run without a function object
  const Instruction* pc;     ///< the instruction that runs or has made the current call
  Frame* caller;
  Value namespace_object;    ///< locals mapping of module, class and exec frames (LoadName); the Generator in its frames; else empty
  Value frame_object;        ///< FrameObject once asked for
  Value saved_handled;       ///< the thread's handled exception when the frame was entered
  std::uint16_t return_register;
  Continuation continuation;
  std::uint8_t flags;        ///< kFrame... bits
  std::uint32_t window_size;  ///< words reserved above the header: the next frame may begin after them

  Value* window() { return reinterpret_cast<Value*>(this + 1); }
  static Frame* of_window(Value* window) { return reinterpret_cast<Frame*>(window) - 1; }
};
static_assert(sizeof(Frame) == 8 * kFrameHeaderWords);
inline constexpr std::uint8_t kFrameCompiled = 1;   ///< runs compiled code: pc is the last stored one, registers are not current
inline constexpr std::uint8_t kFrameGenerator = 2;  ///< runs a generator, which is in `namespace_object`
inline constexpr std::uint8_t kFrameTraced = 4;     ///< its "call" event is over (vm/tracing.h)

/// types.FrameType. While the frame runs `frame` points to it; afterwards it owns a copy of the locals.
struct FrameObject : Cell {
  Frame* frame;        ///< null when finished or suspended
  LinkedCode* code;
  Value back;          ///< FrameObject or None (filled when the frame ends or is asked for)
  Value locals;        ///< Array copy of the registers after the end, or empty
  Value namespace_object;
  Value trace;         ///< f_trace
  std::int64_t pc;     ///< word index, when not running
  Value generator;     ///< Generator it belongs to, or empty
  Value locals_dict;   ///< snapshot dict that f_locals returned last
  Value function;
  std::uint32_t traced_pc;    ///< word index of the last instruction that a trace function was asked about
  std::int32_t traced_line;   ///< its line
  std::int32_t shown_line;    ///< != 0: f_lineno + 1 while a hook is told of the frame's entry
  bool no_lines;              ///< f_trace_lines is false
  bool opcodes;               ///< f_trace_opcodes
  bool locals_shown;          ///< f_locals was asked for while a hook runs: what it stored there goes back into the variables
};

enum class GeneratorState : std::uint8_t { Created, Suspended, Running, Finished };

/// A generator, coroutine or async generator: its registers while it is suspended.
struct Generator : Cell {
  LinkedCode* code;
  Function* function;
  Array* registers;       ///< the window (register_count Values) while suspended; null when finished
  const Instruction* pc;  ///< where it goes on
  GeneratorState state;
  std::uint8_t closed;
  std::uint8_t hooks_done;   ///< async generator: firstiter hook was called
  std::uint8_t running_async;
  std::uint32_t resume_register;  ///< register that takes the sent value
  Value name, qualname;
  Value handled;          ///< the exception that the body was handling when it was suspended, or empty
  Value frame_object;     ///< FrameObject once asked for
  Value delegate;         ///< iterator of the current `yield from` / await (gi_yieldfrom), or empty
  Value origin;           ///< cr_origin, finalizer hook of async generators
};

}  // namespace tauraro
