// Async generators and the awaitables of their methods.
#include "builtins/arguments.h"
#include "builtins/generator_support.h"
#include "builtins/support.h"
#include "vm/async.h"
#include "vm/generator.h"

namespace tauraro {
namespace {

// An awaitable of asend(), athrow() or aclose(): values are the generator, what is sent (asend) or the arguments of athrow (a tuple; empty for
// aclose), and its state.
enum AwaitableState : std::int64_t { kInit, kIterating, kClosed };
enum { kGenerator, kArgument, kState, kAwaitableValues };

NativeObject* native_of(Value self) { return self.as<NativeObject>(); }
Generator* generator_in(Value self) { return native_of(self)->values[kGenerator].as<Generator>(); }
std::int64_t state_of(Value self) { return native_of(self)->values[kState].as_int(); }
void set_state(Value self, AwaitableState state) { native_of(self)->values[kState] = Value::from_int(state); }

Result<Value> new_awaitable(Vm& vm, TypeId id, Value generator, Value argument) {
  NativeObject* made = TRY(new_native_object(vm, id, kAwaitableValues));
  made->values[kGenerator] = generator;
  made->values[kArgument] = argument;
  made->values[kState] = Value::from_int(kInit);
  return value_of(made);
}

/// The first use of the generator tells the hooks of sys.set_asyncgen_hooks.
Result<void> call_first_iter_hook(Vm& vm, Value self) {
  Generator* generator = self.as<Generator>();
  if (generator->hooks_done) return {};
  generator->hooks_done = 1;
  generator->origin = vm.thread->async_generator_finalizer;
  vm.barrier(generator);
  const Value hook = vm.thread->async_generator_first_iter;
  if (!hook.is_empty()) (void)TRY(vm.call(hook, {self}));
  return {};
}

Result<Value> step_value(Vm& vm, Result<GeneratorStep> step) {
  if (step.is_raised()) return Raised{};
  if (step.value().finished) return vm.raise_with(TypeId::StopAsyncIteration, Value());
  return step.value().value;
}

Result<Value> send_to(Vm& vm, Generator* generator, Value value) {
  if (generator->state == GeneratorState::Finished) return vm.raise_with(TypeId::StopAsyncIteration, Value());
  return step_value(vm, generator_resume(vm, generator, value));
}

Result<Value> throw_into(Vm& vm, Generator* generator, Value type, Value value, Value traceback) {
  const Value exception = TRY(thrown_exception(vm, type, value, traceback));
  if (generator->state == GeneratorState::Finished) return vm.raise_object(exception);
  return step_value(vm, generator_raise(vm, generator, exception));
}

bool is_wrapped(Vm& vm, Value value) { return vm.is_exact(value, TypeId::AsyncGeneratorWrapped); }

bool ends_generator(Vm& vm) { return vm.pending_is(TypeId::StopAsyncIteration) || vm.pending_is(TypeId::GeneratorExit); }

/// A value that the generator itself yielded becomes StopIteration(value); what it awaits passes through.
Result<Value> unwrap(Vm& vm, Generator* generator, Result<Value> result) {
  if (result.is_raised()) {
    if (ends_generator(vm)) generator->closed = 1;
    generator->running_async = 0;
    return Raised{};
  }
  if (!is_wrapped(vm, result.value())) return result;
  generator->running_async = 0;
  return vm.raise_stop_iteration(native_of(result.value())->values[0]);
}

// ---- asend, __anext__ ----

Raised raise_reused_send(Vm& vm) { return vm.raise(TypeId::RuntimeError, "cannot reuse already awaited __anext__()/asend()"); }

Result<Value> asend_step(Vm& vm, Value self, Value argument) {
  Generator* generator = generator_in(self);
  if (state_of(self) == kClosed) return raise_reused_send(vm);
  if (state_of(self) == kInit) {
    if (generator->running_async) return vm.raise(TypeId::RuntimeError, "anext(): asynchronous generator is already running");
    if (argument.is_none()) argument = native_of(self)->values[kArgument];
    set_state(self, kIterating);
  }
  generator->running_async = 1;
  Result<Value> result = unwrap(vm, generator, send_to(vm, generator, argument));
  if (result.is_raised()) set_state(self, kClosed);
  return result;
}

Result<Value> asend_next(Vm& vm, const Args& args) { return asend_step(vm, args[0], Value::none()); }
Result<Value> asend_send(Vm& vm, const Args& args) { return asend_step(vm, args[0], args[1]); }
Result<Value> asend_throw(Vm& vm, const Args& args) {
  if (state_of(args[0]) == kClosed) return raise_reused_send(vm);
  Generator* generator = generator_in(args[0]);
  Result<Value> result = unwrap(vm, generator, throw_into(vm, generator, args[1], args[2], args[3]));
  if (result.is_raised()) set_state(args[0], kClosed);
  return result;
}
Result<Value> awaitable_close(Vm&, const Args& args) {
  set_state(args[0], kClosed);
  return Value::none();
}
Result<Value> awaitable_self(Vm&, const Args& args) { return args[0]; }

// ---- athrow, aclose ----

Raised raise_reused_throw(Vm& vm) { return vm.raise(TypeId::RuntimeError, "cannot reuse already awaited aclose()/athrow()"); }

bool is_close(Value self) { return native_of(self)->values[kArgument].is_empty(); }

Raised raise_ignored_exit(Vm& vm, Value self) {
  generator_in(self)->running_async = 0;
  set_state(self, kClosed);
  return vm.raise(TypeId::RuntimeError, "async generator ignored GeneratorExit");
}

/// The end of an aclose() or athrow() that raised: aclose() swallows what ends the generator.
Raised finish_throw(Vm& vm, Value self) {
  generator_in(self)->running_async = 0;
  set_state(self, kClosed);
  if (is_close(self) && ends_generator(vm)) {
    (void)vm.catch_pending();
    return vm.raise_with(TypeId::StopIteration, Value());
  }
  return Raised{};
}

Result<Value> throw_first(Vm& vm, Value self) {
  Generator* generator = generator_in(self);
  if (is_close(self)) {
    generator->closed = 1;
    const Result<Value> result = throw_into(vm, generator, type_value(vm, TypeId::GeneratorExit), Value(), Value());
    if (!result.is_raised() && is_wrapped(vm, result.value())) return raise_ignored_exit(vm, self);
    return result.is_raised() ? Result<Value>(finish_throw(vm, self)) : result;
  }
  const Tuple* arguments = native_of(self)->values[kArgument].as<Tuple>();
  const Value value = arguments->length > 1 ? arguments->items[1] : Value();
  const Value traceback = arguments->length > 2 ? arguments->items[2] : Value();
  const Result<Value> result = unwrap(vm, generator, throw_into(vm, generator, arguments->items[0], value, traceback));
  return result.is_raised() ? Result<Value>(finish_throw(vm, self)) : result;
}

Result<Value> athrow_step(Vm& vm, Value self, Value argument) {
  Generator* generator = generator_in(self);
  if (state_of(self) == kClosed) return raise_reused_throw(vm);
  if (generator->state == GeneratorState::Finished) {
    set_state(self, kClosed);
    return vm.raise_with(TypeId::StopIteration, Value());
  }
  if (state_of(self) == kInit) {
    if (generator->running_async) {
      set_state(self, kClosed);
      return vm.raise(TypeId::RuntimeError, is_close(self) ? "aclose(): asynchronous generator is already running" : "athrow(): asynchronous generator is already running");
    }
    if (generator->closed) {
      set_state(self, kClosed);
      return vm.raise_with(TypeId::StopAsyncIteration, Value());
    }
    if (!argument.is_none()) return vm.raise(TypeId::RuntimeError, "can't send non-None value to a just-started coroutine");
    set_state(self, kIterating);
    generator->running_async = 1;
    return throw_first(vm, self);
  }
  const Result<Value> result = send_to(vm, generator, argument);
  if (!is_close(self)) return unwrap(vm, generator, result);
  if (result.is_raised()) return finish_throw(vm, self);
  if (is_wrapped(vm, result.value())) return raise_ignored_exit(vm, self);
  return result;
}

Result<Value> athrow_next(Vm& vm, const Args& args) { return athrow_step(vm, args[0], Value::none()); }
Result<Value> athrow_send(Vm& vm, const Args& args) { return athrow_step(vm, args[0], args[1]); }
Result<Value> athrow_throw(Vm& vm, const Args& args) {
  if (state_of(args[0]) == kClosed) return raise_reused_throw(vm);
  Generator* generator = generator_in(args[0]);
  const Result<Value> result = throw_into(vm, generator, args[1], args[2], args[3]);
  if (!is_close(args[0])) return unwrap(vm, generator, result);
  if (!result.is_raised()) return is_wrapped(vm, result.value()) ? Result<Value>(raise_ignored_exit(vm, args[0])) : result;
  if (!ends_generator(vm)) return Raised{};
  (void)vm.catch_pending();
  return vm.raise_with(TypeId::StopIteration, Value());
}

// ---- the generator ----

Result<Value> async_generator_anext(Vm& vm, const Args& args) {
  TRY(call_first_iter_hook(vm, args[0]));
  return new_awaitable(vm, TypeId::AsyncGeneratorSend, args[0], Value::none());
}
Result<Value> async_generator_asend(Vm& vm, const Args& args) {
  TRY(call_first_iter_hook(vm, args[0]));
  return new_awaitable(vm, TypeId::AsyncGeneratorSend, args[0], args[1]);
}
Result<Value> async_generator_athrow(Vm& vm, const Args& args) {
  TRY(call_first_iter_hook(vm, args[0]));
  return new_awaitable(vm, TypeId::AsyncGeneratorThrow, args[0], value_of(TRY(new_tuple(vm, std::span<const Value>(args.values + 1, args.has(3) ? 3 : args.has(2) ? 2 : 1)))));
}
Result<Value> async_generator_aclose(Vm& vm, const Args& args) {
  TRY(call_first_iter_hook(vm, args[0]));
  return new_awaitable(vm, TypeId::AsyncGeneratorThrow, args[0], Value());
}

Result<Value> async_generator_repr(Vm& vm, const Args& args) {
  return str_value(vm, concat("<async_generator object ", text_of(vm, args[0].as<Generator>()->qualname), " at ", identity_text(args[0]), ">"));
}

/// An unfinished one is handed to the finalizer hook, else closed.
Result<Value> async_generator_del(Vm& vm, const Args& args) {
  Generator* generator = args[0].as<Generator>();
  if (generator->state != GeneratorState::Suspended) return Value::none();
  if (!generator->origin.is_empty() && !generator->closed) return vm.call(generator->origin, {args[0]});
  (void)TRY(generator_close(vm, generator));
  return Value::none();
}

Result<Value> get_async_running(Vm&, Value self) { return Value::from_bool(self.as<Generator>()->running_async); }

// ---- anext(iterator, default) ----

enum { kWrapped, kDefault, kAnextValues };

Result<Value> anext_iterator(Vm& vm, Value self) {
  const Value iterator = TRY(awaitable_iterator(vm, native_of(self)->values[kWrapped]));
  if (vm.is_exact(iterator, TypeId::Coroutine)) return vm.call_method(iterator, "__await__", {});
  return iterator;
}

/// StopAsyncIteration becomes StopIteration(default).
Result<Value> with_default(Vm& vm, Value self, Result<Value> result) {
  if (!result.is_raised() || !vm.catch_if(TypeId::StopAsyncIteration)) return result;
  return vm.raise_stop_iteration(native_of(self)->values[kDefault]);
}

Result<Value> anext_next(Vm& vm, const Args& args) {
  const Value iterator = TRY(anext_iterator(vm, args[0]));
  return with_default(vm, args[0], vm.call_special(iterator, Special::Next));
}
Result<Value> anext_send(Vm& vm, const Args& args) {
  const Value iterator = TRY(anext_iterator(vm, args[0]));
  return with_default(vm, args[0], vm.call_method(iterator, "send", {args[1]}));
}
Result<Value> anext_throw(Vm& vm, const Args& args) {
  const Value method = TRY(get_attr(vm, TRY(anext_iterator(vm, args[0])), "throw"));
  return with_default(vm, args[0], vm.call(method, args.rest_span()));
}
Result<Value> anext_close(Vm& vm, const Args& args) {
  return with_default(vm, args[0], vm.call_method(TRY(anext_iterator(vm, args[0])), "close", {}));
}

constexpr const char* kThrowSignature = "($self, type, value=<unset>, traceback=<unset>, /)";

constexpr NativeMethod kAsyncGeneratorMethods[] = {
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class, "See PEP 585"},
    {"__aiter__", awaitable_self, "($self, /)", NativeMethod::Plain, "Return an awaitable, that resolves in asynchronous iterator."},
    {"__anext__", async_generator_anext, "($self, /)", NativeMethod::Plain, "Return a value or raise StopAsyncIteration."},
    {"asend", async_generator_asend, "($self, value, /)", NativeMethod::Plain, "asend(v) -> send 'v' in generator."},
    {"athrow", async_generator_athrow, kThrowSignature, NativeMethod::Plain, "athrow(typ[,val[,tb]]) -> raise exception in generator."},
    {"aclose", async_generator_aclose, "($self, /)", NativeMethod::Plain, "aclose() -> raise GeneratorExit inside generator."},
    {"__repr__", async_generator_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__del__", async_generator_del, "($self, /)"},
};
constexpr NativeGetSet kAsyncGeneratorGetSets[] = {
    {"__name__", get_generator_name, set_generator_name, "name of the async generator"},
    {"__qualname__", get_generator_qualname, set_generator_qualname, "qualified name of the async generator"},
    {"ag_frame", get_generator_frame}, {"ag_code", get_generator_code}, {"ag_running", get_async_running},
    {"ag_await", get_generator_delegate, nullptr, "object being awaited on, or None"},
};
constexpr NativeMethod kSendMethods[] = {
    {"__await__", awaitable_self, "($self, /)"}, {"__iter__", awaitable_self, "($self, /)"}, {"__next__", asend_next, "($self, /)"},
    {"send", asend_send, "($self, value, /)"}, {"throw", asend_throw, kThrowSignature}, {"close", awaitable_close, "($self, /)"},
};
constexpr NativeMethod kThrowMethods[] = {
    {"__await__", awaitable_self, "($self, /)"}, {"__iter__", awaitable_self, "($self, /)"}, {"__next__", athrow_next, "($self, /)"},
    {"send", athrow_send, "($self, value, /)"}, {"throw", athrow_throw, kThrowSignature}, {"close", awaitable_close, "($self, /)"},
};
constexpr NativeMethod kAnextMethods[] = {
    {"__await__", awaitable_self, "($self, /)"}, {"__iter__", awaitable_self, "($self, /)"}, {"__next__", anext_next, "($self, /)"},
    {"send", anext_send, "($self, value, /)"}, {"throw", anext_throw, "($self, /, *args)"}, {"close", anext_close, "($self, /)"},
};

}  // namespace

Result<Value> new_anext_with_default(Vm& vm, Value awaitable, Value fallback) {
  NativeObject* made = TRY(new_native_object(vm, TypeId::AnextAwaitable, kAnextValues));
  made->values[kWrapped] = awaitable;
  made->values[kDefault] = fallback;
  return value_of(made);
}

void define_async_generator_type(Vm& vm) {
  vm.define_methods(TypeId::AsyncGenerator, kAsyncGeneratorMethods, kAsyncGeneratorGetSets);
  vm.define_methods(TypeId::AsyncGeneratorSend, kSendMethods);
  vm.define_methods(TypeId::AsyncGeneratorThrow, kThrowMethods);
  vm.define_methods(TypeId::AnextAwaitable, kAnextMethods);
}

}  // namespace tauraro
