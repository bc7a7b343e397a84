#pragma once
#include <new>
#include <stdexcept>

#include "object/native.h"
#include "object/runtime.h"

namespace tauraro {

/// Runs a native function. What the C++ library throws when memory is short becomes a MemoryError here, at the entry of native code.
inline Result<Value> run_native(Vm& vm, NativeCall call, const Args& args) {
  try {
    return call(vm, args);
  } catch (const std::bad_alloc&) {
    return vm.out_of_memory();
  } catch (const std::length_error&) {
    return vm.out_of_memory();
  }
}

}  // namespace tauraro
