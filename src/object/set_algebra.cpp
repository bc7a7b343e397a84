#include "object/set_algebra.h"

#include <utility>

#include "object/operations.h"

namespace tauraro {

namespace {

const SetEntry& entry_before(const Set* set, std::uint64_t position) { return set->table->slots[position - 1]; }

/// Calls each(key, hash) for the items of a set, in order; it may change the set.
template <class Each>
Result<void> for_each_entry(Set* set, Each each) {
  std::uint64_t position = 0;
  Value key;
  while (set_next(set, &position, &key)) TRY(each(key, entry_before(set, position).hash));
  return {};
}

template <class Each>
Result<void> for_each_key(Dict* dict, Each each) {
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(dict, &position, &key, &value)) TRY(each(key, dict->entries->rows[position - 1].hash));
  return {};
}

Result<Set*> copy_and_subtract(Vm& vm, Set* set, Value other) {
  Set* copy = TRY(set_copy(vm, set));
  TRY(set_difference_update(vm, copy, other));
  return copy;
}

Result<Set*> intersection_of_sets(Vm& vm, Set* set, Set* other) {
  Set* result = TRY(new_set_like(vm, set));
  if (other->count > set->count) std::swap(set, other);
  TRY(for_each_entry(other, [&](Value key, std::uint64_t hash) -> Result<void> {
    if (TRY(set_contains_hashed(vm, set, key, hash))) TRY(set_add_hashed(vm, result, key, hash));
    return {};
  }));
  return result;
}

}  // namespace

Result<Set*> new_set_like(Vm& vm, Set* like) {
  const bool frozen = is_subtype(vm.type_of(Value::from_cell(like)), vm.type(TypeId::FrozenSet));
  return frozen ? new_frozenset(vm) : new_set(vm);
}

Result<Set*> set_copy(Vm& vm, Set* set) {
  Set* copy = TRY(new_set_like(vm, set));
  TRY(set_update(vm, copy, Value::from_cell(set)));
  return copy;
}

Result<Set*> set_union(Vm& vm, Set* set, Value other) {
  Set* result = TRY(set_copy(vm, set));
  if (!(other == Value::from_cell(set))) TRY(set_update(vm, result, other));
  return result;
}

Result<Set*> set_intersection(Vm& vm, Set* set, Value other) {
  if (other == Value::from_cell(set)) return set_copy(vm, set);
  if (other.is(kind::Set)) return intersection_of_sets(vm, set, other.as<Set>());
  Set* result = TRY(new_set_like(vm, set));
  TRY(for_each(vm, other, [&](Value item) -> Result<bool> {
    const std::uint64_t hash = TRY(hash_key(vm, item));
    if (TRY(set_contains_hashed(vm, set, item, hash))) TRY(set_add_hashed(vm, result, item, hash));
    return true;
  }));
  return result;
}

Result<Set*> set_difference(Vm& vm, Set* set, Value other) {
  std::uint64_t other_count = 0;
  if (other.is(kind::Set)) other_count = other.as<Set>()->count;
  else if (vm.is_exact(other, TypeId::Dict)) other_count = other.as<Dict>()->count;
  else return copy_and_subtract(vm, set, other);
  if (set->count / 4 > other_count) return copy_and_subtract(vm, set, other);
  Set* result = TRY(new_set_like(vm, set));
  TRY(for_each_entry(set, [&](Value key, std::uint64_t hash) -> Result<void> {
    const bool present = other.is(kind::Set) ? TRY(set_contains_hashed(vm, other.as<Set>(), key, hash))
                                             : !TRY(dict_get_hashed(vm, other.as<Dict>(), key, hash)).is_not_found();
    if (!present) TRY(set_add_hashed(vm, result, key, hash));
    return {};
  }));
  return result;
}

Result<void> set_difference_update(Vm& vm, Set* set, Value other) {
  if (other == Value::from_cell(set)) {
    set_clear(vm, set);
    return {};
  }
  if (other.is(kind::Set)) {
    Set* removed = other.as<Set>();
    if (removed->count / 8 > set->count) removed = TRY(set_intersection(vm, set, other));
    TRY(for_each_entry(removed, [&](Value key, std::uint64_t hash) -> Result<void> {
      TRY(set_discard_hashed(vm, set, key, hash));
      return {};
    }));
  } else {
    TRY(for_each(vm, other, [&](Value item) -> Result<bool> {
      TRY(set_discard(vm, set, item));
      return true;
    }));
  }
  return set_shrink(vm, set);
}

Result<void> set_symmetric_difference_update(Vm& vm, Set* set, Value other) {
  if (other == Value::from_cell(set)) {
    set_clear(vm, set);
    return {};
  }
  const auto toggle = [&](Value key, std::uint64_t hash) -> Result<void> {
    if (!TRY(set_discard_hashed(vm, set, key, hash))) TRY(set_add_hashed(vm, set, key, hash));
    return {};
  };
  if (vm.is_exact(other, TypeId::Dict)) return for_each_key(other.as<Dict>(), toggle);
  if (other.is(kind::Set)) return for_each_entry(other.as<Set>(), toggle);
  Set* items = TRY(new_set_like(vm, set));
  TRY(set_update(vm, items, other));
  return for_each_entry(items, toggle);
}

Result<Set*> set_symmetric_difference(Vm& vm, Set* set, Value other) {
  Set* result = TRY(new_set_like(vm, set));
  TRY(set_update(vm, result, other));
  TRY(set_symmetric_difference_update(vm, result, Value::from_cell(set)));
  return result;
}

void set_swap_items(Vm& vm, Set* set, Set* other) {
  std::swap(set->count, other->count);
  std::swap(set->fill, other->fill);
  std::swap(set->mask, other->mask);
  std::swap(set->table, other->table);
  set->hash = other->hash = 0;
  vm.barrier(set);
  vm.barrier(other);
}

Result<bool> set_is_subset(Vm& vm, Set* set, Set* other) {
  if (set->count > other->count) return false;
  std::uint64_t position = 0;
  Value key;
  while (set_next(set, &position, &key))
    if (!TRY(set_contains_hashed(vm, other, key, entry_before(set, position).hash))) return false;
  return true;
}

Result<bool> set_is_disjoint(Vm& vm, Set* set, Value other) {
  if (other == Value::from_cell(set)) return set->count == 0;
  bool disjoint = true;
  if (!other.is(kind::Set)) {
    TRY(for_each(vm, other, [&](Value item) -> Result<bool> {
      disjoint = !TRY(set_contains(vm, set, item));
      return disjoint;
    }));
    return disjoint;
  }
  Set* smaller = other.as<Set>();
  Set* larger = set;
  if (smaller->count > larger->count) std::swap(smaller, larger);
  std::uint64_t position = 0;
  Value key;
  while (set_next(smaller, &position, &key))
    if (TRY(set_contains_hashed(vm, larger, key, entry_before(smaller, position).hash))) return false;
  return true;
}

std::uint64_t frozenset_hash(Set* set) {
  if (set->hash != 0) return set->hash;
  const auto shuffle = [](std::uint64_t hash) { return ((hash ^ 89869747) ^ (hash << 16)) * 3644798167; };
  std::uint64_t hash = 0;
  std::uint64_t position = 0;
  Value key;
  while (set_next(set, &position, &key)) hash ^= shuffle(entry_before(set, position).hash);
  hash ^= (set->count + 1) * 1927868237;
  hash ^= (hash >> 11) ^ (hash >> 25);
  hash = hash * 69069 + 907133923;
  if (hash == ~std::uint64_t{0}) hash = 590923713;
  return set->hash = hash;
}

}  // namespace tauraro
