#pragma once
#include <string>

#include "object/exception.h"
#include "object/runtime.h"

namespace tauraro {

/// The name that a NameError or AttributeError most likely meant; empty when nothing is near. Swallows what looking for it raises.
std::string suggested_name(Vm& vm, Value exception);

}  // namespace tauraro
