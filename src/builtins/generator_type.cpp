// Generators and coroutines.
#include "vm/generator.h"

#include "builtins/generator_support.h"
#include "builtins/support.h"
#include "vm/frame_object.h"

namespace tauraro {
namespace {

Generator* generator_self(Value self) { return self.as<Generator>(); }

Result<Value> generator_iter(Vm&, const Args& args) { return args[0]; }
Result<Value> generator_next_method(Vm& vm, const Args& args) { return generator_send(vm, generator_self(args[0]), Value::none()); }
Result<Value> generator_send_method(Vm& vm, const Args& args) { return generator_send(vm, generator_self(args[0]), args[1]); }
Result<Value> generator_throw_method(Vm& vm, const Args& args) {
  return generator_throw(vm, generator_self(args[0]), args[1], args[2], args[3]);
}
Result<Value> generator_close_method(Vm& vm, const Args& args) {
  (void)TRY(generator_close(vm, generator_self(args[0])));
  return Value::none();
}

Result<Value> generator_del(Vm& vm, const Args& args) {
  Generator* generator = generator_self(args[0]);
  if (generator->state == GeneratorState::Suspended) (void)TRY(generator_close(vm, generator));
  return Value::none();
}

template <const char* kind_name>
Result<Value> generator_repr(Vm& vm, const Args& args) {
  return str_value(vm, concat("<", kind_name, " object ", text_of(vm, generator_self(args[0])->qualname), " at ", identity_text(args[0]), ">"));
}

// ---- coroutine_wrapper: what coroutine.__await__() returns ----

Generator* wrapped_coroutine(Value self) { return self.as<NativeObject>()->values[0].as<Generator>(); }

Result<Value> coroutine_await(Vm& vm, const Args& args) {
  NativeObject* wrapper = TRY(new_native_object(vm, TypeId::CoroutineWrapper, 1));
  wrapper->values[0] = args[0];
  return value_of(wrapper);
}
Result<Value> wrapper_next(Vm& vm, const Args& args) { return generator_send(vm, wrapped_coroutine(args[0]), Value::none()); }
Result<Value> wrapper_send(Vm& vm, const Args& args) { return generator_send(vm, wrapped_coroutine(args[0]), args[1]); }
Result<Value> wrapper_throw(Vm& vm, const Args& args) { return generator_throw(vm, wrapped_coroutine(args[0]), args[1], args[2], args[3]); }
Result<Value> wrapper_close(Vm& vm, const Args& args) {
  (void)TRY(generator_close(vm, wrapped_coroutine(args[0])));
  return Value::none();
}

constexpr char kGeneratorName[] = "generator";
constexpr char kCoroutineName[] = "coroutine";

constexpr const char* kSendDoc = "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.";
constexpr const char* kThrowSignature = "($self, type, value=<unset>, traceback=<unset>, /)";
constexpr const char* kThrowDoc = "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.";
constexpr const char* kCloseDoc = "close() -> raise GeneratorExit inside generator.";

constexpr NativeMethod kGeneratorMethods[] = {
    {"__iter__", generator_iter, "($self, /)", NativeMethod::Plain, "Implement iter(self)."},
    {"__next__", generator_next_method, "($self, /)", NativeMethod::Plain, "Implement next(self)."},
    {"send", generator_send_method, "($self, value, /)", NativeMethod::Plain, kSendDoc},
    {"throw", generator_throw_method, kThrowSignature, NativeMethod::Plain, kThrowDoc},
    {"close", generator_close_method, "($self, /)", NativeMethod::Plain, kCloseDoc},
    {"__del__", generator_del, "($self, /)"},
    {"__repr__", generator_repr<kGeneratorName>, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
};
constexpr NativeGetSet kGeneratorGetSets[] = {
    {"__name__", get_generator_name, set_generator_name, "name of the generator"},
    {"__qualname__", get_generator_qualname, set_generator_qualname, "qualified name of the generator"},
    {"gi_frame", get_generator_frame}, {"gi_code", get_generator_code}, {"gi_running", get_generator_running},
    {"gi_suspended", get_generator_suspended}, {"gi_yieldfrom", get_generator_delegate, nullptr, "object being iterated by yield from, or None"},
};
constexpr NativeMethod kCoroutineMethods[] = {
    {"__await__", coroutine_await, "($self, /)", NativeMethod::Plain, "Return an iterator to be used in await expression."},
    {"send", generator_send_method, "($self, value, /)", NativeMethod::Plain, kSendDoc},
    {"throw", generator_throw_method, kThrowSignature, NativeMethod::Plain, kThrowDoc},
    {"close", generator_close_method, "($self, /)", NativeMethod::Plain, kCloseDoc},
    {"__del__", generator_del, "($self, /)"},
    {"__repr__", generator_repr<kCoroutineName>, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
};
constexpr NativeGetSet kCoroutineGetSets[] = {
    {"__name__", get_generator_name, set_generator_name, "name of the coroutine"},
    {"__qualname__", get_generator_qualname, set_generator_qualname, "qualified name of the coroutine"},
    {"cr_frame", get_generator_frame}, {"cr_code", get_generator_code}, {"cr_running", get_generator_running},
    {"cr_suspended", get_generator_suspended}, {"cr_await", get_generator_delegate, nullptr, "object being awaited on, or None"},
    {"cr_origin", get_coroutine_origin, refuse_read_only},
};
constexpr NativeMethod kWrapperMethods[] = {
    {"__iter__", generator_iter, "($self, /)", NativeMethod::Plain, "Implement iter(self)."},
    {"__next__", wrapper_next, "($self, /)", NativeMethod::Plain, "Implement next(self)."},
    {"send", wrapper_send, "($self, value, /)", NativeMethod::Plain, kSendDoc},
    {"throw", wrapper_throw, kThrowSignature, NativeMethod::Plain, kThrowDoc},
    {"close", wrapper_close, "($self, /)", NativeMethod::Plain, kCloseDoc},
};

}  // namespace

Result<NativeObject*> new_native_object(Vm& vm, TypeId id, std::size_t value_count) {
  NativeObject* object = vm.allocate<NativeObject>(kind::NativeObject, builtin_shape(id), value_count * sizeof(Value));
  if (!object) return Raised{};
  object->value_count = value_count;
  return object;
}

Result<Value> get_generator_name(Vm&, Value self) { return generator_self(self)->name; }
Result<void> set_generator_name(Vm& vm, Value self, Value value) {
  if (!value.is(kind::Str)) return vm.raise(TypeId::TypeError, "__name__ must be set to a string object");
  generator_self(self)->name = value;
  vm.barrier(self.as_cell());
  return {};
}
Result<Value> get_generator_qualname(Vm&, Value self) { return generator_self(self)->qualname; }
Result<void> set_generator_qualname(Vm& vm, Value self, Value value) {
  if (!value.is(kind::Str)) return vm.raise(TypeId::TypeError, "__qualname__ must be set to a string object");
  generator_self(self)->qualname = value;
  vm.barrier(self.as_cell());
  return {};
}

Result<Value> get_generator_frame(Vm& vm, Value self) {
  Generator* generator = generator_self(self);
  if (generator->state == GeneratorState::Finished) return Value::none();
  if (!generator->frame_object.is_empty()) return generator->frame_object;
  for (Frame* frame = vm.thread->frame; frame; frame = frame->caller)
    if (generator_of(frame) == generator) return value_of(TRY(frame_object(vm, frame)));
  FrameObject* made = TRY(vm.new_instance<FrameObject>(vm.type(TypeId::Frame)));
  made->code = generator->code;
  made->back = Value::none();
  made->generator = self;
  made->pc = word_index(generator->code, generator->pc);
  if (generator->function) made->function = value_of(generator->function);
  generator->frame_object = value_of(made);
  vm.barrier(generator);
  return value_of(made);
}
Result<Value> get_generator_code(Vm&, Value self) { return value_of(generator_self(self)->code->code); }
Result<Value> get_generator_running(Vm&, Value self) { return Value::from_bool(generator_self(self)->state == GeneratorState::Running); }
Result<Value> get_generator_suspended(Vm&, Value self) { return Value::from_bool(generator_self(self)->state == GeneratorState::Suspended); }
Result<Value> get_generator_delegate(Vm&, Value self) { return none_if_empty(generator_self(self)->delegate); }
Result<Value> get_coroutine_origin(Vm&, Value self) { return none_if_empty(generator_self(self)->origin); }

void define_generator_type(Vm& vm) {
  vm.define_methods(TypeId::Generator, kGeneratorMethods, kGeneratorGetSets);
  vm.define_methods(TypeId::Coroutine, kCoroutineMethods, kCoroutineGetSets);
  vm.define_methods(TypeId::CoroutineWrapper, kWrapperMethods);
}

}  // namespace tauraro
