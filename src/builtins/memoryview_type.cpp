#include "object/memory_view.h"

#include <cmath>
#include <cstring>

#include "builtins/bytes_methods.h"
#include "builtins/iterator_methods.h"

namespace tauraro {

namespace {

/// The native format character of "B" or "@B", 0 for other formats.
char native_code(const std::string& format) {
  const std::string_view code = format[0] == '@' ? std::string_view(format).substr(1) : std::string_view(format);
  return code.size() == 1 && std::strchr("cbB?hHiIlLqQnNefdP", code[0]) ? code[0] : '\0';
}

int size_of_code(char code) {
  switch (code) {
    case 'c': case 'b': case 'B': case '?': return 1;
    case 'h': case 'H': case 'e': return 2;
    case 'i': case 'I': case 'f': return 4;
    default: return 8;
  }
}

Raised raise_format(Vm& vm, const std::string& format) { return vm.raise_error(TypeId::NotImplementedError, "memoryview: format ", format, " not supported"); }

template <class Number>
Number load(const char* data) {
  Number number;
  std::memcpy(&number, data, sizeof number);
  return number;
}

double half_to_double(std::uint16_t half) {
  const int exponent = half >> 10 & 31, fraction = half & 1023;
  const double magnitude = exponent == 31 ? (fraction ? NAN : INFINITY) : exponent ? std::ldexp(1024 + fraction, exponent - 25) : std::ldexp(fraction, -24);
  return half & 0x8000 ? -magnitude : magnitude;
}

Result<Value> unpack(Vm& vm, const std::string& format, const char* data) {
  switch (native_code(format)) {
    case 'c': return Value::from_cell(TRY(new_bytes(vm, {data, 1})));
    case 'b': return Value::from_int(load<std::int8_t>(data));
    case 'B': return Value::from_int(load<std::uint8_t>(data));
    case '?': return Value::from_bool(*data != 0);
    case 'h': return Value::from_int(load<std::int16_t>(data));
    case 'H': return Value::from_int(load<std::uint16_t>(data));
    case 'i': return Value::from_int(load<std::int32_t>(data));
    case 'I': return Value::from_int(load<std::uint32_t>(data));
    case 'l': case 'q': case 'n': return new_int(vm, load<std::int64_t>(data));
    case 'L': case 'Q': case 'N': case 'P': return new_int_unsigned(vm, load<std::uint64_t>(data));
    case 'e': return Value::from_any_double(half_to_double(load<std::uint16_t>(data)));
    case 'f': return Value::from_any_double(load<float>(data));
    case 'd': return Value::from_any_double(load<double>(data));
    default: return raise_format(vm, format);
  }
}

Raised bad_type(Vm& vm, const std::string& format) { return vm.raise_error(TypeId::TypeError, "memoryview: invalid type for format '", format, "'"); }
Raised bad_value(Vm& vm, const std::string& format) { return vm.raise_error(TypeId::ValueError, "memoryview: invalid value for format '", format, "'"); }

Result<void> pack_float(Vm& vm, const std::string& format, char code, Value item, char* data) {
  double number;
  if (item.is_double()) {
    number = item.as_double();
  } else if (item.is(kind::FloatObject)) {
    number = item.as<FloatObject>()->number;
  } else if (is_int_like(item)) {
    number = TRY(int_to_double(vm, item));
  } else {
    return bad_type(vm, format);
  }
  if (code == 'd') std::memcpy(data, &number, 8);
  if (code == 'f') {
    const float small = static_cast<float>(number);
    std::memcpy(data, &small, 4);
  }
  if (code == 'e') return raise_format(vm, format);
  return {};
}

Result<void> pack(Vm& vm, const std::string& format, Value item, char* data) {
  const char code = native_code(format);
  if (code == 0) return raise_format(vm, format);
  if (code == 'c') {
    if (!item.is(kind::Bytes)) return bad_type(vm, format);
    if (item.as<Bytes>()->length != 1) return bad_value(vm, format);
    *data = item.as<Bytes>()->data[0];
    return {};
  }
  if (code == '?') {
    *data = TRY(truth(vm, item));
    return {};
  }
  if (code == 'd' || code == 'f' || code == 'e') return pack_float(vm, format, code, item, data);
  if (!is_index(vm, item)) return bad_type(vm, format);
  const Value number = TRY(index_of(vm, item));
  const int bits = size_of_code(code) * 8;
  const bool is_signed = code >= 'a' && code != 'P';
  std::int64_t small;
  std::uint64_t raw;
  if (int_to_int64(number, &small)) {
    const bool fits = is_signed ? bits == 64 || (small >= -(INT64_C(1) << (bits - 1)) && small < INT64_C(1) << (bits - 1))
                                : small >= 0 && (bits == 64 || small < INT64_C(1) << bits);
    if (!fits) return bad_value(vm, format);
    raw = static_cast<std::uint64_t>(small);
  } else {
    const auto* big = number.as<BigInt>();
    if (is_signed || bits < 64 || big->sign < 0 || big->limb_count > 1) return bad_value(vm, format);
    raw = big->limbs[0];
  }
  std::memcpy(data, &raw, static_cast<std::size_t>(bits / 8));
  return {};
}

Result<MemoryView*> self_view(Vm& vm, const Args& args) { return open_memory_view(vm, args[0]); }
Value owner_of(Value view) { return view.as<NativeObject>()->values[0]; }

Result<Value> view_new(Vm& vm, const Args& args) { return new_memory_view(vm, args[1]); }

Result<Value> view_repr(Vm& vm, const Args& args) {
  char text[64];
  std::snprintf(text, sizeof text, "<%smemory at 0x%012lx>", memory_view_of(args[0])->released ? "released " : "", args[0].bits());
  return make_str(vm, text);
}

// ---- indexing ----

Result<char*> item_address(Vm& vm, const MemoryView& view, std::size_t dimension, char* data, Value key) {
  std::int64_t index = TRY(item_index(vm, key));
  const std::int64_t length = view.shape[dimension];
  if (index < 0) index += length;
  if (index < 0 || index >= length) return vm.raise_error(TypeId::IndexError, "index out of bounds on dimension ", dimension + 1);
  return data + index * view.strides[dimension];
}

/// The address of one item by an index or a tuple of them.
Result<char*> locate(Vm& vm, const MemoryView& view, Value key) {
  if (!key.is(kind::Tuple)) {
    if (!is_index(vm, key)) return vm.raise(TypeId::TypeError, "memoryview: invalid slice key");
    if (view.shape.empty()) return vm.raise(TypeId::TypeError, "invalid indexing of 0-dim memory");
    if (view.shape.size() > 1) return vm.raise(TypeId::NotImplementedError, "multi-dimensional sub-views are not implemented");
    return item_address(vm, view, 0, view.data, key);
  }
  const std::span<const Value> keys = key.as<Tuple>()->span();
  for (const Value one : keys) {
    if (one.is(kind::Slice)) return vm.raise(TypeId::NotImplementedError, "multi-dimensional slicing is not implemented");
    if (!is_index(vm, one)) return vm.raise(TypeId::TypeError, "memoryview: invalid slice key");
  }
  if (keys.size() < view.shape.size()) return vm.raise(TypeId::NotImplementedError, "sub-views are not implemented");
  if (keys.size() > view.shape.size())
    return vm.raise_error(TypeId::TypeError, "cannot index ", view.shape.size(), "-dimension view with ", keys.size(), "-element tuple");
  char* data = view.data;
  for (std::size_t i = 0; i < keys.size(); ++i) data = TRY(item_address(vm, view, i, data, keys[i]));
  return data;
}

bool is_whole_key(Value key) { return key.is_ellipsis() || (key.is(kind::Tuple) && key.as<Tuple>()->length == 0); }

/// Narrows a copy of a view to a slice of its first dimension.
Result<void> slice_into(Vm& vm, const MemoryView& view, Value key, MemoryView* part) {
  const SliceBounds bounds = TRY(slice_bounds(vm, key.as<Slice>(), view.shape[0]));
  part->exports = 0;
  part->data += bounds.start * view.strides[0];
  part->shape[0] = std::max<std::int64_t>(0, bounds.count);
  part->strides[0] = view.strides[0] * bounds.step;
  return {};
}

Result<Value> view_getitem(Vm& vm, const Args& args) {
  const MemoryView* view = TRY(self_view(vm, args));
  if (args[1].is(kind::Slice)) {
    if (view->shape.empty()) return vm.raise(TypeId::TypeError, "invalid indexing of 0-dim memory");
    if (view->shape.size() > 1) return vm.raise(TypeId::NotImplementedError, "multi-dimensional slicing is not implemented");
    MemoryView part = *view;
    TRY(slice_into(vm, *view, args[1], &part));
    return new_memory_view_like(vm, owner_of(args[0]), part);
  }
  if (view->shape.empty() && is_whole_key(args[1])) return args[1].is_ellipsis() ? Result<Value>(args[0]) : unpack(vm, view->format, view->data);
  const char* address = TRY(locate(vm, *view, args[1]));
  if (native_code(view->format) == 0) return raise_format(vm, view->format);
  return unpack(vm, view->format, address);
}

Result<void> assign_slice(Vm& vm, const MemoryView& part, Value value) {
  const Value other = TRY(new_memory_view(vm, value));
  const MemoryView& source = *memory_view_of(other);
  const bool same = source.shape.size() == 1 && source.shape[0] == part.shape[0] && source.item_size == part.item_size &&
                    (source.format == part.format || native_code(source.format) == native_code(part.format));
  const std::string bytes = same ? memory_view_bytes(source) : std::string();
  TRY(release_memory_view(vm, other));
  if (!same) return vm.raise(TypeId::ValueError, "memoryview assignment: lvalue and rvalue have different structures");
  for (std::int64_t i = 0; i < part.shape[0]; ++i)
    std::memcpy(part.data + i * part.strides[0], bytes.data() + i * part.item_size, static_cast<std::size_t>(part.item_size));
  return {};
}

Result<Value> view_setitem(Vm& vm, const Args& args) {
  const MemoryView* view = TRY(self_view(vm, args));
  if (view->read_only) return vm.raise(TypeId::TypeError, "cannot modify read-only memory");
  if (args[1].is(kind::Slice)) {
    if (view->shape.size() != 1) return vm.raise(TypeId::NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1");
    MemoryView part = *view;
    TRY(slice_into(vm, *view, args[1], &part));
    TRY(assign_slice(vm, part, args[2]));
    return Value::none();
  }
  char* address = view->shape.empty() && is_whole_key(args[1]) ? view->data : TRY(locate(vm, *view, args[1]));
  TRY(pack(vm, view->format, args[2], address));
  return Value::none();
}

Result<Value> view_delitem(Vm& vm, const Args&) { return vm.raise(TypeId::TypeError, "cannot delete memory"); }

Result<Value> view_len(Vm& vm, const Args& args) {
  const MemoryView* view = TRY(self_view(vm, args));
  return Value::from_int(view->shape.empty() ? 1 : view->shape[0]);
}

// ---- content ----

Result<Value> list_of(Vm& vm, const MemoryView& view, std::size_t dimension, const char* data) {
  if (dimension == view.shape.size()) return unpack(vm, view.format, data);
  List* list = TRY(new_list(vm, static_cast<std::uint64_t>(view.shape[dimension])));
  for (std::int64_t i = 0; i < view.shape[dimension]; ++i)
    TRY(list_append(vm, list, TRY(list_of(vm, view, dimension + 1, data + i * view.strides[dimension]))));
  return Value::from_cell(list);
}

Result<Value> view_tolist(Vm& vm, const Args& args) {
  const MemoryView* view = TRY(self_view(vm, args));
  return list_of(vm, *view, 0, view->data);
}

Result<Value> view_tobytes(Vm& vm, const Args& args) {
  const MemoryView* view = TRY(self_view(vm, args));
  return Value::from_cell(TRY(new_bytes(vm, memory_view_bytes(*view))));
}

Result<Value> view_hex(Vm& vm, const Args& args) {
  const MemoryView* view = TRY(self_view(vm, args));
  return hex_text(vm, memory_view_bytes(*view), args[1], args[2]);
}

Result<Value> view_toreadonly(Vm& vm, const Args& args) {
  MemoryView copy = *TRY(self_view(vm, args));
  copy.exports = 0;
  copy.read_only = true;
  return new_memory_view_like(vm, owner_of(args[0]), copy);
}

Result<Value> view_release(Vm& vm, const Args& args) {
  TRY(release_memory_view(vm, args[0]));
  return Value::none();
}
Result<Value> view_enter(Vm& vm, const Args& args) {
  TRY(self_view(vm, args));
  return args[0];
}

Result<void> shape_argument(Vm& vm, Value shape, MemoryView* view) {
  if (!shape.is(kind::Tuple) && !shape.is(kind::List)) return vm.raise_error(TypeId::TypeError, "shape must be a list or a tuple");
  const std::span<const Value> lengths = shape.is(kind::Tuple) ? shape.as<Tuple>()->span() : shape.as<List>()->span();
  view->shape.clear();
  for (const Value length : lengths) {
    if (!is_int_like(length)) return vm.raise(TypeId::TypeError, "memoryview.cast(): elements of shape must be integers");
    std::int64_t number;
    if (!int_to_int64(length, &number) || number <= 0) return vm.raise(TypeId::ValueError, "memoryview.cast(): elements of shape must be integers > 0");
    view->shape.push_back(number);
  }
  view->strides.assign(view->shape.size(), view->item_size);
  for (std::size_t i = view->shape.size(); i-- > 1;) view->strides[i - 1] = view->strides[i] * view->shape[i];
  return {};
}

Result<Value> view_cast(Vm& vm, const Args& args) {
  const MemoryView* view = TRY(self_view(vm, args));
  if (!is_str(args[1])) return vm.raise_error(TypeId::TypeError, "cast() argument 'format' must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  if (!view->is_contiguous()) return vm.raise(TypeId::TypeError, "memoryview: casts are restricted to C-contiguous views");
  const std::string format = to_utf8(vm, args[1].as<Str>());
  if (args.has(2) && view->shape.size() != 1 && !(args[2].is(kind::Tuple) || args[2].is(kind::List)))
    return vm.raise(TypeId::TypeError, "shape must be a list or a tuple");
  const char to = native_code(format), from = native_code(view->format);
  if (to == 0) {
    return vm.raise(TypeId::ValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
  }
  const auto is_byte = [](char code) { return code == 'B' || code == 'b' || code == 'c'; };
  if (from == 0) return vm.raise(TypeId::ValueError, "memoryview: source format must be a native single character format prefixed with an optional '@'");
  if (!is_byte(to) && !is_byte(from)) return vm.raise(TypeId::TypeError, "memoryview: cannot cast between two non-byte formats");
  MemoryView cast = *view;
  cast.exports = 0;
  const std::int64_t bytes = view->byte_count();
  cast.format = format;
  cast.item_size = size_of_code(to);
  if (bytes % cast.item_size) return vm.raise(TypeId::TypeError, "memoryview: length is not a multiple of itemsize");
  cast.shape = {bytes / cast.item_size};
  cast.strides = {cast.item_size};
  if (args.has(2)) {
    if (view->shape.size() > 1) return vm.raise(TypeId::TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    TRY(shape_argument(vm, args[2], &cast));
    if (cast.byte_count() != bytes) return vm.raise(TypeId::TypeError, "memoryview: product(shape) * itemsize != buffer size");
  }
  return new_memory_view_like(vm, owner_of(args[0]), cast);
}

// ---- comparison ----

Result<bool> same_items(Vm& vm, const MemoryView& left, const MemoryView& right, std::size_t dimension, const char* a, const char* b) {
  if (dimension == left.shape.size()) {
    const Value x = TRY(unpack(vm, left.format, a)), y = TRY(unpack(vm, right.format, b));
    return compare_truth(vm, CompareOp::Eq, x, y);
  }
  for (std::int64_t i = 0; i < left.shape[dimension]; ++i)
    if (!TRY(same_items(vm, left, right, dimension + 1, a + i * left.strides[dimension], b + i * right.strides[dimension]))) return false;
  return true;
}

Result<bool> views_equal(Vm& vm, Value self, Value other) {
  if (memory_view_of(self)->released) return self == other;
  if (other.is(kind::NativeObject) && vm.is_exact(other, TypeId::MemoryView) && memory_view_of(other)->released) return self == other;
  const Value right_view = TRY(new_memory_view(vm, other));
  const MemoryView &left = *memory_view_of(self), &right = *memory_view_of(right_view);
  bool equal = left.shape == right.shape;
  if (equal && (native_code(left.format) == 0 || native_code(right.format) == 0)) {
    equal = left.format == right.format && memory_view_bytes(left) == memory_view_bytes(right);
  } else if (equal && left.format == right.format && left.format != "f" && left.format != "d" && left.format != "e") {
    equal = memory_view_bytes(left) == memory_view_bytes(right);
  } else if (equal) {
    equal = TRY(same_items(vm, left, right, 0, left.data, right.data));
  }
  TRY(release_memory_view(vm, right_view));
  return equal;
}

Result<Value> view_eq(Vm& vm, const Args& args) {
  if (!is_bytes_like(vm, args[1])) return Value::not_implemented();
  return Value::from_bool(TRY(views_equal(vm, args[0], args[1])));
}
Result<Value> view_ne(Vm& vm, const Args& args) {
  if (!is_bytes_like(vm, args[1])) return Value::not_implemented();
  return Value::from_bool(!TRY(views_equal(vm, args[0], args[1])));
}
Result<Value> view_unordered(Vm&, const Args&) { return Value::not_implemented(); }

Result<Value> view_hash(Vm& vm, const Args& args) {
  MemoryView* view = memory_view_of(args[0]);
  if (view->hash) return new_int(vm, static_cast<std::int64_t>(view->hash));
  TRY(self_view(vm, args));
  if (!view->read_only) return vm.raise(TypeId::ValueError, "cannot hash writable memoryview object");
  const char code = native_code(view->format);
  if (code != 'B' && code != 'b' && code != 'c') return vm.raise(TypeId::ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  view->hash = bytes_hash(vm, TRY(new_bytes(vm, memory_view_bytes(*view))));
  return new_int(vm, static_cast<std::int64_t>(view->hash));
}

// ---- iteration ----

Result<Value> next_item(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const MemoryView* view = memory_view_of(self->source);
  if (self->index < self->limit) {
    TRY(open_memory_view(vm, self->source));
    return unpack(vm, view->format, view->data + self->index++ * view->strides[0]);
  }
  self->source = Value::empty();
  return Value::done();
}

Result<Value> view_iter(Vm& vm, const Args& args) {
  const MemoryView* view = TRY(self_view(vm, args));
  if (view->shape.empty()) return vm.raise(TypeId::TypeError, "invalid indexing of 0-dim memory");
  if (view->shape.size() != 1) return vm.raise(TypeId::NotImplementedError, "multi-dimensional sub-views are not implemented");
  if (native_code(view->format) == 0) return raise_format(vm, view->format);
  Iterator* iterator = vm.allocate<Iterator>(kind::Iterator, builtin_shape(TypeId::MemoryViewIterator));
  if (!iterator) return Raised{};
  iterator->next = next_item;
  iterator->source = args[0];
  iterator->limit = view->shape[0];
  return Value::from_cell(iterator);
}

// ---- attributes ----

Result<Value> tuple_of(Vm& vm, const std::vector<std::int64_t>& numbers) {
  Tuple* tuple = TRY(new_tuple(vm, numbers.size()));
  for (std::size_t i = 0; i < numbers.size(); ++i) tuple->items[i] = Value::from_int(numbers[i]);
  return Value::from_cell(tuple);
}

Result<Value> get_obj(Vm& vm, Value self) {
  TRY(open_memory_view(vm, self));
  return owner_of(self);
}
Result<Value> get_nbytes(Vm& vm, Value self) { return new_int(vm, TRY(open_memory_view(vm, self))->byte_count()); }
Result<Value> get_itemsize(Vm& vm, Value self) { return Value::from_int(TRY(open_memory_view(vm, self))->item_size); }
Result<Value> get_format(Vm& vm, Value self) { return make_str(vm, TRY(open_memory_view(vm, self))->format); }
Result<Value> get_ndim(Vm& vm, Value self) { return Value::from_int(static_cast<std::int64_t>(TRY(open_memory_view(vm, self))->shape.size())); }
Result<Value> get_shape(Vm& vm, Value self) { return tuple_of(vm, TRY(open_memory_view(vm, self))->shape); }
Result<Value> get_strides(Vm& vm, Value self) { return tuple_of(vm, TRY(open_memory_view(vm, self))->strides); }
Result<Value> get_suboffsets(Vm& vm, Value self) {
  TRY(open_memory_view(vm, self));
  return Value::from_cell(empty_tuple(vm));
}
Result<Value> get_readonly(Vm& vm, Value self) { return Value::from_bool(TRY(open_memory_view(vm, self))->read_only); }
Result<Value> get_c_contiguous(Vm& vm, Value self) { return Value::from_bool(TRY(open_memory_view(vm, self))->is_contiguous()); }
Result<Value> get_f_contiguous(Vm& vm, Value self) {
  const MemoryView* view = TRY(open_memory_view(vm, self));
  return Value::from_bool(view->shape.size() <= 1 && view->is_contiguous());
}

constexpr NativeGetSet kGetSets[] = {
    {"obj", get_obj, nullptr, "The underlying object of the memoryview."},
    {"nbytes", get_nbytes, nullptr, "The amount of space in bytes that the array would use in\n a contiguous representation."},
    {"itemsize", get_itemsize, nullptr, "The size in bytes of each element of the memoryview."},
    {"format", get_format, nullptr, "A string containing the format (in struct module style)\n for each element in the view."},
    {"ndim", get_ndim, nullptr, "An integer indicating how many dimensions of a multi-dimensional\n array the memory represents."},
    {"shape", get_shape, nullptr, "A tuple of ndim integers giving the shape of the memory\n as an N-dimensional array."},
    {"strides", get_strides, nullptr, "A tuple of ndim integers giving the size in bytes to access\n each element for each dimension of the array."},
    {"suboffsets", get_suboffsets, nullptr, "A tuple of integers used internally for PIL-style arrays."},
    {"readonly", get_readonly, nullptr, "A bool indicating whether the memory is read only."},
    {"c_contiguous", get_c_contiguous, nullptr, "A bool indicating whether the memory is C contiguous."},
    {"f_contiguous", get_f_contiguous, nullptr, "A bool indicating whether the memory is Fortran contiguous."},
    {"contiguous", get_c_contiguous, nullptr, "A bool indicating whether the memory is contiguous."},
};

constexpr NativeMethod kMethods[] = {
    {"__new__", view_new, "($type, object)", NativeMethod::Static},
    {"__repr__", view_repr, "($self, /)"},
    {"__len__", view_len, "($self, /)"},
    {"__getitem__", view_getitem, "($self, key, /)"},
    {"__setitem__", view_setitem, "($self, key, value, /)"},
    {"__delitem__", view_delitem, "($self, key, /)"},
    {"__iter__", view_iter, "($self, /)"},
    {"__hash__", view_hash, "($self, /)"},
    {"__eq__", view_eq, "($self, value, /)"},
    {"__ne__", view_ne, "($self, value, /)"},
    {"__lt__", view_unordered, "($self, value, /)"},
    {"__le__", view_unordered, "($self, value, /)"},
    {"__gt__", view_unordered, "($self, value, /)"},
    {"__ge__", view_unordered, "($self, value, /)"},
    {"__enter__", view_enter, "($self, /)"},
    {"__exit__", view_release, "($self, *args)"},
    {"cast", view_cast, "($self, /, format, shape=<unrepresentable>)"},
    {"hex", view_hex, "($self, /, sep=<unrepresentable>, bytes_per_sep=1)"},
    {"release", view_release, "($self, /)"},
    {"tobytes", view_tobytes, "($self, /, order='C')"},
    {"tolist", view_tolist, "($self, /)"},
    {"toreadonly", view_toreadonly, "($self, /)"},
};

constexpr NativeMethod kIteratorMethods[] = {kIterMethod, kNextMethod};

}  // namespace

void define_memoryview_type(Vm& vm) {
  vm.type(TypeId::MemoryView)->buffer = &kMemoryViewBuffer;
  vm.define_methods(TypeId::MemoryView, kMethods, kGetSets, "Create a new memoryview object which references the given object.");
  vm.define_methods(TypeId::MemoryViewIterator, kIteratorMethods);
}

}  // namespace tauraro
