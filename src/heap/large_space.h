#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "heap/cell.h"

namespace tauraro {

/// Bytes of a large cell whose stores one card byte stands for.
inline constexpr std::size_t kCardBytes = 64;

/// What lies before a large cell. The card table follows the cell.
struct LargeHeader {
  std::uint8_t* cards;  ///< 1: the card was stored into since the last collection
  std::size_t bytes;    ///< of the cell
};
static_assert(sizeof(LargeHeader) == 16);

inline LargeHeader* large_header(Cell* cell) { return reinterpret_cast<LargeHeader*>(cell) - 1; }
inline const LargeHeader* large_header(const Cell* cell) { return reinterpret_cast<const LargeHeader*>(cell) - 1; }
inline std::size_t card_count(std::size_t bytes) { return (bytes + kCardBytes - 1) / kCardBytes; }

/// Cells above kMaxSmallBytes, each in memory of its own.
class LargeSpace {
 public:
  LargeSpace() = default;
  ~LargeSpace();
  LargeSpace(const LargeSpace&) = delete;
  LargeSpace& operator=(const LargeSpace&) = delete;

  /// A zeroed cell with its kGcLarge bit set, or null when the system has no memory.
  Cell* allocate(std::size_t bytes);
  /// Sorts by address; \pre for find().
  void prepare_lookup();
  /// The cell around an address, or null.
  Cell* find(std::uintptr_t address) const;

  /// Frees cells for which `is_dead` says so (it runs their kind's finalize first); of the young, or of all.
  /// The young that stay become old.
  template <typename Predicate>
  void sweep(bool all, Predicate is_dead) {
    sweep_list(young_, is_dead);
    if (all) sweep_list(old_, is_dead);
    promote();
  }
  template <typename Function>
  void for_each(Function function) const {
    for (Cell* cell : young_) function(cell);
    for (Cell* cell : old_) function(cell);
  }

  /// Bytes held, headers and cards included.
  std::size_t bytes() const { return bytes_; }

 private:
  static std::size_t total_bytes(std::size_t bytes) { return sizeof(LargeHeader) + bytes + card_count(bytes); }
  static Cell* find_in(const std::vector<Cell*>& cells, std::uintptr_t address);
  void free_cell(Cell* cell);
  void promote();
  template <typename Predicate>
  void sweep_list(std::vector<Cell*>& cells, Predicate is_dead) {
    std::size_t kept = 0;
    for (Cell* cell : cells) {
      if (is_dead(cell)) free_cell(cell);
      else cells[kept++] = cell;
    }
    cells.resize(kept);
  }

  std::vector<Cell*> young_;  // in the order of allocation, sorted by prepare_lookup
  std::vector<Cell*> old_;    // sorted by address
  std::size_t bytes_ = 0;
};

}  // namespace tauraro
