#pragma once
#include <cstdint>
#include <vector>

#include "jit/ir/graph.h"

namespace tauraro::jit {

/// Where the abstract interpreter of bytecode stands: which node each register holds, and each global variable that the unit
/// keeps in a machine register.
struct Environment {
  std::vector<NodeId> registers;    ///< kNoNode: unknown or dead
  std::vector<NodeId> globals;      ///< by the unit's number of the global; kNoNode: in memory only
  std::vector<NodeId> in_window;    ///< outermost frame: what was last stored into a register's memory; kNoNode: unknown
  std::vector<std::uint8_t> dirty;  ///< globals whose memory is behind
};

/// A way into a bytecode block that has not been built yet. `block` ends where the edge leaves it and is still open.
struct PendingEdge {
  BlockId block;
  Environment environment;
};

}  // namespace tauraro::jit
