#pragma once
#include "object/cell_kinds.h"
#include "object/value.h"

namespace tauraro {

class Vm;

/// A row of values with a fixed capacity: the storage of lists, overflow attributes and suspended generators. Not visible to Python.
struct Array : Cell {
  std::uint64_t capacity;  ///< in Values
  Value items[];
};
static_assert(offsetof(Array, items) == 16);

/// Null (with MemoryError pending) when the heap limit forbids it. All items are empty.
Array* new_array(Vm& vm, std::uint64_t capacity);

/// A row of bytes: text of a flattened rope, storage of a bytearray, hash indices. Not visible to Python.
struct Buffer : Cell {
  std::uint64_t capacity;  ///< in bytes
  std::uint8_t bytes[];
};
static_assert(offsetof(Buffer, bytes) == 16);

Buffer* new_buffer(Vm& vm, std::uint64_t capacity);

/// A variable shared between functions (types.CellType).
struct Box : Cell {
  Value value;  ///< empty: unbound
};

/// The storage of one global variable; a dict in cell mode refers to it. Its address never changes.
struct GlobalCell : Cell {
  Value value;                ///< empty: not defined (any more)
  std::uint32_t write_count;  ///< saturating; 1: written once, so far a constant
  std::uint32_t watched;      ///< compiled code relies on the value: a store fires the watchpoint (vm/watchpoints.h)
  Value key;                  ///< its name
};

}  // namespace tauraro
