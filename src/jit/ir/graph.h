#pragma once
#include <cassert>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "jit/ir/frame_state.h"
#include "jit/ir/op.h"
#include "jit/ir/runtime_call.h"
#include "jit/ir/types.h"

namespace tauraro::jit {

/// One operation. Nodes of a block form a list (`previous`, `next`) from its first node to its terminator; block
/// parameters stand in the block's `params` instead, and constants are in no block.
struct Node {
  Op op = Op::Unreachable;
  MemoryKind memory = MemoryKind::Value;  ///< loads and stores
  bool erased = false;
  std::uint8_t mark = 0;                  ///< scratch of whichever pass runs
  BlockId block = kNoBlock;
  NodeId previous = kNoNode, next = kNoNode;
  std::uint32_t first_operand = 0, operand_count = 0;  ///< in the graph's operand pool
  StateId state = kNoState;
  NodeId forward = kNoNode;  ///< the node that replaces this one, until apply_forwards()
  Type type;
  Location location;         ///< loads and stores
  std::int64_t imm = 0;      ///< meaning: the op's payload (ops.def)
  std::int64_t imm2 = 0;

  const OpInfo& info() const { return jit::info(op); }
};

/// A jump from a block to another with the values of its parameters.
struct Edge {
  BlockId to = kNoBlock;
  std::vector<NodeId> arguments;
};

struct Block {
  std::vector<NodeId> params;
  NodeId first = kNoNode, last = kNoNode;  ///< `last` is the terminator once the block is complete
  Edge edges[2];                           ///< Jump: 1, Branch: 2 (true, false)
  std::uint8_t edge_count = 0;
  bool erased = false;
  std::vector<BlockId> predecessors;  ///< one entry an edge; valid after compute_predecessors()
  double frequency = 1;  ///< how often it runs per run of the unit, as far as the feedback knows
};

/// Offsets and forms of the fields of a virtual object, header word and size in bytes.
struct VirtualLayout {
  struct Field {
    std::uint32_t offset;
    MemoryKind memory;
    friend bool operator==(const Field&, const Field&) = default;
  };
  std::uint32_t size = 0;
  std::uint64_t header = 0;
  std::vector<Field> fields;
};

/// The graph of one unit. Block 0 is the entry; it has no parameters and no predecessors.
/// References to nodes and blocks stay valid only until the next one is made: hold ids.
class Graph {
 public:
  explicit Graph(RuntimeCallTable calls = {});

  // ---- building -------------------------------------------------------------------------------------------------
  BlockId add_block();
  NodeId add_param(BlockId block, Type type);
  /// Appends to the block. The type follows from the op where its rule is not Given.
  NodeId append(BlockId block, Op op, std::initializer_list<NodeId> operands, StateId state = kNoState) {
    return append(block, op, Type::void_type(), {operands.begin(), operands.size()}, state);
  }
  NodeId append(BlockId block, Op op, Type type, std::initializer_list<NodeId> operands, StateId state = kNoState) {
    return append(block, op, type, {operands.begin(), operands.size()}, state);
  }
  NodeId append(BlockId block, Op op, Type type, std::span<const NodeId> operands, StateId state = kNoState);
  /// A node in no block yet (insert_before or append_existing places it).
  NodeId make(Op op, Type type, std::span<const NodeId> operands, StateId state = kNoState);
  void append_existing(BlockId block, NodeId node);
  void insert_before(NodeId place, NodeId node);
  /// A copy of the node with the same operands and state, in no block.
  NodeId clone(NodeId node);

  void jump(BlockId block, BlockId to, std::span<const NodeId> arguments = {});
  void jump(BlockId block, BlockId to, std::initializer_list<NodeId> arguments) {
    jump(block, to, std::span<const NodeId>{arguments.begin(), arguments.size()});
  }
  void branch(BlockId block, NodeId condition, Edge if_true, Edge if_false);
  void return_(BlockId block, NodeId value);
  void exit(BlockId block, StateId state);
  void unreachable(BlockId block);

  // Constants: one node a value, in no block.
  NodeId const_int(std::int64_t number) { return constant(Op::ConstInt, number, Type::int64(number, number)); }
  NodeId const_double(double number);
  NodeId const_double_bits(std::uint64_t bits);
  NodeId const_bool(bool value) { return constant(Op::ConstBool, value, Type::boolean()); }
  /// The type follows from the word; `shape` narrows a cell's.
  NodeId const_value(std::uint64_t bits, std::uint32_t shape = 0);
  NodeId const_raw(std::uint64_t bits) { return constant(Op::ConstRaw, static_cast<std::int64_t>(bits), Type::raw()); }
  NodeId window() { return constant(Op::Window, 0, Type::raw()); }
  NodeId thread() { return constant(Op::Thread, 0, Type::raw()); }
  NodeId virtual_object(std::uint32_t layout, std::span<const NodeId> fields, Type type = Type::cell());
  std::uint32_t add_virtual_layout(VirtualLayout layout);
  const VirtualLayout& virtual_layout(std::uint32_t index) const { return virtual_layouts_[index]; }

  // Loads and stores
  NodeId load_field(BlockId block, NodeId base, std::int64_t offset, MemoryKind memory, Location location, Type type);
  NodeId store_field(BlockId block, NodeId base, std::int64_t offset, MemoryKind memory, Location location, NodeId value);
  NodeId load_indexed(BlockId block, NodeId base, NodeId index, std::int64_t offset, MemoryKind memory, Location location, Type type);
  NodeId store_indexed(BlockId block, NodeId base, NodeId index, std::int64_t offset, MemoryKind memory, Location location,
                       NodeId value);
  NodeId call_runtime(BlockId block, std::uint32_t call, std::span<const NodeId> arguments, StateId throw_state = kNoState);
  NodeId with_imm(BlockId block, Op op, Type type, std::initializer_list<NodeId> operands, std::int64_t imm, StateId state = kNoState);

  /// Copies the slots. \pre values are no Void or Raw nodes
  StateId add_state(FrameState state, std::span<const StateSlot> slots);

  // ---- reading --------------------------------------------------------------------------------------------------
  Node& node(NodeId id) { assert(id != kNoNode && id < nodes_.size()); return nodes_[id]; }
  const Node& node(NodeId id) const { assert(id != kNoNode && id < nodes_.size()); return nodes_[id]; }
  std::uint32_t node_count() const { return static_cast<std::uint32_t>(nodes_.size()); }  ///< ids are below this
  Block& block(BlockId id) { return blocks_[id]; }
  const Block& block(BlockId id) const { return blocks_[id]; }
  std::uint32_t block_count() const { return static_cast<std::uint32_t>(blocks_.size()); }
  std::span<NodeId> operands(NodeId id) { return operands(node(id)); }
  std::span<const NodeId> operands(NodeId id) const { return operands(node(id)); }
  std::span<NodeId> operands(const Node& node) { return {operand_pool_.data() + node.first_operand, node.operand_count}; }
  std::span<const NodeId> operands(const Node& node) const {
    return {operand_pool_.data() + node.first_operand, node.operand_count};
  }
  NodeId operand(NodeId id, unsigned index) const { return operands(id)[index]; }
  const Type& type(NodeId id) const { return node(id).type; }
  FrameState& state(StateId id) { return states_[id]; }
  const FrameState& state(StateId id) const { return states_[id]; }
  std::uint32_t state_count() const { return static_cast<std::uint32_t>(states_.size()); }
  std::span<StateSlot> slots(StateId id) { return {slots_.data() + states_[id].first_slot, states_[id].slot_count}; }
  std::span<const StateSlot> slots(StateId id) const { return {slots_.data() + states_[id].first_slot, states_[id].slot_count}; }
  RuntimeCallTable calls() const { return calls_; }
  const RuntimeCall& call_of(const Node& node) const { return calls_[static_cast<std::size_t>(node.imm)]; }
  Effects effects(const Node& node) const;
  bool is_int_constant(NodeId id, std::int64_t* number) const;
  /// Whether what the node reads may be what the other writes.
  bool may_clobber(const Node& writer, const Node& reader) const;
  /// Calls f(NodeId) for each value that the state and its callers name, with the fields of virtual objects.
  template <class F>
  void for_each_state_value(StateId id, F&& f) const;

  // ---- changing -------------------------------------------------------------------------------------------------
  /// Takes the node out of its block and marks it erased.
  void erase(NodeId node);
  void unlink(NodeId node);
  /// From now on `by` stands for the node (which is erased); users see it after apply_forwards(), or through resolve().
  void replace(NodeId node, NodeId by);
  NodeId resolve(NodeId id) { return nodes_[id].forward == kNoNode ? id : resolve_replaced(id); }
  /// Rewrites every use of a replaced node. \return whether there was any
  bool apply_forwards();
  void set_operands(NodeId node, std::span<const NodeId> operands);
  /// Turns the terminator of the block into a Jump along one of its edges.
  void make_jump(BlockId block, unsigned edge);
  void erase_terminator(BlockId block);
  /// \pre predecessors are up to date
  void remove_param(BlockId block, unsigned index);
  void compute_predecessors();
  /// Erases the blocks that cannot be reached, and recomputes predecessors. \return whether there were any
  bool remove_unreachable_blocks();

 private:
  NodeId constant(Op op, std::int64_t imm, Type type);
  NodeId resolve_replaced(NodeId id);
  void grow_constant_table();

  std::vector<Node> nodes_;
  std::vector<Block> blocks_;
  std::vector<NodeId> operand_pool_;
  std::vector<FrameState> states_;
  std::vector<StateSlot> slots_;
  std::vector<VirtualLayout> virtual_layouts_;
  std::vector<NodeId> constant_table_;  // open addressing, by (op, imm)
  std::uint32_t constant_count_ = 0;
  bool has_forwards_ = false;
  RuntimeCallTable calls_;
};

template <class F>
void Graph::for_each_state_value(StateId id, F&& f) const {
  for (; id != kNoState; id = states_[id].caller) {
    for (const StateSlot& slot : slots(id)) {
      if (slot.base != kNoNode) f(slot.base);
      f(slot.value);
    }
  }
}

}  // namespace tauraro::jit
