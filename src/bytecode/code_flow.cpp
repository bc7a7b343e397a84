#include "bytecode/code_flow.h"

#include <algorithm>

namespace tauraro {

CodeFlow::CodeFlow(const CodeUnit& unit) : is_target_(unit.code.size()) {
  if (!unit.exceptions.empty()) {
    handler_.assign(unit.code.size(), kNoHandler);
    // Backwards, for the first range that contains a pc wins.
    for (auto range = unit.exceptions.rbegin(); range != unit.exceptions.rend(); ++range) {
      std::fill(handler_.begin() + range->start, handler_.begin() + range->end, range->handler);
      is_target_[range->handler] = true;
    }
  }
  for (const std::uint32_t pc : instruction_starts(unit))
    if (opcode_info(unit.code[pc].op).jumps()) is_target_[jump_target(unit.code.data(), pc)] = true;
}

std::vector<std::uint32_t> instruction_starts(const CodeUnit& unit) {
  std::vector<std::uint32_t> starts;
  starts.reserve(unit.code.size());
  for (std::uint32_t pc = 0; pc < unit.code.size(); pc += static_cast<std::uint32_t>(opcode_info(unit.code[pc].op).words()))
    starts.push_back(pc);
  return starts;
}

std::vector<std::uint32_t> loop_headers(const CodeUnit& unit) {
  std::vector<std::uint32_t> headers;
  for (const std::uint32_t pc : instruction_starts(unit)) {
    if (!opcode_info(unit.code[pc].op).jumps()) continue;
    const std::uint32_t target = jump_target(unit.code.data(), pc);
    if (target <= pc) headers.push_back(target);
  }
  std::sort(headers.begin(), headers.end());
  headers.erase(std::unique(headers.begin(), headers.end()), headers.end());
  return headers;
}

}  // namespace tauraro
