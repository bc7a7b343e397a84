#pragma once
#include <gtest/gtest.h>

#include <vector>

#include "heap/heap.h"

namespace tauraro::heap_test {

inline constexpr CellKind kLeaf{1};      // names nothing
inline constexpr CellKind kNode{2};      // every word after the header is a slot
inline constexpr CellKind kResource{3};  // has a finalize function that counts, and a slot

/// A cell of slots; `shape` is free for the tests' identity.
struct Node : Cell {
  std::uint64_t slots[1];
  Node* at(std::size_t index) const { return reinterpret_cast<Node*>(slots[index]); }
};
struct Resource : Cell {
  int* freed;
  Node* child;
};

/// A heap with the tests' kinds, roots in a vector, and no stack: precise.
class TestHeap : public Heap {
 public:
  TestHeap() {
    register_kind(kLeaf, {.name = "leaf"});
    register_kind(kNode, {.trace = trace_node, .name = "node"});
    register_kind(kResource, {.trace = [](Cell* cell, Tracer& tracer) { tracer.visit(static_cast<Resource*>(cell)->child); },
                              .finalize = [](Cell* cell) { ++*static_cast<Resource*>(cell)->freed; },
                              .name = "resource"});
    add_root_provider(
        [](void* context, Tracer& tracer) {
          for (Node* root : static_cast<TestHeap*>(context)->roots) tracer.visit(root);
        },
        this);
  }

  Node* node(std::size_t slots, std::uint32_t id = 0) {
    return reinterpret_cast<Node*>(allocate(8 + 8 * slots, kNode, id));
  }
  Resource* resource(int* freed, Node* child = nullptr) {
    auto* cell = allocate_as<Resource>(kResource, 0);
    cell->freed = freed;
    cell->child = child;
    return cell;
  }
  void store(Node* owner, std::size_t index, Node* value) {
    owner->slots[index] = reinterpret_cast<std::uint64_t>(value);
    write_barrier(owner);
  }
  void store_item(Node* owner, std::size_t index, Node* value) {
    owner->slots[index] = reinterpret_cast<std::uint64_t>(value);
    write_barrier_slot(owner, &owner->slots[index]);
  }
  std::size_t slot_count(const Node* node) const { return (cell_bytes(node) - 8) / 8; }
  void young() { collect(CollectKind::Young); }
  void full() { collect(CollectKind::Full); }

  std::vector<Node*> roots;

 private:
  static void trace_node(Cell* cell, Tracer& tracer) {
    auto* node = static_cast<Node*>(cell);
    tracer.visit_words(node->slots, (tracer.heap().cell_bytes(cell) - 8) / 8);
  }
};

/// Overwrites the part of the stack that returned calls have left words in.
[[gnu::noinline]] inline void clear_dead_stack() {
  volatile char scratch[16 * 1024];
  for (char volatile& byte : scratch) byte = 0;
}

}  // namespace tauraro::heap_test
