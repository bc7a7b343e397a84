// The iterators of list, tuple, range, str, bytes, bytearray, set, dict, sequences and callables: their methods.
#include "object/iterators.h"

#include <algorithm>

#include "builtins/iterator_methods.h"
#include "object/bytes.h"
#include "object/int.h"

namespace tauraro {

namespace {

Iterator* iterator_of(const Args& args) { return args[0].as<Iterator>(); }

std::int64_t source_length(const Iterator* iterator) {
  switch (static_cast<CellKindName>(iterator->source.as_cell()->kind)) {
    case CellKindName::List: return static_cast<std::int64_t>(iterator->source.as<List>()->length);
    case CellKindName::Tuple: return static_cast<std::int64_t>(iterator->source.as<Tuple>()->length);
    case CellKindName::Str: return iterator->source.as<Str>()->length;
    case CellKindName::Bytes: return static_cast<std::int64_t>(iterator->source.as<Bytes>()->length);
    case CellKindName::ByteArray: return static_cast<std::int64_t>(iterator->source.as<ByteArray>()->length);
    default: return 0;
  }
}

// ---- list, tuple, str, bytes, bytearray: source and position ----

Result<Value> position_length_hint(Vm&, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  if (iterator->source.is_empty()) return Value::from_int(0);
  return Value::from_int(std::max<std::int64_t>(source_length(iterator) - iterator->index, 0));
}

Result<Value> position_reduce(Vm& vm, const Args& args) {
  const Value iter = TRY(builtin_named(vm, "iter"));
  const Iterator* iterator = iterator_of(args);
  if (!iterator->source.is_empty())
    return make_tuple(vm, {iter, TRY(make_tuple(vm, {iterator->source})), Value::from_int(iterator->index)});
  Value nothing = Value::from_cell(empty_tuple(vm));
  if (vm.is_exact(args[0], TypeId::ListIterator)) nothing = Value::from_cell(TRY(new_list(vm)));
  if (vm.is_exact(args[0], TypeId::StrIterator) || vm.is_exact(args[0], TypeId::StrAsciiIterator)) nothing = vm.empty_str;
  return make_pair(vm, iter, TRY(make_tuple(vm, {nothing})));
}

Result<Value> position_setstate(Vm& vm, const Args& args) {
  Iterator* iterator = iterator_of(args);
  const std::int64_t index = TRY(index_to_int64(vm, args[1]));
  if (!iterator->source.is_empty())
    iterator->index = std::clamp<std::int64_t>(index, 0, std::max<std::int64_t>(source_length(iterator), 0));
  return Value::none();
}

constexpr NativeMethod kPositionMethods[] = {
    kIterMethod,
    kNextMethod,
    {"__length_hint__", position_length_hint, "($self, /)"},
    {"__reduce__", position_reduce, "($self, /)"},
    {"__setstate__", position_setstate, "($self, state, /)"},
};

// ---- reversed list ----

Result<Value> list_reverse_length_hint(Vm&, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  const std::int64_t left = iterator->index + 1;
  if (iterator->source.is_empty() || source_length(iterator) < left) return Value::from_int(0);
  return Value::from_int(left);
}

Result<Value> list_reverse_reduce(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  if (iterator->source.is_empty()) {
    const Value nothing = TRY(make_tuple(vm, {Value::from_cell(TRY(new_list(vm)))}));
    return make_pair(vm, TRY(builtin_named(vm, "iter")), nothing);
  }
  const Value arguments = TRY(make_tuple(vm, {iterator->source}));
  return make_tuple(vm, {TRY(builtin_named(vm, "reversed")), arguments, Value::from_int(iterator->index)});
}

Result<Value> list_reverse_setstate(Vm& vm, const Args& args) {
  Iterator* iterator = iterator_of(args);
  const std::int64_t index = TRY(index_to_int64(vm, args[1]));
  if (!iterator->source.is_empty()) iterator->index = std::clamp<std::int64_t>(index, -1, source_length(iterator) - 1);
  return Value::none();
}

constexpr NativeMethod kListReverseMethods[] = {
    kIterMethod,
    kNextMethod,
    {"__length_hint__", list_reverse_length_hint, "($self, /)"},
    {"__reduce__", list_reverse_reduce, "($self, /)"},
    {"__setstate__", list_reverse_setstate, "($self, state, /)"},
};

// ---- range ----

std::int64_t range_left(const Iterator* iterator) {
  return (iterator->limit - iterator->index) / iterator->extra.as_int();
}

Result<Value> range_length_hint(Vm& vm, const Args& args) { return new_int(vm, range_left(iterator_of(args))); }

Result<Value> range_reduce(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  const Value start = TRY(new_int(vm, iterator->index));
  const Value stop = TRY(new_int(vm, iterator->limit));
  const Value range = TRY(new_range(vm, start, stop, iterator->extra));
  return make_tuple(vm, {TRY(builtin_named(vm, "iter")), TRY(make_tuple(vm, {range})), Value::none()});
}

Result<Value> range_setstate(Vm& vm, const Args& args) {
  Iterator* iterator = iterator_of(args);
  if (args[1].is_none()) return Value::none();
  const std::int64_t steps = TRY(index_to_int64(vm, args[1]));
  iterator->index += std::clamp<std::int64_t>(steps, 0, range_left(iterator)) * iterator->extra.as_int();
  return Value::none();
}

constexpr NativeMethod kRangeMethods[] = {
    kIterMethod,
    kNextMethod,
    {"__length_hint__", range_length_hint, "($self, /)"},
    {"__reduce__", range_reduce, "($self, /)"},
    {"__setstate__", range_setstate, "($self, state, /)"},
};

Result<Value> long_range_length_hint(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  return int_sub(vm, iterator->source.as<Tuple>()->items[2], iterator->extra);
}

Result<Value> long_range_reduce(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  const Tuple* numbers = iterator->source.as<Tuple>();
  const Value start = numbers->items[0], step = numbers->items[1], length = numbers->items[2];
  const Value stop = TRY(int_add(vm, start, TRY(int_mul(vm, step, length))));
  const Value range = TRY(new_range(vm, start, stop, step));
  return make_tuple(vm, {TRY(builtin_named(vm, "iter")), TRY(make_tuple(vm, {range})), iterator->extra});
}

Result<Value> long_range_setstate(Vm& vm, const Args& args) {
  Iterator* iterator = iterator_of(args);
  if (args[1].is_none()) return Value::none();
  Value position = TRY(index_of(vm, args[1]));
  const Value length = iterator->source.as<Tuple>()->items[2];
  if (int_compare(position, Value::from_int(0)) < 0) position = Value::from_int(0);
  if (int_compare(position, length) > 0) position = length;
  iterator->extra = position;
  vm.barrier(iterator);
  return Value::none();
}

constexpr NativeMethod kLongRangeMethods[] = {
    kIterMethod,
    kNextMethod,
    {"__length_hint__", long_range_length_hint, "($self, /)"},
    {"__reduce__", long_range_reduce, "($self, /)"},
    {"__setstate__", long_range_setstate, "($self, state, /)"},
};

// ---- set, dict: counted ----

Result<Value> counted_length_hint(Vm&, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  if (iterator->source.is_empty()) return Value::from_int(0);
  const std::uint64_t count = iterator->source.is(kind::Set) ? iterator->source.as<Set>()->count : iterator->source.as<Dict>()->count;
  if (iterator->limit != static_cast<std::int64_t>(count)) return Value::from_int(0);
  return iterator->extra;
}

/// iter(list of what is left); the iterator itself stays where it is.
Result<Value> counted_reduce(Vm& vm, const Args& args) {
  Iterator* iterator = iterator_of(args);
  Iterator* copy = TRY(vm.new_instance<Iterator>(vm.type_of(args[0])));
  copy->next = iterator->next;
  copy->source = iterator->source;
  copy->index = iterator->index;
  copy->limit = iterator->limit;
  copy->extra = iterator->extra;
  const Value rest = Value::from_cell(TRY(list_from(vm, Value::from_cell(copy))));
  return make_pair(vm, TRY(builtin_named(vm, "iter")), TRY(make_tuple(vm, {rest})));
}

constexpr NativeMethod kCountedMethods[] = {
    kIterMethod,
    kNextMethod,
    {"__length_hint__", counted_length_hint, "($self, /)"},
    {"__reduce__", counted_reduce, "($self, /)"},
};

// ---- sequences and callables ----

Result<Value> sequence_length_hint(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  if (iterator->source.is_empty()) return Value::from_int(0);
  if (!vm.type_of(iterator->source)->has(Special::Len)) return Value::not_implemented();
  const std::int64_t left = TRY(length(vm, iterator->source)) - iterator->index;
  return Value::from_int(std::max<std::int64_t>(left, 0));
}

Result<Value> sequence_reduce(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  const Value iter = TRY(builtin_named(vm, "iter"));
  if (iterator->source.is_empty()) return make_pair(vm, iter, TRY(make_tuple(vm, {Value::from_cell(empty_tuple(vm))})));
  return make_tuple(vm, {iter, TRY(make_tuple(vm, {iterator->source})), Value::from_int(iterator->index)});
}

Result<Value> sequence_setstate(Vm& vm, const Args& args) {
  Iterator* iterator = iterator_of(args);
  const std::int64_t index = TRY(index_to_int64(vm, args[1]));
  if (!iterator->source.is_empty()) iterator->index = std::max<std::int64_t>(index, 0);
  return Value::none();
}

constexpr NativeMethod kSequenceMethods[] = {
    kIterMethod,
    kNextMethod,
    {"__length_hint__", sequence_length_hint, "($self, /)"},
    {"__reduce__", sequence_reduce, "($self, /)"},
    {"__setstate__", sequence_setstate, "($self, state, /)"},
};

Result<Value> callable_reduce(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  const Value iter = TRY(builtin_named(vm, "iter"));
  if (iterator->source.is_empty()) return make_pair(vm, iter, TRY(make_tuple(vm, {Value::from_cell(empty_tuple(vm))})));
  return make_pair(vm, iter, TRY(make_pair(vm, iterator->source, iterator->extra)));
}

constexpr NativeMethod kCallableMethods[] = {
    kIterMethod,
    kNextMethod,
    {"__reduce__", callable_reduce, "($self, /)"},
};

}  // namespace

void define_iterators_type(Vm& vm) {
  for (const TypeId id : {TypeId::ListIterator, TypeId::TupleIterator, TypeId::StrIterator, TypeId::StrAsciiIterator,
                          TypeId::BytesIterator, TypeId::ByteArrayIterator})
    vm.define_methods(id, kPositionMethods);
  vm.define_methods(TypeId::ListReverseIterator, kListReverseMethods);
  vm.define_methods(TypeId::RangeIterator, kRangeMethods);
  vm.define_methods(TypeId::LongRangeIterator, kLongRangeMethods);
  for (const TypeId id : {TypeId::SetIterator, TypeId::DictKeyIterator, TypeId::DictValueIterator, TypeId::DictItemIterator,
                          TypeId::DictReverseKeyIterator, TypeId::DictReverseValueIterator, TypeId::DictReverseItemIterator})
    vm.define_methods(id, kCountedMethods);
  vm.define_methods(TypeId::SequenceIterator, kSequenceMethods);
  vm.define_methods(TypeId::CallableIterator, kCallableMethods);
}

}  // namespace tauraro
