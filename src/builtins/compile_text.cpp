#include "builtins/compile_text.h"

#include "builtins/support.h"
#include "vm/compile_source.h"
#include "vm/import.h"
#include "vm/link.h"

namespace tauraro {
namespace {

/// warnings.warn_explicit(message, DeprecationWarning, filename, line); an error it raises becomes the SyntaxError of the note.
Result<void> give_warning(Vm& vm, const SyntaxWarningNote& note, const std::string& filename) {
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "_warnings"));
  if (module.is_not_found()) return {};
  const Result<Value> outcome = vm.call_method(module, "warn_explicit", {TRY(str_value(vm, note.message)), type_value(vm, TypeId::DeprecationWarning),
                                                                        TRY(str_value(vm, filename)), Value::from_int(note.line)});
  if (!outcome.is_raised()) return {};
  if (!vm.pending_is(TypeId::DeprecationWarning)) return Raised{};
  (void)vm.catch_pending();
  return raise_syntax_error(vm, note.as_error);
}

}  // namespace

Result<Code*> compile_text(Vm& vm, std::string_view source, const CompileOptions& options) {
  CompileResult compiled = compile_source(source, options);
  for (const SyntaxWarningNote& note : compiled.warnings) TRY(give_warning(vm, note, options.filename));
  if (!compiled.ok()) return raise_syntax_error(vm, compiled.error);
  return new_code(vm, compiled.code);
}

Result<Value> find_ast_compiler(Vm& vm) {
  Value module = dict_get_str(vm, vm.modules, intern(vm, "_ast"));
  if (module.is_not_found()) module = TRY(import_native(vm, "_ast"));
  if (module.is_not_found()) return module;
  return find_attr(vm, module, "_compile");
}

}  // namespace tauraro
