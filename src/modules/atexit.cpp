// The module atexit.
#include "builtins/arguments.h"
#include "builtins/support.h"
#include "modules/exit_callbacks.h"
#include "modules/sys/sys.h"
#include "vm/services.h"

namespace tauraro {
namespace {

/// Rows of (function, arguments, keywords); None where one was unregistered.
Result<List*> callbacks(Vm& vm) {
  Value& list = vm.services->exit_callbacks;
  if (list.is_empty()) list = value_of(TRY(new_list(vm)));
  return list.as<List>();
}

Result<Value> atexit_register(Vm& vm, const Args& args) {
  if (args.rest_count == 0) return vm.raise(TypeId::TypeError, "register() takes at least 1 argument (0 given)");
  if (!is_callable(vm, args.rest[0])) return vm.raise(TypeId::TypeError, "the first argument must be callable");
  const Value arguments = value_of(TRY(new_tuple(vm, args.rest_span().subspan(1))));
  const Value keywords = args.keywords ? value_of(args.keywords) : Value::none();
  TRY(list_append(vm, TRY(callbacks(vm)), TRY(tuple_value(vm, {args.rest[0], arguments, keywords}))));
  return args.rest[0];
}

Result<Value> atexit_unregister(Vm& vm, const Args& args) {
  List* list = TRY(callbacks(vm));
  for (std::uint64_t i = 0; i < list->length; ++i) {
    const Value row = list->storage->items[i];
    if (row.is_none() || !TRY(equals(vm, row.as<Tuple>()->items[0], args[0]))) continue;
    if (i < list->length) list_set(vm, list, static_cast<std::int64_t>(i), Value::none());
  }
  return Value::none();
}

Result<Value> atexit_clear(Vm& vm, const Args&) {
  list_clear(vm, TRY(callbacks(vm)));
  return Value::none();
}

Result<Value> atexit_count(Vm& vm, const Args&) {
  std::int64_t count = 0;
  for (Value row : TRY(callbacks(vm))->span()) count += !row.is_none();
  return Value::from_int(count);
}

Result<Value> atexit_run(Vm& vm, const Args&) {
  run_exit_callbacks(vm);
  return Value::none();
}

constexpr NativeMethod kFunctions[] = {
    {"register", atexit_register, "(*args, **kwargs)", NativeMethod::Plain, "register(func, *args, **kwargs) -> func\n\nRegister a function to be executed upon normal program termination"},
    {"unregister", atexit_unregister, "(func, /)", NativeMethod::Plain, "Unregister an exit function which was previously registered using atexit.register"},
    {"_clear", atexit_clear, "()"}, {"_run_exitfuncs", atexit_run, "()"}, {"_ncallbacks", atexit_count, "()"},
};
constexpr NativeModuleSpec kModule = {"atexit", kFunctions, nullptr, "allow programmer to define multiple exit functions to be executed\nupon normal program termination."};

}  // namespace

void run_exit_callbacks(Vm& vm) {
  if (vm.services->exit_callbacks.is_empty()) return;
  List* list = vm.services->exit_callbacks.as<List>();
  while (list->length) {
    const Value row = list_remove_at(vm, list, static_cast<std::int64_t>(list->length) - 1);
    if (row.is_none()) continue;
    const Value* parts = row.as<Tuple>()->items;
    const Result<Value> outcome = vm.call_spread(parts[0], parts[1].as<Tuple>(), parts[2].is_none() ? nullptr : parts[2].as<Dict>());
    if (outcome.is_raised()) report_unraisable(vm, "Exception ignored in atexit callback", parts[0]);
  }
}

const NativeModuleSpec& atexit_module() { return kModule; }

}  // namespace tauraro
