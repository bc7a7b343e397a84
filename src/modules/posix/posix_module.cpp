// The module posix.
#include <unistd.h>

#include "modules/posix/posix.h"
#include "object/bytes.h"

namespace tauraro {
namespace posix {
namespace {

/// os.environ's source: bytes to bytes.
Result<Value> environment(Vm& vm) {
  Dict* dict = TRY(new_dict(vm));
  for (char** at = ::environ; at && *at; ++at) {
    const std::string_view text = *at;
    const std::size_t equals = text.find('=', 1);
    if (equals == std::string_view::npos) continue;
    const Value name = Value::from_cell(TRY(new_bytes(vm, text.substr(0, equals)))), value = Value::from_cell(TRY(new_bytes(vm, text.substr(equals + 1))));
    (void)TRY(dict_set_default(vm, dict, name, value));
  }
  return Value::from_cell(dict);
}

Result<void> add_functions(Vm& vm, Module* module, FunctionTable table) {
  const Value name = Value::from_cell(intern(vm, "posix"));
  for (const NativeMethod& row : table) {
    NativeFunction* function = TRY(vm.make_native_function(row, name));
    function->self = Value::from_cell(module);
    TRY(set_module_value(vm, module, row.name, Value::from_cell(function)));
  }
  return {};
}

Result<void> initialize(Vm& vm, Module* module) {
  for (const FunctionTable table : {file_functions(), path_functions(), stat_functions(), directory_functions(), process_functions(), spawn_functions(),
                                    identity_functions(), system_functions(), schedule_functions(), attribute_functions()})
    TRY(add_functions(vm, module, table));
  TRY(add_constants(vm, module));
  TRY(add_stat_types(vm, module));
  TRY(add_directory_types(vm, module));
  TRY(add_process_types(vm, module));
  TRY(add_system_types(vm, module));
  TRY(add_schedule_types(vm, module));
  TRY(set_module_value(vm, module, "error", Value::from_cell(vm.type(TypeId::OSError))));
  return set_module_value(vm, module, "environ", TRY(environment(vm)));
}

constexpr NativeModuleSpec kModule{"posix", {}, initialize,
                                   "This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\n"
                                   "disguised Unix interface).  Refer to the library manual and\ncorresponding Unix manual entries for more information on calls."};

}  // namespace
}  // namespace posix

const NativeModuleSpec& posix_module() { return posix::kModule; }

}  // namespace tauraro
