// socket.socket: making one, connecting, options.
#include <sys/ioctl.h>
#include <unistd.h>

#include <climits>
#include <poll.h>

#include "builtins/warn.h"
#include "modules/socket/socket.h"
#include "modules/time/time_values.h"
#include "object/bytes.h"

namespace tauraro::sockets {
namespace {

extern const NativeTypeSpec kSocket;

constexpr std::uint64_t kValues = 1;  // unused: the size of instances is fixed, so that subclasses may have __slots__

void free_state(void* raw) {
  auto* state = static_cast<State*>(raw);
  if (state->descriptor >= 0) ::close(state->descriptor);
  delete state;
}

Result<Value> socket_new(Vm& vm, const Args& args) {
  NativeObject* object = TRY(new_native_instance(vm, args[0].as<Type>(), kValues));
  object->raw = new State;
  object->finalize = free_state;
  return value_of(object);
}

Result<void> start_state(Vm& vm, State& state, int descriptor, int family, int type, int protocol) {
  state.descriptor = descriptor;
  state.family = family;
  state.type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  state.protocol = protocol;
  state.timeout = type & SOCK_NONBLOCK ? 0 : default_timeout(vm);
  if (state.timeout > 0 || (state.timeout == 0 && !(type & SOCK_NONBLOCK))) return set_blocking(vm, descriptor, false);
  return {};
}

/// Family, type and protocol of a descriptor where they were not given.
Result<void> init_from_descriptor(Vm& vm, State& state, Value value, int family, int type, int protocol) {
  const int descriptor = TRY(clinic_c_int(vm, value));
  if (descriptor < 0) return vm.raise(TypeId::ValueError, "negative file descriptor");
  Address address;
  address.length = sizeof address.storage;
  if (::getsockname(descriptor, address.data(), &address.length) < 0) {
    if (family == -1 || errno == EBADF || errno == ENOTSOCK) return posix::raise_errno(vm);
  } else if (family == -1) {
    family = address.storage.ss_family;
  }
  socklen_t size = sizeof(int);
  if (type == -1 && ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) < 0) return posix::raise_errno(vm);
  if (protocol == -1 && ::getsockopt(descriptor, SOL_SOCKET, SO_PROTOCOL, &protocol, &size) < 0) return posix::raise_errno(vm);
  return start_state(vm, state, descriptor, family, type, protocol);
}

Result<Value> socket_init(Vm& vm, const Args& args) {
  int family = TRY(parse_c_int(vm, args[1])), type = TRY(parse_c_int(vm, args[2])), protocol = TRY(parse_c_int(vm, args[3]));
  State& state = state_of(args[0]);
  if (!args[4].is_none()) {
    TRY(init_from_descriptor(vm, state, args[4], family, type, protocol));
    return Value::none();
  }
  if (family == -1) family = AF_INET;
  if (type == -1) type = SOCK_STREAM;
  if (protocol == -1) protocol = 0;
  const int descriptor = ::socket(family, type | SOCK_CLOEXEC, protocol);
  if (descriptor < 0) return posix::raise_errno(vm);
  TRY(start_state(vm, state, descriptor, family, type, protocol));
  return Value::none();
}

std::string description(const State& state) {
  return concat("<socket object, fd=", state.descriptor, ", family=", state.family, ", type=", state.type, ", proto=", state.protocol, ">");
}
Result<Value> socket_repr(Vm& vm, const Args& args) { return str_value(vm, description(state_of(args[0]))); }

Result<Value> socket_del(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  if (state.descriptor < 0) return Value::none();
  if (warn(vm, TypeId::ResourceWarning, "unclosed " + TRY(repr_text(vm, args[0]))).is_raised()) report_unraisable(vm, "Exception ignored in", args[0]);
  ::close(state.descriptor);
  state.descriptor = -1;
  return Value::none();
}

// ---- closing ----

Result<Value> close_socket(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  const int descriptor = state.descriptor;
  if (descriptor < 0) return Value::none();
  state.descriptor = -1;
  long outcome;
  {
    Blocking blocking(vm);
    outcome = ::close(descriptor);
  }
  return posix::none_or_errno(vm, outcome < 0 && errno == ECONNRESET ? 0 : outcome);  // the peer's reset is not ours to tell
}

Result<Value> detach(Vm&, const Args& args) {
  State& state = state_of(args[0]);
  const int descriptor = state.descriptor;
  state.descriptor = -1;
  return Value::from_int(descriptor);
}
Result<Value> fileno(Vm&, const Args& args) { return Value::from_int(state_of(args[0]).descriptor); }

Result<Value> shutdown(Vm& vm, const Args& args) {
  const int how = TRY(clinic_c_int(vm, args[1]));
  return posix::none_or_errno(vm, ::shutdown(state_of(args[0]).descriptor, how));
}

// ---- connecting ----

Result<Value> bind(Vm& vm, const Args& args) {
  const State& state = state_of(args[0]);
  Address address;
  TRY(read_address(vm, state.family, args[1], "bind", &address));
  return posix::none_or_errno(vm, TRY(system_call(vm, [&] { return ::bind(state.descriptor, address.data(), address.length); })));
}

Result<Value> listen(Vm& vm, const Args& args) {
  const int backlog = args.has(1) ? TRY(parse_c_int(vm, args[1])) : std::min(SOMAXCONN, 128);
  return posix::none_or_errno(vm, ::listen(state_of(args[0]).descriptor, std::max(backlog, 0)));
}

Result<Value> accept(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  Address address;
  const long descriptor = TRY(socket_call(vm, state, false, [&] {
    address.length = sizeof address.storage;
    return ::accept4(state.descriptor, address.data(), &address.length, SOCK_CLOEXEC);
  }));
  return tuple_value(vm, {Value::from_int(descriptor), TRY(address_value(vm, address))});
}

/// 0, or an errno.
Result<int> connect_to(Vm& vm, State& state, const Address& address) {
  int error;
  {
    Blocking blocking(vm);
    error = ::connect(state.descriptor, address.data(), address.length) < 0 ? errno : 0;
  }
  if (error == 0) return 0;
  const bool interrupted = error == EINTR;
  if (interrupted) TRY(vm.poll());
  if (interrupted ? state.timeout == 0 : state.timeout <= 0 || error != EINPROGRESS) return error;
  if (!TRY(wait_ready(vm, state, true, select::Deadline(state.timeout)))) return EWOULDBLOCK;
  socklen_t size = sizeof error;
  if (::getsockopt(state.descriptor, SOL_SOCKET, SO_ERROR, &error, &size) < 0) return errno;
  return error == EISCONN ? 0 : error;
}

Result<Value> connect(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  Address address;
  TRY(read_address(vm, state.family, args[1], "connect", &address));
  const int error = TRY(connect_to(vm, state, address));
  if (error == EWOULDBLOCK && state.timeout > 0) return raise_timed_out(vm);
  if (error) return vm.raise_os_error(error);
  return Value::none();
}
Result<Value> connect_code(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  Address address;
  TRY(read_address(vm, state.family, args[1], "connect_ex", &address));
  return Value::from_int(TRY(connect_to(vm, state, address)));
}

template <int (*kCall)(int, sockaddr*, socklen_t*)>
Result<Value> own_address(Vm& vm, const Args& args) {
  Address address;
  address.length = sizeof address.storage;
  if (kCall(state_of(args[0]).descriptor, address.data(), &address.length) < 0) return posix::raise_errno(vm);
  return address_value(vm, address);
}
int call_getsockname(int descriptor, sockaddr* address, socklen_t* length) { return ::getsockname(descriptor, address, length); }
int call_getpeername(int descriptor, sockaddr* address, socklen_t* length) { return ::getpeername(descriptor, address, length); }

// ---- options ----

Result<Value> get_option(Vm& vm, const Args& args) {
  const int level = TRY(parse_c_int(vm, args[1])), option = TRY(parse_c_int(vm, args[2]));
  const int size = args.has(3) ? TRY(parse_c_int(vm, args[3])) : 0;
  const int descriptor = state_of(args[0]).descriptor;
  if (size == 0) {
    int number = 0;
    socklen_t length = sizeof number;
    if (::getsockopt(descriptor, level, option, &number, &length) < 0) return posix::raise_errno(vm);
    return Value::from_int(number);
  }
  if (size < 0 || size > 1024) return vm.raise(TypeId::OSError, "getsockopt buflen out of range");
  char buffer[1024];
  socklen_t length = static_cast<socklen_t>(size);
  if (::getsockopt(descriptor, level, option, buffer, &length) < 0) return posix::raise_errno(vm);
  return value_of(TRY(new_bytes(vm, {buffer, length})));
}

Result<Value> set_option(Vm& vm, const Args& args) {
  const int level = TRY(parse_c_int(vm, args[1])), option = TRY(parse_c_int(vm, args[2]));
  const int descriptor = state_of(args[0]).descriptor;
  if (args.has(4)) {
    if (!args[3].is_none()) return vm.raise_error(TypeId::TypeError, "setsockopt() argument 3 must be None, not ", full_type_name(vm, vm.type_of(args[3])));
    const std::int64_t length = TRY(index_to_int64(vm, args[4]));
    return posix::none_or_errno(vm, ::setsockopt(descriptor, level, option, nullptr, static_cast<socklen_t>(length)));
  }
  if (!args.has(3)) return vm.raise(TypeId::TypeError, "setsockopt() takes exactly 3 arguments (2 given)");
  if (is_int_like(args[3])) {
    const int number = TRY(parse_c_int(vm, args[3]));
    return posix::none_or_errno(vm, ::setsockopt(descriptor, level, option, &number, sizeof number));
  }
  BufferView view;
  TRY(view.open(vm, args[3]));
  return posix::none_or_errno(vm, ::setsockopt(descriptor, level, option, view.data(), static_cast<socklen_t>(view.length())));
}

// ---- timeouts ----

Result<Value> apply_timeout(Vm& vm, State& state, std::int64_t timeout) {
  state.timeout = timeout;
  TRY(set_blocking(vm, state.descriptor, timeout == kBlocks));
  return Value::none();
}
Result<Value> set_timeout(Vm& vm, const Args& args) { return apply_timeout(vm, state_of(args[0]), TRY(timeout_argument(vm, args[1]))); }
Result<Value> set_blocking_method(Vm& vm, const Args& args) {
  const int blocks = TRY(clinic_c_int(vm, args[1]));
  return apply_timeout(vm, state_of(args[0]), blocks ? kBlocks : 0);
}
Result<Value> get_timeout(Vm&, const Args& args) { return timeout_value(state_of(args[0]).timeout); }
Result<Value> get_blocking(Vm&, const Args& args) { return Value::from_bool(state_of(args[0]).timeout != 0); }

Result<Value> family_attribute(Vm&, Value self) { return Value::from_int(state_of(self).family); }
Result<Value> type_attribute(Vm&, Value self) { return Value::from_int(state_of(self).type); }
Result<Value> protocol_attribute(Vm&, Value self) { return Value::from_int(state_of(self).protocol); }
Result<Value> timeout_attribute(Vm&, Value self) { return timeout_value(state_of(self).timeout); }

constexpr NativeMethod kMethods[] = {
    {"__new__", socket_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__init__", socket_init, "($self, family=-1, type=-1, proto=-1, fileno=None)"},
    {"__del__", socket_del, "($self, /)"},
    {"__repr__", socket_repr, "($self, /)"},
    {"_accept", accept, "($self, /)"},
    {"bind", bind, "($self, address, /)"},
    {"close", close_socket, "($self, /)"},
    {"connect", connect, "($self, address, /)"},
    {"connect_ex", connect_code, "($self, address, /)"},
    {"detach", detach, "($self, /)"},
    {"fileno", fileno, "($self, /)"},
    {"getpeername", own_address<call_getpeername>, "($self, /)"},
    {"getsockname", own_address<call_getsockname>, "($self, /)"},
    {"getsockopt", get_option, "($self, level, option, buffersize=<no-signature>~, /)"},
    {"setsockopt", set_option, "($self, level, option, value=<no-signature>, optlen=<unset>, /)"},
    {"listen", listen, "($self, backlog=<unset>, /)"},
    {"setblocking", set_blocking_method, "($self, flag, /)"},
    {"getblocking", get_blocking, "($self, /)"},
    {"settimeout", set_timeout, "($self, timeout, /)"},
    {"gettimeout", get_timeout, "($self, /)"},
    {"shutdown", shutdown, "($self, flag, /)"},
    {"recv", socket_receive, "($self, buffersize, flags=<no-signature>~, /)"},
    {"recv_into", socket_receive_into, "($self, buffer, nbytes=<unset>, flags=<unset>)"},
    {"recvfrom", socket_receive_from, "($self, buffersize, flags=<no-signature>~, /)"},
    {"recvfrom_into", socket_receive_from_into, "($self, buffer, nbytes=<unset>, flags=<unset>)"},
    {"send", socket_send, "($self, data, flags=<no-signature>~, /)"},
    {"sendall", socket_send_all, "($self, data, flags=<no-signature>~, /)"},
    {"sendto", socket_send_to, "($self, /, *args)"},
    {"recvmsg", socket_recvmsg, "($self, bufsize, ancbufsize=<no-signature>~, flags=<unset>, /)"},
    {"recvmsg_into", socket_recvmsg_into, "($self, buffers, ancbufsize=<no-signature>~, flags=<unset>, /)"},
    {"sendmsg", socket_sendmsg, "($self, buffers, ancdata=<no-signature>~, flags=<unset>, address=<unset>, /)"},
};
constexpr NativeGetSet kGetSets[] = {
    {"family", family_attribute, refuse_read_only, "the socket family"},
    {"type", type_attribute, refuse_read_only, "the socket type"},
    {"proto", protocol_attribute, refuse_read_only, "the socket protocol"},
    {"timeout", timeout_attribute, nullptr, "the socket timeout"},
};
const NativeTypeSpec kSocket{"_socket.socket", kMethods, kGetSets,
                             "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\n"
                             "socket(family=-1, type=-1, proto=-1, fileno=None) -> socket object"};

}  // namespace

Result<bool> wait_ready(Vm& vm, const State& state, bool writing, const select::Deadline& deadline) {
  if (state.descriptor < 0) return true;  // closed: the call will say so
  pollfd row{state.descriptor, static_cast<short>(writing ? POLLOUT : POLLIN), 0};
  const long ready = TRY(system_call(vm, [&] { return ::poll(&row, 1, deadline.left_milliseconds()); }));
  if (ready < 0) return posix::raise_errno(vm);
  return ready > 0;
}

Result<std::int64_t> timeout_argument(Vm& vm, Value value) {
  if (value.is_none()) return kBlocks;
  const std::int64_t nanoseconds = TRY(time::nanoseconds_of(vm, value, time::Rounding::Ceiling));
  if (nanoseconds < 0) return vm.raise(TypeId::ValueError, "Timeout value out of range");
  if (nanoseconds / 1'000'000 > INT_MAX) return vm.raise(TypeId::OverflowError, "timeout doesn't fit into C timeval");
  return nanoseconds;
}
Result<Value> timeout_value(std::int64_t timeout) { return timeout == kBlocks ? Value::none() : Value::from_double(static_cast<double>(timeout) * 1e-9); }

Result<void> set_blocking(Vm& vm, int descriptor, bool blocks) {
  unsigned flag = !blocks;
  if (::ioctl(descriptor, FIONBIO, &flag) < 0) return posix::raise_errno(vm);
  return {};
}

/// Kept in the type: timeout + 1, so that 0 is none.
std::int64_t default_timeout(Vm& vm) { return reinterpret_cast<std::intptr_t>(vm.native_type(kSocket)->native_data) - 1; }

Result<Value> new_socket(Vm& vm, int descriptor, int family, int type, int protocol) {
  NativeObject* object = TRY(new_native_instance(vm, vm.native_type(kSocket), kValues));
  object->raw = new State;
  object->finalize = free_state;
  TRY(start_state(vm, *static_cast<State*>(object->raw), descriptor, family, type, protocol));
  return value_of(object);
}

void set_default_timeout(Vm& vm, std::int64_t timeout) { vm.native_type(kSocket)->native_data = reinterpret_cast<void*>(static_cast<std::intptr_t>(timeout + 1)); }

Result<void> add_socket_type(Vm& vm, Module* module) {
  Type* type = TRY(add_type(vm, module, kSocket, kind::NativeObject, native_object_size(kValues)));
  return set_module_value(vm, module, "SocketType", value_of(type));
}

}  // namespace tauraro::sockets
