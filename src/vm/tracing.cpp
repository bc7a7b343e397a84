#include "vm/tracing.h"

#include "object/exception.h"
#include "object/function.h"
#include "object/operations.h"
#include "vm/frame_object.h"
#include "vm/generator.h"
#include "vm/services.h"
#include "vm/tier_up.h"

namespace tauraro {
namespace {

enum class Hook : std::uint8_t { Global, Local, Profile };

/// Calls a hook with (frame, event, argument). What a trace function returns becomes the frame's own trace function.
bool run_hook(Vm& vm, FrameObject* object, Hook which, const char* event, Value argument) {
  Thread& thread = *vm.thread;
  const Value hook = which == Hook::Global ? thread.tracing : which == Hook::Local ? object->trace : thread.profiling;
  if (hook.is_empty()) return true;
  ++thread.in_trace;
  object->locals_shown = false;
  const Result<Value> outcome = vm.call(hook, {Value::from_cell(object), Value::from_cell(intern(vm, event)), argument});
  if (object->locals_shown && object->frame) store_locals(vm, object);
  --thread.in_trace;
  thread.safepoint = 1;  // safepoints within the hook saw nothing to do
  if (outcome.is_raised()) {
    if (thread.stop) return false;
    (which == Hook::Profile ? thread.profiling : thread.tracing) = Value();
    if (which != Hook::Profile) object->trace = Value();
    return false;
  }
  if (which != Hook::Profile && !outcome.value().is_none()) {
    object->trace = outcome.value();
    vm.barrier(object);
  }
  return true;
}

/// The line that f_lineno shows during "call": of the definition; of the yield where a generator goes on.
std::int32_t entry_line(const Frame* frame, bool thrown) {
  const Generator* generator = generator_of(const_cast<Frame*>(frame));
  const CodeUnit& unit = **frame->code->code->unit;
  if (generator && generator->resume_register != kNoRegister) return line_of(unit, word_index(frame->code, frame->pc) - !thrown);
  return unit.kind == CodeUnit::Kind::Module ? 0 : unit.first_line;
}

bool enter_frame(Vm& vm, Frame* frame, FrameObject* object, bool thrown) {
  frame->flags |= kFrameTraced;
  object->shown_line = entry_line(frame, thrown) + 1;
  const bool goes_on = run_hook(vm, object, Hook::Global, "call", Value::none()) && run_hook(vm, object, Hook::Profile, "call", Value::none());
  object->shown_line = 0;
  return goes_on;
}

/// Code in front of a generator's creation, which belongs to no activation that a program knows.
bool is_prologue(const Frame* frame) {
  constexpr std::uint32_t kSuspends = CodeUnit::Generator | CodeUnit::Coroutine | CodeUnit::AsyncGenerator;
  return frame->code->flags & kSuspends && !(frame->flags & kFrameGenerator);
}

bool jumps_within_await(Opcode op) { return op == Opcode::Send; }

bool trace_line(Vm& vm, Frame* frame, FrameObject* object) {
  const Opcode op = frame->pc->op;
  if (op == Opcode::JumpLoop || op == Opcode::MakeCell || op == Opcode::LoadFree) return true;  // the condition behind the jump has the event; cells are made before the entry
  if (op == Opcode::EnterHandler) return true;  // the exception is still pending
  const std::uint32_t pc = word_index(frame->code, frame->pc);
  const SourcePosition* position = position_of(**frame->code->code->unit, pc);
  const std::int32_t line = position ? position->line : -1;
  // CPython goes back to the loop's head, which these are; the jump to the body is then no jump backwards.
  const bool is_loop_end = frame->pc->op == Opcode::ForLoop || frame->pc->op == Opcode::RangeLoop;
  const bool moved = is_loop_end || line != object->traced_line || (pc < object->traced_pc && !jumps_within_await(frame->pc->op));
  if (line < 1) return true;
  object->traced_line = line;
  object->traced_pc = is_loop_end ? 0 : pc;
  if (!moved || object->no_lines) return true;
  return run_hook(vm, object, Hook::Local, "line", Value::none());
}

/// Runs the hooks with nothing pending; then what was pending is so again, unless a hook has raised.
template <class Body>
void with_exception_kept(Vm& vm, Body body) {
  Thread& thread = *vm.thread;
  const Value pending = thread.pending;
  thread.pending = Value();
  if (body(pending)) thread.pending = pending;
}

}  // namespace

void start_tracing(Vm& vm) {
  for (Frame* frame = vm.thread->frame; frame; frame = frame->caller) frame->flags |= kFrameTraced;
  if (vm.services->tier_up) vm.services->tier_up->invalidate_all(vm);
  vm.thread->safepoint = 1;
}

bool trace_instruction(Vm& vm, Frame* frame) {
  if (is_prologue(frame)) return true;
  if (frame->flags & kFrameTraced && vm.thread->tracing.is_empty()) return true;
  const Result<FrameObject*> made = frame_object(vm, frame);
  if (made.is_raised()) return false;
  FrameObject* object = made.value();
  if (!(frame->flags & kFrameTraced) && !enter_frame(vm, frame, object, false)) return false;
  if (vm.thread->tracing.is_empty()) return true;
  if (!trace_line(vm, frame, object)) return false;
  return !object->opcodes || run_hook(vm, object, Hook::Local, "opcode", Value::none());
}

bool trace_return(Vm& vm, Frame* frame, Value value) {
  if (!wants_trace(*vm.thread) || is_prologue(frame)) return true;
  const Result<FrameObject*> object = frame_object(vm, frame);
  if (object.is_raised()) return false;
  if (!vm.thread->tracing.is_empty() && !run_hook(vm, object.value(), Hook::Local, "return", value)) return false;
  return run_hook(vm, object.value(), Hook::Profile, "return", value);
}

void trace_exception(Vm& vm, Frame* frame) {
  if (!wants_trace(*vm.thread) || is_prologue(frame) || vm.thread->stop) return;
  with_exception_kept(vm, [&](Value pending) {
    const Result<FrameObject*> object = frame_object(vm, frame);
    if (object.is_raised()) return false;
    if (!(frame->flags & kFrameTraced) && !enter_frame(vm, frame, object.value(), true)) return false;
    if (vm.thread->tracing.is_empty() || object.value()->trace.is_empty()) return true;
    const Value traceback = pending.as<Exception>()->traceback;
    const Value items[] = {Value::from_cell(vm.type_of(pending)), pending, traceback.is_empty() ? Value::none() : traceback};
    const Result<Tuple*> argument = new_tuple(vm, items);
    if (argument.is_raised()) return false;
    return run_hook(vm, object.value(), Hook::Local, "exception", Value::from_cell(argument.value()));
  });
}

void trace_unwind(Vm& vm, Frame* frame) {
  if (!wants_trace(*vm.thread) || is_prologue(frame) || vm.thread->stop) return;
  with_exception_kept(vm, [&](Value) { return trace_return(vm, frame, Value::none()); });
}

bool profile_native(Vm& vm, const char* event, Value callee, const Value* window, std::uint32_t count) {
  Thread& thread = *vm.thread;
  if (thread.profiling.is_empty() || thread.in_trace) return true;
  const std::uint32_t shape = callee.as_cell()->shape;
  if (shape != builtin_shape(TypeId::BuiltinFunction) && shape != builtin_shape(TypeId::MethodDescriptor)) return true;
  const Value pending = thread.pending;
  thread.pending = Value();
  Result<Value> shown = callee;
  if (shape == builtin_shape(TypeId::MethodDescriptor) && count > 0) shown = bind_descriptor(vm, callee, window[0], vm.type_of(window[0]));
  const Result<FrameObject*> object = shown.is_raised() ? Result<FrameObject*>(Raised{}) : frame_object(vm, thread.frame);
  if (object.is_raised() || !run_hook(vm, object.value(), Hook::Profile, event, shown.value())) return false;
  thread.pending = pending;
  return true;
}

}  // namespace tauraro
