#pragma once

namespace tauraro {

class Heap;

/// Tells the heap how each kind of cell is scanned and freed. Before the first allocation.
void register_cell_kinds(Heap& heap);

}  // namespace tauraro
