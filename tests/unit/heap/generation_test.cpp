#include "test_heap.h"

namespace tauraro::heap_test {
namespace {

TEST(Generations, BarrierKeepsYoungOfOld) {
  TestHeap heap;
  heap.roots.push_back(heap.node(3));
  heap.young();
  Node* old = heap.roots[0];
  EXPECT_TRUE(old->gc & kGcOld);
  Node* fresh = heap.node(1, 42);
  heap.store(old, 1, fresh);
  EXPECT_TRUE(old->gc & kGcLogged);
  heap.young();
  EXPECT_FALSE(old->gc & kGcLogged);
  EXPECT_TRUE(heap.is_cell(old->at(1)));
  EXPECT_EQ(old->at(1)->shape, 42u);
  EXPECT_TRUE(fresh->gc & kGcOld);
}

TEST(Generations, OldGarbageWaitsForAFullCollection) {
  TestHeap heap;
  heap.roots.push_back(heap.node(3));
  Node* node = heap.roots[0];
  heap.young();
  heap.roots.clear();
  heap.young();
  EXPECT_TRUE(heap.is_cell(node));
  heap.full();
  EXPECT_FALSE(heap.is_cell(node));
}

TEST(Generations, ManyEpochs) {
  TestHeap heap;
  heap.roots.push_back(heap.node(2, 1));
  for (std::uint32_t i = 0; i < 20; ++i) {
    heap.store(heap.roots[0], 0, heap.node(2, i));
    if (i % 3) heap.young();
    heap.full();
    EXPECT_EQ(heap.roots[0]->at(0)->shape, i);
    EXPECT_EQ(heap.stats().live_bytes, 64u);
  }
}

TEST(Generations, CardsOfLargeArrays) {
  constexpr std::size_t kItems = 1'000'000;
  TestHeap heap;
  heap.roots.push_back(heap.node(kItems));
  Node* array = heap.roots[0];
  heap.young();
  for (std::size_t i = 0; i < kItems; i += 9973) heap.store_item(array, i, heap.node(1, static_cast<std::uint32_t>(i)));
  EXPECT_TRUE(array->gc & kGcCardsLogged);
  EXPECT_FALSE(array->gc & kGcLogged);
  heap.young();
  EXPECT_FALSE(array->gc & kGcCardsLogged);
  for (std::size_t i = 0; i < kItems; i += 9973) {
    ASSERT_TRUE(heap.is_cell(array->at(i)));
    EXPECT_EQ(array->at(i)->shape, i);
  }
  heap.store_item(array, kItems - 1, heap.node(1, 5));  // the last, partial card
  heap.store_item(array, 0, heap.node(1, 6));
  heap.full();
  heap.young();
  EXPECT_EQ(array->at(kItems - 1)->shape, 5u);
  EXPECT_EQ(array->at(0)->shape, 6u);
}

TEST(Generations, YoungItemInHugeListIsCheap) {
  TestHeap heap;
  heap.roots.push_back(heap.node(10'000'000));
  heap.young();
  heap.young();
  std::uint64_t best = ~0ull;
  for (std::size_t i = 0; i < 20; ++i) {
    heap.store_item(heap.roots[0], i * 1000, heap.node(1));
    heap.young();
    best = std::min(best, heap.stats().last_pause_nanoseconds);
  }
  EXPECT_LT(best, 3'000'000u);  // a whole scan takes 10 ms and more
}

TEST(GenerationsDeathTest, VerifierFindsMissingBarrier) {
  TestHeap heap;
  heap.set_verify(true);
  heap.roots.push_back(heap.node(3));
  heap.young();
  heap.roots[0]->slots[0] = reinterpret_cast<std::uint64_t>(heap.node(1));
  EXPECT_DEATH(heap.verify(), "without a barrier");
}

TEST(GenerationsDeathTest, VerifierFindsDanglingName) {
  TestHeap heap;
  Node* dead = heap.node(1);
  heap.roots.push_back(heap.node(3));
  heap.full();
  heap.roots[0]->slots[0] = reinterpret_cast<std::uint64_t>(dead);
  EXPECT_DEATH(heap.verify(), "heap verifier");
}

TEST(Generations, StressCollectsAtEachAllocation) {
  TestHeap heap;
  heap.allocate(16, kLeaf, 0);
  heap.set_stress(1);
  for (int i = 0; i < 100; ++i) heap.allocate(16 + i, kLeaf, 0);
  EXPECT_EQ(heap.stats().young_collections + heap.stats().full_collections, 100u);
  heap.set_stress(10);
  for (int i = 0; i < 100; ++i) heap.allocate(16, kLeaf, 0);
  EXPECT_EQ(heap.stats().young_collections + heap.stats().full_collections, 110u);
  heap.set_stress(0);
  for (int i = 0; i < 100; ++i) heap.allocate(16, kLeaf, 0);
  EXPECT_EQ(heap.stats().young_collections + heap.stats().full_collections, 110u);
}

TEST(Generations, NoCollectionScopePutsCollectionsOff) {
  TestHeap heap;
  {
    NoCollectionScope scope(heap);
    for (int i = 0; i < 100'000; ++i) heap.allocate(64, kLeaf, 0);
    EXPECT_EQ(heap.stats().young_collections, 0u);
  }
  for (int i = 0; i < 1000; ++i) heap.allocate(64, kLeaf, 0);
  EXPECT_EQ(heap.stats().young_collections, 1u);
}

TEST(Generations, FullCollectionsFollowGrowth) {
  TestHeap heap;
  heap.roots.resize(200'000);
  for (std::size_t i = 0; i < 4'000'000; ++i) heap.roots[i % heap.roots.size()] = heap.node(11);
  EXPECT_GT(heap.stats().full_collections, 3u);
  EXPECT_LT(heap.stats().full_collections, 60u);
  EXPECT_LT(heap.used_bytes(), 96u << 20);  // about 20 MB are alive
}

}  // namespace
}  // namespace tauraro::heap_test
