#pragma once
#include <cstdint>
#include <vector>

#include "bytecode/code_unit.h"
#include "bytecode/register_use.h"

namespace tauraro {

/// Where control may go in a unit, exceptions included.
class CodeFlow {
 public:
  static constexpr std::uint32_t kNoHandler = 0xffff'ffff;

  /// \pre every jump and every exception range of the unit is in range (the verifier has seen it)
  explicit CodeFlow(const CodeUnit& unit);

  /// The handler of what the instruction at `pc` raises, or kNoHandler.
  std::uint32_t handler_of(std::uint32_t pc) const { return handler_.empty() ? kNoHandler : handler_[pc]; }
  /// Whether control comes to `pc` other than from the instruction above: a jump or a raise.
  bool is_target(std::uint32_t pc) const { return is_target_[pc]; }

 private:
  std::vector<std::uint32_t> handler_;  // by pc; empty: no ranges
  std::vector<bool> is_target_;
};

/// The word indices of instructions, in order.
std::vector<std::uint32_t> instruction_starts(const CodeUnit& unit);

/// The targets of backward jumps, ascending: where loops begin, and where a running loop may be entered by compiled code.
std::vector<std::uint32_t> loop_headers(const CodeUnit& unit);

}  // namespace tauraro
