#pragma once
#include <string_view>

#include "object/runtime.h"

namespace tauraro {

/// __import__(name, globals, locals, fromlist, level)
Result<Value> import_name(Vm& vm, Str* name, Value globals, Value from_list, std::int64_t level);
/// The module of a full dotted name, loaded if need be, from sys.modules.
Result<Value> import_module(Vm& vm, std::string_view name);
/// A native module by name, created and initialized at the first call; not_found when there is none.
Result<Value> import_native(Vm& vm, std::string_view name);
/// The spec that zipimport finds in the entries of a path (a list) that are files: archives. not_found when there is none.
Result<Value> spec_in_archives(Vm& vm, std::string_view full_name, Value path);
/// Whether the module is being loaded (__spec__._initializing).
Result<bool> is_initializing(Vm& vm, Value module);
/// An empty module object with __name__ and the usual None attributes.
Result<Module*> new_module(Vm& vm, std::string_view name);

}  // namespace tauraro
