#include <algorithm>

#include "jit/ir/block_order.h"
#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

class CounterMerger {
 public:
  explicit CounterMerger(Graph& graph) : graph_(graph), dominators_(graph), loops_(graph, dominators_) {}

  bool run() {
    bool changed = false;
    for (const Loop& loop : loops_.loops())
      while (merge_one(loop)) changed = true;
    graph_.apply_forwards();
    return changed;
  }

 private:
  /// Two parameters of the header, of which one (behind) is always the other (ahead) of the iteration before.
  bool merge_one(const Loop& loop) {
    const std::vector<NodeId> params = graph_.block(loop.header).params;
    for (std::size_t behind = 0; behind < params.size(); ++behind)
      for (std::size_t ahead = 0; ahead < params.size(); ++ahead) {
        std::int64_t step = 0;
        if (behind == ahead || !is_pair(loop, behind, ahead, &step)) continue;
        const NodeId operands[] = {params[behind], graph_.const_int(step)};
        const NodeId sum = graph_.make(Op::AddWrap, Type::int64(graph_.type(params[ahead]).range), operands);
        graph_.insert_before(graph_.block(loop.header).first, sum);
        graph_.replace(params[ahead], sum);
        graph_.remove_param(loop.header, static_cast<unsigned>(ahead));
        graph_.apply_forwards();
        return true;
      }
    return false;
  }

  bool is_pair(const Loop& loop, std::size_t behind, std::size_t ahead, std::int64_t* step) const {
    const Block& header = graph_.block(loop.header);
    const NodeId a = header.params[behind], b = header.params[ahead];
    if (graph_.type(a).kind != TypeKind::Int64 || graph_.type(b).kind != TypeKind::Int64) return false;
    bool has_step = false;
    for (const BlockId latch : loop.latches)
      for (unsigned e = 0; e < graph_.block(latch).edge_count; ++e) {
        const Edge& edge = graph_.block(latch).edges[e];
        if (edge.to != loop.header) continue;
        std::int64_t one = 0;
        if (edge.arguments[behind] != b || !is_sum(edge.arguments[ahead], b, &one)) return false;
        if (has_step && one != *step) return false;
        *step = one;
        has_step = true;
      }
    if (!has_step) return false;
    for (const BlockId from : header.predecessors) {
      if (std::find(loop.latches.begin(), loop.latches.end(), from) != loop.latches.end()) continue;
      for (unsigned e = 0; e < graph_.block(from).edge_count; ++e) {
        const Edge& edge = graph_.block(from).edges[e];
        if (edge.to == loop.header && !differ_by(edge.arguments[behind], edge.arguments[ahead], *step)) return false;
      }
    }
    return true;
  }

  bool is_sum(NodeId sum, NodeId base, std::int64_t* step) const {
    const Node& node = graph_.node(sum);
    return node.op == Op::AddWrap && graph_.operand(sum, 0) == base && graph_.is_int_constant(graph_.operand(sum, 1), step);
  }
  /// Whether high = low + step.
  bool differ_by(NodeId low, NodeId high, std::int64_t step) const {
    std::int64_t x = 0, y = 0;
    if (graph_.is_int_constant(low, &x) && graph_.is_int_constant(high, &y))
      return static_cast<std::uint64_t>(y) - static_cast<std::uint64_t>(x) == static_cast<std::uint64_t>(step);
    if (is_sum(high, low, &x)) return x == step;
    if (is_sum(low, high, &x)) return x == -step;
    const Node& l = graph_.node(low);
    const Node& h = graph_.node(high);
    return l.op == Op::AddWrap && h.op == Op::AddWrap && graph_.operand(low, 0) == graph_.operand(high, 0) &&
           graph_.is_int_constant(graph_.operand(low, 1), &x) && graph_.is_int_constant(graph_.operand(high, 1), &y) &&
           static_cast<std::uint64_t>(y) - static_cast<std::uint64_t>(x) == static_cast<std::uint64_t>(step);
  }

  Graph& graph_;
  const Dominators dominators_;
  const LoopForest loops_;
};

}  // namespace

/// `for i in range(n)` keeps the number it is at and the next one: where these always differ by the step, one variable is enough.
bool merge_counters(Graph& graph, const PassLimits&) { return CounterMerger(graph).run(); }

}  // namespace tauraro::jit
