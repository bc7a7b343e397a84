#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "jit/ir/exit_table.h"
#include "jit/ir/graph.h"

namespace tauraro::jit::test {

/// What an exit restores, as text that depends neither on places nor on how values are represented: frames, then registers with
/// the word of the boxed Value, or the contents of an object that the run has allocated. Pending stores are done, not told.
using ExitRecord = std::string;

/// The thread that test code runs with; TargetLayout offsets point into it.
struct TestThread {
  std::uint8_t request = 0;
  std::uint64_t stack_limit = 0;
  std::uint32_t exit_countdown = 0;
  int safepoints = 0;
  std::uint64_t safepoint_result = 0;
  int barriers = 0;
  ExitRecord exit;
  std::vector<std::int64_t> boxed;     ///< ints that got a cell
  struct Allocated {
    std::uint64_t address, size;
  };
  std::vector<Allocated> allocated;
};

/// What an interpreted or compiled run returned when it left by an exit.
inline constexpr std::uint64_t kExited = 0x0e17;
/// Words that stand for int cells: kBoxedBase + 16 * hash of the number (no memory behind).
std::uint64_t boxed_word(std::int64_t number);

/// Executes the graph node by node, by the words of ops.def. Real memory is read and written. \return the returned word, or
/// kExited with thread.exit set; `steps` bounds the number of nodes (then it returns kStuck)
inline constexpr std::uint64_t kStuck = 0x57c4;
std::uint64_t interpret(const Graph& graph, TestThread& thread, std::uint64_t* window, bool exit_stress, unsigned steps = 100'000);

/// The record of a compiled exit.
ExitRecord describe_exit(const TestThread& thread, const ExitTable& table, std::uint32_t exit, const SavedRegisters& saved);

}  // namespace tauraro::jit::test
