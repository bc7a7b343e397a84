// The modules _multiprocessing (named semaphores) and _posixshmem (shared memory objects).
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>

#include <climits>
#include <cmath>

#include "builtins/support.h"
#include "modules/posix/posix.h"
#include "vm/threads.h"

namespace tauraro {
namespace {

enum Kind { kRecursiveMutex, kSemaphore };

/// What a SemLock's `raw` points to.
struct Lock {
  sem_t* handle = SEM_FAILED;
  int kind = kSemaphore, maximum = 0;
  int count = 0;            ///< acquired and not released by this process
  std::int64_t owner = 0;   ///< thread that acquired it last
  std::string name;
  bool has_name = false;
};

Lock& lock_of(Value self) { return *static_cast<Lock*>(self.as<NativeObject>()->raw); }
bool is_mine(Vm& vm, const Lock& lock) { return lock.count > 0 && lock.owner == thread_identity(vm); }

void free_lock(void* raw) {
  auto* lock = static_cast<Lock*>(raw);
  if (lock->handle != SEM_FAILED) ::sem_close(lock->handle);
  delete lock;
}

Result<Value> new_lock(Vm& vm, Type* type, sem_t* handle, int kind, int maximum, const std::string* name) {
  NativeObject* object = TRY(new_native_instance(vm, type, 1));
  auto* lock = new Lock;
  lock->handle = handle;
  lock->kind = kind;
  lock->maximum = maximum;
  if (name) lock->name = *name, lock->has_name = true;
  object->raw = lock;
  object->finalize = free_lock;
  return value_of(object);
}

Result<Value> lock_new(Vm& vm, const Args& args) {
  const int kind = TRY(clinic_c_int(vm, args[1])), value = TRY(clinic_c_int(vm, args[2])), maximum = TRY(clinic_c_int(vm, args[3]));
  if (!is_instance(vm, args[4], TypeId::Str)) return vm.raise_error(TypeId::TypeError, "SemLock() argument 'name' must be str, not ", full_type_name(vm, vm.type_of(args[4])));
  const std::string name = text_of(vm, args[4]);
  const bool unlinks = TRY(truth(vm, args[5]));
  if (kind != kRecursiveMutex && kind != kSemaphore) return vm.raise(TypeId::ValueError, "unrecognized kind");
  sem_t* handle = ::sem_open(name.c_str(), O_CREAT | O_EXCL, 0600, static_cast<unsigned>(value));
  if (handle == SEM_FAILED) return posix::raise_errno(vm);
  if (unlinks && ::sem_unlink(name.c_str()) < 0) {
    const int error = errno;
    ::sem_close(handle);
    return vm.raise_os_error(error);
  }
  return new_lock(vm, args[0].as<Type>(), handle, kind, maximum, unlinks ? nullptr : &name);
}

Result<Value> rebuild(Vm& vm, const Args& args) {
  const std::int64_t address = TRY(index_to_int64(vm, args[1]));
  const int kind = TRY(clinic_c_int(vm, args[2])), maximum = TRY(clinic_c_int(vm, args[3]));
  auto* handle = reinterpret_cast<sem_t*>(address);
  if (args[4].is_none()) return new_lock(vm, args[0].as<Type>(), handle, kind, maximum, nullptr);
  const std::string name = text_of(vm, args[4]);
  handle = ::sem_open(name.c_str(), 0);
  if (handle == SEM_FAILED) return posix::raise_errno(vm);
  return new_lock(vm, args[0].as<Type>(), handle, kind, maximum, &name);
}

/// The moment until which acquire() waits.
Result<timespec> deadline_of(Vm& vm, Value timeout) {
  const Value number = is_int_like(timeout) || timeout.is_double() ? TRY(vm.call(type_value(vm, TypeId::Float), {timeout})) : timeout;
  if (!number.is_double()) return vm.raise_error(TypeId::TypeError, "must be real number, not ", type_name(vm, timeout));
  const double seconds = std::max(number.as_double(), 0.0);
  timespec moment;
  ::clock_gettime(CLOCK_REALTIME, &moment);
  moment.tv_sec += static_cast<time_t>(seconds);
  moment.tv_nsec += static_cast<long>(1e9 * (seconds - std::floor(seconds)) + 0.5);
  moment.tv_sec += moment.tv_nsec / 1'000'000'000;
  moment.tv_nsec %= 1'000'000'000;
  return moment;
}

Result<Value> acquire_lock(Vm& vm, Value self, bool blocks, Value timeout) {
  Lock& lock = lock_of(self);
  if (lock.kind == kRecursiveMutex && is_mine(vm, lock)) {
    ++lock.count;
    return Value::from_bool(true);
  }
  timespec deadline{};
  if (!timeout.is_none()) deadline = TRY(deadline_of(vm, timeout));
  long outcome = ::sem_trywait(lock.handle);
  if (outcome < 0 && errno == EAGAIN && blocks)
    outcome = TRY(system_call(vm, [&] { return timeout.is_none() ? ::sem_wait(lock.handle) : ::sem_timedwait(lock.handle, &deadline); }));
  if (outcome < 0) {
    if (errno == EAGAIN || errno == ETIMEDOUT) return Value::from_bool(false);
    return posix::raise_errno(vm);
  }
  ++lock.count;
  lock.owner = thread_identity(vm);
  return Value::from_bool(true);
}

Result<Value> acquire(Vm& vm, const Args& args) { return acquire_lock(vm, args[0], TRY(truth(vm, args[1])), args[2]); }
Result<Value> enter(Vm& vm, const Args& args) { return acquire_lock(vm, args[0], true, Value::none()); }

Result<Value> release(Vm& vm, const Args& args) {
  Lock& lock = lock_of(args[0]);
  if (lock.kind == kRecursiveMutex) {
    if (!is_mine(vm, lock)) return vm.raise(TypeId::AssertionError, "attempt to release recursive lock not owned by thread");
    if (lock.count > 1) {
      --lock.count;
      return Value::none();
    }
  } else {
    int value;
    if (::sem_getvalue(lock.handle, &value) < 0) return posix::raise_errno(vm);
    if (value >= lock.maximum) return vm.raise(TypeId::ValueError, "semaphore or lock released too many times");
  }
  if (::sem_post(lock.handle) < 0) return posix::raise_errno(vm);
  --lock.count;
  return Value::none();
}

Result<int> value_of_lock(Vm& vm, Value self) {
  int value;
  if (::sem_getvalue(lock_of(self).handle, &value) < 0) return posix::raise_errno(vm);
  return std::max(value, 0);
}
Result<Value> count(Vm&, const Args& args) { return Value::from_int(lock_of(args[0]).count); }
Result<Value> mine(Vm& vm, const Args& args) { return Value::from_bool(is_mine(vm, lock_of(args[0]))); }
Result<Value> get_value(Vm& vm, const Args& args) { return Value::from_int(TRY(value_of_lock(vm, args[0]))); }
Result<Value> is_zero(Vm& vm, const Args& args) { return Value::from_bool(TRY(value_of_lock(vm, args[0])) == 0); }
Result<Value> after_fork(Vm&, const Args& args) {
  lock_of(args[0]).count = 0;
  return Value::none();
}

Result<Value> handle_attribute(Vm& vm, Value self) { return new_int(vm, reinterpret_cast<std::intptr_t>(lock_of(self).handle)); }
Result<Value> kind_attribute(Vm&, Value self) { return Value::from_int(lock_of(self).kind); }
Result<Value> maximum_attribute(Vm&, Value self) { return Value::from_int(lock_of(self).maximum); }
Result<Value> name_attribute(Vm& vm, Value self) { return lock_of(self).has_name ? str_value(vm, lock_of(self).name) : Result<Value>(Value::none()); }

constexpr NativeMethod kLockMethods[] = {
    {"__new__", lock_new, "($type, kind, value, maxvalue, name, unlink)", NativeMethod::Static},
    {"_rebuild", rebuild, "($type, handle, kind, maxvalue, name, /)", NativeMethod::Class},
    {"acquire", acquire, "($self, block=True, timeout=None)"},
    {"release", release, "($self, /)"},
    {"_count", count, "($self, /)"},
    {"_is_mine", mine, "($self, /)"},
    {"_get_value", get_value, "($self, /)"},
    {"_is_zero", is_zero, "($self, /)"},
    {"_after_fork", after_fork, "($self, /)"},
    {"__enter__", enter, "($self, /)"},
    {"__exit__", release, "($self, exc_type=None, exc_value=None, exc_tb=None, /)"},
};
constexpr NativeGetSet kLockGetSets[] = {{"handle", handle_attribute}, {"kind", kind_attribute}, {"maxvalue", maximum_attribute}, {"name", name_attribute}};
constexpr NativeTypeSpec kSemLock{"_multiprocessing.SemLock", kLockMethods, kLockGetSets, "Semaphore/Mutex type"};

Result<Value> unlink_semaphore(Vm& vm, const Args& args) {
  if (!is_instance(vm, args[0], TypeId::Str)) return vm.raise_error(TypeId::TypeError, "sem_unlink() argument must be str, not ", full_type_name(vm, vm.type_of(args[0])));
  return posix::none_or_errno(vm, ::sem_unlink(text_of(vm, args[0]).c_str()));
}

constexpr NativeMethod kFunctions[] = {{"sem_unlink", unlink_semaphore, "(name, /)"}};

Result<void> initialize(Vm& vm, Module* module) {
  Type* type = TRY(add_type(vm, module, kSemLock, kind::NativeObject, native_object_size(1)));
  TRY(type_set_attr(vm, type, intern(vm, "SEM_VALUE_MAX"), Value::from_int(INT_MAX)));
  Dict* flags = TRY(new_dict(vm));
  for (const char* name : {"HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"}) TRY(dict_set_str(vm, flags, intern(vm, name), Value::from_int(1)));
  return set_module_value(vm, module, "flags", value_of(flags));
}

constexpr NativeModuleSpec kSpec{"_multiprocessing", kFunctions, initialize};

// ---- _posixshmem ----

Result<std::string> object_name(Vm& vm, Value value, const char* function) {
  if (!is_instance(vm, value, TypeId::Str)) return vm.raise_error(TypeId::TypeError, function, "() argument 'path' must be str, not ", full_type_name(vm, vm.type_of(value)));
  return text_of(vm, value);
}

Result<Value> open_memory(Vm& vm, const Args& args) {
  const std::string name = TRY(object_name(vm, args[0], "shm_open"));
  const int flags = TRY(clinic_c_int(vm, args[1])), mode = TRY(clinic_c_int(vm, args[2]));
  const long descriptor = TRY(system_call(vm, [&] { return ::shm_open(name.c_str(), flags, static_cast<mode_t>(mode)); }));
  if (descriptor < 0) return vm.raise_os_error(errno, args[0]);
  return Value::from_int(descriptor);
}
Result<Value> unlink_memory(Vm& vm, const Args& args) {
  const std::string name = TRY(object_name(vm, args[0], "shm_unlink"));
  if (TRY(system_call(vm, [&] { return ::shm_unlink(name.c_str()); })) < 0) return vm.raise_os_error(errno, args[0]);
  return Value::none();
}

constexpr NativeMethod kMemoryFunctions[] = {{"shm_open", open_memory, "(path, flags, mode=511)"}, {"shm_unlink", unlink_memory, "(path)"}};
constexpr NativeModuleSpec kMemorySpec{"_posixshmem", kMemoryFunctions, nullptr, "POSIX shared memory module"};

}  // namespace

const NativeModuleSpec& _multiprocessing_module() { return kSpec; }
const NativeModuleSpec& _posixshmem_module() { return kMemorySpec; }

}  // namespace tauraro
