// Checks of the whole heap: names of cells are names of live cells, and every store was seen by the write barrier.
#include <cstdio>
#include <cstdlib>

#include "heap/heap.h"

namespace tauraro {
namespace {

/// In builds with assertions, heaps up to this size are verified at each n-th collection, unasked.
constexpr std::size_t kVerifiedBytes = 4 * 1024 * 1024;
constexpr std::uint64_t kVerifiedInterval = 16;

[[noreturn]] void fail(const Heap& heap, const char* what, const Cell* owner, const Cell* cell) {
  std::fprintf(stderr, "heap verifier: %s: %p", what, static_cast<const void*>(cell));
  if (owner)
    std::fprintf(stderr, ", named by %p (kind %u %s, shape %u, gc %02x)", static_cast<const void*>(owner),
                 static_cast<unsigned>(owner->kind), heap.kind_info(owner->kind).name, owner->shape, owner->gc);
  std::fputc('\n', stderr);
  std::abort();
}

}  // namespace

bool Heap::verify_wanted() const {
#ifdef NDEBUG
  return verify_;
#else
  if (verify_) return true;
  const std::uint64_t collections = stats_.young_collections + stats_.full_collections;
  return collections % kVerifiedInterval == 1 && live_bytes_ < kVerifiedBytes && large_.bytes() < kVerifiedBytes;
#endif
}

void Heap::verify() { verify_cells(!collecting_); }

/// \param barriers whether old cells that are in no log must name old ones only: so between collections.
void Heap::verify_cells(bool barriers) {
  large_.prepare_lookup();
  Tracer tracer(*this, Tracer::kNoPattern);
  blocks_.for_each_used([&](BlockInfo& block) {
    for (char* at = block.start; at < block.valid_end; at += block.cell_bytes) {
      Cell* cell = reinterpret_cast<Cell*>(at);
      if (cell->kind == CellKind::Free) continue;
      if (block.state == BlockState::ToSweep && !is_marked(cell)) continue;
      verify_cell(tracer, cell, barriers);
    }
  });
  large_.for_each([&](Cell* cell) { verify_cell(tracer, cell, barriers); });
  tracer.owner_ = nullptr;
  tracer.owner_must_name_old_ = false;
  for (RootBase* root = roots_; root; root = root->next_) tracer.visit(root->cell_);
  for (const Provider& provider : providers_) provider.function(provider.context, tracer);
}

void Heap::verify_cell(Tracer& tracer, Cell* cell, bool barriers) {
  const KindInfo& info = kind_info(cell->kind);
  if (!*info.name && !info.trace && !info.finalize) fail(*this, "kind was not registered", cell, cell);
  tracer.owner_ = cell;
  tracer.owner_must_name_old_ = barriers && (cell->gc & kGcOld) && !(cell->gc & (kGcLogged | kGcCardsLogged));
  if (info.trace) info.trace(cell, tracer);
}

void Tracer::check(Cell* cell) {
  const auto address = reinterpret_cast<std::uintptr_t>(cell);
  BlockInfo* block = heap_.blocks_.find(address);
  if (block) {
    const bool in_cells = address < reinterpret_cast<std::uintptr_t>(block->valid_end);
    if (!in_cells || block->cell_around(reinterpret_cast<char*>(cell)) != cell) fail(heap_, "not a cell", owner_, cell);
  } else if (heap_.large_.find(address) != cell) {
    fail(heap_, "not a cell", owner_, cell);
  }
  const bool dead = block && block->state == BlockState::ToSweep && !heap_.is_marked(cell);
  if (cell->kind == CellKind::Free || dead) fail(heap_, "names a dead cell", owner_, cell);
  if (owner_must_name_old_ && !(cell->gc & kGcOld)) fail(heap_, "old cell names a young one without a barrier", owner_, cell);
}

}  // namespace tauraro
