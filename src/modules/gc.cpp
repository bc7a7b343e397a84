// The module gc. There is one kind of full collection; thresholds and debug flags are kept but change nothing.
#include <algorithm>

#include "modules/native_module.h"
#include "object/int.h"
#include "vm/safepoint.h"
#include "vm/dead_registers.h"
#include "vm/services.h"

namespace tauraro {

namespace {

constexpr int kGenerations = 3;

Result<void> check_generation(Vm& vm, std::int64_t generation) {
  if (generation < 0 || generation >= kGenerations) return vm.raise(TypeId::ValueError, "invalid generation");
  return {};
}

/// Overwrites what earlier calls have left below on the native stack.
[[gnu::noinline]] void clear_dead_stack() {
  volatile char scratch[16 * 1024];
  for (volatile char& byte : scratch) byte = 0;
  (void)scratch;
}

Result<Value> collect(Vm& vm, const Args& args) {
  TRY(check_generation(vm, TRY(index_to_int64(vm, args[0]))));
  // Twice: what a finalizer or callback of the first lets go is found by the second.
  for (int round = 0; round < 2; ++round) {
    clear_dead_stack();
    clear_dead_registers(vm);
    vm.heap.collect(CollectKind::Full);
    vm.thread->safepoint = 1;
    TRY(vm.poll());
  }
  return Value::from_int(0);
}

Result<Value> enable(Vm& vm, const Args&) {
  vm.services->automatic_collection = true;
  return Value::none();
}
Result<Value> disable(Vm& vm, const Args&) {
  vm.services->automatic_collection = false;
  return Value::none();
}
Result<Value> isenabled(Vm& vm, const Args&) { return Value::from_bool(vm.services->automatic_collection); }

Value setting(Vm& vm, const char* name) {
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "gc"));
  return module.is(kind::Module) ? dict_get_str(vm, module.as<Module>()->dict, intern(vm, name)) : Value::not_found();
}
Result<void> set_setting(Vm& vm, const char* name, Value value) {
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "gc"));
  if (!module.is(kind::Module)) return {};
  return add_to_module(vm, module.as<Module>(), name, value);
}

Result<Value> set_debug(Vm& vm, const Args& args) {
  TRY(set_setting(vm, "_debug", TRY(new_int(vm, TRY(index_to_int64(vm, args[0]))))));
  return Value::none();
}
Result<Value> get_debug(Vm& vm, const Args&) {
  const Value flags = setting(vm, "_debug");
  return flags.is_not_found() ? Value::from_int(0) : flags;
}

Result<Value> get_threshold(Vm& vm, const Args&) {
  const Value thresholds = setting(vm, "_thresholds");
  if (!thresholds.is_not_found()) return thresholds;
  return make_tuple(vm, {Value::from_int(700), Value::from_int(10), Value::from_int(10)});
}
Result<Value> set_threshold(Vm& vm, const Args& args) {
  const Value current = TRY(get_threshold(vm, args));
  Tuple* changed = TRY(new_tuple(vm, current.as<Tuple>()->span()));
  for (int i = 0; i < kGenerations; ++i)
    if (args.has(static_cast<std::size_t>(i))) changed->items[i] = TRY(index_of(vm, args[static_cast<std::size_t>(i)]));
  TRY(set_setting(vm, "_thresholds", Value::from_cell(changed)));
  return Value::none();
}

Result<Value> get_count(Vm& vm, const Args&) {
  const auto young = static_cast<std::int64_t>(vm.heap.stats().young_collections % 10);
  return make_tuple(vm, {Value::from_int(0), Value::from_int(young), Value::from_int(0)});
}

Result<Value> get_stats(Vm& vm, const Args&) {
  const HeapStats stats = vm.heap.stats();
  const std::uint64_t counts[kGenerations] = {stats.young_collections, stats.young_collections, stats.full_collections};
  List* list = TRY(new_list(vm));
  for (const std::uint64_t count : counts) {
    Dict* row = TRY(new_dict(vm));
    TRY(list_append(vm, list, Value::from_cell(row)));
    TRY(dict_set_str(vm, row, intern(vm, "collections"), Value::from_int(static_cast<std::int64_t>(count))));
    TRY(dict_set_str(vm, row, intern(vm, "collected"), Value::from_int(0)));
    TRY(dict_set_str(vm, row, intern(vm, "uncollectable"), Value::from_int(0)));
  }
  return Value::from_cell(list);
}

/// Numbers, strings and bytes name no other objects.
bool is_tracked_value(Value value) {
  if (!value.is_cell()) return false;
  switch (static_cast<CellKindName>(value.as_cell()->kind)) {
    case CellKindName::Str: case CellKindName::Bytes: case CellKindName::IntCell: case CellKindName::BigInt:
    case CellKindName::Complex: case CellKindName::FloatObject: case CellKindName::Buffer: case CellKindName::ByteArray:
    case CellKindName::Range: case CellKindName::Slice: return false;
    default: return true;
  }
}
Result<Value> is_tracked(Vm&, const Args& args) { return Value::from_bool(is_tracked_value(args[0])); }
Result<Value> is_finalized(Vm& vm, const Args& args) {
  const bool has_method = args[0].is_cell() && vm.type_of(args[0])->flags & kTypeHasFinalizer;
  return Value::from_bool(has_method && !Heap::has_finalizer(args[0].as_cell()));
}

Result<Value> get_objects(Vm& vm, const Args& args) {
  if (!args[0].is_none()) {
    const std::int64_t generation = TRY(index_to_int64(vm, args[0]));
    if (generation >= kGenerations)
      return vm.raise(TypeId::ValueError, "generation parameter must be less than the number of available generations (3)");
    if (generation < 0) return vm.raise(TypeId::ValueError, "generation parameter cannot be negative");
  }
  return Value::from_cell(TRY(new_list(vm)));
}

Result<void> add_referents(Vm& vm, List* list, Value object) {
  if (object.is(kind::Dict)) {
    std::uint32_t position = 0;
    Value key, value;
    while (dict_next(object.as<Dict>(), &position, &key, &value)) {
      TRY(list_append(vm, list, key));
      TRY(list_append(vm, list, value));
    }
    return {};
  }
  const bool iterable = object.is(kind::List) || object.is(kind::Tuple) || object.is(kind::Set);
  return iterable ? list_extend(vm, list, object) : Result<void>();
}
Result<Value> get_referents(Vm& vm, const Args& args) {
  List* list = TRY(new_list(vm));
  for (const Value object : args.rest_span()) TRY(add_referents(vm, list, object));
  return Value::from_cell(list);
}

bool names_any(Dict* dict, std::span<const Value> objects) {
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(dict, &position, &key, &value))
    if (std::find(objects.begin(), objects.end(), value) != objects.end()) return true;
  return false;
}

/// Only the namespaces of modules that name one of the objects: who else does, nobody counts.
Result<Value> get_referrers(Vm& vm, const Args& args) {
  List* referrers = TRY(new_list(vm));
  std::uint32_t position = 0;
  Value key, module;
  while (dict_next(vm.modules, &position, &key, &module))
    if (module.is(kind::Module) && names_any(module.as<Module>()->dict, args.rest_span()))
      TRY(list_append(vm, referrers, Value::from_cell(module.as<Module>()->dict)));
  return Value::from_cell(referrers);
}

Result<Value> do_nothing(Vm&, const Args&) { return Value::none(); }
Result<Value> zero(Vm&, const Args&) { return Value::from_int(0); }

constexpr NativeMethod kFunctions[] = {
    {"collect", collect, "(generation=2)"},
    {"enable", enable, "()"},
    {"disable", disable, "()"},
    {"isenabled", isenabled, "()"},
    {"set_debug", set_debug, "(flags, /)"},
    {"get_debug", get_debug, "()"},
    {"get_threshold", get_threshold, "()"},
    {"set_threshold", set_threshold, "(threshold0, threshold1=<unset>, threshold2=<unset>, /)"},
    {"get_count", get_count, "()"},
    {"get_stats", get_stats, "()"},
    {"get_objects", get_objects, "(generation=None)"},
    {"get_referents", get_referents, "(*objs)"},
    {"get_referrers", get_referrers, "(*objs)"},
    {"is_tracked", is_tracked, "(obj, /)"},
    {"is_finalized", is_finalized, "(obj, /)"},
    {"freeze", do_nothing, "()"},
    {"unfreeze", do_nothing, "()"},
    {"get_freeze_count", zero, "()"},
};

Result<void> initialize(Vm& vm, Module* module) {
  constexpr struct {
    const char* name;
    int value;
  } kFlags[] = {{"DEBUG_STATS", 1}, {"DEBUG_COLLECTABLE", 2}, {"DEBUG_UNCOLLECTABLE", 4}, {"DEBUG_SAVEALL", 32}, {"DEBUG_LEAK", 38}};
  for (const auto& flag : kFlags) TRY(add_to_module(vm, module, flag.name, Value::from_int(flag.value)));
  TRY(add_to_module(vm, module, "garbage", Value::from_cell(TRY(new_list(vm)))));
  return add_to_module(vm, module, "callbacks", Value::from_cell(TRY(new_list(vm))));
}

constexpr NativeModuleSpec kSpec{"gc", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& gc_module() { return kSpec; }

}  // namespace tauraro
