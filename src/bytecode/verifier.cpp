#include "bytecode/verifier.h"

#include <algorithm>
#include <vector>

#include "bytecode/code_flow.h"

namespace tauraro {

namespace {

/// The first of two passes: every operand by itself.
class OperandVerifier {
 public:
  explicit OperandVerifier(const CodeUnit& unit) : unit_(unit) {}

  std::string verify() {
    check_counts();
    find_starts();
    for (std::uint32_t pc = 0; pc < size() && fine(); ++pc)
      if (is_start_[pc]) check_instruction(pc);
    if (fine()) check_exceptions();
    if (fine()) check_positions();
    return error_;
  }

 private:
  std::uint32_t size() const { return static_cast<std::uint32_t>(unit_.code.size()); }
  bool fine() const { return error_.empty(); }
  void fail(std::uint32_t pc, const std::string& message) {
    if (fine()) error_ = unit_.qualified_name + " at " + std::to_string(pc) + ": " + message;
  }

  void check_counts() {
    const std::size_t arguments = std::size_t{unit_.positional_count} + unit_.keyword_only_count + ((unit_.flags & CodeUnit::VarArgs) != 0) +
                                  ((unit_.flags & CodeUnit::VarKeywords) != 0);
    if (unit_.register_count >= 0xffff) fail(0, "too many registers");
    if (unit_.local_count + unit_.free_names.size() > unit_.register_count) fail(0, "fewer registers than variables");
    if (unit_.local_names.size() != unit_.local_count || unit_.plain_local_count > unit_.local_count) fail(0, "wrong number of local names");
    if (arguments > unit_.plain_local_count || unit_.positional_only_count > unit_.positional_count) fail(0, "more parameters than locals");
    if (unit_.cell_registers.size() != unit_.cell_names.size()) fail(0, "wrong number of cells");
    for (const std::uint16_t reg : unit_.cell_registers)
      if (reg >= unit_.local_count) fail(0, "cell register out of range");
    if (unit_.first_free_register != unit_.local_count) fail(0, "free variables in the wrong place");
    for (const CodeUnitPtr& child : unit_.children)
      if (!child) fail(0, "missing nested unit");
  }

  void find_starts() {
    is_start_.assign(size(), false);
    std::uint32_t pc = 0, last = 0;
    while (pc < size()) {
      if (static_cast<int>(unit_.code[pc].op) >= kOpcodeCount) return fail(pc, "no such opcode");
      is_start_[pc] = true;
      last = pc;
      pc += static_cast<std::uint32_t>(opcode_info(unit_.code[pc].op).words());
    }
    if (size() == 0) return fail(0, "no code");
    if (pc != size()) return fail(last, "instruction without its second word");
    if (!opcode_info(unit_.code[last].op).ends()) fail(last, "control runs off the end");
  }

  void check_instruction(std::uint32_t pc) {
    const Instruction& word = unit_.code[pc];
    const OpcodeInfo& info = opcode_info(word.op);
    const auto operand = [&](std::size_t i) { return info.operands[i]; };
    check_operand(pc, operand(0), word.a);
    switch (info.format) {
      case OpcodeFormat::A: break;
      case OpcodeFormat::AI: check_operand(pc, operand(1), static_cast<std::uint32_t>(word.i)); break;
      case OpcodeFormat::ABC:
        check_operand(pc, operand(1), word.b);
        check_operand(pc, operand(2), word.c);
        break;
      case OpcodeFormat::ABCDE: {
        const Extension& extension = extension_of(&word);
        check_operand(pc, operand(1), word.b);
        check_operand(pc, operand(2), word.c);
        check_operand(pc, operand(3), static_cast<std::uint32_t>(extension.d));
        check_operand(pc, operand(4), extension.e);
        break;
      }
    }
    check_special(pc, word);
    if (!fine()) return;
    const RegisterUse use = register_use(&word);
    const auto check_register = [&](std::uint32_t reg) {
      if (reg >= unit_.register_count) fail(pc, "register out of range");
    };
    use.for_each_read(check_register);
    use.for_each_write(check_register);
  }

  void check_operand(std::uint32_t pc, char letter, std::uint32_t value) {
    switch (letter) {
      case 'w':
      case 'r':
      case 'x':
        if (value >= unit_.register_count) fail(pc, "register out of range");
        return;
      case 'k':
        if (value != kNoNames && value >= unit_.constants.size()) fail(pc, "constant out of range");
        return;
      case 'n':
        if (value >= unit_.names.size()) fail(pc, "name out of range");
        return;
      case 'f':
        if (value >= unit_.cache_count) fail(pc, "cache out of range");
        return;
      case 'c':
        if (value >= unit_.children.size()) fail(pc, "nested unit out of range");
        return;
      case 'j': {
        const std::uint32_t target = jump_target(unit_.code.data(), pc);
        if (target >= size() || !is_start_[target]) fail(pc, "jump out of range");
        return;
      }
      default: return;
    }
  }

  void check_special(std::uint32_t pc, const Instruction& word) {
    switch (word.op) {
      case Opcode::LoadConst:
        if (static_cast<std::uint32_t>(word.i) >= unit_.constants.size()) fail(pc, "constant out of range");
        return;
      case Opcode::LoadFree:
        if (word.b >= unit_.free_names.size()) fail(pc, "free variable out of range");
        return;
      case Opcode::Call:
      case Opcode::CallMethod:
      case Opcode::MatchClass: return check_names(pc, word);
      case Opcode::RangePrepare:
        if (word.c < 1 || word.c > 3) fail(pc, "range of no arguments");
        return;
      case Opcode::BuildSlice:
        if (word.c != 2 && word.c != 3) fail(pc, "slice of neither two nor three parts");
        return;
      case Opcode::UnpackStar:
        if (extension_of(&word).d < 0 || extension_of(&word).d > 0xffff) fail(pc, "count out of range");
        return;
      default: return;
    }
  }

  /// The keyword names of a call: a tuple of at most as many texts as there are arguments.
  void check_names(std::uint32_t pc, const Instruction& word) {
    const std::uint32_t names = extension_of(&word).e;
    if (names == kNoNames) {
      if (word.op == Opcode::MatchClass) fail(pc, "no names");
      return;
    }
    if (names >= unit_.constants.size()) return fail(pc, "constant out of range");
    const Constant& tuple = unit_.constants[names];
    if (tuple.kind != Constant::Kind::Tuple) return fail(pc, "names are no tuple");
    if (word.op != Opcode::MatchClass && tuple.items.size() > word.c) return fail(pc, "more names than arguments");
    for (const Constant& name : tuple.items)
      if (name.kind != Constant::Kind::Str) return fail(pc, "name is no text");
  }

  void check_exceptions() {
    for (const ExceptionRange& range : unit_.exceptions) {
      if (range.start >= range.end || range.end > size() || !is_start_[range.start] || (range.end < size() && !is_start_[range.end]))
        return fail(range.start, "exception range out of range");
      if (range.handler >= size() || !is_start_[range.handler] || unit_.code[range.handler].op != Opcode::EnterHandler)
        return fail(range.start, "handler does not begin with EnterHandler");
    }
  }

  void check_positions() {
    std::uint32_t last = 0;
    for (const SourcePosition& position : unit_.positions) {
      if (position.pc < last || position.pc >= size()) return fail(position.pc, "positions are not in order");
      last = position.pc;
    }
  }

  const CodeUnit& unit_;
  std::string error_;
  std::vector<bool> is_start_;
};

/// The second pass: every register is written before it is read.
class RegisterVerifier {
 public:
  explicit RegisterVerifier(const CodeUnit& unit)
      : unit_(unit), flow_(unit), words_((unit.register_count + 63) / 64), known_(unit.code.size()), rows_(unit.code.size()), current_(words_) {}

  std::string verify() {
    start();
    while (!work_.empty() && error_.empty()) {
      const std::uint32_t pc = work_.back();
      work_.pop_back();
      walk(pc);
    }
    return error_;
  }

 private:
  using Row = std::vector<std::uint64_t>;
  bool contains(std::uint32_t reg) const { return current_[reg / 64] >> (reg % 64) & 1; }
  void insert(std::uint32_t reg) { current_[reg / 64] |= std::uint64_t{1} << (reg % 64); }
  void erase(std::uint32_t reg) { current_[reg / 64] &= ~(std::uint64_t{1} << (reg % 64)); }
  bool is_named(std::uint32_t reg) const { return reg < unit_.local_count; }

  void start() {
    std::uint32_t arguments = unit_.positional_count + unit_.keyword_only_count;
    arguments += (unit_.flags & CodeUnit::VarArgs) != 0;
    arguments += (unit_.flags & CodeUnit::VarKeywords) != 0;
    for (std::uint32_t i = 0; i < arguments; ++i) insert(i);
    merge(0, current_);
  }

  /// The state on one more way to `pc`; what all ways have in common is known there.
  void merge(std::uint32_t pc, const Row& state) {
    if (!known_[pc]) {
      known_[pc] = true;
      rows_[pc] = state;
      work_.push_back(pc);
      return;
    }
    bool changed = false;
    for (std::uint32_t i = 0; i < words_; ++i) {
      const std::uint64_t common = rows_[pc][i] & state[i];
      changed |= common != rows_[pc][i];
      rows_[pc][i] = common;
    }
    if (changed) work_.push_back(pc);
  }

  void walk(std::uint32_t pc) {
    current_ = rows_[pc];
    for (bool first = true; error_.empty(); first = false) {
      if (!first && flow_.is_target(pc)) return merge(pc, current_);
      if (!step(pc)) return;
      pc += static_cast<std::uint32_t>(opcode_info(unit_.code[pc].op).words());
    }
  }

  void check_reads(std::uint32_t pc, const RegisterUse& use) {
    const Opcode op = unit_.code[pc].op;
    // These may find a named local empty: that is what they are for.
    if (is_named(unit_.code[pc].a) && (op == Opcode::CheckBound || op == Opcode::DeleteLocal || op == Opcode::MakeCell)) return;
    use.for_each_read([&](std::uint32_t reg) {
      if (!contains(reg) && error_.empty())
        error_ = unit_.qualified_name + " at " + std::to_string(pc) + ": " + std::string(opcode_info(op).name) + " reads register " +
                 std::to_string(reg) + " before it is written";
    });
  }

  /// One instruction. False: control does not go on behind it.
  bool step(std::uint32_t pc) {
    const Instruction& word = unit_.code[pc];
    const OpcodeInfo& info = opcode_info(word.op);
    const RegisterUse use = register_use(&word);
    check_reads(pc, use);
    if (use.clobbers_from != RegisterUse::kNoClobber)
      for (std::uint32_t reg = use.clobbers_from; reg < unit_.register_count; ++reg) erase(reg);
    if (info.raises() && flow_.handler_of(pc) != CodeFlow::kNoHandler) merge(flow_.handler_of(pc), current_);
    const auto write_from = [&](int first) {
      for (int i = first; i < use.write_count; ++i)
        for (std::uint32_t j = 0; j < use.writes[i].count; ++j) insert(use.writes[i].first + j);
    };
    using Condition = RegisterUse::Condition;
    if (use.condition == Condition::Always) {
      write_from(0);
      if (info.jumps()) merge(jump_target(unit_.code.data(), pc), current_);
    } else {
      write_from(1);
      const Row without = current_;
      write_from(0);
      const bool jumping = use.condition == Condition::WhenJumping;
      merge(jump_target(unit_.code.data(), pc), jumping ? current_ : without);
      if (jumping) current_ = without;
    }
    if (word.op == Opcode::CheckBound) insert(word.a);
    if (is_named(word.a) && (word.op == Opcode::DeleteLocal || word.op == Opcode::Clear)) erase(word.a);
    return !info.ends();
  }

  const CodeUnit& unit_;
  const CodeFlow flow_;
  const std::uint32_t words_;
  std::vector<bool> known_;
  std::vector<Row> rows_;  // by pc, for targets
  Row current_;
  std::vector<std::uint32_t> work_;
  std::string error_;
};

}  // namespace

std::string verify(const CodeUnit& unit) {
  std::string error = OperandVerifier(unit).verify();
  if (error.empty()) error = RegisterVerifier(unit).verify();
  for (const CodeUnitPtr& child : unit.children)
    if (error.empty()) error = verify(*child);
  return error;
}

}  // namespace tauraro
