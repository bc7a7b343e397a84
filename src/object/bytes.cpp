#include "object/bytes.h"

#include <algorithm>
#include <cstring>

#include "base/siphash.h"
#include "object/buffer.h"
#include "object/operations.h"
#include "object/runtime.h"
#include "object/str.h"

namespace tauraro {

Result<Bytes*> new_bytes_uninitialized(Vm& vm, std::uint64_t length) {
  if (length > kMaxStrLength * std::uint64_t{64}) return vm.raise(TypeId::MemoryError, "");
  Bytes* bytes = vm.allocate<Bytes>(kind::Bytes, builtin_shape(TypeId::Bytes), length + 1);
  if (!bytes) return Raised{};
  bytes->length = length;
  return bytes;
}

Result<Bytes*> new_bytes(Vm& vm, std::string_view content) {
  if (content.empty() && !vm.empty_bytes.is_empty()) return vm.empty_bytes.as<Bytes>();
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, content.size()));
  std::memcpy(bytes->data, content.data(), content.size());
  return bytes;
}

Result<ByteArray*> new_bytearray(Vm& vm, std::string_view content) {
  ByteArray* array = vm.allocate<ByteArray>(kind::ByteArray, builtin_shape(TypeId::ByteArray));
  if (!array) return Raised{};
  if (content.empty()) return array;
  array->storage = new_buffer(vm, content.size() + 1);
  if (!array->storage) return Raised{};
  vm.barrier(array);
  array->length = content.size();
  std::memcpy(array->storage->bytes, content.data(), content.size());
  return array;
}

std::uint64_t bytes_hash(Vm& vm, Bytes* bytes) {
  if (!bytes->hash) bytes->hash = hash_bytes(vm.hash_key, bytes->data, bytes->length);
  return bytes->hash;
}

Result<void> bytearray_check_exports(Vm& vm, ByteArray* array) {
  if (array->exports) vm.heap.collect(CollectKind::Full);  // a view that nobody names may hold one
  if (array->exports) return vm.raise(TypeId::BufferError, "Existing exports of data: object cannot be re-sized");
  return {};
}

Result<void> bytearray_resize(Vm& vm, ByteArray* array, std::uint64_t length) {
  if (length == array->length) return {};
  TRY(bytearray_check_exports(vm, array));
  const std::uint64_t capacity = array->storage ? array->storage->capacity : 0;
  if (array->start + length + 1 <= capacity && length * 4 >= capacity / 2) {
    if (length > array->length) std::memset(array->storage->bytes + array->start + array->length, 0, length - array->length);
    array->length = length;
    return {};
  }
  const std::uint64_t wanted = length <= array->length ? length + 1 : length + (length >> 3) + 16;
  Buffer* storage = new_buffer(vm, wanted);
  if (!storage) return Raised{};
  if (array->storage) std::memcpy(storage->bytes, array->storage->bytes + array->start, std::min(length, array->length));
  array->storage = storage;
  vm.barrier(array);
  array->start = 0;
  array->length = length;
  return {};
}

Result<Value> bytes_repr(Vm& vm, std::string_view content) {
  constexpr char kHexDigits[] = "0123456789abcdef";
  const bool has_single = content.find('\'') != content.npos;
  const char quote = has_single && content.find('"') == content.npos ? '"' : '\'';
  std::string out = "b";
  out += quote;
  for (const char c : content) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (c == quote || c == '\\') {
      out += {'\\', c};
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out += {'\\', c == '\t' ? 't' : c == '\n' ? 'n' : 'r'};
    } else if (byte < 0x20 || byte >= 0x7f) {
      out += {'\\', 'x', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
    } else {
      out += c;
    }
  }
  out += quote;
  return Value::from_cell(TRY(new_str(vm, out)));
}

const BufferProtocol* buffer_protocol(Vm& vm, Value object) {
  if (!object.is_cell()) return nullptr;
  for (const Type* type = vm.type_of(object); type; type = type->base)
    if (type->buffer) return type->buffer;
  return nullptr;
}

Result<void> acquire_buffer(Vm& vm, Value object, BufferInfo* info) {
  *info = BufferInfo();
  if (object.is(kind::Bytes)) {
    info->data = object.as<Bytes>()->data;
    info->length = object.as<Bytes>()->length;
    return {};
  }
  if (object.is(kind::ByteArray)) {
    auto* array = object.as<ByteArray>();
    ++array->exports;
    info->data = const_cast<char*>(array->view().data());
    info->length = array->length;
    info->read_only = false;
    return {};
  }
  const BufferProtocol* protocol = buffer_protocol(vm, object);
  if (!protocol) return vm.raise_error(TypeId::TypeError, "a bytes-like object is required, not '", full_type_name(vm, vm.type_of(object)), "'");
  return protocol->acquire(vm, object, info);
}

void release_buffer(Vm& vm, Value object) {
  if (object.is(kind::Bytes)) return;
  if (object.is(kind::ByteArray)) {
    --object.as<ByteArray>()->exports;
    return;
  }
  if (const BufferProtocol* protocol = buffer_protocol(vm, object)) protocol->release(vm, object);
}

BufferView::~BufferView() { close(); }

void BufferView::close() {
  if (vm_) release_buffer(*vm_, owner_);
  vm_ = nullptr;
}

Result<void> BufferView::open(Vm& vm, Value object, bool writable) {
  close();
  BufferInfo info;
  TRY(acquire_buffer(vm, object, &info));
  vm_ = &vm;
  owner_ = object;
  data_ = info.data;
  length_ = info.length;
  if (writable && info.read_only) {
    close();
    return vm.raise_error(TypeId::TypeError, "a read-write bytes-like object is required, not '", full_type_name(vm, vm.type_of(object)), "'");
  }
  return {};
}

bool is_bytes_like(Vm& vm, Value object) {
  return object.is(kind::Bytes) || object.is(kind::ByteArray) || buffer_protocol(vm, object);
}

}  // namespace tauraro
