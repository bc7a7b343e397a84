// The module _socket: functions on descriptors, and the table.
#include <fcntl.h>
#include <unistd.h>

#include "modules/socket/socket.h"

namespace tauraro::sockets {

namespace {

Result<Value> close_descriptor(Vm& vm, const Args& args) {
  const int descriptor = TRY(clinic_c_int(vm, args[0]));
  long outcome;
  {
    Blocking blocking(vm);
    outcome = ::close(descriptor);
  }
  return posix::none_or_errno(vm, outcome < 0 && errno == ECONNRESET ? 0 : outcome);
}

Result<Value> duplicate(Vm& vm, const Args& args) { return posix::int_or_errno(vm, ::fcntl(TRY(clinic_c_int(vm, args[0])), F_DUPFD_CLOEXEC, 0)); }

Result<Value> socket_pair(Vm& vm, const Args& args) {
  const int family = args.has(0) ? TRY(parse_c_int(vm, args[0])) : AF_UNIX, type = args.has(1) ? TRY(parse_c_int(vm, args[1])) : SOCK_STREAM;
  const int protocol = args.has(2) ? TRY(parse_c_int(vm, args[2])) : 0;
  int pair[2];
  if (::socketpair(family, type | SOCK_CLOEXEC, protocol, pair) < 0) return posix::raise_errno(vm);
  const Value first = TRY(new_socket(vm, pair[0], family, type, protocol));
  return tuple_value(vm, {first, TRY(new_socket(vm, pair[1], family, type, protocol))});
}

Result<Value> get_default_timeout(Vm& vm, const Args&) { return timeout_value(default_timeout(vm)); }
Result<Value> set_default(Vm& vm, const Args& args) {
  set_default_timeout(vm, TRY(timeout_argument(vm, args[0])));
  return Value::none();
}

template <bool kSpace>
Result<Value> message_room(Vm& vm, const Args& args) {
  const std::int64_t length = TRY(index_to_int64(vm, args[0]));
  if (length < 0 || length > INT32_MAX - 64) return vm.raise_error(TypeId::OverflowError, kSpace ? "CMSG_SPACE" : "CMSG_LEN", "() argument out of range");
  const auto size = static_cast<std::size_t>(length);
  return new_int(vm, static_cast<std::int64_t>(kSpace ? CMSG_SPACE(size) : CMSG_LEN(size)));
}

constexpr NativeMethod kFunctions[] = {
    {"close", close_descriptor, "(fd, /)"},
    {"dup", duplicate, "(fd, /)"},
    {"socketpair", socket_pair, "(family=<unset>, type=<unset>, proto=<unset>, /)"},
    {"getdefaulttimeout", get_default_timeout, "()"},
    {"setdefaulttimeout", set_default, "(timeout, /)"},
    {"CMSG_LEN", message_room<false>, "(length, /)"},
    {"CMSG_SPACE", message_room<true>, "(length, /)"},
};

struct Constant {
  const char* name;
  std::int64_t number;
};
constexpr Constant kConstants[] = {
#define SOCKET(name, number) {#name, number},
#include "modules/socket/constants.def"
};

Result<void> add_error(Vm& vm, Module* module, const char* name, const NativeTypeSpec& spec) {
  Type* type = vm.native_type(spec);
  if (!type) type = TRY(make_exception_type(vm, spec, TypeId::OSError));
  return set_module_value(vm, module, name, value_of(type));
}

Result<void> initialize(Vm& vm, Module* module) {
  for (const NativeMethod& function : resolver_functions())
    TRY(set_module_value(vm, module, function.name, value_of(TRY(vm.make_native_function(function, TRY(str_value(vm, "_socket")))))));
  for (const Constant& row : kConstants) TRY(set_module_int(vm, module, row.name, row.number));
  TRY(set_module_value(vm, module, "has_ipv6", Value::from_bool(true)));
  TRY(set_module_value(vm, module, "error", type_value(vm, TypeId::OSError)));
  TRY(set_module_value(vm, module, "timeout", type_value(vm, TypeId::TimeoutError)));
  TRY(add_error(vm, module, "herror", kHostError));
  TRY(add_error(vm, module, "gaierror", kResolverError));
  return add_socket_type(vm, module);
}

constexpr NativeModuleSpec kSpec{"_socket", kFunctions, initialize, "Implementation module for socket operations.\n\nSee the socket module for documentation."};

}  // namespace
}  // namespace tauraro::sockets

namespace tauraro {
const NativeModuleSpec& _socket_module() { return sockets::kSpec; }
}  // namespace tauraro
