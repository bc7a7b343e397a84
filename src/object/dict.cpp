#include "object/dict_table.h"
#include "object/int.h"
#include "object/operations.h"

#include <cstring>

namespace tauraro {

using dict_table::kNoRow;
using dict_table::Match;
using dict_table::rows;

namespace {

bool is_plain_str(Vm& vm, Value value) { return vm.is_exact(value, TypeId::Str); }

bool same_str(Vm& vm, Str* left, Str* right) {
  if (left->flags & right->flags & kStrInterned) return false;
  return str_equal(vm, left, right);
}

/// The row of a str key; other keys than exact str never match.
std::int64_t find_str_row(Vm& vm, const Dict* dict, Str* key, std::uint64_t hash) {
  const Value wanted = Value::from_cell(key);
  return dict_table::find_row(dict, hash, [&](std::uint32_t row) {
    const Value candidate = rows(dict)[row].key;
    if (candidate == wanted) return Match::Yes;
    if (!is_plain_str(vm, candidate)) return Match::No;
    return same_str(vm, candidate.as<Str>(), key) ? Match::Yes : Match::No;
  });
}

/// Compares by Python's ==, which may run anything: begins again when that has changed the dict.
Result<std::int64_t> find_any_row(Vm& vm, Dict* dict, Value key, std::uint64_t hash) {
  while (true) {
    bool raised = false, changed = false;
    const std::int64_t found = dict_table::find_row(dict, hash, [&](std::uint32_t row) {
      const Value candidate = rows(dict)[row].key;
      if (candidate == key) return Match::Yes;
      if (candidate.is_int() && key.is_int()) return Match::No;
      const std::uint32_t version = dict->version;
      const Result<bool> equal = equals(vm, candidate, key);
      if (equal.is_raised()) {
        raised = true;
        return Match::Stop;
      }
      if (dict->version != version) {
        changed = true;
        return Match::Stop;
      }
      return equal.value() ? Match::Yes : Match::No;
    });
    if (raised) return Raised{};
    if (!changed) return found;
    TRY(vm.poll());
  }
}

Result<std::int64_t> find_row(Vm& vm, Dict* dict, Value key, std::uint64_t hash) {
  if (dict->count == 0 && dict->used == 0) return kNoRow;
  if (dict->only_str_keys && is_plain_str(vm, key)) return find_str_row(vm, dict, key.as<Str>(), hash);
  return find_any_row(vm, dict, key, hash);
}

bool has_cells(const Dict* dict) { return dict->mode == static_cast<std::uint8_t>(DictMode::Cells); }

/// not_found for a global that has no value.
Value row_value(const Dict* dict, std::uint32_t row) {
  const Value value = rows(dict)[row].value;
  if (!has_cells(dict)) return value;
  const Value global = value.as<GlobalCell>()->value;
  return global.is_empty() ? Value::not_found() : global;
}

Result<GlobalCell*> new_global_cell(Vm& vm, Value key, Value value) {
  GlobalCell* cell = vm.allocate<GlobalCell>(kind::GlobalCell, builtin_shape(TypeId::Internal));
  if (!cell) return Raised{};
  cell->key = key;
  cell->value = value;
  cell->write_count = value.is_empty() ? 0 : 1;
  return cell;
}

Result<void> add_row(Vm& vm, Dict* dict, Value key, std::uint64_t hash, Value value) {
  if (!is_plain_str(vm, key)) dict->only_str_keys = 0;
  if (has_cells(dict)) value = Value::from_cell(TRY(new_global_cell(vm, key, value)));
  TRY(dict_table::append_row(vm, dict, key, hash, value));
  ++dict->count;
  return {};
}

/// Gives a name that had only an empty cell its value and its place at the end.
Result<void> define_global(Vm& vm, Dict* dict, std::uint32_t row, Value value) {
  const DictEntry entry = rows(dict)[row];
  if (row + 1 != dict->used) {
    dict_table::erase_row(dict, row);
    TRY(dict_table::append_row(vm, dict, entry.key, entry.hash, entry.value));
  }
  ++dict->count;
  ++dict->version;
  store_global(vm, entry.value.as<GlobalCell>(), value);
  return {};
}

Result<void> set_row(Vm& vm, Dict* dict, std::uint32_t row, Value value) {
  if (!has_cells(dict)) {
    rows(dict)[row].value = value;
    dict_table::row_barrier(vm, dict, row);
    return {};
  }
  GlobalCell* cell = rows(dict)[row].value.as<GlobalCell>();
  if (cell->value.is_empty()) return define_global(vm, dict, row, value);
  store_global(vm, cell, value);
  return {};
}

void remove_row(Vm& vm, Dict* dict, std::uint32_t row) {
  --dict->count;
  if (!has_cells(dict)) return dict_table::erase_row(dict, row);
  ++dict->version;
  store_global(vm, rows(dict)[row].value.as<GlobalCell>(), Value::empty());
}

bool is_live(const Dict* dict, std::uint32_t row) {
  return !rows(dict)[row].key.is_empty() && !row_value(dict, row).is_not_found();
}

}  // namespace

Result<std::uint64_t> hash_key(Vm& vm, Value key) {
  if (is_plain_str(vm, key)) return str_hash(vm, key.as<Str>());
  if (key.is_int()) {
    const std::int64_t number = key.as_int();
    return static_cast<std::uint64_t>(number == -1 ? -2 : number);
  }
  return hash(vm, key);
}

void store_global(Vm& vm, GlobalCell* cell, Value value) {
  cell->value = value;
  if (cell->write_count != 0xffff'ffff) ++cell->write_count;
  vm.barrier(cell);
  if (cell->watched) [[unlikely]] fire_global_watchpoint(vm, cell);
}

Result<Dict*> new_dict(Vm& vm) {
  Dict* dict = vm.allocate<Dict>(kind::Dict, builtin_shape(TypeId::Dict));
  if (!dict) return Raised{};
  dict->only_str_keys = 1;
  return dict;
}

Result<Value> dict_get_hashed(Vm& vm, Dict* dict, Value key, std::uint64_t hash) {
  const std::int64_t row = TRY(find_row(vm, dict, key, hash));
  return row == kNoRow ? Value::not_found() : row_value(dict, row);
}

Result<Value> dict_get(Vm& vm, Dict* dict, Value key) {
  return dict_get_hashed(vm, dict, key, TRY(hash_key(vm, key)));
}

Value dict_get_str(Vm& vm, Dict* dict, Str* key) {
  if (dict->used == 0) return Value::not_found();
  const std::int64_t row = find_str_row(vm, dict, key, str_hash(vm, key));
  return row == kNoRow ? Value::not_found() : row_value(dict, row);
}

Result<void> dict_set_hashed(Vm& vm, Dict* dict, Value key, std::uint64_t hash, Value value) {
  const std::int64_t row = TRY(find_row(vm, dict, key, hash));
  return row == kNoRow ? add_row(vm, dict, key, hash, value) : set_row(vm, dict, row, value);
}

Result<void> dict_set(Vm& vm, Dict* dict, Value key, Value value) {
  return dict_set_hashed(vm, dict, key, TRY(hash_key(vm, key)), value);
}

Result<void> dict_set_str(Vm& vm, Dict* dict, Str* key, Value value) {
  const std::uint64_t hash = str_hash(vm, key);
  const std::int64_t row = find_str_row(vm, dict, key, hash);
  return row == kNoRow ? add_row(vm, dict, Value::from_cell(key), hash, value) : set_row(vm, dict, row, value);
}

Result<bool> dict_delete(Vm& vm, Dict* dict, Value key) { return !TRY(dict_pop(vm, dict, key)).is_not_found(); }

Result<Value> dict_pop_hashed(Vm& vm, Dict* dict, Value key, std::uint64_t hash) {
  const std::int64_t row = TRY(find_row(vm, dict, key, hash));
  if (row == kNoRow) return Value::not_found();
  const Value value = row_value(dict, row);
  if (!value.is_not_found()) remove_row(vm, dict, row);
  return value;
}

Result<Value> dict_pop(Vm& vm, Dict* dict, Value key) {
  const std::uint64_t hash = TRY(hash_key(vm, key));
  return dict_pop_hashed(vm, dict, key, hash);
}

Result<Value> dict_set_default(Vm& vm, Dict* dict, Value key, Value value) {
  const std::uint64_t hash = TRY(hash_key(vm, key));
  const std::int64_t row = TRY(find_row(vm, dict, key, hash));
  if (row == kNoRow) {
    TRY(add_row(vm, dict, key, hash, value));
    return value;
  }
  const Value present = row_value(dict, row);
  if (!present.is_not_found()) return present;
  TRY(set_row(vm, dict, row, value));
  return value;
}

void dict_clear(Vm& vm, Dict* dict) {
  ++dict->version;
  dict->count = 0;
  if (has_cells(dict)) {
    for (std::uint32_t row = 0; row < dict->used; ++row)
      if (is_live(dict, row)) store_global(vm, rows(dict)[row].value.as<GlobalCell>(), Value::empty());
    return;
  }
  dict->entries = nullptr;
  dict->index = nullptr;
  dict->used = 0;
  dict->first = 0;
  dict->only_str_keys = 1;
}

Result<Dict*> dict_copy(Vm& vm, Dict* dict) {
  Dict* copy = TRY(new_dict(vm));
  if (dict->count == 0) return copy;
  if (!has_cells(dict) && dict->count >= std::uint64_t{dict->used} * 2 / 3) {
    TRY(dict_table::clone(vm, copy, dict));
    return copy;
  }
  copy->only_str_keys = dict->only_str_keys;
  TRY(dict_table::rebuild(vm, copy, dict->count));
  std::uint32_t to = 0;
  for (std::uint32_t row = dict->first; row < dict->used; ++row) {
    if (!is_live(dict, row)) continue;
    rows(copy)[to] = {rows(dict)[row].hash, rows(dict)[row].key, row_value(dict, row)};
    dict_table::index_row(copy, to++);
  }
  copy->used = to;
  copy->count = dict->count;
  return copy;
}

bool dict_next(Dict* dict, std::uint32_t* position, Value* key, Value* value) {
  std::uint32_t row = *position < dict->first ? dict->first : *position;
  while (row < dict->used && !is_live(dict, row)) ++row;
  *position = row + 1;
  if (row >= dict->used) return false;
  *key = rows(dict)[row].key;
  *value = row_value(dict, row);
  return true;
}

bool dict_previous(Dict* dict, std::uint32_t* position, Value* key, Value* value) {
  std::uint32_t row = *position > dict->used ? dict->used : *position;
  while (row > dict->first && !is_live(dict, row - 1)) --row;
  if (row <= dict->first) {
    *position = 0;
    return false;
  }
  *position = row - 1;
  *key = rows(dict)[row - 1].key;
  *value = row_value(dict, row - 1);
  return true;
}

bool dict_pop_last(Vm& vm, Dict* dict, Value* key, Value* value) {
  std::uint32_t position = dict->used;
  if (!dict_previous(dict, &position, key, value)) return false;
  remove_row(vm, dict, position);
  if (!has_cells(dict)) {
    dict->used = position;
    dict->first = std::min(dict->first, dict->used);
  }
  return true;
}

Result<bool> dict_move_to_end(Vm& vm, Dict* dict, Value key, bool last) {
  const std::uint64_t hash = TRY(hash_key(vm, key));
  std::int64_t row = TRY(find_row(vm, dict, key, hash));
  if (row == kNoRow || !is_live(dict, row)) return false;
  const DictEntry entry = rows(dict)[row];
  if (last) {
    if (row + 1 == dict->used) return true;
    dict_table::erase_row(dict, row);
    TRY(dict_table::append_row(vm, dict, entry.key, entry.hash, entry.value));
    return true;
  }
  if (row == dict->first) return true;
  dict_table::erase_row(dict, row);
  if (dict->first == 0) TRY(dict_table::open_front(vm, dict));
  const std::uint32_t front = --dict->first;
  rows(dict)[front] = entry;
  dict_table::row_barrier(vm, dict, front);
  dict_table::index_row(dict, front);
  return true;
}

Result<void> dict_use_cells(Vm& vm, Dict* dict) {
  if (has_cells(dict)) return {};
  for (std::uint32_t row = dict->first; row < dict->used; ++row) {
    const DictEntry& entry = rows(dict)[row];
    if (entry.key.is_empty() || entry.value.is(kind::GlobalCell)) continue;
    GlobalCell* cell = TRY(new_global_cell(vm, entry.key, entry.value));
    rows(dict)[row].value = Value::from_cell(cell);
    dict_table::row_barrier(vm, dict, row);
  }
  dict->mode = static_cast<std::uint8_t>(DictMode::Cells);
  ++dict->version;
  return {};
}

Result<GlobalCell*> dict_cell(Vm& vm, Dict* dict, Str* name) {
  assert(has_cells(dict));
  const std::uint64_t hash = str_hash(vm, name);
  const std::int64_t row = find_str_row(vm, dict, name, hash);
  if (row != kNoRow) return rows(dict)[row].value.as<GlobalCell>();
  GlobalCell* cell = TRY(new_global_cell(vm, Value::from_cell(name), Value::empty()));
  TRY(dict_table::append_row(vm, dict, Value::from_cell(name), hash, Value::from_cell(cell)));
  return cell;
}

}  // namespace tauraro
