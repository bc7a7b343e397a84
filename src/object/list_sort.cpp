#include <cstring>

#include "object/direct_call.h"
#include "object/containers.h"
#include "object/int.h"
#include "object/merge_sort.h"
#include "object/operations.h"
#include "object/runtime.h"

namespace tauraro {

namespace {

/// What all keys of a sort have in common.
enum class KeyClass : std::uint8_t { SmallInts, Ints, Doubles, NarrowStrs, Strs, Tuples, Any };

KeyClass class_of(Vm& vm, Value key) {
  if (key.is_int()) return KeyClass::SmallInts;
  if (key.is_double()) return KeyClass::Doubles;
  if (vm.is_exact(key, TypeId::Int)) return KeyClass::Ints;
  if (vm.is_exact(key, TypeId::Tuple)) return KeyClass::Tuples;
  if (vm.is_exact(key, TypeId::Str)) return view(vm, key.as<Str>()).width == 1 ? KeyClass::NarrowStrs : KeyClass::Strs;
  return KeyClass::Any;
}

KeyClass join(KeyClass left, KeyClass right) {
  if (left == right) return left;
  const auto both = [&](KeyClass a, KeyClass b) { return (left == a || left == b) && (right == a || right == b); };
  if (both(KeyClass::SmallInts, KeyClass::Ints)) return KeyClass::Ints;
  if (both(KeyClass::NarrowStrs, KeyClass::Strs)) return KeyClass::Strs;
  return KeyClass::Any;
}

KeyClass class_of_all(Vm& vm, const Value* keys, std::uint64_t count) {
  KeyClass joined = class_of(vm, keys[0]);
  for (std::uint64_t i = 1; i < count && joined != KeyClass::Any; ++i) joined = join(joined, class_of(vm, keys[i]));
  return joined;
}

struct SmallIntLess {
  int operator()(Value left, Value right) const { return left.bits() < right.bits(); }
};
struct IntLess {
  int operator()(Value left, Value right) const { return int_compare(left, right) < 0; }
};
struct DoubleLess {
  int operator()(Value left, Value right) const { return left.as_double() < right.as_double(); }
};
struct NarrowStrLess {
  int operator()(Value left, Value right) const {
    const StrView a = view(left.as<Str>()), b = view(right.as<Str>());
    const int order = std::memcmp(a.data, b.data, std::min(a.length, b.length));
    return order != 0 ? order < 0 : a.length < b.length;
  }
};
struct StrLess {
  Vm& vm;
  int operator()(Value left, Value right) const { return str_compare(vm, left.as<Str>(), right.as<Str>()) < 0; }
};
struct AnyLess {
  Vm& vm;
  int operator()(Value left, Value right) const {
    if (left.is_int() && right.is_int()) return left.bits() < right.bits();
    if (left.is_double() && right.is_double()) return left.as_double() < right.as_double();
    const Result<bool> less = compare_truth(vm, CompareOp::Lt, left, right);
    return less.is_raised() ? -1 : less.value();
  }
};
struct TupleLess {
  Vm& vm;
  int operator()(Value left, Value right) const {
    const Tuple* a = left.as<Tuple>();
    const Tuple* b = right.as<Tuple>();
    const std::uint64_t common = std::min(a->length, b->length);
    for (std::uint64_t i = 0; i < common; ++i) {
      const Value x = a->items[i], y = b->items[i];
      if (x == y) continue;
      if (!(x.is_int() && y.is_int())) {
        const Result<bool> equal = equals(vm, x, y);
        if (equal.is_raised()) return -1;
        if (equal.value()) continue;
      }
      return AnyLess{vm}(x, y);
    }
    return a->length < b->length;
  }
};

struct Columns {
  Array* keys;
  Array* values;  ///< null: the keys are the values
  std::uint64_t count;
};

/// Sorts in place. While it runs, both arrays and the scratch are logged as written: whatever collection comes first makes
/// all items old, so moves between them need no barriers.
template <class Less>
Result<void> sort_with(Vm& vm, const Columns& columns, Less less) {
  const std::uint64_t scratch_size = (columns.count + 1) / 2;
  Array* scratch_keys = new_array(vm, scratch_size);
  if (!scratch_keys) return Raised{};
  Array* scratch_values = columns.values ? new_array(vm, scratch_size) : nullptr;
  if (columns.values && !scratch_values) return Raised{};
  vm.barrier(columns.keys);
  vm.barrier(scratch_keys);
  if (columns.values) {
    vm.barrier(columns.values);
    vm.barrier(scratch_values);
  }
  MergeSort<Less> sorter(less, columns.keys->items, columns.values ? columns.values->items : nullptr,
                         scratch_keys->items, scratch_values ? scratch_values->items : nullptr);
  if (!sorter.sort(static_cast<std::int64_t>(columns.count))) return Raised{};
  return {};
}

Result<void> sort_columns(Vm& vm, const Columns& columns) {
  switch (class_of_all(vm, columns.keys->items, columns.count)) {
    case KeyClass::SmallInts: return sort_with(vm, columns, SmallIntLess{});
    case KeyClass::Ints: return sort_with(vm, columns, IntLess{});
    case KeyClass::Doubles: return sort_with(vm, columns, DoubleLess{});
    case KeyClass::NarrowStrs: return sort_with(vm, columns, NarrowStrLess{});
    case KeyClass::Strs: return sort_with(vm, columns, StrLess{vm});
    case KeyClass::Tuples: return sort_with(vm, columns, TupleLess{vm});
    case KeyClass::Any: break;
  }
  return sort_with(vm, columns, AnyLess{vm});
}

void reverse_columns(const Columns& columns) {
  std::reverse(columns.keys->items, columns.keys->items + columns.count);
  if (columns.values) std::reverse(columns.values->items, columns.values->items + columns.count);
}

Result<Array*> make_keys(Vm& vm, const Array* items, std::uint64_t count, Value key) {
  Array* keys = new_array(vm, count);
  if (!keys) return Raised{};
  for (std::uint64_t i = 0; i < count; ++i) {
    keys->items[i] = TRY(call_repeatedly(vm, key, items->items[i]));
    vm.heap.write_barrier_slot(keys, &keys->items[i]);
  }
  return keys;
}

Result<void> sort_items(Vm& vm, Array* items, std::uint64_t count, Value key, bool reverse) {
  Columns columns{items, nullptr, count};
  if (!key.is_empty() && !key.is_none()) columns = {TRY(make_keys(vm, items, count, key)), items, count};
  if (count < 2) return {};
  if (reverse) reverse_columns(columns);
  const Result<void> sorted = sort_columns(vm, columns);
  if (reverse) reverse_columns(columns);
  vm.barrier(items);
  return sorted;
}

}  // namespace

Result<void> list_sort(Vm& vm, List* list, Value key, bool reverse) {
  Array* items = list->storage;
  const std::uint64_t count = list->length;
  if (!items) return {};
  list->storage = nullptr;  // the list is empty to the keys and comparisons
  list->length = 0;
  const Result<void> sorted = sort_items(vm, items, count, key, reverse);
  const bool modified = list->storage != nullptr;
  list->storage = items;
  list->length = count;
  vm.barrier(list);
  if (sorted.is_raised()) return Raised{};
  if (modified) return vm.raise(TypeId::ValueError, "list modified during sort");
  return {};
}

}  // namespace tauraro
