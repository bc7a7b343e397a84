#pragma once
#include <cstdint>
#include <vector>

#include "jit/ir/graph.h"

namespace tauraro::jit::test {

/// The runtime calls that random graphs (and other tests) make.
RuntimeCallTable test_calls();

/// Words of the memory that a random graph works on: registers 0-15 are the window, the rest fields and items.
inline constexpr unsigned kRandomMemoryWords = 48;

/// A verified graph that ends after a bounded number of steps: nested branches and loops over int, double, bool and boxed values,
/// memory, calls and exits. The same seed gives the same graph.
void make_random_graph(Graph& graph, std::uint64_t seed, unsigned size);
/// Values that are likely to hit edges: small ints, limits, doubles, boxed words.
std::vector<std::uint64_t> make_random_memory(std::uint64_t seed);

}  // namespace tauraro::jit::test
