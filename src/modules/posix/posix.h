#pragma once
#include <cerrno>
#include <sys/types.h>

#include "modules/c_arguments.h"
#include "modules/module_support.h"
#include "modules/native_module.h"
#include "modules/posix/path_argument.h"
#include "object/struct_sequence.h"
#include "vm/blocking.h"

namespace tauraro::posix {

// What the files of the module posix share. Each file has a table of functions; module.cpp joins them.

using FunctionTable = std::span<const NativeMethod>;
FunctionTable file_functions(), path_functions(), stat_functions(), directory_functions(), process_functions(), spawn_functions(), identity_functions(),
    system_functions(), schedule_functions(), attribute_functions();

Result<void> add_constants(Vm& vm, Module* module);
Result<void> add_stat_types(Vm& vm, Module* module);
Result<void> add_directory_types(Vm& vm, Module* module);
Result<void> add_process_types(Vm& vm, Module* module);
Result<void> add_system_types(Vm& vm, Module* module);
Result<void> add_schedule_types(Vm& vm, Module* module);

inline Raised raise_errno(Vm& vm) { return vm.raise_os_error(errno); }
inline Raised raise_path_error(Vm& vm, const PathArgument& path) { return vm.raise_os_error(errno, path.object); }
inline Raised raise_paths_error(Vm& vm, const PathArgument& first, const PathArgument& second) { return vm.raise_os_error(errno, first.object, second.object); }

/// None, or raised.
inline Result<Value> none_or_errno(Vm& vm, long outcome) { return outcome < 0 ? Result<Value>(raise_errno(vm)) : Result<Value>(Value::none()); }
inline Result<Value> int_or_errno(Vm& vm, long outcome) { return outcome < 0 ? Result<Value>(raise_errno(vm)) : new_int(vm, outcome); }

inline Result<int> int_argument(Vm& vm, Value value) { return clinic_c_int(vm, value); }
Result<std::int64_t> long_argument(Vm& vm, Value value);
/// An int, or an object with fileno().
Result<int> descriptor_argument(Vm& vm, Value value);
/// None: AT_FDCWD.
Result<int> directory_argument(Vm& vm, Value value);
/// A uid or gid: -1 is allowed.
Result<std::uint32_t> id_argument(Vm& vm, Value value, const char* what);
inline Result<Value> id_value(Vm& vm, std::uint32_t id) { return id == static_cast<std::uint32_t>(-1) ? Result<Value>(Value::from_int(-1)) : new_int(vm, id); }

inline Result<PathArgument> path_of(Vm& vm, Value value, const char* function, const char* argument = "path") { return path_argument(vm, value, {function, argument}); }
inline Result<PathArgument> path_or_descriptor(Vm& vm, Value value, const char* function, bool nullable = false) {
  return path_argument(vm, value, {function, "path", nullable, true});
}

/// "X: dir_fd unavailable ..." combinations.
Result<void> refuse_directory_with_descriptor(Vm& vm, const char* function, int directory, const PathArgument& path);
Result<void> refuse_follow_with_descriptor(Vm& vm, const char* function, const PathArgument& path, bool follow);

/// os.stat_result
struct StatFunction {
  const PathArgument& path;
  int directory;
  bool follow;
};
Result<Value> stat_value(Vm& vm, const struct stat& info);
int call_stat(const PathArgument& path, int directory, bool follow, struct stat* info);

/// argv or envp for exec: the texts and the pointers to them.
struct TextArray {
  std::vector<std::string> texts;
  std::vector<char*> pointers;  ///< with a null at the end
  char** data() { return pointers.data(); }
  void finish() {
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
  }
};
Result<void> read_arguments(Vm& vm, Value sequence, const char* function, TextArray& out);
Result<void> read_environment(Vm& vm, Value mapping, TextArray& out);

/// Hooks of os.register_at_fork, and what the child must set right.
Result<void> run_before_fork(Vm& vm);
Result<void> run_after_fork(Vm& vm, bool in_child);

/// (pid, status) and what the kernel says of resources.
Result<Value> rusage_value(Vm& vm, const struct rusage& usage);
/// resource.struct_rusage
Result<Value> rusage_type(Vm& vm);

/// A name of pathconf, sysconf, confstr: a number or one of the table.
struct NamedNumber {
  const char* name;
  int number;
};
Result<int> named_number(Vm& vm, Value value, std::span<const NamedNumber> table);
Result<Value> names_dict(Vm& vm, std::span<const NamedNumber> table);
std::span<const NamedNumber> pathconf_names();

}  // namespace tauraro::posix
