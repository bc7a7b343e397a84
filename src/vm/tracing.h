#pragma once
#include "object/frame.h"
#include "object/runtime.h"

namespace tauraro {

// sys.settrace and sys.setprofile. While a hook is set no compiled code runs: the interpreter dispatches through a second table,
// whose entries all come here before each instruction.

/// Whether events are wanted now (not while a hook itself runs).
inline bool wants_trace(const Thread& thread) { return (!thread.tracing.is_empty() || !thread.profiling.is_empty()) && thread.in_trace == 0; }

/// After a hook was set: what already runs has been entered, and leaves compiled code.
void start_tracing(Vm& vm);
/// Before the instruction at frame->pc: the events "call" (the first time), "line" and "opcode". False: a hook has raised.
bool trace_instruction(Vm& vm, Frame* frame);
/// "return" with the value that the frame returns or yields; false: a hook has raised.
bool trace_return(Vm& vm, Frame* frame, Value value);
/// "exception" with what is pending, where it is raised or passes.
void trace_exception(Vm& vm, Frame* frame);
/// "return" of a frame that the pending exception leaves.
void trace_unwind(Vm& vm, Frame* frame);
/// "c_call" and, after it, "c_return" or "c_exception" around the call of a native. Keeps the call's outcome.
bool profile_native(Vm& vm, const char* event, Value callee, const Value* window, std::uint32_t count);

}  // namespace tauraro
