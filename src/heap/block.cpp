#include "heap/block.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>

namespace tauraro {
namespace {

/// Address space of `bytes`, aligned to `bytes`; 0 when there is none.
std::uintptr_t map_aligned(std::size_t bytes) {
  void* memory = mmap(nullptr, 2 * bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return 0;
  const auto begin = reinterpret_cast<std::uintptr_t>(memory);
  const std::uintptr_t aligned = (begin + bytes - 1) & ~(bytes - 1);
  if (aligned != begin) munmap(memory, aligned - begin);
  if (aligned != begin + bytes)
    munmap(reinterpret_cast<void*>(aligned + bytes), begin + bytes - aligned);
  return aligned;
}

std::size_t table_slot(std::uintptr_t chunk, std::size_t mask) {
  return (chunk / kChunkBytes * 0x9e3779b97f4a7c15ull >> 32) & mask;
}

}  // namespace

BlockSpace::~BlockSpace() {
  for (const std::uintptr_t chunk : chunks_) munmap(reinterpret_cast<void*>(chunk), kChunkBytes);
}

BlockInfo* BlockSpace::take() {
  BlockInfo* block = empty_;
  if (block) {
    empty_ = block->next;
    --empty_count_;
  } else {
    if (next_fresh_ == kBlocksPerChunk && !add_chunk()) return nullptr;
    block = chunk_infos(chunks_.back()) + next_fresh_;
    block->start = reinterpret_cast<char*>(chunks_.back() + next_fresh_ * kBlockBytes);
    block->zeroed = true;
    ++next_fresh_;
  }
  block->next = nullptr;
  block->valid_end = block->start;
  block->live_cells = 0;
  block->state = BlockState::Open;
  ++used_blocks_;
  return block;
}

void BlockSpace::release(BlockInfo* block) {
  assert(block->state != BlockState::Unused);
  block->state = BlockState::Unused;
  block->zeroed = false;
  block->valid_end = block->start;
  block->live_cells = 0;
  block->next = empty_;
  empty_ = block;
  ++empty_count_;
  --used_blocks_;
}

void BlockSpace::trim(std::size_t keep) {
  BlockInfo* block = empty_;
  for (std::size_t i = 0; block && i < keep; ++i) block = block->next;
  for (; block; block = block->next) {
    if (block->zeroed) continue;
    if (madvise(block->start, kBlockBytes, MADV_DONTNEED) == 0) block->zeroed = true;
  }
}

bool BlockSpace::add_chunk() {
  const std::uintptr_t chunk = map_aligned(kChunkBytes);
  if (chunk == 0) return false;
  // A small VM must stay small: its first chunk is not made of huge pages.
  if (chunks_.empty()) madvise(reinterpret_cast<void*>(chunk), kChunkBytes, MADV_NOHUGEPAGE);
  chunks_.push_back(chunk);
  next_fresh_ = 1;  // the first block holds the BlockInfos
  const std::uintptr_t highest = chunks_.size() == 1 ? chunk + kChunkBytes : std::max(lowest_ + span_, chunk + kChunkBytes);
  lowest_ = chunks_.size() == 1 ? chunk : std::min(lowest_, chunk);
  span_ = highest - lowest_;
  insert_into_table(chunk);
  return true;
}

void BlockSpace::insert_into_table(std::uintptr_t chunk) {
  if (chunks_.size() * 2 > table_.size()) {
    table_.assign(std::max<std::size_t>(16, table_.size() * 2), 0);
    for (const std::uintptr_t each : chunks_)
      if (each != chunk) insert_into_table(each);
  }
  const std::size_t mask = table_.size() - 1;
  std::size_t slot = table_slot(chunk, mask);
  while (table_[slot] != 0) slot = (slot + 1) & mask;
  table_[slot] = chunk;
}

BlockInfo* BlockSpace::find_in_chunks(std::uintptr_t address) const {
  const std::uintptr_t chunk = address & ~(std::uintptr_t{kChunkBytes} - 1);
  const std::size_t mask = table_.size() - 1;
  std::size_t slot = table_slot(chunk, mask);
  while (table_[slot] != chunk) {
    if (table_[slot] == 0) return nullptr;
    slot = (slot + 1) & mask;
  }
  BlockInfo* block = block_of(reinterpret_cast<const void*>(address));
  // The first block of a chunk is never in use: its info stays zero, which is Unused.
  return block->state == BlockState::Unused ? nullptr : block;
}

}  // namespace tauraro
