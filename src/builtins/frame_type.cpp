// Frames and tracebacks.
#include "builtins/support.h"
#include "object/exception.h"
#include "vm/frame_object.h"
#include "vm/generator.h"

namespace tauraro {
namespace {

// ---- frame ----

FrameObject* frame_of(Value self) { return self.as<FrameObject>(); }

Result<Value> get_back(Vm& vm, Value self) {
  FrameObject* object = frame_of(self);
  if (!object->frame) return none_if_empty(object->back);
  if (!object->frame->caller) return Value::none();
  return value_of(TRY(frame_object(vm, object->frame->caller)));
}
Result<Value> get_frame_code(Vm&, Value self) { return value_of(frame_of(self)->code->code); }
Result<Value> get_globals(Vm&, Value self) { return value_of(frame_of(self)->code->globals); }
Result<Value> get_builtins(Vm&, Value self) { return frame_of(self)->code->builtins; }
Result<Value> get_locals(Vm& vm, Value self) { return frame_locals(vm, frame_of(self)); }

Result<Value> get_lineno(Vm& vm, Value self) {
  const int line = frame_line(vm, frame_of(self));
  return line < 0 ? Value::none() : Value::from_int(line);
}
Result<void> set_lineno(Vm& vm, Value, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::AttributeError, "cannot delete attribute");
  if (!is_int_like(value)) return vm.raise(TypeId::ValueError, "lineno must be an integer");
  return vm.raise(TypeId::ValueError, "f_lineno can only be set by a trace function");
}

Result<Value> get_lasti(Vm&, Value self) {
  const FrameObject* object = frame_of(self);
  if (object->frame) return Value::from_int(2 * std::int64_t{word_index(object->frame->code, object->frame->pc)});
  if (object->generator.is(kind::Generator)) {
    const Generator* generator = object->generator.as<Generator>();
    if (generator->state == GeneratorState::Created) return Value::from_int(-1);
    if (generator->state == GeneratorState::Suspended) return Value::from_int(2 * (std::int64_t{word_index(generator->code, generator->pc)} - 1));
  }
  return Value::from_int(2 * object->pc);
}

Result<Value> get_trace(Vm&, Value self) { return none_if_empty(frame_of(self)->trace); }
Result<void> set_trace(Vm& vm, Value self, Value value) {
  frame_of(self)->trace = value.is_empty() ? value : empty_if_none(value);
  vm.barrier(self.as_cell());
  return {};
}
Result<bool> bool_attribute(Vm& vm, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "can't delete numeric/char attribute");
  if (!value.is_bool()) return vm.raise(TypeId::TypeError, "attribute value type must be bool");
  return value.is_true();
}
Result<Value> get_trace_lines(Vm&, Value self) { return Value::from_bool(!frame_of(self)->no_lines); }
Result<void> set_trace_lines(Vm& vm, Value self, Value value) {
  frame_of(self)->no_lines = !TRY(bool_attribute(vm, value));
  return {};
}
Result<Value> get_trace_opcodes(Vm&, Value self) { return Value::from_bool(frame_of(self)->opcodes); }
Result<void> set_trace_opcodes(Vm& vm, Value self, Value value) {
  frame_of(self)->opcodes = TRY(bool_attribute(vm, value));
  return {};
}

Result<Value> frame_repr(Vm& vm, const Args& args) {
  FrameObject* object = frame_of(args[0]);
  const Code* code = object->code->code;
  const int line = frame_line(vm, object);
  return str_value(vm, concat("<frame at ", identity_text(args[0]), ", file ", TRY(repr_text(vm, code->filename)), ", line ",
                              line < 0 ? std::string("None") : std::to_string(line), ", code ", text_of(vm, code->name), ">"));
}

Result<Value> frame_clear(Vm& vm, const Args& args) {
  FrameObject* object = frame_of(args[0]);
  if (object->frame) return vm.raise(TypeId::RuntimeError, "cannot clear an executing frame");
  if (object->generator.is(kind::Generator)) {
    Generator* generator = object->generator.as<Generator>();
    if (generator->state == GeneratorState::Running) return vm.raise(TypeId::RuntimeError, "cannot clear an executing frame");
    if (generator->state != GeneratorState::Finished) (void)TRY(generator_close(vm, generator));
  }
  object->locals = Value();
  object->locals_dict = Value();
  return Value::none();
}

constexpr NativeMethod kFrameMethods[] = {
    {"__repr__", frame_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"clear", frame_clear, "($self, /)", NativeMethod::Plain, "F.clear(): clear most references held by the frame"},
};
constexpr NativeGetSet kFrameGetSets[] = {
    {"f_back", get_back}, {"f_code", get_frame_code}, {"f_globals", get_globals}, {"f_builtins", get_builtins}, {"f_locals", get_locals},
    {"f_lineno", get_lineno, set_lineno}, {"f_lasti", get_lasti}, {"f_trace", get_trace, set_trace},
    {"f_trace_lines", get_trace_lines, set_trace_lines}, {"f_trace_opcodes", get_trace_opcodes, set_trace_opcodes},
};

// ---- traceback ----

Traceback* traceback_of(Value self) { return self.as<Traceback>(); }

Result<void> check_next(Vm& vm, Value next) {
  if (next.is_none() || next.is(kind::Traceback)) return {};
  return vm.raise_error(TypeId::TypeError, "expected traceback object or None, got '", full_type_name(vm, vm.type_of(next)), "'");
}

Result<Value> traceback_new(Vm& vm, const Args& args) {
  TRY(check_next(vm, args[1]));
  if (!args[2].is(kind::FrameObject))
    return vm.raise_error(TypeId::TypeError, "traceback() argument 'tb_frame' must be frame, not ", full_type_name(vm, vm.type_of(args[2])));
  Traceback* made = TRY(vm.new_instance<Traceback>(vm.type(TypeId::Traceback)));
  made->next = args[1];
  made->frame = args[2];
  made->pc = TRY(index_to_int64(vm, args[3])) / 2;
  made->line = TRY(index_to_int64(vm, args[4]));
  return value_of(made);
}

Result<Value> get_next(Vm&, Value self) { return none_if_empty(traceback_of(self)->next); }
Result<void> set_next(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "can't delete tb_next attribute");
  TRY(check_next(vm, value));
  for (Value at = value; at.is(kind::Traceback); at = at.as<Traceback>()->next)
    if (at == self) return vm.raise(TypeId::ValueError, "traceback loop detected");
  traceback_of(self)->next = value;
  vm.barrier(self.as_cell());
  return {};
}
Result<Value> get_tb_frame(Vm&, Value self) { return traceback_of(self)->frame; }
Result<Value> get_tb_lasti(Vm& vm, Value self) { return new_int(vm, 2 * traceback_of(self)->pc); }
Result<Value> get_tb_lineno(Vm& vm, Value self) { return new_int(vm, traceback_of(self)->line); }

Result<Value> traceback_dir(Vm& vm, const Args&) {
  const Value names[] = {interned(vm, "tb_frame"), interned(vm, "tb_next"), interned(vm, "tb_lasti"), interned(vm, "tb_lineno")};
  return value_of(TRY(new_list(vm, names)));
}

constexpr NativeMethod kTracebackMethods[] = {
    {"__new__", traceback_new, "($type, tb_next, tb_frame, tb_lasti, tb_lineno)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__dir__", traceback_dir, "($self, /)"},
};
constexpr NativeGetSet kTracebackGetSets[] = {
    {"tb_next", get_next, set_next}, {"tb_frame", get_tb_frame, refuse_read_only}, {"tb_lasti", get_tb_lasti, refuse_read_only},
    {"tb_lineno", get_tb_lineno, refuse_read_only},
};

}  // namespace

void define_frame_type(Vm& vm) {
  vm.define_methods(TypeId::Frame, kFrameMethods, kFrameGetSets);
  vm.define_methods(TypeId::Traceback, kTracebackMethods, kTracebackGetSets, "Create a new traceback object.");
}

}  // namespace tauraro
