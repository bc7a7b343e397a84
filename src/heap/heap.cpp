#include "heap/heap.h"

#include <algorithm>
#include <cstdio>

namespace tauraro {
namespace {

constexpr std::size_t kDefaultYoungBytes = 2 * 1024 * 1024;
constexpr std::size_t kFirstFullThreshold = 16 * 1024 * 1024;

}  // namespace

Heap::Heap()
    : young_budget_(kDefaultYoungBytes), young_bytes_(kDefaultYoungBytes), full_threshold_(kFirstFullThreshold) {
  assert(reinterpret_cast<char*>(&cursors_) == reinterpret_cast<char*>(this) && "compiled code relies on it");
}

Heap::~Heap() { destroy(); }

void Heap::register_kind(CellKind kind, const KindInfo& info) {
  assert(kind != CellKind::Free);
  kinds_[static_cast<std::uint8_t>(kind)] = info;
  needs_cleanup_[static_cast<std::uint8_t>(kind)] = info.finalize != nullptr;
}

void Heap::add_root_provider(RootProvider provider, void* context) { providers_.push_back({provider, context}); }

void Heap::remove_root_provider(RootProvider provider, void* context) {
  std::erase_if(providers_, [&](const Provider& each) { return each.function == provider && each.context == context; });
}

void Heap::add_weak_hook(WeakHook hook, void* context) { weak_hooks_.push_back({hook, context}); }

void Heap::enter_stack(StackSegment& segment, const void* base) {
  segment.base = base;
  segment.top = nullptr;
  segment.previous = nullptr;
  segment.next = segments_;
  if (segments_) segments_->previous = &segment;
  segments_ = &segment;
}

void Heap::leave_stack(StackSegment& segment) {
  if (segment.previous) segment.previous->next = segment.next;
  else segments_ = segment.next;
  if (segment.next) segment.next->previous = segment.previous;
}

void Heap::log_cell(Cell* owner) {
  assert((owner->gc & kGcOld) && !collecting_);
  owner->gc |= kGcLogged;
  log_.push_back(owner);
}

void Heap::log_slot(Cell* owner, const void* slot) {
  if (!(owner->gc & kGcLarge)) return log_cell(owner);
  assert(!collecting_);
  const std::ptrdiff_t offset = static_cast<const char*>(slot) - reinterpret_cast<const char*>(owner);
  assert(offset >= 0 && static_cast<std::size_t>(offset) < large_header(owner)->bytes);
  large_header(owner)->cards[static_cast<std::size_t>(offset) / kCardBytes] = 1;
  if (owner->gc & kGcCardsLogged) return;
  owner->gc |= kGcCardsLogged;
  card_log_.push_back(owner);
}

void Heap::set_finalizer(Cell* cell) {
  if (cell->gc & kGcHasFinalizer) return;
  cell->gc |= kGcHasFinalizer;
  (cell->gc & kGcOld ? old_finalizable_ : young_finalizable_).push_back(cell);
}

Cell* Heap::take_pending_finalizer() {
  if (pending_finalizers_.empty()) return nullptr;
  Cell* cell = pending_finalizers_[next_pending_finalizer_++];
  if (next_pending_finalizer_ == pending_finalizers_.size()) {
    pending_finalizers_.clear();
    next_pending_finalizer_ = 0;
  }
  return cell;
}

void Heap::queue_all_finalizers() {
  for (std::vector<Cell*>* list : {&old_finalizable_, &young_finalizable_}) {
    for (Cell* cell : *list) {
      cell->gc &= static_cast<std::uint8_t>(~kGcHasFinalizer);
      pending_finalizers_.push_back(cell);
    }
    list->clear();
  }
}

void Heap::set_stress(std::uint32_t interval) {
  retire_cursors();  // they may hold more than the one cell that stress mode gives
  stress_interval_ = interval;
  stress_count_ = 0;
}

HeapStats Heap::stats() const {
  HeapStats stats = stats_;
  stats.allocated_bytes = allocated_bytes_;
  for (const AllocationCursor& cursor : cursors_.classes)
    stats.allocated_bytes -= static_cast<std::size_t>(cursor.end - cursor.cursor);
  for (const AllocationCursor& cursor : cleanup_cursors_)
    stats.allocated_bytes -= static_cast<std::size_t>(cursor.end - cursor.cursor);
  stats.live_bytes = live_bytes_;
  stats.used_bytes = used_bytes();
  stats.external_bytes = external_bytes_;
  return stats;
}

Cell* Heap::find_cell(const void* address) {
  large_.prepare_lookup();
  const auto number = reinterpret_cast<std::uintptr_t>(address);
  if (BlockInfo* block = blocks_.find(number)) {
    if (number >= reinterpret_cast<std::uintptr_t>(block->valid_end)) return nullptr;
    Cell* cell = block->cell_around(static_cast<const char*>(address));
    const bool known_dead = block->state == BlockState::ToSweep && !is_marked(cell);
    return cell->kind == CellKind::Free || known_dead ? nullptr : cell;
  }
  return large_.find(number);
}

bool Heap::is_cell(const void* address) { return address && find_cell(address) == address; }

void Heap::destroy() {
  if (destroyed_) return;
  for (RootBase* root = roots_; root; root = root->next_)
    std::fprintf(stderr, "heap: a Root made at %s:%u outlives its heap\n", root->location().file_name(),
                 static_cast<unsigned>(root->location().line()));
  assert(!roots_);
  retire_cursors();
  finish_sweeping();
  blocks_.for_each_used([this](BlockInfo& block) {
    if (!block.cleanup) return;
    for (char* cell = block.start; cell < block.valid_end; cell += block.cell_bytes)
      if (reinterpret_cast<Cell*>(cell)->kind != CellKind::Free) finalize_cell(reinterpret_cast<Cell*>(cell));
  });
  large_.sweep(true, [this](Cell* cell) { finalize_cell(cell); return true; });
  destroyed_ = true;
}

RootBase::RootBase(Heap& heap, Cell* cell, const std::source_location& location)
    : cell_(cell), heap_(heap), previous_(nullptr), next_(heap.roots_), location_(location) {
  if (next_) next_->previous_ = this;
  heap.roots_ = this;
}

RootBase::~RootBase() {
  if (previous_) previous_->next_ = next_;
  else heap_.roots_ = next_;
  if (next_) next_->previous_ = previous_;
}

}  // namespace tauraro
