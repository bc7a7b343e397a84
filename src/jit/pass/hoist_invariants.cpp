#include <algorithm>

#include "jit/pass/pass.h"
#include "jit/pass/preheader.h"

namespace tauraro::jit {
namespace {

/// Whether the node may run although the way to it was not taken: no traps, no facts that only hold there.
bool may_speculate(const Graph& graph, const Node& node) {
  const OpInfo& op = node.info();
  if (!op.is_pure() || op.is_constant() || op.is_pinned()) return false;
  if (node.op == Op::UnboxInt || node.op == Op::UnboxBool || node.op == Op::UnboxDouble)
    return graph.type(graph.operands(node)[0]).kind != TypeKind::Value;  // else a branch says that it is one
  if (!op.traps()) return true;
  std::int64_t divisor = 0;  // a range would not do: it may hold only there
  return (node.op == Op::FloorDivWrap || node.op == Op::ModWrap) && graph.is_int_constant(graph.operands(node)[1], &divisor) && divisor > 0;
}

}  // namespace

/// Pure nodes whose operands come from outside of a loop move in front of it, out of as many loops as they can.
bool hoist_invariants(Graph& graph, const PassLimits&) {
  bool changed = false;
  std::size_t count = 0;
  {
    const Dominators dominators(graph);
    count = LoopForest(graph, dominators).loops().size();
  }
  // Inner loops first, each with a fresh forest, for preheaders are new blocks.
  for (std::size_t i = count; i-- > 0;) {
    const Dominators dominators(graph);
    const LoopForest loops(graph, dominators);
    const Loop& loop = loops.loops()[i];
    const auto loop_index = static_cast<std::uint32_t>(i);
    std::vector<NodeId> hoisted;
    std::vector<bool> is_hoisted(graph.node_count());
    for (const BlockId b : loop.blocks)
      for (NodeId n = graph.block(b).first; n != kNoNode; n = graph.node(n).next) {
        if (!may_speculate(graph, graph.node(n))) continue;
        const auto operands = graph.operands(n);
        const bool invariant = std::all_of(operands.begin(), operands.end(), [&](NodeId operand) {
          const Node& from = graph.node(operand);
          return from.info().is_constant() || is_hoisted[operand] || !loops.contains(loop_index, from.block);
        });
        if (!invariant) continue;
        is_hoisted[n] = true;
        hoisted.push_back(n);
      }
    if (hoisted.empty()) continue;
    const BlockId before = make_preheader(graph, loop);
    for (const NodeId n : hoisted) {
      graph.unlink(n);
      graph.insert_before(graph.block(before).last, n);
    }
    changed = true;
  }
  return changed;
}

}  // namespace tauraro::jit
