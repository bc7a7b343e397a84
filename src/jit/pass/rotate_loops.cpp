#include <algorithm>

#include "jit/ir/block_order.h"
#include "jit/pass/copy_region.h"
#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

/// The header tests whether to go on, is small, and is not already at the bottom of the loop.
bool wants_rotation(const Graph& graph, const LoopForest& loops, std::uint32_t index, const PassLimits& limits) {
  const Loop& loop = loops.loops()[index];
  const Block& header = graph.block(loop.header);
  if (header.edge_count != 2 || loop.blocks.size() < 2) return false;
  const bool leaves0 = !loops.contains(index, header.edges[0].to), leaves1 = !loops.contains(index, header.edges[1].to);
  if (leaves0 == leaves1) return false;
  if (header.edges[leaves0 ? 1 : 0].to == loop.header) return false;
  unsigned nodes = 0;
  for (NodeId n = header.first; n != kNoNode; n = graph.node(n).next) ++nodes;
  if (nodes > limits.rotated_nodes) return false;
  return std::any_of(loop.latches.begin(), loop.latches.end(), [&](BlockId latch) { return graph.block(latch).edge_count == 1; });
}

}  // namespace

/// Loops test at their end whether to go on: the header's test is copied in front of the loop, so that an iteration takes one
/// branch instead of two jumps.
bool rotate_loops(Graph& graph, const PassLimits& limits) {
  bool changed = false;
  for (bool again = true; again;) {
    again = false;
    const Dominators dominators(graph);
    const LoopForest loops(graph, dominators);
    for (std::uint32_t i = static_cast<std::uint32_t>(loops.loops().size()); i-- > 0 && !again;) {
      if (graph.node_count() > limits.graph_nodes || !wants_rotation(graph, loops, i, limits)) continue;
      const BlockId header = loops.loops()[i].header;
      copy_region(graph, {&header, 1}, header, loops.loops()[i].latches);
      again = changed = true;  // the forest is stale
    }
  }
  return changed;
}

}  // namespace tauraro::jit
