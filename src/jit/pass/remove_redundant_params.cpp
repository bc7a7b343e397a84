#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

/// The one value that the parameter can have beside itself; kNoNode when there are several.
NodeId only_argument(Graph& graph, BlockId block, std::size_t index) {
  NodeId only = kNoNode;
  const NodeId param = graph.block(block).params[index];
  for (const BlockId from : graph.block(block).predecessors) {
    Block& source = graph.block(from);
    for (unsigned e = 0; e < source.edge_count; ++e) {
      if (source.edges[e].to != block) continue;
      const NodeId argument = graph.resolve(source.edges[e].arguments[index]);
      if (argument == param || argument == only) continue;
      if (only != kNoNode) return kNoNode;
      only = argument;
    }
  }
  return only;
}

}  // namespace

/// A parameter that gets the same value over every edge (or itself, around a loop) is that value.
bool remove_redundant_params(Graph& graph, const PassLimits&) {
  bool changed = false;
  for (bool again = true; again;) {
    again = false;
    for (BlockId b = 1; b < graph.block_count(); ++b) {
      if (graph.block(b).erased) continue;
      for (std::size_t i = graph.block(b).params.size(); i-- > 0;) {
        const NodeId only = only_argument(graph, b, i);
        if (only == kNoNode) continue;
        graph.replace(graph.block(b).params[i], only);
        graph.remove_param(b, static_cast<unsigned>(i));
        again = changed = true;
      }
    }
  }
  graph.apply_forwards();
  return changed;
}

}  // namespace tauraro::jit
