#include <ucontext.h>

#include "test_heap.h"

namespace tauraro::heap_test {
namespace {

TEST(Roots, RootKeepsItsCell) {
  TestHeap heap;
  Root<Node> first(heap, heap.node(2, 1));
  {
    Root<Node> second(heap);
    EXPECT_FALSE(second);
    second = heap.node(2, 2);
    first->slots[0] = reinterpret_cast<std::uint64_t>(heap.node(1, 3));
    heap.full();
    EXPECT_EQ(second->shape, 2u);
    EXPECT_EQ(heap.stats().live_bytes, 32u + 32u + 16u);
  }
  heap.full();
  EXPECT_EQ(first->at(0)->shape, 3u);
  EXPECT_EQ(heap.stats().live_bytes, 32u + 16u);
}

[[gnu::noinline]] Node* make_list(TestHeap& heap, std::uint32_t length) {
  Node* list = nullptr;
  for (std::uint32_t i = 0; i < length; ++i) {
    Node* node = heap.node(1, i);
    node->slots[0] = reinterpret_cast<std::uint64_t>(list);
    list = node;
  }
  return list;
}
[[gnu::noinline]] std::uint32_t list_length(const Node* list) {
  std::uint32_t length = 0;
  for (; list; list = list->at(0)) ++length;
  return length;
}
/// The list is named by a local variable only, at each allocation.
[[gnu::noinline]] void use_locals(TestHeap& heap) {
  Node* first = make_list(heap, 100);
  Node* second = make_list(heap, 50);
  std::uint64_t* interior = &heap.node(20, 9)->slots[17];
  heap.full();
  EXPECT_EQ(list_length(first), 100u);
  EXPECT_EQ(list_length(second), 50u);
  EXPECT_NE(heap.find_cell(interior), nullptr);
}

TEST(Roots, NativeStackIsARoot) {
  TestHeap heap;
  StackSegment segment;
  heap.enter_stack(segment, __builtin_frame_address(0));
  heap.set_stress(1);
  use_locals(heap);
  heap.set_stress(0);
  clear_dead_stack();
  heap.full();
  EXPECT_LE(heap.stats().live_bytes, 160u) << "dead locals keep at most a few cells";
  heap.leave_stack(segment);
  heap.full();
  EXPECT_EQ(heap.stats().live_bytes, 0u);
}

[[gnu::noinline]] void nested_entry(TestHeap& heap, Node* outer) {
  StackSegment segment;
  heap.enter_stack(segment, __builtin_frame_address(0));
  use_locals(heap);
  heap.leave_stack(segment);
  EXPECT_EQ(list_length(outer), 30u);
}
TEST(Roots, NestedSegmentsOfOneStack) {
  TestHeap heap;
  StackSegment segment;
  heap.enter_stack(segment, __builtin_frame_address(0));
  heap.set_stress(1);
  nested_entry(heap, make_list(heap, 30));
  heap.leave_stack(segment);
}

// One fiber: it makes a list, suspends its segment with the list in a local only, and is resumed after a collection.
struct Fiber {
  TestHeap heap;
  ucontext_t host{}, fiber{};
  std::uint32_t length = 0;
};
Fiber* running_fiber = nullptr;

[[gnu::noinline]] void fiber_body() {
  Fiber& self = *running_fiber;
  StackSegment segment;
  self.heap.enter_stack(segment, __builtin_frame_address(0));
  Node* list = make_list(self.heap, 1000);
  self.heap.suspend_stack(segment);
  swapcontext(&self.fiber, &self.host);
  self.heap.resume_stack(segment);
  self.heap.full();
  self.length = list_length(list);
  self.heap.leave_stack(segment);
}

TEST(Roots, SuspendedStackIsARoot) {
  Fiber state;
  running_fiber = &state;
  std::vector<char> stack(256 * 1024);
  getcontext(&state.fiber);
  state.fiber.uc_stack.ss_sp = stack.data();
  state.fiber.uc_stack.ss_size = stack.size();
  state.fiber.uc_link = &state.host;
  makecontext(&state.fiber, fiber_body, 0);
  swapcontext(&state.host, &state.fiber);
  state.heap.full();
  EXPECT_GE(state.heap.stats().live_bytes, 16000u);
  for (int i = 0; i < 100'000; ++i) state.heap.allocate(16, kLeaf, 0);
  swapcontext(&state.host, &state.fiber);
  EXPECT_EQ(state.length, 1000u);
}

TEST(Roots, ConservativeRangesTakeAnyWord) {
  TestHeap heap;
  std::vector<std::uint64_t> words = {0, 1, 4096, ~0ull, 0x7ff8000000000000, 0x00007fffffffffff};
  heap.add_root_provider(
      [](void* context, Tracer& tracer) {
        auto& words = *static_cast<std::vector<std::uint64_t>*>(context);
        tracer.visit_conservative(words.data(), words.data() + words.size());
      },
      &words);
  words.push_back(reinterpret_cast<std::uint64_t>(heap.node(2)) + 9);
  words.push_back(reinterpret_cast<std::uint64_t>(heap.node(2000)) + 8000);
  words.push_back(reinterpret_cast<std::uint64_t>(heap.node(100'000)) + 8);
  heap.full();
  EXPECT_EQ(heap.stats().live_bytes, 32u + 16016u + 800016u);
  heap.remove_root_provider([](void*, Tracer&) {}, nullptr);
}

}  // namespace
}  // namespace tauraro::heap_test
