#pragma once
#include <string>
#include <string_view>

#include "object/runtime.h"

namespace tauraro {

// How modules say where they come from: ModuleSpec and the loaders, as importlib has them.

/// What a search found.
struct FoundModule {
  std::string file;       ///< the source file; empty for a namespace package
  std::string directory;  ///< of a package
  bool is_package = false;
  std::vector<std::string> portions;  ///< directories of a namespace package
};

/// The classes BuiltinImporter, FrozenImporter and PathFinder of sys.meta_path, in this order.
Result<Value> default_finders(Vm& vm);
/// Whether a member of sys.meta_path stands for the VM's own search.
bool is_default_finder(Vm& vm, Value finder);

/// A spec for a native module: loader BuiltinImporter, origin 'built-in'.
Result<Value> native_spec(Vm& vm, std::string_view name);
/// A spec for a module that was found, with a loader of its own.
Result<Value> source_spec(Vm& vm, std::string_view name, const FoundModule& found);
Result<void> set_initializing(Vm& vm, Value spec, bool initializing);
/// Sets __spec__, __loader__, __package__, __path__, __file__, __cached__ where the spec has them.
Result<void> set_module_attributes(Vm& vm, Value module, Value spec);

/// Looks for `name` in the directories of `path` (a list); false when it is in none.
bool find_source(Vm& vm, std::string_view last_name, Value path, FoundModule* found);

}  // namespace tauraro
