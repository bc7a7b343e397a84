// Builtin functions on iterables.
#include "builtins/builtin_functions.h"
#include "builtins/generator_support.h"
#include "builtins/support.h"
#include "object/iterators.h"
#include "vm/generator.h"

namespace tauraro {

Result<Value> builtin_all(Vm& vm, const Args& args) {
  bool result = true;
  TRY(for_each(vm, args[0], [&](Value item) -> Result<bool> { return result = TRY(truth(vm, item)); }));
  return Value::from_bool(result);
}

Result<Value> builtin_any(Vm& vm, const Args& args) {
  bool result = false;
  TRY(for_each(vm, args[0], [&](Value item) -> Result<bool> { return !(result = TRY(truth(vm, item))); }));
  return Value::from_bool(result);
}

Result<Value> builtin_iter(Vm& vm, const Args& args) {
  if (!args.has(1)) return get_iter(vm, args[0]);
  if (!is_callable(vm, args[0])) return vm.raise(TypeId::TypeError, "iter(v, w): v must be callable");
  return new_callable_iterator(vm, args[0], args[1]);
}

namespace {

/// The item; done, or raised: a StopIteration of a Python iterator as it is.
Result<Value> next_item(Vm& vm, Value iterator) {
  const Type* type = vm.type_of(iterator);
  if (vm.is_exact(iterator, TypeId::Generator)) {
    const GeneratorStep step = TRY(generator_resume(vm, iterator.as<Generator>(), Value::none()));
    if (!step.finished) return step.value;
    return step.value.is_none() ? Result<Value>(Value::done()) : vm.raise_stop_iteration(step.value);
  }
  const bool native = iterator.is(kind::Iterator) && !(type->flags & kTypeHeap);
  if (native || !type->has(Special::Next)) return next(vm, iterator);
  return vm.call_special(iterator, Special::Next);
}

}  // namespace

Result<Value> builtin_next(Vm& vm, const Args& args) {
  const Result<Value> item = next_item(vm, args[0]);
  if (item.is_raised()) {
    if (args.has(1) && vm.catch_if(TypeId::StopIteration)) return args[1];
    return Raised{};
  }
  if (!item.value().is_done()) return item;
  return args.has(1) ? Result<Value>(args[1]) : vm.raise_stop_iteration(Value::none());
}

Result<Value> builtin_sorted(Vm& vm, const Args& args) {
  List* list = TRY(list_from(vm, args[0]));
  const Value reverse = is_int_like(args[2]) ? args[2] : TRY(index_of(vm, args[2]));
  TRY(list_sort(vm, list, args[1], TRY(truth(vm, reverse))));
  return value_of(list);
}

Result<Value> builtin_aiter(Vm& vm, const Args& args) {
  const Type* type = vm.type_of(args[0]);
  if (!type->has(Special::AIter)) return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object is not an async iterable");
  const Value iterator = TRY(vm.call_special(args[0], Special::AIter));
  if (!vm.type_of(iterator)->has(Special::ANext))
    return vm.raise_error(TypeId::TypeError, "aiter() returned not an async iterator of type '", full_type_name(vm, vm.type_of(iterator)), "'");
  return iterator;
}

Result<Value> builtin_anext(Vm& vm, const Args& args) {
  const Type* type = vm.type_of(args[0]);
  if (!type->has(Special::ANext)) return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object is not an async iterator");
  const Value awaitable = TRY(vm.call_special(args[0], Special::ANext));
  return args.has(1) ? new_anext_with_default(vm, awaitable, args[1]) : Result<Value>(awaitable);
}

}  // namespace tauraro
