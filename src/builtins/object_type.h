#pragma once
#include "object/operations.h"

namespace tauraro {

/// Adds the names of a class and of its bases to `names` (values are of no interest): what dir() lists.
Result<void> merge_class_names(Vm& vm, Dict* names, Value type);

// object's share of pickling (builtins/object_reduce.cpp)
Result<Value> object_reduce(Vm& vm, const Args& args);
Result<Value> object_reduce_ex(Vm& vm, const Args& args);
Result<Value> object_getstate(Vm& vm, const Args& args);

}  // namespace tauraro
