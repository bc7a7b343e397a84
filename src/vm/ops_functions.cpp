// Out-of-line opcodes: functions, classes, generators, coroutines, context managers.
#include "object/feedback.h"
#include "object/function.h"
#include "object/instance.h"
#include "object/operations.h"
#include "vm/async.h"
#include "vm/generator.h"
#include "vm/link.h"
#include "vm/out_of_line.h"

namespace tauraro {

namespace {

Result<Value> make_function(Vm& vm, Value* R, Instruction* pc) {
  LinkedCode* outer = vm.thread->frame->code;
  Code* child = outer->code->children.as<Tuple>()->items[pc->c].as<Code>();
  LinkedCode* code = TRY(link_code(vm, child, outer->globals));
  Function* function = TRY(new_function(vm, code, child->qualname));
  const Value* parts = R + pc->b;
  if (!parts[0].is_empty()) function->defaults = parts[0];
  if (!parts[1].is_empty()) function->kwdefaults = parts[1];
  function->annotations = parts[2];
  function->closure = parts[3];
  return Value::from_cell(function);
}

}  // namespace

bool op_MakeFunction(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], make_function(vm, R, pc)); }

bool op_LoadBuildClass(Vm& vm, Value* R, Instruction* pc) {
  const Value found = dict_get_str(vm, vm.thread->frame->code->builtins.as<Dict>(), intern(vm, "__build_class__"));
  if (found.is_not_found()) {
    (void)vm.raise(TypeId::NameError, "__build_class__ not found");
    return false;
  }
  R[pc->a] = found;
  return true;
}

// ---- generators and coroutines ----

namespace {

bool is_coroutine_like(Vm& vm, Value value) {
  if (vm.is_exact(value, TypeId::Coroutine)) return true;
  return vm.is_exact(value, TypeId::Generator) && value.as<Generator>()->code->flags & CodeUnit::IterableCoroutine;
}

Result<Value> yield_from_iterator(Vm& vm, Value source) {
  if (vm.is_exact(source, TypeId::Coroutine)) {
    const std::uint32_t flags = vm.thread->frame->code->flags;
    if (flags & (CodeUnit::Coroutine | CodeUnit::IterableCoroutine)) return source;
    return vm.raise(TypeId::TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
  }
  if (vm.is_exact(source, TypeId::Generator)) return source;
  return get_iter(vm, source);
}

}  // namespace

bool op_GetYieldFromIter(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], yield_from_iterator(vm, R[pc->b])); }

Result<Value> awaitable_iterator(Vm& vm, Value source) {
  if (is_coroutine_like(vm, source)) return source;
  const Type* type = vm.type_of(source);
  if (!type->has(Special::Await))
    return vm.raise_error(TypeId::TypeError, "object ", full_type_name(vm, type), " can't be used in 'await' expression");
  const Value iterator = TRY(vm.call_special(source, Special::Await));
  if (is_coroutine_like(vm, iterator)) return vm.raise(TypeId::TypeError, "__await__() returned a coroutine");
  if (!vm.type_of(iterator)->has(Special::Next))
    return vm.raise_error(TypeId::TypeError, "__await__() returned non-iterator of type '", type_name(vm, iterator), "'");
  return iterator;
}

namespace {

Result<Value> get_awaitable(Vm& vm, Value source, int context) {
  const Type* type = vm.type_of(source);
  if (context != 0 && !is_coroutine_like(vm, source) && !type->has(Special::Await))
    return vm.raise_error(TypeId::TypeError, "'async with' received an object from ", context == 1 ? "__aenter__" : "__aexit__",
                          " that does not implement __await__: ", full_type_name(vm, type));
  const Value iterator = TRY(awaitable_iterator(vm, source));
  if (vm.is_exact(iterator, TypeId::Coroutine) && !suspended_delegate(iterator.as<Generator>()).is_empty())
    return vm.raise(TypeId::RuntimeError, "coroutine is being awaited already");
  return iterator;
}

Result<Value> get_async_iterator(Vm& vm, Value source) {
  const Type* type = vm.type_of(source);
  if (!type->has(Special::AIter))
    return vm.raise_error(TypeId::TypeError, "'async for' requires an object with __aiter__ method, got ", full_type_name(vm, type));
  const Value iterator = TRY(vm.call_special(source, Special::AIter));
  if (!vm.type_of(iterator)->has(Special::ANext))
    return vm.raise_error(TypeId::TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: ",
                          full_type_name(vm, vm.type_of(iterator)));
  return iterator;
}

Result<Value> get_async_next(Vm& vm, Value iterator) {
  const Type* type = vm.type_of(iterator);
  if (!type->has(Special::ANext))
    return vm.raise_error(TypeId::TypeError, "'async for' requires an iterator with __anext__ method, got ", full_type_name(vm, type));
  const Value awaitable = TRY(vm.call_special(iterator, Special::ANext));
  const Result<Value> result = awaitable_iterator(vm, awaitable);
  if (!result.is_raised()) return result;
  const Value cause = vm.catch_pending();
  if (cause.is_empty()) return Raised{};
  (void)vm.raise_error(TypeId::TypeError, "'async for' received an invalid object from __anext__: ", full_type_name(vm, vm.type_of(awaitable)));
  Exception* error = vm.thread->pending.as<Exception>();
  error->cause = error->context = cause;
  error->suppress_context = Value::from_bool(true);
  vm.barrier(error);
  return Raised{};
}

}  // namespace

bool op_GetAwaitable(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], get_awaitable(vm, R[pc->b], pc->c)); }
bool op_GetAiter(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], get_async_iterator(vm, R[pc->b])); }
bool op_GetAnext(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], get_async_next(vm, R[pc->b])); }

bool op_EndAsyncFor(Vm& vm, Value* R, Instruction* pc) {
  if (is_instance(vm, R[pc->a], TypeId::StopAsyncIteration)) return true;
  vm.thread->pending = R[pc->a];
  return false;
}

bool op_AsyncGenWrap(Vm& vm, Value* R, Instruction* pc) {
  NativeObject* wrapped = vm.allocate<NativeObject>(kind::NativeObject, builtin_shape(TypeId::AsyncGeneratorWrapped), sizeof(Value));
  if (!wrapped) return false;
  wrapped->value_count = 1;
  wrapped->values[0] = R[pc->b];
  R[pc->a] = Value::from_cell(wrapped);
  return true;
}

// ---- with ----

namespace {

/// A special method bound to the object; not_found when its type has none.
Result<Value> bound_special(Vm& vm, Value object, Special which) {
  Type* type = vm.type_of(object);
  const Value found = type->special(which);
  if (found.is_empty()) return Value::not_found();
  return bind_descriptor(vm, found, object, type);
}

bool enter_context(Vm& vm, Value* R, Instruction* pc, Special enter_special, Special exit_special, bool async) {
  const Value manager = R[pc->b];
  const Type* type = vm.type_of(manager);
  const char* protocol = async ? "asynchronous context manager" : "context manager";
  if (!type->has(enter_special)) {
    (void)vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object does not support the ", protocol, " protocol");
    return false;
  }
  if (!type->has(exit_special)) {
    (void)vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object does not support the ", protocol, " protocol (missed ",
                         async ? "__aexit__" : "__exit__", " method)");
    return false;
  }
  Value enter, exit, result;
  if (!put(enter, bound_special(vm, manager, enter_special))) return false;
  if (!put(exit, bound_special(vm, manager, exit_special))) return false;
  if (!put(result, vm.call(enter, {}))) return false;
  R[pc->a] = exit;
  R[pc->a + 1] = result;
  return true;
}

}  // namespace

bool op_BeforeWith(Vm& vm, Value* R, Instruction* pc) { return enter_context(vm, R, pc, Special::Enter, Special::Exit, false); }
bool op_BeforeAsyncWith(Vm& vm, Value* R, Instruction* pc) { return enter_context(vm, R, pc, Special::AEnter, Special::AExit, true); }

bool op_CallExit(Vm& vm, Value* R, Instruction* pc) {
  const Value exception = R[pc->c];
  if (exception.is_none()) return put(R[pc->a], vm.call(R[pc->b], {Value::none(), Value::none(), Value::none()}));
  const Value traceback = exception.as<Exception>()->traceback;
  return put(R[pc->a], vm.call(R[pc->b], {Value::from_cell(vm.type_of(exception)), exception, traceback.is_empty() ? Value::none() : traceback}));
}

bool op_PrintExpression(Vm& vm, Value* R, Instruction* pc) {
  const Value hook = vm.sys ? dict_get_str(vm, vm.sys->dict, intern(vm, "displayhook")) : Value::not_found();
  if (hook.is_not_found()) {
    (void)vm.raise(TypeId::RuntimeError, "lost sys.displayhook");
    return false;
  }
  Value ignored;
  return put(ignored, vm.call(hook, {R[pc->a]}));
}

}  // namespace tauraro
