#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

/// The nodes that must stay, and whatever those use. A frame state is a use: the values that an exit needs to rebuild the
/// interpreter's registers must be there when it is taken.
class LiveNodes {
 public:
  explicit LiveNodes(const Graph& graph) : graph_(graph), live_(graph.node_count()) {
    for (BlockId b = 0; b < graph.block_count(); ++b) {
      if (graph.block(b).erased) continue;
      for (NodeId n = graph.block(b).first; n != kNoNode; n = graph.node(n).next)
        if (must_stay(graph.node(n))) mark(n);
    }
    for (std::size_t next = 0; next < marked_.size(); ++next) mark_uses(marked_[next]);
  }
  bool contains(NodeId node) const { return live_[node]; }

 private:
  /// That a node may exit does not make it stay, for going on in the interpreter is not observable. A check does stay: what
  /// the interpreter would do for other operands may be observable. But an int that was boxed here is an int.
  bool must_stay(const Node& node) const {
    const OpInfo& op = node.info();
    if (op.is_terminator() || (op.flags & OpInfo::Keep)) return true;
    if (op.is_check()) return !(node.op == Op::CheckInt && graph_.node(graph_.operands(node)[0]).op == Op::BoxInt);
    return graph_.effects(node).must_stay();
  }

  void mark(NodeId id) {
    if (live_[id]) return;
    live_[id] = true;
    marked_.push_back(id);
  }
  void mark_uses(NodeId id) {
    const Node& node = graph_.node(id);
    for (const NodeId operand : graph_.operands(node)) mark(operand);
    if (node.state != kNoState) graph_.for_each_state_value(node.state, [this](NodeId value) { mark(value); });
    if (node.op == Op::Param) {
      for (const BlockId from : graph_.block(node.block).predecessors) {
        const Block& block = graph_.block(from);
        for (unsigned e = 0; e < block.edge_count; ++e)
          if (block.edges[e].to == node.block) mark(block.edges[e].arguments[static_cast<std::size_t>(node.imm)]);
      }
    }
  }

  const Graph& graph_;
  std::vector<bool> live_;      // by NodeId
  std::vector<NodeId> marked_;  // the same nodes, in the order in which they were found
};

}  // namespace

/// Linear in the number of uses. Leaves frame states and the order of effects as they were.
bool remove_dead_nodes(Graph& graph, const PassLimits&) {
  const LiveNodes live(graph);
  bool changed = false;
  for (BlockId b = 0; b < graph.block_count(); ++b) {
    if (graph.block(b).erased) continue;
    for (NodeId n = graph.block(b).first; n != kNoNode;) {
      const NodeId next = graph.node(n).next;
      if (!live.contains(n)) {
        graph.erase(n);
        changed = true;
      }
      n = next;
    }
    for (std::size_t i = graph.block(b).params.size(); i-- > 0;)
      if (!live.contains(graph.block(b).params[i])) {
        graph.remove_param(b, static_cast<unsigned>(i));
        changed = true;
      }
  }
  return changed;
}

}  // namespace tauraro::jit
