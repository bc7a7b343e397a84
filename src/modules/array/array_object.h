#pragma once
#include "object/containers.h"
#include "object/int.h"
#include "object/native.h"
#include "object/runtime.h"

namespace tauraro::arrays {

/// What a type code means: how items are read and written.
struct ItemType {
  char code;
  std::uint8_t size;
  const char* format;       ///< of buffers
  std::uint8_t machine_format;  ///< number in pickles
  Result<Value> (*get)(Vm& vm, const char* item);
  /// Converts first, then (when `item` is not null) writes.
  Result<void> (*set)(Vm& vm, char* item, Value value);
};

extern const std::span<const ItemType> kItemTypes;
const ItemType* find_item_type(char code);

/// The items of an array: `raw` of its NativeObject.
struct ArrayState {
  Heap* heap;
  const ItemType* type;
  char* data = nullptr;
  std::size_t length = 0, capacity = 0;  ///< in items
  std::uint32_t exports = 0;             ///< views that forbid resizing

  std::size_t bytes() const { return length * type->size; }
  char* item(std::size_t index) const { return data + index * type->size; }
  Result<Value> get(Vm& vm, std::size_t index) const { return type->get(vm, item(index)); }
};

extern const NativeTypeSpec kArrayType;
bool is_array(Vm& vm, Value value);
inline ArrayState& state_of(Value self) { return *static_cast<ArrayState*>(self.as<NativeObject>()->raw); }

Result<Value> new_array_object(Vm& vm, Type* type, const ItemType* item_type, std::size_t length);
Type* exact_array_type(Vm& vm);
/// Changes the length; new items are zero. BufferError while a view is open.
Result<void> resize(Vm& vm, ArrayState& array, std::size_t length);
Result<void> append(Vm& vm, Value self, Value item);
Result<void> append_bytes(Vm& vm, ArrayState& array, std::string_view bytes);
Result<void> append_text(Vm& vm, ArrayState& array, Value text);
/// extend() with an array or any iterable.
Result<void> extend(Vm& vm, Value self, Value source);

// sequence_methods.cpp
Result<Value> iterate(Vm& vm, const Args& args);
Result<Value> concatenate(Vm& vm, const Args& args);
Result<Value> repeat(Vm& vm, const Args& args);
Result<Value> repeat_in_place(Vm& vm, const Args& args);
Result<Value> extend_in_place(Vm& vm, const Args& args);
Result<Value> get_item(Vm& vm, const Args& args);
Result<Value> set_item(Vm& vm, const Args& args);
Result<Value> delete_item(Vm& vm, const Args& args);
Result<Value> compare_less(Vm& vm, const Args& args);
Result<Value> compare_less_equal(Vm& vm, const Args& args);
Result<Value> compare_equal(Vm& vm, const Args& args);
Result<Value> compare_not_equal(Vm& vm, const Args& args);
Result<Value> compare_greater(Vm& vm, const Args& args);
Result<Value> compare_greater_equal(Vm& vm, const Args& args);
Result<void> make_iterator_type(Vm& vm);
// pickling.cpp
Result<Value> reduce_ex(Vm& vm, const Args& args);
Result<Value> reconstruct(Vm& vm, const Args& args);

}  // namespace tauraro::arrays
