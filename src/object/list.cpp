#include <algorithm>
#include <cstring>

#include "object/containers.h"
#include "object/operations.h"
#include "object/runtime.h"

namespace tauraro {

namespace {

/// A capacity that fills the cell which the heap would give anyway.
std::uint64_t rounded_capacity(std::uint64_t capacity) {
  return (Heap::usable_bytes(sizeof(Array) + capacity * sizeof(Value)) - sizeof(Array)) / sizeof(Value);
}

std::uint64_t grown_capacity(std::uint64_t wanted) {
  const std::uint64_t spare = wanted < (1u << 16) ? wanted / 2 : wanted / 4;
  return rounded_capacity(wanted + std::max<std::uint64_t>(spare, 2));
}

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
  vm.heap.write_barrier_slot(list->storage, slot);
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
  const Value iterator = TRY(get_iter(vm, iterable));
  if (!iterator.is(kind::Iterator) && !iterator.is(kind::Generator)) TRY(length_hint(vm, iterable, 8));
  for (std::uint64_t taken = 1;; ++taken) {
    const Value item = TRY(next(vm, iterator));
    if (item.is_done()) return {};
    TRY(list_append(vm, list, item));
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
  vm.heap.write_barrier_slot(list->storage, slot);
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
