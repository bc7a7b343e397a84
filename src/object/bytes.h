#pragma once
#include <string_view>

#include "object/array.h"
#include "object/result.h"

namespace tauraro {

/// bytes: immutable, NUL-terminated for C.
struct Bytes : Cell {
  std::uint64_t hash;    ///< 0: not computed
  std::uint64_t length;
  Value attributes;  ///< attribute word of subclass instances (object/type.h)
  char data[];
  std::string_view view() const { return {data, length}; }
};

/// bytearray. `exports`: memoryviews that forbid resizing (BufferError).
struct ByteArray : Cell {
  Buffer* storage;  ///< may be null when empty
  std::uint64_t start, length;  ///< the bytes are storage->bytes[start .. start+length)
  std::uint32_t exports;
  std::string_view view() const { return storage ? std::string_view(reinterpret_cast<const char*>(storage->bytes) + start, length) : std::string_view(); }
};

Result<Bytes*> new_bytes(Vm& vm, std::string_view content);
Result<Bytes*> new_bytes_uninitialized(Vm& vm, std::uint64_t length);
Result<ByteArray*> new_bytearray(Vm& vm, std::string_view content);
std::uint64_t bytes_hash(Vm& vm, Bytes* bytes);
/// Makes `length` bytes of room, at the same place or another; the first bytes stay. BufferError while there are exports.
/// BufferError while its bytes may not move.
Result<void> bytearray_check_exports(Vm& vm, ByteArray* array);
Result<void> bytearray_resize(Vm& vm, ByteArray* array, std::uint64_t length);
/// repr() of bytes: b'...'
Result<Value> bytes_repr(Vm& vm, std::string_view content);

/// The bytes of a bytes-like object (bytes, bytearray, memoryview, array.array, mmap...). Holds an export while it lives;
/// `data` is writable only when `writable`.
class BufferView {
 public:
  BufferView() = default;
  BufferView(const BufferView&) = delete;
  BufferView& operator=(const BufferView&) = delete;
  ~BufferView();
  void close();
  /// TypeError "a bytes-like object is required, not 'X'" when `object` has no buffer.
  Result<void> open(Vm& vm, Value object, bool writable = false);
  std::string_view view() const { return {data_, length_}; }
  char* data() const { return data_; }
  std::size_t length() const { return length_; }

 private:
  Vm* vm_ = nullptr;
  Value owner_;
  char* data_ = nullptr;
  std::size_t length_ = 0;
};
/// Whether open() would succeed.
bool is_bytes_like(Vm& vm, Value object);

}  // namespace tauraro
