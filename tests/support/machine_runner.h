#pragma once
#include <memory>
#include <string>

#include "ir_interpreter.h"
#include "jit/lower/backend.h"

namespace tauraro::jit::test {

/// Compiles graphs and runs them with a TestThread.
class MachineRunner {
 public:
  explicit MachineRunner(bool exit_stress);

  /// \return false and `error` when there is no code
  bool compile(Graph& graph);
  std::uint64_t run(TestThread& thread, std::uint64_t* window);
  const CompiledCode& code() const { return code_; }
  /// The machine code as objdump shows it (needs objdump; for debugging).
  std::string disassemble() const;
  std::string error;

  ~MachineRunner();

 private:
  std::unique_ptr<CodeCache> cache_;
  std::unique_ptr<Backend> backend_;
  CompiledCode code_;
};

}  // namespace tauraro::jit::test
