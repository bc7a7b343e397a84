#pragma once
#include "modules/native_module.h"

namespace tauraro::collections {

extern const NativeTypeSpec kDeque, kDequeIterator, kDequeReverseIterator;  // deque_type.cpp, deque_iterators.cpp
extern const NativeTypeSpec kDefaultDict;                                   // default_dict.cpp
extern const NativeTypeSpec kOrderedDict;                                   // ordered_dict.cpp
extern const NativeTypeSpec kTupleGetter;                                   // tuple_getter.cpp

/// The types of OrderedDict's views and iterators.
Result<void> make_ordered_dict_views(Vm& vm);
/// \pre `dict` is an OrderedDict
Result<Value> new_ordered_iterator(Vm& vm, Value dict, int part, bool reversed);
Result<Value> new_ordered_view(Vm& vm, Value dict, int part);
enum OrderedPart : int { kKeys, kValues, kItems };

/// A dict with a factory of missing values.
struct DefaultDict : Dict {
  Value factory;
};

}  // namespace tauraro::collections
