#include <bit>
#include <limits>

#include "jit/lower/x64/generator.h"

namespace tauraro::jit {

bool Generator::emit_int(NodeId id, const Node& node) {
  switch (node.op) {
    case Op::AddInt: emit_alu(id, Alu::Add, true); return true;
    case Op::SubInt: emit_alu(id, Alu::Sub, true); return true;
    case Op::AddWrap: case Op::AddRaw: emit_add_wrap(id); return true;
    case Op::SubWrap: emit_alu(id, Alu::Sub, false); return true;
    case Op::AndInt: case Op::AndBool: emit_alu(id, Alu::And, false); return true;
    case Op::OrInt: case Op::OrBool: emit_alu(id, Alu::Or, false); return true;
    case Op::XorInt: case Op::XorBool: emit_alu(id, Alu::Xor, false); return true;
    case Op::MulInt: emit_mul(id, true); return true;
    case Op::MulWrap: emit_mul(id, false); return true;
    case Op::MulHigh: {
      NodeId left = graph_.operand(id, 0), right = graph_.operand(id, 1);
      if (register_at(right) == register_of(Gpr::rax)) std::swap(left, right);
      use_in(left, Gpr::rax);
      a_.imul_wide(use_any(right));
      finish(id, Gpr::rdx);
      return true;
    }
    case Op::MulHighUnsigned: {
      NodeId left = graph_.operand(id, 0), right = graph_.operand(id, 1);
      if (a_.features().bmi2) {
        if (register_at(right) == register_of(Gpr::rdx)) std::swap(left, right);
        use_in(left, Gpr::rdx);
        const Gpr to = result(id);
        const RegMem by = use_any(right);
        a_.mulx(to, to == kScratch ? kScratch2 : kScratch, by);
        finish(id, to);
      } else {
        if (register_at(right) == register_of(Gpr::rax)) std::swap(left, right);
        use_in(left, Gpr::rax);
        a_.mul_wide(use_any(right));
        finish(id, Gpr::rdx);
      }
      return true;
    }
    case Op::FloorDivInt: emit_division(id, true, true); return true;
    case Op::ModInt: emit_division(id, false, true); return true;
    case Op::FloorDivWrap: emit_division(id, true, false); return true;
    case Op::ModWrap: emit_division(id, false, false); return true;
    case Op::ShlWrap: emit_shift(id, Shift::Left); return true;
    case Op::ShrWrap: emit_shift(id, Shift::ArithmeticRight); return true;
    case Op::ShrLogical: emit_shift(id, Shift::LogicalRight); return true;
    case Op::ShlInt: emit_shl_checked(id); return true;
    case Op::ShrInt: emit_shr_checked(id); return true;
    case Op::MinInt: emit_min_max(id, Cond::Greater); return true;
    case Op::MaxInt: emit_min_max(id, Cond::Less); return true;
    case Op::Select: emit_select(id); return true;
    case Op::NotBool: {
      const Gpr to = result(id);
      use_in(graph_.operand(id, 0), to);
      a_.alu32(Alu::Xor, to, 1);
      finish(id, to);
      return true;
    }
    case Op::BoolToInt: {
      const Gpr to = result(id);
      use_in(graph_.operand(id, 0), to);
      finish(id, to);
      return true;
    }
    default: return false;
  }
}

/// Two-operand arithmetic. When the result takes the register of its left operand, the exit stub computes that operand back.
void Generator::emit_alu(NodeId id, Alu op, bool exits) {
  NodeId left = graph_.operand(id, 0), right = graph_.operand(id, 1);
  const Gpr to = result(id);
  if (op != Alu::Sub && ((register_at_or_none(right) == register_of(to) && register_at_or_none(left) != register_of(to)) ||
                         is_constant(left)))
    std::swap(left, right);
  const bool in_place = register_at_or_none(left) == register_of(to);
  if (!in_place && register_at_or_none(right) == register_of(to)) {  // to = left - to
    a_.neg(to);
    a_.alu(Alu::Add, to, use_any(left));
    finish(id, to);
    return;
  }
  use_in(left, to);
  ExitStub stub;
  if (const auto imm = imm32(right)) {
    a_.alu(op, to, *imm);
    stub.is_imm = true;
    stub.imm = *imm;
  } else {
    stub.operand = use_any(right);
    a_.alu(op, to, stub.operand);
  }
  if (exits) {
    if (in_place && plan_.root(left) != plan_.root(right)) {
      stub.label = a_.new_label();
      stub.exit = make_exit(id);
      stub.undoes = true;
      stub.undo = op == Alu::Add ? Alu::Sub : Alu::Add;
      stub.target = to;
      a_.jcc(Cond::Overflow, stub.label);
      exit_stubs_.push_back(stub);
    } else {
      a_.jcc(Cond::Overflow, exit_label(id));
    }
  }
  finish(id, to);
}

Register Generator::register_at_or_none(NodeId value) const {
  return plan_.is_fused(plan_.root(value)) ? kNoRegister : register_at(value);
}

void Generator::emit_add_wrap(NodeId id) {
  NodeId left = graph_.operand(id, 0), right = graph_.operand(id, 1);
  if (is_constant(left)) std::swap(left, right);
  const Gpr to = result(id);
  const Register l = register_at_or_none(left), r = register_at_or_none(right);
  const bool in_place = l == register_of(to) || r == register_of(to);
  if (in_place || l == kNoRegister) return emit_alu(id, Alu::Add, false);
  if (const auto imm = imm32(right)) {
    a_.lea(to, Mem::at(gpr(l), *imm));
  } else if (r != kNoRegister) {
    a_.lea(to, Mem::indexed(gpr(l), gpr(r), 0));
  } else {
    return emit_alu(id, Alu::Add, false);
  }
  finish(id, to);
}

void Generator::emit_mul(NodeId id, bool exits) {
  NodeId left = graph_.operand(id, 0), right = graph_.operand(id, 1);
  const Gpr to = result(id);
  if (is_constant(left) || (register_at_or_none(right) == register_of(to) && !is_constant(right))) std::swap(left, right);
  if (const auto imm = imm32(right)) {
    if (is_constant(left)) {
      use_in(left, to);
      a_.imul(to, to, *imm);
    } else {
      a_.imul(to, use_any(left), *imm);
    }
  } else {
    use_in(left, to);
    a_.imul(to, use_any(right));
  }
  if (exits) a_.jcc(Cond::Overflow, exit_label(id));
  finish(id, to);
}

void Generator::emit_shift(NodeId id, Shift op) {
  const NodeId value = graph_.operand(id, 0), count = graph_.operand(id, 1);
  const Gpr to = result(id);
  if (is_constant(count)) {
    use_in(value, to);
    a_.shift(op, to, static_cast<unsigned>(constant_word(count)) & 63);
  } else {
    shift_by_register(op, to, value, use(count, kScratch2));
  }
  finish(id, to);
}

/// to = value shifted by the register. `to` may be kScratch, the count kScratch2.
void Generator::shift_by_register(Shift op, Gpr to, NodeId value, Gpr count) {
  if (a_.features().bmi2) {
    a_.shift_by(op, to, use(value, kScratch), count);
    return;
  }
  use_in(value, kScratch);
  a_.mov(kScratch2, count);
  a_.push(Gpr::rcx);
  a_.mov(Gpr::rcx, kScratch2);
  a_.shift_cl(op, kScratch);
  a_.pop(Gpr::rcx);
  a_.mov(to, kScratch);
}

void Generator::emit_shl_checked(NodeId id) {
  const NodeId value = graph_.operand(id, 0), count = graph_.operand(id, 1);
  const Label exit = exit_label(id);
  if (is_constant(count)) {
    const std::uint64_t bits = constant_word(count);
    if (bits > 63) {
      a_.jmp(exit);
      return;
    }
    use_in(value, kScratch);
    a_.shift(Shift::Left, kScratch, static_cast<unsigned>(bits));
    a_.mov(kScratch2, kScratch);
    a_.shift(Shift::ArithmeticRight, kScratch2, static_cast<unsigned>(bits));
  } else {
    const Gpr by = use(count, kScratch2);
    a_.alu(Alu::Cmp, by, 63);
    a_.jcc(Cond::Above, exit);
    shift_by_register(Shift::Left, kScratch, value, by);
    if (a_.features().bmi2) {
      a_.shift_by(Shift::ArithmeticRight, kScratch2, kScratch, by);
    } else {  // the count is lost or in a register; rotate through the stack
      use_in(count, kScratch2);
      a_.push(Gpr::rcx);
      a_.mov(Gpr::rcx, kScratch2);
      a_.mov(kScratch2, kScratch);
      a_.shift_cl(Shift::ArithmeticRight, kScratch2);
      a_.pop(Gpr::rcx);
    }
  }
  if (is_constant(value)) {
    if (const auto imm = imm32(value)) a_.alu(Alu::Cmp, kScratch2, *imm);
    else a_.alu(Alu::Cmp, kScratch2, use_any(value));
  } else {
    a_.alu(Alu::Cmp, kScratch2, use_any(value));
  }
  a_.jcc(Cond::NotEqual, exit);
  finish(id, kScratch);
}

void Generator::emit_shr_checked(NodeId id) {
  const NodeId value = graph_.operand(id, 0), count = graph_.operand(id, 1);
  if (is_constant(count)) {
    const auto bits = static_cast<std::int64_t>(constant_word(count));
    if (bits < 0) {
      a_.jmp(exit_label(id));
      return;
    }
    use_in(value, kScratch);
    a_.shift(Shift::ArithmeticRight, kScratch, bits > 63 ? 63 : static_cast<unsigned>(bits));
    finish(id, kScratch);
    return;
  }
  const Gpr by = use(count, kScratch2);
  if (graph_.type(count).range.low < 0) {
    a_.test(by, by);
    a_.jcc(Cond::Sign, exit_label(id));
  }
  if (graph_.type(count).range.high > 63) {
    const Label small = a_.new_label();
    a_.mov(kScratch2, by);
    a_.alu(Alu::Cmp, kScratch2, 63);
    a_.jcc(Cond::LessEqual, small);
    a_.mov_imm(kScratch2, 63);
    a_.bind(small);
    shift_by_register(Shift::ArithmeticRight, kScratch, value, kScratch2);
  } else {
    shift_by_register(Shift::ArithmeticRight, kScratch, value, by);
  }
  finish(id, kScratch);
}

/// Floor division or its remainder, by the machine's truncating one and a correction where signs may differ.
void Generator::emit_division(NodeId id, bool wants_quotient, bool exits) {
  const NodeId left = graph_.operand(id, 0), right = graph_.operand(id, 1);
  const IntRange l = graph_.type(left).range, r = graph_.type(right).range;
  constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
  Gpr by = use(right, kScratch2);
  if (by == Gpr::rax || by == Gpr::rdx) {
    a_.mov(kScratch2, by);
    by = kScratch2;
  }
  if (exits && r.contains(0)) {
    a_.test(by, by);
    a_.jcc(Cond::Equal, exit_label(id));
  }
  if (exits && r.contains(-1) && l.contains(kMin)) {
    const Label fine = a_.new_label();
    a_.alu(Alu::Cmp, by, -1);
    a_.jcc(Cond::NotEqual, fine);
    use_in(left, kScratch);
    a_.neg(kScratch);
    a_.jcc(Cond::Overflow, exit_label(id));
    a_.bind(fine);
  }
  use_in(left, Gpr::rax);
  constexpr IntRange kUnsigned32{0, 0xffff'ffff};
  if (l.is_within(kUnsigned32) && r.is_within({1, 0xffff'ffff})) {
    a_.zero(Gpr::rdx);
    a_.div32(by);
  } else {
    a_.cqo();
    a_.idiv(by);
  }
  const bool same_sign = l.low >= 0 && r.low > 0;
  if (!same_sign) {
    const Label done = a_.new_label();
    if (wants_quotient) {
      a_.test(Gpr::rdx, Gpr::rdx);
      a_.jcc(Cond::Equal, done);
      a_.alu(Alu::Xor, Gpr::rdx, by);
      a_.jcc(Cond::NotSign, done);
      a_.alu(Alu::Sub, Gpr::rax, 1);
    } else if (r.low > 0) {
      a_.mov(kScratch, Gpr::rdx);
      a_.shift(Shift::ArithmeticRight, kScratch, 63);
      a_.alu(Alu::And, kScratch, by);
      a_.alu(Alu::Add, Gpr::rdx, kScratch);
    } else {
      a_.test(Gpr::rdx, Gpr::rdx);
      a_.jcc(Cond::Equal, done);
      a_.mov(kScratch, Gpr::rdx);
      a_.alu(Alu::Xor, kScratch, by);
      a_.jcc(Cond::NotSign, done);
      a_.alu(Alu::Add, Gpr::rdx, by);
    }
    a_.bind(done);
  }
  finish(id, wants_quotient ? Gpr::rax : Gpr::rdx);
}

void Generator::emit_min_max(NodeId id, Cond takes_right) {
  const NodeId left = graph_.operand(id, 0), right = graph_.operand(id, 1);
  const Gpr to = result(id);
  use_in(left, to);
  const RegMem other = use_any(right);
  a_.alu(Alu::Cmp, to, other);
  a_.cmov(takes_right, to, other);
  finish(id, to);
}

void Generator::emit_select(NodeId id) {
  const NodeId condition = graph_.operand(id, 0), yes = graph_.operand(id, 1), no = graph_.operand(id, 2);
  const bool is_double = graph_.type(id).kind == TypeKind::Double;
  Cond cond;
  if (is_constant(condition)) {
    const NodeId chosen = constant_word(condition) ? yes : no;
    if (is_double) {
      const Xmm to = result_double(id);
      a_.mov(to, use_double(chosen, to));
      finish_double(id, to);
    } else {
      const Gpr to = result(id);
      use_in(chosen, to);
      finish(id, to);
    }
    return;
  }
  cond = condition_of(condition).cond;
  if (is_double) {
    const Xmm to = result_double(id);
    const Label done = a_.new_label();
    const bool holds_no = register_at(no) == register_of(to);
    const NodeId first = holds_no ? no : yes, second = holds_no ? yes : no;
    a_.mov(to, use_double(first, to));  // leaves the flags alone
    a_.jcc(holds_no ? negate(cond) : cond, done);
    a_.mov(to, use_double(second, to));
    a_.bind(done);
    finish_double(id, to);
    return;
  }
  const Gpr to = result(id);
  if (register_at(no) == register_of(to)) {
    a_.cmov(cond, to, use_any(yes));
  } else {
    use_in(yes, to);
    a_.cmov(negate(cond), to, use_any(no));
  }
  finish(id, to);
}

}  // namespace tauraro::jit
