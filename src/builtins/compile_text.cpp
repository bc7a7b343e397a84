#include "builtins/compile_text.h"

#include "builtins/support.h"
#include "vm/compile_source.h"
#include "vm/import.h"
#include "vm/link.h"

namespace tauraro {

Result<Code*> compile_text(Vm& vm, std::string_view source, const CompileOptions& options) { return compile_to_code(vm, source, options); }

Result<Value> find_ast_compiler(Vm& vm) {
  Value module = dict_get_str(vm, vm.modules, intern(vm, "_ast"));
  if (module.is_not_found()) module = TRY(import_native(vm, "_ast"));
  if (module.is_not_found()) return module;
  return find_attr(vm, module, "_compile");
}

}  // namespace tauraro
