// select.poll: values are a dict of the event masks by descriptor, and whether poll() is running.
#include <climits>
#include <poll.h>

#include "modules/select/select.h"

namespace tauraro::select {
namespace {

enum Field { kMasks, kRunning, kFields };

Value* fields_of(Value self) { return self.as<NativeObject>()->values; }
Dict* masks_of(Value self) { return fields_of(self)[kMasks].as<Dict>(); }

Result<Value> mask_of(Vm& vm, Value value) {
  const Value number = TRY(index_of(vm, value));
  if (int_compare(number, Value::from_int(0)) < 0) return vm.raise(TypeId::ValueError, "value must be positive");
  if (int_compare(number, Value::from_int(USHRT_MAX)) > 0) return vm.raise(TypeId::OverflowError, "Python int too large for C unsigned short");
  return number;
}

Result<Value> register_descriptor(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[1]));
  const Value mask = args.has(2) ? TRY(mask_of(vm, args[2])) : Value::from_int(POLLIN | POLLPRI | POLLOUT);
  TRY(dict_set(vm, masks_of(args[0]), Value::from_int(descriptor), mask));
  return Value::none();
}

Result<Value> modify(Vm& vm, const Args& args) {
  const Value descriptor = Value::from_int(TRY(posix::descriptor_argument(vm, args[1])));
  const Value mask = TRY(mask_of(vm, args[2]));
  if (TRY(dict_get(vm, masks_of(args[0]), descriptor)).is_not_found()) return vm.raise_os_error(ENOENT);
  TRY(dict_set(vm, masks_of(args[0]), descriptor, mask));
  return Value::none();
}

Result<Value> unregister(Vm& vm, const Args& args) {
  const Value descriptor = Value::from_int(TRY(posix::descriptor_argument(vm, args[1])));
  if (!TRY(dict_delete(vm, masks_of(args[0]), descriptor))) return vm.raise_key_error(descriptor);
  return Value::none();
}

Result<void> read_rows(Vm& vm, Dict* masks, std::vector<pollfd>& out) {
  return for_each(vm, TRY(vm.call_method(value_of(masks), "items", {})), [&](Value pair) -> Result<bool> {
    const Tuple* parts = pair.as<Tuple>();
    out.push_back({static_cast<int>(parts->items[0].as_int()), static_cast<short>(parts->items[1].as_int()), 0});
    return true;
  });
}

Result<Value> poll_rows(Vm& vm, Value self, const Deadline& deadline) {
  std::vector<pollfd> rows;
  TRY(read_rows(vm, masks_of(self), rows));
  if (TRY(system_call(vm, [&] { return ::poll(rows.data(), rows.size(), deadline.left_milliseconds()); })) < 0) return posix::raise_errno(vm);
  List* ready = TRY(new_list(vm));
  for (const pollfd& row : rows)
    if (row.revents) TRY(list_append(vm, ready, TRY(tuple_value(vm, {Value::from_int(row.fd), Value::from_int(row.revents & 0xffff)}))));
  return value_of(ready);
}

Result<Value> poll(Vm& vm, const Args& args) {
  const std::int64_t timeout = TRY(timeout_of(vm, args[1], 1'000'000, "timeout must be an integer or None"));
  if (timeout / 1'000'000 > INT_MAX) return vm.raise(TypeId::OverflowError, "timeout is too large");
  Value& running = fields_of(args[0])[kRunning];
  if (running.is_true()) return vm.raise(TypeId::RuntimeError, "concurrent poll() invocation");
  running = Value::from_bool(true);
  const Result<Value> ready = poll_rows(vm, args[0], Deadline(timeout));
  running = Value::from_bool(false);
  return ready;
}

constexpr NativeMethod kMethods[] = {
    {"register", register_descriptor, "($self, fd, eventmask=<unset>, /)"},
    {"modify", modify, "($self, fd, eventmask, /)"},
    {"unregister", unregister, "($self, fd, /)"},
    {"poll", poll, "($self, timeout=None, /)"},
};
constexpr NativeTypeSpec kPoll{"select.poll", kMethods};

}  // namespace

Result<void> add_poll_type(Vm& vm) {
  TRY(ensure_native_type(vm, kPoll, kind::NativeObject, native_object_size(kFields), TypeId::Object, kTypeUninstantiable));
  return {};
}

Result<Value> new_poll(Vm& vm) {
  const Value masks = value_of(TRY(new_dict(vm)));
  NativeObject* object = TRY(new_native_instance(vm, vm.native_type(kPoll), kFields));
  object->values[kMasks] = masks;
  object->values[kRunning] = Value::from_bool(false);
  return value_of(object);
}

}  // namespace tauraro::select
