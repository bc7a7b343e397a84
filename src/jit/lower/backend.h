#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "jit/asm/code_cache.h"
#include "jit/ir/exit_table.h"
#include "jit/ir/graph.h"
#include "jit/lower/target_layout.h"

namespace tauraro::jit {

/// Machine code of one unit, installed in the code cache. The owner gives it back with CodeCache::free.
struct CompiledCode {
  /// uint64_t entry(Thread*, Value* window)
  const std::uint8_t* entry = nullptr;
  const std::uint8_t* start = nullptr;    ///< where it was installed
  std::size_t size = 0;                   ///< bytes, constants included
  std::uint8_t* invalid_flag = nullptr;   ///< write 1 here, and the unit leaves at its next CheckValid; null: it has none
  ExitTable exits;
  std::vector<std::uint64_t> cells;       ///< words of the ConstValue cells in the code: roots while it lives
  std::string error;                      ///< why there is no code (`entry` is null)
  unsigned spill_slots = 0;
};

/// Compiles graphs to x86-64 for one VM. Not thread-safe; owns an emitter that it uses again and again.
class Backend {
 public:
  /// Installs the routines that all units share.
  Backend(const TargetLayout& layout, CodeCache& cache);
  ~Backend();

  /// Lowers, allocates registers, emits and installs. Splits critical edges of the graph. The cookie is given to the exit handler.
  /// With `listing`, also the instructions as text, each node's after a line that names it.
  CompiledCode compile(Graph& graph, void* cookie, std::string* listing = nullptr);
  bool is_ready() const { return ready_; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  bool ready_ = false;
};

}  // namespace tauraro::jit
