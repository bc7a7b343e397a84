// Addresses: of Python's tuples and texts, and back.
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <netdb.h>
#include <netinet/in.h>

#include <cstring>

#include "modules/socket/socket.h"
#include "object/bytes.h"

namespace tauraro::sockets {
namespace {

/// "CALLER(): port must be 0-65535."
Result<std::uint16_t> port_of(Vm& vm, Value value, const char* caller) {
  const Value number = TRY(index_of(vm, value));
  std::int64_t port;
  if (!int_to_int64(number, &port) || port < 0 || port > 0xffff) return vm.raise_error(TypeId::OverflowError, caller, "(): port must be 0-65535.");
  return static_cast<std::uint16_t>(port);
}

Result<Tuple*> tuple_of(Vm& vm, Value value, const char* caller, const char* family, std::uint64_t least, std::uint64_t most, const char* message) {
  if (!value.is(kind::Tuple)) return vm.raise_error(TypeId::TypeError, caller, "(): ", family, " address must be tuple, not ", full_type_name(vm, vm.type_of(value)));
  Tuple* tuple = value.as<Tuple>();
  if (tuple->length < least || tuple->length > most) return vm.raise(TypeId::TypeError, message);
  return tuple;
}

Result<void> read_unix(Vm& vm, Value value, Address* out) {
  std::string path;
  if (is_instance(vm, value, TypeId::Str)) {
    path = TRY(encode_path(vm, value.as<Str>()));
  } else {
    BufferView view;
    TRY(view.open(vm, value));
    path = view.view();
  }
  auto* address = reinterpret_cast<sockaddr_un*>(&out->storage);
  const bool is_abstract = !path.empty() && path[0] == '\0';  // a name outside the file system
  if (path.size() + (is_abstract ? 0 : 1) > sizeof address->sun_path) return vm.raise(TypeId::OSError, "AF_UNIX path too long");
  address->sun_family = AF_UNIX;
  std::memcpy(address->sun_path, path.data(), path.size());
  out->length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (is_abstract ? 0 : 1));
  return {};
}

Result<void> read_inet(Vm& vm, Value value, const char* caller, Address* out) {
  const Tuple* pair = TRY(tuple_of(vm, value, caller, "AF_INET", 2, 2, "AF_INET address must be a pair (host, port)"));
  const std::string host = TRY(host_text(vm, pair->items[0], ""));
  const std::uint16_t port = TRY(port_of(vm, pair->items[1], caller));
  TRY(resolve_host(vm, host, AF_INET, out));
  reinterpret_cast<sockaddr_in*>(&out->storage)->sin_port = htons(port);
  return {};
}

Result<void> read_inet6(Vm& vm, Value value, const char* caller, Address* out) {
  const Tuple* parts = TRY(tuple_of(vm, value, caller, "AF_INET6", 2, 4, "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"));
  const std::string host = TRY(host_text(vm, parts->items[0], ""));
  const std::uint16_t port = TRY(port_of(vm, parts->items[1], caller));
  const std::int64_t flow = parts->length > 2 ? TRY(index_to_int64(vm, parts->items[2])) : 0;
  const std::int64_t scope = parts->length > 3 ? TRY(index_to_int64(vm, parts->items[3])) : 0;
  if (flow < 0 || flow > 0xfffff) return vm.raise_error(TypeId::OverflowError, caller, "(): flowinfo must be 0-1048575.");
  TRY(resolve_host(vm, host, AF_INET6, out));
  auto* address = reinterpret_cast<sockaddr_in6*>(&out->storage);
  address->sin6_port = htons(port);
  address->sin6_flowinfo = htonl(static_cast<std::uint32_t>(flow));
  address->sin6_scope_id = static_cast<std::uint32_t>(scope);
  out->length = sizeof *address;
  return {};
}

Result<void> read_netlink(Vm& vm, Value value, const char* caller, Address* out) {
  const Tuple* pair = TRY(tuple_of(vm, value, caller, "AF_NETLINK", 2, 2, "AF_NETLINK address must be a pair (pid, groups)"));
  auto* address = reinterpret_cast<sockaddr_nl*>(&out->storage);
  address->nl_family = AF_NETLINK;
  address->nl_pid = static_cast<std::uint32_t>(TRY(index_to_int64(vm, pair->items[0])));
  address->nl_groups = static_cast<std::uint32_t>(TRY(index_to_int64(vm, pair->items[1])));
  out->length = sizeof *address;
  return {};
}

Result<Value> unix_value(Vm& vm, const Address& address) {
  const auto* data = reinterpret_cast<const sockaddr_un*>(&address.storage);
  const std::size_t length = address.length - offsetof(sockaddr_un, sun_path);
  if (length > 0 && data->sun_path[0] == '\0') return value_of(TRY(new_bytes(vm, {data->sun_path, length})));
  return decode_path(vm, {data->sun_path, strnlen(data->sun_path, length)});
}

Result<Value> inet6_value(Vm& vm, const Address& address) {
  const auto* data = reinterpret_cast<const sockaddr_in6*>(&address.storage);
  char text[INET6_ADDRSTRLEN + 1] = "";
  ::inet_ntop(AF_INET6, &data->sin6_addr, text, sizeof text);
  return tuple_value(vm, {TRY(str_value(vm, text)), Value::from_int(ntohs(data->sin6_port)), Value::from_int(ntohl(data->sin6_flowinfo)), Value::from_int(data->sin6_scope_id)});
}

}  // namespace

Result<std::string> host_text(Vm& vm, Value value, const char* type_message_before) {
  std::string host;
  if (value.is(kind::Str)) {
    Str* text = value.as<Str>();
    if (!flatten(vm, text)) return Raised{};
    if (is_ascii(text)) {
      host = to_utf8(vm, text);
    } else {
      const Value encoded = TRY(vm.call_method(value, "encode", {TRY(str_value(vm, "idna"))}));
      host = encoded.as<Bytes>()->view();
    }
  } else if (value.is(kind::Bytes)) {
    host = value.as<Bytes>()->view();
  } else if (value.is(kind::ByteArray)) {
    host = value.as<ByteArray>()->view();
  } else if (*type_message_before) {
    return vm.raise_error(TypeId::TypeError, type_message_before, " must be str, bytes or bytearray, not ", full_type_name(vm, vm.type_of(value)));
  } else {
    return vm.raise_error(TypeId::TypeError, "str, bytes or bytearray expected, not ", full_type_name(vm, vm.type_of(value)));
  }
  if (host.find('\0') != std::string::npos) return vm.raise(TypeId::TypeError, "host name must not contain null character");
  return host;
}

Result<void> resolve_host(Vm& vm, const std::string& host, int family, Address* out) {
  auto* inet = reinterpret_cast<sockaddr_in*>(&out->storage);
  inet->sin_family = AF_INET;
  out->length = sizeof *inet;
  if (family != AF_INET6 && host == "<broadcast>") {
    inet->sin_addr.s_addr = INADDR_BROADCAST;
    return {};
  }
  if (family == AF_INET && ::inet_pton(AF_INET, host.c_str(), &inet->sin_addr) == 1) return {};
  if (family == AF_INET && host.empty()) {
    inet->sin_addr.s_addr = INADDR_ANY;
    return {};
  }
  addrinfo hints{}, *found = nullptr;
  hints.ai_family = family;
  if (host.empty()) hints.ai_socktype = SOCK_DGRAM, hints.ai_flags = AI_PASSIVE;
  int error;
  {
    Blocking blocking(vm);
    error = ::getaddrinfo(host.empty() ? nullptr : host.c_str(), host.empty() ? "0" : nullptr, &hints, &found);
  }
  if (error) return raise_resolver_error(vm, error);
  std::memcpy(&out->storage, found->ai_addr, found->ai_addrlen);
  out->length = found->ai_addrlen;
  ::freeaddrinfo(found);
  return {};
}

Result<void> read_address(Vm& vm, int family, Value value, const char* caller, Address* out) {
  switch (family) {
    case AF_UNIX: return read_unix(vm, value, out);
    case AF_INET: return read_inet(vm, value, caller, out);
    case AF_INET6: return read_inet6(vm, value, caller, out);
    case AF_NETLINK: return read_netlink(vm, value, caller, out);
    default: return vm.raise_error(TypeId::OSError, caller, "(): bad family");
  }
}

Result<Value> address_value(Vm& vm, const Address& address) {
  if (address.length == 0) return Value::none();
  switch (address.storage.ss_family) {
    case AF_INET: {
      const auto* data = reinterpret_cast<const sockaddr_in*>(&address.storage);
      char text[INET_ADDRSTRLEN + 1] = "";
      ::inet_ntop(AF_INET, &data->sin_addr, text, sizeof text);
      return tuple_value(vm, {TRY(str_value(vm, text)), Value::from_int(ntohs(data->sin_port))});
    }
    case AF_UNIX: return unix_value(vm, address);
    case AF_INET6: return inet6_value(vm, address);
    case AF_NETLINK: {
      const auto* data = reinterpret_cast<const sockaddr_nl*>(&address.storage);
      return tuple_value(vm, {Value::from_int(data->nl_pid), Value::from_int(data->nl_groups)});
    }
    default: {
      const std::string_view bytes(reinterpret_cast<const char*>(&address.storage) + sizeof(sa_family_t), address.length - sizeof(sa_family_t));
      return tuple_value(vm, {Value::from_int(address.storage.ss_family), value_of(TRY(new_bytes(vm, bytes)))});
    }
  }
}

}  // namespace tauraro::sockets
