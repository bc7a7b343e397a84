// Allocation, collection and barrier costs of the heap by itself: nanoseconds an object in steady state, collections
// included. Build with the release preset and -DTAURARO_BENCHMARKS=ON.
#include <benchmark/benchmark.h>

#include <vector>

#include "heap/heap.h"

namespace {

using namespace tauraro;

constexpr CellKind kLeaf{1};
constexpr CellKind kNode{2};
constexpr CellKind kArray{3};

struct Node : Cell {
  Node* left;
  Node* right;
};

struct Array : Cell {
  Cell* items[1];
};

/// A heap whose roots are a vector of nodes.
struct BenchHeap : Heap {
  BenchHeap() {
    register_kind(kLeaf, {.name = "leaf"});
    register_kind(kNode, {.trace = [](Cell* cell, Tracer& tracer) {
                            tracer.visit(static_cast<Node*>(cell)->left);
                            tracer.visit(static_cast<Node*>(cell)->right);
                          },
                          .name = "node"});
    register_kind(kArray, {.trace = [](Cell* cell, Tracer& tracer) {
                             const std::size_t words = tracer.heap().cell_bytes(cell) / 8 - 1;
                             for (std::size_t i = 0; i < words; ++i) tracer.visit(static_cast<Array*>(cell)->items[i]);
                           },
                           .name = "array",
                           .trace_range = [](Cell*, Tracer& tracer, const void* begin, const void* end) {
                             for (auto* item = static_cast<Cell* const*>(begin); item != end; ++item) tracer.visit(*item);
                           }});
    add_root_provider(
        [](void* context, Tracer& tracer) {
          for (Cell* root : static_cast<BenchHeap*>(context)->roots) tracer.visit(root);
        },
        this);
  }
  Node* node(Node* left, Node* right) {
    Node* node = allocate_as<Node>(kNode, 1);
    node->left = left;
    node->right = right;
    return node;
  }
  /// A rooted array, as a program's list would be.
  Array* array(std::int64_t count) {
    auto* array = reinterpret_cast<Array*>(allocate(8 + 8 * static_cast<std::size_t>(count), kArray, 1));
    roots.push_back(array);
    return array;
  }
  void store(Array* array, std::size_t index, Cell* cell) {
    array->items[index] = cell;
    write_barrier_slot(array, &array->items[index]);
  }
  std::vector<Cell*> roots;
};

std::uint64_t next_random(std::uint64_t& state) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return state >> 33;
}

/// Short-lived objects of one size.
void garbage(benchmark::State& state) {
  BenchHeap heap;
  if (state.range(1)) heap.set_young_bytes(static_cast<std::size_t>(state.range(1)) << 20);
  const auto bytes = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    Cell* cell = heap.allocate(bytes, kLeaf, 1);
    benchmark::DoNotOptimize(cell);
  }
}
BENCHMARK(garbage)->ArgsProduct({{16, 32, 48, 128}, {1, 2, 4, 16}})->Args({8192, 0});

/// A window of recent objects stays alive: a tenth or so of each young generation survives.
void window(benchmark::State& state) {
  BenchHeap heap;
  Array* array = heap.array(state.range(0));
  std::size_t at = 0;
  for (auto _ : state) {
    heap.store(array, at, heap.node(nullptr, nullptr));
    if (++at == static_cast<std::size_t>(state.range(0))) at = 0;
  }
  state.counters["full"] = static_cast<double>(heap.stats().full_collections);
  state.counters["used_MB"] = static_cast<double>(heap.used_bytes()) / 1e6;
}
BENCHMARK(window)->Arg(1000)->Arg(10'000)->Arg(100'000)->Arg(1'000'000);

/// Mixed sizes, replaced at random: the fragmentation stress.
void fragmentation(benchmark::State& state) {
  BenchHeap heap;
  Array* array = heap.array(state.range(0));
  std::uint64_t random = 1;
  for (auto _ : state) {
    const std::uint64_t draw = next_random(random);
    Cell* cell = heap.allocate(16 + (draw & 255), kLeaf, 1);
    if ((draw >> 8 & 3) == 0) heap.store(array, (draw >> 10) % static_cast<std::uint64_t>(state.range(0)), cell);
  }
  const HeapStats stats = heap.stats();
  state.counters["full"] = static_cast<double>(stats.full_collections);
  state.counters["used_MB"] = static_cast<double>(stats.used_bytes) / 1e6;
  state.counters["live_MB"] = static_cast<double>(stats.live_bytes) / 1e6;
  state.counters["longest_ms"] = static_cast<double>(stats.longest_pause_nanoseconds) / 1e6;
}
BENCHMARK(fragmentation)->Arg(10'000)->Arg(300'000);

Node* make_tree(BenchHeap& heap, int depth) {
  Node* node = heap.node(nullptr, nullptr);
  heap.roots.push_back(node);
  if (depth > 0) {
    node->left = make_tree(heap, depth - 1);
    heap.write_barrier(node);
    node->right = make_tree(heap, depth - 1);
    heap.write_barrier(node);
  }
  heap.roots.pop_back();
  return node;
}
/// Binary trees of 2^17 nodes, made and dropped: time a node.
void trees(benchmark::State& state) {
  BenchHeap heap;
  for (auto _ : state) benchmark::DoNotOptimize(make_tree(heap, 16));
  state.SetItemsProcessed(state.iterations() * ((1 << 17) - 1));
}
BENCHMARK(trees)->Unit(benchmark::kMillisecond);

/// A full collection of a million-node tree: marking, an object at a time.
void mark_tree(benchmark::State& state) {
  BenchHeap heap;
  heap.roots.push_back(nullptr);
  heap.roots[0] = make_tree(heap, 19);
  for (auto _ : state) heap.collect(CollectKind::Full);
  state.SetItemsProcessed(state.iterations() * ((1 << 20) - 1));
}
BENCHMARK(mark_tree)->Unit(benchmark::kMillisecond);

/// A full collection of nodes that name each other at random, 32 MB: mostly cache misses.
void mark_random_graph(benchmark::State& state) {
  BenchHeap heap;
  constexpr std::size_t kCount = 1 << 20;
  std::uint64_t random = 1;
  for (std::size_t i = 0; i < kCount; ++i) heap.roots.push_back(heap.node(nullptr, nullptr));
  for (Cell* cell : heap.roots) {
    static_cast<Node*>(cell)->left = static_cast<Node*>(heap.roots[next_random(random) % kCount]);
    static_cast<Node*>(cell)->right = static_cast<Node*>(heap.roots[next_random(random) % kCount]);
    heap.write_barrier(cell);
  }
  heap.roots.resize(100);
  for (auto _ : state) heap.collect(CollectKind::Full);
  state.SetItemsProcessed(state.iterations() * kCount);
}
BENCHMARK(mark_random_graph)->Unit(benchmark::kMillisecond);

/// A young collection with nothing to do: its fixed cost.
void empty_young_collection(benchmark::State& state) {
  BenchHeap heap;
  for (auto _ : state) heap.collect(CollectKind::Young);
}
BENCHMARK(empty_young_collection);

void barrier(benchmark::State& state) {
  BenchHeap heap;
  Node* owner = heap.node(nullptr, nullptr);
  heap.roots.push_back(owner);
  heap.collect(CollectKind::Young);
  for (auto _ : state) {
    owner->left = owner;
    heap.write_barrier(owner);
    benchmark::ClobberMemory();
  }
}
BENCHMARK(barrier);

}  // namespace
