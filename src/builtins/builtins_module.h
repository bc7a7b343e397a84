#pragma once
#include "object/native.h"

namespace tauraro {

/// The module builtins; its initialization makes its namespace the VM's.
const NativeModuleSpec& builtins_module();

}  // namespace tauraro
