#include "jit/lower/x64/generator.h"

namespace tauraro::jit {

bool Generator::emit_double(NodeId id, const Node& node) {
  switch (node.op) {
    case Op::AddDouble: emit_fp(id, Fp::Add); return true;
    case Op::SubDouble: emit_fp(id, Fp::Sub); return true;
    case Op::MulDouble: emit_fp(id, Fp::Mul); return true;
    case Op::DivDouble: emit_fp(id, Fp::Div); return true;
    case Op::NegDouble: emit_fp_mask(id, Fp::Xor, std::uint64_t{1} << 63); return true;
    case Op::AbsDouble: emit_fp_mask(id, Fp::And, ~(std::uint64_t{1} << 63)); return true;
    case Op::SqrtDouble: {
      const Xmm to = result_double(id);
      a_.sqrt(to, use_double_any(graph_.operand(id, 0)));
      finish_double(id, to);
      return true;
    }
    case Op::FloorDouble: case Op::CeilDouble: case Op::TruncDouble: case Op::RoundDouble: {
      const Rounding mode = node.op == Op::FloorDouble  ? Rounding::Down
                            : node.op == Op::CeilDouble ? Rounding::Up
                            : node.op == Op::TruncDouble ? Rounding::Zero
                                                         : Rounding::Nearest;
      const Xmm to = result_double(id);
      a_.round(to, use_double_any(graph_.operand(id, 0)), mode);
      finish_double(id, to);
      return true;
    }
    case Op::IntToDouble: {
      const Xmm to = result_double(id);
      a_.int_to_double(to, use_any(graph_.operand(id, 0)));
      finish_double(id, to);
      return true;
    }
    case Op::DoubleToInt:
      a_.double_to_int(kScratch, use_double_any(graph_.operand(id, 0)));
      a_.alu(Alu::Cmp, kScratch, 1);  // overflows for the "does not fit" number alone
      a_.jcc(Cond::Overflow, exit_label(id));
      finish(id, kScratch);
      return true;
    case Op::BoxDouble: {
      const Gpr to = result(id);
      const XmmMem from = use_double_any(graph_.operand(id, 0));
      if (from.is_mem) a_.mov(to, from.mem);
      else a_.mov_bits(to, from.reg);
      a_.alu(Alu::Add, to, a_.constant(kDoubleOffset));
      finish(id, to);
      return true;
    }
    case Op::UnboxDouble: {
      const Xmm to = result_double(id);
      if (offset_in_scratch_ != plan_.root(graph_.operand(id, 0)) || offset_position_ != position_) {
        use_in(graph_.operand(id, 0), kScratch);
        a_.alu(Alu::Sub, kScratch, a_.constant(kDoubleOffset));
      }
      a_.mov_bits(to, kScratch);
      finish_double(id, to);
      return true;
    }
    default: return false;
  }
}

void Generator::emit_fp(NodeId id, Fp op) {
  NodeId left = graph_.operand(id, 0), right = graph_.operand(id, 1);
  const Xmm to = result_double(id);
  const bool commutes = op == Fp::Add || op == Fp::Mul;
  if (commutes && register_at_or_none(right) == register_of(to)) std::swap(left, right);
  const Xmm l = use_double(left, kVectorScratch2);
  a_.fp(op, to, l, use_double_any(right));
  finish_double(id, to);
}

void Generator::emit_fp_mask(NodeId id, Fp op, std::uint64_t mask) {
  const Xmm to = result_double(id);
  const Xmm from = use_double(graph_.operand(id, 0), to);
  a_.fp(op, to, from, a_.constant128(mask, 0));
  finish_double(id, to);
}

}  // namespace tauraro::jit
