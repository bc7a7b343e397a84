#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

#include "ir_interpreter.h"
#include "jit/ir/print.h"
#include "jit/ir/verify.h"
#include "jit/pass/pass.h"
#include "machine_runner.h"
#include "random_graph.h"

namespace tauraro::jit::test {
namespace {

void check_seed(std::uint64_t seed, unsigned size, MachineRunner& plain, MachineRunner& stressed) {
  Graph graph{test_calls()};
  make_random_graph(graph, seed, size);
  ASSERT_EQ(verify(graph), "") << "seed " << seed;
  if (seed % 2) optimize(graph, {});
  const std::string text = print_graph(graph);
  const Graph reference = graph;  // compiling moves nodes
  Graph copy = graph;
  ASSERT_TRUE(plain.compile(graph)) << plain.error << " seed " << seed;
  ASSERT_TRUE(stressed.compile(copy)) << stressed.error;
  for (unsigned run = 0; run < 8; ++run) {
    const bool stress = run >= 3;
    const std::vector<std::uint64_t> start = make_random_memory(seed * 16 + run);
    std::vector<std::uint64_t> memory = start;
    TestThread expected, actual;
    expected.exit_countdown = actual.exit_countdown = static_cast<std::uint32_t>(1 + (seed * 7 + run * run * 5) % 60);
    const std::uint64_t result1 = interpret(reference, expected, memory.data(), stress, 20'000);
    if (result1 == kStuck) return;
    const std::vector<std::uint64_t> memory1 = memory;
    memory = start;
    const std::uint64_t result2 = (stress ? stressed : plain).run(actual, memory.data());
    ASSERT_EQ(result1, result2) << "seed " << seed << " run " << run << "\n" << text << actual.exit << "\n" << expected.exit;
    ASSERT_EQ(expected.exit, actual.exit) << "seed " << seed << " run " << run << "\n" << text;
    ASSERT_EQ(memory1, memory) << "seed " << seed << " run " << run << "\n" << text;
    ASSERT_EQ(expected.boxed, actual.boxed);
  }
}

/// JIT_SEEDS=first:count runs others than the built-in ones.
TEST(RandomGraphs, RunAsInterpreted) {
  std::uint64_t first = 1, count = 400;
  if (const char* seeds = std::getenv("JIT_SEEDS")) {
    first = std::strtoull(seeds, nullptr, 10);
    if (const char* colon = std::strchr(seeds, ':')) count = std::strtoull(colon + 1, nullptr, 10);
  }
  MachineRunner plain(false), stressed(true);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    check_seed(seed, 10 + seed % 60, plain, stressed);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace tauraro::jit::test
