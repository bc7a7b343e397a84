#include <algorithm>

#include "jit/ir/block_order.h"
#include "jit/pass/copy_region.h"
#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

unsigned count_nodes(const Graph& graph, const Loop& loop) {
  unsigned count = 0;
  for (const BlockId b : loop.blocks)
    for (NodeId n = graph.block(b).first; n != kNoNode; n = graph.node(n).next) ++count;
  return count;
}

/// Whether the first iteration can prove something for the later ones: a check or a load with operands from outside.
bool has_invariant_work(const Graph& graph, const LoopForest& loops, std::uint32_t index) {
  for (const BlockId b : loops.loops()[index].blocks)
    for (NodeId n = graph.block(b).first; n != kNoNode; n = graph.node(n).next) {
      const OpInfo& op = graph.node(n).info();
      const bool reads = op.effect_rule == EffectRule::At && op.reads;
      if (!op.is_check() && !reads) continue;
      bool invariant = true;
      for (const NodeId operand : graph.operands(n)) {
        const Node& from = graph.node(operand);
        if (!from.info().is_constant() && loops.contains(index, from.block)) invariant = false;
      }
      if (invariant) return true;
    }
  return false;
}

/// Whether a boxed parameter is checked in the loop and boxed anew on the way round: after the first iteration it is known what it is.
bool has_boxed_variable(const Graph& graph, const Loop& loop) {
  std::vector<NodeId> checked;
  for (const BlockId b : loop.blocks)
    for (NodeId n = graph.block(b).first; n != kNoNode; n = graph.node(n).next)
      if (graph.node(n).info().is_check()) checked.push_back(graph.operand(n, 0));
  for (const NodeId param : graph.block(loop.header).params) {
    if (!graph.type(param).is_boxed() || std::find(checked.begin(), checked.end(), param) == checked.end()) continue;
    for (const BlockId latch : loop.latches)
      for (unsigned e = 0; e < graph.block(latch).edge_count; ++e) {
        const Edge& edge = graph.block(latch).edges[e];
        if (edge.to == loop.header && graph.type(edge.arguments[static_cast<std::size_t>(graph.node(param).imm)]).kind != graph.type(param).kind)
          return true;
        if (edge.to == loop.header && graph.node(edge.arguments[static_cast<std::size_t>(graph.node(param).imm)]).op == Op::BoxInt) return true;
      }
  }
  return false;
}

/// Whether a parameter takes over the value of another one on the way round (the number a counted loop is at, from the next one):
/// after the first iteration it is known how the two differ.
bool has_delayed_variable(const Graph& graph, const Loop& loop) {
  for (const BlockId latch : loop.latches)
    for (unsigned e = 0; e < graph.block(latch).edge_count; ++e) {
      const Edge& edge = graph.block(latch).edges[e];
      if (edge.to != loop.header) continue;
      for (std::size_t i = 0; i < edge.arguments.size(); ++i) {
        const Node& argument = graph.node(edge.arguments[i]);
        if (argument.op == Op::Param && argument.block == loop.header && argument.imm != static_cast<std::int64_t>(i) &&
            argument.type.kind == TypeKind::Int64)
          return true;
      }
    }
  return false;
}

}  // namespace

/// Copies the first iteration of innermost loops in front of them. Checks and loads that do not change in the loop are then
/// proved before it, and number_values and eliminate_loads take them out.
bool peel_loops(Graph& graph, const PassLimits& limits) {
  const Dominators dominators(graph);
  const LoopForest loops(graph, dominators);
  std::vector<bool> has_inner(loops.loops().size());
  for (const Loop& loop : loops.loops())
    if (loop.parent != kNoLoop) has_inner[loop.parent] = true;
  std::vector<std::uint32_t> chosen;
  for (std::uint32_t i = 0; i < loops.loops().size(); ++i) {
    const Loop& loop = loops.loops()[i];
    if (has_inner[i] || graph.node_count() > limits.graph_nodes || count_nodes(graph, loop) > limits.peeled_nodes) continue;
    if (has_invariant_work(graph, loops, i) || has_boxed_variable(graph, loop) || has_delayed_variable(graph, loop)) chosen.push_back(i);
  }
  for (const std::uint32_t i : chosen) copy_region(graph, loops.loops()[i].blocks, loops.loops()[i].header, loops.loops()[i].latches);
  return !chosen.empty();
}

}  // namespace tauraro::jit
