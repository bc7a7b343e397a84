#include "embed/engine.h"

#include <unistd.h>

#include <cstdlib>

#include "builtins/builtins_module.h"
#include "builtins/install.h"
#include "modules/io/standard_streams.h"
#include "modules/native_modules.h"
#include "object/operations.h"
#include "vm/call.h"
#include "vm/compile_source.h"
#include "vm/import.h"
#include "vm/link.h"

namespace tauraro {

std::unique_ptr<Vm> make_vm(const EngineOptions& options) {
  auto vm = std::make_unique<Vm>(options.hash_key[0], options.hash_key[1]);
  vm->services->limits = options.limits;
  vm->services->settings = options.settings;
  vm->services->hash_randomized = options.hash_randomized;
  if (options.settings.int_max_str_digits >= 0) vm->int_max_str_digits = options.settings.int_max_str_digits;
  vm->services->arguments = options.arguments;
  vm->services->original_arguments = options.original_arguments;
  vm->services->search_path = options.search_path;
  vm->services->executable = options.executable;
  const char* no_bytecode = std::getenv("PYTHONDONTWRITEBYTECODE");
  vm->services->settings.dont_write_bytecode = no_bytecode && *no_bytecode;
  vm->heap.disable_collection();
  install_builtin_types(*vm);
  install_native_modules(*vm);
  vm->services->native_modules.push_back(&builtins_module());
  (void)import_native(*vm, "builtins").value();
  (void)import_native(*vm, "sys").value();
  install_standard_streams(*vm).value();
  vm->heap.enable_collection();
  if (options.gc_stress) vm->heap.set_stress(options.gc_stress);
  if (options.limits.heap_bytes) vm->heap.set_limit(options.limits.heap_bytes);
#ifdef TAURARO_WITH_JIT
  if (options.jit) vm->services->tier_up = make_jit(*vm, options.jit_options);
#endif
  return vm;
}

namespace {

/// A fresh `__main__` in sys.modules.
Result<Module*> new_main_module(Vm& vm) {
  Module* module = TRY(new_module(vm, "__main__"));
  TRY(dict_set_str(vm, vm.modules, intern(vm, "__main__"), Value::from_cell(module)));
  TRY(dict_set_str(vm, module->dict, intern(vm, "__annotations__"), Value::from_cell(TRY(new_dict(vm)))));
  TRY(dict_set_str(vm, module->dict, intern(vm, "__builtins__"), dict_get_str(vm, vm.modules, intern(vm, "builtins"))));
  return module;
}

}  // namespace

Result<Value> run_module_as_main(Vm& vm, const std::string& name) {
  (void)TRY(new_main_module(vm));
  const Value runpy = TRY(import_module(vm, "runpy"));
  return vm.call_method(runpy, "_run_module_as_main", {Value::from_cell(TRY(new_str(vm, name)))});
}

Result<Value> run_main_of_path(Vm& vm, const std::string& path) {
  (void)TRY(new_main_module(vm));
  const Value runpy = TRY(import_module(vm, "runpy"));
  for (const char* name : {"importlib", "zipimport"}) (void)TRY(import_module(vm, name));  // while nothing needs them yet
  const Value search_path = dict_get_str(vm, vm.sys->dict, intern(vm, "path"));
  (void)TRY(vm.call_method(search_path, "insert", {Value::from_int(0), Value::from_cell(TRY(new_str(vm, path)))}));
  return vm.call_method(runpy, "_run_module_as_main", {Value::from_cell(intern(vm, "__main__")), Value::from_bool(false)});
}

Result<Value> run_main(Vm& vm, std::string_view source, const std::string& filename) {
  const bool is_file = !filename.empty() && filename[0] != '<';
  const bool is_stdin = filename == "<stdin>";
  CompileOptions options;
  options.filename = filename;
  options.source_is_file = is_file;
  options.is_program_file = is_file || is_stdin;
  options.is_pipe = is_stdin && lseek(STDIN_FILENO, 0, SEEK_CUR) < 0;
  options.optimize = vm.services->settings.optimize;
  Code* code = TRY(compile_to_code(vm, source, options));
  Module* module = TRY(new_main_module(vm));
  if (is_file) TRY(dict_set_str(vm, module->dict, intern(vm, "__file__"), Value::from_cell(TRY(new_str(vm, filename)))));
  return run_code(vm, TRY(link_code(vm, code, module->dict)), nullptr, Value());
}

}  // namespace tauraro
