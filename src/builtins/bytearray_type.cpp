#include <algorithm>

#include "builtins/bytes_methods.h"
#include "object/iterators.h"

namespace tauraro {

namespace {

using namespace bytes_methods;

ByteArray* self_array(const Args& args) { return args[0].as<ByteArray>(); }
char* data_of(ByteArray* array) { return array->storage ? reinterpret_cast<char*>(array->storage->bytes) + array->start : nullptr; }
std::int64_t length_of(const ByteArray* array) { return static_cast<std::int64_t>(array->length); }

/// array[start:start+removed] = content
Result<void> replace_range(Vm& vm, ByteArray* array, std::int64_t start, std::int64_t removed, std::string_view content) {
  const std::int64_t added = static_cast<std::int64_t>(content.size()), tail = length_of(array) - start - removed;
  if (added < removed) {
    TRY(bytearray_check_exports(vm, array));
    if (start == 0 && added == 0) {  // taken from the front: nothing moves
      array->start += static_cast<std::uint64_t>(removed);
      array->length -= static_cast<std::uint64_t>(removed);
      return {};
    }
    std::memmove(data_of(array) + start + added, data_of(array) + start + removed, static_cast<std::size_t>(tail));
    TRY(bytearray_resize(vm, array, array->length - static_cast<std::uint64_t>(removed - added)));
  } else if (added > removed) {
    TRY(bytearray_resize(vm, array, array->length + static_cast<std::uint64_t>(added - removed)));
    std::memmove(data_of(array) + start + added, data_of(array) + start + removed, static_cast<std::size_t>(tail));
  }
  if (added) std::memmove(data_of(array) + start, content.data(), content.size());
  return {};
}

Result<void> append_content(Vm& vm, ByteArray* array, std::string_view content) {
  return replace_range(vm, array, length_of(array), 0, content);
}

Result<Value> array_new(Vm& vm, const Args& args) {
  return Value::from_cell(TRY(vm.new_instance<ByteArray>(args[0].as<Type>())));
}

Result<Value> array_init(Vm& vm, const Args& args) {
  ByteArray* self = self_array(args);
  TRY(bytearray_resize(vm, self, 0));
  Bytes* content = TRY(bytes_from_arguments(vm, "bytearray", args[1], args[2], args[3]));
  TRY(bytearray_resize(vm, self, 0));
  TRY(append_content(vm, self, content->view()));
  return Value::none();
}

Result<Value> array_repr(Vm& vm, const Args& args) {
  std::string content = to_utf8(vm, TRY(bytes_repr(vm, self_bytes(args))).as<Str>());
  if (content[1] == '"')  // unlike bytes, quotes are escaped in either kind of quotes
    for (std::size_t i = content.find('\''); i != content.npos; i = content.find('\'', i + 2)) content.insert(i, 1, '\\');
  return make_str(vm, type_name(vm, args[0]) + "(" + content + ")");
}

Result<std::int64_t> array_index(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1])) return vm.raise_error(TypeId::TypeError, "bytearray indices must be integers or slices, not ", full_type_name(vm, vm.type_of(args[1])));
  std::int64_t index = TRY(item_index(vm, args[1]));
  if (index < 0) index += length_of(self_array(args));
  if (index < 0 || index >= length_of(self_array(args))) return vm.raise(TypeId::IndexError, "bytearray index out of range");
  return index;
}

Result<Value> array_getitem(Vm& vm, const Args& args) {
  ByteArray* self = self_array(args);
  if (!args[1].is(kind::Slice)) {
    const std::int64_t index = TRY(array_index(vm, args));
    return Value::from_int(static_cast<std::uint8_t>(data_of(self)[index]));
  }
  const SliceBounds bounds = TRY(slice_bounds(vm, args[1].as<Slice>(), length_of(self)));
  std::string out;
  for (std::int64_t i = 0, place = bounds.start; i < bounds.count; ++i, place += bounds.step) out += data_of(self)[place];
  return like_self(vm, args, out);
}

Result<void> delete_slice(Vm& vm, ByteArray* self, SliceBounds bounds) {
  if (bounds.count <= 0) return {};
  if (bounds.step < 0) {
    bounds.start += (bounds.count - 1) * bounds.step;
    bounds.step = -bounds.step;
  }
  if (bounds.step == 1) return replace_range(vm, self, bounds.start, bounds.count, "");
  TRY(bytearray_check_exports(vm, self));
  std::int64_t kept = bounds.start, next = bounds.start, left = bounds.count;
  for (std::int64_t i = bounds.start; i < length_of(self); ++i) {
    if (i == next && left > 0) {
      next += bounds.step;
      --left;
    } else {
      data_of(self)[kept++] = data_of(self)[i];
    }
  }
  return bytearray_resize(vm, self, static_cast<std::uint64_t>(kept));
}

Result<void> set_slice(Vm& vm, ByteArray* self, Slice* slice, Value value) {
  if (value.is_int() || is_str(value)) return vm.raise(TypeId::TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  Bytes* content = TRY(bytes_from_object(vm, "bytearray", value));
  const SliceBounds bounds = TRY(slice_bounds(vm, slice, length_of(self)));
  if (bounds.step == 1) return replace_range(vm, self, bounds.start, std::max<std::int64_t>(0, bounds.count), content->view());
  if (content->length == 0) return delete_slice(vm, self, bounds);
  if (static_cast<std::int64_t>(content->length) != bounds.count)
    return vm.raise_error(TypeId::ValueError, "attempt to assign bytes of size ", content->length, " to extended slice of size ", bounds.count);
  for (std::int64_t i = 0, place = bounds.start; i < bounds.count; ++i, place += bounds.step) data_of(self)[place] = content->data[i];
  return {};
}

Result<Value> array_setitem(Vm& vm, const Args& args) {
  if (args[1].is(kind::Slice)) {
    TRY(set_slice(vm, self_array(args), args[1].as<Slice>(), args[2]));
    return Value::none();
  }
  if (!is_index(vm, args[1])) return vm.raise_error(TypeId::TypeError, "bytearray indices must be integers or slices, not ", full_type_name(vm, vm.type_of(args[1])));
  const std::uint8_t byte = TRY(byte_argument(vm, args[2]));
  const std::int64_t index = TRY(array_index(vm, args));
  data_of(self_array(args))[index] = static_cast<char>(byte);
  return Value::none();
}

Result<Value> array_delitem(Vm& vm, const Args& args) {
  ByteArray* self = self_array(args);
  if (args[1].is(kind::Slice)) {
    TRY(delete_slice(vm, self, TRY(slice_bounds(vm, args[1].as<Slice>(), length_of(self)))));
  } else {
    TRY(replace_range(vm, self, TRY(array_index(vm, args)), 1, ""));
  }
  return Value::none();
}

Result<Value> array_iadd(Vm& vm, const Args& args) {
  if (!is_bytes_like(vm, args[1])) return vm.raise_error(TypeId::TypeError, "can't concat ", full_type_name(vm, vm.type_of(args[1])), " to ", full_type_name(vm, vm.type_of(args[0])));
  const std::string content = [&] {
    BufferView buffer;
    return buffer.open(vm, args[1]).is_raised() ? std::string() : std::string(buffer.view());
  }();
  if (vm.has_pending()) return Raised{};
  TRY(append_content(vm, self_array(args), content));
  return args[0];
}

Result<std::string*> repeat_into(Vm& vm, std::string_view self, Value times, std::string* out) {
  const std::int64_t count = std::max<std::int64_t>(0, TRY(index_to_size(vm, times)));
  if (self.size() && static_cast<std::uint64_t>(count) > std::uint64_t{kMaxStrLength} * 64 / self.size()) return vm.raise(TypeId::MemoryError, "");
  out->reserve(self.size() * static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) *out += self;
  return out;
}

Result<Value> array_multiply(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1])) return Value::not_implemented();
  std::string out;
  TRY(repeat_into(vm, self_bytes(args), args[1], &out));
  return like_self(vm, args, out);
}

Result<Value> array_imul(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1])) return Value::not_implemented();
  std::string out;
  TRY(repeat_into(vm, self_bytes(args), args[1], &out));
  TRY(replace_range(vm, self_array(args), 0, length_of(self_array(args)), out));
  return args[0];
}

Result<Value> array_append(Vm& vm, const Args& args) {
  const char byte = static_cast<char>(TRY(byte_argument(vm, args[1])));
  TRY(append_content(vm, self_array(args), {&byte, 1}));
  return Value::none();
}

Result<Value> array_extend(Vm& vm, const Args& args) {
  if (is_str(args[1]) && args[1].as<Str>()->length) return vm.raise(TypeId::TypeError, "'str' object cannot be interpreted as an integer");
  if (is_str(args[1])) return Value::none();
  const Type* type = vm.type_of(args[1]);
  if (!is_bytes_like(vm, args[1]) && !type->has(Special::Iter) && !type->has(Special::GetItem))
    return vm.raise_error(TypeId::TypeError, "can't extend bytearray with ", full_type_name(vm, vm.type_of(args[1])));
  Bytes* content = TRY(bytes_from_object(vm, "bytearray", args[1]));
  TRY(append_content(vm, self_array(args), content->view()));
  return Value::none();
}

Result<Value> array_insert(Vm& vm, const Args& args) {
  ByteArray* self = self_array(args);
  std::int64_t index = TRY(index_to_int64(vm, args[1]));
  const char byte = static_cast<char>(TRY(byte_argument(vm, args[2])));
  if (index < 0) index += length_of(self);
  TRY(replace_range(vm, self, std::clamp<std::int64_t>(index, 0, length_of(self)), 0, {&byte, 1}));
  return Value::none();
}

Result<Value> array_pop(Vm& vm, const Args& args) {
  ByteArray* self = self_array(args);
  std::int64_t index = TRY(index_to_int64(vm, args[1]));
  if (self->length == 0) return vm.raise(TypeId::IndexError, "pop from empty bytearray");
  if (index < 0) index += length_of(self);
  if (index < 0 || index >= length_of(self)) return vm.raise(TypeId::IndexError, "pop index out of range");
  const auto byte = static_cast<std::uint8_t>(data_of(self)[index]);
  TRY(replace_range(vm, self, index, 1, ""));
  return Value::from_int(byte);
}

Result<Value> array_remove(Vm& vm, const Args& args) {
  const char byte = static_cast<char>(TRY(byte_argument(vm, args[1])));
  const std::size_t place = self_bytes(args).find(byte);
  if (place == std::string_view::npos) return vm.raise(TypeId::ValueError, "value not found in bytearray");
  TRY(replace_range(vm, self_array(args), static_cast<std::int64_t>(place), 1, ""));
  return Value::none();
}

Result<Value> array_reverse(Vm& vm, const Args& args) {
  ByteArray* self = self_array(args);
  std::reverse(data_of(self), data_of(self) + self->length);
  return Value::none();
}

Result<Value> array_clear(Vm& vm, const Args& args) {
  TRY(bytearray_resize(vm, self_array(args), 0));
  return Value::none();
}

Result<Value> array_copy(Vm& vm, const Args& args) { return like_self(vm, args, self_bytes(args)); }

Result<Value> array_alloc(Vm& vm, const Args& args) {
  const ByteArray* self = self_array(args);
  return Value::from_int(self->storage ? static_cast<std::int64_t>(self->length + 1) : 0);
}
Result<Value> array_sizeof(Vm& vm, const Args& args) { return Value::from_int(56 + TRY(array_alloc(vm, args)).as_int()); }

Result<Value> array_fromhex(Vm& vm, const Args& args) {
  return vm.call(args[0], {Value::from_cell(TRY(bytes_from_hex_text(vm, args[1])))});
}

/// (type, (content, encoding), __dict__): text for old protocols, bytes for new ones.
Result<Value> reduced(Vm& vm, const Args& args, std::int64_t protocol) {
  const Result<Dict*> dict = instance_dict(vm, args[0]);
  const Value state = dict.is_raised() || !dict.value() ? Value::none() : Value::from_cell(dict.value());
  if (vm.has_pending() && vm.catch_pending().is_empty()) return Raised{};
  const Value type = Value::from_cell(vm.type_of(args[0]));
  const std::string_view self = self_bytes(args);
  if (protocol >= 3) return make_tuple(vm, {type, TRY(make_tuple(vm, {Value::from_cell(TRY(new_bytes(vm, self)))})), state});
  const Value text = Value::from_cell(TRY(new_str_latin1(vm, reinterpret_cast<const std::uint8_t*>(self.data()), self.size())));
  return make_tuple(vm, {type, TRY(make_tuple(vm, {text, TRY(make_str(vm, "latin-1"))})), state});
}

Result<Value> array_reduce(Vm& vm, const Args& args) { return reduced(vm, args, 2); }
Result<Value> array_reduce_ex(Vm& vm, const Args& args) { return reduced(vm, args, TRY(index_to_int64(vm, args[1]))); }

Result<Value> array_iter(Vm& vm, const Args& args) { return new_bytes_iterator(vm, args[0]); }

constexpr NativeMethod kMethods[] = {
    {"__new__", array_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__init__", array_init, "($self, source=<unset>, encoding=<unset>, errors=<unset>)"},
    {"__repr__", array_repr, "($self, /)"},
    {"__str__", array_repr, "($self, /)"},
    {"__getitem__", array_getitem, "($self, key, /)"},
    {"__setitem__", array_setitem, "($self, key, value, /)"},
    {"__delitem__", array_delitem, "($self, key, /)"},
    {"__iter__", array_iter, "($self, /)"},
    {"__iadd__", array_iadd, "($self, value, /)"},
    {"__mul__", array_multiply, "($self, value, /)"},
    {"__rmul__", array_multiply, "($self, value, /)"},
    {"__imul__", array_imul, "($self, value, /)"},
    {"__reduce__", array_reduce, "($self, /)"},
    {"__reduce_ex__", array_reduce_ex, "($self, proto=0, /)"},
    {"__sizeof__", array_sizeof, "($self, /)"},
    {"__alloc__", array_alloc, "($self, /)"},
    {"append", array_append, "($self, item, /)"},
    {"clear", array_clear, "($self, /)"},
    {"copy", array_copy, "($self, /)"},
    {"extend", array_extend, "($self, iterable_of_ints, /)"},
    {"fromhex", array_fromhex, "($type, string, /)", NativeMethod::Class},
    {"insert", array_insert, "($self, index, item, /)"},
    {"pop", array_pop, "($self, index=-1, /)"},
    {"remove", array_remove, "($self, value, /)"},
    {"reverse", array_reverse, "($self, /)"},
    TAURARO_BYTES_METHOD_ROWS,
};

}  // namespace

void define_bytearray_type(Vm& vm) {
  vm.define_methods(TypeId::ByteArray, kMethods, {},
                    "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
                    "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n"
                    "bytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n  - an iterable yielding integers in range(256)\n"
                    "  - a text string encoded using the specified encoding\n  - a bytes or a buffer object\n  - any object implementing the buffer API.\n  - an integer");
  set_unhashable(vm, TypeId::ByteArray);
}

}  // namespace tauraro
