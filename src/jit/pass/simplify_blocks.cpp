#include <algorithm>

#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

bool same_edges(const Block& block) {
  return block.edge_count == 2 && block.edges[0].to == block.edges[1].to && block.edges[0].arguments == block.edges[1].arguments;
}

/// A branch whose condition is known, or whose sides are the same, becomes a jump.
bool fold_branches(Graph& graph) {
  bool changed = false;
  for (BlockId b = 0; b < graph.block_count(); ++b) {
    const Block& block = graph.block(b);
    if (block.erased || block.edge_count != 2) continue;
    const Node& condition = graph.node(graph.operand(block.last, 0));
    if (condition.op == Op::ConstBool) graph.make_jump(b, condition.imm ? 0 : 1);
    else if (same_edges(block)) graph.make_jump(b, 0);
    else continue;
    changed = true;
  }
  return changed;
}

/// The nodes of `second`, which only `first` jumps to, move to the end of `first`.
void merge(Graph& graph, BlockId first, BlockId second) {
  const std::vector<NodeId> arguments = graph.block(first).edges[0].arguments;
  const std::vector<NodeId> params = graph.block(second).params;
  for (std::size_t i = 0; i < params.size(); ++i) graph.replace(params[i], arguments[i]);
  for (const NodeId param : params) graph.node(param).erased = true;
  graph.erase_terminator(first);
  for (NodeId n = graph.block(second).first; n != kNoNode;) {
    const NodeId next = graph.node(n).next;
    graph.unlink(n);
    graph.append_existing(first, n);
    n = next;
  }
  Block& a = graph.block(first);
  Block& b = graph.block(second);
  a.edge_count = b.edge_count;
  a.edges[0] = std::move(b.edges[0]);
  a.edges[1] = std::move(b.edges[1]);
  a.frequency = std::max(a.frequency, b.frequency);
  b = Block{};
  b.erased = true;
}

bool merge_chains(Graph& graph) {
  bool changed = false;
  for (BlockId b = 0; b < graph.block_count(); ++b) {
    if (graph.block(b).erased) continue;
    while (graph.block(b).edge_count == 1) {
      const BlockId to = graph.block(b).edges[0].to;
      if (to == b || to == 0 || graph.block(to).predecessors.size() != 1) break;
      merge(graph, b, to);
      changed = true;
    }
  }
  return changed;
}

/// An edge into a block that holds nothing but a branch on its own parameter goes straight to where the known argument leads.
bool thread_jumps(Graph& graph) {
  bool changed = false;
  // Parameters of such a block may be used further down only through the edges of its branch.
  std::vector<std::uint8_t> used_elsewhere(graph.node_count());
  for (BlockId b = 0; b < graph.block_count(); ++b) {
    if (graph.block(b).erased) continue;
    const auto note = [&](NodeId value) {
      if (graph.node(value).op == Op::Param && graph.node(value).block != b) used_elsewhere[value] = 1;
    };
    for (NodeId n = graph.block(b).first; n != kNoNode; n = graph.node(n).next) {
      for (const NodeId operand : graph.operands(n)) note(operand);
      if (graph.node(n).state != kNoState)
        graph.for_each_state_value(graph.node(n).state, [&](NodeId value) {
          note(value);
          if (graph.node(value).op == Op::VirtualObject)
            for (const NodeId field : graph.operands(value)) note(field);
        });
    }
    for (unsigned e = 0; e < graph.block(b).edge_count; ++e)
      for (const NodeId argument : graph.block(b).edges[e].arguments) note(argument);
  }
  for (BlockId b = 1; b < graph.block_count(); ++b) {
    const Block& middle = graph.block(b);
    if (middle.erased || middle.edge_count != 2 || middle.first != middle.last) continue;
    const NodeId condition = graph.operand(middle.last, 0);
    if (graph.node(condition).op != Op::Param || graph.node(condition).block != b) continue;
    if (std::any_of(middle.params.begin(), middle.params.end(), [&](NodeId p) { return used_elsewhere[p] != 0; })) continue;
    const auto index = static_cast<std::size_t>(graph.node(condition).imm);
    for (const BlockId from : std::vector<BlockId>(middle.predecessors)) {
      if (from == b) continue;
      for (unsigned e = 0; e < graph.block(from).edge_count; ++e) {
        Edge& edge = graph.block(from).edges[e];
        if (edge.to != b || graph.node(edge.arguments[index]).op != Op::ConstBool) continue;
        const Edge& taken = graph.block(b).edges[graph.node(edge.arguments[index]).imm ? 0 : 1];
        Edge straight{taken.to, {}};
        for (const NodeId argument : taken.arguments) {
          const Node& a = graph.node(argument);
          straight.arguments.push_back(a.op == Op::Param && a.block == b ? edge.arguments[static_cast<std::size_t>(a.imm)] : argument);
        }
        edge = std::move(straight);
        changed = true;
      }
    }
  }
  return changed;
}

}  // namespace

/// Fewer blocks: known branches, jumps through blocks that only branch on what is known, chains of blocks, unreachable blocks.
bool simplify_blocks(Graph& graph, const PassLimits&) {
  bool changed = fold_branches(graph);
  if (graph.remove_unreachable_blocks()) changed = true;
  if (thread_jumps(graph)) {
    changed = true;
    graph.remove_unreachable_blocks();
  }
  if (merge_chains(graph)) changed = true;
  graph.apply_forwards();
  graph.remove_unreachable_blocks();
  return changed;
}

}  // namespace tauraro::jit
