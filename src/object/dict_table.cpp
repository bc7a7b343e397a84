#include "object/dict_table.h"

#include <cstring>

namespace tauraro::dict_table {

namespace {

constexpr std::uint64_t kMinSize = 8;

/// Rows that CPython's table of `size` slots has.
std::uint64_t row_capacity(std::uint64_t size) { return size * 2 / 3; }

Result<DictTable*> new_table(Vm& vm, std::uint64_t capacity) {
  if (capacity >= 0xffff'ffff) return vm.out_of_memory();
  DictTable* table =
      vm.allocate<DictTable>(kind::DictTable, builtin_shape(TypeId::Internal), capacity * sizeof(DictEntry));
  if (!table) return Raised{};
  table->capacity = capacity;
  return table;
}

std::uint64_t slot_bytes(std::uint64_t capacity) { return capacity < 0xff ? 1 : capacity < 0xffff ? 2 : 4; }

template <class Slot>
void insert_slot(Dict* dict, std::uint64_t hash, std::uint32_t row) {
  auto* index = reinterpret_cast<Slot*>(dict->index->bytes);
  const std::uint64_t slots = slot_count<Slot>(dict);
  std::uint64_t slot = home_slot(hash, slots);
  while (index[slot] != 0) slot = (slot + 1) & (slots - 1);
  index[slot] = static_cast<Slot>(row + 1);
}

/// Moves back what a freed slot kept from its home slot, so that no probe meets a gap too early.
template <class Slot>
void erase_slot(Dict* dict, std::uint32_t row) {
  auto* index = reinterpret_cast<Slot*>(dict->index->bytes);
  const std::uint64_t slots = slot_count<Slot>(dict);
  const std::uint64_t mask = slots - 1;
  std::uint64_t gap = home_slot(rows(dict)[row].hash, slots);
  while (index[gap] != row + 1) gap = (gap + 1) & mask;
  for (std::uint64_t slot = (gap + 1) & mask; index[slot] != 0; slot = (slot + 1) & mask) {
    const std::uint64_t home = home_slot(rows(dict)[index[slot] - 1].hash, slots);
    if (((slot - home) & mask) < ((slot - gap) & mask)) continue;
    index[gap] = index[slot];
    gap = slot;
  }
  index[gap] = 0;
}

std::uint32_t live_row_count(const Dict* dict) {
  std::uint32_t live = 0;
  for (std::uint32_t row = dict->first; row < dict->used; ++row) live += !rows(dict)[row].key.is_empty();
  return live;
}

/// Moves the live rows to a new table of this capacity, from row `start` on, and makes the index.
Result<void> move_to_new_table(Vm& vm, Dict* dict, std::uint64_t capacity, std::uint64_t slots, std::uint32_t start) {
  DictTable* table = TRY(new_table(vm, capacity));
  Buffer* index = nullptr;
  if (capacity > kMaxScannedRows) {
    index = new_buffer(vm, slots * slot_bytes(capacity));
    if (!index) return Raised{};
  }
  std::uint32_t row = start;
  for (std::uint32_t i = dict->first; i < dict->used; ++i)
    if (!rows(dict)[i].key.is_empty()) table->rows[row++] = rows(dict)[i];
  dict->entries = table;
  dict->index = index;
  dict->first = start;
  dict->used = row;
  ++dict->version;
  vm.barrier(dict);
  vm.barrier(table);
  if (!index) return {};
  with_slot_type(dict, [&](auto slot) {
    for (std::uint32_t i = start; i < row; ++i) insert_slot<decltype(slot)>(dict, table->rows[i].hash, i);
  });
  return {};
}

}  // namespace

void index_row(Dict* dict, std::uint32_t row) {
  if (!dict->index) return;
  with_slot_type(dict, [&](auto slot) { insert_slot<decltype(slot)>(dict, rows(dict)[row].hash, row); });
}

Result<void> rebuild(Vm& vm, Dict* dict, std::uint64_t count) {
  std::uint64_t size = kMinSize;
  while (row_capacity(size) < count) size <<= 1;
  return move_to_new_table(vm, dict, row_capacity(size), size * 2, 0);
}

Result<void> clone(Vm& vm, Dict* dict, const Dict* other) {
  assert(!dict->entries);
  DictTable* table = TRY(new_table(vm, other->entries->capacity));
  Buffer* index = nullptr;
  if (other->index) {
    index = new_buffer(vm, other->index->capacity);
    if (!index) return Raised{};
    std::memcpy(index->bytes, other->index->bytes, other->index->capacity);
  }
  std::memcpy(static_cast<void*>(table->rows), rows(other), other->used * sizeof(DictEntry));
  dict->entries = table;
  dict->index = index;
  dict->first = other->first;
  dict->used = other->used;
  dict->count = other->count;
  dict->only_str_keys = other->only_str_keys;
  ++dict->version;
  vm.barrier(dict);
  vm.barrier(table);
  return {};
}

Result<void> open_front(Vm& vm, Dict* dict) {
  const std::uint32_t live = live_row_count(dict);
  std::uint64_t size = kMinSize;
  while (row_capacity(size) < std::uint64_t{live} * 2 + 2) size <<= 1;
  const std::uint64_t capacity = row_capacity(size);
  return move_to_new_table(vm, dict, capacity, size * 2, static_cast<std::uint32_t>((capacity - live) / 2));
}

Result<void> append_row(Vm& vm, Dict* dict, Value key, std::uint64_t hash, Value value) {
  if (!dict->entries || dict->used == dict->entries->capacity) [[unlikely]] {
    if (!dict->entries || dict->used == 0) {
      TRY(rebuild(vm, dict, 1));
    } else {
      const std::uint64_t wanted = std::uint64_t{live_row_count(dict)} * 3;
      std::uint64_t size = kMinSize;
      while (size < wanted) size <<= 1;
      TRY(rebuild(vm, dict, row_capacity(size)));
    }
  }
  const std::uint32_t row = dict->used++;
  rows(dict)[row] = {hash, key, value};
  row_barrier(vm, dict, row);
  index_row(dict, row);
  ++dict->version;
  return {};
}

void erase_row(Dict* dict, std::uint32_t row) {
  if (dict->index) with_slot_type(dict, [&](auto slot) { erase_slot<decltype(slot)>(dict, row); });
  DictEntry& entry = rows(dict)[row];
  entry.key = Value::empty();
  entry.value = Value::empty();
  ++dict->version;
  while (dict->first < dict->used && rows(dict)[dict->first].key.is_empty()) ++dict->first;
}

}  // namespace tauraro::dict_table
