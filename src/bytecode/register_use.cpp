#include "bytecode/register_use.h"

namespace tauraro {
namespace {

constexpr std::uint32_t argument(std::uint32_t base, std::uint32_t index) { return base + kFrameHeaderWords + index; }

class UseBuilder {
 public:
  explicit UseBuilder(const Instruction* at) : at_(at) {}

  RegisterUse build() {
    if (!add_group()) add_plain();
    return use_;
  }

 private:
  void read(std::uint32_t first, std::uint32_t count = 1) { use_.reads[use_.read_count++] = {first, count}; }
  void write(std::uint32_t first, std::uint32_t count = 1) { use_.writes[use_.write_count++] = {first, count}; }
  std::uint32_t d() const { return static_cast<std::uint32_t>(extension_of(at_).d); }

  /// By the operand letters alone.
  void add_plain() {
    const OpcodeInfo& info = opcode_info(at_->op);
    add_operand(info.operands[0], at_->a);
    if (info.format == OpcodeFormat::A || info.format == OpcodeFormat::AI) return;
    add_operand(info.operands[1], at_->b);
    add_operand(info.operands[2], at_->c);
  }
  void add_operand(char letter, std::uint32_t reg) {
    if (letter == 'r' || letter == 'x') read(reg);
    if (letter == 'w' || letter == 'x') write(reg);
  }

  void call(std::uint32_t base, std::uint32_t first_argument, std::uint32_t count) {
    read(base);
    if (count > 0) read(argument(base, first_argument), count);
    use_.clobbers_from = base;
  }

  /// The opcodes that touch groups of registers. False: it is none of them.
  bool add_group() {
    const std::uint32_t a = at_->a, b = at_->b, c = at_->c;
    switch (at_->op) {
      case Opcode::RangePrepare: call(b, 0, c); write(a, 3); return true;
      case Opcode::RangeNext:
      case Opcode::RangeLoop:
        read(b, 3); write(a); write(b);
        use_.condition = at_->op == Opcode::RangeNext ? RegisterUse::Condition::WhenFalling : RegisterUse::Condition::WhenJumping;
        return true;
      case Opcode::ForIter: read(b); write(a); use_.condition = RegisterUse::Condition::WhenFalling; return true;
      case Opcode::ForLoop: read(b); write(a); use_.condition = RegisterUse::Condition::WhenJumping; return true;
      case Opcode::BuildList:
      case Opcode::BuildTuple:
      case Opcode::BuildSet:
      case Opcode::BuildSlice:
      case Opcode::BuildString: read(b, c); write(a); return true;
      case Opcode::BuildDict: read(b, 2 * c); write(a); return true;
      case Opcode::FormatValue:
        read(b); write(a);
        if (extension_of(at_).d >= 0) read(d());
        return true;
      case Opcode::UnpackSequence: read(b); write(a, c); return true;
      case Opcode::UnpackStar: read(b); write(a, c + 1 + d()); return true;
      case Opcode::LoadMethod: read(b); write(a); write(argument(a, 0)); return true;
      case Opcode::Call: call(b, 0, c); write(a); return true;
      case Opcode::CallMethod: call(b, 0, c + 1); write(a); return true;
      case Opcode::CallSpread: call(b, 0, 2); write(a); return true;
      case Opcode::MakeFunction: read(b, 4); write(a); return true;
      case Opcode::Raise:
        if (a != kNoRegister) read(a);
        if (b != kNoRegister) read(b);
        return true;
      case Opcode::EnterHandler: write(a, 2); return true;
      case Opcode::MatchStar: read(b); read(c); write(a, 2); return true;
      case Opcode::BeforeWith:
      case Opcode::BeforeAsyncWith: read(b); write(a, 2); return true;
      case Opcode::ImportName: read(b, 2); write(a); return true;
      default: return false;
    }
  }

  const Instruction* at_;
  RegisterUse use_;
};

}  // namespace

RegisterUse register_use(const Instruction* at) { return UseBuilder(at).build(); }

}  // namespace tauraro
