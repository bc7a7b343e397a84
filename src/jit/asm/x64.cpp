#include "jit/asm/x64.h"

#include <asmjit/x86.h>
#include <sys/platform/x86.h>

#include <cassert>

namespace tauraro::jit {
namespace {

namespace x86 = asmjit::x86;

x86::Gp gp(Gpr reg) { return x86::gpq(static_cast<unsigned>(reg)); }
x86::Gp gp32(Gpr reg) { return x86::gpd(static_cast<unsigned>(reg)); }
x86::Gp gp16(Gpr reg) { return x86::gpw(static_cast<unsigned>(reg)); }
x86::Gp gp8(Gpr reg) { return x86::gpb(static_cast<unsigned>(reg)); }
x86::Xmm xmm(Xmm reg) { return x86::xmm(static_cast<unsigned>(reg)); }

x86::Mem memory(const Mem& mem, unsigned size) {
  if (mem.label != kNoLabel) return x86::ptr(asmjit::Label(mem.label), mem.offset, size);
  if (mem.index == Gpr::rsp) return x86::ptr(gp(mem.base), mem.offset, size);
  return x86::ptr(gp(mem.base), gp(mem.index), mem.scale_log2, mem.offset, size);
}

/// The last error of the assembler is kept; emitting goes on.
class KeepError : public asmjit::ErrorHandler {
 public:
  void handleError(asmjit::Error, const char* message, asmjit::BaseEmitter*) override {
    if (text.empty()) text = message;
  }
  std::string text;
};

x86::CondCode cond(Cond condition) {
  static constexpr x86::CondCode kCodes[] = {
      x86::CondCode::kO,  x86::CondCode::kNO, x86::CondCode::kB,  x86::CondCode::kAE, x86::CondCode::kE,  x86::CondCode::kNE,
      x86::CondCode::kBE, x86::CondCode::kA,  x86::CondCode::kS,  x86::CondCode::kNS, x86::CondCode::kP,  x86::CondCode::kNP,
      x86::CondCode::kL,  x86::CondCode::kGE, x86::CondCode::kLE, x86::CondCode::kG};
  return kCodes[static_cast<unsigned>(condition)];
}

x86::Inst::Id alu_id(Alu op) {
  static constexpr x86::Inst::Id kIds[] = {x86::Inst::kIdAdd, x86::Inst::kIdOr,  x86::Inst::kIdAnd,
                                           x86::Inst::kIdSub, x86::Inst::kIdXor, x86::Inst::kIdCmp};
  return kIds[static_cast<unsigned>(op)];
}

}  // namespace

struct X64Emitter::Impl {
  asmjit::CodeHolder holder;
  x86::Assembler a;
  KeepError error;
  asmjit::StringLogger logger;
};

CpuFeatures CpuFeatures::host() {
  // As the dynamic linker has found them: cpuid itself takes microseconds on virtual machines.
  return {CPU_FEATURE_ACTIVE(AVX), CPU_FEATURE_ACTIVE(BMI2), CPU_FEATURE_ACTIVE(SSE4_1)};
}

X64Emitter::X64Emitter() : impl_(std::make_unique<Impl>()), features_(CpuFeatures::host()) { reset(); }
X64Emitter::~X64Emitter() = default;

void X64Emitter::reset() {
  impl_->holder.reset(asmjit::ResetPolicy::kSoft);
  impl_->holder.init(asmjit::Environment::host());
  impl_->error.text.clear();
  impl_->holder.setErrorHandler(&impl_->error);
  impl_->logger.clear();
  if (keeps_listing_) impl_->holder.setLogger(&impl_->logger);
  impl_->holder.attach(&impl_->a);
  impl_->a.addEncodingOptions(asmjit::EncodingOptions::kOptimizedAlign);
  pool_.clear();
  flag_label_ = kNoLabel;
}

#define A impl_->a

void X64Emitter::comment(const char* text) { A.comment(text); }

Label X64Emitter::new_label() { return A.newLabel().id(); }
void X64Emitter::bind(Label label) { A.bind(asmjit::Label(label)); }
std::size_t X64Emitter::offset_of(Label label) const { return impl_->holder.labelOffset(label); }
std::size_t X64Emitter::size() const { return A.offset(); }
void X64Emitter::align(unsigned bytes) { A.align(asmjit::AlignMode::kCode, bytes); }

void X64Emitter::mov(Gpr to, Gpr from) { if (to != from) A.mov(gp(to), gp(from)); }
void X64Emitter::mov(Gpr to, Mem from) { A.mov(gp(to), memory(from, 8)); }
void X64Emitter::mov(Mem to, Gpr from) { A.mov(memory(to, 8), gp(from)); }
void X64Emitter::mov_imm(Gpr to, std::uint64_t bits) {
  if (bits <= 0xffff'ffff) {
    A.mov(gp32(to), static_cast<std::uint32_t>(bits));
  } else {
    A.mov(gp(to), bits);
  }
}
void X64Emitter::mov_imm(Mem to, std::int32_t imm) { A.mov(memory(to, 8), imm); }
void X64Emitter::zero(Gpr to) { A.xor_(gp32(to), gp32(to)); }
void X64Emitter::load(Gpr to, Mem from, unsigned size, bool is_signed) {
  const x86::Mem source = memory(from, size);
  if (size == 8) {
    A.mov(gp(to), source);
  } else if (size == 4) {
    if (is_signed) A.movsxd(gp(to), source);
    else A.mov(gp32(to), source);
  } else if (is_signed) {
    A.movsx(gp(to), source);
  } else {
    A.movzx(gp32(to), source);
  }
}
void X64Emitter::store(Mem to, Gpr from, unsigned size) {
  const x86::Mem target = memory(to, size);
  switch (size) {
    case 8: A.mov(target, gp(from)); break;
    case 4: A.mov(target, gp32(from)); break;
    case 2: A.mov(target, gp16(from)); break;
    default: A.mov(target, gp8(from)); break;
  }
}
void X64Emitter::lea(Gpr to, Mem address) { A.lea(gp(to), memory(address, 8)); }
void X64Emitter::lea_label(Gpr to, Label label) { A.lea(gp(to), x86::ptr(asmjit::Label(label))); }
void X64Emitter::push(Gpr reg) { A.push(gp(reg)); }
void X64Emitter::push_imm(std::int32_t imm) { A.push(imm); }
void X64Emitter::pop(Gpr reg) { A.pop(gp(reg)); }

void X64Emitter::alu(Alu op, Gpr to, RegMem from) {
  if (from.is_mem) A.emit(alu_id(op), gp(to), memory(from.mem, 8));
  else A.emit(alu_id(op), gp(to), gp(from.reg));
}
void X64Emitter::alu(Alu op, Gpr to, std::int32_t imm) { A.emit(alu_id(op), gp(to), imm); }
void X64Emitter::alu(Alu op, Mem to, Gpr from) { A.emit(alu_id(op), memory(to, 8), gp(from)); }
void X64Emitter::alu(Alu op, Mem to, std::int32_t imm) { A.emit(alu_id(op), memory(to, 8), imm); }
void X64Emitter::alu32(Alu op, Gpr to, std::int32_t imm) { A.emit(alu_id(op), gp32(to), imm); }
void X64Emitter::alu32(Alu op, Mem to, std::int32_t imm) { A.emit(alu_id(op), memory(to, 4), imm); }
void X64Emitter::cmp8(Mem mem, std::int8_t imm) { A.cmp(memory(mem, 1), imm); }
void X64Emitter::test(Gpr a, Gpr b) { A.test(gp(a), gp(b)); }
void X64Emitter::test8(Gpr a, Gpr b) { A.test(gp8(a), gp8(b)); }
void X64Emitter::test8(Mem mem, std::uint8_t imm) { A.test(memory(mem, 1), imm); }
void X64Emitter::test(Gpr a, std::int32_t imm) { A.test(gp(a), imm); }
void X64Emitter::imul(Gpr to, RegMem from) {
  if (from.is_mem) A.imul(gp(to), memory(from.mem, 8));
  else A.imul(gp(to), gp(from.reg));
}
void X64Emitter::imul(Gpr to, RegMem from, std::int32_t imm) {
  if (from.is_mem) A.imul(gp(to), memory(from.mem, 8), imm);
  else A.imul(gp(to), gp(from.reg), imm);
}
void X64Emitter::imul_wide(RegMem by) {
  if (by.is_mem) A.emit(x86::Inst::kIdImul, x86::rdx, x86::rax, memory(by.mem, 8));
  else A.emit(x86::Inst::kIdImul, x86::rdx, x86::rax, gp(by.reg));
}
void X64Emitter::mulx(Gpr high, Gpr low, RegMem by) {
  if (by.is_mem) A.mulx(gp(high), gp(low), memory(by.mem, 8), x86::rdx);
  else A.mulx(gp(high), gp(low), gp(by.reg), x86::rdx);
}
void X64Emitter::mul_wide(RegMem by) {
  if (by.is_mem) A.mul(x86::rdx, x86::rax, memory(by.mem, 8));
  else A.mul(x86::rdx, x86::rax, gp(by.reg));
}
void X64Emitter::neg(Gpr reg) { A.neg(gp(reg)); }
void X64Emitter::invert(Gpr reg) { A.not_(gp(reg)); }
void X64Emitter::inc32(Mem mem) { A.inc(memory(mem, 4)); }
void X64Emitter::dec32(Mem mem) { A.dec(memory(mem, 4)); }
void X64Emitter::shift(Shift op, Gpr reg, unsigned count) {
  switch (op) {
    case Shift::Left: A.shl(gp(reg), count); break;
    case Shift::ArithmeticRight: A.sar(gp(reg), count); break;
    case Shift::LogicalRight: A.shr(gp(reg), count); break;
  }
}
void X64Emitter::shift_cl(Shift op, Gpr reg) {
  switch (op) {
    case Shift::Left: A.shl(gp(reg), x86::cl); break;
    case Shift::ArithmeticRight: A.sar(gp(reg), x86::cl); break;
    case Shift::LogicalRight: A.shr(gp(reg), x86::cl); break;
  }
}
void X64Emitter::shift_by(Shift op, Gpr to, RegMem from, Gpr count) {
  const x86::Inst::Id id = op == Shift::Left ? x86::Inst::kIdShlx : op == Shift::ArithmeticRight ? x86::Inst::kIdSarx : x86::Inst::kIdShrx;
  if (from.is_mem) A.emit(id, gp(to), memory(from.mem, 8), gp(count));
  else A.emit(id, gp(to), gp(from.reg), gp(count));
}
void X64Emitter::cqo() { A.cqo(x86::rdx, x86::rax); }
void X64Emitter::idiv(RegMem by) {
  if (by.is_mem) A.idiv(x86::rdx, x86::rax, memory(by.mem, 8));
  else A.idiv(x86::rdx, x86::rax, gp(by.reg));
}
void X64Emitter::div32(Gpr by) {
  A.div(x86::edx, x86::eax, gp32(by));
}
void X64Emitter::setcc(Cond condition, Gpr reg) { A.emit(x86::Inst::setccFromCond(cond(condition)), gp8(reg)); }
void X64Emitter::zero_extend8(Gpr to, Gpr from) { A.movzx(gp32(to), gp8(from)); }
void X64Emitter::sign_extend32(Gpr to, RegMem from) {
  if (from.is_mem) A.movsxd(gp(to), memory(from.mem, 4));
  else A.movsxd(gp(to), gp32(from.reg));
}
void X64Emitter::cmov(Cond condition, Gpr to, RegMem from) {
  const asmjit::InstId id = x86::Inst::cmovccFromCond(cond(condition));
  if (from.is_mem) A.emit(id, gp(to), memory(from.mem, 8));
  else A.emit(id, gp(to), gp(from.reg));
}

void X64Emitter::jmp(Label to) { A.jmp(asmjit::Label(to)); }
void X64Emitter::jmp(RegMem to) {
  if (to.is_mem) A.jmp(memory(to.mem, 8));
  else A.jmp(gp(to.reg));
}
void X64Emitter::jcc(Cond condition, Label to) { A.emit(x86::Inst::jccFromCond(cond(condition)), asmjit::Label(to)); }
void X64Emitter::call(RegMem to) {
  if (to.is_mem) A.call(memory(to.mem, 8));
  else A.call(gp(to.reg));
}
void X64Emitter::call(Label to) { A.call(asmjit::Label(to)); }
void X64Emitter::ret() { A.ret(); }
void X64Emitter::trap() { A.ud2(); }

void X64Emitter::mov(Xmm to, Xmm from) {
  if (to == from) return;
  if (features_.avx) A.vmovapd(xmm(to), xmm(from));
  else A.movapd(xmm(to), xmm(from));
}
void X64Emitter::mov(Xmm to, Mem from) {
  if (features_.avx) A.vmovsd(xmm(to), memory(from, 8));
  else A.movsd(xmm(to), memory(from, 8));
}
void X64Emitter::mov(Mem to, Xmm from) {
  if (features_.avx) A.vmovsd(memory(to, 8), xmm(from));
  else A.movsd(memory(to, 8), xmm(from));
}
void X64Emitter::mov_bits(Xmm to, Gpr from) {
  if (features_.avx) A.vmovq(xmm(to), gp(from));
  else A.movq(xmm(to), gp(from));
}
void X64Emitter::mov_bits(Gpr to, Xmm from) {
  if (features_.avx) A.vmovq(gp(to), xmm(from));
  else A.movq(gp(to), xmm(from));
}
void X64Emitter::zero(Xmm to) {
  if (features_.avx) A.vxorpd(xmm(to), xmm(to), xmm(to));
  else A.xorpd(xmm(to), xmm(to));
}
void X64Emitter::fp(Fp op, Xmm to, Xmm a, XmmMem b) {
  static constexpr x86::Inst::Id kAvx[] = {x86::Inst::kIdVaddsd, x86::Inst::kIdVsubsd, x86::Inst::kIdVmulsd, x86::Inst::kIdVdivsd,
                                           x86::Inst::kIdVandpd, x86::Inst::kIdVandnpd, x86::Inst::kIdVxorpd};
  static constexpr x86::Inst::Id kSse[] = {x86::Inst::kIdAddsd, x86::Inst::kIdSubsd,  x86::Inst::kIdMulsd, x86::Inst::kIdDivsd,
                                           x86::Inst::kIdAndpd, x86::Inst::kIdAndnpd, x86::Inst::kIdXorpd};
  const unsigned size = op >= Fp::And ? 16 : 8;
  const auto index = static_cast<unsigned>(op);
  if (features_.avx) {
    if (b.is_mem) A.emit(kAvx[index], xmm(to), xmm(a), memory(b.mem, size));
    else A.emit(kAvx[index], xmm(to), xmm(a), xmm(b.reg));
    return;
  }
  assert(b.is_mem || b.reg != to || a == to);
  mov(to, a);
  if (b.is_mem) A.emit(kSse[index], xmm(to), memory(b.mem, size));
  else A.emit(kSse[index], xmm(to), xmm(b.reg));
}
void X64Emitter::compare(Xmm a, XmmMem b) {
  const x86::Inst::Id id = features_.avx ? x86::Inst::kIdVucomisd : x86::Inst::kIdUcomisd;
  if (b.is_mem) A.emit(id, xmm(a), memory(b.mem, 8));
  else A.emit(id, xmm(a), xmm(b.reg));
}
void X64Emitter::sqrt(Xmm to, XmmMem from) {
  if (features_.avx) {
    if (from.is_mem) {
      mov(to, from.mem);
      A.vsqrtsd(xmm(to), xmm(to), xmm(to));
    } else {
      A.vsqrtsd(xmm(to), xmm(from.reg), xmm(from.reg));
    }
  } else if (from.is_mem) {
    A.sqrtsd(xmm(to), memory(from.mem, 8));
  } else {
    A.sqrtsd(xmm(to), xmm(from.reg));
  }
}
void X64Emitter::round(Xmm to, XmmMem from, Rounding mode) {
  const int imm = static_cast<int>(mode) | 8;  // 8: no precision exception
  if (from.is_mem) {
    mov(to, from.mem);
    from = to;
  }
  if (features_.avx) A.vroundsd(xmm(to), xmm(from.reg), xmm(from.reg), imm);
  else A.roundsd(xmm(to), xmm(from.reg), imm);
}
void X64Emitter::int_to_double(Xmm to, RegMem from) {
  zero(to);  // breaks the dependence on the old upper half
  if (features_.avx) {
    if (from.is_mem) A.vcvtsi2sd(xmm(to), xmm(to), memory(from.mem, 8));
    else A.vcvtsi2sd(xmm(to), xmm(to), gp(from.reg));
  } else if (from.is_mem) {
    A.cvtsi2sd(xmm(to), memory(from.mem, 8));
  } else {
    A.cvtsi2sd(xmm(to), gp(from.reg));
  }
}
void X64Emitter::double_to_int(Gpr to, XmmMem from) {
  const x86::Inst::Id id = features_.avx ? x86::Inst::kIdVcvttsd2si : x86::Inst::kIdCvttsd2si;
  if (from.is_mem) A.emit(id, gp(to), memory(from.mem, 8));
  else A.emit(id, gp(to), xmm(from.reg));
}
void X64Emitter::load_float(Xmm to, Mem from) {
  if (features_.avx) {
    A.vmovss(xmm(to), memory(from, 4));
    A.vcvtss2sd(xmm(to), xmm(to), xmm(to));
  } else {
    A.movss(xmm(to), memory(from, 4));
    A.cvtss2sd(xmm(to), xmm(to));
  }
}
void X64Emitter::store_float(Mem to, Xmm from) {
  if (features_.avx) {
    A.vcvtsd2ss(xmm(from), xmm(from), xmm(from));
    A.vmovss(memory(to, 4), xmm(from));
  } else {
    A.cvtsd2ss(xmm(from), xmm(from));
    A.movss(memory(to, 4), xmm(from));
  }
}

Mem X64Emitter::constant(std::uint64_t bits) {
  Mem mem;
  for (const Pooled& pooled : pool_)
    if (!pooled.wide && pooled.low == bits) {
      mem.label = pooled.label;
      return mem;
    }
  mem.label = new_label();
  pool_.push_back({bits, 0, false, mem.label});
  return mem;
}
Mem X64Emitter::constant128(std::uint64_t low, std::uint64_t high) {
  Mem mem;
  for (const Pooled& pooled : pool_)
    if (pooled.wide && pooled.low == low && pooled.high == high) {
      mem.label = pooled.label;
      return mem;
    }
  mem.label = new_label();
  pool_.push_back({low, high, true, mem.label});
  return mem;
}
Mem X64Emitter::flag_byte() {
  if (flag_label_ == kNoLabel) flag_label_ = new_label();
  Mem mem;
  mem.label = flag_label_;
  return mem;
}

std::string X64Emitter::finish() {
  if (!pool_.empty() || flag_label_ != kNoLabel) A.align(asmjit::AlignMode::kZero, 16);
  for (const Pooled& pooled : pool_)
    if (pooled.wide) {
      bind(pooled.label);
      A.embedUInt64(pooled.low);
      A.embedUInt64(pooled.high);
    }
  for (const Pooled& pooled : pool_)
    if (!pooled.wide) {
      bind(pooled.label);
      A.embedUInt64(pooled.low);
    }
  if (flag_label_ != kNoLabel) {
    bind(flag_label_);
    A.embedUInt64(0);
  }
  if (keeps_listing_) listing_.assign(impl_->logger.data(), impl_->logger.dataSize());
  impl_->holder.flatten();
  impl_->holder.resolveUnresolvedLinks();
  const asmjit::CodeBuffer& buffer = impl_->holder.sectionById(0)->buffer();
  code_.assign(buffer.data(), buffer.data() + buffer.size());
  return impl_->error.text;
}

#undef A

}  // namespace tauraro::jit
