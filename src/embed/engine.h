#pragma once
#include <memory>
#include <string>
#include <vector>

#include "jit/driver/options.h"
#include "object/runtime.h"
#include "vm/services.h"

namespace tauraro {

struct EngineOptions {
  Limits limits;
  std::uint32_t gc_stress = 0;
  bool jit = true;
  JitOptions jit_options;
  std::vector<std::string> arguments;   ///< sys.argv
  std::vector<std::string> original_arguments;
  std::string executable;
  std::vector<std::string> search_path; ///< in front of the library's
  Settings settings;
  std::uint64_t hash_key[2] = {0, 0};   ///< of str and bytes; zeros: not randomized
  bool hash_randomized = false;
};

/// A complete VM: core, builtin types and functions, native modules, the optimizing compiler. The one place that joins all parts.
std::unique_ptr<Vm> make_vm(const EngineOptions& options);

/// The native stack from here downwards may name cells while it lives: every entry from a host makes one.
class StackScope {
 public:
  explicit StackScope(Vm& vm) : vm_(vm) { vm.heap.enter_stack(segment_, __builtin_frame_address(0)); }
  ~StackScope() { vm_.heap.leave_stack(segment_); }
  StackScope(const StackScope&) = delete;
  StackScope& operator=(const StackScope&) = delete;

 private:
  Vm& vm_;
  StackSegment segment_;
};

/// Compiles and runs source as `__main__`; raised: the exception is pending.
Result<Value> run_main(Vm& vm, std::string_view source, const std::string& filename);

/// Runs the module __main__ of a directory or an archive, which goes in front of sys.path.
Result<Value> run_main_of_path(Vm& vm, const std::string& path);

/// `-m name`: finds the module or the package's __main__ by the library's runpy and runs it as `__main__`.
Result<Value> run_module_as_main(Vm& vm, const std::string& name);

}  // namespace tauraro
