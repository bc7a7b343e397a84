#include <algorithm>

#include "test_heap.h"

namespace tauraro::heap_test {
namespace {

TEST(Finalizers, KindFinalizeRunsOncePerDeadCell) {
  int freed = 0;
  {
    TestHeap heap;
    Root<Resource> kept(heap, heap.resource(&freed));
    for (int i = 0; i < 10'000; ++i) heap.resource(&freed);
    heap.young();
    EXPECT_EQ(freed, 10'000);
    kept = heap.resource(&freed);
    heap.young();
    EXPECT_EQ(freed, 10'000);
    heap.full();
    EXPECT_EQ(freed, 10'001);
    kept = nullptr;
  }
  EXPECT_EQ(freed, 10'002);
}

TEST(Finalizers, DeadCellIsQueuedOnceAndKeepsItsChildren) {
  TestHeap heap;
  heap.roots.push_back(heap.node(2, 1));
  Node* dead = heap.node(2, 2);
  heap.store(dead, 0, heap.node(1, 3));
  heap.set_finalizer(dead);
  heap.set_finalizer(dead);
  heap.set_finalizer(heap.roots[0]);
  heap.young();
  ASSERT_TRUE(heap.has_pending_finalizers());
  heap.full();  // the queue is a root
  auto* taken = static_cast<Node*>(heap.take_pending_finalizer());
  ASSERT_EQ(taken, dead);
  EXPECT_EQ(taken->at(0)->shape, 3u);
  EXPECT_FALSE(Heap::has_finalizer(taken));
  EXPECT_EQ(heap.take_pending_finalizer(), nullptr);
  heap.full();
  EXPECT_FALSE(heap.has_pending_finalizers());
  EXPECT_FALSE(heap.is_cell(dead));
}

TEST(Finalizers, ResurrectedCellLivesOn) {
  TestHeap heap;
  heap.set_finalizer(heap.node(2, 9));
  heap.full();
  heap.roots.push_back(static_cast<Node*>(heap.take_pending_finalizer()));
  heap.full();
  heap.young();
  EXPECT_EQ(heap.roots[0]->shape, 9u);
  heap.set_finalizer(heap.roots[0]);  // old by now
  heap.roots.clear();
  heap.young();
  EXPECT_FALSE(heap.has_pending_finalizers());
  heap.full();
  EXPECT_TRUE(heap.has_pending_finalizers());
}

TEST(Finalizers, CyclesAreQueuedTogetherInOrder) {
  TestHeap heap;
  Node* first = heap.node(1, 1);
  Node* second = heap.node(1, 2);
  heap.store(first, 0, second);
  heap.store(second, 0, first);
  heap.set_finalizer(first);
  heap.set_finalizer(second);
  heap.full();
  EXPECT_EQ(heap.take_pending_finalizer(), first);
  EXPECT_EQ(heap.take_pending_finalizer(), second);
}

TEST(Finalizers, ExitQueuesAll) {
  TestHeap heap;
  heap.roots.push_back(heap.node(1, 1));
  heap.set_finalizer(heap.roots[0]);
  heap.young();
  heap.set_finalizer(heap.node(1, 2));
  heap.queue_all_finalizers();
  EXPECT_EQ(heap.take_pending_finalizer()->shape, 1u);
  EXPECT_EQ(heap.take_pending_finalizer()->shape, 2u);
  EXPECT_EQ(heap.take_pending_finalizer(), nullptr);
}

/// A weak table as a VM would have it.
struct WeakTable {
  std::vector<Node*> cells;
  std::vector<std::uint32_t> seen_before_resurrection;

  static void hook(void* context, Tracer& tracer, WeakPhase phase, CollectKind) {
    auto& self = *static_cast<WeakTable*>(context);
    Heap& heap = tracer.heap();
    if (phase == WeakPhase::BeforeResurrection) {
      for (Node* cell : self.cells)
        if (!heap.is_marked(cell)) self.seen_before_resurrection.push_back(cell->shape);
      return;
    }
    std::erase_if(self.cells, [&](Node* cell) { return !heap.is_marked(cell); });
  }
};

TEST(Weak, HooksSeeTheDeadBeforeAndAfterResurrection) {
  TestHeap heap;
  WeakTable table;
  heap.add_weak_hook(WeakTable::hook, &table);
  heap.roots.push_back(heap.node(1, 1));
  Node* finalizable = heap.node(1, 2);
  heap.set_finalizer(finalizable);
  table.cells = {heap.roots[0], finalizable, heap.node(1, 3)};
  for (Node* cell : table.cells) heap.set_weakly_referenced(cell);
  heap.young();
  EXPECT_EQ(table.seen_before_resurrection, (std::vector<std::uint32_t>{2, 3}));
  ASSERT_EQ(table.cells.size(), 2u);
  EXPECT_TRUE(Heap::is_weakly_referenced(table.cells[0]));
  heap.take_pending_finalizer();
  heap.full();
  EXPECT_EQ(table.cells, std::vector<Node*>{heap.roots[0]});
}

}  // namespace
}  // namespace tauraro::heap_test
