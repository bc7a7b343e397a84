#pragma once
#include "object/frame.h"
#include "object/runtime.h"
#include "object/thread.h"
#include "vm/tier_up.h"

namespace tauraro {

/// What a resumed generator did.
struct GeneratorStep {
  Value value;    ///< yielded or returned
  bool finished;  ///< it returned
};

/// MakeGenerator: moves the running frame's registers into a new generator, coroutine or async generator.
Result<Generator*> new_generator(Vm& vm, Frame* frame, const Instruction* resume_at);
/// Resumes with `sent` (None the first time; TypeError otherwise). ValueError "generator already executing".
Result<GeneratorStep> generator_resume(Vm& vm, Generator* generator, Value sent);
/// Raises `exception` where the generator is suspended; inside `yield from` its handler passes it on (opcode Throw).
Result<GeneratorStep> generator_raise(Vm& vm, Generator* generator, Value exception);

/// What it waits for in `yield from` or await while suspended, or empty.
Value suspended_delegate(const Generator* generator);
/// The Throw opcode: an exception arrived while the generator waits in `yield from` this iterator (GeneratorExit closes it).
Result<GeneratorStep> throw_into_iterator(Vm& vm, Value iterator, Value exception);

/// The protocol's methods: a value; finished generators raise StopIteration(value).
Result<Value> generator_send(Vm& vm, Generator* generator, Value value);
/// The exception that throw(type, value, traceback) means; the last two may be empty.
Result<Value> thrown_exception(Vm& vm, Value type, Value value, Value traceback);
Result<Value> generator_throw(Vm& vm, Generator* generator, Value type, Value value, Value traceback);
Result<Value> generator_close(Vm& vm, Generator* generator);

/// Builds the frame of a generator that is about to run, with its window at `window`. \pre Created or Suspended
Result<Frame*> push_generator_frame(Vm& vm, Generator* generator, Value* window, Continuation continuation, Value sent);
/// Yield: saves the running frame's registers in its generator and pops the frame.
void suspend_generator(Vm& vm, Frame* frame, const Instruction* yield);
/// The same where compiled code has saved the registers.
void suspend_saved(Vm& vm, Frame* frame, const Instruction* yield);
/// Compiled code that goes on with a generator's frame, which has just been pushed; null: the interpreter does.
inline CompiledEntry resume_entry(Vm& vm, Frame* frame);
/// Sends: the Send opcode without its jump. 1: R[a] is what was yielded; 2: what was returned; 0: raised.
std::uint64_t send_to_delegate(Vm& vm, Value* R, const Instruction* pc);
/// The generator of the frame has returned or raised: drops its registers. A StopIteration that escapes becomes a RuntimeError.
void finish_generator(Vm& vm, Frame* frame, bool raised);
inline Generator* generator_of(Frame* frame) { return frame->flags & kFrameGenerator ? frame->namespace_object.as<Generator>() : nullptr; }

/// Of a generator whose compiled code has run: whether it has suspended itself (else it returned).
inline bool has_yielded(const Generator* generator) { return generator->state == GeneratorState::Suspended; }

/// Counts a resumption in the interpreter; at last the optimizing compiler may have an entry.
CompiledEntry count_resumption(Vm& vm, Frame* frame);

CompiledEntry resume_entry(Vm& vm, Frame* frame) {
  if (vm.thread->safepoint) [[unlikely]] return nullptr;
  const LinkedCode* code = frame->code;
  if (code->resume_entries) {
    void* entry = code->resume_entries[(frame->pc - 1)->c];
    if (entry) return reinterpret_cast<CompiledEntry>(entry);
  }
  return count_resumption(vm, frame);
}

}  // namespace tauraro
