#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

#include "ir_interpreter.h"
#include "jit/ir/print.h"
#include "jit/ir/verify.h"
#include "jit/pass/pass.h"
#include "random_graph.h"

namespace tauraro::jit::test {
namespace {

struct Tally {
  unsigned returned = 0, exited = 0, exited_elsewhere = 0;
};

/// The frame position that an exit record begins with.
std::string position_of(const ExitRecord& record) { return record.substr(0, record.find(')')); }

void compare(const Graph& before, const Graph& after, std::uint64_t seed, Tally& tally) {
  for (unsigned run = 0; run < 4; ++run) {
    const std::vector<std::uint64_t> start = make_random_memory(seed * 16 + run);
    std::vector<std::uint64_t> memory = start;
    TestThread expected, actual;
    const std::uint64_t result1 = interpret(before, expected, memory.data(), false, 20'000);
    if (result1 == kStuck) return;
    const std::vector<std::uint64_t> memory1 = memory;
    memory = start;
    const std::uint64_t result2 = interpret(after, actual, memory.data(), false, 20'000);
    const auto context = [&] {
      return "seed " + std::to_string(seed) + " run " + std::to_string(run) + "\n" + print_graph(before) + "\nafter:\n" + print_graph(after) +
             expected.exit + "\n" + actual.exit;
    };
    if (result1 == kExited && result2 == kExited && position_of(expected.exit) == position_of(actual.exit)) {
      ++tally.exited;
      ASSERT_EQ(expected.exit, actual.exit) << context();
      ASSERT_EQ(memory1, memory) << context();
    } else if (result1 == kExited || result2 == kExited) {
      // An exit that nobody needed is gone, or a check was moved: allowed, but rare.
      ++tally.exited_elsewhere;
    } else {
      ++tally.returned;
      ASSERT_EQ(result1, result2) << context();
      ASSERT_EQ(memory1, memory) << context();
    }
  }
}

void run_seeds(const Pass* only, std::uint64_t first, std::uint64_t count) {
  Tally tally;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Graph before{test_calls()};
    make_random_graph(before, seed, 10 + seed % 60);
    Graph after = before;
    if (only) {
      only->run(after, {});
      ASSERT_EQ(verify(after), "") << only->name << " seed " << seed << "\n" << print_graph(before) << "\nafter:\n" << print_graph(after);
    } else {
      optimize(after, {});
    }
    compare(before, after, seed, tally);
    if (testing::Test::HasFatalFailure()) return;
  }
  if (std::getenv("JIT_TALLY"))
    std::printf("%s: %u returned, %u exited, %u elsewhere\n", only ? only->name : "all", tally.returned, tally.exited, tally.exited_elsewhere);
  EXPECT_GT(tally.returned, tally.exited_elsewhere);
}

void run_with(const Pass* only) {
  std::uint64_t first = 1, count = 150;
  if (const char* seeds = std::getenv("JIT_SEEDS")) {
    first = std::strtoull(seeds, nullptr, 10);
    if (const char* colon = std::strchr(seeds, ':')) count = std::strtoull(colon + 1, nullptr, 10);
  }
  run_seeds(only, first, count);
}

TEST(RandomGraphs, EachPassKeepsResults) {
  for (const Pass& pass : all_passes()) {
    run_with(&pass);
    if (HasFatalFailure()) return;
  }
}

TEST(RandomGraphs, AllPassesKeepResults) { run_with(nullptr); }

}  // namespace
}  // namespace tauraro::jit::test
