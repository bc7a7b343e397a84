// array.array as a sequence: items, slices, comparison, iteration.
#include <algorithm>
#include <cstring>

#include "builtins/iterator_methods.h"
#include "modules/array/array_object.h"
#include "object/operations.h"

namespace tauraro::arrays {

namespace {

Raised bad_argument(Vm& vm) { return vm.raise(TypeId::TypeError, "bad argument type for built-in operation"); }

/// An index in range, counted from the end when negative; -1 after raising nothing when it is out of range.
Result<std::int64_t> normalized_index(Vm& vm, Value key, std::size_t length) {
  const Value number = TRY(index_of(vm, key));
  std::int64_t index;
  if (!int_to_int64(number, &index))
    return vm.raise_error(TypeId::IndexError, "cannot fit '", full_type_name(vm, vm.type_of(key)), "' into an index-sized integer");
  if (index < 0) index += static_cast<std::int64_t>(length);
  return index >= 0 && index < static_cast<std::int64_t>(length) ? index : -1;
}

/// Moves the tail so that [start, start + old_count) becomes new_count items (which are to be written).
Result<void> replace_gap(Vm& vm, ArrayState& array, std::size_t start, std::size_t old_count, std::size_t new_count) {
  const std::size_t size = array.type->size, tail = array.length - start - old_count;
  if (new_count > old_count) {
    TRY(resize(vm, array, array.length + new_count - old_count));
    std::memmove(array.item(start + new_count), array.item(start + old_count), tail * size);
  } else if (new_count < old_count) {
    if (array.exports) return vm.raise(TypeId::BufferError, "cannot resize an array that is exporting buffers");
    std::memmove(array.item(start + new_count), array.item(start + old_count), tail * size);
    TRY(resize(vm, array, array.length - (old_count - new_count)));
  }
  return {};
}

/// Removes the items of a slice.
Result<void> delete_slice(Vm& vm, ArrayState& array, SliceBounds bounds) {
  if (bounds.count == 0) return {};
  if (bounds.step < 0) {
    bounds.start += (bounds.count - 1) * bounds.step;
    bounds.step = -bounds.step;
  }
  if (array.exports) return vm.raise(TypeId::BufferError, "cannot resize an array that is exporting buffers");
  if (bounds.step == 1) return replace_gap(vm, array, static_cast<std::size_t>(bounds.start), static_cast<std::size_t>(bounds.count), 0);
  const std::size_t size = array.type->size;
  std::size_t kept = static_cast<std::size_t>(bounds.start);
  std::int64_t next = bounds.start, left = bounds.count;
  for (std::size_t i = kept; i < array.length; ++i) {
    if (left && static_cast<std::int64_t>(i) == next) {
      next += bounds.step;
      --left;
    } else {
      std::memcpy(array.item(kept++), array.item(i), size);
    }
  }
  return resize(vm, array, kept);
}

Result<void> assign_slice(Vm& vm, Value self, SliceBounds bounds, Value value) {
  if (!is_array(vm, value)) return vm.raise_error(TypeId::TypeError, "can only assign array (not \"", full_type_name(vm, vm.type_of(value)), "\") to array slice");
  ArrayState& array = state_of(self);
  const ArrayState& source = state_of(value);
  if (source.type != array.type) return bad_argument(vm);
  const std::size_t size = array.type->size;
  const std::string items(source.data ? source.data : "", source.bytes());  // the source may be the array itself
  const std::size_t count = source.length;
  if (bounds.step == 1) {
    TRY(replace_gap(vm, array, static_cast<std::size_t>(bounds.start), static_cast<std::size_t>(bounds.count), count));
    if (count) std::memcpy(array.item(static_cast<std::size_t>(bounds.start)), items.data(), items.size());
    return {};
  }
  if (count == 0) return delete_slice(vm, array, bounds);
  if (static_cast<std::size_t>(bounds.count) != count)
    return vm.raise_error(TypeId::ValueError, "attempt to assign array of size ", count, " to extended slice of size ", bounds.count);
  for (std::int64_t i = 0; i < bounds.count; ++i)
    std::memcpy(array.item(static_cast<std::size_t>(bounds.start + i * bounds.step)), items.data() + static_cast<std::size_t>(i) * size, size);
  return {};
}

Result<Value> compare_arrays(Vm& vm, Value left, Value right, CompareOp op) {
  if (!is_array(vm, left) || !is_array(vm, right)) return Value::not_implemented();
  const bool only_equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (only_equality && state_of(left).length != state_of(right).length) return Value::from_bool(op == CompareOp::Ne);
  for (std::size_t i = 0; i < std::min(state_of(left).length, state_of(right).length); ++i) {
    const Value a = TRY(state_of(left).get(vm, i));
    const Value b = TRY(state_of(right).get(vm, i));
    if (TRY(compare_truth(vm, CompareOp::Eq, a, b))) continue;
    if (only_equality) return Value::from_bool(op == CompareOp::Ne);
    return compare(vm, op, a, b);
  }
  const std::size_t a = state_of(left).length, b = state_of(right).length;
  switch (op) {
    case CompareOp::Lt: return Value::from_bool(a < b);
    case CompareOp::Le: return Value::from_bool(a <= b);
    case CompareOp::Eq: return Value::from_bool(a == b);
    case CompareOp::Ne: return Value::from_bool(a != b);
    case CompareOp::Gt: return Value::from_bool(a > b);
    default: return Value::from_bool(a >= b);
  }
}

Result<void> repeat_items(Vm& vm, ArrayState& array, std::size_t times) {
  const std::size_t bytes = array.bytes(), length = array.length;
  std::size_t total;
  if (__builtin_mul_overflow(length, times, &total)) return vm.out_of_memory();
  TRY(resize(vm, array, total));
  for (std::size_t i = 1; i < times; ++i) std::memcpy(array.data + i * bytes, array.data, bytes);
  return {};
}

Result<std::size_t> repeat_count(Vm& vm, Value value) {
  const Value number = TRY(index_of(vm, value));
  std::int64_t count;
  if (!int_to_int64(number, &count))
    return vm.raise_error(TypeId::OverflowError, "cannot fit '", full_type_name(vm, vm.type_of(value)), "' into an index-sized integer");
  return static_cast<std::size_t>(std::max<std::int64_t>(count, 0));
}

// ---- iterator: source is the array, index the next item ----

Result<Value> iterator_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const ArrayState& array = state_of(self->source);
  if (static_cast<std::size_t>(self->index) < array.length) return array.get(vm, static_cast<std::size_t>(self->index++));
  self->source = Value();
  return Value::done();
}
Result<Value> builtin_named(Vm& vm, std::string_view name) { return dict_get_str(vm, vm.builtins, intern(vm, name)); }
Result<Value> iterator_reduce(Vm& vm, const Args& args) {
  const Iterator* self = args[0].as<Iterator>();
  const Value iter = TRY(builtin_named(vm, "iter"));
  const bool exhausted = self->source.is_empty();
  const Value source[] = {exhausted ? Value::from_cell(empty_tuple(vm)) : self->source};
  const Value arguments = Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(source))));
  const Value items[] = {iter, arguments, Value::from_int(self->index)};
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items, exhausted ? 2 : 3))));
}
Result<Value> iterator_set_state(Vm& vm, const Args& args) {
  Iterator* self = args[0].as<Iterator>();
  const std::int64_t index = TRY(index_to_int64(vm, args[1]));
  if (!self->source.is_empty())
    self->index = std::clamp<std::int64_t>(index, 0, static_cast<std::int64_t>(state_of(self->source).length));
  return Value::none();
}
constexpr NativeMethod kIteratorMethods[] = {
    kIterMethod,
    kNextMethod,
    {"__reduce__", iterator_reduce, "($self, /)"},
    {"__setstate__", iterator_set_state, "($self, state, /)"},
};
constexpr NativeTypeSpec kIteratorType{"array.arrayiterator", kIteratorMethods};

}  // namespace

Result<void> make_iterator_type(Vm& vm) {
  TRY(vm.make_native_type(kIteratorType, kind::Iterator, sizeof(Iterator), TypeId::Object, kTypeUninstantiable));
  return {};
}

Result<Value> iterate(Vm& vm, const Args& args) {
  Iterator* iterator = TRY(new_iterator_instance(vm, Value::from_cell(vm.native_type(kIteratorType)), iterator_next));
  iterator->source = args[0];
  return Value::from_cell(iterator);
}

Result<Value> get_item(Vm& vm, const Args& args) {
  const ArrayState& array = state_of(args[0]);
  const Value key = args[1];
  if (key.is_int() && static_cast<std::uint64_t>(key.as_int()) < array.length) return array.get(vm, static_cast<std::size_t>(key.as_int()));
  if (is_index(vm, key)) {
    const std::int64_t index = TRY(normalized_index(vm, key, array.length));
    if (index < 0 || static_cast<std::size_t>(index) >= array.length) return vm.raise(TypeId::IndexError, "array index out of range");
    return array.get(vm, static_cast<std::size_t>(index));
  }
  if (!key.is(kind::Slice)) return vm.raise(TypeId::TypeError, "array indices must be integers");
  const SliceBounds bounds = TRY(slice_bounds(vm, key.as<Slice>(), static_cast<std::int64_t>(array.length)));
  const Value result = TRY(new_array_object(vm, exact_array_type(vm), array.type, static_cast<std::size_t>(bounds.count)));
  const ArrayState& target = state_of(result);
  if (bounds.step == 1) {
    if (bounds.count) std::memcpy(target.data, array.item(static_cast<std::size_t>(bounds.start)), target.bytes());
  } else {
    for (std::int64_t i = 0; i < bounds.count; ++i)
      std::memcpy(target.item(static_cast<std::size_t>(i)), array.item(static_cast<std::size_t>(bounds.start + i * bounds.step)), array.type->size);
  }
  return result;
}

Result<Value> set_item(Vm& vm, const Args& args) {
  const Value key = args[1];
  if (is_index(vm, key)) {
    const std::int64_t index = TRY(normalized_index(vm, key, state_of(args[0]).length));
    if (index < 0) return vm.raise(TypeId::IndexError, "array assignment index out of range");
    TRY(state_of(args[0]).type->set(vm, nullptr, args[2]));  // may run Python code, which may shorten the array
    if (static_cast<std::size_t>(index) >= state_of(args[0]).length) return vm.raise(TypeId::IndexError, "array assignment index out of range");
    TRY(state_of(args[0]).type->set(vm, state_of(args[0]).item(static_cast<std::size_t>(index)), args[2]));
    return Value::none();
  }
  if (!key.is(kind::Slice)) return vm.raise(TypeId::TypeError, "array indices must be integers");
  const SliceBounds bounds = TRY(slice_bounds(vm, key.as<Slice>(), static_cast<std::int64_t>(state_of(args[0]).length)));
  TRY(assign_slice(vm, args[0], bounds, args[2]));
  return Value::none();
}

Result<Value> delete_item(Vm& vm, const Args& args) {
  ArrayState& array = state_of(args[0]);
  const Value key = args[1];
  SliceBounds bounds;
  if (is_index(vm, key)) {
    const std::int64_t index = TRY(normalized_index(vm, key, array.length));
    if (index < 0) return vm.raise(TypeId::IndexError, "array assignment index out of range");
    bounds = {index, index + 1, 1, 1};
  } else if (key.is(kind::Slice)) {
    bounds = TRY(slice_bounds(vm, key.as<Slice>(), static_cast<std::int64_t>(array.length)));
  } else {
    return vm.raise(TypeId::TypeError, "array indices must be integers");
  }
  TRY(delete_slice(vm, array, bounds));
  return Value::none();
}

Result<Value> concatenate(Vm& vm, const Args& args) {
  if (!is_array(vm, args[1]))
    return vm.raise_error(TypeId::TypeError, "can only append array (not \"", full_type_name(vm, vm.type_of(args[1])), "\") to array");
  if (state_of(args[0]).type != state_of(args[1]).type) return bad_argument(vm);
  const Value result = TRY(new_array_object(vm, exact_array_type(vm), state_of(args[0]).type, 0));
  for (int i = 0; i < 2; ++i) TRY(append_bytes(vm, state_of(result), {state_of(args[i]).data, state_of(args[i]).bytes()}));
  return result;
}

Result<Value> repeat(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1]))
    return vm.raise_error(TypeId::TypeError, "can't multiply sequence by non-int of type '", full_type_name(vm, vm.type_of(args[1])), "'");
  const std::size_t times = TRY(repeat_count(vm, args[1]));
  const Value result = TRY(new_array_object(vm, exact_array_type(vm), state_of(args[0]).type, 0));
  TRY(append_bytes(vm, state_of(result), {state_of(args[0]).data, state_of(args[0]).bytes()}));
  TRY(repeat_items(vm, state_of(result), times));
  return result;
}

Result<Value> repeat_in_place(Vm& vm, const Args& args) {
  const std::size_t times = TRY(repeat_count(vm, args[1]));
  if (state_of(args[0]).length > 0 && times != 1) TRY(repeat_items(vm, state_of(args[0]), times));
  return args[0];
}

Result<Value> extend_in_place(Vm& vm, const Args& args) {
  if (!is_array(vm, args[1]))
    return vm.raise_error(TypeId::TypeError, "can only extend array with array (not \"", full_type_name(vm, vm.type_of(args[1])), "\")");
  TRY(extend(vm, args[0], args[1]));
  return args[0];
}

Result<Value> compare_less(Vm& vm, const Args& args) { return compare_arrays(vm, args[0], args[1], CompareOp::Lt); }
Result<Value> compare_less_equal(Vm& vm, const Args& args) { return compare_arrays(vm, args[0], args[1], CompareOp::Le); }
Result<Value> compare_equal(Vm& vm, const Args& args) { return compare_arrays(vm, args[0], args[1], CompareOp::Eq); }
Result<Value> compare_not_equal(Vm& vm, const Args& args) { return compare_arrays(vm, args[0], args[1], CompareOp::Ne); }
Result<Value> compare_greater(Vm& vm, const Args& args) { return compare_arrays(vm, args[0], args[1], CompareOp::Gt); }
Result<Value> compare_greater_equal(Vm& vm, const Args& args) { return compare_arrays(vm, args[0], args[1], CompareOp::Ge); }

}  // namespace tauraro::arrays
