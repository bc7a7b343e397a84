#include <bit>
#include <cassert>

#include "jit/lower/x64/generator.h"

namespace tauraro::jit {

Place Generator::place(NodeId value, std::uint32_t position) const {
  const NodeId root = plan_.root(value);
  const Node& node = graph_.node(root);
  switch (node.op) {
    case Op::Window: return Place::in(register_of(kWindowRegister));
    case Op::Thread: return Place::in(register_of(kThreadRegister));
    case Op::ConstDouble: return Place::of_constant(static_cast<std::uint64_t>(node.imm), true);
    case Op::ConstInt: case Op::ConstBool: case Op::ConstValue: case Op::ConstRaw:
      return Place::of_constant(static_cast<std::uint64_t>(node.imm), false);
    default: break;
  }
  const std::uint32_t parent = intervals_.interval_of(root);
  assert(parent != 0);
  const Interval& part = intervals_[intervals_.part_at(parent, position)];
  if (part.reg != kNoRegister) return Place::in(part.reg);
  assert(intervals_[parent].slot >= 0);
  return Place::in_slot(intervals_[parent].slot, part.is_vector);
}

Register Generator::register_at(NodeId value) const {
  const Place where = place(value);
  return where.is_register() ? where.reg : kNoRegister;
}

std::uint64_t Generator::constant_word(NodeId value) {
  const Node& node = graph_.node(plan_.root(value));
  const auto word = static_cast<std::uint64_t>(node.imm);
  if (node.op == Op::ConstValue && is_cell_bits(word)) cells_.push_back(word);
  return word;
}

std::optional<std::int32_t> Generator::imm32(NodeId value) {
  const NodeId root = plan_.root(value);
  const Op op = graph_.node(root).op;
  if (op != Op::ConstInt && op != Op::ConstBool && op != Op::ConstValue && op != Op::ConstRaw) return std::nullopt;
  const auto word = static_cast<std::int64_t>(constant_word(root));
  if (word != static_cast<std::int32_t>(word)) return std::nullopt;
  return static_cast<std::int32_t>(word);
}

Gpr Generator::use(NodeId value, Gpr scratch) {
  if (plan_.is_fused(plan_.root(value))) {
    a_.mov(scratch, address(plan_.root(value)));
    return scratch;
  }
  const Place where = place(value);
  if (where.is_register()) return gpr(where.reg);
  if (where.is_slot()) a_.mov(scratch, slot(where.slot));
  else a_.mov_imm(scratch, constant_word(value));
  return scratch;
}

void Generator::use_in(NodeId value, Gpr reg) { a_.mov(reg, use(value, reg)); }

RegMem Generator::use_any(NodeId value) {
  if (plan_.is_fused(plan_.root(value))) return address(plan_.root(value));
  const Place where = place(value);
  if (where.is_register()) return gpr(where.reg);
  if (where.is_slot()) return slot(where.slot);
  return a_.constant(constant_word(value));
}

Xmm Generator::use_double(NodeId value, Xmm scratch) {
  const XmmMem where = use_double_any(value);
  if (!where.is_mem) return where.reg;
  a_.mov(scratch, where.mem);
  return scratch;
}

XmmMem Generator::use_double_any(NodeId value) {
  if (plan_.is_fused(plan_.root(value))) return address(plan_.root(value));
  const Place where = place(value);
  if (where.is_register()) return xmm(where.reg);
  if (where.is_slot()) return slot(where.slot);
  return a_.constant(where.constant);
}

/// [base + offset] or [base + index * size + offset]. Places that are no registers go through kScratch2 alone.
Mem Generator::address(NodeId access) {
  const Node& node = graph_.node(access);
  const NodeId base = graph_.operands(node)[0];
  const bool is_indexed = node.op == Op::LoadIndexed || node.op == Op::StoreIndexed || node.op == Op::WriteBarrierSlot;
  const bool far = node.imm != static_cast<std::int32_t>(node.imm);
  if (far || (!is_indexed && is_constant(base) && register_at(base) == kNoRegister)) {
    if (!is_indexed) {
      const auto at = static_cast<std::int64_t>(constant_word(base)) + node.imm;
      a_.mov_imm(kScratch2, static_cast<std::uint64_t>(at));
      return Mem::at(kScratch2);
    }
  }
  const auto offset = static_cast<std::int32_t>(node.imm);
  if (!is_indexed) return Mem::at(use(base, kScratch2), offset);
  const NodeId index = graph_.operands(node)[1];
  const auto scale = static_cast<unsigned>(std::countr_zero(node.op == Op::WriteBarrierSlot ? 8u : memory_size(node.memory)));
  if (is_constant(index)) {
    const std::int64_t at = node.imm + static_cast<std::int64_t>(constant_word(index)) * (std::int64_t{1} << scale);
    if (at == static_cast<std::int32_t>(at)) return Mem::at(use(base, kScratch2), static_cast<std::int32_t>(at));
  }
  const Register base_reg = register_at(base), index_reg = register_at(index);
  if (index_reg != kNoRegister) return Mem::indexed(use(base, kScratch2), gpr(index_reg), scale, offset);
  use_in(index, kScratch2);
  if (base_reg != kNoRegister) return Mem::indexed(gpr(base_reg), kScratch2, scale, offset);
  if (scale) a_.shift(Shift::Left, kScratch2, scale);
  a_.alu(Alu::Add, kScratch2, use_any(base));
  return Mem::at(kScratch2, offset);
}

Gpr Generator::result(NodeId id) {
  const Place where = place(id, position_ + 1);
  return where.is_register() ? gpr(where.reg) : kScratch;
}

Xmm Generator::result_double(NodeId id) {
  const Place where = place(id, position_ + 1);
  return where.is_register() ? xmm(where.reg) : kVectorScratch;
}

void Generator::finish(NodeId id, Gpr reg) {
  const Place where = place(id, position_ + 1);
  const Interval& whole = intervals_[intervals_.interval_of(id)];
  if (where.is_register() && gpr(where.reg) != reg) a_.mov(gpr(where.reg), reg);
  if (where.is_slot() || (whole.slot >= 0 && whole.stores_at_definition)) a_.mov(slot(whole.slot), reg);
}

void Generator::finish_double(NodeId id, Xmm reg) {
  const Place where = place(id, position_ + 1);
  const Interval& whole = intervals_[intervals_.interval_of(id)];
  if (where.is_register() && xmm(where.reg) != reg) a_.mov(xmm(where.reg), reg);
  if (where.is_slot() || (whole.slot >= 0 && whole.stores_at_definition)) a_.mov(slot(whole.slot), reg);
}

}  // namespace tauraro::jit
