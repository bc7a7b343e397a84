// The module _thread.
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>

#include "builtins/arguments.h"
#include "builtins/support.h"
#include "modules/native_module.h"
#include "modules/signal/signals.h"
#include "modules/sys/sys.h"
#include "modules/sys/traceback_text.h"
#include "object/struct_sequence.h"
#include "vm/services.h"
#include "vm/threads.h"

namespace tauraro {
namespace {

constexpr double kMaxTimeout = 9223372036.0;  // seconds

using Clock = std::chrono::steady_clock;

// ---- locks: values are whether it is held, and for RLock the owner's identity and the depth ----

enum { kHeld, kOwner, kDepth, kLockValues };

NativeObject* native_of(Value self) { return self.as<NativeObject>(); }
bool is_held(Value self) { return native_of(self)->values[kHeld].is_true(); }
void set_held(Value self, bool held) { native_of(self)->values[kHeld] = Value::from_bool(held); }

/// How long acquire() may wait, in nanoseconds; negative: for ever.
Result<std::int64_t> wait_time(Vm& vm, Value blocking_value, Value timeout_value) {
  const bool blocking = TRY(truth(vm, blocking_value));
  const Value number = TRY(vm.call(type_value(vm, TypeId::Float), {timeout_value}));
  const double seconds = number.is_double() ? number.as_double() : -1;
  if (!blocking) {
    if (seconds != -1) return vm.raise(TypeId::ValueError, "can't specify a timeout for a non-blocking call");
    return std::int64_t{0};
  }
  if (seconds < 0 && seconds != -1) return vm.raise(TypeId::ValueError, "timeout value must be a non-negative number");
  if (seconds > kMaxTimeout) return vm.raise(TypeId::OverflowError, "timeout value is too large");
  return seconds < 0 ? std::int64_t{-1} : static_cast<std::int64_t>(seconds * 1e9);
}

/// Waits until `is_free()`; false when the time is over.
template <class Test>
Result<bool> wait_until(Vm& vm, std::int64_t nanoseconds, Test is_free) {
  if (is_free()) return true;
  const auto start = Clock::now();
  while (true) {
    std::int64_t left = INT64_MAX;
    if (nanoseconds >= 0) left = nanoseconds - std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start).count();
    if (left <= 0) return false;
    wait_for_change(vm, left);
    TRY(vm.poll());
    if (is_free()) return true;
  }
}

Result<Value> lock_acquire(Vm& vm, const Args& args) {
  const std::int64_t time = TRY(wait_time(vm, args[1], args[2]));
  const bool free = TRY(wait_until(vm, time, [&] { return !is_held(args[0]); }));
  if (free) set_held(args[0], true);
  return Value::from_bool(free);
}

Result<Value> lock_release(Vm& vm, const Args& args) {
  if (!is_held(args[0])) return vm.raise(TypeId::RuntimeError, "release unlocked lock");
  set_held(args[0], false);
  notify_change(vm);
  return Value::none();
}

Result<Value> lock_enter(Vm& vm, const Args& args) {
  (void)TRY(wait_until(vm, -1, [&] { return !is_held(args[0]); }));
  set_held(args[0], true);
  return Value::from_bool(true);
}
Result<Value> lock_locked(Vm&, const Args& args) { return Value::from_bool(is_held(args[0])); }
Result<Value> lock_reinit(Vm&, const Args& args) {
  set_held(args[0], false);
  return Value::none();
}
Result<Value> lock_repr(Vm& vm, const Args& args) {
  return str_value(vm, concat(is_held(args[0]) ? "<locked " : "<unlocked ", full_type_name(vm, vm.type_of(args[0])), " object at ", identity_text(args[0]), ">"));
}

// ---- RLock ----

std::int64_t depth_of(Value self) { return native_of(self)->values[kDepth].is_int() ? native_of(self)->values[kDepth].as_int() : 0; }
bool is_own(Vm& vm, Value self) { return depth_of(self) > 0 && native_of(self)->values[kOwner] == new_int(vm, thread_identity(vm)).value_or_empty(); }

Result<void> own(Vm& vm, Value self, std::int64_t depth) {
  native_of(self)->values[kOwner] = TRY(new_int(vm, thread_identity(vm)));
  native_of(self)->values[kDepth] = Value::from_int(depth);
  vm.barrier(self.as_cell());
  return {};
}

Result<bool> take_recursive(Vm& vm, Value self, std::int64_t time) {
  if (is_own(vm, self)) {
    native_of(self)->values[kDepth] = Value::from_int(depth_of(self) + 1);
    return true;
  }
  if (!TRY(wait_until(vm, time, [&] { return depth_of(self) == 0; }))) return false;
  TRY(own(vm, self, 1));
  return true;
}

Result<Value> rlock_new(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Type)) return vm.raise(TypeId::TypeError, "RLock.__new__(X): X is not a type object");
  return value_of(TRY(new_native_instance(vm, args[0].as<Type>(), kLockValues)));
}
Result<Value> rlock_acquire(Vm& vm, const Args& args) {
  return Value::from_bool(TRY(take_recursive(vm, args[0], TRY(wait_time(vm, args[1], args[2])))));
}
Result<Value> rlock_enter(Vm& vm, const Args& args) { return Value::from_bool(TRY(take_recursive(vm, args[0], -1))); }
Result<Value> rlock_release(Vm& vm, const Args& args) {
  if (!is_own(vm, args[0])) return vm.raise(TypeId::RuntimeError, "cannot release un-acquired lock");
  native_of(args[0])->values[kDepth] = Value::from_int(depth_of(args[0]) - 1);
  if (depth_of(args[0]) == 0) notify_change(vm);
  return Value::none();
}
Result<Value> rlock_is_owned(Vm& vm, const Args& args) { return Value::from_bool(is_own(vm, args[0])); }
Result<Value> rlock_recursion_count(Vm& vm, const Args& args) { return Value::from_int(is_own(vm, args[0]) ? depth_of(args[0]) : 0); }
Result<Value> rlock_release_save(Vm& vm, const Args& args) {
  if (depth_of(args[0]) == 0) return vm.raise(TypeId::RuntimeError, "cannot release un-acquired lock");
  const Value state = TRY(tuple_value(vm, {Value::from_int(depth_of(args[0])), native_of(args[0])->values[kOwner]}));
  native_of(args[0])->values[kDepth] = Value::from_int(0);
  notify_change(vm);
  return state;
}
Result<Value> rlock_acquire_restore(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Tuple) || args[1].as<Tuple>()->length != 2) return vm.raise(TypeId::TypeError, "_acquire_restore() argument 1 must be a 2-tuple");
  (void)TRY(wait_until(vm, -1, [&] { return depth_of(args[0]) == 0; }));
  native_of(args[0])->values[kDepth] = args[1].as<Tuple>()->items[0];
  native_of(args[0])->values[kOwner] = args[1].as<Tuple>()->items[1];
  vm.barrier(args[0].as_cell());
  return Value::none();
}
Result<Value> rlock_reinit(Vm&, const Args& args) {
  native_of(args[0])->values[kDepth] = Value::from_int(0);
  return Value::none();
}
Result<Value> rlock_repr(Vm& vm, const Args& args) {
  const std::int64_t depth = depth_of(args[0]);
  const Value owner = depth ? native_of(args[0])->values[kOwner] : Value::from_int(0);
  return str_value(vm, concat(depth ? "<locked " : "<unlocked ", full_type_name(vm, vm.type_of(args[0])), " object owner=", TRY(repr_text(vm, owner)),
                              " count=", depth, " at ", identity_text(args[0]), ">"));
}

constexpr const char* kAcquireSignature = "($self, blocking=True, timeout=-1)";

constexpr NativeMethod kLockMethods[] = {
    {"acquire", lock_acquire, kAcquireSignature}, {"acquire_lock", lock_acquire, kAcquireSignature}, {"release", lock_release, "($self, /)"},
    {"release_lock", lock_release, "($self, /)"}, {"locked", lock_locked, "($self, /)"}, {"locked_lock", lock_locked, "($self, /)"},
    {"__enter__", lock_enter, "($self, /)"}, {"__exit__", lock_release, "($self, /, *args)"}, {"__repr__", lock_repr, "($self, /)"},
    {"_at_fork_reinit", lock_reinit, "($self, /)"},
};
constexpr NativeTypeSpec kLock = {"_thread.lock", kLockMethods};

constexpr NativeMethod kRLockMethods[] = {
    {"__new__", rlock_new, "($type, /, *args, **kwargs)", NativeMethod::Static}, {"acquire", rlock_acquire, kAcquireSignature},
    {"release", rlock_release, "($self, /)"}, {"__enter__", rlock_enter, "($self, /)"}, {"__exit__", rlock_release, "($self, /, *args)"},
    {"_is_owned", rlock_is_owned, "($self, /)"}, {"_recursion_count", rlock_recursion_count, "($self, /)"},
    {"_release_save", rlock_release_save, "($self, /)"}, {"_acquire_restore", rlock_acquire_restore, "($self, state, /)"},
    {"_at_fork_reinit", rlock_reinit, "($self, /)"}, {"__repr__", rlock_repr, "($self, /)"},
};
constexpr NativeTypeSpec kRLock = {"_thread.RLock", kRLockMethods};

// ---- _local: values are a dict of the threads' dicts by identity, and the arguments of __init__ ----

enum { kDicts, kArguments, kKeywords, kLocalValues };

Result<Value> local_new(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Type)) return vm.raise(TypeId::TypeError, "_local.__new__(X): X is not a type object");
  Type* type = args[0].as<Type>();
  const bool has_init = type->special(Special::Init) != vm.type(TypeId::Object)->special(Special::Init);
  if (!has_init && (args.rest_count || (args.keywords && args.keywords->count))) return vm.raise(TypeId::TypeError, "Initialization arguments are not supported");
  NativeObject* local = TRY(new_native_instance(vm, type, kLocalValues));
  local->values[kDicts] = value_of(TRY(new_dict(vm)));
  local->values[kArguments] = value_of(TRY(new_tuple(vm, args.rest_span())));
  local->values[kKeywords] = args.keywords ? value_of(args.keywords) : Value::none();
  vm.barrier(local);
  TRY(dict_set(vm, local->values[kDicts].as<Dict>(), TRY(new_int(vm, thread_identity(vm))), value_of(TRY(new_dict(vm)))));
  return value_of(local);
}

/// The running thread's attributes; __init__ runs at a thread's first use.
Result<Dict*> local_dict(Vm& vm, Value self) {
  NativeObject* local = native_of(self);
  Dict* dicts = local->values[kDicts].as<Dict>();
  const Value key = TRY(new_int(vm, thread_identity(vm)));
  const Value known = TRY(dict_get(vm, dicts, key));
  if (!known.is_not_found()) return known.as<Dict>();
  Dict* made = TRY(new_dict(vm));
  TRY(dict_set(vm, dicts, key, value_of(made)));
  const Value init = vm.type_of(self)->special(Special::Init);
  if (init == vm.type(TypeId::Object)->special(Special::Init)) return made;
  const Value bound = TRY(get_attr(vm, self, "__init__"));
  const Value keywords = local->values[kKeywords];
  if (vm.call_spread(bound, local->values[kArguments].as<Tuple>(), keywords.is_none() ? nullptr : keywords.as<Dict>()).is_raised()) {
    const Value error = vm.thread->pending;
    vm.thread->pending = Value();
    (void)dict_delete(vm, dicts, key);
    vm.thread->pending = error;
    return Raised{};
  }
  return made;
}

Result<Value> local_getattribute(Vm& vm, const Args& args) {
  Str* name = TRY(attribute_name(vm, args[1]));
  Dict* dict = TRY(local_dict(vm, args[0]));
  if (str_equal(vm, name, "__dict__")) return value_of(dict);
  const Value in_type = type_lookup(vm, vm.type_of(args[0]), name);
  const bool data = !in_type.is_empty() && is_data_descriptor(vm, in_type) && vm.type_of(in_type)->has(Special::Get);
  if (!data) {
    const Value own = dict_get_str(vm, dict, name);
    if (!own.is_not_found()) return own;
  }
  if (!in_type.is_empty()) return bind_descriptor(vm, in_type, args[0], vm.type_of(args[0]));
  return raise_attribute_error(vm, args[0], name);
}

Result<Value> local_setattr(Vm& vm, const Args& args) {
  Str* name = TRY(attribute_name(vm, args[1]));
  Dict* dict = TRY(local_dict(vm, args[0]));
  if (str_equal(vm, name, "__dict__"))
    return vm.raise_error(TypeId::AttributeError, "'", full_type_name(vm, vm.type_of(args[0])), "' object attribute '__dict__' is read-only");
  const Value in_type = type_lookup(vm, vm.type_of(args[0]), name);
  if (!in_type.is_empty() && is_data_descriptor(vm, in_type)) TRY(set_through_descriptor(vm, in_type, args[0], args[2]));
  else TRY(dict_set_str(vm, dict, name, args[2]));
  return Value::none();
}

Result<Value> local_delattr(Vm& vm, const Args& args) {
  Str* name = TRY(attribute_name(vm, args[1]));
  Dict* dict = TRY(local_dict(vm, args[0]));
  if (str_equal(vm, name, "__dict__"))
    return vm.raise_error(TypeId::AttributeError, "'", full_type_name(vm, vm.type_of(args[0])), "' object attribute '__dict__' is read-only");
  if (!TRY(dict_delete(vm, dict, value_of(name)))) return raise_attribute_error(vm, args[0], name);
  return Value::none();
}

constexpr NativeMethod kLocalMethods[] = {
    {"__new__", local_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__getattribute__", local_getattribute, "($self, name, /)"}, {"__setattr__", local_setattr, "($self, name, value, /)"},
    {"__delattr__", local_delattr, "($self, name, /)"},
};
constexpr NativeTypeSpec kLocal = {"_thread._local", kLocalMethods};

// ---- functions ----

Result<Value> new_lock(Vm& vm) {
  NativeObject* lock = TRY(new_native_instance(vm, TRY(ensure_native_type(vm, kLock, kind::NativeObject, native_object_size(kLockValues), TypeId::Object, kTypeHasWeakref)), kLockValues));
  lock->values[kHeld] = Value::from_bool(false);
  return value_of(lock);
}

Result<Value> thread_allocate_lock(Vm& vm, const Args&) { return new_lock(vm); }
Result<Value> thread_get_ident(Vm& vm, const Args&) { return new_int(vm, thread_identity(vm)); }
Result<Value> thread_get_native_id(Vm& vm, const Args&) { return new_int(vm, syscall(SYS_gettid)); }
Result<Value> thread_count(Vm& vm, const Args&) { return Value::from_int(static_cast<std::int64_t>(vm.services->threads.size()) - 1); }

Result<Value> thread_stack_size(Vm& vm, const Args& args) {
  const std::int64_t before = static_cast<std::int64_t>(vm.services->thread_stack_bytes);
  const std::int64_t size = TRY(index_to_int64(vm, args[0]));
  if (size < 0) return vm.raise(TypeId::ValueError, "size must be 0 or a positive value");
  if (args[0] != Value::from_int(-1) && size != 0 && size < 32768) return vm.raise_error(TypeId::ValueError, "size not valid: ", size, " bytes");
  vm.services->thread_stack_bytes = static_cast<std::size_t>(size);
  return new_int(vm, before);
}

/// The message of a thread that ends with an exception.
void report_thread(Vm& vm, Value function) { report_unraisable(vm, "Exception ignored in thread started by", function); }

Result<Value> thread_start(Vm& vm, const Args& args) {
  if (!is_callable(vm, args[0])) return vm.raise(TypeId::TypeError, "first arg must be callable");
  if (!args[1].is(kind::Tuple)) return vm.raise(TypeId::TypeError, "2nd arg must be a tuple");
  if (args.has(2) && !args[2].is(kind::Dict)) return vm.raise(TypeId::TypeError, "optional 3rd arg must be a dictionary");
  Dict* keywords = args.has(2) ? args[2].as<Dict>() : nullptr;
  return new_int(vm, TRY(start_thread(vm, args[0], args[1].as<Tuple>(), keywords, vm.services->thread_stack_bytes, report_thread)));
}

Result<Value> thread_exit(Vm& vm, const Args&) { return vm.raise_object(TRY(vm.call(type_value(vm, TypeId::SystemExit), {}))); }

/// A lock that is released when the thread ends.
Result<Value> thread_set_sentinel(Vm& vm, const Args&) {
  const Value lock = TRY(new_lock(vm));
  vm.thread->sentinel = lock;
  return lock;
}

Result<Value> thread_interrupt_main(Vm& vm, const Args& args) {
  const std::int64_t number = TRY(index_to_int64(vm, args[0]));
  if (number < 1 || number >= kSignalEnd) return vm.raise(TypeId::ValueError, "signal number out of range");
  simulate_signal(vm, static_cast<int>(number));
  return Value::none();
}

constexpr StructField kHookFields[] = {{"exc_type", "Exception type"}, {"exc_value", "Exception value"}, {"exc_traceback", "Exception traceback"}, {"thread", "Thread"}};
constexpr StructSequenceSpec kHookArgs("_thread._ExceptHookArgs", kHookFields, 4, "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.");

Result<Value> thread_excepthook(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Tuple) || args[0].as<Tuple>()->length != 4) return vm.raise(TypeId::TypeError, "_thread.excepthook argument type must be ExceptHookArgs");
  const Value* fields = args[0].as<Tuple>()->items;
  if (fields[0] == type_value(vm, TypeId::SystemExit)) return Value::none();
  std::string name = std::to_string(thread_identity(vm));
  if (!fields[3].is_none()) {
    const Value given = TRY(find_attr(vm, fields[3], "name"));
    if (!given.is_not_found()) name = text_of(vm, TRY(to_str(vm, given)));
  }
  std::string text = concat("Exception in thread ", name, ":\n");
  if (fields[1].is(kind::Exception)) text += exception_text(vm, fields[1], empty_if_none(fields[2]));
  write_stderr(vm, text);
  return Value::none();
}

constexpr NativeMethod kFunctions[] = {
    {"start_new_thread", thread_start, "(function, args, kwargs=<unset>, /)"}, {"start_new", thread_start, "(function, args, kwargs=<unset>, /)"},
    {"allocate_lock", thread_allocate_lock, "()"}, {"allocate", thread_allocate_lock, "()"}, {"exit", thread_exit, "()"}, {"exit_thread", thread_exit, "()"},
    {"get_ident", thread_get_ident, "()"}, {"get_native_id", thread_get_native_id, "()"}, {"_count", thread_count, "()"},
    {"stack_size", thread_stack_size, "(size=0, /)"}, {"_set_sentinel", thread_set_sentinel, "()"}, {"interrupt_main", thread_interrupt_main, "(signum=2, /)"},
    {"_excepthook", thread_excepthook, "(args, /)"},
};

void release_sentinel(Vm& vm) {
  const Value lock = vm.thread->sentinel;
  if (lock.is_empty()) return;
  vm.thread->sentinel = Value();
  set_held(lock, false);
}

Result<void> initialize(Vm& vm, Module* module) {
  Type* lock = TRY(ensure_native_type(vm, kLock, kind::NativeObject, native_object_size(kLockValues), TypeId::Object, kTypeHasWeakref));
  TRY(add_to_module(vm, module, "LockType", value_of(lock)));
  (void)TRY(add_type(vm, module, kRLock, kind::NativeObject, native_object_size(kLockValues), TypeId::Object, kTypeSubclassable | kTypeHasWeakref));
  (void)TRY(add_type(vm, module, kLocal, kind::NativeObject, native_object_size(kLocalValues)));
  TRY(add_to_module(vm, module, "error", type_value(vm, TypeId::RuntimeError)));
  TRY(add_to_module(vm, module, "TIMEOUT_MAX", Value::from_double(kMaxTimeout)));
  vm.services->thread_ends = release_sentinel;
  return add_to_module(vm, module, "_ExceptHookArgs", value_of(TRY(struct_sequence_type(vm, kHookArgs))));
}

constexpr NativeModuleSpec kModule = {"_thread", kFunctions, initialize, "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface."};

}  // namespace

const NativeModuleSpec& _thread_module() { return kModule; }

}  // namespace tauraro
