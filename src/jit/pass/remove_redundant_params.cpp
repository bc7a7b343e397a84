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

/// Whether two parameters of the block get the same value over every edge.
bool same_arguments(Graph& graph, BlockId block, std::size_t a, std::size_t b) {
  const NodeId param_a = graph.block(block).params[a], param_b = graph.block(block).params[b];
  for (const BlockId from : graph.block(block).predecessors) {
    const Block& source = graph.block(from);
    for (unsigned e = 0; e < source.edge_count; ++e) {
      if (source.edges[e].to != block) continue;
      const NodeId x = graph.resolve(source.edges[e].arguments[a]), y = graph.resolve(source.edges[e].arguments[b]);
      if (x != y && !(x == param_a && y == param_b)) return false;
    }
  }
  return representation(graph.type(param_a).kind) == representation(graph.type(param_b).kind);
}

bool merge_twins(Graph& graph, BlockId block) {
  bool changed = false;
  for (std::size_t b = graph.block(block).params.size(); b-- > 1;)
    for (std::size_t a = 0; a < b; ++a) {
      if (!same_arguments(graph, block, a, b)) continue;
      graph.replace(graph.block(block).params[b], graph.block(block).params[a]);
      graph.remove_param(block, static_cast<unsigned>(b));
      changed = true;
      break;
    }
  return changed;
}

}  // namespace

/// A parameter that gets the same value over every edge (or itself, around a loop) is that value; of two
/// that always get the same, one stays.
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
      if (merge_twins(graph, b)) again = changed = true;
    }
  }
  graph.apply_forwards();
  return changed;
}

}  // namespace tauraro::jit
