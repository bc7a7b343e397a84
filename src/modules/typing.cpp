// _typing: what typing takes from native code.
#include "modules/module_support.h"

namespace tauraro {

namespace {

Result<Value> identity(Vm&, const Args& args) { return args[0]; }

constexpr NativeMethod kFunctions[] = {{"_idfunc", identity, "(x, /)"}};

}  // namespace

const NativeModuleSpec& _typing_module() {
  static constexpr NativeModuleSpec kSpec{"_typing", kFunctions, nullptr, "Native parts of typing."};
  return kSpec;
}

}  // namespace tauraro
