#include "jit/ir/block_order.h"
#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

class NodeSinker {
 public:
  explicit NodeSinker(Graph& graph)
      : graph_(graph), dominators_(graph), loops_(graph, dominators_), needed_in_(graph.node_count(), kNoBlock) {}

  bool run() {
    const std::vector<BlockId>& order = dominators_.order();
    for (std::size_t i = order.size(); i-- > 0;) {
      const BlockId b = order[i];
      for (unsigned e = 0; e < graph_.block(b).edge_count; ++e)
        for (const NodeId argument : graph_.block(b).edges[e].arguments) need(argument, b);
      for (NodeId n = graph_.block(b).last; n != kNoNode;) {
        const NodeId previous = graph_.node(n).previous;
        const BlockId to = target(n, b);
        if (to != b) {
          graph_.unlink(n);
          graph_.insert_before(graph_.block(to).first, n);
          changed_ = true;
        }
        for (const NodeId operand : graph_.operands(n)) need(operand, to);
        if (graph_.node(n).state != kNoState) graph_.for_each_state_value(graph_.node(n).state, [&](NodeId value) { need(value, to); });
        n = previous;
      }
    }
    return changed_;
  }

 private:
  /// The value is used in the block: it must stand in one that dominates all such.
  void need(NodeId value, BlockId block) {
    if (graph_.node(value).op == Op::VirtualObject) {
      for (const NodeId field : graph_.operands(value)) need(field, block);
      return;
    }
    BlockId& at = needed_in_[value];
    if (at == kNoBlock) {
      at = block;
      return;
    }
    while (at != block) {
      if (dominators_.position(at) > dominators_.position(block)) at = dominators_.parent(at);
      else block = dominators_.parent(block);
    }
  }

  BlockId target(NodeId n, BlockId block) const {
    const OpInfo& op = graph_.node(n).info();
    if (!op.is_repeatable() || op.may_exit() || op.is_check() || graph_.node(n).type.kind == TypeKind::Void) return block;
    const BlockId needed = needed_in_[n];
    if (needed == kNoBlock || loops_.depth(needed) >= loops_.depth(block)) return block;
    // Not into another loop of less depth: only out of the ones that it is in.
    if (loops_.innermost(needed) != kNoLoop && !loops_.contains(loops_.innermost(needed), block)) return block;
    return needed;
  }

  Graph& graph_;
  const Dominators dominators_;
  const LoopForest loops_;
  std::vector<BlockId> needed_in_;  // by NodeId
  bool changed_ = false;
};

}  // namespace

/// What a loop computes only for the code after it (the box of a result) is computed there.
bool sink_nodes(Graph& graph, const PassLimits&) { return NodeSinker(graph).run(); }

}  // namespace tauraro::jit
