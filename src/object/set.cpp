#include "object/containers.h"
#include "object/operations.h"
#include "object/quick_lookup.h"
#include "object/runtime.h"

#include <cstring>

namespace tauraro {

namespace {

constexpr std::uint64_t kMinSlots = 8;
constexpr std::uint64_t kLinearProbes = 9;
constexpr std::uint64_t kPerturbShift = 5;
constexpr std::uint64_t kManyItems = 50'000;

bool is_unused(const SetEntry& entry) { return entry.key.is_empty(); }
bool is_live(const SetEntry& entry) { return !entry.key.is_empty() && !entry.key.is_not_found(); }

/// The slots in the order in which CPython looks at them: short linear runs, joined by jumps that the whole hash decides.
class Probe {
 public:
  Probe(std::uint64_t hash, std::uint64_t mask) : mask_(mask), perturb_(hash) { start_run(hash & mask); }
  std::uint64_t slot() const { return slot_; }
  void advance() {
    if (left_ != 0) {
      --left_;
      ++slot_;
      return;
    }
    perturb_ >>= kPerturbShift;
    start_run((run_ * 5 + 1 + perturb_) & mask_);
  }

 private:
  void start_run(std::uint64_t slot) {
    run_ = slot_ = slot;
    left_ = slot + kLinearProbes <= mask_ ? kLinearProbes : 0;
  }
  std::uint64_t mask_, perturb_, run_, slot_, left_;
};

/// Puts a key that is not there into a table without deleted slots.
void insert_clean(SetTable* table, std::uint64_t mask, Value key, std::uint64_t hash) {
  Probe probe(hash, mask);
  while (!is_unused(table->slots[probe.slot()])) probe.advance();
  table->slots[probe.slot()] = {hash, key};
}

Result<SetTable*> new_table(Vm& vm, std::uint64_t slots) {
  if (slots > (std::uint64_t{1} << 40)) return vm.out_of_memory();
  SetTable* table = vm.allocate<SetTable>(kind::SetTable, builtin_shape(TypeId::Internal), slots * sizeof(SetEntry));
  if (!table) return Raised{};
  table->capacity = slots;
  return table;
}

void slot_barrier(Vm& vm, Set* set, std::uint64_t slot) {
  vm.heap.write_barrier_slot(set->table, &set->table->slots[slot]);
}

Result<void> ensure_table(Vm& vm, Set* set) {
  if (set->table) return {};
  set->table = TRY(new_table(vm, kMinSlots));
  set->mask = kMinSlots - 1;
  vm.barrier(set);
  return {};
}

/// A new table of more than `minimum` slots with the live items.
Result<void> resize(Vm& vm, Set* set, std::uint64_t minimum) {
  std::uint64_t slots = kMinSlots;
  while (slots <= minimum) slots <<= 1;
  if (slots == kMinSlots && set->mask + 1 == kMinSlots && set->fill == set->count) return ensure_table(vm, set);
  SetTable* table = TRY(new_table(vm, slots));
  for (std::uint64_t i = 0; set->table && i <= set->mask; ++i) {
    const SetEntry& entry = set->table->slots[i];
    if (is_live(entry)) insert_clean(table, slots - 1, entry.key, entry.hash);
  }
  set->table = table;
  set->mask = slots - 1;
  set->fill = set->count;
  vm.barrier(set);
  return {};
}

std::uint64_t grown_size(const Set* set) { return set->count > kManyItems ? set->count * 2 : set->count * 4; }

enum class Comparison : std::uint8_t { Different, Equal, Changed };

/// Compares a slot's key, whose hash is the same, by Python's ==.
Result<Comparison> compare_slot(Vm& vm, Set* set, std::uint64_t slot, Value key) {
  SetTable* table = set->table;
  const Value present = table->slots[slot].key;
  if (present == key) return Comparison::Equal;
  if (present.is_int() && key.is_int()) return Comparison::Different;
  if (vm.is_exact(present, TypeId::Str) && vm.is_exact(key, TypeId::Str))
    return str_equal(vm, present.as<Str>(), key.as<Str>()) ? Comparison::Equal : Comparison::Different;
  const bool equal = TRY(equals(vm, present, key));
  if (set->table != table || !(table->slots[slot].key == present)) return Comparison::Changed;
  return equal ? Comparison::Equal : Comparison::Different;
}

struct Place {
  std::uint64_t slot;
  bool found;   ///< else `slot` is where the key would be put
  bool deleted; ///< that slot held a key once: the last such one on the way there, as in CPython
};

/// \pre the set has a table
Result<Place> find_slot(Vm& vm, Set* set, Value key, std::uint64_t hash) {
  constexpr std::uint64_t kNoSlot = ~std::uint64_t{0};
restart:
  std::uint64_t deleted = kNoSlot;
  for (Probe probe(hash, set->mask);; probe.advance()) {
    const SetEntry& entry = set->table->slots[probe.slot()];
    if (is_unused(entry)) return deleted == kNoSlot ? Place{probe.slot(), false, false} : Place{deleted, false, true};
    if (entry.key.is_not_found()) deleted = probe.slot();
    if (entry.hash != hash || entry.key.is_not_found()) continue;
    if (entry.key == key) return Place{probe.slot(), true, false};
    const Comparison comparison = TRY(compare_slot(vm, set, probe.slot(), key));
    if (comparison == Comparison::Equal) return Place{probe.slot(), true, false};
    if (comparison == Comparison::Changed) {
      TRY(vm.poll());
      TRY(ensure_table(vm, set));
      goto restart;
    }
  }
}

/// The same without Python's ==; false: unsure.
bool find_slot_quickly(Vm& vm, const Set* set, Value key, std::uint64_t hash, Place* place) {
  constexpr std::uint64_t kNoSlot = ~std::uint64_t{0};
  std::uint64_t deleted = kNoSlot;
  for (Probe probe(hash, set->mask);; probe.advance()) {
    const SetEntry& entry = set->table->slots[probe.slot()];
    if (is_unused(entry)) {
      *place = deleted == kNoSlot ? Place{probe.slot(), false, false} : Place{deleted, false, true};
      return true;
    }
    if (entry.key.is_not_found()) deleted = probe.slot();
    if (entry.hash != hash || entry.key.is_not_found()) continue;
    const Quick equal = quick_equals(vm, entry.key, key);
    if (equal == Quick::Unsure) return false;
    if (equal == Quick::No) continue;
    *place = {probe.slot(), true, false};
    return true;
  }
}

/// Puts a key into the slot that was found for it.
Result<void> put_key(Vm& vm, Set* set, const Place& place, Value key, std::uint64_t hash) {
  set->table->slots[place.slot] = {hash, key};
  slot_barrier(vm, set, place.slot);
  ++set->count;
  if (place.deleted) return {};
  ++set->fill;
  if (set->fill * 5 < set->mask * 3) return {};
  return resize(vm, set, grown_size(set));
}

void delete_slot(Set* set, std::uint64_t slot) {
  set->table->slots[slot] = {~std::uint64_t{0}, Value::not_found()};
  --set->count;
}

Result<void> merge_dict(Vm& vm, Set* set, Dict* dict) {
  if ((set->fill + dict->count) * 5 >= set->mask * 3) TRY(resize(vm, set, (set->count + dict->count) * 2));
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(dict, &position, &key, &value)) TRY(set_add_hashed(vm, set, key, dict->entries->rows[position - 1].hash));
  return {};
}

Result<void> merge_set(Vm& vm, Set* set, Set* other) {
  if (other == set || other->count == 0) return {};
  if ((set->fill + other->count) * 5 >= set->mask * 3) TRY(resize(vm, set, (set->count + other->count) * 2));
  TRY(ensure_table(vm, set));
  if (set->fill == 0) {
    const bool same_layout = set->mask == other->mask && other->fill == other->count;
    for (std::uint64_t i = 0; i <= other->mask; ++i) {
      const SetEntry& entry = other->table->slots[i];
      if (!is_live(entry)) continue;
      if (same_layout)
        set->table->slots[i] = entry;
      else
        insert_clean(set->table, set->mask, entry.key, entry.hash);
    }
    set->fill = set->count = other->count;
    vm.barrier(set->table);
    return {};
  }
  for (std::uint64_t i = 0; other->table && i <= other->mask; ++i) {
    const SetEntry entry = other->table->slots[i];
    if (is_live(entry)) TRY(set_add_hashed(vm, set, entry.key, entry.hash));
  }
  return {};
}

Result<Set*> allocate_set(Vm& vm, TypeId type) {
  Set* set = vm.allocate<Set>(kind::Set, builtin_shape(type));
  if (!set) return Raised{};
  set->mask = kMinSlots - 1;
  return set;
}

}  // namespace

Result<Set*> new_set(Vm& vm) { return allocate_set(vm, TypeId::Set); }
Result<Set*> new_frozenset(Vm& vm) { return allocate_set(vm, TypeId::FrozenSet); }

Result<bool> set_contains_hashed(Vm& vm, Set* set, Value key, std::uint64_t hash) {
  if (set->count == 0) return false;
  return TRY(find_slot(vm, set, key, hash)).found;
}

Result<bool> set_contains(Vm& vm, Set* set, Value key) {
  return set_contains_hashed(vm, set, key, TRY(hash_key(vm, key)));
}

Result<void> set_add_hashed(Vm& vm, Set* set, Value key, std::uint64_t hash) {
  TRY(ensure_table(vm, set));
  const Place place = TRY(find_slot(vm, set, key, hash));
  return place.found ? Result<void>() : put_key(vm, set, place, key, hash);
}

Quick quick_set_add(Vm& vm, Value container, Value key) {
  std::uint64_t hash;
  Place place;
  if (!vm.is_exact(container, TypeId::Set) || !container.as<Set>()->table || !quick_hash(vm, key, &hash)) return Quick::Unsure;
  Set* set = container.as<Set>();
  if (!find_slot_quickly(vm, set, key, hash, &place)) return Quick::Unsure;
  return !place.found && put_key(vm, set, place, key, hash).is_raised() ? Quick::Raised : Quick::Yes;
}

Quick quick_set_contains(Vm& vm, Value container, Value key) {
  std::uint64_t hash;
  Place place;
  const Set* set = container.as<Set>();
  if (!quick_hash(vm, key, &hash)) return Quick::Unsure;
  if (set->count == 0) return Quick::No;
  if (!find_slot_quickly(vm, set, key, hash, &place)) return Quick::Unsure;
  return place.found ? Quick::Yes : Quick::No;
}

Result<void> set_add(Vm& vm, Set* set, Value key) {
  const std::uint64_t hash = TRY(hash_key(vm, key));
  return set_add_hashed(vm, set, key, hash);
}

Result<bool> set_discard_hashed(Vm& vm, Set* set, Value key, std::uint64_t hash) {
  if (set->count == 0) return false;
  const Place place = TRY(find_slot(vm, set, key, hash));
  if (place.found) delete_slot(set, place.slot);
  return place.found;
}

Result<bool> set_discard(Vm& vm, Set* set, Value key) {
  const std::uint64_t hash = TRY(hash_key(vm, key));
  return set_discard_hashed(vm, set, key, hash);
}

void set_clear(Vm&, Set* set) {
  set->table = nullptr;
  set->mask = kMinSlots - 1;
  set->count = set->fill = 0;
  set->hash = 0;
}

Result<void> set_shrink(Vm& vm, Set* set) {
  if (set->fill - set->count <= set->mask / 4) return {};
  return resize(vm, set, grown_size(set));
}

Value set_pop(Set* set) {
  if (set->count == 0) return Value::not_found();
  std::uint64_t slot = set->finger & set->mask;
  while (!is_live(set->table->slots[slot])) slot = slot == set->mask ? 0 : slot + 1;
  const Value key = set->table->slots[slot].key;
  delete_slot(set, slot);
  set->finger = slot + 1;
  return key;
}

Result<void> set_update(Vm& vm, Set* set, Value iterable) {
  if (iterable.is(kind::Set)) return merge_set(vm, set, iterable.as<Set>());
  if (vm.is_exact(iterable, TypeId::Dict)) return merge_dict(vm, set, iterable.as<Dict>());
  return for_each(vm, iterable, [&](Value item) -> Result<bool> {
    TRY(set_add(vm, set, item));
    return true;
  });
}

bool set_next(Set* set, std::uint64_t* position, Value* key) {
  if (!set->table) return false;
  const SetEntry* const slots = set->table->slots;
  const std::uint64_t mask = set->mask;
  std::uint64_t slot = *position;
  while (slot <= mask && !is_live(slots[slot])) ++slot;
  *position = slot + 1;
  if (slot > mask) return false;
  *key = slots[slot].key;
  return true;
}

}  // namespace tauraro
