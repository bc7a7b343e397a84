// The array module: array.array, rows of numbers of one C type.
#include <cstdlib>
#include <algorithm>
#include <cstring>

#include "builtins/number_methods.h"
#include "modules/array/array_object.h"
#include "modules/module_support.h"
#include "modules/native_module.h"
#include "object/buffer.h"
#include "object/bytes.h"

namespace tauraro {

namespace arrays {

bool is_array(Vm& vm, Value value) { return value.is(kind::NativeObject) && is_instance(vm, value, exact_array_type(vm)); }
Type* exact_array_type(Vm& vm) { return vm.native_type(kArrayType); }

Result<Value> new_array_object(Vm& vm, Type* type, const ItemType* item_type, std::size_t length) {
  NativeObject* object = TRY(new_native_instance(vm, type, 1));  // the value is not used: it makes the size a fixed one
  object->raw = new ArrayState{&vm.heap, item_type};
  object->finalize = [](void* raw) {
    auto* array = static_cast<ArrayState*>(raw);
    if (array->capacity) array->heap->release_external(array->capacity * array->type->size);
    std::free(array->data);
    delete array;
  };
  const Value value = Value::from_cell(object);
  TRY(resize(vm, state_of(value), length));
  return value;
}

Result<void> resize(Vm& vm, ArrayState& array, std::size_t length) {
  if (length == array.length) return {};
  if (array.exports) return vm.raise(TypeId::BufferError, "cannot resize an array that is exporting buffers");
  const std::size_t size = array.type->size;
  const bool fits = length <= array.capacity && length >= array.capacity / 4;
  if (!fits) {
    const std::size_t extra = length > array.length && array.length ? (length >> 4) + (length < 64 ? 3 : 7) : 0;
    const std::size_t capacity = length + extra;
    if (capacity > (std::size_t{1} << 60) / size) return vm.out_of_memory();
    const auto growth = static_cast<std::int64_t>(capacity * size) - static_cast<std::int64_t>(array.capacity * size);
    if (growth > 0 && !vm.heap.account_external(growth)) return vm.out_of_memory();
    char* data = static_cast<char*>(capacity ? std::realloc(array.data, capacity * size) : (std::free(array.data), nullptr));
    if (capacity && !data) {
      if (growth > 0) vm.heap.release_external(static_cast<std::size_t>(growth));
      return vm.out_of_memory();
    }
    if (growth < 0) vm.heap.release_external(static_cast<std::size_t>(-growth));
    array.data = data;
    array.capacity = capacity;
  }
  if (length > array.length) std::memset(array.item(array.length), 0, (length - array.length) * size);
  array.length = length;
  return {};
}

Result<void> append(Vm& vm, Value self, Value item) {
  ArrayState& array = state_of(self);
  TRY(array.type->set(vm, nullptr, item));
  TRY(resize(vm, array, array.length + 1));
  return array.type->set(vm, array.item(array.length - 1), item);
}

Result<void> append_bytes(Vm& vm, ArrayState& array, std::string_view bytes) {
  if (bytes.size() % array.type->size) return vm.raise(TypeId::ValueError, "bytes length not a multiple of item size");
  if (bytes.empty()) return {};
  const std::size_t before = array.length;
  const bool own = bytes.data() == array.data;
  TRY(resize(vm, array, before + bytes.size() / array.type->size));
  std::memmove(array.item(before), own ? array.data : bytes.data(), bytes.size());
  return {};
}

Result<void> append_text(Vm& vm, ArrayState& array, Value text) {
  const StrView characters = view(vm, text.as<Str>());
  const std::size_t before = array.length;
  TRY(resize(vm, array, before + characters.length));
  for (std::uint32_t i = 0; i < characters.length; ++i) {
    const char32_t character = characters[i];
    std::memcpy(array.item(before + i), &character, sizeof character);
  }
  return {};
}

Result<void> extend(Vm& vm, Value self, Value source) {
  if (is_array(vm, source)) {
    if (state_of(source).type != state_of(self).type) return vm.raise(TypeId::TypeError, "can only extend with array of same kind");
    return append_bytes(vm, state_of(self), {state_of(source).data, state_of(source).bytes()});
  }
  return for_each(vm, source, [&](Value item) -> Result<bool> {
    TRY(append(vm, self, item));
    return true;
  });
}

namespace {

Result<Value> done(Result<void> result) {
  TRY(result);
  return Value::none();
}

// ---- construction ----

Result<const ItemType*> type_argument(Vm& vm, Value value) {
  if (!value.is(kind::Str) || value.as<Str>()->length != 1)
    return vm.raise_error(TypeId::TypeError, "array() argument 1 must be a unicode character, not ", full_type_name(vm, vm.type_of(value)));
  const char32_t code = view(vm, value.as<Str>())[0];
  const ItemType* type = code < 128 ? find_item_type(static_cast<char>(code)) : nullptr;
  if (!type) return vm.raise(TypeId::ValueError, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  return type;
}

Result<void> fill(Vm& vm, Value self, Value initial) {
  ArrayState& array = state_of(self);
  const std::string code(1, array.type->code);
  if (initial.is(kind::Str)) {
    if (array.type->code != 'u')
      return vm.raise_error(TypeId::TypeError, "cannot use a str to initialize an array with typecode '", code, "'");
    return append_text(vm, array, initial);
  }
  if (is_array(vm, initial)) {
    const ArrayState& source = state_of(initial);
    if (source.type->code == 'u' && array.type->code != 'u')
      return vm.raise_error(TypeId::TypeError, "cannot use a unicode array to initialize an array with typecode '", code, "'");
    if (source.type == array.type) return append_bytes(vm, array, {source.data, source.bytes()});
    for (std::size_t i = 0; i < state_of(initial).length; ++i) TRY(append(vm, self, TRY(state_of(initial).get(vm, i))));
    return {};
  }
  if (initial.is(kind::Bytes)) return append_bytes(vm, array, initial.as<Bytes>()->view());
  if (initial.is(kind::ByteArray)) return append_bytes(vm, array, initial.as<ByteArray>()->view());
  return extend(vm, self, initial);
}

Result<Value> new_method(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  Type* exact = exact_array_type(vm);
  const bool checks_keywords = type == exact || type->special(Special::Init) == exact->special(Special::Init);
  if (args.keywords && args.keywords->count && checks_keywords) return vm.raise(TypeId::TypeError, "array.array() takes no keyword arguments");
  if (args.rest_count == 0) return vm.raise(TypeId::TypeError, "array() takes at least 1 argument (0 given)");
  if (args.rest_count > 2) return vm.raise_error(TypeId::TypeError, "array() takes at most 2 arguments (", args.rest_count, " given)");
  const ItemType* item_type = TRY(type_argument(vm, args.rest[0]));
  const Value self = TRY(new_array_object(vm, type, item_type, 0));
  if (args.rest_count == 2) TRY(fill(vm, self, args.rest[1]));
  return self;
}

// ---- methods ----

Result<Value> append_method(Vm& vm, const Args& args) { return done(append(vm, args[0], args[1])); }
Result<Value> extend_method(Vm& vm, const Args& args) { return done(extend(vm, args[0], args[1])); }
Result<Value> length_method(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(state_of(args[0]).length)); }

Result<Value> insert_method(Vm& vm, const Args& args) {
  std::int64_t index = TRY(index_clamped(vm, args[1]));
  TRY(state_of(args[0]).type->set(vm, nullptr, args[2]));
  ArrayState& array = state_of(args[0]);
  const auto length = static_cast<std::int64_t>(array.length);
  if (index < 0) index = std::max<std::int64_t>(index + length, 0);
  index = std::min(index, length);
  TRY(resize(vm, array, array.length + 1));
  const auto place = static_cast<std::size_t>(index);
  std::memmove(array.item(place + 1), array.item(place), (array.length - 1 - place) * array.type->size);
  return done(array.type->set(vm, array.item(place), args[2]));
}

/// Removes one item. \pre in range
Result<void> remove_at(Vm& vm, ArrayState& array, std::size_t place) {
  if (array.exports) return vm.raise(TypeId::BufferError, "cannot resize an array that is exporting buffers");
  std::memmove(array.item(place), array.item(place + 1), (array.length - place - 1) * array.type->size);
  return resize(vm, array, array.length - 1);
}

Result<Value> pop_method(Vm& vm, const Args& args) {
  std::int64_t index = TRY(index_to_int64(vm, args[1]));
  ArrayState& array = state_of(args[0]);
  if (array.length == 0) return vm.raise(TypeId::IndexError, "pop from empty array");
  if (index < 0) index += static_cast<std::int64_t>(array.length);
  if (index < 0 || index >= static_cast<std::int64_t>(array.length)) return vm.raise(TypeId::IndexError, "pop index out of range");
  const Value item = TRY(array.get(vm, static_cast<std::size_t>(index)));
  TRY(remove_at(vm, array, static_cast<std::size_t>(index)));
  return item;
}

/// The first place of an equal item in [start, stop), or -1.
Result<std::int64_t> find(Vm& vm, Value self, Value wanted, std::int64_t start, std::int64_t stop) {
  for (std::int64_t i = start; i < stop && i < static_cast<std::int64_t>(state_of(self).length); ++i) {
    const Value item = TRY(state_of(self).get(vm, static_cast<std::size_t>(i)));
    if (TRY(compare_truth(vm, CompareOp::Eq, item, wanted))) return i;
  }
  return -1;
}

Result<Value> index_method(Vm& vm, const Args& args) {
  const auto length = static_cast<std::int64_t>(state_of(args[0]).length);
  std::int64_t start = args.has(2) ? TRY(index_clamped(vm, args[2])) : 0;
  std::int64_t stop = args.has(3) ? TRY(index_clamped(vm, args[3])) : INT64_MAX;
  if (start < 0) start = std::max<std::int64_t>(start + length, 0);
  if (stop < 0) stop = std::max<std::int64_t>(stop + length, 0);
  const std::int64_t found = TRY(find(vm, args[0], args[1], start, stop));
  if (found < 0) return vm.raise(TypeId::ValueError, "array.index(x): x not in array");
  return new_int(vm, found);
}

Result<Value> remove_method(Vm& vm, const Args& args) {
  const std::int64_t found = TRY(find(vm, args[0], args[1], 0, INT64_MAX));
  if (found < 0) return vm.raise(TypeId::ValueError, "array.remove(x): x not in array");
  return done(remove_at(vm, state_of(args[0]), static_cast<std::size_t>(found)));
}

Result<Value> contains_method(Vm& vm, const Args& args) { return Value::from_bool(TRY(find(vm, args[0], args[1], 0, INT64_MAX)) >= 0); }

Result<Value> count_method(Vm& vm, const Args& args) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < state_of(args[0]).length; ++i) {
    const Value item = TRY(state_of(args[0]).get(vm, i));
    count += TRY(compare_truth(vm, CompareOp::Eq, item, args[1]));
  }
  return new_int(vm, count);
}

Result<Value> reverse_method(Vm& vm, const Args& args) {
  ArrayState& array = state_of(args[0]);
  const std::size_t size = array.type->size;
  char item[8];
  for (std::size_t i = 0, j = array.length; i + 1 < j; ++i) {
    --j;
    std::memcpy(item, array.item(i), size);
    std::memcpy(array.item(i), array.item(j), size);
    std::memcpy(array.item(j), item, size);
  }
  return Value::none();
}

Result<Value> byteswap_method(Vm& vm, const Args& args) {
  ArrayState& array = state_of(args[0]);
  for (std::size_t i = 0; i < array.length; ++i) std::reverse(array.item(i), array.item(i + 1));
  return Value::none();
}

Result<Value> buffer_info(Vm& vm, const Args& args) {
  const ArrayState& array = state_of(args[0]);
  const Value address = TRY(new_int_unsigned(vm, reinterpret_cast<std::uint64_t>(array.data)));
  return new_pair(vm, address, TRY(new_int(vm, static_cast<std::int64_t>(array.length))));
}

Result<Value> to_list(Vm& vm, const Args& args) {
  List* list = TRY(new_list(vm, state_of(args[0]).length));
  for (std::size_t i = 0; i < state_of(args[0]).length; ++i) TRY(list_append(vm, list, TRY(state_of(args[0]).get(vm, i))));
  return Value::from_cell(list);
}

Result<Value> from_list(Vm& vm, const Args& args) {
  if (!args[1].is(kind::List)) return vm.raise(TypeId::TypeError, "arg must be list");
  const std::size_t before = state_of(args[0]).length, count = args[1].as<List>()->length;
  for (std::size_t i = 0; i < count; ++i) {
    if (args[1].as<List>()->length != count) return vm.raise(TypeId::RuntimeError, "list changed size during iteration");
    const Result<void> result = append(vm, args[0], args[1].as<List>()->storage->items[i]);
    if (!result.is_raised()) continue;
    state_of(args[0]).length = std::min(before, state_of(args[0]).length);
    return Raised{};
  }
  return Value::none();
}

Result<Value> to_bytes(Vm& vm, const Args& args) {
  const ArrayState& array = state_of(args[0]);
  return Value::from_cell(TRY(new_bytes(vm, {array.data, array.bytes()})));
}
Result<Value> from_bytes(Vm& vm, const Args& args) {
  BufferView buffer;
  TRY(buffer.open(vm, args[1]));
  return done(append_bytes(vm, state_of(args[0]), buffer.view()));
}

Result<Value> to_unicode(Vm& vm, const Args& args) {
  const ArrayState& array = state_of(args[0]);
  if (array.type->code != 'u') return vm.raise(TypeId::ValueError, "tounicode() may only be called on unicode type arrays");
  return Value::from_cell(TRY(new_str_ucs4(vm, reinterpret_cast<const char32_t*>(array.data), array.length)));
}
Result<Value> from_unicode(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "fromunicode() argument must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  if (state_of(args[0]).type->code != 'u') return vm.raise(TypeId::ValueError, "fromunicode() may only be called on unicode type arrays");
  return done(append_text(vm, state_of(args[0]), args[1]));
}

Result<Value> to_file(Vm& vm, const Args& args) {
  constexpr std::size_t kBlock = 64 * 1024;
  for (std::size_t at = 0; at < state_of(args[0]).bytes(); at += kBlock) {
    const ArrayState& array = state_of(args[0]);
    Bytes* block = TRY(new_bytes(vm, {array.data + at, std::min(kBlock, array.bytes() - at)}));
    TRY(vm.call_method(args[1], "write", {Value::from_cell(block)}));
  }
  if (state_of(args[0]).bytes() == 0) TRY(get_attr(vm, args[1], "write"));
  return Value::none();
}
Result<Value> from_file(Vm& vm, const Args& args) {
  const std::int64_t count = TRY(index_to_int64(vm, args[2]));
  if (count < 0) return vm.raise(TypeId::ValueError, "negative count");
  std::int64_t bytes;
  if (__builtin_mul_overflow(count, static_cast<std::int64_t>(state_of(args[0]).type->size), &bytes)) return vm.out_of_memory();
  const Value data = TRY(vm.call_method(args[1], "read", {TRY(new_int(vm, bytes))}));
  if (!data.is(kind::Bytes)) return vm.raise(TypeId::TypeError, "read() didn't return bytes");
  const bool short_read = data.as<Bytes>()->length != static_cast<std::uint64_t>(bytes);
  TRY(append_bytes(vm, state_of(args[0]), data.as<Bytes>()->view()));
  if (short_read) return vm.raise(TypeId::EOFError, "read() didn't return enough bytes");
  return Value::none();
}

Result<Value> copy_method(Vm& vm, const Args& args) {
  const ArrayState& array = state_of(args[0]);
  const Value result = TRY(new_array_object(vm, exact_array_type(vm), array.type, 0));
  TRY(append_bytes(vm, state_of(result), {state_of(args[0]).data, state_of(args[0]).bytes()}));
  return result;
}

Result<Value> repr_method(Vm& vm, const Args& args) {
  TAURARO_ENTER_NATIVE(vm, " while getting the repr of an object");
  const ArrayState& array = state_of(args[0]);
  StrBuilder out(vm);
  out.append(type_name(vm, args[0]));
  out.append("('");
  out.append(static_cast<char32_t>(array.type->code));
  out.append("'");
  if (array.length) {
    const Value items = array.type->code == 'u' ? TRY(to_unicode(vm, args)) : TRY(to_list(vm, args));
    const Value text = TRY(repr(vm, items));
    out.append(", ");
    out.append(text.as<Str>());
  }
  out.append(")");
  return out.finish();
}

Result<Value> size_of(Vm& vm, const Args& args) {
  const ArrayState& array = state_of(args[0]);
  return new_int(vm, static_cast<std::int64_t>(64 + array.capacity * array.type->size));
}

Result<Value> get_typecode(Vm& vm, Value self) { return Value::from_cell(char_str(vm, static_cast<char32_t>(state_of(self).type->code))); }
Result<Value> get_itemsize(Vm& vm, Value self) { return Value::from_int(state_of(self).type->size); }

// ---- buffer ----

Result<void> acquire(Vm&, Value object, BufferInfo* info) {
  static char empty[1];
  ArrayState& array = state_of(object);
  ++array.exports;
  *info = {array.data ? array.data : empty, array.bytes(), array.type->size, array.type->format, false};
  return {};
}
void release(Vm&, Value object) { --state_of(object).exports; }
constexpr BufferProtocol kBuffer{acquire, release};

constexpr NativeMethod kMethods[] = {
    {"__new__", new_method, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", repr_method, "($self, /)"},
    {"__len__", length_method, "($self, /)"},
    {"__iter__", iterate, "($self, /)"},
    {"__getitem__", get_item, "($self, key, /)"},
    {"__setitem__", set_item, "($self, key, value, /)"},
    {"__delitem__", delete_item, "($self, key, /)"},
    {"__contains__", contains_method, "($self, key, /)"},
    {"__add__", concatenate, "($self, value, /)"},
    {"__iadd__", extend_in_place, "($self, value, /)"},
    {"__mul__", repeat, "($self, value, /)"},
    {"__rmul__", repeat, "($self, value, /)"},
    {"__imul__", repeat_in_place, "($self, value, /)"},
    {"__lt__", compare_less, "($self, value, /)"},
    {"__le__", compare_less_equal, "($self, value, /)"},
    {"__eq__", compare_equal, "($self, value, /)"},
    {"__ne__", compare_not_equal, "($self, value, /)"},
    {"__gt__", compare_greater, "($self, value, /)"},
    {"__ge__", compare_greater_equal, "($self, value, /)"},
    {"__copy__", copy_method, "($self, /)"},
    {"__deepcopy__", copy_method, "($self, unused, /)"},
    {"__reduce_ex__", reduce_ex, "($self, value, /)"},
    {"__sizeof__", size_of, "($self, /)"},
    {"append", append_method, "($self, v, /)", NativeMethod::Plain, "Appends an item."},
    {"buffer_info", buffer_info, "($self, /)", NativeMethod::Plain, "(address, length) of the items in memory."},
    {"byteswap", byteswap_method, "($self, /)", NativeMethod::Plain, "Reverses the bytes of every item."},
    {"count", count_method, "($self, v, /)", NativeMethod::Plain, "Number of equal items."},
    {"extend", extend_method, "($self, bb, /)", NativeMethod::Plain, "Appends the items of an array or iterable."},
    {"frombytes", from_bytes, "($self, buffer, /)", NativeMethod::Plain, "Appends items from their bytes."},
    {"fromfile", from_file, "($self, f, n, /)", NativeMethod::Plain, "Appends n items read from a file."},
    {"fromlist", from_list, "($self, list, /)", NativeMethod::Plain, "Appends the items of a list, or nothing when one is wrong."},
    {"fromunicode", from_unicode, "($self, ustr, /)", NativeMethod::Plain, "Appends the characters of a str."},
    {"index", index_method, "($self, v, start=0, stop=sys.maxsize, /)", NativeMethod::Plain, "Place of the first equal item."},
    {"insert", insert_method, "($self, i, v, /)", NativeMethod::Plain, "Inserts an item before a place."},
    {"pop", pop_method, "($self, i=-1, /)", NativeMethod::Plain, "Removes and returns an item."},
    {"remove", remove_method, "($self, v, /)", NativeMethod::Plain, "Removes the first equal item."},
    {"reverse", reverse_method, "($self, /)", NativeMethod::Plain, "Reverses the items in place."},
    {"tobytes", to_bytes, "($self, /)", NativeMethod::Plain, "The bytes of all items."},
    {"tofile", to_file, "($self, f, /)", NativeMethod::Plain, "Writes the bytes of all items to a file."},
    {"tolist", to_list, "($self, /)", NativeMethod::Plain, "A list of the items."},
    {"tounicode", to_unicode, "($self, /)", NativeMethod::Plain, "The characters as a str."},
};
constexpr NativeGetSet kGetSets[] = {
    {"typecode", get_typecode, nullptr, "the typecode character used to create the array"},
    {"itemsize", get_itemsize, nullptr, "the size, in bytes, of one array item"},
};

constexpr NativeMethod kFunctions[] = {
    {"_array_reconstructor", reconstruct, "(arraytype, typecode, mformat_code, items, /)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  TRY(make_iterator_type(vm));
  Type* type = TRY(vm.make_native_type(kArrayType, kind::NativeObject, native_object_size(1), TypeId::Object, kTypeSubclassable | kTypeHasWeakref));
  type->buffer = &kBuffer;
  TRY(type_set_attr(vm, type, intern(vm, "__hash__"), Value::none()));
  TRY(set_module_value(vm, module, "array", Value::from_cell(type)));
  TRY(set_module_value(vm, module, "ArrayType", Value::from_cell(type)));
  TRY(set_module_text(vm, module, "typecodes", "bBuhHiIlLqQfd"));
  const Value sequences = TRY(import_top_module(vm, "_collections_abc"));
  TRY(vm.call_method(TRY(get_attr(vm, sequences, "MutableSequence")), "register", {Value::from_cell(type)}));
  return {};
}

}  // namespace

constexpr NativeTypeSpec kArrayType{"array.array", kMethods, kGetSets,
                                    "array(typecode [, initializer]) -> array\n\nA row of numbers or characters of one C type, stored compactly."};

}  // namespace arrays

const NativeModuleSpec& array_module() {
  static constexpr NativeModuleSpec kSpec{"array", arrays::kFunctions, arrays::initialize, "Compact rows of numbers."};
  return kSpec;
}

}  // namespace tauraro
