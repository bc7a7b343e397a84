// After marking: which blocks are empty, full, or to be swept; finding the free runs of a block; freeing large cells.
#include <cstring>

#include "heap/heap.h"

namespace tauraro {
namespace {

/// Blocks with more than this part of their cells alive are not allocated in, unless memory is short.
constexpr std::uint32_t kDensePercent = 60;

#ifdef NDEBUG
void poison(char*, char*) {}
#else
/// Freed memory reads as the double -3.1e130 or so: nothing that a Value may be mistaken for.
void poison(char* begin, char* end) {
  if (begin < end) std::memset(begin, 0xdb, static_cast<std::size_t>(end - begin));
}
#endif

}  // namespace

/// Takes back what the cursors have not handed out. The cells there are zero: their blocks are sorted like others.
void Heap::retire_cursors() {
  for (std::size_t space = 0; space < kSpaceCount; ++space) {
    AllocationCursor& cursor = cursor_of_space(space);
    ClassSpace& state = spaces_[space];
    const auto rest = static_cast<std::size_t>(cursor.end - cursor.cursor);
    allocated_bytes_ -= rest;
    cursor = {};
    state.run = state.run_end = nullptr;
    state.next_run = kNoRun;
    state.block = nullptr;
  }
}

/// Marking must meet no dead cell that looks alive: so sweeping ends before it begins.
void Heap::finish_sweeping() {
  for (ClassSpace& state : spaces_) {
    while (BlockInfo* block = state.to_sweep) {
      state.to_sweep = block->next;
      sweep_block(block);
    }
  }
}

void Heap::sort_blocks_after_marking(CollectKind kind) {
  if (kind == CollectKind::Young) {
    for (BlockInfo* block : opened_) sort_block(block);
  } else {
    for (ClassSpace& state : spaces_) state.to_sweep = state.partial = state.dense = nullptr;
    blocks_.for_each_used([this](BlockInfo& block) { sort_block(&block); });
  }
  opened_.clear();
  // Memory that dead cells hold outside the heap goes at once; so lazy sweeping calls no finalize function.
  for (std::size_t space = kClassCount; space < kSpaceCount; ++space) {
    while (BlockInfo* block = spaces_[space].to_sweep) {
      spaces_[space].to_sweep = block->next;
      sweep_block(block);
    }
  }
}

void Heap::sort_block(BlockInfo* block) {
  if (block->live_cells == 0 && !block->cleanup) {
    poison(block->start, block->valid_end);
    blocks_.release(block);
  } else if (block->live_cells == block->capacity) {
    block->state = BlockState::Full;
  } else {
    ClassSpace& state = spaces_[block->size_class + (block->cleanup ? kClassCount : 0)];
    block->state = BlockState::ToSweep;
    block->next = state.to_sweep;
    state.to_sweep = block;
  }
}

/// Zeroes the headers of dead cells, links the free runs, and puts the block into the list it now belongs to.
void Heap::sweep_block(BlockInfo* block) {
  assert(block->state == BlockState::ToSweep);
  const std::size_t cell_bytes = block->cell_bytes;
  const std::uint8_t pattern = mark_pattern();
  std::uint32_t live = 0;
  std::uint32_t* link = &block->first_run;
  char* run = block->start;
  const auto end_run = [&](char* end) {
    if (run == end) return;
    const FreeRun free_run{0, static_cast<std::uint32_t>(end - run), kNoRun};
    std::memcpy(run, &free_run, sizeof free_run);
    *link = static_cast<std::uint32_t>(run - block->start);
    link = &reinterpret_cast<FreeRun*>(run)->next_run;
  };
  for (char* at = block->start; at < block->valid_end; at += cell_bytes) {
    Cell* cell = reinterpret_cast<Cell*>(at);
    if (cell->kind != CellKind::Free && (cell->gc & (kGcOld | kGcEpoch)) == pattern) {
      ++live;
      end_run(at);
      run = at + cell_bytes;
    } else {
      if (block->cleanup && cell->kind != CellKind::Free) finalize_cell(cell);
      std::memset(at, 0, sizeof(CellHeader));
      poison(at + sizeof(CellHeader), at + cell_bytes);
    }
  }
  *link = kNoRun;
  if (run < block->end) {
    if (run < block->valid_end) block->valid_end = run;
    block->zeroed = false;
    end_run(block->end);
  }
  assert(live == block->live_cells);
  if (live == 0) return blocks_.release(block);
  ClassSpace& state = spaces_[block->size_class + (block->cleanup ? kClassCount : 0)];
  const bool dense = live * 100 > block->capacity * kDensePercent;
  block->state = dense ? BlockState::Dense : BlockState::Partial;
  BlockInfo*& list = dense ? state.dense : state.partial;
  block->next = list;
  list = block;
}

void Heap::sweep_large(CollectKind kind) {
  large_.sweep(kind == CollectKind::Full, [this](Cell* cell) {
    if (is_marked(cell)) return false;
    finalize_cell(cell);
    return true;
  });
}

void Heap::finalize_cell(Cell* cell) {
  const KindInfo& info = kind_info(cell->kind);
  if (info.finalize) info.finalize(cell);
}

}  // namespace tauraro
