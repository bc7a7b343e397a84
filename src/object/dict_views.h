#pragma once
#include "object/iterators.h"

namespace tauraro {

/// dict.keys(), dict.values(), dict.items(): a NativeObject with the dict as its one value.
Result<Value> new_dict_view(Vm& vm, Dict* dict, DictPart part);
/// types.MappingProxyType(mapping)
Result<Value> new_mapping_proxy(Vm& vm, Value mapping);
/// A NativeObject of a builtin type with these values.
Result<NativeObject*> new_native_object(Vm& vm, TypeId type, std::initializer_list<Value> values);

}  // namespace tauraro
