#pragma once
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "heap/cell.h"

namespace tauraro {

/// Small cells live in blocks: one cell size a block. Blocks come in chunks, whose first block holds the BlockInfo of all.
inline constexpr std::size_t kBlockBytes = 64 * 1024;
inline constexpr std::size_t kChunkBytes = 4 * 1024 * 1024;
inline constexpr std::size_t kBlocksPerChunk = kChunkBytes / kBlockBytes;

enum class BlockState : std::uint8_t {
  Unused,   ///< no cells; in the list of empty blocks, or never handed out
  Open,     ///< cells were allocated in it since the last collection
  ToSweep,  ///< marked, its dead cells not yet found
  Partial,  ///< swept, has free runs
  Dense,    ///< swept, too full to be worth allocating in until the heap is near its limit
  Full,     ///< every cell is alive
};

/// What is known about a block. Kept away from the cells, so that 64 KB steps do not fall into one cache set.
struct alignas(64) BlockInfo {
  char* start;
  char* valid_end;            ///< headers below are cells or 0; memory from here to `end` was never zeroed
  char* end;                  ///< start + capacity * cell_bytes
  BlockInfo* next;            ///< in whatever list the state implies
  std::uint32_t reciprocal;   ///< ceil(2^32 / cell_bytes)
  std::uint32_t cell_bytes;
  std::uint32_t live_cells;   ///< marked cells
  std::uint32_t capacity;     ///< cells that fit
  std::uint32_t first_run;    ///< offset of the first free run (Partial, Dense), or kNoRun
  std::uint8_t size_class;
  BlockState state;
  bool cleanup;               ///< its kinds have a finalize function
  bool zeroed;                ///< memory from valid_end on is known to be zero

  /// \pre start <= address < end
  Cell* cell_around(const char* address) const {
    const auto offset = static_cast<std::uint64_t>(address - start);
    return reinterpret_cast<Cell*>(start + ((offset * reciprocal) >> 32) * cell_bytes);
  }
};
static_assert(sizeof(BlockInfo) == 64);
inline constexpr std::uint32_t kNoRun = 0xffffffff;

/// A stretch of free cells: the header of each is 0; the second word of the first one says how far it goes.
struct FreeRun {
  std::uint64_t header;     ///< 0
  std::uint32_t bytes;      ///< of the run
  std::uint32_t next_run;   ///< offset in the block, or kNoRun
};
static_assert(sizeof(FreeRun) == 16);

/// The BlockInfo array of the chunk around an address that is known to be in a block.
inline BlockInfo* chunk_infos(std::uintptr_t address) {
  const std::uintptr_t chunk = address & ~(std::uintptr_t{kChunkBytes} - 1);
  const std::uintptr_t color = (chunk / kChunkBytes & 15) * (kBlocksPerChunk * sizeof(BlockInfo));
  return reinterpret_cast<BlockInfo*>(chunk + color);
}
inline BlockInfo* block_of(const void* cell) {
  const auto address = reinterpret_cast<std::uintptr_t>(cell);
  return chunk_infos(address) + (address / kBlockBytes & (kBlocksPerChunk - 1));
}

/// All memory of one heap's small cells: chunks from the system, and the set of their addresses.
class BlockSpace {
 public:
  BlockSpace() = default;
  ~BlockSpace();
  BlockSpace(const BlockSpace&) = delete;
  BlockSpace& operator=(const BlockSpace&) = delete;

  /// An empty block, the most recently freed first; null when the system has no more memory.
  BlockInfo* take();
  bool has_empty() const { return empty_ != nullptr; }
  /// Makes a block empty, whatever it holds.
  void release(BlockInfo* block);
  /// Gives the memory of all but `keep` of the empty blocks back to the system.
  void trim(std::size_t keep);

  /// The block around any address, or null if there is none in use.
  BlockInfo* find(std::uintptr_t address) const {
    if (address - lowest_ >= span_) return nullptr;
    return find_in_chunks(address);
  }

  /// Blocks that hold cells.
  std::size_t used_blocks() const { return used_blocks_; }
  std::size_t empty_blocks() const { return empty_count_; }

  template <typename Function>
  void for_each_used(Function function) {
    for (std::size_t c = 0; c < chunks_.size(); ++c) {
      BlockInfo* infos = chunk_infos(chunks_[c]);
      for (std::size_t i = 1; i < kBlocksPerChunk; ++i)
        if (infos[i].state != BlockState::Unused) function(infos[i]);
    }
  }

 private:
  bool add_chunk();
  void insert_into_table(std::uintptr_t chunk);
  BlockInfo* find_in_chunks(std::uintptr_t address) const;

  std::vector<std::uintptr_t> chunks_;
  std::vector<std::uintptr_t> table_;  // open addressing, 0 = free, size a power of two
  std::uintptr_t lowest_ = 0;          // of all chunks
  std::uintptr_t span_ = 0;            // from the lowest byte to the highest
  BlockInfo* empty_ = nullptr;         // were used, LIFO
  std::size_t empty_count_ = 0;
  std::size_t used_blocks_ = 0;
  std::size_t next_fresh_ = kBlocksPerChunk;  // in the last chunk
};

}  // namespace tauraro
