#pragma once
#include <vector>

#include "jit/ir/graph.h"

namespace tauraro::jit {

/// The reachable blocks, each before its successors but for back-edges; a branch's true side comes first.
std::vector<BlockId> reverse_post_order(const Graph& graph);

/// Immediate dominators, for the blocks that can be reached. \pre the graph's predecessors are up to date
class Dominators {
 public:
  explicit Dominators(const Graph& graph);

  const std::vector<BlockId>& order() const { return order_; }              ///< reverse post-order
  std::uint32_t position(BlockId block) const { return position_[block]; }  ///< in order()
  bool is_reachable(BlockId block) const { return position_[block] != kNoBlock; }
  BlockId parent(BlockId block) const { return parent_[block]; }  ///< the entry's is kNoBlock
  /// Whether every path to b goes through a. A block dominates itself.
  bool dominates(BlockId a, BlockId b) const { return enter_[a] <= enter_[b] && leave_[b] <= leave_[a]; }
  /// Children in the tree, in reverse post-order.
  std::vector<std::vector<BlockId>> children() const;

 private:
  std::vector<BlockId> order_;
  std::vector<std::uint32_t> position_;
  std::vector<BlockId> parent_;
  std::vector<std::uint32_t> enter_, leave_;  // numbers of a walk over the tree
};

/// One natural loop: a header that dominates the blocks that jump back to it.
struct Loop {
  BlockId header = kNoBlock;
  std::uint32_t parent = 0xffffffff;  ///< index of the loop around it
  std::uint32_t depth = 1;
  std::vector<BlockId> blocks;        ///< with those of inner loops; the header first, in reverse post-order
  std::vector<BlockId> latches;       ///< the blocks that jump back
};
inline constexpr std::uint32_t kNoLoop = 0xffffffff;

/// The loops, outer ones before inner ones. Loops that are not natural are no loops here.
class LoopForest {
 public:
  LoopForest(const Graph& graph, const Dominators& dominators);

  const std::vector<Loop>& loops() const { return loops_; }
  std::uint32_t innermost(BlockId block) const { return innermost_[block]; }  ///< kNoLoop outside
  std::uint32_t depth(BlockId block) const { return innermost_[block] == kNoLoop ? 0 : loops_[innermost_[block]].depth; }
  bool contains(std::uint32_t loop, BlockId block) const;

 private:
  std::vector<Loop> loops_;
  std::vector<std::uint32_t> innermost_;
};

}  // namespace tauraro::jit
