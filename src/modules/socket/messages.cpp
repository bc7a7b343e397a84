// recvmsg and sendmsg: several buffers, and ancillary data.
#include <cstring>

#include "modules/socket/socket.h"
#include "object/bytes.h"

namespace tauraro::sockets {
namespace {

/// Buffers of a program, held while a message is transferred.
struct Buffers {
  std::vector<std::unique_ptr<BufferView>> views;
  std::vector<iovec> rows;
};

Result<void> open_buffers(Vm& vm, Value iterable, bool writable, const char* caller, Buffers& out) {
  if (!vm.type_of(iterable)->has(Special::Iter) && !vm.type_of(iterable)->has(Special::GetItem))
    return vm.raise_error(TypeId::TypeError, caller, "() argument 1 must be an iterable");
  List* list = TRY(list_from(vm, iterable));
  for (std::uint64_t i = 0; i < list->length; ++i) {
    auto view = std::make_unique<BufferView>();
    TRY(view->open(vm, list->storage->items[i], writable));
    out.rows.push_back({view->data(), view->length()});
    out.views.push_back(std::move(view));
  }
  return {};
}

/// [(level, type, data)] of what has been received.
Result<Value> ancillary_value(Vm& vm, msghdr& message) {
  List* list = TRY(new_list(vm));
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
    const std::size_t offset = static_cast<std::size_t>(reinterpret_cast<char*>(CMSG_DATA(header)) - static_cast<char*>(message.msg_control));
    if (header->cmsg_len < CMSG_LEN(0)) break;
    const std::size_t length = std::min<std::size_t>(header->cmsg_len - CMSG_LEN(0), message.msg_controllen - offset);
    TRY(list_append(vm, list, TRY(tuple_value(vm, {Value::from_int(header->cmsg_level), Value::from_int(header->cmsg_type),
                                                   value_of(TRY(new_bytes(vm, {reinterpret_cast<char*>(CMSG_DATA(header)), length})))}))));
  }
  return value_of(list);
}

struct Received {
  long count = 0;
  Value ancillary, address;
  int flags = 0;
};

Result<void> receive_message(Vm& vm, State& state, std::vector<iovec>& rows, Value ancillary_size, int flags, Received* out) {
  const std::int64_t size = ancillary_size.is_empty() ? 0 : TRY(index_to_int64(vm, ancillary_size));
  if (size < 0 || size > INT32_MAX) return vm.raise(TypeId::ValueError, "invalid ancillary data buffer length");
  std::vector<char> control(static_cast<std::size_t>(size));
  Address address;
  msghdr message{};
  out->count = TRY(socket_call(vm, state, false, [&] {
    message = {address.data(), sizeof address.storage, rows.data(), rows.size(), control.empty() ? nullptr : control.data(), control.size(), 0};
    return ::recvmsg(state.descriptor, &message, flags);
  }));
  address.length = message.msg_namelen;
  out->ancillary = TRY(ancillary_value(vm, message));
  out->flags = message.msg_flags;
  out->address = TRY(address_value(vm, address));
  return {};
}

}  // namespace

Result<Value> socket_recvmsg(Vm& vm, const Args& args) {
  const std::int64_t size = TRY(index_to_int64(vm, args[1]));
  if (size < 0) return vm.raise(TypeId::ValueError, "negative buffer size in recvmsg()");
  const int flags = args.has(3) ? TRY(parse_c_int(vm, args[3])) : 0;
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, static_cast<std::uint64_t>(size)));
  std::vector<iovec> rows{{bytes->data, bytes->length}};
  Received received;
  TRY(receive_message(vm, state_of(args[0]), rows, args[2], flags, &received));
  Value content = value_of(bytes);
  if (static_cast<std::uint64_t>(received.count) < bytes->length) content = value_of(TRY(new_bytes(vm, {bytes->data, static_cast<std::size_t>(received.count)})));
  return tuple_value(vm, {content, received.ancillary, Value::from_int(received.flags), received.address});
}

Result<Value> socket_recvmsg_into(Vm& vm, const Args& args) {
  Buffers buffers;
  TRY(open_buffers(vm, args[1], true, "recvmsg_into", buffers));
  const int flags = args.has(3) ? TRY(parse_c_int(vm, args[3])) : 0;
  Received received;
  TRY(receive_message(vm, state_of(args[0]), buffers.rows, args[2], flags, &received));
  return tuple_value(vm, {TRY(new_int(vm, received.count)), received.ancillary, Value::from_int(received.flags), received.address});
}

namespace {

/// Ancillary data as the kernel takes it.
Result<void> write_ancillary(Vm& vm, Value items, std::vector<char>& out) {
  if (!vm.type_of(items)->has(Special::Iter) && !vm.type_of(items)->has(Special::GetItem)) return vm.raise(TypeId::TypeError, "sendmsg() argument 2 must be an iterable");
  List* list = TRY(list_from(vm, items));
  for (std::uint64_t i = 0; i < list->length; ++i) {
    const Value item = list->storage->items[i];
    if (!item.is(kind::Tuple) && !item.is(kind::List)) return vm.raise(TypeId::TypeError, "[sendmsg() ancillary data items]() argument must be sequence");
    const Tuple* parts = TRY(tuple_from(vm, item));
    if (parts->length != 3) return vm.raise_error(TypeId::TypeError, "[sendmsg() ancillary data items]() argument must be sequence of length 3, not ", parts->length);
    const int level = TRY(parse_c_int(vm, parts->items[0])), type = TRY(parse_c_int(vm, parts->items[1]));
    BufferView view;
    TRY(view.open(vm, parts->items[2]));
    const std::size_t start = out.size();
    out.resize(start + CMSG_SPACE(view.length()));
    auto* header = reinterpret_cast<cmsghdr*>(out.data() + start);
    header->cmsg_level = level;
    header->cmsg_type = type;
    header->cmsg_len = CMSG_LEN(view.length());
    std::memcpy(CMSG_DATA(header), view.data(), view.length());
  }
  return {};
}

}  // namespace

Result<Value> socket_sendmsg(Vm& vm, const Args& args) {
  State& state = state_of(args[0]);
  Buffers buffers;
  TRY(open_buffers(vm, args[1], false, "sendmsg", buffers));
  std::vector<char> control;
  if (args.has(2)) TRY(write_ancillary(vm, args[2], control));
  const int flags = args.has(3) ? TRY(parse_c_int(vm, args[3])) : 0;
  Address address;
  if (args.has(4) && !args[4].is_none()) TRY(read_address(vm, state.family, args[4], "sendmsg", &address));
  const msghdr message{address.length ? address.data() : nullptr, address.length, buffers.rows.data(), buffers.rows.size(), control.empty() ? nullptr : control.data(), control.size(), 0};
  return new_int(vm, TRY(socket_call(vm, state, true, [&] { return ::sendmsg(state.descriptor, &message, flags); })));
}

}  // namespace tauraro::sockets
