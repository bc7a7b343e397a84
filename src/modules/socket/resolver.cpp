// Names of hosts, services, protocols and interfaces; numbers in network order.
#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include <cstring>

#include "builtins/arguments.h"
#include "modules/socket/socket.h"
#include "object/bytes.h"

namespace tauraro::sockets {

const NativeTypeSpec kResolverError{"socket.gaierror", {}};
const NativeTypeSpec kHostError{"socket.herror", {}};

namespace {

Raised raise_coded(Vm& vm, const NativeTypeSpec& type, int code, const char* text) {
  const Result<Value> message = str_value(vm, text);
  if (message.is_raised()) return Raised{};
  const Result<Value> exception = vm.call(value_of(vm.native_type(type)), {Value::from_int(code), message.value()});
  return exception.is_raised() ? Raised{} : vm.raise_object(exception.value());
}

Result<std::string> ascii_text(Vm& vm, Value value, const char* function, int number) {
  if (!is_instance(vm, value, TypeId::Str)) return vm.raise_error(TypeId::TypeError, function, "() argument ", number, " must be str, not ", full_type_name(vm, vm.type_of(value)));
  return to_utf8(vm, value.as<Str>());
}

// ---- getaddrinfo, getnameinfo ----

struct Found {
  addrinfo* first = nullptr;
  ~Found() {
    if (first) ::freeaddrinfo(first);
  }
};

Result<int> look_up(Vm& vm, const char* host, const char* port, const addrinfo& hints, Found* found) {
  Blocking blocking(vm);
  return ::getaddrinfo(host, port, &hints, &found->first);
}

Result<Value> addrinfo_value(Vm& vm, const addrinfo& one) {
  Address address;
  std::memcpy(&address.storage, one.ai_addr, one.ai_addrlen);
  address.length = one.ai_addrlen;
  const Value place = TRY(address_value(vm, address));
  return tuple_value(vm, {Value::from_int(one.ai_family), Value::from_int(one.ai_socktype), Value::from_int(one.ai_protocol),
                          TRY(str_value(vm, one.ai_canonname ? one.ai_canonname : "")), place});
}

/// The port of getaddrinfo: an int or a name.
Result<std::string> port_text(Vm& vm, Value value) {
  if (is_int_like(value)) return text_of(vm, TRY(int_to_str(vm, plain_int(value))));
  if (value.is(kind::Str)) return to_utf8(vm, value.as<Str>());
  if (value.is(kind::Bytes)) return std::string(value.as<Bytes>()->view());
  return vm.raise(TypeId::OSError, "Int or String expected");
}

Result<Value> get_address_info(Vm& vm, const Args& args) {
  std::string host, port;
  if (args[0].is(kind::Str)) host = TRY(host_text(vm, args[0], ""));
  else if (args[0].is(kind::Bytes)) host = args[0].as<Bytes>()->view();
  else if (!args[0].is_none()) return vm.raise(TypeId::TypeError, "getaddrinfo() argument 1 must be string or None");
  const bool has_port = !args[1].is_none();
  if (has_port) port = TRY(port_text(vm, args[1]));
  addrinfo hints{};
  hints.ai_family = TRY(parse_c_int(vm, args[2]));
  hints.ai_socktype = TRY(parse_c_int(vm, args[3]));
  hints.ai_protocol = TRY(parse_c_int(vm, args[4]));
  hints.ai_flags = TRY(parse_c_int(vm, args[5]));
  Found found;
  const int error = TRY(look_up(vm, args[0].is_none() ? nullptr : host.c_str(), has_port ? port.c_str() : nullptr, hints, &found));
  if (error) return raise_resolver_error(vm, error);
  List* list = TRY(new_list(vm));
  for (const addrinfo* one = found.first; one; one = one->ai_next) TRY(list_append(vm, list, TRY(addrinfo_value(vm, *one))));
  return value_of(list);
}

Result<Value> get_name_info(Vm& vm, const Args& args) {
  const int flags = TRY(parse_c_int(vm, args[1]));
  if (!args[0].is(kind::Tuple)) return vm.raise(TypeId::TypeError, "getnameinfo() argument 1 must be a tuple");
  const Tuple* parts = args[0].as<Tuple>();
  if (parts->length < 2 || parts->length > 4) return vm.raise(TypeId::TypeError, "getnameinfo(): illegal sockaddr argument");
  const std::string host = TRY(ascii_text(vm, parts->items[0], "getnameinfo", 1));
  const int port = TRY(parse_c_int(vm, parts->items[1]));
  const std::int64_t flow = parts->length > 2 ? TRY(index_to_int64(vm, parts->items[2])) : 0;
  const std::int64_t scope = parts->length > 3 ? TRY(index_to_int64(vm, parts->items[3])) : 0;
  if (flow < 0 || flow > 0xfffff) return vm.raise(TypeId::OverflowError, "getnameinfo(): flowinfo must be 0-1048575.");
  addrinfo hints{};
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_NUMERICHOST;
  Found found;
  int error = TRY(look_up(vm, host.c_str(), std::to_string(port).c_str(), hints, &found));
  if (error) return raise_resolver_error(vm, error);
  if (found.first->ai_next) return vm.raise(TypeId::OSError, "sockaddr resolved to multiple addresses");
  if (found.first->ai_family == AF_INET && parts->length != 2) return vm.raise(TypeId::OSError, "IPv4 sockaddr must be 2 tuple");
  if (found.first->ai_family == AF_INET6) {
    auto* address = reinterpret_cast<sockaddr_in6*>(found.first->ai_addr);
    address->sin6_flowinfo = htonl(static_cast<std::uint32_t>(flow));
    address->sin6_scope_id = static_cast<std::uint32_t>(scope);
  }
  char host_buffer[NI_MAXHOST], port_buffer[NI_MAXSERV];
  {
    Blocking blocking(vm);
    error = ::getnameinfo(found.first->ai_addr, found.first->ai_addrlen, host_buffer, sizeof host_buffer, port_buffer, sizeof port_buffer, flags);
  }
  if (error) return raise_resolver_error(vm, error);
  return tuple_value(vm, {TRY(str_value(vm, host_buffer)), TRY(str_value(vm, port_buffer))});
}

// ---- hosts ----

Result<Value> host_name(Vm& vm, const Args&) {
  char name[1024] = "";
  if (::gethostname(name, sizeof name - 1) < 0) return posix::raise_errno(vm);
  return decode_path(vm, name);
}
Result<Value> set_host_name(Vm& vm, const Args& args) {
  const std::string name = TRY(file_system_path(vm, args[0]));
  return posix::none_or_errno(vm, ::sethostname(name.data(), name.size()));
}

Result<Value> host_by_name(Vm& vm, const Args& args) {
  const std::string host = TRY(host_text(vm, args[0], "gethostbyname() argument 1"));
  Address address;
  TRY(resolve_host(vm, host, AF_INET, &address));
  return TRY(address_value(vm, address)).as<Tuple>()->items[0];
}

/// (name, aliases, addresses)
Result<Value> host_value(Vm& vm, const hostent& host) {
  List* aliases = TRY(new_list(vm));
  for (char** alias = host.h_aliases; alias && *alias; ++alias) TRY(list_append(vm, aliases, TRY(str_value(vm, *alias))));
  List* addresses = TRY(new_list(vm));
  for (char** address = host.h_addr_list; address && *address; ++address) {
    char text[INET6_ADDRSTRLEN + 1] = "";
    ::inet_ntop(host.h_addrtype, *address, text, sizeof text);
    TRY(list_append(vm, addresses, TRY(str_value(vm, text))));
  }
  return tuple_value(vm, {TRY(str_value(vm, host.h_name)), value_of(aliases), value_of(addresses)});
}

Result<Value> host_by_name_full(Vm& vm, const Args& args) {
  const std::string host = TRY(host_text(vm, args[0], "gethostbyname_ex() argument 1"));
  Address address;
  TRY(resolve_host(vm, host, AF_INET, &address));
  hostent entry, *found = nullptr;
  char buffer[16384];
  int error = 0;
  ::gethostbyname_r(host.c_str(), &entry, buffer, sizeof buffer, &found, &error);
  return found ? host_value(vm, *found) : Result<Value>(raise_host_error(vm, error));
}

Result<Value> host_by_address(Vm& vm, const Args& args) {
  const std::string host = TRY(host_text(vm, args[0], "gethostbyaddr() argument 1"));
  Address address;
  TRY(resolve_host(vm, host, AF_UNSPEC, &address));
  const bool is_6 = address.storage.ss_family == AF_INET6;
  const void* bytes = is_6 ? static_cast<const void*>(&reinterpret_cast<sockaddr_in6*>(&address.storage)->sin6_addr) : &reinterpret_cast<sockaddr_in*>(&address.storage)->sin_addr;
  hostent entry, *found = nullptr;
  char buffer[16384];
  int error = 0;
  {
    Blocking blocking(vm);
    ::gethostbyaddr_r(bytes, is_6 ? 16 : 4, address.storage.ss_family, &entry, buffer, sizeof buffer, &found, &error);
  }
  return found ? host_value(vm, *found) : Result<Value>(raise_host_error(vm, error));
}

// ---- services and protocols ----

Result<Value> service_by_name(Vm& vm, const Args& args) {
  const std::string name = TRY(ascii_text(vm, args[0], "getservbyname", 1));
  const std::string protocol = args.has(1) ? TRY(ascii_text(vm, args[1], "getservbyname", 2)) : "";
  const servent* entry = ::getservbyname(name.c_str(), args.has(1) ? protocol.c_str() : nullptr);
  if (!entry) return vm.raise(TypeId::OSError, "service/proto not found");
  return Value::from_int(ntohs(static_cast<std::uint16_t>(entry->s_port)));
}
Result<Value> service_by_port(Vm& vm, const Args& args) {
  const int port = TRY(parse_c_int(vm, args[0]));
  const std::string protocol = args.has(1) ? TRY(ascii_text(vm, args[1], "getservbyport", 2)) : "";
  if (port < 0 || port > 0xffff) return vm.raise(TypeId::OverflowError, "getservbyport: port must be 0-65535.");
  const servent* entry = ::getservbyport(htons(static_cast<std::uint16_t>(port)), args.has(1) ? protocol.c_str() : nullptr);
  if (!entry) return vm.raise(TypeId::OSError, "port/proto not found");
  return str_value(vm, entry->s_name);
}
Result<Value> protocol_by_name(Vm& vm, const Args& args) {
  const std::string name = TRY(ascii_text(vm, args[0], "getprotobyname", 1));
  const protoent* entry = ::getprotobyname(name.c_str());
  if (!entry) return vm.raise(TypeId::OSError, "protocol not found");
  return Value::from_int(entry->p_proto);
}

// ---- interfaces ----

Result<Value> interface_names(Vm& vm, const Args&) {
  struct if_nameindex* names = ::if_nameindex();
  if (!names) return posix::raise_errno(vm);
  List* list = TRY(new_list(vm));
  for (const struct if_nameindex* one = names; one->if_index && one->if_name; ++one)
    TRY(list_append(vm, list, TRY(tuple_value(vm, {Value::from_int(one->if_index), TRY(decode_path(vm, one->if_name))}))));
  ::if_freenameindex(names);
  return value_of(list);
}
Result<Value> interface_number(Vm& vm, const Args& args) {
  const std::string name = TRY(file_system_path(vm, args[0]));
  const unsigned index = ::if_nametoindex(name.c_str());
  if (!index) return vm.raise(TypeId::OSError, "no interface with this name");
  return Value::from_int(index);
}
Result<Value> interface_name(Vm& vm, const Args& args) {
  const std::int64_t index = TRY(index_to_int64(vm, args[0]));
  char name[IF_NAMESIZE + 1];
  if (!::if_indextoname(static_cast<unsigned>(index), name)) return posix::raise_errno(vm);
  return decode_path(vm, name);
}

// ---- numbers in network order ----

template <bool kFromHost>
Result<Value> swap_16(Vm& vm, const Args& args) {
  const char* name = kFromHost ? "htons" : "ntohs";
  const int number = TRY(parse_c_int(vm, args[0]));
  if (number < 0) return vm.raise_error(TypeId::OverflowError, name, ": can't convert negative Python int to C 16-bit unsigned integer");
  if (number > 0xffff) return vm.raise_error(TypeId::OverflowError, name, ": Python int too large to convert to C 16-bit unsigned integer");
  return Value::from_int(htons(static_cast<std::uint16_t>(number)));
}

Result<Value> swap_32(Vm& vm, const Args& args) {
  if (!is_int_like(args[0])) return vm.raise_error(TypeId::TypeError, "expected int, ", full_type_name(vm, vm.type_of(args[0])), " found");
  std::int64_t number;
  if (!int_to_int64(args[0], &number) || number < 0) {
    if (int_compare(plain_int(args[0]), Value::from_int(0)) < 0) return vm.raise(TypeId::OverflowError, "can't convert negative value to unsigned int");
    return vm.raise(TypeId::OverflowError, "Python int too large to convert to C unsigned long");
  }
  if (number > 0xffff'ffff) return vm.raise(TypeId::OverflowError, "int larger than 32 bits");
  return Value::from_int(htonl(static_cast<std::uint32_t>(number)));
}

// ---- addresses as bytes ----

Result<Value> bytes_of(Vm& vm, const void* data, std::size_t length) { return value_of(TRY(new_bytes(vm, {static_cast<const char*>(data), length}))); }

Result<Value> inet_aton_function(Vm& vm, const Args& args) {
  const std::string text = TRY(ascii_text(vm, args[0], "inet_aton", 1));
  in_addr address;
  if (!::inet_aton(text.c_str(), &address)) return vm.raise(TypeId::OSError, "illegal IP address string passed to inet_aton");
  return bytes_of(vm, &address, sizeof address);
}
Result<Value> inet_ntoa_function(Vm& vm, const Args& args) {
  BufferView view;
  TRY(view.open(vm, args[0]));
  if (view.length() != 4) return vm.raise(TypeId::OSError, "packed IP wrong length for inet_ntoa");
  char text[INET_ADDRSTRLEN + 1] = "";
  ::inet_ntop(AF_INET, view.data(), text, sizeof text);
  return str_value(vm, text);
}
Result<Value> inet_pton_function(Vm& vm, const Args& args) {
  const int family = TRY(parse_c_int(vm, args[0]));
  const std::string text = TRY(ascii_text(vm, args[1], "inet_pton", 2));
  char address[sizeof(in6_addr)];
  const int outcome = ::inet_pton(family, text.c_str(), address);
  if (outcome < 0) return posix::raise_errno(vm);
  if (outcome == 0) return vm.raise(TypeId::OSError, "illegal IP address string passed to inet_pton");
  return bytes_of(vm, address, family == AF_INET ? 4 : 16);
}
Result<Value> inet_ntop_function(Vm& vm, const Args& args) {
  const int family = TRY(parse_c_int(vm, args[0]));
  BufferView view;
  TRY(view.open(vm, args[1]));
  if (family != AF_INET && family != AF_INET6) return vm.raise_error(TypeId::ValueError, "unknown address family ", family);
  if (view.length() != (family == AF_INET ? 4U : 16U)) return vm.raise(TypeId::ValueError, "invalid length of packed IP address string");
  char text[INET6_ADDRSTRLEN + 1] = "";
  if (!::inet_ntop(family, view.data(), text, sizeof text)) return posix::raise_errno(vm);
  return str_value(vm, text);
}

constexpr NativeMethod kFunctions[] = {
    {"getaddrinfo", get_address_info, "(host, port, family=0, type=0, proto=0, flags=0)"},
    {"getnameinfo", get_name_info, "(sockaddr, flags, /)"},
    {"gethostname", host_name, "()"},
    {"sethostname", set_host_name, "(name, /)"},
    {"gethostbyname", host_by_name, "(host, /)"},
    {"gethostbyname_ex", host_by_name_full, "(host, /)"},
    {"gethostbyaddr", host_by_address, "(host, /)"},
    {"getservbyname", service_by_name, "(servicename, protocolname=<no-signature>~, /)"},
    {"getservbyport", service_by_port, "(port, protocolname=<no-signature>~, /)"},
    {"getprotobyname", protocol_by_name, "(name, /)"},
    {"if_nameindex", interface_names, "()"},
    {"if_nametoindex", interface_number, "(if_name, /)"},
    {"if_indextoname", interface_name, "(if_index, /)"},
    {"htons", swap_16<true>, "(integer, /)"},
    {"ntohs", swap_16<false>, "(integer, /)"},
    {"htonl", swap_32, "(integer, /)"},
    {"ntohl", swap_32, "(integer, /)"},
    {"inet_aton", inet_aton_function, "(string, /)"},
    {"inet_ntoa", inet_ntoa_function, "(packed_ip, /)"},
    {"inet_pton", inet_pton_function, "(af, ip, /)"},
    {"inet_ntop", inet_ntop_function, "(af, packed_ip, /)"},
};

}  // namespace

Raised raise_resolver_error(Vm& vm, int error) {
  if (error == EAI_SYSTEM) return posix::raise_errno(vm);
  return raise_coded(vm, kResolverError, error, ::gai_strerror(error));
}
Raised raise_host_error(Vm& vm, int error) { return raise_coded(vm, kHostError, error, ::hstrerror(error)); }

std::span<const NativeMethod> resolver_functions() { return kFunctions; }

}  // namespace tauraro::sockets
