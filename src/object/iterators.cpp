#include "object/iterators.h"

#include "object/bytes.h"
#include "object/int.h"

namespace tauraro {

namespace {

Value exhaust(Iterator* self) {
  self->source = Value::empty();
  return Value::done();
}

Result<Value> list_next(Vm&, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const List* list = self->source.as<List>();
  if (static_cast<std::uint64_t>(self->index) < list->length) return list->storage->items[self->index++];
  return exhaust(self);
}

Result<Value> list_reverse_next(Vm&, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const List* list = self->source.as<List>();
  if (self->index >= 0 && static_cast<std::uint64_t>(self->index) < list->length)
    return list->storage->items[self->index--];
  self->index = -1;
  return exhaust(self);
}

Result<Value> tuple_next(Vm&, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const Tuple* tuple = self->source.as<Tuple>();
  if (static_cast<std::uint64_t>(self->index) < tuple->length) return tuple->items[self->index++];
  return exhaust(self);
}

Result<Value> range_next(Vm& vm, Iterator* self) {
  if (self->index == self->limit) return Value::done();
  const std::int64_t number = self->index;
  self->index += self->extra.as_int();
  return new_int(vm, number);
}

/// source: (start, step, length); extra: the next position.
Result<Value> long_range_next(Vm& vm, Iterator* self) {
  const Tuple* numbers = self->source.as<Tuple>();
  const Value position = self->extra;
  if (int_compare(position, numbers->items[2]) >= 0) return Value::done();
  self->extra = TRY(int_add(vm, position, Value::from_int(1)));
  vm.barrier(self);
  return int_add(vm, numbers->items[0], TRY(int_mul(vm, position, numbers->items[1])));
}

Result<Value> str_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  Str* text = self->source.as<Str>();
  if (self->index < text->length) return str_char_at(vm, text, self->index++);
  return exhaust(self);
}

Result<Value> bytes_next(Vm&, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const std::string_view view = self->source.as<Bytes>()->view();
  if (static_cast<std::uint64_t>(self->index) < view.size())
    return Value::from_int(static_cast<unsigned char>(view[self->index++]));
  return exhaust(self);
}

Result<Value> bytearray_next(Vm&, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const std::string_view view = self->source.as<ByteArray>()->view();
  if (static_cast<std::uint64_t>(self->index) < view.size())
    return Value::from_int(static_cast<unsigned char>(view[self->index++]));
  return exhaust(self);
}

/// limit: the number of items at the start, -1 once it has changed; extra: how many are left.
Result<Value> set_iterator_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  Set* set = self->source.as<Set>();
  if (self->limit != static_cast<std::int64_t>(set->count)) {
    self->limit = -1;
    return vm.raise(TypeId::RuntimeError, "Set changed size during iteration");
  }
  auto position = static_cast<std::uint64_t>(self->index);
  Value key;
  if (!set_next(set, &position, &key)) return exhaust(self);
  self->index = static_cast<std::int64_t>(position);
  self->extra = Value::from_int(self->extra.as_int() - 1);
  return key;
}

Result<Value> dict_part(Vm& vm, DictPart part, Value key, Value value) {
  if (part == DictPart::Keys) return key;
  if (part == DictPart::Values) return value;
  Tuple* pair = TRY(new_tuple(vm, 2));
  pair->items[0] = key;
  pair->items[1] = value;
  return Value::from_cell(pair);
}

/// limit: the number of items at the start, -1 once it has changed; extra: how many are left.
template <DictPart part, bool reversed>
Result<Value> dict_iterator_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  Dict* dict = self->source.as<Dict>();
  if (self->limit != static_cast<std::int64_t>(dict->count)) {
    self->limit = -1;
    return vm.raise(TypeId::RuntimeError, "dictionary changed size during iteration");
  }
  auto position = static_cast<std::uint32_t>(self->index);
  Value key, value;
  if (!(reversed ? dict_previous(dict, &position, &key, &value) : dict_next(dict, &position, &key, &value)))
    return exhaust(self);
  const std::int64_t left = self->extra.as_int();
  if (!reversed && left == 0) {
    exhaust(self);
    return vm.raise(TypeId::RuntimeError, "dictionary keys changed during iteration");
  }
  self->index = position;
  self->extra = Value::from_int(left - 1);
  return dict_part(vm, part, key, value);
}

Result<Value> sequence_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const Value index = TRY(new_int(vm, self->index));
  const Result<Value> item = get_item(vm, self->source, index);
  if (!item.is_raised()) {
    ++self->index;
    return item;
  }
  if (vm.catch_if(TypeId::IndexError) || vm.catch_if(TypeId::StopIteration)) return exhaust(self);
  return Raised{};
}

Result<Value> callable_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const Result<Value> item = vm.call(self->source, {});
  if (item.is_raised()) {
    if (vm.catch_if(TypeId::StopIteration)) return exhaust(self);
    return Raised{};
  }
  if (self->source.is_empty()) return Value::done();  // exhausted by the call
  if (TRY(equals(vm, self->extra, item.value()))) {
    self->extra = Value::empty();
    return exhaust(self);
  }
  return item;
}

Result<Value> as_value(Result<Iterator*> iterator) { return Value::from_cell(TRY(iterator)); }

}  // namespace

Result<Iterator*> new_iterator(Vm& vm, TypeId type, Result<Value> (*next)(Vm&, Iterator*), Value source,
                               std::int64_t index, std::int64_t limit, Value extra) {
  Iterator* iterator = vm.allocate<Iterator>(kind::Iterator, builtin_shape(type));
  if (!iterator) return Raised{};
  iterator->next = next;
  iterator->source = source;
  iterator->index = index;
  iterator->limit = limit;
  iterator->extra = extra;
  return iterator;
}

Result<Value> new_list_iterator(Vm& vm, Value list) {
  return as_value(new_iterator(vm, TypeId::ListIterator, list_next, list));
}
Result<Value> new_list_reverse_iterator(Vm& vm, Value list) {
  const auto length = static_cast<std::int64_t>(list.as<List>()->length);
  return as_value(new_iterator(vm, TypeId::ListReverseIterator, list_reverse_next, list, length - 1));
}
Result<Value> new_tuple_iterator(Vm& vm, Value tuple) {
  return as_value(new_iterator(vm, TypeId::TupleIterator, tuple_next, tuple));
}
Result<Value> new_range_iterator(Vm& vm, Range* range) {
  return new_range_iterator(vm, range->start, range->step, range->length);
}
Result<Value> new_range_iterator(Vm& vm, Value start, Value step, Value length) {
  if (start.is_int() && step.is_int() && length.is_int()) {
    std::int64_t distance, stop;
    if (!__builtin_mul_overflow(step.as_int(), length.as_int(), &distance) &&
        !__builtin_add_overflow(start.as_int(), distance, &stop))
      return as_value(new_iterator(vm, TypeId::RangeIterator, range_next, Value(), start.as_int(), stop, step));
  }
  Tuple* numbers = TRY(new_tuple(vm, 3));
  numbers->items[0] = start;
  numbers->items[1] = step;
  numbers->items[2] = length;
  return as_value(new_iterator(vm, TypeId::LongRangeIterator, long_range_next, Value::from_cell(numbers), 0, 0,
                               Value::from_int(0)));
}
Result<Value> new_str_iterator(Vm& vm, Value text) {
  Str* flat = flatten(vm, text.as<Str>());
  if (!flat) return Raised{};
  const TypeId type = flat->flags & kStrAscii ? TypeId::StrAsciiIterator : TypeId::StrIterator;
  return as_value(new_iterator(vm, type, str_next, text));
}
Result<Value> new_bytes_iterator(Vm& vm, Value bytes) {
  const bool immutable = bytes.is(kind::Bytes);
  return as_value(new_iterator(vm, immutable ? TypeId::BytesIterator : TypeId::ByteArrayIterator,
                               immutable ? bytes_next : bytearray_next, bytes));
}
Result<Value> new_set_iterator(Vm& vm, Set* set) {
  const auto count = static_cast<std::int64_t>(set->count);
  return as_value(new_iterator(vm, TypeId::SetIterator, set_iterator_next, Value::from_cell(set), 0, count,
                               Value::from_int(count)));
}
Result<Value> new_callable_iterator(Vm& vm, Value callee, Value sentinel) {
  return as_value(new_iterator(vm, TypeId::CallableIterator, callable_next, callee, 0, 0, sentinel));
}
Result<Value> new_sequence_iterator(Vm& vm, Value sequence) {
  return as_value(new_iterator(vm, TypeId::SequenceIterator, sequence_next, sequence));
}

Result<Value> new_dict_iterator(Vm& vm, Dict* dict, DictPart part) {
  const auto count = static_cast<std::int64_t>(dict->count);
  const auto make = [&](TypeId type, Result<Value> (*next)(Vm&, Iterator*)) {
    return as_value(new_iterator(vm, type, next, Value::from_cell(dict), 0, count, Value::from_int(count)));
  };
  switch (part) {
    case DictPart::Keys: return make(TypeId::DictKeyIterator, dict_iterator_next<DictPart::Keys, false>);
    case DictPart::Values: return make(TypeId::DictValueIterator, dict_iterator_next<DictPart::Values, false>);
    default: return make(TypeId::DictItemIterator, dict_iterator_next<DictPart::Items, false>);
  }
}

Result<Value> new_dict_reverse_iterator(Vm& vm, Dict* dict, DictPart part) {
  const auto count = static_cast<std::int64_t>(dict->count);
  const auto make = [&](TypeId type, Result<Value> (*next)(Vm&, Iterator*)) {
    return as_value(new_iterator(vm, type, next, Value::from_cell(dict), dict->used, count, Value::from_int(count)));
  };
  switch (part) {
    case DictPart::Keys: return make(TypeId::DictReverseKeyIterator, dict_iterator_next<DictPart::Keys, true>);
    case DictPart::Values: return make(TypeId::DictReverseValueIterator, dict_iterator_next<DictPart::Values, true>);
    default: return make(TypeId::DictReverseItemIterator, dict_iterator_next<DictPart::Items, true>);
  }
}

}  // namespace tauraro
