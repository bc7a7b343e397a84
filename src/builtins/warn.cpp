#include "builtins/warn.h"

#include "object/operations.h"
#include "object/str.h"

namespace tauraro {

Result<void> warn(Vm& vm, TypeId category, std::string_view message, int stack_level) {
  Value module = vm.modules ? dict_get_str(vm, vm.modules, intern(vm, "warnings")) : Value::not_found();
  if (module.is_not_found()) {
    const Value import = dict_get_str(vm, vm.builtins, intern(vm, "__import__"));
    if (import.is_not_found()) return {};
    const Value name = Value::from_cell(intern(vm, "warnings"));
    const Result<Value> imported = vm.call(import, {name});
    if (imported.is_raised()) {  // without the library there is nobody to warn
      if (!vm.catch_if(TypeId::ImportError)) return Raised{};
      return {};
    }
    module = imported.value();
  }
  Str* text = TRY(new_str(vm, message));
  TRY(vm.call_method(module, "warn", {Value::from_cell(text), Value::from_cell(vm.type(category)), Value::from_int(stack_level)}));
  return {};
}

}  // namespace tauraro
