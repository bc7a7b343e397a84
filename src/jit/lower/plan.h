#pragma once
#include <optional>
#include <span>
#include <vector>

#include "jit/ir/block_order.h"
#include "jit/ir/graph.h"

namespace tauraro::jit {

/// Decides, before registers are given out, what each node becomes: an instruction of its own, part of its user (a comparison in
/// its branch, a load in its addition), nothing (it is its operand under another type); and in which order.
///
/// Positions count in steps of 2. A block takes the position `from` for its parameters, then one position a node. At position p a
/// node reads its operands, at p + 1 it writes its result.
class LoweringPlan {
 public:
  explicit LoweringPlan(Graph& graph);

  struct BlockPlan {
    BlockId id = kNoBlock;
    std::uint32_t from = 0, to = 0;      ///< positions; `to` is the next block's `from`
    std::uint32_t first_node = 0, node_count = 0;  ///< in nodes()
    std::uint32_t loop_end = 0;          ///< a loop's header: position after its last block; 0: no header
    std::uint32_t depth = 0;
    bool is_cold = false;
  };

  Graph& graph() const { return graph_; }
  const std::vector<BlockPlan>& blocks() const { return blocks_; }  ///< loops are contiguous
  std::uint32_t index_of(BlockId block) const { return index_of_[block]; }
  std::span<const NodeId> nodes(const BlockPlan& block) const { return {nodes_.data() + block.first_node, block.node_count}; }
  std::uint32_t position(NodeId node) const { return position_[node]; }
  std::uint32_t end_position() const { return blocks_.back().to; }
  NodeId node_at(std::uint32_t position) const { return node_at_[position / 2]; }

  /// The node whose register holds the value: checks and assumptions are their operand.
  NodeId root(NodeId node) const { return root_[node]; }
  /// Whether the node has no instruction of its own; its user computes it.
  bool is_fused(NodeId node) const { return fused_[node]; }
  /// For a frame state of a node at the position: the value itself, or, for a sum with a constant that is only computed later, its
  /// other operand (and the constant in *addend).
  NodeId state_value(NodeId value, std::uint32_t position, std::int64_t* addend) const;
  /// Whether the value lives in a register or slot (and is no constant, and not fused).
  bool has_interval(NodeId node) const {
    const Node& n = graph_.node(node);
    return root_[node] == node && !fused_[node] && n.type.kind != TypeKind::Void && !n.info().is_constant();
  }

 private:
  void split_critical_edges();
  void order_blocks();
  void find_roots_and_uses();
  void fuse();
  void fuse_into(NodeId user);
  bool can_sink_load(NodeId load, NodeId user) const;
  void number();
  void delay_additions();
  void delay(NodeId sum);
  void delay_over_blocks();
  bool is_delayable(NodeId node) const;

  Graph& graph_;
  std::optional<Dominators> dominators_;
  std::optional<LoopForest> loops_;
  std::vector<BlockId> order_;
  std::vector<BlockPlan> blocks_;
  std::vector<std::uint32_t> index_of_;
  std::vector<NodeId> nodes_, node_at_;
  std::vector<std::uint32_t> position_;
  std::vector<NodeId> root_;
  std::vector<std::uint8_t> fused_;
  std::vector<std::uint32_t> uses_;  // of roots; uses by frame states count as two
};

}  // namespace tauraro::jit
