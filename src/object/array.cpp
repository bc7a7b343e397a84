#include "object/array.h"

#include "object/runtime.h"

namespace tauraro {

namespace {
constexpr std::uint64_t kMaxArrayBytes = std::uint64_t{1} << 46;
}

Array* new_array(Vm& vm, std::uint64_t capacity) {
  if (capacity > kMaxArrayBytes / sizeof(Value)) {
    vm.out_of_memory();
    return nullptr;
  }
  Array* array = vm.allocate<Array>(kind::Array, builtin_shape(TypeId::Internal), capacity * sizeof(Value));
  if (array) array->capacity = capacity;
  return array;
}

Buffer* new_buffer(Vm& vm, std::uint64_t capacity) {
  if (capacity > kMaxArrayBytes) {
    vm.out_of_memory();
    return nullptr;
  }
  Buffer* buffer = vm.allocate<Buffer>(kind::Buffer, builtin_shape(TypeId::Internal), capacity);
  if (buffer) buffer->capacity = capacity;
  return buffer;
}

}  // namespace tauraro
