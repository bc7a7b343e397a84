#include "vm/frame_object.h"

#include <algorithm>

#include "object/operations.h"
#include "vm/generator.h"

namespace tauraro {

int line_of(const CodeUnit& unit, std::uint32_t pc) {
  const SourcePosition* position = position_of(unit, pc);
  return position ? position->line : unit.first_line;
}

Result<FrameObject*> frame_object(Vm& vm, Frame* frame) {
  if (!frame->frame_object.is_empty()) return frame->frame_object.as<FrameObject>();
  Generator* generator = generator_of(frame);
  if (generator && !generator->frame_object.is_empty()) {
    FrameObject* object = generator->frame_object.as<FrameObject>();
    frame->frame_object = generator->frame_object;
    object->frame = frame;
    return object;
  }
  FrameObject* object = vm.allocate<FrameObject>(kind::FrameObject, builtin_shape(TypeId::Frame));
  if (!object) return Raised{};
  object->frame = frame;
  object->code = frame->code;
  object->function = frame->function ? Value::from_cell(frame->function) : Value();
  if (generator) {
    object->generator = Value::from_cell(generator);
    generator->frame_object = Value::from_cell(object);
    vm.barrier(generator);
  } else if (frame->continuation != Continuation::KeepInstance) {
    object->namespace_object = frame->namespace_object;
  }
  frame->frame_object = Value::from_cell(object);
  return object;
}

void detach_frame_object(Vm& vm, Frame* frame) {
  FrameObject* object = frame->frame_object.as<FrameObject>();
  object->pc = word_index(frame->code, frame->pc);
  if (frame->caller && object->back.is_empty()) {
    const Result<FrameObject*> back = frame_object(vm, frame->caller);
    if (back.is_raised()) (void)vm.catch_pending();
    else object->back = Value::from_cell(back.value());
    vm.barrier(object);  // before anything else is allocated
  }
  Generator* generator = generator_of(frame);
  if (!generator) {
    Array* copy = new_array(vm, frame->code->local_count);
    if (copy) {
      const Value* window = frame->window();
      std::copy_n(window, frame->code->local_count, copy->items);
      object->locals = Value::from_cell(copy);
    } else {
      (void)vm.catch_pending();
    }
  } else {
    object->back = Value();
  }
  object->frame = nullptr;
  vm.barrier(object);
  frame->frame_object = Value();
}

int frame_line(Vm& vm, FrameObject* frame) {
  (void)vm;
  if (frame->shown_line) return frame->shown_line - 1;
  std::uint32_t pc = static_cast<std::uint32_t>(frame->pc);
  if (frame->frame) {
    pc = word_index(frame->code, frame->frame->pc);
  } else if (frame->generator.is(kind::Generator)) {
    const Generator* generator = frame->generator.as<Generator>();
    if (generator->state == GeneratorState::Created) return (**frame->code->code->unit).first_line;
    if (generator->state == GeneratorState::Suspended) pc = word_index(generator->code, generator->pc) - 1;  // the Yield's
  }
  const CodeUnit& unit = **frame->code->code->unit;
  const int line = line_of(unit, pc);
  if (line > 0) return line;
  // An instruction without a line belongs to the one that ran before it.
  if (frame->traced_line > 0) return frame->traced_line;
  for (std::size_t i = unit.positions.size(); i-- > 0;)
    if (unit.positions[i].pc <= pc && unit.positions[i].line > 0) return unit.positions[i].line;
  return line;
}

Value* frame_registers(FrameObject* frame) {
  if (frame->frame) return frame->frame->window();
  if (frame->generator.is(kind::Generator)) {
    Generator* generator = frame->generator.as<Generator>();
    return generator->registers ? generator->registers->items : nullptr;
  }
  return frame->locals.is(kind::Array) ? frame->locals.as<Array>()->items : nullptr;
}

namespace {

/// Variables of a function's registers into a dict, as a snapshot.
Result<void> copy_variables(Vm& vm, Dict* locals, const LinkedCode* code, const Value* registers) {
  const CodeUnit& unit = **code->code->unit;
  const Tuple* names = code->code->local_names.as<Tuple>();
  const auto put = [&](Str* name, Value value) -> Result<void> {
    if (value.is(kind::Box)) value = value.as<Box>()->value;
    if (value.is_empty()) {
      (void)TRY(dict_delete(vm, locals, Value::from_cell(name)));
      return {};
    }
    return dict_set_str(vm, locals, name, value);
  };
  for (std::uint64_t i = 0; i < names->length; ++i) TRY(put(names->items[i].as<Str>(), registers[i]));
  for (std::size_t i = 0; i < unit.free_names.size(); ++i)
    TRY(put(intern(vm, unit.free_names[i]), registers[unit.first_free_register + i]));
  return {};
}

}  // namespace

Result<Value> frame_locals(Vm& vm, FrameObject* frame) {
  if (!frame->namespace_object.is_empty()) return frame->namespace_object;
  if (!(frame->code->flags & CodeUnit::NewLocals)) return Value::from_cell(frame->code->globals);
  frame->locals_shown = true;
  if (frame->locals_dict.is_empty()) {
    frame->locals_dict = Value::from_cell(TRY(new_dict(vm)));
    vm.barrier(frame);
  }
  if (const Value* registers = frame_registers(frame)) TRY(copy_variables(vm, frame->locals_dict.as<Dict>(), frame->code, registers));
  return frame->locals_dict;
}

void store_locals(Vm& vm, FrameObject* frame) {
  if (frame->locals_dict.is_empty() || !frame->namespace_object.is_empty() || !frame->frame) return;
  const CodeUnit& unit = **frame->code->code->unit;
  Value* registers = frame->frame->window();
  const auto store = [&](Str* name, Value* target) {
    const Value found = dict_get_str(vm, frame->locals_dict.as<Dict>(), name);
    const Value value = found.is_not_found() ? Value() : found;
    if (!target->is(kind::Box)) return (void)(*target = value);
    target->as<Box>()->value = value;
    vm.barrier(target->as_cell());
  };
  const Tuple* names = frame->code->code->local_names.as<Tuple>();
  for (std::uint64_t i = 0; i < names->length; ++i) store(names->items[i].as<Str>(), &registers[i]);
  for (std::size_t i = 0; i < unit.free_names.size(); ++i) store(intern(vm, unit.free_names[i]), &registers[unit.first_free_register + i]);
}

Result<Value> current_locals(Vm& vm) {
  Frame* frame = vm.thread->frame;
  if (!frame) return Value::from_cell(TRY(new_dict(vm)));
  const bool has_namespace = !generator_of(frame) && frame->continuation != Continuation::KeepInstance;
  if (has_namespace && !frame->namespace_object.is_empty()) return frame->namespace_object;
  if (!(frame->code->flags & CodeUnit::NewLocals)) return Value::from_cell(frame->code->globals);
  return frame_locals(vm, TRY(frame_object(vm, frame)));
}

void add_traceback(Vm& vm, Frame* frame, const Instruction* pc) {
  const Value pending = vm.thread->pending;
  if (!pending.is(kind::Exception)) return;
  vm.thread->pending = Value();
  LimitPause pause(vm.heap);
  const Result<FrameObject*> object = frame_object(vm, frame);
  Traceback* entry = vm.allocate<Traceback>(kind::Traceback, builtin_shape(TypeId::Traceback));
  if (!object.is_raised() && entry) {
    Exception* exception = pending.as<Exception>();
    entry->next = exception->traceback.is_empty() ? Value::none() : exception->traceback;
    entry->frame = Value::from_cell(object.value());
    entry->pc = word_index(frame->code, pc);
    entry->line = line_of(**frame->code->code->unit, static_cast<std::uint32_t>(entry->pc));
    exception->traceback = Value::from_cell(entry);
    vm.barrier(exception);
  }
  vm.thread->pending = pending;
}

}  // namespace tauraro
