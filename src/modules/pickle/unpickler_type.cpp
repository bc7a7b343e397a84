// Unpickler, and the proxy of its memo.
#include "modules/module_support.h"
#include "modules/pickle/unpickling.h"
#include "object/bytes.h"

namespace tauraro::pickle {
namespace {

void delete_state(void* state) { delete static_cast<UnpicklerState*>(state); }

Result<NativeObject*> new_unpickler_of(Vm& vm, Type* type) {
  NativeObject* unpickler = TRY(new_native_instance(vm, type, kUnpicklerFields));
  unpickler->raw = new UnpicklerState;
  unpickler->finalize = delete_state;
  unpickler->values[kStack] = value_of(TRY(new_list(vm)));
  unpickler->values[kMemo] = value_of(TRY(new_list(vm)));
  vm.barrier(unpickler);
  return unpickler;
}

Result<Value> unpickler_new(Vm& vm, const Args& args) { return value_of(TRY(new_unpickler_of(vm, args[0].as<Type>()))); }

Result<Value> unpickler_init(Vm& vm, const Args& args) {
  NativeObject* self = args[0].as<NativeObject>();
  for (const UnpicklerField field : {kRead, kReadLine, kPeek, kPersistentLoad, kBuffers}) self->values[field] = Value();
  unpickler_state(args[0]) = UnpicklerState();
  self->values[kStack] = value_of(TRY(new_list(vm)));
  self->values[kMemo] = value_of(TRY(new_list(vm)));
  vm.barrier(self);
  TRY(set_input_file(vm, self, args[1]));
  TRY(set_up_unpickler(vm, self, args[2], args[3], args[4], args[5]));
  const Value persistent_load = TRY(find_attr(vm, args[0], "persistent_load"));
  self->values[kPersistentLoad] = persistent_load.is_not_found() ? Value() : persistent_load;
  vm.barrier(self);
  return Value::none();
}

Result<Value> unpickler_load(Vm& vm, const Args& args) {
  NativeObject* self = args[0].as<NativeObject>();
  if (self->values[kRead].is_empty())
    return raise_pickling(vm, kUnpicklingError, "Unpickler.__init__() was not called by ", name_of_type(vm, args[0]), ".__init__()");
  Unpickling u{vm, self, unpickler_state(args[0])};
  return load_object(u);
}

Result<Value> unpickler_find_class(Vm& vm, const Args& args) {
  for (int i = 1; i <= 2; ++i)
    if (!args[static_cast<std::size_t>(i)].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "find_class() argument ", i, " must be str, not ", name_of_type(vm, args[static_cast<std::size_t>(i)]));
  return default_find_class(vm, unpickler_state(args[0]), args[1], args[2]);
}

Result<Value> unpickler_sizeof(Vm& vm, const Args& args) {
  const UnpicklerState& state = unpickler_state(args[0]);
  return new_int(vm, static_cast<std::int64_t>(native_object_size(kUnpicklerFields) + sizeof state + state.chunk.capacity() + static_cast<std::size_t>(state.memo_count) * 8));
}

Result<Value> get_persistent_load(Vm& vm, Value self) {
  const Value value = self.as<NativeObject>()->values[kPersistentLoad];
  return value.is_empty() ? Result<Value>(vm.raise(TypeId::AttributeError, "persistent_load")) : value;
}
Result<void> set_persistent_load(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "attribute deletion is not supported");
  if (!is_callable(vm, value)) return vm.raise(TypeId::TypeError, "persistent_load must be a callable taking one argument");
  self.as<NativeObject>()->values[kPersistentLoad] = value;
  vm.barrier(self.as_cell());
  return {};
}

// ---- the memo ----

Value unpickler_of(Value proxy) { return proxy.as<NativeObject>()->values[0]; }

Result<Value> get_memo(Vm& vm, Value self) {
  NativeObject* proxy = TRY(new_native_instance(vm, vm.native_type(kUnpicklerMemoType), 1));
  proxy->values[0] = self;
  return value_of(proxy);
}

/// The memo as a dict from numbers to objects.
Result<Dict*> memo_as_dict(Vm& vm, Value unpickler) {
  const Value memo = unpickler.as<NativeObject>()->values[kMemo];
  if (memo.is(kind::Dict)) return dict_copy(vm, memo.as<Dict>());
  Dict* copy = TRY(new_dict(vm));
  for (std::uint64_t i = 0; i < memo.as<List>()->length; ++i) {
    const Value item = memo.as<List>()->storage->items[i];
    if (!item.is_empty()) TRY(dict_set(vm, copy, Value::from_int(static_cast<std::int64_t>(i)), item));
  }
  return copy;
}

Result<void> replace_memo(Vm& vm, Value unpickler, Dict* items) {
  NativeObject* object = unpickler.as<NativeObject>();
  object->values[kMemo] = value_of(TRY(new_list(vm)));
  vm.barrier(object);
  Unpickling u{vm, object, unpickler_state(unpickler)};
  u.state.memo_count = 0;
  std::uint32_t position = 0;
  Value key, value;
  while (items && dict_next(items, &position, &key, &value)) {
    if (!is_int_like(key)) return vm.raise(TypeId::TypeError, "memo key must be integers");
    const std::int64_t number = TRY(index_to_int64(vm, key));
    if (number < 0) return vm.raise(TypeId::ValueError, "memo key must be positive integers.");
    TRY(memo_store(u, number, value));
  }
  return {};
}

Result<void> set_memo(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "attribute deletion is not supported");
  if (value.is(kind::NativeObject) && vm.type_of(value) == vm.native_type(kUnpicklerMemoType)) return replace_memo(vm, self, TRY(memo_as_dict(vm, unpickler_of(value))));
  if (value.is(kind::Dict)) return replace_memo(vm, self, value.as<Dict>());
  return vm.raise_error(TypeId::TypeError, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not ", name_of_type(vm, value));
}

Result<Value> memo_clear(Vm& vm, const Args& args) {
  TRY(replace_memo(vm, unpickler_of(args[0]), nullptr));
  return Value::none();
}
Result<Value> memo_copy(Vm& vm, const Args& args) { return value_of(TRY(memo_as_dict(vm, unpickler_of(args[0])))); }
Result<Value> memo_reduce(Vm& vm, const Args& args) {
  return tuple_value(vm, {type_value(vm, TypeId::Dict), TRY(tuple_value(vm, {TRY(memo_copy(vm, args))}))});
}

constexpr NativeMethod kMethods[] = {
    {"__new__", unpickler_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__init__", unpickler_init, "($self, /, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())"},
    {"load", unpickler_load, "($self, /)", NativeMethod::Plain, "Load a pickle.\n\nRead a pickled object representation from the open file object given\nin the constructor, and return the reconstituted object hierarchy\nspecified therein."},
    {"find_class", unpickler_find_class, "($self, module_name, global_name, /)", NativeMethod::Plain, "Return an object from a specified module."},
    {"__sizeof__", unpickler_sizeof, "($self, /)", NativeMethod::Plain, "Returns size in memory, in bytes."},
};
constexpr NativeGetSet kGetSets[] = {{"memo", get_memo, set_memo}, {"persistent_load", get_persistent_load, set_persistent_load}};
constexpr NativeMethod kMemoMethods[] = {
    {"clear", memo_clear, "($self, /)", NativeMethod::Plain, "Remove all items from memo."},
    {"copy", memo_copy, "($self, /)", NativeMethod::Plain, "Copy the memo to a new object."},
    {"__reduce__", memo_reduce, "($self, /)", NativeMethod::Plain, "Implement pickling support."},
};

}  // namespace

const NativeTypeSpec kUnpicklerType{"_pickle.Unpickler", kMethods, kGetSets, "This takes a binary file for reading a pickle data stream."};
const NativeTypeSpec kUnpicklerMemoType{"_pickle.UnpicklerMemoProxy", kMemoMethods};

Result<NativeObject*> new_unpickler(Vm& vm) { return new_unpickler_of(vm, vm.native_type(kUnpicklerType)); }

Result<void> set_up_unpickler(Vm& vm, NativeObject* unpickler, Value fix_imports, Value encoding, Value errors, Value buffers) {
  UnpicklerState& state = unpickler_state(value_of(unpickler));
  state.fix_imports = TRY(truth(vm, fix_imports));
  if (!encoding.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "Unpickler() argument 'encoding' must be str, not ", name_of_type(vm, encoding));
  if (!errors.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "Unpickler() argument 'errors' must be str, not ", name_of_type(vm, errors));
  state.encoding = text_of(vm, encoding);
  state.errors = text_of(vm, errors);
  if (buffers.is_none() || buffers.is_empty()) return {};
  unpickler->values[kBuffers] = TRY(get_iter(vm, buffers));
  vm.barrier(unpickler);
  return {};
}

Result<void> set_input_file(Vm& vm, NativeObject* unpickler, Value file) {
  const Value peek = TRY(find_attr(vm, file, "peek")), read = TRY(find_attr(vm, file, "read")), read_line = TRY(find_attr(vm, file, "readline"));
  if (read.is_not_found() || read_line.is_not_found()) return vm.raise(TypeId::TypeError, "file must have 'read' and 'readline' attributes");
  unpickler->values[kPeek] = peek.is_not_found() ? Value() : peek;
  unpickler->values[kRead] = read;
  unpickler->values[kReadLine] = read_line;
  vm.barrier(unpickler);
  return {};
}

}  // namespace tauraro::pickle
