// Sending and receiving.
#include "modules/socket/socket.h"
#include "object/bytes.h"

namespace tauraro::sockets {

Result<std::size_t> buffer_size(Vm& vm, Value value, const char* caller) {
  const std::int64_t size = TRY(index_to_int64(vm, value));
  if (size < 0) return vm.raise_error(TypeId::ValueError, "negative buffersize in ", caller);
  return static_cast<std::size_t>(size);
}

namespace {

Result<int> flags_argument(Vm& vm, const Args& args, std::size_t index) { return args.has(index) ? parse_c_int(vm, args[index]) : Result<int>(0); }

/// The bytes that have been received into a fresh `bytes`.
Result<Value> shortened(Vm& vm, Bytes* bytes, long count) {
  if (static_cast<std::uint64_t>(count) == bytes->length) return value_of(bytes);
  return value_of(TRY(new_bytes(vm, {bytes->data, static_cast<std::size_t>(count)})));
}

}  // namespace

Result<Value> socket_receive(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  const std::size_t size = TRY(buffer_size(vm, args[1], "recv"));
  const int flags = TRY(flags_argument(vm, args, 2));
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, size));
  if (size == 0) return value_of(bytes);
  return shortened(vm, bytes, TRY(socket_call(vm, state, false, [&] { return ::recv(state.descriptor, bytes->data, size, flags); })));
}

Result<Value> socket_receive_from(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  const std::size_t size = TRY(buffer_size(vm, args[1], "recvfrom"));
  const int flags = TRY(flags_argument(vm, args, 2));
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, size));
  Address address;
  const long count = TRY(socket_call(vm, state, false, [&] {
    address.length = sizeof address.storage;
    return ::recvfrom(state.descriptor, bytes->data, size, flags, address.data(), &address.length);
  }));
  return tuple_value(vm, {TRY(shortened(vm, bytes, count)), TRY(address_value(vm, address))});
}

namespace {

/// A writable buffer and how much of it is wanted: nbytes, or all.
Result<std::size_t> open_target(Vm& vm, const Args& args, BufferView& view, const char* caller) {
  if (view.open(vm, args[1], true).is_raised()) {
    if (!vm.pending_is(TypeId::TypeError) && !vm.pending_is(TypeId::BufferError)) return Raised{};
    if (vm.catch_pending().is_empty()) return Raised{};
    return vm.raise_error(TypeId::TypeError, caller, "() argument 1 must be read-write bytes-like object, not ", full_type_name(vm, vm.type_of(args[1])));
  }
  const std::int64_t wanted = args.has(2) ? TRY(index_to_int64(vm, args[2])) : 0;
  if (wanted < 0) return vm.raise_error(TypeId::ValueError, "negative buffersize in ", caller);
  if (static_cast<std::size_t>(wanted) > view.length())
    return vm.raise(TypeId::ValueError, caller == std::string_view("recv_into") ? "buffer too small for requested bytes" : "nbytes is greater than the length of the buffer");
  return wanted ? static_cast<std::size_t>(wanted) : view.length();
}

}  // namespace

Result<Value> socket_receive_into(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  BufferView view;
  const std::size_t size = TRY(open_target(vm, args, view, "recv_into"));
  const int flags = TRY(flags_argument(vm, args, 3));
  return new_int(vm, TRY(socket_call(vm, state, false, [&] { return ::recv(state.descriptor, view.data(), size, flags); })));
}

Result<Value> socket_receive_from_into(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  BufferView view;
  const std::size_t size = TRY(open_target(vm, args, view, "recvfrom_into"));
  const int flags = TRY(flags_argument(vm, args, 3));
  Address address;
  const long count = TRY(socket_call(vm, state, false, [&] {
    address.length = sizeof address.storage;
    return ::recvfrom(state.descriptor, view.data(), size, flags, address.data(), &address.length);
  }));
  return tuple_value(vm, {TRY(new_int(vm, count)), TRY(address_value(vm, address))});
}

Result<Value> socket_send(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  BufferView view;
  TRY(view.open(vm, args[1]));
  const int flags = TRY(flags_argument(vm, args, 2));
  return new_int(vm, TRY(socket_call(vm, state, true, [&] { return ::send(state.descriptor, view.data(), view.length(), flags); })));
}

Result<Value> socket_send_all(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  BufferView view;
  TRY(view.open(vm, args[1]));
  const int flags = TRY(flags_argument(vm, args, 2));
  const select::Deadline deadline(state.timeout);
  for (std::size_t sent = 0; sent < view.length();) {
    sent += static_cast<std::size_t>(TRY(socket_call(vm, state, true, deadline, [&] { return ::send(state.descriptor, view.data() + sent, view.length() - sent, flags); })));
    TRY(vm.poll());
  }
  return Value::none();
}

Result<Value> socket_send_to(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  if (args.rest_count < 2 || args.rest_count > 3) return vm.raise_error(TypeId::TypeError, "sendto() takes 2 or 3 arguments (", args.rest_count, " given)");
  BufferView view;
  TRY(view.open(vm, args.rest[0]));
  const int flags = args.rest_count == 3 ? TRY(parse_c_int(vm, args.rest[1])) : 0;
  Address address;
  TRY(read_address(vm, state.family, args.rest[args.rest_count - 1], "sendto", &address));
  return new_int(vm, TRY(socket_call(vm, state, true, [&] { return ::sendto(state.descriptor, view.data(), view.length(), flags, address.data(), address.length); })));
}

}  // namespace tauraro::sockets
