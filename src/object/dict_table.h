#pragma once
#include <bit>

#include "object/containers.h"
#include "object/runtime.h"

namespace tauraro::dict_table {

// Rows and index of a dict, below the meaning of its values. A row is live in the table when its key is not empty; every
// live row, and no other, has one slot in the index (a slot holds its number + 1). Row capacities grow as CPython's do, so
// that a loop over a dict that it changes meets the same items.

inline constexpr std::int64_t kNoRow = -1;
/// Tables of at most this many rows are scanned and have no index.
inline constexpr std::uint64_t kMaxScannedRows = 10;

/// What a match function says of a row with the wanted hash.
enum class Match : std::uint8_t { No, Yes, Stop };

inline DictEntry* rows(const Dict* dict) { return dict->entries->rows; }

template <class Slot>
std::uint64_t slot_count(const Dict* dict) {
  return dict->index->capacity / sizeof(Slot);
}
inline std::uint64_t home_slot(std::uint64_t hash, std::uint64_t slots) {
  return (hash * 0x9e37'79b9'7f4a'7c15u) >> (64 - std::countr_zero(slots));
}

/// Calls function(Slot()) with the unsigned type of the index's slots.
template <class Function>
auto with_slot_type(const Dict* dict, Function function) {
  if (dict->entries->capacity < 0xff) return function(std::uint8_t{});
  if (dict->entries->capacity < 0xffff) return function(std::uint16_t{});
  return function(std::uint32_t{});
}

template <class Function>
std::int64_t scan_rows(const Dict* dict, std::uint64_t hash, Function& match) {
  const std::uint32_t used = dict->used;
  for (std::uint32_t row = 0; row < used; ++row) {
    const DictEntry& entry = rows(dict)[row];
    if (entry.hash != hash || entry.key.is_empty()) continue;
    const Match verdict = match(row);
    if (verdict != Match::No) return verdict == Match::Yes ? row : kNoRow;
  }
  return kNoRow;
}

template <class Slot, class Function>
std::int64_t probe_rows(const Dict* dict, std::uint64_t hash, Function& match) {
  const auto* index = reinterpret_cast<const Slot*>(dict->index->bytes);
  const std::uint64_t slots = slot_count<Slot>(dict);
  const DictEntry* entries = rows(dict);
  for (std::uint64_t slot = home_slot(hash, slots);; slot = (slot + 1) & (slots - 1)) {
    const std::uint64_t number = index[slot];
    if (number == 0) return kNoRow;
    if (entries[number - 1].hash != hash) continue;
    const Match verdict = match(static_cast<std::uint32_t>(number - 1));
    if (verdict != Match::No) return verdict == Match::Yes ? static_cast<std::int64_t>(number - 1) : kNoRow;
  }
}

/// The row with this hash for which match(row) says Yes, or kNoRow. After a match function has changed the dict it must
/// say Stop.
template <class Function>
std::int64_t find_row(const Dict* dict, std::uint64_t hash, Function match) {
  if (!dict->entries) return kNoRow;
  if (!dict->index) return scan_rows(dict, hash, match);
  return with_slot_type(dict, [&](auto slot) { return probe_rows<decltype(slot)>(dict, hash, match); });
}

/// Appends a live row, which must not be in the table. Grows the table first when it is full.
Result<void> append_row(Vm& vm, Dict* dict, Value key, std::uint64_t hash, Value value);
/// Empties a live row.
void erase_row(Dict* dict, std::uint32_t row);
/// Makes a table for `count` live rows or more and moves the live rows there.
Result<void> rebuild(Vm& vm, Dict* dict, std::uint64_t count);
/// Gives a dict without a table a copy of another's rows and index. Both are plain, neither changes meanwhile.
Result<void> clone(Vm& vm, Dict* dict, const Dict* other);
/// Opens free rows before the first live one.
Result<void> open_front(Vm& vm, Dict* dict);
/// Puts a live row where the index can find it.
void index_row(Dict* dict, std::uint32_t row);
/// Must follow a store into a row.
inline void row_barrier(Vm& vm, Dict* dict, std::uint32_t row) {
  vm.heap.write_barrier_slot(dict->entries, &rows(dict)[row].key);
  if (dict->entries->gc & kGcLarge) vm.heap.write_barrier_slot(dict->entries, &rows(dict)[row].value);
}

}  // namespace tauraro::dict_table
