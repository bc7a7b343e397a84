#pragma once
#include "object/frame.h"
#include "object/runtime.h"

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
/// Yield: saves the running frame's registers in its generator and pops the frame. `dst` takes the value sent at resumption.
Result<void> suspend_generator(Vm& vm, Frame* frame, const Instruction* resume_at, std::uint16_t dst);
/// The generator of the frame has returned or raised: drops its registers. A StopIteration that escapes becomes a RuntimeError.
void finish_generator(Vm& vm, Frame* frame, bool raised);
inline Generator* generator_of(Frame* frame) { return frame->flags & kFrameGenerator ? frame->namespace_object.as<Generator>() : nullptr; }

}  // namespace tauraro
