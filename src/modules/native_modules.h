#pragma once

namespace tauraro {

class Vm;

/// Makes the native modules (modules/modules.def) known to imports.
void install_native_modules(Vm& vm);

}  // namespace tauraro
