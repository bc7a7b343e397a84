#include <algorithm>
#include <cstring>

#include "object/containers.h"
#include "object/int.h"
#include "object/iterators.h"
#include "object/operations.h"
#include "object/runtime.h"

namespace tauraro {

namespace {

/// A capacity that fills the cell which the heap would give anyway.
std::uint64_t rounded_capacity(std::uint64_t capacity) {
  return (Heap::usable_bytes(sizeof(Array) + capacity * sizeof(Value)) - sizeof(Array)) / sizeof(Value);
}

/// Half as much again, large arrays too: the spare pages of these are never touched, so they cost no memory, while each
/// move to a larger array touches all of its pages.
std::uint64_t grown_capacity(std::uint64_t wanted) { return rounded_capacity(wanted + std::max<std::uint64_t>(wanted / 2, 2)); }

Result<void> set_capacity(Vm& vm, List* list, std::uint64_t capacity) {
  Array* array = new_array(vm, capacity);
  if (!array) return Raised{};
  if (list->length) std::memcpy(array->items, list->storage->items, list->length * sizeof(Value));
  list->storage = array;
  vm.barrier(list);
  return {};
}

/// Must follow stores into items [first, last) of the list's array.
void items_barrier(Vm& vm, Array* array, std::uint64_t first, std::uint64_t last) {
  if (!(array->gc & kGcOld)) return;
  if (!(array->gc & kGcLarge)) {
    vm.barrier(array);
    return;
  }
  constexpr std::uint64_t kStep = kCardBytes / sizeof(Value);
  for (std::uint64_t i = first; i < last; i += kStep) vm.heap.write_barrier_slot(array, &array->items[i]);
  if (last > first) vm.heap.write_barrier_slot(array, &array->items[last - 1]);
}

/// Moves the items from `from` on to `to` and empties what is left behind.
void move_items(Vm& vm, List* list, std::uint64_t from, std::uint64_t to) {
  Value* items = list->storage->items;
  const std::uint64_t moved = list->length - from;
  std::memmove(items + to, items + from, moved * sizeof(Value));
  if (to < from) std::fill(items + to + moved, items + list->length, Value::empty());
  items_barrier(vm, list->storage, to, to + moved);
}

Result<void> extend_with_span(Vm& vm, List* list, const Value* items, std::uint64_t count) {
  if (count == 0) return {};
  TRY(list_reserve(vm, list, list->length + count));
  std::memmove(list->storage->items + list->length, items, count * sizeof(Value));
  list->length += count;
  items_barrier(vm, list->storage, list->length - count, list->length);
  return {};
}

/// Appends `count` items that next(&item) gives one after the other. It runs no Python.
template <class Next>
Result<void> extend_with_items(Vm& vm, List* list, std::uint64_t count, Next next) {
  if (count == 0) return {};
  TRY(list_reserve(vm, list, list->length + count));
  Array* storage = list->storage;
  Value item;
  while (count-- > 0) {
    if (!TRY(next(&item))) break;
    Value* slot = &storage->items[list->length++];
    *slot = item;
    vm.heap.write_barrier_slot(storage, slot);
  }
  return {};
}

/// Keys or values of a plain dict.
Result<void> extend_with_rows(Vm& vm, List* list, const Dict* dict, Value DictEntry::*field) {
  if (dict->count == 0) return {};
  TRY(list_reserve(vm, list, list->length + dict->count));
  const std::uint64_t start = list->length;
  Value* slot = list->storage->items + start;
  const DictEntry* rows = dict->entries->rows;
  for (std::uint32_t row = dict->first; row < dict->used; ++row)
    if (!rows[row].key.is_empty()) *slot++ = rows[row].*field;
  list->length = start + dict->count;
  items_barrier(vm, list->storage, start, list->length);
  return {};
}

Result<void> extend_with_dict(Vm& vm, List* list, Dict* dict, DictPart part) {
  if (part != DictPart::Items && dict->mode == static_cast<std::uint8_t>(DictMode::Plain))
    return extend_with_rows(vm, list, dict, part == DictPart::Keys ? &DictEntry::key : &DictEntry::value);
  std::uint32_t position = 0;
  return extend_with_items(vm, list, dict->count, [&](Value* item) -> Result<bool> {
    Value key, value;
    if (!dict_next(dict, &position, &key, &value)) return false;
    *item = part == DictPart::Keys ? key : value;
    if (part != DictPart::Items) return true;
    const Value pair[] = {key, value};
    *item = Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(pair))));
    return true;
  });
}

Result<void> extend_with_range(Vm& vm, List* list, const Range* range) {
  std::int64_t number = range->start.as_int();
  const std::int64_t step = range->step.as_int();
  return extend_with_items(vm, list, static_cast<std::uint64_t>(range->length.as_int()), [&](Value* item) -> Result<bool> {
    *item = TRY(new_int(vm, number));
    number += step;
    return true;
  });
}

/// Appends the items of a builtin container without an iterator; false when it is none of those.
Result<bool> extend_with_container(Vm& vm, List* list, Value iterable) {
  constexpr std::int64_t kLargestRange = 1 << 20;
  if (!iterable.is_cell()) return false;
  const std::uint32_t shape = iterable.as_cell()->shape;
  const auto is = [&](TypeId id) { return shape == builtin_shape(id); };
  const auto viewed = [&] { return iterable.as<NativeObject>()->values[0].as<Dict>(); };
  if (is(TypeId::Dict)) {
    TRY(extend_with_dict(vm, list, iterable.as<Dict>(), DictPart::Keys));
  } else if (is(TypeId::DictKeys)) {
    TRY(extend_with_dict(vm, list, viewed(), DictPart::Keys));
  } else if (is(TypeId::DictValues)) {
    TRY(extend_with_dict(vm, list, viewed(), DictPart::Values));
  } else if (is(TypeId::DictItems)) {
    TRY(extend_with_dict(vm, list, viewed(), DictPart::Items));
  } else if (is(TypeId::Set) || is(TypeId::FrozenSet)) {
    Set* set = iterable.as<Set>();
    std::uint64_t position = 0;
    TRY(extend_with_items(vm, list, set->count, [&](Value* item) -> Result<bool> { return set_next(set, &position, item); }));
  } else if (is(TypeId::Range)) {
    const Range* range = iterable.as<Range>();
    if (!range->start.is_int() || !range->step.is_int() || !range->length.is_int() || range->length.as_int() > kLargestRange) return false;
    TRY(extend_with_range(vm, list, range));
  } else {
    return false;
  }
  return true;
}

/// Takes the rest of an iterator over another list, either way; false when it is none.
Result<bool> extend_with_list_iterator(Vm& vm, List* list, Value iterator) {
  if (!vm.is_exact(iterator, TypeId::ListIterator) && !vm.is_exact(iterator, TypeId::ListReverseIterator)) return false;
  auto* self = iterator.as<Iterator>();
  if (self->source.is_empty()) return true;
  List* other = self->source.as<List>();
  if (other == list) return false;
  const auto length = static_cast<std::int64_t>(other->length);
  const bool forward = vm.is_exact(iterator, TypeId::ListIterator);
  if (forward) {
    if (self->index < length) TRY(extend_with_span(vm, list, other->storage->items + self->index, static_cast<std::uint64_t>(length - self->index)));
  } else if (self->index >= 0 && self->index < length) {
    const Value* from = other->storage->items + self->index;
    TRY(extend_with_items(vm, list, static_cast<std::uint64_t>(self->index) + 1, [&](Value* item) -> Result<bool> {
      *item = *from--;
      return true;
    }));
  }
  if (!forward) self->index = -1;
  self->source = Value::empty();
  return true;
}

/// How many items a builtin iterator will give, if nothing changes; 0 when that is not known, or very large.
std::uint64_t items_left(Value iterator) {
  constexpr std::int64_t kMost = 1 << 20;
  if (!iterator.is(kind::Iterator)) return 0;
  const Iterator* self = iterator.as<Iterator>();
  std::int64_t left = 0;
  switch (self->shape) {
    case builtin_shape(TypeId::ListReverseIterator): left = self->index + 1; break;
    case builtin_shape(TypeId::ListIterator):
      if (!self->source.is_empty()) left = static_cast<std::int64_t>(self->source.as<List>()->length) - self->index;
      break;
    case builtin_shape(TypeId::RangeIterator): left = (self->limit - self->index) / self->extra.as_int(); break;
    default: break;
  }
  return left > 0 && left < kMost ? static_cast<std::uint64_t>(left) : 0;
}

}  // namespace

Result<List*> new_list(Vm& vm, std::uint64_t capacity) {
  List* list = vm.allocate<List>(kind::List, builtin_shape(TypeId::List));
  if (!list) return Raised{};
  if (capacity == 0) return list;
  if (capacity > (std::uint64_t{1} << 43)) return vm.out_of_memory();
  list->storage = new_array(vm, rounded_capacity(capacity));
  if (!list->storage) return Raised{};
  vm.barrier(list);
  return list;
}

Result<List*> new_list(Vm& vm, std::span<const Value> items) {
  List* list = TRY(new_list(vm, items.size()));
  if (items.empty()) return list;
  std::memcpy(list->storage->items, items.data(), items.size() * sizeof(Value));
  list->length = items.size();
  return list;
}

Result<void> list_reserve(Vm& vm, List* list, std::uint64_t capacity) {
  if (list->storage && list->storage->capacity >= capacity) return {};
  if (capacity > (std::uint64_t{1} << 43)) return vm.out_of_memory();
  return set_capacity(vm, list, list->length == 0 ? rounded_capacity(capacity) : grown_capacity(capacity));
}

Result<void> list_append(Vm& vm, List* list, Value item) {
  if (!list->storage || list->length == list->storage->capacity) [[unlikely]]
    TRY(set_capacity(vm, list, grown_capacity(list->length + 1)));
  Value* slot = &list->storage->items[list->length++];
  *slot = item;
  if (item.is_cell()) vm.heap.write_barrier_slot(list->storage, slot);
  return {};
}

Result<void> list_extend(Vm& vm, List* list, Value iterable) {
  if (vm.is_exact(iterable, TypeId::List) || iterable == Value::from_cell(list)) {
    List* other = iterable.as<List>();
    if (other->length == 0) return {};
    TRY(list_reserve(vm, list, list->length + other->length));
    return extend_with_span(vm, list, other->storage->items, other->length);
  }
  if (vm.is_exact(iterable, TypeId::Tuple)) {
    const Tuple* tuple = iterable.as<Tuple>();
    return extend_with_span(vm, list, tuple->items, tuple->length);
  }
  if (TRY(extend_with_container(vm, list, iterable))) return {};
  constexpr std::int64_t kTooMany = std::int64_t{1} << 36;  // what no machine has room for is not begun
  if (vm.is_exact(iterable, TypeId::Range)) {
    const Result<std::int64_t> count = length(vm, iterable);
    if (count.is_raised()) return Raised{};
    if (count.value() > kTooMany) return vm.out_of_memory();
  }
  const Value iterator = TRY(get_iter(vm, iterable));
  if (!iterator.is(kind::Iterator) && !iterator.is(kind::Generator)) TRY(length_hint(vm, iterable, 8));
  if (TRY(extend_with_list_iterator(vm, list, iterator))) return {};
  if (const std::uint64_t left = items_left(iterator)) TRY(list_reserve(vm, list, list->length + left));
  const bool is_native = iterator.is(kind::Iterator) && !(vm.type_of(iterator)->flags & kTypeHeap);
  for (std::uint64_t taken = 1;; ++taken) {
    const Value item = is_native ? TRY(iterator.as<Iterator>()->next(vm, iterator.as<Iterator>())) : TRY(next(vm, iterator));
    if (item.is_done()) return {};
    if (list->storage && list->length < list->storage->capacity) [[likely]] {
      Value* slot = &list->storage->items[list->length++];
      *slot = item;
      if (item.is_cell()) vm.heap.write_barrier_slot(list->storage, slot);
    } else {
      TRY(list_append(vm, list, item));
    }
    if ((taken & 0xffff) == 0) TRY(vm.poll());
  }
}

Result<void> list_insert(Vm& vm, List* list, std::int64_t index, Value item) {
  const auto length = static_cast<std::int64_t>(list->length);
  if (index < 0) index = std::max<std::int64_t>(index + length, 0);
  index = std::min(index, length);
  if (index == length) return list_append(vm, list, item);
  TRY(list_reserve(vm, list, list->length + 1));
  move_items(vm, list, index, index + 1);
  ++list->length;
  list_set(vm, list, index, item);
  return {};
}

Value list_remove_at(Vm& vm, List* list, std::int64_t index) {
  assert(index >= 0 && static_cast<std::uint64_t>(index) < list->length);
  Value* items = list->storage->items;
  const Value removed = items[index];
  if (static_cast<std::uint64_t>(index) + 1 == list->length)
    items[index] = Value::empty();
  else
    move_items(vm, list, index + 1, index);
  --list->length;
  return removed;
}

void list_set(Vm& vm, List* list, std::int64_t index, Value item) {
  assert(index >= 0 && static_cast<std::uint64_t>(index) < list->length);
  Value* slot = &list->storage->items[index];
  *slot = item;
  if (item.is_cell()) vm.heap.write_barrier_slot(list->storage, slot);
}

Result<void> list_replace(Vm& vm, List* list, std::uint64_t start, std::uint64_t stop, std::span<const Value> items) {
  assert(start <= stop && stop <= list->length);
  const std::uint64_t removed = stop - start;
  if (items.size() > removed) TRY(list_reserve(vm, list, list->length + items.size() - removed));
  if (items.size() != removed) {
    move_items(vm, list, stop, start + items.size());
    list->length += items.size() - removed;
  }
  if (items.empty()) return {};
  std::memcpy(list->storage->items + start, items.data(), items.size() * sizeof(Value));
  items_barrier(vm, list->storage, start, start + items.size());
  return {};
}

void list_clear(Vm&, List* list) {
  list->storage = nullptr;
  list->length = 0;
}

}  // namespace tauraro
