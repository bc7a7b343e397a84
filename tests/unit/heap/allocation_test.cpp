#include "test_heap.h"

namespace tauraro::heap_test {
namespace {

TEST(Allocation, SizeClassesCoverAllSizes) {
  for (std::size_t bytes = 1; bytes <= kMaxSmallBytes; ++bytes) {
    const std::size_t size_class = size_class_of(bytes);
    ASSERT_GE(kClassBytes[size_class], bytes);
    ASSERT_TRUE(size_class == 0 || kClassBytes[size_class - 1] < bytes);
    ASSERT_EQ(kClassBytes[size_class] % kGranuleBytes, 0u);
  }
}

TEST(Allocation, CellsAreZeroedAndAligned) {
  TestHeap heap;
  for (std::size_t i = 0; i < 100000; ++i) {
    const std::size_t bytes = 8 + i % 9000;
    Cell* cell = heap.allocate(bytes, kLeaf, 7);
    ASSERT_NE(cell, nullptr);
    ASSERT_EQ(reinterpret_cast<std::uintptr_t>(cell) % kGranuleBytes, 0u);
    ASSERT_EQ(cell->shape, 7u);
    ASSERT_EQ(cell->kind, kLeaf);
    ASSERT_EQ(cell->aux, 0u);
    ASSERT_GE(heap.cell_bytes(cell), bytes);
    ASSERT_EQ(heap.cell_bytes(cell), Heap::usable_bytes(bytes));
    const auto* words = reinterpret_cast<const std::uint64_t*>(cell);
    for (std::size_t w = 1; w < heap.cell_bytes(cell) / 8; ++w) ASSERT_EQ(words[w], 0u);
    std::memset(reinterpret_cast<char*>(cell) + 8, 0xff, heap.cell_bytes(cell) - 8);
  }
  EXPECT_GT(heap.stats().young_collections, 0u);
}

TEST(Allocation, FindsCellsByInteriorPointers) {
  TestHeap heap;
  NoCollectionScope no_collection(heap);
  for (std::size_t bytes = 16; bytes < 20000; bytes += bytes / 8 + 1) {
    Cell* cell = heap.allocate(bytes, kLeaf, 0);
    const char* begin = reinterpret_cast<const char*>(cell);
    EXPECT_TRUE(heap.is_cell(cell));
    EXPECT_EQ(heap.find_cell(begin + bytes / 2), cell);
    EXPECT_EQ(heap.find_cell(begin + heap.cell_bytes(cell) - 1), cell);
    EXPECT_NE(heap.find_cell(begin + heap.cell_bytes(cell)), cell);
    EXPECT_NE(heap.find_cell(begin - 1), cell);
  }
  int local = 0;
  EXPECT_EQ(heap.find_cell(&local), nullptr);
  EXPECT_EQ(heap.find_cell(nullptr), nullptr);
}

TEST(Allocation, CountsWhatItHandsOut) {
  TestHeap heap;
  for (int i = 0; i < 1000; ++i) heap.allocate(48, kLeaf, 0);
  EXPECT_EQ(heap.stats().allocated_bytes, 48000u);
  heap.allocate(100000, kLeaf, 0);
  EXPECT_EQ(heap.stats().allocated_bytes, 148000u);
}

TEST(Allocation, GarbageIsReusedInBoundedMemory) {
  TestHeap heap;
  for (int i = 0; i < 20'000'000; ++i) heap.allocate(48, kLeaf, 0);
  EXPECT_LT(heap.used_bytes(), 8u << 20);
  EXPECT_EQ(heap.stats().full_collections, 0u);
  for (int i = 0; i < 20'000; ++i) heap.allocate(100'000, kLeaf, 0);
  EXPECT_LT(heap.used_bytes(), 24u << 20);
}

TEST(Allocation, LimitIsHeldAndGarbageCollectedFirst) {
  TestHeap heap;
  heap.set_limit(16 << 20);
  for (int i = 0; i < 2'000'000; ++i) ASSERT_NE(heap.allocate(64, kLeaf, 0), nullptr);
  EXPECT_EQ(heap.allocate(32 << 20, kLeaf, 0), nullptr);
  EXPECT_EQ(heap.allocate(std::size_t{1} << 60, kLeaf, 0), nullptr);

  heap.roots.push_back(nullptr);
  std::size_t count = 0;
  while (Node* node = heap.node(7)) {
    node->slots[0] = reinterpret_cast<std::uint64_t>(heap.roots[0]);
    heap.roots[0] = node;
    ++count;
    ASSERT_LE(heap.used_bytes(), 16u << 20);
  }
  EXPECT_GT(count * 64, 14u << 20);
  {
    LimitPause pause(heap);
    EXPECT_NE(heap.allocate(1000, kLeaf, 0), nullptr);
  }
  heap.roots[0] = nullptr;
  EXPECT_NE(heap.node(7), nullptr);  // caught, dropped, goes on
  EXPECT_NE(heap.allocate(8 << 20, kLeaf, 0), nullptr);
}

TEST(Allocation, DenseBlocksServeNearTheLimit) {
  TestHeap heap;
  heap.set_limit(8 << 20);
  std::size_t kept = 0;
  for (std::size_t i = 0; kept < 80'000; ++i) {  // 3 of 4 stay: 5 MB of 64-byte cells in blocks 75% full
    Node* node = heap.node(7);
    ASSERT_NE(node, nullptr);
    if (i % 4 == 3) continue;
    heap.roots.push_back(node);
    ++kept;
  }
  heap.full();
  std::size_t more = 0;
  for (; Node* node = heap.node(7); ++more) heap.roots.push_back(node);
  EXPECT_GT((kept + more) * 64, (8u << 20) * 9 / 10);
}

TEST(Allocation, ExternalMemoryCountsAndCollects) {
  TestHeap heap;
  heap.set_limit(64 << 20);
  int freed = 0;
  heap.register_kind(kResource, {.finalize =
                                     [](Cell* cell) {
                                       auto* resource = static_cast<Resource*>(cell);
                                       ++*resource->freed;
                                       reinterpret_cast<Heap*>(resource->child)->release_external(1 << 20);
                                     },
                                 .name = "resource"});
  for (int i = 0; i < 1000; ++i) {
    auto* cell = heap.resource(&freed);
    cell->child = reinterpret_cast<Node*>(static_cast<Heap*>(&heap));
    ASSERT_TRUE(heap.account_external(1 << 20));
  }
  EXPECT_GT(freed, 900);
  EXPECT_FALSE(heap.account_external(100 << 20));
  heap.destroy();
  EXPECT_EQ(freed, 1000);
  EXPECT_EQ(heap.stats().external_bytes, 0u);
}

TEST(Allocation, FragmentedHeapStaysBounded) {
  TestHeap heap;
  heap.roots.resize(20'000);
  std::uint64_t random = 1;
  const auto next = [&](std::uint64_t below) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    return (random >> 33) % below;
  };
  for (int step = 0; step < 2'000'000; ++step) {
    const std::size_t slots = 1 + next(next(100) == 0 ? 1500 : 40);
    heap.roots[next(heap.roots.size())] = heap.node(slots);
  }
  heap.full();
  EXPECT_LT(heap.used_bytes(), 3 * heap.stats().live_bytes + (16u << 20));
}

}  // namespace
}  // namespace tauraro::heap_test
