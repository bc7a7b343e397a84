#pragma once
#include <string>
#include <vector>

#include "object/buffer.h"
#include "object/containers.h"
#include "object/runtime.h"

namespace tauraro {

/// What a memoryview (a NativeObject) shows; values[0] is the object whose memory it is. Its memory is `raw`.
struct MemoryView {
  char* data = nullptr;
  std::string format = "B";
  std::int64_t item_size = 1;
  bool read_only = true;
  bool released = false;
  std::uint32_t exports = 0;           ///< of the view itself
  std::vector<std::int64_t> shape;     ///< one length a dimension
  std::vector<std::int64_t> strides;   ///< bytes
  std::uint64_t hash = 0;

  std::int64_t item_count() const {
    std::int64_t count = 1;
    for (const std::int64_t length : shape) count *= length;
    return count;
  }
  std::int64_t byte_count() const { return item_count() * item_size; }
  bool is_contiguous() const {
    std::int64_t expected = item_size;
    for (std::size_t i = shape.size(); i-- > 0;) {
      if (shape[i] > 1 && strides[i] != expected) return false;
      expected *= shape[i];
    }
    return true;
  }
};

/// The memoryviews of a VM that hold an export: a dead one's export is given back.
struct MemoryViewTable {
  explicit MemoryViewTable(Vm& owner) : vm(owner) {}
  Vm& vm;
  std::vector<NativeObject*> views;
  void forget_dead();
};

inline MemoryView* memory_view_of(Value object) { return static_cast<MemoryView*>(object.as<NativeObject>()->raw); }

/// memoryview(object); takes an export until it is released or dies.
Result<Value> new_memory_view(Vm& vm, Value object);
/// Another view of the same object's memory.
Result<Value> new_memory_view_like(Vm& vm, Value object, const MemoryView& content);
/// ValueError "operation forbidden on released memoryview object"
Result<MemoryView*> open_memory_view(Vm& vm, Value object);
/// Gives the export back. BufferError while the view has exports itself.
Result<void> release_memory_view(Vm& vm, Value object);
/// All bytes in C order.
std::string memory_view_bytes(const MemoryView& content);

extern const BufferProtocol kMemoryViewBuffer;

}  // namespace tauraro
