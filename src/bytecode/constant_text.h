#pragma once
#include <string>

#include "bytecode/code_unit.h"

namespace tauraro {

/// repr() of a constant, as Python shows it.
std::string repr_of(const Constant& constant);

}  // namespace tauraro
