#pragma once
#include <cstddef>
#include <cstdint>

#include "object/result.h"

namespace tauraro {

class Vm;

/// What an object with a buffer says of its memory: one row of items.
struct BufferInfo {
  char* data = nullptr;
  std::size_t length = 0;      ///< bytes
  std::size_t item_size = 1;
  const char* format = "B";    ///< struct's format of one item; lives as long as the object
  bool read_only = true;
};

/// The buffer protocol of a native type (Type::buffer; subclasses find it along Type::base).
struct BufferProtocol {
  /// Takes an export: the memory stays where it is until `release`.
  Result<void> (*acquire)(Vm& vm, Value object, BufferInfo* info);
  void (*release)(Vm& vm, Value object);
  /// Of objects that pass on another's memory: the memoryview that a memoryview of them is like; null: they have memory of their own.
  Result<Value> (*inner_view)(Vm& vm, Value object) = nullptr;
};

/// The protocol of an object that is neither bytes nor bytearray, or null.
const BufferProtocol* buffer_protocol(Vm& vm, Value object);

/// Any object's buffer (bytes and bytearray too). TypeError "a bytes-like object is required, not 'X'".
Result<void> acquire_buffer(Vm& vm, Value object, BufferInfo* info);
void release_buffer(Vm& vm, Value object);

}  // namespace tauraro
