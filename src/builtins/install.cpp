#include "builtins/install.h"

#include "object/runtime.h"

namespace tauraro {

#define BUILTIN_TYPE(name) void define_##name##_type(Vm& vm);
#include "builtins/types.def"

void install_builtin_types(Vm& vm) {
#define BUILTIN_TYPE(name) define_##name##_type(vm);
#include "builtins/types.def"
  for (Type* type : vm.types) refresh_type(vm, type);
}

}  // namespace tauraro
