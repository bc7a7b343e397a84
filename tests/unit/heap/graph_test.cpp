#include <map>
#include <set>

#include "test_heap.h"

namespace tauraro::heap_test {
namespace {

/// A random graph in the heap and the same in ordinary containers.
class GraphModel {
 public:
  GraphModel(TestHeap& heap, std::uint64_t seed) : heap_(heap), random_(seed) { heap.roots.resize(kRoots); }

  void step() {
    switch (next(8)) {
      case 0: case 1: case 2: add(); break;
      case 3: case 4: case 5: connect(); break;
      case 6: cut(); break;
      case 7: if (next(40) == 0) heap_.roots[next(kRoots)] = nullptr; break;
    }
  }
  /// Every reachable cell has the contents that the model says; returns how many there are.
  std::size_t check() const {
    std::set<const Node*> seen;
    std::vector<const Node*> pending;
    const auto reach = [&](const Node* node) { if (node && seen.insert(node).second) pending.push_back(node); };
    for (const Node* root : heap_.roots) reach(root);
    while (!pending.empty()) {
      const Node* node = pending.back();
      pending.pop_back();
      const auto found = model_.find(node->shape);
      EXPECT_TRUE(found != model_.end());
      if (found == model_.end()) continue;
      for (std::size_t i = 0; i < found->second.size(); ++i) {
        const Node* child = node->at(i);
        EXPECT_EQ(child ? child->shape : 0, found->second[i]);
        reach(child);
      }
    }
    return seen.size();
  }
  std::size_t live_bytes() const {
    std::set<const Node*> seen;
    std::vector<const Node*> pending(heap_.roots.begin(), heap_.roots.end());
    std::size_t bytes = 0;
    while (!pending.empty()) {
      const Node* node = pending.back();
      pending.pop_back();
      if (!node || !seen.insert(node).second) continue;
      bytes += heap_.cell_bytes(node);
      for (std::size_t i = 0; i < heap_.slot_count(node); ++i) pending.push_back(node->at(i));
    }
    return bytes;
  }

 private:
  static constexpr std::size_t kRoots = 64;
  std::uint64_t next(std::uint64_t below) {
    random_ = random_ * 6364136223846793005u + 1442695040888963407u;
    return (random_ >> 33) % below;
  }
  /// A node that some random walk from a root reaches, or null.
  Node* pick() {
    Node* node = heap_.roots[next(kRoots)];
    for (std::uint64_t steps = next(20); node && steps > 0; --steps) {
      Node* child = node->at(next(heap_.slot_count(node)));
      if (child) node = child;
    }
    return node;
  }
  void add() {
    const std::uint64_t draw = next(100);
    const std::size_t slots = draw == 0 ? 600 + next(2000) : draw < 20 ? 1 + next(100) : 1 + next(6);
    Node* node = heap_.node(slots, next_id_);
    model_[next_id_++].resize(heap_.slot_count(node));
    Node* owner = next(4) == 0 ? nullptr : pick();
    if (owner) set(owner, next(heap_.slot_count(owner)), node);
    else heap_.roots[next(kRoots)] = node;
  }
  void connect() {
    Node* owner = pick();
    Node* value = pick();
    if (owner) set(owner, next(heap_.slot_count(owner)), value);
  }
  void cut() {
    if (Node* owner = pick()) set(owner, next(heap_.slot_count(owner)), nullptr);
  }
  void set(Node* owner, std::size_t index, Node* value) {
    if (next(2)) heap_.store(owner, index, value);
    else heap_.store_item(owner, index, value);
    model_[owner->shape][index] = value ? value->shape : 0;
  }

  TestHeap& heap_;
  std::uint64_t random_;
  std::uint32_t next_id_ = 1;
  std::map<std::uint32_t, std::vector<std::uint32_t>> model_;
};

void run_model(std::uint64_t seed, int steps, std::uint32_t stress) {
  TestHeap heap;
  heap.set_young_bytes(64 << 10);
  heap.set_stress(stress);
  heap.set_verify(true);
  GraphModel model(heap, seed);
  for (int i = 0; i < steps; ++i) {
    model.step();
    if (i % 5000 == 0) model.check();
    if (i % 20000 == 19999) {
      heap.full();
      EXPECT_EQ(heap.stats().live_bytes, model.live_bytes());
      heap.verify();
    }
  }
  EXPECT_GT(model.check(), 10u);
  EXPECT_GT(heap.stats().young_collections, 5u);
}

TEST(Graph, AgreesWithModel) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) run_model(seed, 60'000, 0);
}
TEST(Graph, AgreesWithModelUnderStress) {
  run_model(77, 20'000, 37);
  run_model(78, 3'000, 1);
}

TEST(Graph, TenMillionNodeListIsMarkedIteratively) {
  TestHeap heap;
  heap.roots.push_back(nullptr);
  for (std::uint32_t i = 0; i < 10'000'000; ++i) {
    Node* node = heap.node(1, i);
    heap.store(node, 0, heap.roots[0]);
    heap.roots[0] = node;
  }
  heap.full();
  EXPECT_EQ(heap.stats().live_bytes, 160'000'000u);
  std::uint32_t count = 0;
  for (Node* node = heap.roots[0]; node; node = node->at(0)) ++count;
  EXPECT_EQ(count, 10'000'000u);
  heap.roots[0] = nullptr;
  heap.full();
  EXPECT_EQ(heap.stats().live_bytes, 0u);
  EXPECT_LT(heap.used_bytes(), 1u << 20);
}

}  // namespace
}  // namespace tauraro::heap_test
