#include "modules/native_modules.h"

#include "object/native.h"
#include "vm/services.h"

namespace tauraro {

#define NATIVE_MODULE(name) const NativeModuleSpec& name##_module();
#include "modules/modules.def"

void install_native_modules(Vm& vm) {
#define NATIVE_MODULE(name) vm.services->native_modules.push_back(&name##_module());
#include "modules/modules.def"
}

}  // namespace tauraro
