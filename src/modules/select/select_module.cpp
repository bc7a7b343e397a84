// The module select: select() and the table.
#include <sys/epoll.h>
#include <sys/select.h>

#include <climits>
#include <poll.h>

#include "modules/select/select.h"
#include "modules/time/time_values.h"

namespace tauraro::select {

namespace {

std::int64_t monotonic_now() {
  timespec moment;
  ::clock_gettime(CLOCK_MONOTONIC, &moment);
  return moment.tv_sec * time::kNanosecondsPerSecond + moment.tv_nsec;
}

/// One of select()'s three arguments: the objects and their descriptors.
struct Watched {
  Value objects;  // List
  std::vector<int> descriptors;
  fd_set set, ready;
};

Result<void> read_watched(Vm& vm, Value sequence, Watched& out, int* end) {
  FD_ZERO(&out.set);
  if (!vm.type_of(sequence)->has(Special::Iter) && !vm.type_of(sequence)->has(Special::GetItem)) return vm.raise(TypeId::TypeError, "arguments 1-3 must be sequences");
  List* objects = TRY(list_from(vm, sequence));
  out.objects = value_of(objects);
  for (std::uint64_t i = 0; i < objects->length; ++i) {
    const int descriptor = TRY(posix::descriptor_argument(vm, objects->storage->items[i]));
    if (descriptor >= FD_SETSIZE) return vm.raise(TypeId::ValueError, "filedescriptor out of range in select()");
    FD_SET(descriptor, &out.set);
    out.descriptors.push_back(descriptor);
    *end = std::max(*end, descriptor + 1);
  }
  return {};
}

Result<Value> ready_objects(Vm& vm, const Watched& watched) {
  List* ready = TRY(new_list(vm));
  for (std::size_t i = 0; i < watched.descriptors.size(); ++i)
    if (FD_ISSET(watched.descriptors[i], &watched.ready)) TRY(list_append(vm, ready, watched.objects.as<List>()->storage->items[i]));
  return value_of(ready);
}

Result<Value> select_function(Vm& vm, const Args& args) {
  const std::int64_t timeout = TRY(timeout_of(vm, args[3], time::kNanosecondsPerSecond, "timeout must be a float or None"));
  if (timeout < 0 && !args[3].is_none()) return vm.raise(TypeId::ValueError, "timeout must be non-negative");
  Watched watched[3];
  int end = 0;
  for (int i = 0; i < 3; ++i) TRY(read_watched(vm, args[i], watched[i], &end));
  const Deadline deadline(timeout);
  const long count = TRY(system_call(vm, [&] {
    for (Watched& one : watched) one.ready = one.set;
    const std::int64_t left = deadline.left();
    timespec time{left / time::kNanosecondsPerSecond, left % time::kNanosecondsPerSecond};
    return ::pselect(end, &watched[0].ready, &watched[1].ready, &watched[2].ready, left < 0 ? nullptr : &time, nullptr);
  }));
  if (count < 0) return posix::raise_errno(vm);
  return tuple_value(vm, {TRY(ready_objects(vm, watched[0])), TRY(ready_objects(vm, watched[1])), TRY(ready_objects(vm, watched[2]))});
}

Result<Value> poll_function(Vm& vm, const Args&) { return new_poll(vm); }

constexpr NativeMethod kFunctions[] = {
    {"select", select_function, "(rlist, wlist, xlist, timeout=None, /)"},
    {"poll", poll_function, "()"},
};

struct Constant {
  const char* name;
  std::int64_t number;
};
#define NUMBER(name) {#name, name}
constexpr Constant kConstants[] = {
    NUMBER(PIPE_BUF), NUMBER(POLLIN), NUMBER(POLLPRI), NUMBER(POLLOUT), NUMBER(POLLERR), NUMBER(POLLHUP), NUMBER(POLLNVAL), NUMBER(POLLRDNORM),
    NUMBER(POLLRDBAND), NUMBER(POLLWRNORM), NUMBER(POLLWRBAND), NUMBER(POLLMSG), NUMBER(POLLRDHUP), NUMBER(EPOLLIN), NUMBER(EPOLLOUT), NUMBER(EPOLLPRI),
    NUMBER(EPOLLERR), NUMBER(EPOLLHUP), NUMBER(EPOLLRDHUP), {"EPOLLET", 0x8000'0000}, NUMBER(EPOLLONESHOT), NUMBER(EPOLLEXCLUSIVE), NUMBER(EPOLLRDNORM),
    NUMBER(EPOLLRDBAND), NUMBER(EPOLLWRNORM), NUMBER(EPOLLWRBAND), NUMBER(EPOLLMSG), NUMBER(EPOLL_CLOEXEC),
};
#undef NUMBER

Result<void> initialize(Vm& vm, Module* module) {
  for (const Constant& row : kConstants) TRY(set_module_int(vm, module, row.name, row.number));
  TRY(set_module_value(vm, module, "error", type_value(vm, TypeId::OSError)));
  TRY(add_poll_type(vm));
  return add_epoll_type(vm, module);
}

constexpr NativeModuleSpec kSpec{"select", kFunctions, initialize,
                                 "This module supports asynchronous I/O on multiple file descriptors.\n\n*** IMPORTANT NOTICE ***\nOn Windows, only sockets are supported; on Unix, all file descriptors."};

}  // namespace

Deadline::Deadline(std::int64_t nanoseconds) : moment_(kNever) {
  if (nanoseconds < 0) return;
  if (__builtin_add_overflow(monotonic_now(), nanoseconds, &moment_)) moment_ = INT64_MAX;
}

std::int64_t Deadline::left() const { return moment_ == kNever ? kNever : std::max<std::int64_t>(moment_ - monotonic_now(), 0); }

int Deadline::left_milliseconds() const {
  const std::int64_t nanoseconds = left();
  if (nanoseconds == kNever) return -1;
  return static_cast<int>(std::min<std::int64_t>((nanoseconds + 999'999) / 1'000'000, INT_MAX));
}

Result<std::int64_t> timeout_of(Vm& vm, Value timeout, std::int64_t unit, const char* type_message) {
  if (timeout.is_none()) return Deadline::kNever;
  const Result<std::int64_t> scaled = time::nanoseconds_of(vm, timeout, time::Rounding::Ceiling);
  if (scaled.is_raised()) {
    if (!vm.catch_if(TypeId::TypeError)) return Raised{};
    return vm.raise(TypeId::TypeError, type_message);
  }
  const std::int64_t nanoseconds = scaled.value() / (time::kNanosecondsPerSecond / unit);
  return nanoseconds == 0 && scaled.value() > 0 ? 1 : nanoseconds;
}

}  // namespace tauraro::select

namespace tauraro {
const NativeModuleSpec& select_module() { return select::kSpec; }
}  // namespace tauraro
