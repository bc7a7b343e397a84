#pragma once
#include "object/containers.h"

namespace tauraro {

// What set's operators and methods do, step by step as CPython does it, so that the order of the results is the same.
// `other` is any iterable. New sets have the builtin type of `set` (set or frozenset).

/// An empty set or frozenset, as `like` is.
Result<Set*> new_set_like(Vm& vm, Set* like);
Result<Set*> set_copy(Vm& vm, Set* set);
Result<Set*> set_union(Vm& vm, Set* set, Value other);
Result<Set*> set_intersection(Vm& vm, Set* set, Value other);
Result<Set*> set_difference(Vm& vm, Set* set, Value other);
Result<Set*> set_symmetric_difference(Vm& vm, Set* set, Value other);
Result<void> set_difference_update(Vm& vm, Set* set, Value other);
Result<void> set_symmetric_difference_update(Vm& vm, Set* set, Value other);
/// Gives `set` the items of `other`, and the other way round.
void set_swap_items(Vm& vm, Set* set, Set* other);
Result<bool> set_is_subset(Vm& vm, Set* set, Set* other);
Result<bool> set_is_disjoint(Vm& vm, Set* set, Value other);
/// hash() of a frozenset.
std::uint64_t frozenset_hash(Set* set);

}  // namespace tauraro
