#include "builtins/sys_attribute.h"

#include "object/function.h"
#include "object/str.h"

namespace tauraro {

Value sys_attribute(Vm& vm, const char* name) {
  if (!vm.sys) return Value();
  const Value found = dict_get_str(vm, vm.sys->dict, intern(vm, name));
  return found.is_not_found() || found.is_none() ? Value() : found;
}

}  // namespace tauraro
