#include <algorithm>

#include "jit/ir/block_order.h"
#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

/// Values that are known on the way from the entry to the present block, by what computes them.
class ValueTable {
 public:
  explicit ValueTable(Graph& graph) : graph_(graph), heads_(1024, 0), entries_(1) {}

  /// The node that has computed the same before; else notes this one.
  NodeId find_or_add(NodeId id) {
    const std::uint64_t hash = hash_of(id);
    std::uint32_t& head = heads_[hash % heads_.size()];
    for (std::uint32_t at = head; at != 0; at = entries_[at].next)
      if (entries_[at].hash == hash && same(entries_[at].node, id)) return entries_[at].node;
    entries_.push_back({hash, id, head});
    head = static_cast<std::uint32_t>(entries_.size() - 1);
    return kNoNode;
  }
  std::size_t mark() const { return entries_.size(); }
  void forget_since(std::size_t mark) {
    while (entries_.size() > mark) {
      heads_[entries_.back().hash % heads_.size()] = entries_.back().next;
      entries_.pop_back();
    }
  }

 private:
  std::uint64_t hash_of(NodeId id) const {
    const Node& node = graph_.node(id);
    std::uint64_t hash = static_cast<std::uint64_t>(node.op) + static_cast<std::uint64_t>(node.imm) * 0x9e37'79b9'7f4a'7c15;
    std::uint64_t operands = 0;
    for (const NodeId operand : graph_.operands(node)) {
      const std::uint64_t one = operand * 0xff51'afd7'ed55'8ccd;
      operands = node.info().is_commutative() ? operands + one : operands * 31 + one;
    }
    hash = (hash ^ operands) * 0xc4ce'b9fe'1a85'ec53;
    return hash ^ hash >> 29;
  }
  bool same(NodeId a, NodeId b) const {
    const Node& x = graph_.node(a);
    const Node& y = graph_.node(b);
    if (x.op != y.op || x.imm != y.imm || x.imm2 != y.imm2 || x.operand_count != y.operand_count ||
        representation(x.type.kind) != representation(y.type.kind))
      return false;
    const auto p = graph_.operands(x), q = graph_.operands(y);
    if (std::equal(p.begin(), p.end(), q.begin())) return true;
    return x.info().is_commutative() && p.size() == 2 && p[0] == q[1] && p[1] == q[0];
  }

  struct Entry {
    std::uint64_t hash;
    NodeId node;
    std::uint32_t next;
  };
  Graph& graph_;
  std::vector<std::uint32_t> heads_;
  std::vector<Entry> entries_;
};

}  // namespace

/// Global value numbering: of two nodes that compute or check the same, the one that dominates stays. Nodes that read memory are
/// left to eliminate_loads.
bool number_values(Graph& graph, const PassLimits&) {
  const Dominators dominators(graph);
  const auto children = dominators.children();
  ValueTable table(graph);
  struct Visit {
    BlockId block;
    std::size_t next_child;
    std::size_t mark;
  };
  std::vector<Visit> stack;
  bool changed = false;
  const auto enter = [&](BlockId b) {
    stack.push_back({b, 0, table.mark()});
    for (NodeId n = graph.block(b).first; n != kNoNode;) {
      const NodeId next = graph.node(n).next;
      for (NodeId& operand : graph.operands(n)) operand = graph.resolve(operand);
      if (graph.node(n).info().is_repeatable()) {
        if (const NodeId earlier = table.find_or_add(n); earlier != kNoNode) {
          if (graph.node(n).type.kind == TypeKind::Void) graph.erase(n);
          else graph.replace(n, earlier);
          changed = true;
        }
      }
      n = next;
    }
  };
  enter(0);
  while (!stack.empty()) {
    Visit& top = stack.back();
    if (top.next_child < children[top.block].size()) {
      const BlockId child = children[top.block][top.next_child++];
      enter(child);
    } else {
      table.forget_since(top.mark);
      stack.pop_back();
    }
  }
  graph.apply_forwards();
  return changed;
}

}  // namespace tauraro::jit
