#pragma once
#include "builtins/iterator_methods.h"
#include "modules/native_module.h"

namespace tauraro::itertools {

// The types of the module. Each is a native Iterator; what its fields hold stands above its `next` function.

extern const NativeTypeSpec kCount, kCycle, kRepeat;                                     // infinite.cpp
extern const NativeTypeSpec kChain, kCompress, kDropWhile, kTakeWhile, kFilterFalse;     // selecting.cpp
extern const NativeTypeSpec kStarMap, kIslice, kPairwise, kAccumulate, kZipLongest;      // transforming.cpp
extern const NativeTypeSpec kGroupBy, kGrouper, kTee;                                    // grouping.cpp
extern const NativeTypeSpec kProduct, kPermutations, kCombinations, kCombinationsWithReplacement;  // combinatoric.cpp

/// itertools.tee(iterable, n=2)
Result<Value> tee_function(Vm& vm, const Args& args);

inline Iterator* self_of(const Args& args) { return args[0].as<Iterator>(); }
inline Value type_of_self(Vm& vm, const Args& args) { return Value::from_cell(vm.type_of(args[0])); }

inline Value end(Iterator* self) {
  self->source = Value::empty();
  return Value::done();
}

inline Result<Value> empty_iterator(Vm& vm) { return get_iter(vm, Value::from_cell(empty_tuple(vm))); }

/// Whether a subclass has an __init__ of its own, which may take keywords.
inline bool has_own_init(Vm& vm, Value type) {
  return type.as<Type>()->special(Special::Init) != vm.type(TypeId::Object)->special(Special::Init);
}

}  // namespace tauraro::itertools
