#pragma once

namespace tauraro {

class Vm;

/// Gives every builtin type its methods (builtins/types.def), then fills the types' tables of specials.
void install_builtin_types(Vm& vm);

}  // namespace tauraro
