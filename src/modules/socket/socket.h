#pragma once
#include <sys/socket.h>
#include <sys/un.h>

#include "builtins/support.h"
#include "modules/posix/posix.h"
#include "modules/select/select.h"

namespace tauraro::sockets {

// What the files of the module _socket share.

inline constexpr std::int64_t kBlocks = -1;  ///< a timeout: none

/// What a socket object's `raw` points to.
struct State {
  int descriptor = -1;
  int family = 0, type = 0, protocol = 0;
  std::int64_t timeout = kBlocks;  ///< nanoseconds; 0: never blocks
};
inline State& state_of(Value self) { return *static_cast<State*>(self.as<NativeObject>()->raw); }

/// An address of any family.
struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;
  sockaddr* data() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

/// Of what a Python program gives to bind(), connect()... of a socket of this family. `caller` for messages.
Result<void> read_address(Vm& vm, int family, Value value, const char* caller, Address* out);
/// As Python sees it.
Result<Value> address_value(Vm& vm, const Address& address);
/// A host name or address as the resolver wants it.
Result<std::string> host_text(Vm& vm, Value value, const char* type_message_before);
/// The first address that a host name has in this family. socket.gaierror.
Result<void> resolve_host(Vm& vm, const std::string& host, int family, Address* out);

Raised raise_resolver_error(Vm& vm, int error);  ///< socket.gaierror
Raised raise_host_error(Vm& vm, int error);      ///< socket.herror
inline Raised raise_timed_out(Vm& vm) { return vm.raise(TypeId::TimeoutError, "timed out"); }

/// Waits for the socket as its timeout wants: false when the time is over.
Result<bool> wait_ready(Vm& vm, const State& state, bool writing, const select::Deadline& deadline);

/// A call that may block, with the socket's timeout (or a deadline that several calls share). The result, or raised.
template <class Call>
Result<long> socket_call(Vm& vm, State& state, bool writing, const select::Deadline& deadline, Call call) {
  while (true) {
    if (state.timeout > 0 && !TRY(wait_ready(vm, state, writing, deadline))) return raise_timed_out(vm);
    const long outcome = TRY(system_call(vm, call));
    if (outcome >= 0) return outcome;
    if (state.timeout > 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) continue;
    return posix::raise_errno(vm);
  }
}
template <class Call>
Result<long> socket_call(Vm& vm, State& state, bool writing, Call call) {
  return socket_call(vm, state, writing, select::Deadline(state.timeout), call);
}

/// Seconds or None as a socket's timeout in nanoseconds. ValueError "Timeout value out of range".
Result<std::int64_t> timeout_argument(Vm& vm, Value value);
Result<Value> timeout_value(std::int64_t timeout);
/// The descriptor blocks or does not.
Result<void> set_blocking(Vm& vm, int descriptor, bool blocks);
/// What setdefaulttimeout has set.
std::int64_t default_timeout(Vm& vm);
void set_default_timeout(Vm& vm, std::int64_t timeout);

/// socket.socketpair(), _accept(): a descriptor without an object.
Result<Value> new_socket(Vm& vm, int descriptor, int family, int type, int protocol);

std::span<const NativeMethod> resolver_functions();
// Methods of socket.socket in transfer.cpp and messages.cpp.
Result<Value> socket_receive(Vm& vm, const Args& args);
Result<Value> socket_receive_from(Vm& vm, const Args& args);
Result<Value> socket_receive_into(Vm& vm, const Args& args);
Result<Value> socket_receive_from_into(Vm& vm, const Args& args);
Result<Value> socket_send(Vm& vm, const Args& args);
Result<Value> socket_send_all(Vm& vm, const Args& args);
Result<Value> socket_send_to(Vm& vm, const Args& args);
Result<Value> socket_recvmsg(Vm& vm, const Args& args);
Result<Value> socket_recvmsg_into(Vm& vm, const Args& args);
Result<Value> socket_sendmsg(Vm& vm, const Args& args);

Result<void> add_socket_type(Vm& vm, Module* module);

extern const NativeTypeSpec kResolverError, kHostError;

/// A buffer of a length that a caller asked for. ValueError "negative buffersize in recv".
Result<std::size_t> buffer_size(Vm& vm, Value value, const char* caller);

}  // namespace tauraro::sockets
