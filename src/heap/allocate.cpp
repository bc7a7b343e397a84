// The slow paths of allocation: new free runs, new blocks, large cells, limits, and when to collect.
#include <algorithm>

#include "heap/heap.h"

namespace tauraro {
namespace {

/// Free memory is zeroed and handed to the cursor in pieces of this size, so that it is in the cache when it is used.
constexpr std::size_t kPieceBytes = 8 * 1024;
/// Large cells and external memory may come to this, or a quarter of what is alive, between collections.
constexpr std::size_t kMinBulkBytes = 8 * 1024 * 1024;
/// No cell is larger: sizes stay far from overflow.
constexpr std::size_t kMaxCellBytes = std::size_t{1} << 46;
/// After a collection for the limit found less than this fraction of it free, memory counts as used up.
constexpr std::size_t kHopelessFraction = 64;

}  // namespace

Cell* Heap::allocate_slow(std::size_t bytes, CellKind kind, std::uint32_t shape) {
  assert(!collecting_ && kind != CellKind::Free && !destroyed_);
  if (stress_interval_ != 0) count_stress();
  if (bytes > kMaxSmallBytes) return allocate_large(bytes, kind, shape);
  const std::size_t cleanup = needs_cleanup_[static_cast<std::uint8_t>(kind)] ? kClassCount : 0;
  return allocate_small_slow(size_class_of(bytes) + cleanup, kind, shape);
}

Cell* Heap::allocate_small_slow(std::size_t space, CellKind kind, std::uint32_t shape) {
  AllocationCursor& cursor = cursor_of_space(space);
  if (cursor.cursor == cursor.end) {
    collect_if_due();
    if (!refill(space) && !open_dense_block(space)) {
      if (!collect_for_limit(kBlockBytes)) return nullptr;
      if (!refill(space) && !open_dense_block(space)) return nullptr;
    }
  }
  assert(cursor.cursor != cursor.end);
  return take_cell(cursor, kClassBytes[space % kClassCount], kind, shape);
}

/// In stress mode cursors never have more than one cell, so that every allocation, compiled code's too, comes here.
void Heap::count_stress() {
  if (++stress_count_ % stress_interval_ != 0 || !can_collect()) return;
  collect(stress_count_ / stress_interval_ % 4 == 0 ? CollectKind::Full : CollectKind::Young);
}

void Heap::collect_if_due() {
  if (!can_collect()) return;
  const bool bulk_due = bulk_since_collection_ > std::max(kMinBulkBytes, live_bytes_ / 4);
  if (young_budget_ > 0 && !bulk_due) return;
  collect(live_bytes_ + external_bytes_ > full_threshold_ ? CollectKind::Full : CollectKind::Young);
}

/// The last resort before an allocation fails: frees everything dead. False when that was no use.
bool Heap::collect_for_limit(std::size_t bytes) {
  if (!can_collect()) return false;
  collect(CollectKind::Full);
  finish_sweeping();
  if (limit_ == 0 || limit_paused_ != 0) return true;
  // A heap that is all but full would collect at each step: it counts as full. Free cells inside blocks count as free.
  const std::size_t margin = limit_ / kHopelessFraction;
  if (bytes <= margin) return live_bytes_ + external_bytes_ + margin <= limit_;
  return !would_pass_limit(bytes);
}

/// Gives the class's cursor some cells. False when that needs a new block and there is none.
bool Heap::refill(std::size_t space) {
  ClassSpace& state = spaces_[space];
  while (state.run == state.run_end) {
    if (state.next_run != kNoRun) {
      state.run = state.block->start + state.next_run;
      FreeRun run;
      std::memcpy(&run, state.run, sizeof run);
      state.run_end = state.run + run.bytes;
      state.next_run = run.next_run;
      if (run.next_run != kNoRun) __builtin_prefetch(state.block->start + run.next_run, 1);
    } else if (!open_block(space)) {
      return false;
    }
  }
  open_piece(space);
  return true;
}

void Heap::open_piece(std::size_t space) {
  ClassSpace& state = spaces_[space];
  const std::size_t cell = kClassBytes[space % kClassCount];
  const std::size_t wanted = stress_interval_ != 0 ? cell : std::max(kPieceBytes / cell, std::size_t{1}) * cell;
  const std::size_t piece = std::min<std::size_t>(wanted, static_cast<std::size_t>(state.run_end - state.run));
  BlockInfo* block = state.block;
  const bool is_zero = block->zeroed && state.run >= block->valid_end;
  if (!is_zero) std::memset(state.run, 0, piece);
  AllocationCursor& cursor = cursor_of_space(space);
  cursor.cursor = state.run;
  cursor.end = state.run + piece;
  state.run += piece;
  block->valid_end = std::max(block->valid_end, state.run);
  young_budget_ -= static_cast<std::int64_t>(piece);
  allocated_bytes_ += piece;
}

/// Empty blocks first, since allocation in fragmented ones is several times slower, unless too much of the heap is gaps.
bool Heap::open_block(std::size_t space) {
  if (fills_gaps_ || !blocks_.has_empty()) {
    if (BlockInfo* block = take_swept_block(space)) {
      install_block(space, block);
      return true;
    }
  }
  if (would_pass_limit(kBlockBytes)) {
    BlockInfo* block = take_swept_block(space);
    if (block) install_block(space, block);
    return block != nullptr;
  }
  BlockInfo* block = blocks_.take();
  if (!block) return false;
  start_fresh_block(space, block);
  return true;
}

/// A block of the class with free runs that is worth using, sweeping until there is one; or null.
BlockInfo* Heap::take_swept_block(std::size_t space) {
  ClassSpace& state = spaces_[space];
  while (!state.partial && state.to_sweep) {
    BlockInfo* block = state.to_sweep;
    state.to_sweep = block->next;
    sweep_block(block);
  }
  BlockInfo* block = state.partial;
  if (block) state.partial = block->next;
  return block;
}

bool Heap::open_dense_block(std::size_t space) {
  ClassSpace& state = spaces_[space];
  BlockInfo* block = state.dense;
  if (!block) return false;
  state.dense = block->next;
  install_block(space, block);
  return refill(space);
}

void Heap::install_block(std::size_t space, BlockInfo* block) {
  assert(block->state == BlockState::Partial || block->state == BlockState::Dense);
  ClassSpace& state = spaces_[space];
  block->state = BlockState::Open;
  block->next = nullptr;
  state.block = block;
  state.run = state.run_end = nullptr;
  state.next_run = block->first_run;
  opened_.push_back(block);
}

void Heap::start_fresh_block(std::size_t space, BlockInfo* block) {
  const std::size_t size_class = space % kClassCount;
  block->cell_bytes = kClassBytes[size_class];
  block->reciprocal = static_cast<std::uint32_t>(((std::uint64_t{1} << 32) + block->cell_bytes - 1) / block->cell_bytes);
  block->capacity = static_cast<std::uint32_t>(kBlockBytes / block->cell_bytes);
  block->end = block->start + std::size_t{block->capacity} * block->cell_bytes;
  block->size_class = static_cast<std::uint8_t>(size_class);
  block->cleanup = space >= kClassCount;
  block->first_run = kNoRun;
  ClassSpace& state = spaces_[space];
  state.block = block;
  state.run = block->start;
  state.run_end = block->end;
  state.next_run = kNoRun;
  opened_.push_back(block);
}

Cell* Heap::allocate_large(std::size_t bytes, CellKind kind, std::uint32_t shape) {
  if (bytes > kMaxCellBytes) return nullptr;
  collect_if_due();
  if (would_pass_limit(bytes) && !collect_for_limit(bytes)) return nullptr;
  Cell* cell = large_.allocate(bytes);
  if (!cell) return nullptr;
  bulk_since_collection_ += bytes;
  allocated_bytes_ += bytes;
  cell->kind = kind;
  cell->shape = shape;
  return cell;
}

bool Heap::account_external(std::int64_t bytes) {
  if (bytes <= 0) {
    release_external(static_cast<std::size_t>(-bytes));
    return true;
  }
  collect_if_due();
  const auto size = static_cast<std::size_t>(bytes);
  if (would_pass_limit(size) && !collect_for_limit(size)) return false;
  external_bytes_ += size;
  bulk_since_collection_ += size;
  return true;
}

}  // namespace tauraro
