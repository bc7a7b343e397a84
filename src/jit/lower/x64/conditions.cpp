#include "jit/lower/x64/generator.h"

namespace tauraro::jit {
namespace {

Cond int_condition(Op op) {
  switch (op) {
    case Op::EqInt: case Op::EqWord: return Cond::Equal;
    case Op::NeInt: case Op::NeWord: return Cond::NotEqual;
    case Op::LtInt: return Cond::Less;
    case Op::LeInt: return Cond::LessEqual;
    case Op::GtInt: return Cond::Greater;
    case Op::GeInt: return Cond::GreaterEqual;
    default: return Cond::Below;  // LtUnsigned
  }
}

/// The condition for the operands exchanged.
Cond exchanged(Cond condition) {
  switch (condition) {
    case Cond::Less: return Cond::Greater;
    case Cond::LessEqual: return Cond::GreaterEqual;
    case Cond::Greater: return Cond::Less;
    case Cond::GreaterEqual: return Cond::LessEqual;
    case Cond::Below: return Cond::Above;
    default: return condition;
  }
}

}  // namespace

/// Sets the flags for a condition node. May use both scratch registers.
Generator::Condition Generator::compare(NodeId id) {
  const Node& node = graph_.node(id);
  NodeId left = graph_.operand(id, 0), right = node.operand_count > 1 ? graph_.operand(id, 1) : kNoNode;
  switch (node.op) {
    case Op::EqInt: case Op::NeInt: case Op::LtInt: case Op::LeInt: case Op::GtInt: case Op::GeInt: case Op::LtUnsigned:
    case Op::EqWord: case Op::NeWord: {
      Cond cond = int_condition(node.op);
      if (is_constant(left) && !is_constant(right)) {
        std::swap(left, right);
        cond = exchanged(cond);
      }
      const auto imm = imm32(right);
      if (imm && plan_.is_fused(plan_.root(left))) {
        a_.alu(Alu::Cmp, address(plan_.root(left)), *imm);
        return {cond};
      }
      const Gpr l = use(left, kScratch);
      if (imm && *imm == 0 && cond != Cond::Below && cond != Cond::Above) a_.test(l, l);
      else if (imm) a_.alu(Alu::Cmp, l, *imm);
      else a_.alu(Alu::Cmp, l, use_any(right));
      return {cond};
    }
    case Op::LtDouble: case Op::LeDouble: case Op::GtDouble: case Op::GeDouble: {
      // "above" is false for NaN, so compare the side that must be above.
      const bool exchange = node.op == Op::LtDouble || node.op == Op::LeDouble;
      const bool or_equal = node.op == Op::LeDouble || node.op == Op::GeDouble;
      if (exchange) std::swap(left, right);
      a_.compare(use_double(left, kVectorScratch), use_double_any(right));
      return {or_equal ? Cond::AboveEqual : Cond::Above};
    }
    case Op::EqDouble:
    case Op::NeDouble:
      a_.compare(use_double(left, kVectorScratch), use_double_any(right));
      return node.op == Op::EqDouble ? Condition{Cond::Equal, true, false} : Condition{Cond::NotEqual, false, true};
    case Op::IsInt: case Op::CheckInt:
      a_.alu(Alu::Cmp, use(left, kScratch), a_.constant(kFirstInt));
      return {Cond::AboveEqual};
    case Op::IsDouble: case Op::CheckDouble:
      use_in(left, kScratch);
      a_.alu(Alu::Sub, kScratch, a_.constant(kDoubleOffset));
      if (node.op == Op::CheckDouble) {
        offset_in_scratch_ = plan_.root(left);
        offset_position_ = position_ + 2;
      }
      a_.alu(Alu::Cmp, kScratch, a_.constant(kFirstInt - kDoubleOffset));
      return {Cond::Below};
    case Op::IsBool: case Op::CheckBool:
      use_in(left, kScratch);
      a_.alu(Alu::Or, kScratch, 1);
      a_.alu(Alu::Cmp, kScratch, static_cast<std::int32_t>(kTrueBits));
      return {Cond::Equal};
    case Op::IsCell: case Op::CheckCell:
      a_.lea(kScratch, Mem::at(use(left, kScratch), -static_cast<std::int32_t>(kFirstAddress)));
      a_.alu(Alu::Cmp, kScratch, a_.constant(kDoubleOffset - kFirstAddress));
      return {Cond::Below};
    case Op::HasShape: case Op::CheckShape: case Op::CheckExact:
      a_.alu32(Alu::Cmp, Mem::at(use(left, kScratch)), static_cast<std::int32_t>(node.imm));
      return {Cond::Equal};
    default: a_.trap(); return {Cond::Equal};
  }
}

/// Sets the flags for a Bool: compares now if it is fused, else tests its register.
Generator::Condition Generator::condition_of(NodeId id) {
  if (plan_.is_fused(id)) return compare(id);
  const Gpr reg = use(id, kScratch);
  a_.test(reg, reg);
  return {Cond::NotEqual};
}

void Generator::materialize(NodeId id) {
  const Condition condition = compare(id);
  const Gpr to = result(id);
  if (condition.and_ordered || condition.or_unordered) {
    a_.setcc(condition.and_ordered ? Cond::NotParity : Cond::Parity, kScratch);
    a_.setcc(condition.cond, kScratch2);
    a_.alu(condition.and_ordered ? Alu::And : Alu::Or, kScratch, kScratch2);
    a_.zero_extend8(to, kScratch);
  } else {
    a_.setcc(condition.cond, kScratch);
    a_.zero_extend8(to, kScratch);
  }
  finish(id, to);
}

void Generator::exit_unless(Condition condition, Label exit) {
  if (condition.and_ordered) {
    a_.jcc(Cond::Parity, exit);
    a_.jcc(negate(condition.cond), exit);
  } else if (condition.or_unordered) {
    const Label fine = a_.new_label();
    a_.jcc(Cond::Parity, fine);
    a_.jcc(negate(condition.cond), exit);
    a_.bind(fine);
  } else {
    a_.jcc(negate(condition.cond), exit);
  }
}

void Generator::emit_check(NodeId id, const Node& node) {
  switch (node.op) {
    case Op::CheckInt: case Op::CheckDouble: case Op::CheckBool: case Op::CheckCell: case Op::CheckShape: case Op::CheckExact:
      exit_unless(compare(id), exit_label(id));
      return;
    case Op::CheckWord: {
      const Gpr word = use(graph_.operand(id, 0), kScratch);
      const auto wanted = static_cast<std::uint64_t>(node.imm);
      if (is_cell_bits(wanted) && graph_.type(id).is_boxed()) cells_.push_back(wanted);
      if (node.imm == static_cast<std::int32_t>(node.imm)) a_.alu(Alu::Cmp, word, static_cast<std::int32_t>(node.imm));
      else a_.alu(Alu::Cmp, word, a_.constant(wanted));
      a_.jcc(Cond::NotEqual, exit_label(id));
      return;
    }
    case Op::CheckNotEmpty: {
      const Gpr word = use(graph_.operand(id, 0), kScratch);
      a_.test(word, word);
      a_.jcc(Cond::Equal, exit_label(id));
      return;
    }
    case Op::CheckIndex: {
      const NodeId index = graph_.operand(id, 0), length = graph_.operand(id, 1);
      const auto imm = imm32(index);
      if (imm && !is_constant(length)) {
        if (plan_.is_fused(plan_.root(length))) a_.alu(Alu::Cmp, address(plan_.root(length)), *imm);
        else a_.alu(Alu::Cmp, use(length, kScratch2), *imm);
        a_.jcc(*imm < 0 ? Cond::NotEqual : Cond::LessEqual, exit_label(id));
        if (*imm < 0) a_.jmp(exit_label(id));
        return;
      }
      const auto length_imm = imm32(length);
      const Gpr i = use(index, kScratch);
      if (length_imm) a_.alu(Alu::Cmp, i, *length_imm);
      else a_.alu(Alu::Cmp, i, use_any(length));
      a_.jcc(Cond::AboveEqual, exit_label(id));
      return;
    }
    case Op::CheckIntRange: {
      const Label exit = exit_label(id);
      const auto wide = [&](Gpr reg, std::int64_t bound) {
        if (bound == static_cast<std::int32_t>(bound)) a_.alu(Alu::Cmp, reg, static_cast<std::int32_t>(bound));
        else a_.alu(Alu::Cmp, reg, a_.constant(static_cast<std::uint64_t>(bound)));
      };
      const Gpr number = use(graph_.operand(id, 0), kScratch);
      const IntRange range = graph_.type(graph_.operand(id, 0)).range;
      if (node.imm > range.low) {
        wide(number, node.imm);
        a_.jcc(Cond::Less, exit);
      }
      if (node.imm2 < range.high) {
        wide(number, node.imm2);
        a_.jcc(Cond::Greater, exit);
      }
      return;
    }
    case Op::CheckTrue:
    case Op::CheckFalse: {
      const NodeId condition = graph_.operand(id, 0);
      const bool wanted = node.op == Op::CheckTrue;
      if (is_constant(condition)) {
        if ((constant_word(condition) != 0) != wanted) a_.jmp(exit_label(id));
        return;
      }
      Condition c = condition_of(condition);
      if (!wanted) {
        c.cond = negate(c.cond);
        std::swap(c.and_ordered, c.or_unordered);
      }
      exit_unless(c, exit_label(id));
      return;
    }
    default: a_.trap();
  }
}

}  // namespace tauraro::jit
