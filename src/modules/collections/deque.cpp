#include "modules/collections/deque.h"

#include <algorithm>

#include "modules/collections/collections.h"

namespace tauraro::collections {

namespace {
constexpr std::uint64_t kFirstCapacity = 8;
}

void Deque::put(Vm& vm, std::int64_t index, Value item) {
  Value* slot = &storage()->items[position(index)];
  *slot = item;
  if (item.is_cell()) vm.heap.write_barrier_slot(storage(), slot);
}

void Deque::set(Vm& vm, std::int64_t index, Value item) { put(vm, index, item); }

Result<void> Deque::make_room(Vm& vm) {
  const bool has_storage = !object_->values[kStorage].is_empty();
  if (has_storage && size() <= mask()) return {};
  Array* grown = new_array(vm, has_storage ? storage()->capacity * 2 : kFirstCapacity);
  if (!grown) return Raised{};
  for (std::int64_t i = 0; i < size(); ++i) grown->items[i] = at(i);
  vm.barrier(grown);
  object_->values[kStorage] = Value::from_cell(grown);
  set_field(kHead, 0);
  vm.barrier(object_);
  return {};
}

Result<void> Deque::append(Vm& vm, Value item) {
  TRY(make_room(vm));
  put(vm, size(), item);
  set_field(kCount, size() + 1);
  if (limit() >= 0 && size() > limit()) pop_left();
  else changed();
  return {};
}

Result<void> Deque::append_left(Vm& vm, Value item) {
  TRY(make_room(vm));
  set_field(kHead, (field(kHead) - 1) & mask());
  put(vm, 0, item);
  set_field(kCount, size() + 1);
  if (limit() >= 0 && size() > limit()) pop();
  else changed();
  return {};
}

Value Deque::pop() {
  Value* slot = &storage()->items[position(size() - 1)];
  const Value item = *slot;
  *slot = Value::empty();
  set_field(kCount, size() - 1);
  changed();
  return item;
}

Value Deque::pop_left() {
  Value* slot = &storage()->items[position(0)];
  const Value item = *slot;
  *slot = Value::empty();
  set_field(kHead, position(1));
  set_field(kCount, size() - 1);
  changed();
  return item;
}

void Deque::clear() {
  object_->values[kStorage] = Value::empty();
  set_field(kHead, 0);
  set_field(kCount, 0);
  changed();
}

void Deque::rotate(Vm& vm, std::int64_t steps) {
  const std::int64_t count = size();
  if (count <= 1) return;
  steps %= count;
  if (steps < 0) steps += count;
  if (steps > count / 2) steps -= count;
  for (; steps > 0; --steps) {
    const Value item = pop();
    set_field(kHead, (field(kHead) - 1) & mask());
    set_field(kCount, count);
    put(vm, 0, item);
  }
  for (; steps < 0; ++steps) {
    const Value item = pop_left();
    set_field(kCount, count);
    put(vm, count - 1, item);
  }
}

void Deque::remove_at(Vm& vm, std::int64_t index) {
  for (std::int64_t i = index; i + 1 < size(); ++i) put(vm, i, at(i + 1));
  pop();
}

Result<void> Deque::insert(Vm& vm, std::int64_t index, Value item) {
  TRY(append(vm, item));
  for (std::int64_t i = size() - 1; i > index; --i) put(vm, i, at(i - 1));
  put(vm, index, item);
  return {};
}

void Deque::reverse(Vm& vm) {
  for (std::int64_t i = 0, j = size() - 1; i < j; ++i, --j) {
    const Value left = at(i);
    put(vm, i, at(j));
    put(vm, j, left);
  }
}

Result<Value> new_deque(Vm& vm, std::int64_t limit) {
  NativeObject* object = TRY(new_native_instance(vm, vm.native_type(kDeque), Deque::kFieldCount));
  for (const int field : {Deque::kHead, Deque::kCount, Deque::kChanges}) object->values[field] = Value::from_int(0);
  object->values[Deque::kLimit] = Value::from_int(limit);
  return Value::from_cell(object);
}

bool is_deque(Vm& vm, Value value) { return value.is(kind::NativeObject) && is_instance(vm, value, vm.native_type(kDeque)); }

Result<void> extend_deque(Vm& vm, Value deque, Value iterable) {
  if (iterable == deque) iterable = Value::from_cell(TRY(list_from(vm, iterable)));
  return for_each(vm, iterable, [&](Value item) -> Result<bool> {
    TRY(Deque(deque).append(vm, item));
    return true;
  });
}

}  // namespace tauraro::collections
