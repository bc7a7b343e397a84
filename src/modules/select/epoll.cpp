// select.epoll: `raw` is the descriptor + 1; 0: closed.
#include <sys/epoll.h>
#include <unistd.h>

#include <climits>

#include "modules/select/select.h"

namespace tauraro::select {
namespace {

extern const NativeTypeSpec kEpoll;

std::intptr_t raw_of(Value self) { return reinterpret_cast<std::intptr_t>(self.as<NativeObject>()->raw); }
bool is_closed(Value self) { return raw_of(self) == 0; }
int descriptor_of(Value self) { return static_cast<int>(raw_of(self) - 1); }

Result<int> open_descriptor(Vm& vm, Value self) {
  if (is_closed(self)) return vm.raise(TypeId::ValueError, "I/O operation on closed epoll object");
  return descriptor_of(self);
}

void close_raw(void* raw) {
  if (raw) ::close(static_cast<int>(reinterpret_cast<std::intptr_t>(raw) - 1));
}

Result<Value> new_epoll(Vm& vm, Type* type, int descriptor) {
  NativeObject* object = TRY(new_native_instance(vm, type, 1));
  object->finalize = close_raw;
  object->raw = reinterpret_cast<void*>(static_cast<std::intptr_t>(descriptor) + 1);
  return value_of(object);
}

Result<Value> epoll_new(Vm& vm, const Args& args) {
  const int size = TRY(clinic_c_int(vm, args[1])), flags = TRY(clinic_c_int(vm, args[2]));
  if (size != -1 && size <= 0) return vm.raise(TypeId::ValueError, "negative sizehint");
  if (flags && flags != EPOLL_CLOEXEC) return vm.raise(TypeId::OSError, "invalid flags");
  const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
  if (descriptor < 0) return posix::raise_errno(vm);
  return new_epoll(vm, args[0].as<Type>(), descriptor);
}

Result<Value> from_descriptor(Vm& vm, const Args& args) { return new_epoll(vm, args[0].as<Type>(), TRY(clinic_c_int(vm, args[1]))); }

Result<Value> close(Vm& vm, const Args& args) {
  if (is_closed(args[0])) return Value::none();
  const int descriptor = descriptor_of(args[0]);
  args[0].as<NativeObject>()->raw = nullptr;
  return posix::none_or_errno(vm, ::close(descriptor));
}

Result<Value> fileno(Vm& vm, const Args& args) { return Value::from_int(TRY(open_descriptor(vm, args[0]))); }

Result<std::uint32_t> mask_of(Vm& vm, Value value) { return masked_c_uint(vm, value); }

Result<Value> control(Vm& vm, Value self, int operation, int descriptor, std::uint32_t events) {
  const int epoll = TRY(open_descriptor(vm, self));
  epoll_event event{};
  event.events = events;
  event.data.fd = descriptor;
  return posix::none_or_errno(vm, ::epoll_ctl(epoll, operation, descriptor, &event));
}

Result<Value> register_descriptor(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[1]));
  return control(vm, args[0], EPOLL_CTL_ADD, descriptor, args.has(2) ? TRY(mask_of(vm, args[2])) : EPOLLIN | EPOLLPRI | EPOLLOUT);
}
Result<Value> modify(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[1]));
  return control(vm, args[0], EPOLL_CTL_MOD, descriptor, TRY(mask_of(vm, args[2])));
}
Result<Value> unregister(Vm& vm, const Args& args) { return control(vm, args[0], EPOLL_CTL_DEL, TRY(posix::descriptor_argument(vm, args[1])), 0); }

Result<Value> poll(Vm& vm, const Args& args) {
  const int epoll = TRY(open_descriptor(vm, args[0]));
  const std::int64_t timeout = TRY(timeout_of(vm, args[1], 1'000'000'000, "timeout must be an integer or None"));
  int count = TRY(clinic_c_int(vm, args[2]));
  if (count == -1) count = FD_SETSIZE - 1;
  if (count < 1) return vm.raise_error(TypeId::ValueError, "maxevents must be greater than 0, got ", count);
  std::vector<epoll_event> events(static_cast<std::size_t>(count));
  const Deadline deadline(timeout);
  const long ready = TRY(system_call(vm, [&] { return ::epoll_wait(epoll, events.data(), count, deadline.left_milliseconds()); }));
  if (ready < 0) return posix::raise_errno(vm);
  List* list = TRY(new_list(vm));
  for (long i = 0; i < ready; ++i) {
    const epoll_event event = events[static_cast<std::size_t>(i)];
    TRY(list_append(vm, list, TRY(tuple_value(vm, {Value::from_int(event.data.fd), Value::from_int(event.events)}))));
  }
  return value_of(list);
}

Result<Value> enter(Vm& vm, const Args& args) {
  TRY(open_descriptor(vm, args[0]));
  return args[0];
}
Result<Value> exit(Vm& vm, const Args& args) { return vm.call_method(args[0], "close", {}); }
Result<Value> closed(Vm&, Value self) { return Value::from_bool(is_closed(self)); }

constexpr NativeMethod kMethods[] = {
    {"__new__", epoll_new, "($type, sizehint=-1, flags=0)", NativeMethod::Static},
    {"fromfd", from_descriptor, "($type, fd, /)", NativeMethod::Class},
    {"close", close, "($self, /)"},
    {"fileno", fileno, "($self, /)"},
    {"modify", modify, "($self, /, fd, eventmask)"},
    {"register", register_descriptor, "($self, /, fd, eventmask=<unset>)"},
    {"unregister", unregister, "($self, /, fd)"},
    {"poll", poll, "($self, /, timeout=None, maxevents=-1)"},
    {"__enter__", enter, "($self, /)"},
    {"__exit__", exit, "($self, exc_type=None, exc_value=None, exc_tb=None, /)"},
};
constexpr NativeGetSet kGetSets[] = {{"closed", closed, nullptr, "True if the epoll handler is closed"}};
const NativeTypeSpec kEpoll{"select.epoll", kMethods, kGetSets,
                            "select.epoll(sizehint=-1, flags=0)\n\nReturns an epolling object\n\nsizehint must be a positive integer or -1 for the default size. The\nsizehint is used to optimize internal data structures. It doesn't limit\nthe maximum number of monitored events."};

}  // namespace

Result<void> add_epoll_type(Vm& vm, Module* module) {
  TRY(add_type(vm, module, kEpoll, kind::NativeObject, native_object_size(1)));
  return {};
}

}  // namespace tauraro::select
