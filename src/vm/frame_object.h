#pragma once
#include "bytecode/disassembler.h"
#include "object/frame.h"
#include "object/runtime.h"

namespace tauraro {

/// types.FrameType of an active frame, made at the first request.
Result<FrameObject*> frame_object(Vm& vm, Frame* frame);
/// The frame ends (or its generator is suspended): its object, if any, keeps a copy of the registers.
void detach_frame_object(Vm& vm, Frame* frame);
/// The source line of an instruction (word index); -1 when unknown.
int line_of(const CodeUnit& unit, std::uint32_t pc);
inline std::uint32_t word_index(const LinkedCode* code, const Instruction* pc) { return static_cast<std::uint32_t>(pc - code->instructions); }
/// Current line of a frame object, whether it runs or not.
int frame_line(Vm& vm, FrameObject* frame);
/// Registers of a frame object: of the running frame, the suspended generator, or the copy; null when gone.
Value* frame_registers(FrameObject* frame);
/// f_locals, locals(): the namespace, or a snapshot dict of the function's variables.
Result<Value> frame_locals(Vm& vm, FrameObject* frame);
/// The variables take the values that f_locals has now (after a trace function). \pre the frame runs
void store_locals(Vm& vm, FrameObject* frame);
Result<Value> current_locals(Vm& vm);

/// Adds the frame to the pending exception's traceback.
void add_traceback(Vm& vm, Frame* frame, const Instruction* pc);

}  // namespace tauraro
