#include "jit/lower/x64/generator.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace tauraro::jit {
namespace {

constexpr Gpr kSavedOrder[] = {Gpr::rbx, Gpr::rbp, Gpr::r12, Gpr::r13};

}  // namespace

Generator::Generator(const Intervals& intervals, const LinearScan& scan, const TargetLayout& layout, const Stubs& stubs, void* cookie,
                     X64Emitter& emitter)
    : intervals_(intervals), plan_(intervals.plan()), graph_(intervals.plan().graph()), scan_(scan), layout_(layout), stubs_(stubs),
      cookie_(cookie), a_(emitter) {
  saved_ = scan.used_registers() & kCalleeSaved;
  const auto pushed = static_cast<std::uint32_t>(std::popcount(saved_)) + 2 + 1;  // with r14, r15 and the return address
  frame_bytes_ = scan.slot_count() * 8;
  if ((frame_bytes_ + pushed * 8) % 16 != 0) frame_bytes_ += 8;
}

std::string Generator::run() {
  plan_moves();
  find_empty_blocks();
  common_exit_ = a_.new_label();
  const auto& blocks = plan_.blocks();
  block_labels_.resize(blocks.size());
  for (Label& label : block_labels_) label = a_.new_label();
  for (const bool cold : {false, true})
    for (std::uint32_t i = 0; i < blocks.size(); ++i)
      if ((blocks[i].is_cold && i != 0) == cold) emit_order_.push_back(i);
  emit_prologue();
  for (emit_index_ = 0; emit_index_ < emit_order_.size(); ++emit_index_) emit_block(emit_order_[emit_index_]);
  emit_slow_paths();
  emit_exit_stubs();
  for (std::uint32_t i = 0; graph_.state_count() > 1 && !exits_.virtuals.empty() && i == 0; ++i) {
    std::uint32_t layouts = 0;
    for (const ExitVirtual& object : exits_.virtuals) layouts = std::max(layouts, object.layout + 1);
    for (std::uint32_t k = 0; k < layouts; ++k) exits_.layouts.push_back(graph_.virtual_layout(k));
  }
  std::sort(cells_.begin(), cells_.end());
  cells_.erase(std::unique(cells_.begin(), cells_.end()), cells_.end());
  return a_.finish();
}

void Generator::emit_prologue() {
  for (const Gpr reg : kSavedOrder)
    if (saved_ & set_of(reg)) a_.push(reg);
  a_.push(kWindowRegister);
  a_.push(kThreadRegister);
  if (frame_bytes_) a_.alu(Alu::Sub, Gpr::rsp, static_cast<std::int32_t>(frame_bytes_));
  a_.mov(kThreadRegister, Gpr::rdi);
  a_.mov(kWindowRegister, Gpr::rsi);
}

void Generator::emit_epilogue() {
  if (frame_bytes_) a_.alu(Alu::Add, Gpr::rsp, static_cast<std::int32_t>(frame_bytes_));
  a_.pop(kThreadRegister);
  a_.pop(kWindowRegister);
  for (std::size_t i = std::size(kSavedOrder); i-- > 0;)
    if (saved_ & set_of(kSavedOrder[i])) a_.pop(kSavedOrder[i]);
  a_.ret();
}

// ---- moves ----

/// Where each value changes its place: at splits inside of blocks, and on edges.
void Generator::plan_moves() {
  const auto& blocks = plan_.blocks();
  edge_moves_.resize(blocks.size() * 2);
  std::vector<std::uint64_t> split((intervals_.count() + 63) / 64);
  std::vector<bool> starts_block(plan_.end_position() / 2 + 1);
  for (const auto& block : blocks) starts_block[block.from / 2] = true;
  for (std::uint32_t id = 1; id < intervals_.count(); ++id) {
    const Interval& part = intervals_[id];
    if (part.parent == id && part.next_part) split[id / 64] |= std::uint64_t{1} << (id % 64);
    if (!part.next_part) continue;
    const Interval& next = intervals_[part.next_part];
    const Interval& whole = intervals_[part.parent];
    if (part.end != next.start || next.reg == part.reg || (next.reg == kNoRegister && whole.stores_at_definition)) continue;
    if (next.start % 2 == 0 && starts_block[next.start / 2]) continue;
    assert(next.start % 2 == 0);
    const Place slot = Place::in_slot(whole.slot, part.is_vector);
    moves_.push_back({next.start, part.reg != kNoRegister ? Place::in(part.reg) : slot, next.reg != kNoRegister ? Place::in(next.reg) : slot});
  }
  std::sort(moves_.begin(), moves_.end(), [](const PlannedMove& a, const PlannedMove& b) { return a.position < b.position; });
  for (std::uint32_t i = 0; i < blocks.size(); ++i) {
    const Block& block = graph_.block(blocks[i].id);
    for (unsigned e = 0; e < block.edge_count; ++e) {
      const Edge& edge = block.edges[e];
      const std::uint32_t to = plan_.index_of(edge.to);
      const std::uint32_t home = block.edge_count == 1 ? i * 2 + 1 : to * 2;
      const std::uint64_t* live = intervals_.live_in(to);
      for (std::uint32_t w = 0; w < intervals_.live_words(); ++w)
        for (std::uint64_t bits = live[w] & split[w]; bits; bits &= bits - 1) {
          const NodeId value = intervals_[w * 64 + static_cast<std::uint32_t>(std::countr_zero(bits))].value;
          const Place before = place(value, blocks[i].to - 1), after = place(value, blocks[to].from);
          const bool is_stored = after.is_slot() && intervals_[intervals_.interval_of(value)].stores_at_definition;
          if (!is_stored && !before.same_place(after)) edge_moves_[home].push_back({0, before, after});
        }
      const Block& target = graph_.block(edge.to);
      for (std::size_t k = 0; k < target.params.size(); ++k) {
        if (!intervals_.interval_of(target.params[k])) continue;
        const Place before = place(edge.arguments[k], blocks[i].to - 1), after = place(target.params[k], blocks[to].from);
        if (before.is_constant()) constant_word(edge.arguments[k]);  // notes cells
        if (!before.same_place(after)) edge_moves_[home].push_back({0, before, after});
      }
    }
  }
}

void Generator::emit_moves_at(std::uint32_t position) {
  const auto begin = std::lower_bound(moves_.begin(), moves_.end(), position,
                                      [](const PlannedMove& move, std::uint32_t at) { return move.position < at; });
  for (auto move = begin; move != moves_.end() && move->position == position; ++move) parallel_.add(move->from, move->to);
  if (parallel_.empty()) return;
  offset_in_scratch_ = kNoNode;  // moves may go through it
  parallel_.resolve([this](const Place& from, const Place& to) { emit_move(from, to); });
}

void Generator::emit_edge_moves(BlockId index, bool at_start) {
  const std::vector<PlannedMove>& moves = edge_moves_[index * 2 + (at_start ? 0 : 1)];
  if (moves.empty()) return;
  for (const PlannedMove& move : moves) parallel_.add(move.from, move.to);
  parallel_.resolve([this](const Place& from, const Place& to) { emit_move(from, to); });
}

void Generator::emit_move(const Place& from, const Place& to) {
  if (to.is_register()) {
    if (is_vector(to.reg)) {
      if (from.is_register()) {
        if (is_vector(from.reg)) a_.mov(xmm(to.reg), xmm(from.reg));
        else a_.mov_bits(xmm(to.reg), gpr(from.reg));
      } else if (from.is_slot()) {
        a_.mov(xmm(to.reg), slot(from.slot));
      } else if (from.constant == 0) {
        a_.zero(xmm(to.reg));
      } else {
        a_.mov(xmm(to.reg), a_.constant(from.constant));
      }
    } else if (from.is_register()) {
      a_.mov(gpr(to.reg), gpr(from.reg));
    } else if (from.is_slot()) {
      a_.mov(gpr(to.reg), slot(from.slot));
    } else {
      a_.mov_imm(gpr(to.reg), from.constant);
    }
    return;
  }
  if (from.is_register()) {
    if (is_vector(from.reg)) a_.mov(slot(to.slot), xmm(from.reg));
    else a_.mov(slot(to.slot), gpr(from.reg));
  } else if (from.is_constant() && static_cast<std::int64_t>(from.constant) == static_cast<std::int32_t>(from.constant)) {
    a_.mov_imm(slot(to.slot), static_cast<std::int32_t>(from.constant));
  } else {
    if (from.is_slot()) a_.mov(kScratch2, slot(from.slot));
    else a_.mov_imm(kScratch2, from.constant);
    a_.mov(slot(to.slot), kScratch2);
  }
}

/// Parameters that have a register here and a slot for later.
void Generator::store_params(const Block& block, std::uint32_t position) {
  for (const NodeId param : block.params) {
    const std::uint32_t id = intervals_.interval_of(param);
    if (!id || intervals_[id].slot < 0 || !intervals_[id].stores_at_definition) continue;
    const Place where = place(param, position);
    if (where.is_register()) emit_move(where, Place::in_slot(intervals_[id].slot, intervals_[id].is_vector));
  }
}

// ---- blocks ----

/// Blocks that only jump on: a jump to them goes to their target.
void Generator::find_empty_blocks() {
  const auto& blocks = plan_.blocks();
  forwarded_.resize(graph_.block_count());
  for (BlockId id = 0; id < graph_.block_count(); ++id) forwarded_[id] = id;
  for (std::uint32_t i = static_cast<std::uint32_t>(blocks.size()); i-- > 0;) {
    const Block& block = graph_.block(blocks[i].id);
    if (blocks[i].node_count != 1 || block.edge_count != 1 || !edge_moves_[i * 2].empty() || !edge_moves_[i * 2 + 1].empty() || i == 0) continue;
    const auto begin = std::lower_bound(moves_.begin(), moves_.end(), blocks[i].from,
                                        [](const PlannedMove& move, std::uint32_t at) { return move.position < at; });
    if (begin != moves_.end() && begin->position < blocks[i].to) continue;
    bool stores = false;
    for (const NodeId param : block.params) stores = stores || intervals_.interval_of(param) != 0;
    if (!stores) forwarded_[blocks[i].id] = block.edges[0].to;
  }
}

Label Generator::label_of(BlockId block) const {
  for (unsigned steps = 0; forwarded_[block] != block && steps < 64; ++steps) block = forwarded_[block];
  return block_labels_[plan_.index_of(block)];
}

BlockId Generator::next_block() const {
  for (std::size_t i = emit_index_ + 1; i < emit_order_.size(); ++i) {
    const BlockId id = plan_.blocks()[emit_order_[i]].id;
    if (forwarded_[id] == id) return id;
  }
  return kNoBlock;
}

void Generator::emit_block(std::uint32_t index) {
  const LoweringPlan::BlockPlan& plan = plan_.blocks()[index];
  if (forwarded_[plan.id] != plan.id) {
    a_.bind(block_labels_[index]);  // only a cycle of empty blocks gets here
    if (label_of(plan.id) == block_labels_[index]) a_.jmp(block_labels_[index]);
    return;
  }
  if (plan.loop_end && !plan.is_cold) a_.align(16);
  a_.bind(block_labels_[index]);
  block_index_ = index;
  position_ = plan.from;
  emit_edge_moves(index, true);
  store_params(graph_.block(plan.id), plan.from);
  for (const NodeId node : plan_.nodes(plan)) {
    position_ = plan_.position(node);
    if (a_.keeps_listing()) comment(node);
    emit_moves_at(position_);
    if (graph_.node(node).info().is_terminator()) {
      emit_edge_moves(index, false);
      emit_terminator(node);
    } else {
      emit_node(node);
    }
  }
}

void Generator::comment(NodeId id) {
  const Node& node = graph_.node(id);
  std::string text = "; n" + std::to_string(id) + " = " + node.info().name;
  for (const NodeId operand : graph_.operands(node)) {
    const Node& from = graph_.node(operand);
    text += from.op == Op::ConstInt ? " " + std::to_string(from.imm) : " n" + std::to_string(operand);
  }
  if (node.info().payload == Payload::Call) text += std::string(" ") + graph_.call_of(node).name;
  a_.comment(text.c_str());
}

void Generator::emit_terminator(NodeId id) {
  const Node& node = graph_.node(id);
  switch (node.op) {
    case Op::Jump: jump_to(graph_.block(node.block).edges[0].to); break;
    case Op::Branch: emit_branch(id); break;
    case Op::Return:
      use_in(graph_.operand(id, 0), Gpr::rax);
      emit_epilogue();
      break;
    case Op::Exit: a_.jmp(exit_label(id)); break;
    default: a_.trap(); break;
  }
}

void Generator::emit_branch(NodeId id) {
  const Block& block = graph_.block(graph_.node(id).block);
  const NodeId condition = graph_.operand(id, 0);
  if (is_constant(condition)) return jump_to(block.edges[constant_word(condition) ? 0 : 1].to);
  jump_on(condition_of(condition), block.edges[0].to, block.edges[1].to);
}

void Generator::jump_to(BlockId target) {
  const Label label = label_of(target);
  const BlockId next = next_block();
  if (next == kNoBlock || label_of(next) != label) a_.jmp(label);
}

void Generator::jump_on(Condition condition, BlockId if_true, BlockId if_false) {
  const Label yes = label_of(if_true), no = label_of(if_false);
  const BlockId next = next_block();
  const Label after = next == kNoBlock ? kNoLabel : label_of(next);
  if (condition.and_ordered) {  // both flags
    a_.jcc(Cond::Parity, no);
    a_.jcc(negate(condition.cond), no);
    if (yes != after) a_.jmp(yes);
  } else if (condition.or_unordered) {
    a_.jcc(Cond::Parity, yes);
    a_.jcc(condition.cond, yes);
    if (no != after) a_.jmp(no);
  } else if (yes == after) {
    a_.jcc(negate(condition.cond), no);
  } else {
    a_.jcc(condition.cond, yes);
    if (no != after) a_.jmp(no);
  }
}

void Generator::emit_node(NodeId id) {
  const Node& node = graph_.node(id);
  if (layout_.exit_stress && node.state != kNoState) force_exit(id);
  if (emit_int(id, node) || emit_double(id, node) || emit_memory(id, node) || emit_frames(id, node)) return;
  if (node.type.kind == TypeKind::Bool && intervals_.interval_of(id)) return materialize(id);
  emit_check(id, node);
}

// ---- out of line ----

void Generator::emit_slow_paths() {
  for (const SlowPath& slow : slow_paths_) {
    position_ = slow.position;
    a_.bind(slow.entry);
    switch (slow.kind) {
      case SlowKind::BoxInt:  // reg holds number + kIntBias
        a_.mov(kScratch, slow.reg);
        a_.alu(Alu::Sub, kScratch, a_.constant(kIntBias));
        a_.call(a_.constant(reinterpret_cast<std::uint64_t>(stubs_.box_int)));
        a_.mov(slow.reg, kScratch2);
        break;
      case SlowKind::Safepoint:
        a_.call(a_.constant(reinterpret_cast<std::uint64_t>(stubs_.safepoint)));
        a_.test(kScratch2, kScratch2);
        a_.jcc(Cond::NotEqual, slow.exit);
        break;
      case SlowKind::WriteBarrier:
        use_in(graph_.operand(slow.node, 0), kScratch);
        a_.call(a_.constant(reinterpret_cast<std::uint64_t>(stubs_.write_barrier)));
        break;
      case SlowKind::WriteBarrierSlot: {
        a_.lea(kScratch2, address(slow.node));
        use_in(graph_.operand(slow.node, 0), kScratch);
        a_.call(a_.constant(reinterpret_cast<std::uint64_t>(stubs_.write_barrier_slot)));
        break;
      }
      case SlowKind::Allocate: {
        const Node& node = graph_.node(slow.node);
        a_.mov_imm(kScratch, static_cast<std::uint64_t>(node.imm));
        a_.mov_imm(kScratch2, static_cast<std::uint64_t>(node.imm2));
        a_.call(a_.constant(reinterpret_cast<std::uint64_t>(stubs_.allocate)));
        if (slow.exit != kNoLabel) {
          a_.test(kScratch2, kScratch2);
          a_.jcc(Cond::Equal, slow.exit);
        }
        a_.mov(slow.reg, kScratch2);
        break;
      }
      default: emit_slow_frames(slow); break;
    }
    a_.jmp(slow.back);
  }
}

void Generator::emit_exit_stubs() {
  if (exit_stubs_.empty()) return;
  for (const ExitStub& stub : exit_stubs_) {
    a_.bind(stub.label);
    if (stub.undoes) {
      if (stub.is_imm) a_.alu(stub.undo, stub.target, stub.imm);
      else a_.alu(stub.undo, stub.target, stub.operand);
    }
    a_.push_imm(static_cast<std::int32_t>(stub.exit));
    a_.jmp(common_exit_);
  }
  a_.bind(common_exit_);
  a_.mov_imm(kScratch2, reinterpret_cast<std::uint64_t>(cookie_));
  a_.call(a_.constant(reinterpret_cast<std::uint64_t>(stubs_.exit)));
  a_.lea(Gpr::rsp, Mem::at(Gpr::rsp, 8));
  emit_epilogue();
}

}  // namespace tauraro::jit
