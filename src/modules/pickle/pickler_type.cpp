// Pickler, and the proxy of its memo.
#include "modules/c_arguments.h"
#include "modules/module_support.h"
#include "modules/pickle/pickling.h"
#include "object/bytes.h"

namespace tauraro::pickle {

void delete_pickler_state(void* state) { delete static_cast<PicklerState*>(state); }

namespace {

Result<NativeObject*> new_pickler_of(Vm& vm, Type* type) {
  NativeObject* pickler = TRY(new_native_instance(vm, type, kPicklerFields));
  pickler->raw = new PicklerState;
  pickler->finalize = delete_pickler_state;
  pickler->values[kMemoObjects] = value_of(TRY(new_list(vm)));
  return pickler;
}

Result<Value> pickler_new(Vm& vm, const Args& args) { return value_of(TRY(new_pickler_of(vm, args[0].as<Type>()))); }

Result<void> look_up(Vm& vm, NativeObject* pickler, PicklerField field, const char* name) {
  const Value found = TRY(find_attr(vm, value_of(pickler), name));
  pickler->values[field] = found.is_not_found() ? Value() : found;
  vm.barrier(pickler);
  return {};
}

Result<Value> pickler_init(Vm& vm, const Args& args) {
  NativeObject* self = args[0].as<NativeObject>();
  for (const PicklerField field : {kWrite, kPersistentId, kDispatchTable, kBufferCallback, kReducerOverride}) self->values[field] = Value();
  PicklerState& state = pickler_state(args[0]);
  state = PicklerState();
  self->values[kMemoObjects] = value_of(TRY(new_list(vm)));
  vm.barrier(self);
  TRY(set_up_pickler(vm, self, args[2], TRY(truth(vm, args[3])), Value()));
  TRY(set_output_file(vm, self, args[1]));
  if (!args[4].is_none()) TRY(set_up_pickler(vm, self, args[2], state.fix_imports, args[4]));
  TRY(look_up(vm, self, kPersistentId, "persistent_id"));
  TRY(look_up(vm, self, kDispatchTable, "dispatch_table"));
  return Value::none();
}

Result<Value> pickler_dump(Vm& vm, const Args& args) {
  NativeObject* self = args[0].as<NativeObject>();
  if (self->values[kWrite].is_empty()) {
    const std::string name = full_type_name(vm, vm.type_of(args[0]));
    return raise_pickling(vm, kPicklingError, "Pickler.__init__() was not called by ", name, ".__init__()");
  }
  Pickling p{vm, self, pickler_state(args[0])};
  TRY(dump_object(p, args[1]));
  TRY(p.state.output.flush(vm, self->values[kWrite]));
  return Value::none();
}

Result<void> clear_memo(Vm& vm, Value pickler) {
  pickler_state(pickler).memo.clear();
  pickler.as<NativeObject>()->values[kMemoObjects] = value_of(TRY(new_list(vm)));
  vm.barrier(pickler.as_cell());
  return {};
}
Result<Value> pickler_clear_memo(Vm& vm, const Args& args) {
  TRY(clear_memo(vm, args[0]));
  return Value::none();
}
Result<Value> pickler_sizeof(Vm& vm, const Args& args) {
  const PicklerState& state = pickler_state(args[0]);
  return new_int(vm, static_cast<std::int64_t>(native_object_size(kPicklerFields) + sizeof state + state.output.bytes().capacity() + state.memo.count() * 32));
}

Result<Value> get_bin(Vm&, Value self) { return Value::from_int(pickler_state(self).binary); }
Result<void> set_bin(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "can't delete numeric/char attribute");
  pickler_state(self).binary = TRY(parse_c_int(vm, value)) != 0;
  return {};
}
Result<Value> get_fast(Vm&, Value self) { return Value::from_int(pickler_state(self).fast); }
Result<void> set_fast(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "can't delete numeric/char attribute");
  pickler_state(self).fast = TRY(parse_c_int(vm, value)) != 0;
  return {};
}

template <PicklerField kField>
Result<Value> get_field(Vm& vm, Value self, const char* name) {
  const Value value = self.as<NativeObject>()->values[kField];
  return value.is_empty() ? Result<Value>(vm.raise(TypeId::AttributeError, name)) : value;
}
Result<Value> get_dispatch_table(Vm& vm, Value self) { return get_field<kDispatchTable>(vm, self, "dispatch_table"); }
Result<Value> get_persistent_id(Vm& vm, Value self) { return get_field<kPersistentId>(vm, self, "persistent_id"); }
Result<void> set_dispatch_table(Vm& vm, Value self, Value value) {
  if (value.is_empty() && self.as<NativeObject>()->values[kDispatchTable].is_empty()) return vm.raise(TypeId::AttributeError, "dispatch_table");
  self.as<NativeObject>()->values[kDispatchTable] = value;
  vm.barrier(self.as_cell());
  return {};
}
Result<void> set_persistent_id(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "attribute deletion is not supported");
  if (!is_callable(vm, value)) return vm.raise(TypeId::TypeError, "persistent_id must be a callable taking one argument");
  self.as<NativeObject>()->values[kPersistentId] = value;
  vm.barrier(self.as_cell());
  return {};
}

// ---- the memo ----

Value pickler_of(Value proxy) { return proxy.as<NativeObject>()->values[0]; }

Result<Value> get_memo(Vm& vm, Value self) {
  NativeObject* proxy = TRY(new_native_instance(vm, vm.native_type(kPicklerMemoType), 1));
  proxy->values[0] = self;
  return value_of(proxy);
}

/// The memo of a dict as memo.copy() gives it.
Result<void> fill_memo(Vm& vm, Dict* given, MemoTable* memo, List* objects) {
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(given, &position, &key, &value)) {
    if (!value.is(kind::Tuple) || value.as<Tuple>()->length != 2) return vm.raise(TypeId::TypeError, "'memo' values must be 2-item tuples");
    const std::int64_t number = TRY(index_to_int64(vm, value.as<Tuple>()->items[0]));
    memo->set(value.as<Tuple>()->items[1], static_cast<std::uint32_t>(number));
    TRY(list_append(vm, objects, value.as<Tuple>()->items[1]));
  }
  return {};
}

Result<void> set_memo(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "attribute deletion is not supported");
  MemoTable memo;
  List* objects = TRY(new_list(vm));
  if (value.is(kind::NativeObject) && vm.type_of(value) == vm.native_type(kPicklerMemoType)) {
    memo = pickler_state(pickler_of(value)).memo;
    TRY(list_extend(vm, objects, pickler_of(value).as<NativeObject>()->values[kMemoObjects]));
  } else if (value.is(kind::Dict)) {
    TRY(fill_memo(vm, value.as<Dict>(), &memo, objects));
  } else {
    return vm.raise_error(TypeId::TypeError, "'memo' attribute must be a PicklerMemoProxy object or dict, not ", name_of_type(vm, value));
  }
  pickler_state(self).memo = std::move(memo);
  self.as<NativeObject>()->values[kMemoObjects] = value_of(objects);
  vm.barrier(self.as_cell());
  return {};
}

Result<Value> memo_clear(Vm& vm, const Args& args) {
  TRY(clear_memo(vm, pickler_of(args[0])));
  return Value::none();
}

Result<Value> memo_copy(Vm& vm, const Args& args) {
  std::vector<std::pair<Value, std::uint32_t>> entries;  // the pickler's list keeps the objects alive
  pickler_state(pickler_of(args[0])).memo.for_each([&](Value object, std::uint32_t number) { entries.emplace_back(object, number); });
  Dict* copy = TRY(new_dict(vm));
  for (const auto& [object, number] : entries) TRY(dict_set(vm, copy, TRY(object_id(vm, object)), TRY(tuple_value(vm, {Value::from_int(number), object}))));
  return value_of(copy);
}

Result<Value> memo_reduce(Vm& vm, const Args& args) {
  return tuple_value(vm, {type_value(vm, TypeId::Dict), TRY(tuple_value(vm, {TRY(memo_copy(vm, args))}))});
}

constexpr NativeMethod kMethods[] = {
    {"__new__", pickler_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__init__", pickler_init, "($self, /, file, protocol=None, fix_imports=True, buffer_callback=None)"},
    {"dump", pickler_dump, "($self, obj, /)", NativeMethod::Plain, "Write a pickled representation of the given object to the open file."},
    {"clear_memo", pickler_clear_memo, "($self, /)", NativeMethod::Plain, "Clears the pickler's \"memo\"."},
    {"__sizeof__", pickler_sizeof, "($self, /)", NativeMethod::Plain, "Returns size in memory, in bytes."},
};
constexpr NativeGetSet kGetSets[] = {
    {"bin", get_bin, set_bin},
    {"fast", get_fast, set_fast},
    {"dispatch_table", get_dispatch_table, set_dispatch_table},
    {"memo", get_memo, set_memo},
    {"persistent_id", get_persistent_id, set_persistent_id},
};
constexpr NativeMethod kMemoMethods[] = {
    {"clear", memo_clear, "($self, /)", NativeMethod::Plain, "Remove all items from memo."},
    {"copy", memo_copy, "($self, /)", NativeMethod::Plain, "Copy the memo to a new object."},
    {"__reduce__", memo_reduce, "($self, /)", NativeMethod::Plain, "Implement pickle support."},
};

}  // namespace

const NativeTypeSpec kPicklerType{"_pickle.Pickler", kMethods, kGetSets, "This takes a binary file for writing a pickle data stream."};
const NativeTypeSpec kPicklerMemoType{"_pickle.PicklerMemoProxy", kMemoMethods};

Result<NativeObject*> new_pickler(Vm& vm) { return new_pickler_of(vm, vm.native_type(kPicklerType)); }

Result<void> set_up_pickler(Vm& vm, NativeObject* pickler, Value protocol, bool fix_imports, Value buffer_callback) {
  int number = kDefaultProtocol;
  if (!protocol.is_none() && !protocol.is_empty()) {
    number = TRY(parse_c_int(vm, protocol));
    if (number < 0) number = kHighestProtocol;
    if (number > kHighestProtocol) return vm.raise_error(TypeId::ValueError, "pickle protocol must be <= ", kHighestProtocol);
  }
  PicklerState& state = pickler_state(value_of(pickler));
  state.protocol = number;
  state.binary = number > 0;
  state.fix_imports = fix_imports && number < 3;
  if (buffer_callback.is_empty() || buffer_callback.is_none()) return {};
  if (number < 5) return vm.raise(TypeId::ValueError, "buffer_callback needs protocol >= 5");
  pickler->values[kBufferCallback] = buffer_callback;
  vm.barrier(pickler);
  return {};
}

Result<void> set_output_file(Vm& vm, NativeObject* pickler, Value file) {
  const Value write = TRY(find_attr(vm, file, "write"));
  if (write.is_not_found()) return vm.raise(TypeId::TypeError, "file must have a 'write' attribute");
  pickler->values[kWrite] = write;
  vm.barrier(pickler);
  return {};
}

}  // namespace tauraro::pickle
