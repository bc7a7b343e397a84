#pragma once
#include <cassert>
#include <cstdint>
#include <type_traits>

namespace tauraro {

/// A borrowed run of `size` items. Trivial, so that it may live in an arena; whoever made it keeps the items alive.
template <typename T>
struct Span {
  T* data = nullptr;
  std::uint32_t size = 0;

  bool empty() const { return size == 0; }
  T& operator[](std::uint32_t index) const {
    assert(index < size);
    return data[index];
  }
  T& front() const { return (*this)[0]; }
  T& back() const { return (*this)[size - 1]; }
  T* begin() const { return data; }
  T* end() const { return data + size; }
};

}  // namespace tauraro
