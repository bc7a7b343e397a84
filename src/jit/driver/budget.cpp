#include "jit/driver/budget.h"

#include <algorithm>

#include "bytecode/opcode_info.h"
#include "vm/out_of_line.h"

namespace tauraro::jit {
namespace {

std::uint32_t words_of(const Instruction& instruction) { return static_cast<std::uint32_t>(opcode_info(instruction.op).words()); }

std::uint32_t work_of(const Instruction& instruction) {
  constexpr std::uint32_t kCallWork = 10;
  switch (instruction.op) {
    case Opcode::Call:
    case Opcode::CallMethod:
    case Opcode::CallSpread: return kCallWork;
    default: return words_of(instruction);
  }
}

constexpr std::uint32_t kNoLoop = 0xffff'ffff;

/// The header of the loop that the instruction at `pc` jumps back to; kNoLoop for others.
std::uint32_t closed_loop(const LinkedCode& code, std::uint32_t pc) {
  const Instruction& instruction = code.instructions[pc];
  if (instruction.op == Opcode::JumpLoop) return static_cast<std::uint32_t>(std::int64_t{pc} + 1 + instruction.i);
  if (instruction.op == Opcode::ForLoop || instruction.op == Opcode::RangeLoop)
    return static_cast<std::uint32_t>(std::int64_t{pc} + 2 + extension(&instruction).d);
  return kNoLoop;
}

}  // namespace

CodeRange loop_range(const LinkedCode& code, std::uint32_t header) {
  CodeRange range{header, header + 1};
  for (std::uint32_t pc = header; pc < code.instruction_count; pc += words_of(code.instructions[pc]))
    if (closed_loop(code, pc) == header) range.end = pc + words_of(code.instructions[pc]);
  return range;
}

std::uint32_t work_of(const LinkedCode& code, CodeRange range) {
  constexpr std::uint32_t kStraight = 48, kBranching = 8;
  std::uint32_t work = 0;
  for (std::uint32_t pc = range.begin; pc < range.end; pc += words_of(code.instructions[pc])) work += work_of(code.instructions[pc]);
  return std::min(work, kStraight) + (work - std::min(work, kStraight)) / kBranching;
}

std::uint32_t work_of_iteration(const LinkedCode& code, CodeRange loop) {
  std::uint32_t work = work_of(code, loop);
  for (std::uint32_t pc = loop.begin; pc < loop.end; pc += words_of(code.instructions[pc]))
    if (const std::uint32_t header = closed_loop(code, pc); header != kNoLoop && header > loop.begin)
      work = std::min(work, work_of(code, {header, pc + words_of(code.instructions[pc])}));
  return work;
}

}  // namespace tauraro::jit
