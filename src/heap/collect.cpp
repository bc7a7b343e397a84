// A collection: roots, marking, weak hooks, finalizers.
#include <algorithm>
#include <chrono>

#include "heap/heap.h"
#include "heap/spill_registers.h"

namespace tauraro {
namespace {

/// Full collection when live bytes exceed 3/2 of those after the last one, but by no less than this.
constexpr std::size_t kMinFullGrowth = 8 * 1024 * 1024;
/// Slots of the small cache of visited words of a conservative scan.
constexpr std::size_t kSeenWords = 64;
/// Blocks may hold this many times the live bytes before free cells between live ones are preferred to empty blocks.
constexpr std::size_t kSparseFactor = 2;
/// While much survives, the young generation grows to at most this many times its size.
constexpr std::size_t kMaxYoungFactor = 4;

std::uint64_t now_nanoseconds() {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count());
}

}  // namespace

// --- Tracer -------------------------------------------------------------------------------------------------------

void Tracer::mark(Cell* cell) {
  assert(cell->kind != CellKind::Free && "a field names no cell: freed, or never one");
  cell->gc = static_cast<std::uint8_t>((cell->gc & ~(kGcOld | kGcEpoch)) | mark_pattern_);
  if (cell->gc & kGcLarge) {
    heap_.live_bytes_ += large_header(cell)->bytes;
  } else {
    BlockInfo* block = block_of(cell);
    ++block->live_cells;
    heap_.live_bytes_ += block->cell_bytes;
  }
  if (heap_.kind_info(cell->kind).trace) pending_.push_back(cell);
}

void Tracer::drain() {
  while (true) {
    while (!pending_.empty()) {
      Cell* cell = pending_.back();
      pending_.pop_back();
      heap_.kind_info(cell->kind).trace(cell, *this);
    }
    if (first_ == last_) return;
    look_at_next();
  }
}

[[gnu::no_sanitize("address")]] void Tracer::visit_conservative(const void* begin, const void* end) {
  if (mark_pattern_ == kNoPattern) return;
  constexpr std::uintptr_t kAlign = sizeof(std::uint64_t) - 1;
  const auto* word = reinterpret_cast<const std::uint64_t*>((reinterpret_cast<std::uintptr_t>(begin) + kAlign) & ~kAlign);
  const auto* last = reinterpret_cast<const std::uint64_t*>(reinterpret_cast<std::uintptr_t>(end) & ~kAlign);
  if (word < last) heap_.scanned_bytes_ += static_cast<std::size_t>(last - word) * sizeof *word;
  std::uint64_t seen[kSeenWords] = {};  // by the lowest bits: the frames of a deep recursion name the same cells
  for (; word < last; ++word) {
    const std::uint64_t value = *word;
    if (!is_cell_word(value)) continue;
    std::uint64_t& slot = seen[value / sizeof value % kSeenWords];
    if (slot == value) continue;
    slot = value;
    if (BlockInfo* block = heap_.blocks_.find(value)) {
      if (value >= reinterpret_cast<std::uintptr_t>(block->valid_end)) continue;
      Cell* cell = block->cell_around(reinterpret_cast<const char*>(value));
      if (cell->kind != CellKind::Free) visit(cell);
    } else if (Cell* cell = heap_.large_.find(value)) {
      visit(cell);
    }
  }
}

// --- The cycle ----------------------------------------------------------------------------------------------------

void Heap::collect(CollectKind kind) {
  assert(!collecting_ && "no collection inside a collection's hooks");
  struct Request {
    Heap& heap;
    CollectKind kind;
  } request{*this, kind};
  spill_registers_and_call(
      [](void* context, const void* stack_top) {
        const Request& request = *static_cast<Request*>(context);
        request.heap.collect_with_stack(request.kind, stack_top);
      },
      &request);
}

void Heap::collect_with_stack(CollectKind kind, const void* stack_top) {
  const std::uint64_t start = now_nanoseconds();
  begin_cycle(kind);
  Tracer tracer(*this, mark_pattern());
  mark_from_roots(tracer, kind, stack_top);
  run_weak_hooks(tracer, WeakPhase::BeforeResurrection, kind);
  queue_dead_finalizers(tracer, kind);
  run_weak_hooks(tracer, WeakPhase::AfterResurrection, kind);
  finish_cycle(kind);
  const std::uint64_t pause = now_nanoseconds() - start;
  stats_.last_pause_nanoseconds = pause;
  stats_.longest_pause_nanoseconds = std::max(stats_.longest_pause_nanoseconds, pause);
  stats_.total_pause_nanoseconds += pause;
}

void Heap::begin_cycle(CollectKind kind) {
  retire_cursors();
  finish_sweeping();
  large_.prepare_lookup();
  if (verify_wanted()) verify_cells(true);
  collecting_ = true;
  live_bytes_before_ = live_bytes_;
  if (kind == CollectKind::Young) {
    ++stats_.young_collections;
    return;
  }
  ++stats_.full_collections;
  clear_logs();
  epoch_ ^= kGcEpoch;
  live_bytes_ = 0;
  blocks_.for_each_used([](BlockInfo& block) { block.live_cells = 0; });
}

void Heap::mark_from_roots(Tracer& tracer, CollectKind kind, const void* stack_top) {
  if (kind == CollectKind::Young) scan_logs(tracer);
  for (RootBase* root = roots_; root; root = root->next_) tracer.visit(root->cell_);
  for (std::size_t i = next_pending_finalizer_; i < pending_finalizers_.size(); ++i) tracer.visit(pending_finalizers_[i]);
  for (const Provider& provider : providers_) provider.function(provider.context, tracer);
  scan_stacks(tracer, stack_top);
  tracer.drain();
}

void Heap::scan_stacks(Tracer& tracer, const void* stack_top) {
  const void* base = nullptr;  // of the running stack
  for (const StackSegment* segment = segments_; segment; segment = segment->next) {
    if (segment->top) {
      tracer.visit_conservative(segment->top, segment->base);
      tracer.visit_conservative(segment->registers, std::end(segment->registers));
    } else {
      base = std::max(base, segment->base);
    }
  }
  if (!base) return;
  assert(base >= stack_top && "the active segment is on another stack");
  tracer.visit_conservative(stack_top, base);
}

void Heap::scan_logs(Tracer& tracer) {
  for (Cell* cell : log_) {
    cell->gc &= static_cast<std::uint8_t>(~kGcLogged);
    const KindInfo& info = kind_info(cell->kind);
    if (info.trace) info.trace(cell, tracer);
    tracer.drain();
  }
  log_.clear();
  for (Cell* cell : card_log_) {
    cell->gc &= static_cast<std::uint8_t>(~kGcCardsLogged);
    scan_cards(tracer, cell);
    tracer.drain();
  }
  card_log_.clear();
}

void Heap::scan_cards(Tracer& tracer, Cell* cell) {
  const LargeHeader* header = large_header(cell);
  const KindInfo& info = kind_info(cell->kind);
  const std::size_t count = card_count(header->bytes);
  for (std::size_t card = 0; card < count; ++card) {
    // Skip clean cards eight at a time: one dirty card in a list of ten million must cost little.
    std::uint64_t eight = 0;
    if (card + 8 <= count) std::memcpy(&eight, header->cards + card, 8);
    if (card + 8 <= count && eight == 0) { card += 7; continue; }
    if (!header->cards[card]) continue;
    header->cards[card] = 0;
    const char* begin = reinterpret_cast<const char*>(cell) + std::max(card * kCardBytes, sizeof(CellHeader));
    const char* end = reinterpret_cast<const char*>(cell) + std::min((card + 1) * kCardBytes, header->bytes);
    if (info.trace_range) info.trace_range(cell, tracer, begin, end);
    else tracer.visit_conservative(begin, end);
  }
}

void Heap::clear_logs() {
  for (Cell* cell : log_) cell->gc &= static_cast<std::uint8_t>(~kGcLogged);
  log_.clear();
  for (Cell* cell : card_log_) {
    cell->gc &= static_cast<std::uint8_t>(~kGcCardsLogged);
    std::memset(large_header(cell)->cards, 0, card_count(large_header(cell)->bytes));
  }
  card_log_.clear();
}

void Heap::run_weak_hooks(Tracer& tracer, WeakPhase phase, CollectKind kind) {
  for (const Hook& hook : weak_hooks_) hook.function(hook.context, tracer, phase, kind);
  tracer.drain();
}

/// Cells with a finalizer that are dead go to the queue, which keeps them and what they name alive. Those that no other one of them
/// reaches come first (a file before its buffer, whose contents it still writes), then the others in the order in which they were made.
void Heap::queue_dead_finalizers(Tracer& tracer, CollectKind kind) {
  std::vector<Cell*> kept, dead;
  const auto split = [&](std::vector<Cell*>& cells) {
    for (Cell* cell : cells) (is_marked(cell) ? kept : dead).push_back(cell);
    cells.clear();
  };
  if (kind == CollectKind::Full) split(old_finalizable_);
  split(young_finalizable_);
  old_finalizable_.insert(old_finalizable_.end(), kept.begin(), kept.end());
  for (Cell* cell : dead) {
    cell->gc &= static_cast<std::uint8_t>(~kGcHasFinalizer);
    const KindInfo& info = kind_info(cell->kind);
    if (is_marked(cell) || !info.trace) continue;
    info.trace(cell, tracer);
    tracer.drain();
  }
  std::stable_partition(dead.begin(), dead.end(), [this](Cell* cell) { return !is_marked(cell); });
  for (Cell* cell : dead) tracer.visit(cell);
  tracer.drain();
  pending_finalizers_.insert(pending_finalizers_.end(), dead.begin(), dead.end());
}

void Heap::finish_cycle(CollectKind kind) {
  sort_blocks_after_marking(kind);
  sweep_large(kind);
  set_thresholds(kind);
  collecting_ = false;
  if (verify_wanted()) verify_cells(false);
}

/// A program that builds something up, or whose objects live a little longer than a young generation, is better served by
/// a larger one; otherwise one that fits the cache is fastest.
void Heap::adapt_young_size(std::size_t survived) {
  const std::size_t handed_out = young_bytes_ * young_factor_;
  if (survived > handed_out / 4) young_factor_ = std::min(young_factor_ * 2, kMaxYoungFactor);
  else if (survived < handed_out / 16) young_factor_ = std::max(young_factor_ / 2, std::size_t{1});
}

void Heap::set_thresholds(CollectKind kind) {
  if (kind == CollectKind::Young) adapt_young_size(live_bytes_ - live_bytes_before_);
  // A stack of a million frames is not scanned for every two megabytes: the work stays linear in what is allocated.
  young_budget_ = static_cast<std::int64_t>(std::max(young_bytes_ * young_factor_, scanned_bytes_ / 2));
  scanned_bytes_ = 0;
  bulk_since_collection_ = 0;
  if (kind == CollectKind::Young) return;
  const std::size_t live = live_bytes_ + external_bytes_;
  const std::size_t growth = std::max(live / 2, kMinFullGrowth);
  full_threshold_ = live + growth;
  fills_gaps_ = blocks_.used_blocks() * kBlockBytes > kSparseFactor * live_bytes_ + kMinFullGrowth;
  blocks_.trim((growth + young_bytes_ * young_factor_) / kBlockBytes);  // what is needed before the next one stays
}

}  // namespace tauraro
