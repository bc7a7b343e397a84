#pragma once
#include <cstdint>

namespace tauraro::jit {

/// A kind of memory that compiled code reads or writes. Two accesses of different regions never touch the same word.
/// Within one region, accesses whose `Location::id` differ (and are not kAnyId) do not touch the same word either:
/// fields go by offset, global cells by cell.
enum class Region : std::uint8_t {
  None,          ///< reads and writes nothing
  Immutable,     ///< never written once it can be read: tuple items, str characters, int cells, code
  ListLength,
  ListItems,
  ListStorage,   ///< the address of the items, and the storage kind
  Shape,         ///< shape words of cells
  Field,         ///< slots of instances; id: offset in the cell
  Overflow,      ///< the word with the overflow array or dictionary, and slots in overflow arrays
  DictVersion,
  DictContents,
  GlobalCell,    ///< values of global cells; id: whatever number the builder gives the cell
  Closure,       ///< contents of closure cells
  Window,        ///< the registers of this activation and its outgoing arguments; id: the register
  Thread,        ///< words of the Thread
  Iterator,      ///< state of native iterators
  Buffer,        ///< bytes of bytearray, array, memoryview
  Validity,      ///< whether the unit's assumptions still hold
  Other,
};
inline constexpr unsigned kRegionCount = static_cast<unsigned>(Region::Other) + 1;
inline constexpr std::uint32_t kAnyId = 0xffffffff;

/// The memory word (or words) that one load or store touches.
struct Location {
  Region region = Region::None;
  std::uint32_t id = kAnyId;

  friend bool operator==(const Location&, const Location&) = default;
};

constexpr bool may_overlap(Location a, Location b) {
  return a.region == b.region && a.region != Region::None &&
         (a.id == kAnyId || b.id == kAnyId || a.id == b.id);
}

using RegionSet = std::uint32_t;  ///< one bit a Region
constexpr RegionSet region_bit(Region region) {
  return region == Region::None ? 0 : RegionSet{1} << static_cast<unsigned>(region);
}
inline constexpr RegionSet kAllRegions = ((RegionSet{1} << kRegionCount) - 1) & ~RegionSet{1};
/// What arbitrary Python code can change: all but immutable memory and this activation's own window.
inline constexpr RegionSet kWorldWrites = kAllRegions & ~region_bit(Region::Immutable) & ~region_bit(Region::Window);

/// What a node does beside computing its result.
struct Effects {
  RegionSet reads = 0;
  RegionSet writes = 0;
  bool raises = false;      ///< may leave an exception pending: ordered with everything observable
  bool allocates = false;   ///< may collect garbage; not observable by itself
  bool observable = false;  ///< input, output, or another act that must happen exactly once and in order

  static constexpr Effects none() { return {}; }
  /// Arbitrary Python code.
  static constexpr Effects world() { return {kAllRegions, kWorldWrites, true, true, true}; }

  /// Whether the node must stay although nobody uses its result.
  constexpr bool must_stay() const { return writes != 0 || raises || observable; }
  constexpr bool is_world() const { return (writes & kWorldWrites) == kWorldWrites; }
};

const char* region_name(Region region);

}  // namespace tauraro::jit
