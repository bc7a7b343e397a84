#pragma once
#include <dlfcn.h>

#include "object/runtime.h"

namespace tauraro::compression {

/// A library of the system, loaded when the module that needs it is imported. Loaded once a process; never unloaded.
class SharedLibrary {
 public:
  explicit SharedLibrary(const char* name) : handle_(dlopen(name, RTLD_NOW | RTLD_LOCAL)) {}
  bool loaded() const { return handle_ != nullptr; }
  /// Sets a function pointer.
  template <class Function>
  void find(Function*& function, const char* symbol) const {
    function = reinterpret_cast<Function*>(handle_ ? dlsym(handle_, symbol) : nullptr);
  }

 private:
  void* handle_;
};

inline Raised raise_not_loaded(Vm& vm, const char* name) {
  return vm.raise_error(TypeId::ImportError, name, ": cannot open shared object file: No such file or directory");
}

}  // namespace tauraro::compression
