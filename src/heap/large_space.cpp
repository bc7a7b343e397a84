#include "heap/large_space.h"

#include <algorithm>
#include <cstdlib>

namespace tauraro {

LargeSpace::~LargeSpace() {
  for_each([this](Cell* cell) { std::free(large_header(cell)); });
}

Cell* LargeSpace::allocate(std::size_t bytes) {
  bytes = (bytes + 15) & ~std::size_t{15};
  auto* header = static_cast<LargeHeader*>(std::calloc(1, total_bytes(bytes)));
  if (!header) return nullptr;
  header->bytes = bytes;
  header->cards = reinterpret_cast<std::uint8_t*>(header + 1) + bytes;
  auto* cell = reinterpret_cast<Cell*>(header + 1);
  cell->gc = kGcLarge;
  young_.push_back(cell);
  bytes_ += total_bytes(bytes);
  return cell;
}

void LargeSpace::free_cell(Cell* cell) {
  bytes_ -= total_bytes(large_header(cell)->bytes);
  std::free(large_header(cell));
}

void LargeSpace::prepare_lookup() { std::sort(young_.begin(), young_.end()); }

void LargeSpace::promote() {
  if (young_.empty()) return;
  prepare_lookup();
  const auto middle = static_cast<std::ptrdiff_t>(old_.size());
  old_.insert(old_.end(), young_.begin(), young_.end());
  std::inplace_merge(old_.begin(), old_.begin() + middle, old_.end());
  young_.clear();
}

Cell* LargeSpace::find_in(const std::vector<Cell*>& cells, std::uintptr_t address) {
  auto above = std::upper_bound(cells.begin(), cells.end(), reinterpret_cast<Cell*>(address));
  if (above == cells.begin()) return nullptr;
  Cell* cell = *(above - 1);
  return address - reinterpret_cast<std::uintptr_t>(cell) < large_header(cell)->bytes ? cell : nullptr;
}

Cell* LargeSpace::find(std::uintptr_t address) const {
  if (Cell* cell = find_in(old_, address)) return cell;
  return find_in(young_, address);
}

}  // namespace tauraro
