#include "vm/generator.h"

#include <algorithm>
#include <bit>

#include "object/operations.h"
#include "vm/call.h"
#include "vm/frame_object.h"
#include "vm/interpreter.h"
#include "vm/link.h"
#include "vm/services.h"

namespace tauraro {
namespace {

TypeId generator_type(std::uint32_t flags) {
  if (flags & CodeUnit::Coroutine) return TypeId::Coroutine;
  if (flags & CodeUnit::AsyncGenerator) return TypeId::AsyncGenerator;
  return TypeId::Generator;
}

const char* noun(const Generator* generator) {
  if (generator->code->flags & CodeUnit::Coroutine) return "coroutine";
  if (generator->code->flags & CodeUnit::AsyncGenerator) return "async generator";
  return "generator";
}

/// Without a call: there are few.
[[gnu::always_inline]] inline void copy_registers(const Value* from, std::uint32_t count, Value* to) {
  for (std::uint32_t i = 0; i < count; ++i) {
    to[i] = from[i];
    asm volatile("");  // not memcpy
  }
}

/// Keeps the locals and the temporaries that the code may still read: dead ones may hold the remains of callees' frame headers.
[[gnu::always_inline]] inline void save_registers(Vm& vm, Generator* generator, Frame* frame, const Instruction* yield) {
  LinkedCode* code = generator->code;
  const Liveness& liveness = code->liveness ? *code->liveness : liveness_of(code);
  const std::uint64_t* live = liveness.live_before(static_cast<std::uint32_t>(yield - code->instructions));
  const Value* window = frame->window();
  Value* saved = generator->registers->items;
  const std::uint32_t kept = code->kept_registers;
  copy_registers(window, kept, saved);
  for (std::uint32_t reg = kept; reg < code->register_count; ++reg) saved[reg] = live[reg / 64] >> (reg % 64) & 1 ? window[reg] : Value();
  vm.barrier(generator->registers);
}

}  // namespace

Result<Generator*> new_generator(Vm& vm, Frame* frame, const Instruction* resume_at) {
  LinkedCode* code = frame->code;
  const TypeId id = generator_type(code->flags);
  Array* registers = new_array(vm, code->register_count);
  if (!registers) return Raised{};
  Generator* generator = vm.allocate<Generator>(kind::Generator, builtin_shape(id));
  if (!generator) return Raised{};
  generator->code = code;
  generator->function = frame->function;
  generator->registers = registers;
  generator->pc = resume_at;
  generator->state = GeneratorState::Created;
  generator->resume_register = kNoRegister;
  generator->name = frame->function ? frame->function->name : code->code->name;
  generator->qualname = frame->function ? frame->function->qualname : code->code->qualname;
  // Temporaries hold nothing yet: only locals and cells are kept.
  std::copy_n(frame->window(), code->kept_registers, registers->items);
  vm.barrier(registers);
  if (id != TypeId::Generator) vm.heap.set_finalizer(generator);
  else if (!(**code->code->unit).exceptions.empty()) vm.heap.set_finalizer(generator);
  return generator;
}

namespace {

/// Builds the frame of a generator that is about to run, with its window at `window`, where there is room for it.
[[gnu::always_inline]] inline Frame* push_resumed(Thread& thread, Generator* generator, Value* window, Continuation continuation, Value sent) {
  LinkedCode* code = generator->code;
  ++thread.depth;
  Frame* frame = Frame::of_window(window);
  frame->code = code;
  frame->function = generator->function;
  frame->pc = generator->pc;
  frame->caller = thread.frame;
  frame->namespace_object = Value::from_cell(generator);
  frame->frame_object = Value();
  frame->saved_handled = thread.handled;
  frame->return_register = 0;
  frame->continuation = continuation;
  frame->flags = kFrameGenerator;
  frame->window_size = code->register_count;
  thread.frame = frame;
  copy_registers(generator->registers->items, code->register_count, window);
  if (generator->resume_register != kNoRegister) window[generator->resume_register] = sent;
  if (!generator->frame_object.is_empty()) [[unlikely]] {
    frame->frame_object = generator->frame_object;
    generator->frame_object.as<FrameObject>()->frame = frame;
  }
  generator->state = GeneratorState::Running;
  if (!generator->handled.is_empty()) [[unlikely]] thread.handled = generator->handled;
  return frame;
}

constexpr std::ptrdiff_t kStackSlack = 64;  // as in vm/call.cpp

[[gnu::always_inline]] inline bool has_room(const Thread& thread, const Generator* generator, const Value* window) {
  return thread.depth < thread.recursion_limit && window + generator->code->register_count + kStackSlack <= thread.stack_end;
}

}  // namespace

Result<Frame*> push_generator_frame(Vm& vm, Generator* generator, Value* window, Continuation continuation, Value sent) {
  if (!has_room(*vm.thread, generator, window)) [[unlikely]] return push_frame(vm, generator->code, generator->function, window, continuation, 0);  // raises
  return push_resumed(*vm.thread, generator, window, continuation, sent);
}

void suspend_generator(Vm& vm, Frame* frame, const Instruction* yield) {
  save_registers(vm, generator_of(frame), frame, yield);
  suspend_saved(vm, frame, yield);
}

void suspend_saved(Vm& vm, Frame* frame, const Instruction* yield) {
  Thread& thread = *vm.thread;
  Generator* generator = generator_of(frame);
  generator->pc = frame->pc = yield + 1;
  generator->resume_register = yield->a;
  generator->state = GeneratorState::Suspended;
  generator->handled = Value();
  if (thread.handled != frame->saved_handled) [[unlikely]] {
    generator->handled = thread.handled;
    vm.barrier(generator);
  }
  if (!frame->frame_object.is_empty()) [[unlikely]] return pop_frame(vm);
  thread.handled = frame->saved_handled;
  --thread.depth;
  thread.frame = frame->caller;
}

CompiledEntry count_resumption(Vm& vm, Frame* frame) {
  TierUp* const tier_up = vm.services->tier_up.get();
  LinkedCode* code = frame->code;
  if (!tier_up || ++code->resume_counter < tier_up->loop_threshold) return nullptr;
  code->resume_counter = 0;
  return tier_up->resume_is_hot(vm, frame);
}

void finish_generator(Vm& vm, Frame* frame, bool raised) {
  Generator* generator = generator_of(frame);
  generator->state = GeneratorState::Finished;
  generator->delegate = Value();
  generator->handled = Value();
  if (!frame->frame_object.is_empty()) {  // the frame object outlives the registers: it gets its own copy
    FrameObject* object = frame->frame_object.as<FrameObject>();
    object->generator = Value();
    frame->flags &= static_cast<std::uint8_t>(~kFrameGenerator);
    frame->namespace_object = Value();
  }
  generator->registers = nullptr;
  generator->frame_object = Value();
  vm.barrier(generator);
  if (!raised) return;
  const bool async = generator->code->flags & CodeUnit::AsyncGenerator;
  const bool stop = vm.pending_is(TypeId::StopIteration);
  if (!stop && !(async && vm.pending_is(TypeId::StopAsyncIteration))) return;
  const Value cause = vm.catch_pending();
  (void)vm.raise_error(TypeId::RuntimeError, noun(generator), stop ? " raised StopIteration" : " raised StopAsyncIteration");
  Exception* error = vm.thread->pending.as<Exception>();
  error->cause = cause;
  error->context = cause;
  error->suppress_context = Value::from_bool(true);
  vm.barrier(error);
}

namespace {

/// Runs a frame that has just been pushed, until it yields or returns. Empty: raised.
[[gnu::always_inline]] inline Value run_resumed(Vm& vm, Generator* generator, Frame* frame) {
  const CompiledEntry compiled = resume_entry(vm, frame);
  if (!compiled) return interpret(vm, frame).value_or_empty();
  const Value result = Value::from_bits(compiled(vm.thread, frame->window()));
  if (result.bits() == Value::kResumeBits) [[unlikely]] return interpret_from(vm, frame).value_or_empty();
  if (has_yielded(generator)) [[likely]] return result;
  finish_generator(vm, frame, result.is_empty());
  pop_frame(vm);
  return result;
}

[[gnu::always_inline]] inline Result<Frame*> push_above(Vm& vm, Generator* generator, Value sent) {
  Thread& thread = *vm.thread;
  if (static_cast<const char*>(__builtin_frame_address(0)) <= thread.native_stack_limit) [[unlikely]] TRY(vm.check_native_space(""));
  Value* window = stack_top(thread) + kFrameHeaderWords;
  if (!has_room(thread, generator, window)) [[unlikely]] return push_frame(vm, generator->code, generator->function, window, Continuation::Exit, 0);  // raises
  return push_resumed(thread, generator, window, Continuation::Exit, sent);
}

Result<GeneratorStep> run(Vm& vm, Generator* generator, Value sent, Value exception) {
  Frame* frame = TRY(push_above(vm, generator, sent));
  Value result;
  if (exception.is_empty()) {
    result = run_resumed(vm, generator, frame);
  } else {
    if (frame->pc != generator->code->instructions) --frame->pc;  // raised by the Yield (or MakeGenerator), both of one word
    if (vm.thread->handled == exception) vm.thread->pending = exception;
    else (void)vm.raise_object(exception);
    result = interpret(vm, frame).value_or_empty();
  }
  if (result.is_empty()) return Raised{};
  return GeneratorStep{result, generator->state == GeneratorState::Finished};
}

Raised raise_running(Vm& vm, Generator* generator) {
  return vm.raise_error(TypeId::ValueError, noun(generator), " already executing");
}

}  // namespace

Result<GeneratorStep> generator_resume(Vm& vm, Generator* generator, Value sent) {
  if (generator->state == GeneratorState::Running) return raise_running(vm, generator);
  if (generator->state == GeneratorState::Finished) return GeneratorStep{Value::none(), true};
  if (generator->state == GeneratorState::Created && !sent.is_none())
    return vm.raise_error(TypeId::TypeError, "can't send non-None value to a just-started ", noun(generator));
  return run(vm, generator, sent, Value());
}

namespace {

/// iterator.throw(exception); not_found when it has no such method.
Result<Value> throw_into_delegate(Vm& vm, Value exception, Value delegate) {
  if (vm.is_exact(delegate, TypeId::Generator) || vm.is_exact(delegate, TypeId::Coroutine)) {
    const GeneratorStep step = TRY(generator_raise(vm, delegate.as<Generator>(), exception));
    if (!step.finished) return step.value;
    return vm.raise_stop_iteration(step.value);
  }
  const Value method = TRY(find_attr(vm, delegate, intern(vm, "throw")));
  if (method.is_not_found()) return method;
  return vm.call(method, {exception});
}

Result<void> close_delegate(Vm& vm, Value delegate) {
  if (vm.is_exact(delegate, TypeId::Generator) || vm.is_exact(delegate, TypeId::Coroutine)) {
    (void)TRY(generator_close(vm, delegate.as<Generator>()));
    return {};
  }
  const Value method = TRY(find_attr(vm, delegate, intern(vm, "close")));
  if (method.is_not_found()) return {};
  (void)TRY(vm.call(method, {}));
  return {};
}

}  // namespace

Value suspended_delegate(const Generator* generator) {
  return generator->state == GeneratorState::Suspended ? generator->delegate : Value();
}

namespace {

/// An exception goes through a waiting generator to its delegate without having been there: the entry of its arrival is dropped.
void forget_arrival(Vm& vm, Exception* exception) {
  if (!exception->traceback.is(kind::Traceback)) return;
  const Traceback* entry = exception->traceback.as<Traceback>();
  if (entry->frame != vm.thread->frame->frame_object) return;
  exception->traceback = entry->next.is_none() ? Value() : entry->next;
  vm.barrier(exception);
}

}  // namespace

Result<GeneratorStep> throw_into_iterator(Vm& vm, Value iterator, Value exception) {
  if (exception.is(kind::Exception)) forget_arrival(vm, exception.as<Exception>());
  if (is_instance(vm, exception, TypeId::GeneratorExit)) {
    TRY(close_delegate(vm, iterator));
    vm.thread->pending = exception;
    return Raised{};
  }
  const Result<Value> thrown = throw_into_delegate(vm, exception, iterator);
  if (!thrown.is_raised()) {
    if (!thrown.value().is_not_found()) return GeneratorStep{thrown.value(), false};
    vm.thread->pending = exception;
    return Raised{};
  }
  if (!vm.pending_is(TypeId::StopIteration)) return Raised{};
  const Value stop = vm.catch_pending();
  const Value result = stop.as<Exception>()->extra[0];
  return GeneratorStep{result.is_empty() ? Value::none() : result, true};
}

Result<GeneratorStep> generator_raise(Vm& vm, Generator* generator, Value exception) {
  if (generator->state == GeneratorState::Running) return raise_running(vm, generator);
  if (generator->state == GeneratorState::Finished) return vm.raise_object(exception);
  return run(vm, generator, Value::none(), exception);
}

namespace {

/// A coroutine runs once.
Result<void> check_not_reused(Vm& vm, const Generator* generator) {
  if (generator->state != GeneratorState::Finished || !(generator->code->flags & CodeUnit::Coroutine)) return {};
  return vm.raise(TypeId::RuntimeError, "cannot reuse already awaited coroutine");
}

}  // namespace

Result<Value> generator_send(Vm& vm, Generator* generator, Value value) {
  TRY(check_not_reused(vm, generator));
  const GeneratorStep step = TRY(generator_resume(vm, generator, value));
  if (!step.finished) return step.value;
  return vm.raise_stop_iteration(step.value);
}

Result<Value> generator_next(Vm& vm, Generator* generator) {
  if (generator->state > GeneratorState::Suspended) [[unlikely]] {
    if (generator->state == GeneratorState::Running) return raise_running(vm, generator);
    return Value::done();
  }
  Frame* frame = TRY(push_above(vm, generator, Value::none()));
  const Value result = run_resumed(vm, generator, frame);
  if (has_yielded(generator)) [[likely]] return result;
  return result.is_empty() ? result : Value::done();
}

Result<Value> thrown_exception(Vm& vm, Value type, Value value, Value traceback) {
  if (!traceback.is_empty() && !traceback.is_none() && !traceback.is(kind::Traceback))
    return vm.raise(TypeId::TypeError, "throw() third argument must be a traceback object");
  Value exception = type;
  if (type.is(kind::Type) && is_subtype(type.as<Type>(), vm.type(TypeId::BaseException))) {
    if (!value.is_empty() && is_instance(vm, value, type.as<Type>())) exception = value;
    else if (value.is_empty() || value.is_none()) exception = TRY(vm.call(type, {}));
    else if (value.is(kind::Tuple)) exception = TRY(vm.call(type, value.as<Tuple>()->span()));
    else exception = TRY(vm.call(type, {value}));
  } else if (is_instance(vm, type, TypeId::BaseException)) {
    if (!value.is_empty() && !value.is_none()) return vm.raise(TypeId::TypeError, "instance exception may not have a separate value");
  } else {
    return vm.raise_error(TypeId::TypeError, "exceptions must be classes or instances deriving from BaseException, not ", type_name(vm, type));
  }
  if (!exception.is(kind::Exception))
    return vm.raise_error(TypeId::TypeError, "exceptions must be classes or instances deriving from BaseException, not ", type_name(vm, exception));
  if (traceback.is(kind::Traceback)) {
    exception.as<Exception>()->traceback = traceback;
    vm.barrier(exception.as_cell());
  }
  return exception;
}

Result<Value> generator_throw(Vm& vm, Generator* generator, Value type, Value value, Value traceback) {
  const Value exception = TRY(thrown_exception(vm, type, value, traceback));
  TRY(check_not_reused(vm, generator));
  const GeneratorStep step = TRY(generator_raise(vm, generator, exception));
  if (!step.finished) return step.value;
  return vm.raise_stop_iteration(step.value);
}

Result<Value> generator_close(Vm& vm, Generator* generator) {
  if (generator->state == GeneratorState::Finished) return Value::none();
  if (generator->state == GeneratorState::Created) {
    generator->state = GeneratorState::Finished;
    generator->registers = nullptr;
    return Value::none();
  }
  const Value exit = TRY(vm.call(Value::from_cell(vm.type(TypeId::GeneratorExit)), {}));
  const Result<GeneratorStep> step = generator_raise(vm, generator, exit);
  if (step.is_raised()) {
    if (vm.catch_if(TypeId::GeneratorExit) || vm.catch_if(TypeId::StopIteration)) return Value::none();
    return Raised{};
  }
  if (!step.value().finished) return vm.raise_error(TypeId::RuntimeError, noun(generator), " ignored GeneratorExit");
  return Value::none();
}

// ---- the Send opcode ----

namespace {

/// Sends to an iterator that is no generator: the item, done, or raised (StopIteration with the returned value).
Result<Value> send_to_iterator(Vm& vm, Value iterator, Value value) {
  if (!value.is_none()) return vm.call_method(iterator, "send", {value});
  if (iterator.is(kind::Iterator) && !(vm.type_of(iterator)->flags & kTypeHeap)) return next(vm, iterator);
  if (!vm.type_of(iterator)->has(Special::Next)) return next(vm, iterator);
  return vm.call_special(iterator, Special::Next);
}

void set_delegate(Vm& vm, Generator* self, Value delegate) {
  if (!self || self->delegate == delegate) return;
  self->delegate = delegate;
  if (!delegate.is_empty()) vm.barrier(self);
}

}  // namespace

namespace {

[[gnu::noinline]] std::uint64_t send_to_object(Vm& vm, Value* R, const Instruction* pc);

}  // namespace

// Chains of `yield from` are deep: few native frames a step.
std::uint64_t send_to_delegate(Vm& vm, Value* R, const Instruction* pc) {
  const Value target = R[pc->b];
  const bool is_generator = target.is_cell() && (target.as_cell()->shape == builtin_shape(TypeId::Generator) || target.as_cell()->shape == builtin_shape(TypeId::Coroutine));
  if (!is_generator) return send_to_object(vm, R, pc);
  Generator* generator = target.as<Generator>();
  Generator* self = generator_of(Frame::of_window(R));
  set_delegate(vm, self, target);
  const bool ready = generator->state == GeneratorState::Suspended || (generator->state == GeneratorState::Created && R[pc->c].is_none());
  if (!ready) [[unlikely]] {
    const Result<GeneratorStep> step = generator_resume(vm, generator, R[pc->c]);  // has returned already, or raises
    set_delegate(vm, self, Value());
    if (step.is_raised()) return 0;
    R[pc->a] = step.value().value;
    return 2;
  }
  const Result<Frame*> frame = push_above(vm, generator, R[pc->c]);
  const Value result = frame.is_raised() ? Value() : run_resumed(vm, generator, frame.value());
  if (!has_yielded(generator) || result.is_empty()) set_delegate(vm, self, Value());
  if (result.is_empty()) return 0;
  R[pc->a] = result;
  return has_yielded(generator) ? 1 : 2;
}

namespace {

std::uint64_t send_to_object(Vm& vm, Value* R, const Instruction* pc) {
  const Value target = R[pc->b], value = R[pc->c];
  Generator* self = generator_of(Frame::of_window(R));
  const Value sent = send_to_iterator(vm, target, value).value_or_empty();
  if (!sent.is_empty() && !sent.is_done()) {
    R[pc->a] = sent;
    set_delegate(vm, self, target);
    return 1;
  }
  set_delegate(vm, self, Value());
  if (!sent.is_done() && !vm.pending_is(TypeId::StopIteration)) return 0;
  const Value returned = sent.is_done() ? Value() : vm.catch_pending().as<Exception>()->extra[0];
  R[pc->a] = returned.is_empty() ? Value::none() : returned;
  return 2;
}

}  // namespace

}  // namespace tauraro
