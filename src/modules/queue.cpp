// The module _queue: SimpleQueue. Its values are the list of items and the position of the first (as an int).
#include <ctime>

#include "modules/module_support.h"
#include "modules/native_module.h"
#include "vm/services.h"

namespace tauraro {

namespace {

enum Field : int { kItems, kFirst, kFieldCount };

constexpr NativeTypeSpec kEmptyError{"_queue.Empty", {}};

NativeObject* self_of(const Args& args) { return args[0].as<NativeObject>(); }
List* items_of(const NativeObject* queue) { return queue->values[kItems].as<List>(); }
std::int64_t size_of(const NativeObject* queue) {
  return static_cast<std::int64_t>(items_of(queue)->length) - queue->values[kFirst].as_int();
}

Result<Value> queue_new(Vm& vm, const Args& args) {
  const Value items = Value::from_cell(TRY(new_list(vm)));
  NativeObject* queue = TRY(new_native_instance(vm, args[0].as<Type>(), kFieldCount));
  queue->values[kItems] = items;
  queue->values[kFirst] = Value::from_int(0);
  return Value::from_cell(queue);
}

Result<Value> put(Vm& vm, const Args& args) {
  TRY(list_append(vm, items_of(self_of(args)), args[1]));
  return Value::none();
}

/// \pre not empty
Result<Value> take(Vm& vm, NativeObject* queue) {
  List* items = items_of(queue);
  const std::int64_t first = queue->values[kFirst].as_int();
  const Value item = items->storage->items[first];
  list_set(vm, items, first, Value::none());
  queue->values[kFirst] = Value::from_int(first + 1);
  if (size_of(queue) == 0) {
    list_clear(vm, items);
    queue->values[kFirst] = Value::from_int(0);
  } else if (first >= 64 && first > size_of(queue)) {
    TRY(list_replace(vm, items, 0, static_cast<std::uint64_t>(first + 1), {}));
    queue->values[kFirst] = Value::from_int(0);
  }
  return item;
}

Raised raise_empty(Vm& vm) {
  const Result<Value> error = vm.call(Value::from_cell(vm.native_type(kEmptyError)), {});
  return error.is_raised() ? Raised{} : vm.raise_object(error.value());
}

double now_seconds() {
  timespec moment;
  clock_gettime(CLOCK_MONOTONIC, &moment);
  return static_cast<double>(moment.tv_sec) + static_cast<double>(moment.tv_nsec) * 1e-9;
}

/// Lets other threads run until there is an item; false when the deadline passes first.
Result<bool> wait_for_item(Vm& vm, const NativeObject* queue, double deadline) {
  while (size_of(queue) == 0) {
    if (deadline >= 0 && now_seconds() >= deadline) return false;
    vm.thread->safepoint = 1;
    TRY(vm.poll());
    if (vm.services->yield_lock) vm.services->yield_lock(vm);
    constexpr timespec kPause{0, 200'000};
    if (size_of(queue) == 0) nanosleep(&kPause, nullptr);
  }
  return true;
}

Result<Value> get(Vm& vm, const Args& args) {
  NativeObject* queue = self_of(args);
  const bool block = TRY(truth(vm, args[1]));
  double deadline = -1;
  if (block && !args[2].is_none()) {
    const Value seconds = TRY(vm.call(TRY(builtin_named(vm, "float")), {args[2]}));
    if (seconds.as_double() < 0) return vm.raise(TypeId::ValueError, "'timeout' must be a non-negative number");
    deadline = now_seconds() + seconds.as_double();
  }
  if (size_of(queue) == 0 && (!block || !TRY(wait_for_item(vm, queue, deadline)))) return raise_empty(vm);
  return take(vm, queue);
}

Result<Value> get_nowait(Vm& vm, const Args& args) {
  if (size_of(self_of(args)) == 0) return raise_empty(vm);
  return take(vm, self_of(args));
}

Result<Value> empty(Vm&, const Args& args) { return Value::from_bool(size_of(self_of(args)) == 0); }
Result<Value> qsize(Vm&, const Args& args) { return Value::from_int(size_of(self_of(args))); }

constexpr NativeMethod kMethods[] = {
    {"__new__", queue_new, "($type, /)", NativeMethod::Static},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
    {"put", put, "($self, /, item, block=True, timeout=None)"},
    {"put_nowait", put, "($self, /, item)"},
    {"get", get, "($self, /, block=True, timeout=None)"},
    {"get_nowait", get_nowait, "($self, /)"},
    {"empty", empty, "($self, /)"},
    {"qsize", qsize, "($self, /)"},
};
constexpr NativeTypeSpec kSimpleQueue{"_queue.SimpleQueue", kMethods};

Result<void> initialize(Vm& vm, Module* module) {
  Type* error = vm.native_type(kEmptyError);
  if (!error) error = TRY(make_exception_type(vm, kEmptyError, TypeId::Exception));
  TRY(add_to_module(vm, module, "Empty", Value::from_cell(error)));
  TRY(add_type(vm, module, kSimpleQueue, kind::NativeObject, native_object_size(kFieldCount), TypeId::Object,
               kTypeSubclassable | kTypeHasWeakref));
  return {};
}

constexpr NativeModuleSpec kSpec{"_queue", {}, initialize};

}  // namespace

const NativeModuleSpec& queue_module() { return kSpec; }

}  // namespace tauraro
