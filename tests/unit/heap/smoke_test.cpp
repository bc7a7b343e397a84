#include <gtest/gtest.h>

#include "heap/heap.h"

namespace tauraro {
namespace {

TEST(Heap, AllocatesZeroedCells) {
  Heap heap;
  heap.register_kind(CellKind{1}, {.name = "leaf"});
  for (int i = 0; i < 100000; ++i) {
    Cell* cell = heap.allocate(16 + i % 9000, CellKind{1}, 7);
    ASSERT_NE(cell, nullptr);
    ASSERT_EQ(cell->shape, 7u);
    const auto* words = reinterpret_cast<const std::uint64_t*>(cell);
    for (std::size_t w = 1; w < heap.cell_bytes(cell) / 8; ++w) ASSERT_EQ(words[w], 0u);
    std::memset(reinterpret_cast<char*>(cell) + 8, 0xff, heap.cell_bytes(cell) - 8);
  }
  EXPECT_GT(heap.stats().young_collections, 0u);
}

}  // namespace
}  // namespace tauraro
