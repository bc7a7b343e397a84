#pragma once
#include <cstdint>

#include "bytecode/instruction.h"
#include "bytecode/opcode_info.h"

namespace tauraro {

/// `count` registers from `first`.
struct RegisterGroup {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// What one instruction does to registers, the groups of call windows and displays included.
struct RegisterUse {
  static constexpr int kMost = 4;
  RegisterGroup reads[kMost];
  RegisterGroup writes[kMost];
  int read_count = 0;
  int write_count = 0;
  /// Written on one way out only: when the jump is taken (ForLoop, RangeLoop) or not taken (ForIter, RangeNext).
  enum class Condition : std::uint8_t { Always, WhenJumping, WhenFalling } condition = Condition::Always;  ///< of writes[0]
  /// A call's window: this register and all above hold nothing any more afterwards (writes come after that). kNoClobber: none.
  static constexpr std::uint32_t kNoClobber = 0xffff'ffff;
  std::uint32_t clobbers_from = kNoClobber;

  template <typename F>
  void for_each_read(F&& function) const {
    for (int i = 0; i < read_count; ++i)
      for (std::uint32_t j = 0; j < reads[i].count; ++j) function(reads[i].first + j);
  }
  template <typename F>
  void for_each_write(F&& function) const {
    for (int i = 0; i < write_count; ++i)
      for (std::uint32_t j = 0; j < writes[i].count; ++j) function(writes[i].first + j);
  }
};

/// \pre `at` is the first word of an instruction, followed by its extension if it has one
RegisterUse register_use(const Instruction* at);

/// Calls function(std::uint16_t&) for each field that names a register (or the base of a group); not for absent ones.
template <typename F>
void visit_register_fields(Instruction* at, F&& function) {
  const OpcodeInfo& info = opcode_info(at->op);
  const auto names_register = [](char letter) { return letter == 'w' || letter == 'r' || letter == 'x' || letter == 'b'; };
  if (at->op == Opcode::Raise) {
    if (at->a != kNoRegister) function(at->a);
    if (at->b != kNoRegister) function(at->b);
    return;
  }
  if (names_register(info.operands[0])) function(at->a);
  if (info.format == OpcodeFormat::ABC || info.format == OpcodeFormat::ABCDE) {
    if (names_register(info.operands[1])) function(at->b);
    if (names_register(info.operands[2])) function(at->c);
  }
  if (at->op == Opcode::FormatValue) {
    auto& extension = reinterpret_cast<Extension&>(at[1]);
    if (extension.d >= 0) {
      auto reg = static_cast<std::uint16_t>(extension.d);
      function(reg);
      extension.d = reg;
    }
  }
}

/// The extension word of a two-word instruction.
inline const Extension& extension_of(const Instruction* at) { return reinterpret_cast<const Extension&>(at[1]); }

/// The word index where the jump at `pc` goes. \pre the opcode jumps
inline std::uint32_t jump_target(const Instruction* code, std::uint32_t pc) {
  const OpcodeInfo& info = opcode_info(code[pc].op);
  const std::int32_t distance = info.format == OpcodeFormat::AI ? code[pc].i : extension_of(code + pc).d;
  return pc + static_cast<std::uint32_t>(info.words()) + static_cast<std::uint32_t>(distance);
}

}  // namespace tauraro
