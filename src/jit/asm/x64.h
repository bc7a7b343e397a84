#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tauraro::jit {

enum class Gpr : std::uint8_t { rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15 };
enum class Xmm : std::uint8_t {
  xmm0, xmm1, xmm2, xmm3, xmm4, xmm5, xmm6, xmm7, xmm8, xmm9, xmm10, xmm11, xmm12, xmm13, xmm14, xmm15
};

/// Conditions, by the machine's number; the lowest bit negates.
enum class Cond : std::uint8_t {
  Overflow, NotOverflow, Below, AboveEqual, Equal, NotEqual, BelowEqual, Above,
  Sign, NotSign, Parity, NotParity, Less, GreaterEqual, LessEqual, Greater
};
constexpr Cond negate(Cond condition) { return static_cast<Cond>(static_cast<std::uint8_t>(condition) ^ 1); }

using Label = std::uint32_t;
inline constexpr Label kNoLabel = 0xffffffff;

/// [base + index * scale + offset], or a constant or flag of the unit when `label` is set.
struct Mem {
  Gpr base = Gpr::rsp;
  Gpr index = Gpr::rsp;  ///< rsp: none
  std::uint8_t scale_log2 = 0;
  std::int32_t offset = 0;
  Label label = kNoLabel;

  static Mem at(Gpr base, std::int32_t offset = 0) { return {base, Gpr::rsp, 0, offset}; }
  static Mem indexed(Gpr base, Gpr index, unsigned scale_log2, std::int32_t offset = 0) {
    return {base, index, static_cast<std::uint8_t>(scale_log2), offset};
  }
};

/// A general register, or memory.
struct RegMem {
  RegMem(Gpr reg) : reg(reg) {}
  RegMem(Mem mem) : is_mem(true), mem(mem) {}
  bool is_mem = false;
  Gpr reg = Gpr::rax;
  Mem mem;
};

/// A vector register, or memory.
struct XmmMem {
  XmmMem(Xmm reg) : reg(reg) {}
  XmmMem(Mem mem) : is_mem(true), mem(mem) {}
  bool is_mem = false;
  Xmm reg = Xmm::xmm0;
  Mem mem;
};

enum class Alu : std::uint8_t { Add, Or, And, Sub, Xor, Cmp };
enum class Shift : std::uint8_t { Left, ArithmeticRight, LogicalRight };
enum class Fp : std::uint8_t { Add, Sub, Mul, Div, And, AndNot, Xor };
/// The machine's rounding modes.
enum class Rounding : std::uint8_t { Nearest = 0, Down = 1, Up = 2, Zero = 3 };

/// What of the machine's optional instructions may be used.
struct CpuFeatures {
  bool avx = false, bmi2 = false, sse41 = false;
  static CpuFeatures host();
};

/// Writes x86-64 instructions, all of 64 bits unless the name says otherwise. The only user of AsmJit; it knows encodings,
/// labels and the constant pool, nothing else.
class X64Emitter {
 public:
  X64Emitter();
  ~X64Emitter();
  X64Emitter(const X64Emitter&) = delete;
  X64Emitter& operator=(const X64Emitter&) = delete;

  /// Forgets everything emitted.
  void reset();
  /// Keeps a listing of what is emitted after the next reset, for dumps.
  void keep_listing(bool keep) { keeps_listing_ = keep; }
  bool keeps_listing() const { return keeps_listing_; }
  /// A line in the listing.
  void comment(const char* text);
  const std::string& listing() const { return listing_; }
  const CpuFeatures& features() const { return features_; }

  Label new_label();
  void bind(Label label);
  /// Offset of a bound label from the start of the code. \pre finish() was called
  std::size_t offset_of(Label label) const;
  std::size_t size() const;  ///< bytes emitted so far
  void align(unsigned bytes);

  void mov(Gpr to, Gpr from);
  void mov(Gpr to, Mem from);
  void mov(Mem to, Gpr from);
  void mov_imm(Gpr to, std::uint64_t bits);  ///< leaves the flags alone
  void mov_imm(Mem to, std::int32_t imm);    ///< sign-extended to 64 bits
  void zero(Gpr to);                         ///< changes the flags
  /// Loads of 1, 2 or 4 bytes, extended to 64 bits.
  void load(Gpr to, Mem from, unsigned size, bool is_signed);
  void store(Mem to, Gpr from, unsigned size);
  void lea(Gpr to, Mem address);
  void lea_label(Gpr to, Label label);
  void push(Gpr reg);
  void push_imm(std::int32_t imm);
  void pop(Gpr reg);

  void alu(Alu op, Gpr to, RegMem from);
  void alu(Alu op, Gpr to, std::int32_t imm);
  void alu(Alu op, Mem to, Gpr from);
  void alu(Alu op, Mem to, std::int32_t imm);
  void alu32(Alu op, Gpr to, std::int32_t imm);
  void alu32(Alu op, Mem to, std::int32_t imm);
  void cmp8(Mem mem, std::int8_t imm);
  void test(Gpr a, Gpr b);
  void test8(Gpr a, Gpr b);
  void test8(Mem mem, std::uint8_t imm);
  void test(Gpr a, std::int32_t imm);
  void imul(Gpr to, RegMem from);
  void imul(Gpr to, RegMem from, std::int32_t imm);
  void imul_wide(RegMem by);  ///< rdx:rax = rax * by, signed
  void mulx(Gpr high, Gpr low, RegMem by);  ///< high:low = rdx * by, unsigned; \pre features().bmi2
  void mul_wide(RegMem by);  ///< rdx:rax = rax * by, unsigned
  void neg(Gpr reg);
  void invert(Gpr reg);
  void inc32(Mem mem);
  void dec32(Mem mem);
  void shift(Shift op, Gpr reg, unsigned count);
  void shift_cl(Shift op, Gpr reg);
  void shift_by(Shift op, Gpr to, RegMem from, Gpr count);  ///< \pre features().bmi2
  void cqo();
  void idiv(RegMem by);
  void div32(Gpr by);  ///< eax, edx = edx:eax / by, unsigned
  void setcc(Cond condition, Gpr reg);  ///< 8 bits
  void zero_extend8(Gpr to, Gpr from);
  void sign_extend32(Gpr to, RegMem from);
  void cmov(Cond condition, Gpr to, RegMem from);

  void jmp(Label to);
  void jmp(RegMem to);
  void jcc(Cond condition, Label to);
  void call(RegMem to);
  void call(Label to);
  void ret();
  void trap();

  void mov(Xmm to, Xmm from);
  void mov(Xmm to, Mem from);
  void mov(Mem to, Xmm from);
  void mov_bits(Xmm to, Gpr from);
  void mov_bits(Gpr to, Xmm from);
  void zero(Xmm to);
  void fp(Fp op, Xmm to, Xmm a, XmmMem b);  ///< without AVX, b must not be `to` unless a is too
  void compare(Xmm a, XmmMem b);            ///< ucomisd
  void sqrt(Xmm to, XmmMem from);
  void round(Xmm to, XmmMem from, Rounding mode);  ///< \pre features().sse41
  void int_to_double(Xmm to, RegMem from);
  void double_to_int(Gpr to, XmmMem from);  ///< truncates; 0x8000... when it does not fit
  void load_float(Xmm to, Mem from);
  void store_float(Mem to, Xmm from);       ///< clobbers `from`

  /// A constant in the unit's pool.
  Mem constant(std::uint64_t bits);
  Mem constant128(std::uint64_t low, std::uint64_t high);
  /// A byte of the unit that starts as 0 and may be changed later (through the writable mapping).
  Mem flag_byte();

  /// Emits the pool and resolves labels. \return an error of the assembler, or empty
  std::string finish();
  /// The finished bytes, position-independent.
  const std::vector<std::uint8_t>& code() const { return code_; }
  std::size_t offset_of_flag() const { return flag_label_ == kNoLabel ? 0 : offset_of(flag_label_); }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  CpuFeatures features_;
  struct Pooled {
    std::uint64_t low, high;
    bool wide;
    Label label;
  };
  std::vector<Pooled> pool_;
  Label flag_label_ = kNoLabel;
  bool keeps_listing_ = false;
  std::string listing_;
  std::vector<std::uint8_t> code_;
};

}  // namespace tauraro::jit
