#include "jit/lower/plan.h"

#include <algorithm>

namespace tauraro::jit {

LoweringPlan::LoweringPlan(Graph& graph) : graph_(graph) {
  split_critical_edges();
  order_blocks();
  find_roots_and_uses();
  fuse();
  delay_additions();
  number();
}

/// So that the moves of every edge have a place: the end of its source or the start of its target.
void LoweringPlan::split_critical_edges() {
  const std::uint32_t count = graph_.block_count();
  for (BlockId id = 0; id < count; ++id) {
    if (graph_.block(id).erased || graph_.block(id).edge_count < 2) continue;
    for (unsigned i = 0; i < 2; ++i) {
      const BlockId to = graph_.block(id).edges[i].to;
      if (graph_.block(to).predecessors.size() < 2) continue;
      const BlockId middle = graph_.add_block();
      const std::vector<NodeId> arguments = std::move(graph_.block(id).edges[i].arguments);
      graph_.jump(middle, to, arguments);
      graph_.block(middle).frequency = std::min(graph_.block(id).frequency, graph_.block(to).frequency);
      graph_.block(id).edges[i] = {middle, {}};
    }
  }
  graph_.compute_predecessors();
}

/// Every block after its predecessors but for back-edges, the blocks of a loop together; among those, straight on where possible.
void LoweringPlan::order_blocks() {
  const Dominators& dominators = dominators_.emplace(graph_);
  const LoopForest& loops = loops_.emplace(graph_, dominators);
  std::vector<std::uint32_t> waiting(graph_.block_count());
  for (const BlockId id : dominators.order())
    for (const BlockId from : graph_.block(id).predecessors)
      if (!(dominators.dominates(id, from) && dominators.is_reachable(from))) waiting[id] += dominators.is_reachable(from);
  std::vector<BlockId> ready{0};
  index_of_.assign(graph_.block_count(), kNoBlock);
  while (!ready.empty()) {
    // The deepest loop that is open must be finished first; inside it, prefer what was made ready last, hot before cold.
    std::size_t best = ready.size() - 1;
    const BlockId last = order_.empty() ? 0 : order_.back();
    std::uint32_t loop = loops.innermost(last);
    const auto is_inside = [&](BlockId id, std::uint32_t l) { return l == kNoLoop || loops.contains(l, id); };
    for (;;) {
      bool found = false;
      for (std::size_t i = ready.size(); i-- > 0;) {
        if (!is_inside(ready[i], loop)) continue;
        if (!found || graph_.block(ready[i]).frequency > graph_.block(ready[best]).frequency * 4) best = i;
        found = true;
      }
      if (found) break;
      loop = loops.loops()[loop].parent;
    }
    const BlockId id = ready[best];
    ready.erase(ready.begin() + static_cast<std::ptrdiff_t>(best));
    index_of_[id] = static_cast<std::uint32_t>(order_.size());
    order_.push_back(id);
    const Block& block = graph_.block(id);
    for (unsigned i = block.edge_count; i-- > 0;) {
      const BlockId to = block.edges[i].to;
      if (!dominators.dominates(to, id) && --waiting[to] == 0) ready.push_back(to);
    }
  }
  for (const BlockId id : order_) {
    BlockPlan& plan = blocks_.emplace_back();
    plan.id = id;
    plan.depth = loops.depth(id);
    plan.is_cold = graph_.block(id).frequency < 0.01 || graph_.node(graph_.block(id).last).op == Op::Exit;
  }
  for (const Loop& loop : loops.loops()) {
    std::uint32_t last = 0;
    for (const BlockId id : loop.blocks) last = std::max(last, index_of_[id]);
    blocks_[index_of_[loop.header]].loop_end = last + 1;  // an index, until number() makes it a position
  }
}

void LoweringPlan::find_roots_and_uses() {
  root_.resize(graph_.node_count());
  uses_.assign(graph_.node_count(), 0);
  fused_.assign(graph_.node_count(), 0);
  for (NodeId id = 1; id < graph_.node_count(); ++id) root_[id] = id;
  for (const BlockId block : order_)
    for (NodeId n = graph_.block(block).first; n != kNoNode; n = graph_.node(n).next)
      if (graph_.node(n).info().is_check() || graph_.node(n).op == Op::Assume) root_[n] = root_[graph_.operand(n, 0)];
  const auto use_in_state = [&](auto&& self, NodeId value) -> void {
    if (graph_.node(value).op == Op::VirtualObject) {
      for (const NodeId field : graph_.operands(value)) self(self, field);
    } else {
      uses_[root_[value]] += 2;
    }
  };
  std::vector<bool> counted(graph_.state_count());
  for (const BlockId block : order_) {
    for (NodeId n = graph_.block(block).first; n != kNoNode; n = graph_.node(n).next) {
      for (const NodeId operand : graph_.operands(n)) ++uses_[root_[operand]];
      for (StateId state = graph_.node(n).state; state != kNoState && !counted[state]; state = graph_.state(state).caller) {
        counted[state] = true;
        for (const StateSlot& slot : graph_.slots(state)) {
          use_in_state(use_in_state, slot.value);
          if (slot.base != kNoNode) use_in_state(use_in_state, slot.base);
        }
      }
    }
    for (unsigned i = 0; i < graph_.block(block).edge_count; ++i)
      for (const NodeId argument : graph_.block(block).edges[i].arguments) ++uses_[root_[argument]];
  }
}

namespace {

bool is_condition(Op op) {
  switch (op) {
    case Op::EqInt: case Op::NeInt: case Op::LtInt: case Op::LeInt: case Op::GtInt: case Op::GeInt: case Op::LtUnsigned:
    case Op::EqDouble: case Op::NeDouble: case Op::LtDouble: case Op::LeDouble: case Op::GtDouble: case Op::GeDouble:
    case Op::EqWord: case Op::NeWord: case Op::IsInt: case Op::IsDouble: case Op::IsBool: case Op::IsCell: case Op::HasShape:
      return true;
    default: return false;
  }
}

/// Which operand of the op may be a memory operand of its instruction; -1: none.
int memory_operand(Op op) {
  switch (op) {
    case Op::AddInt: case Op::AddWrap: case Op::SubInt: case Op::SubWrap: case Op::MulInt: case Op::MulWrap:
    case Op::AndInt: case Op::OrInt: case Op::XorInt:
    case Op::AddDouble: case Op::SubDouble: case Op::MulDouble: case Op::DivDouble:
    case Op::EqInt: case Op::NeInt: case Op::LtInt: case Op::LeInt: case Op::GtInt: case Op::GeInt: case Op::LtUnsigned:
    case Op::EqWord: case Op::NeWord: case Op::CheckIndex:
      return 1;
    case Op::UnboxDouble: case Op::UnboxInt: case Op::IntToDouble: case Op::SqrtDouble: return 0;
    default: return -1;
  }
}

}  // namespace

void LoweringPlan::fuse() {
  for (const BlockId block : order_)
    for (NodeId n = graph_.block(block).last; n != kNoNode; n = graph_.node(n).previous) fuse_into(n);
}

void LoweringPlan::fuse_into(NodeId user) {
  const Node& node = graph_.node(user);
  if (node.op == Op::Branch || node.op == Op::CheckTrue || node.op == Op::CheckFalse || node.op == Op::Select) {
    const NodeId condition = graph_.operand(user, 0);
    const Node& c = graph_.node(condition);
    const bool parity = c.op == Op::EqDouble || c.op == Op::NeDouble;
    // A shape may have changed between its test and the user; other conditions are pure.
    if (is_condition(c.op) && uses_[condition] == 1 && c.block == node.block && !(parity && node.op == Op::Select) &&
        !(c.op == Op::HasShape && !can_sink_load(condition, user)))
      fused_[condition] = 1;
    if (fused_[condition] && memory_operand(c.op) >= 0) {
      const NodeId load = graph_.operand(condition, 1);
      if (uses_[load] == 1 && can_sink_load(load, user)) fused_[load] = 1;
    }
    return;
  }
  if (fused_[user]) return;  // what it may take in was decided at its own user
  const int index = memory_operand(node.op);
  if (index < 0) return;
  NodeId load = graph_.operand(user, static_cast<unsigned>(index));
  if (uses_[load] == 1 && can_sink_load(load, user)) {
    fused_[load] = 1;
  } else if (index == 1 && node.info().is_commutative()) {
    load = graph_.operand(user, 0);
    if (uses_[load] != 1 || !can_sink_load(load, user)) return;
    fused_[load] = 1;
    std::swap(graph_.operands(user)[0], graph_.operands(user)[1]);
  }
}

/// Whether the load of a whole word can as well be done at its user, further down in the block.
bool LoweringPlan::can_sink_load(NodeId load, NodeId user) const {
  const Node& node = graph_.node(load);
  if (node.block != graph_.node(user).block || root_[load] != load) return false;
  if (node.op != Op::LoadField && node.op != Op::LoadIndexed && node.op != Op::HasShape) return false;
  if (node.op != Op::HasShape && memory_size(node.memory) != 8) return false;
  unsigned distance = 0;
  for (NodeId n = node.next; n != user; n = graph_.node(n).next) {
    if (n == kNoNode || ++distance > 16 || graph_.may_clobber(graph_.node(n), node)) return false;
    if (graph_.node(n).info().payload == Payload::Call) return false;  // would stretch the address over a call
  }
  return true;
}

/// Sums with a constant (the next value of a loop's counter, mostly) are computed just before their first use in the block that is not
/// a frame state's; so the old value's register can become the new one's. Frame states between name the old value.
void LoweringPlan::delay_additions() {
  delay_over_blocks();
  std::vector<NodeId> sums;
  for (const BlockId block : order_) {
    sums.clear();
    for (NodeId n = graph_.block(block).first; n != kNoNode; n = graph_.node(n).next)
      if (is_delayable(n)) sums.push_back(n);
    for (std::size_t i = sums.size(); i-- > 0;) delay(sums[i]);
  }
}

bool LoweringPlan::is_delayable(NodeId n) const {
  return graph_.node(n).op == Op::AddWrap && !fused_[n] && graph_.node(graph_.operand(n, 1)).op == Op::ConstInt;
}

/// A sum whose block does not use it goes to the block of the same loop that dominates its uses.
void LoweringPlan::delay_over_blocks() {
  std::vector<BlockId> needed_in(graph_.node_count(), kNoBlock);
  std::vector<NodeId> sums;
  for (const BlockId block : order_) {
    const auto need = [&](NodeId value) {
      value = root_[value];
      if (!is_delayable(value)) return;
      BlockId& at = needed_in[value];
      BlockId b = block;
      if (at == kNoBlock) at = b;
      while (at != b) {
        if (dominators_->position(at) > dominators_->position(b)) at = dominators_->parent(at);
        else b = dominators_->parent(b);
      }
    };
    for (NodeId n = graph_.block(block).first; n != kNoNode; n = graph_.node(n).next) {
      if (is_delayable(n)) sums.push_back(n);
      for (const NodeId operand : graph_.operands(n)) need(operand);
    }
    for (unsigned e = 0; e < graph_.block(block).edge_count; ++e)
      for (const NodeId argument : graph_.block(block).edges[e].arguments) need(argument);
  }
  for (std::size_t i = sums.size(); i-- > 0;) {
    const NodeId sum = sums[i];
    const BlockId from = graph_.node(sum).block, to = needed_in[sum];
    if (to == kNoBlock || to == from || loops_->innermost(to) != loops_->innermost(from)) continue;
    graph_.unlink(sum);
    graph_.insert_before(graph_.block(to).first, sum);
  }
}

void LoweringPlan::delay(NodeId sum) {
  const auto uses = [&](NodeId user) {
    for (const NodeId operand : graph_.operands(user))
      if (root_[operand] == sum) return true;
    return false;
  };
  NodeId at = graph_.node(sum).next;
  while (!graph_.node(at).info().is_terminator() && !uses(at)) at = graph_.node(at).next;
  if (at == graph_.node(sum).next) return;
  graph_.unlink(sum);
  graph_.insert_before(at, sum);
}

NodeId LoweringPlan::state_value(NodeId value, std::uint32_t position, std::int64_t* addend) const {
  NodeId root = root_[value];
  *addend = 0;
  const BlockId block = graph_.node(node_at(position)).block;
  const auto is_computed = [&](NodeId node) {
    return graph_.node(node).block == block ? position_[node] < position : dominators_->dominates(graph_.node(node).block, block);
  };
  while (graph_.node(root).op == Op::AddWrap && is_delayable(root) && !is_computed(root)) {
    *addend = static_cast<std::int64_t>(static_cast<std::uint64_t>(*addend) +
                                        static_cast<std::uint64_t>(graph_.node(graph_.operand(root, 1)).imm));
    root = root_[graph_.operand(root, 0)];
  }
  return root;
}

void LoweringPlan::number() {
  position_.assign(graph_.node_count(), 0);
  std::uint32_t next = 0;
  for (BlockPlan& plan : blocks_) {
    plan.from = next;
    next += 2;
    node_at_.push_back(kNoNode);
    plan.first_node = static_cast<std::uint32_t>(nodes_.size());
    const Block& block = graph_.block(plan.id);
    for (const NodeId param : block.params) position_[param] = plan.from;
    for (NodeId n = block.first; n != kNoNode; n = graph_.node(n).next) {
      if (fused_[n] || graph_.node(n).op == Op::Assume) continue;
      position_[n] = next;
      next += 2;
      nodes_.push_back(n);
      node_at_.push_back(n);
    }
    plan.node_count = static_cast<std::uint32_t>(nodes_.size()) - plan.first_node;
    plan.to = next;
  }
  for (BlockPlan& plan : blocks_)
    if (plan.loop_end) plan.loop_end = blocks_[plan.loop_end - 1].to;
}

}  // namespace tauraro::jit
