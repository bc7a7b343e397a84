#pragma once
#include "object/containers.h"

namespace tauraro {

// Lookups that compiled code makes without leaving room for Python code: keys are inline ints and exact strs, and every key that has
// the same hash is too. Where that cannot be told without running Python code they say so, and have done nothing.

enum class Quick : std::uint8_t { No, Yes, Unsure, Raised };

/// container[key] of an exact dict: the value, not_found, or empty when unsure.
Value quick_dict_get(Vm& vm, Value container, Value key);
/// container[key] = value. Yes; Raised: no memory.
Quick quick_dict_set(Vm& vm, Value container, Value key, Value value);
/// set.add(key) of an exact set. Yes; Raised: no memory.
Quick quick_set_add(Vm& vm, Value container, Value key);
/// Of an exact set or frozenset.
Quick quick_set_contains(Vm& vm, Value container, Value key);
/// key in container, of any exact builtin container.
Quick quick_contains(Vm& vm, Value container, Value key);
/// container[start:stop] of an exact list, tuple or str by inline ints and None; not_found: another case.
Result<Value> quick_slice(Vm& vm, Value container, Value start, Value stop);
/// list.pop(). \pre the list has an item
Value quick_list_pop(Vm& vm, List* list);

/// Whether two Values are equal.
Quick quick_equals(Vm& vm, Value left, Value right);
/// The hash of a key that has a quick one.
bool quick_hash(Vm& vm, Value key, std::uint64_t* hash);

}  // namespace tauraro
