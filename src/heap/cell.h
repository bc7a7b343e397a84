#pragma once
#include <cstddef>
#include <cstdint>

namespace tauraro {

/// How the collector scans and frees a cell. The heap knows only `Free`; the object layer names the others
/// (object/cell_kinds.h) and registers each with Heap::register_kind.
enum class CellKind : std::uint8_t {
  Free = 0,  ///< no cell: the first word of unused memory is all zero
};

/// Bits of CellHeader::gc. The collector's; the object layer sets none of them directly (Heap::set_finalizer,
/// Heap::set_weakly_referenced). Compiled code tests kGcOld and kGcLogged in the write barrier.
inline constexpr std::uint8_t kGcOld = 0x01;               ///< survived a collection
inline constexpr std::uint8_t kGcEpoch = 0x02;             ///< which full collection marked it last (flips each time)
inline constexpr std::uint8_t kGcLogged = 0x04;            ///< old, stored into since the last collection, in the log
inline constexpr std::uint8_t kGcHasFinalizer = 0x08;      ///< is resurrected once and queued when found dead
inline constexpr std::uint8_t kGcWeaklyReferenced = 0x10;  ///< some weak table may name it
inline constexpr std::uint8_t kGcLarge = 0x20;             ///< has its own memory and a card table
inline constexpr std::uint8_t kGcCardsLogged = 0x40;       ///< large, old, with a dirty card, in the log of cards
inline constexpr std::uint8_t kGcSpare = 0x80;             ///< unused

/// The first 8 bytes of every cell.
struct CellHeader {
  std::uint32_t shape;  ///< index into the VM's shape table. Compiled code guards on this word.
  CellKind kind;        ///< never changes
  std::uint8_t gc;      ///< kGc... bits, the collector's
  std::uint16_t aux;    ///< free for the object layer
};
static_assert(sizeof(CellHeader) == 8 && offsetof(CellHeader, shape) == 0 && offsetof(CellHeader, kind) == 4 &&
              offsetof(CellHeader, gc) == 5 && offsetof(CellHeader, aux) == 6);

/// A heap object. Layouts of real objects derive from it and add their fields after the header. Never moves.
struct Cell : CellHeader {
  Cell() = delete;
  Cell(const Cell&) = delete;
  Cell& operator=(const Cell&) = delete;
};
static_assert(sizeof(Cell) == 8);

/// Addresses below this one are no cells: such words are None, False, True, empty.
inline constexpr std::uint64_t kFirstCellAddress = 4096;

/// Whether a 64-bit word is the address of a cell: its top 16 bits are 0 and it is not below the first page.
constexpr bool is_cell_word(std::uint64_t word) {
  return word - kFirstCellAddress < (std::uint64_t{1} << 48) - kFirstCellAddress;
}

/// The header as one word, as it is stored by allocation.
constexpr std::uint64_t header_word(CellKind kind, std::uint32_t shape) {
  return std::uint64_t{shape} | std::uint64_t{static_cast<std::uint8_t>(kind)} << 32;
}

}  // namespace tauraro
