#pragma once
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "heap/cell.h"

namespace tauraro {

class Heap;

/// What a kind's trace function and the root providers tell about the cells they name. Marks them (or, for the
/// verifier, checks them); the work list is explicit, so depth of structures does not matter.
class Tracer {
 public:
  /// Null is allowed.
  void visit(const Cell* cell) {
    if (!cell) return;
    if (mark_pattern_ == kNoPattern) [[unlikely]] return check(const_cast<Cell*>(cell));
    // Most time of marking is waiting for headers: so a cell is looked at only some visits later.
    __builtin_prefetch(cell, 1);
    if (last_ - first_ == kAhead) look_at_next();
    ahead_[last_++ % kAhead] = const_cast<Cell*>(cell);
  }
  /// A Value's bits: ignored unless they are the address of a cell.
  void visit_word(std::uint64_t word) {
    if (is_cell_word(word)) visit(reinterpret_cast<const Cell*>(word));
  }
  void visit_words(const std::uint64_t* words, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) visit_word(words[i]);
  }
  /// Memory that may hold anything: each aligned word that points anywhere into an allocated cell keeps it.
  void visit_conservative(const void* begin, const void* end);

  Heap& heap() const { return heap_; }

 private:
  friend class Heap;
  /// The verifier's: no cell has it.
  static constexpr std::uint8_t kNoPattern = 0xff;

  Tracer(Heap& heap, std::uint8_t mark_pattern) : heap_(heap), mark_pattern_(mark_pattern) {}
  void look_at_next() {
    Cell* cell = ahead_[first_++ % kAhead];
    if ((cell->gc & (kGcOld | kGcEpoch)) != mark_pattern_) mark(cell);
  }
  void mark(Cell* cell);
  void drain();
  void check(Cell* cell);

  static constexpr std::uint32_t kAhead = 16;

  Heap& heap_;
  std::uint8_t mark_pattern_;
  std::uint32_t first_ = 0;            // of ahead_, a ring; counts up for ever
  std::uint32_t last_ = 0;
  Cell* ahead_[kAhead];                // visited, not yet looked at
  std::vector<Cell*> pending_;         // marked, not yet traced
  const Cell* owner_ = nullptr;        // the verifier's: whose fields are being visited
  bool owner_must_name_old_ = false;   // the verifier's: the owner is old and in no log
};

}  // namespace tauraro
