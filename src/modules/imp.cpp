// The module _imp: what importlib asks of the interpreter.
#include "base/siphash.h"
#include "builtins/support.h"
#include "object/bytes.h"
#include "vm/import.h"
#include "vm/services.h"

namespace tauraro {
namespace {

bool is_native(Vm& vm, Value name) {
  const std::string wanted = text_of(vm, name);
  for (const NativeModuleSpec* spec : vm.services->native_modules)
    if (wanted == spec->name) return true;
  return false;
}

Result<Value> imp_nothing(Vm&, const Args&) { return Value::none(); }
Result<Value> imp_false(Vm&, const Args&) { return Value::from_bool(false); }
Result<Value> imp_zero(Vm&, const Args&) { return Value::from_int(0); }
Result<Value> imp_empty_list(Vm& vm, const Args&) { return value_of(TRY(new_list(vm))); }
Result<Value> imp_is_builtin(Vm& vm, const Args& args) { return Value::from_int(is_native(vm, args[0]) ? 1 : 0); }

Result<Value> imp_create_builtin(Vm& vm, const Args& args) {
  const Value name = TRY(get_attr(vm, args[0], "name"));
  const Value loaded = dict_get_str(vm, vm.modules, intern(vm, text_of(vm, name)));
  if (!loaded.is_not_found()) return loaded;
  const Value module = TRY(import_native(vm, text_of(vm, name)));
  return module.is_not_found() ? Value::none() : module;
}

Result<Value> imp_no_frozen(Vm& vm, const Args& args) {
  return vm.raise_error(TypeId::ImportError, "No such frozen object named ", text_of(vm, args[0]));
}
Result<Value> imp_no_dynamic(Vm& vm, const Args&) { return vm.raise(TypeId::ImportError, "extension modules cannot be loaded"); }

Result<Value> imp_source_hash(Vm& vm, const Args& args) {
  const std::int64_t key = TRY(index_to_int64(vm, args[0]));
  BufferView source;
  TRY(source.open(vm, args[1]));
  const std::uint64_t keys[2] = {static_cast<std::uint64_t>(key), 0};
  const std::uint64_t digest = siphash13(keys, source.view().data(), source.view().size());
  char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(digest >> 8 * i);
  return value_of(TRY(new_bytes(vm, {bytes, 8})));
}

constexpr NativeMethod kFunctions[] = {
    {"acquire_lock", imp_nothing, "()"}, {"release_lock", imp_nothing, "()"}, {"lock_held", imp_false, "()"},
    {"extension_suffixes", imp_empty_list, "()"}, {"is_builtin", imp_is_builtin, "(name, /)"}, {"is_frozen", imp_false, "(name, /)"},
    {"is_frozen_package", imp_no_frozen, "(name, /)"}, {"find_frozen", imp_nothing, "(name, /, *, withdata=False)"},
    {"get_frozen_object", imp_no_frozen, "(name, data=None, /)"}, {"init_frozen", imp_nothing, "(name, /)"},
    {"create_builtin", imp_create_builtin, "(spec, /)"}, {"exec_builtin", imp_zero, "(mod, /)"},
    {"create_dynamic", imp_no_dynamic, "(spec, file=None, /)"}, {"exec_dynamic", imp_zero, "(mod, /)"},
    {"source_hash", imp_source_hash, "(key, source)"}, {"_fix_co_filename", imp_nothing, "(code, path, /)"},
    {"_override_frozen_modules_for_tests", imp_nothing, "(override, /)"}, {"_frozen_module_names", imp_empty_list, "()"},
};

Result<void> initialize(Vm& vm, Module* module) {
  return dict_set_str(vm, module->dict, intern(vm, "check_hash_based_pycs"), interned(vm, "default"));
}

constexpr NativeModuleSpec kModule = {"_imp", kFunctions, initialize, "(Extremely) low-level import machinery bits as used by importlib."};

}  // namespace

const NativeModuleSpec& _imp_module() { return kModule; }

}  // namespace tauraro
