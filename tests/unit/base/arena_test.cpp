#include "base/arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace tauraro {
namespace {

TEST(Arena, AlignsAndKeepsApart) {
  Arena arena;
  auto* byte = static_cast<char*>(arena.allocate(1, 1));
  auto* number = arena.make<std::uint64_t>(7u);
  *byte = 'x';
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(number) % alignof(std::uint64_t), 0u);
  EXPECT_EQ(*number, 7u);
  EXPECT_EQ(*byte, 'x');
}

TEST(Arena, GivesLargePiecesAChunkOfTheirOwn) {
  Arena arena;
  char* small = arena.make_array<char>(8);
  char* large = arena.make_array<char>(3u << 20);
  char* next = arena.make_array<char>(8);
  large[(3u << 20) - 1] = 1;
  EXPECT_LT(next - small, 4096);
  EXPECT_GE(arena.footprint(), std::size_t{3u << 20});
}

TEST(Arena, CopiesTextAndSpans) {
  Arena arena;
  std::string_view text;
  {
    const std::string source = "hello";
    text = arena.copy_text(source);
  }
  EXPECT_EQ(text, "hello");
  const Span<int> numbers = arena.copy_span(std::vector<int>{1, 2, 3});
  EXPECT_EQ(numbers.size, 3u);
  EXPECT_EQ(numbers.back(), 3);
  EXPECT_TRUE(arena.copy_span(std::vector<int>{}).empty());
}

TEST(Arena, MovesWithItsContents) {
  Arena arena;
  const int* number = arena.make<int>(5);
  Arena other(std::move(arena));
  EXPECT_EQ(*number, 5);
  EXPECT_EQ(arena.footprint(), 0u);  // NOLINT: a moved-from arena is empty
}

TEST(Arena, ManySmallPieces) {
  Arena arena;
  std::uint32_t* first = nullptr;
  for (std::uint32_t index = 0; index < 100'000; ++index) {
    auto* number = arena.make<std::uint32_t>(index);
    if (index == 0) first = number;
  }
  EXPECT_EQ(*first, 0u);
  EXPECT_LT(arena.footprint(), 2u << 20);
}

}  // namespace
}  // namespace tauraro
