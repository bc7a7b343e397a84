#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/span.h"

namespace tauraro {

/// Bump allocation: everything made here lives until the arena dies or is reset. Destructors are never run.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&& other) noexcept { swap(other); }
  Arena& operator=(Arena&& other) noexcept {
    swap(other);
    return *this;
  }

  /// \pre alignment is a power of two, at most alignof(std::max_align_t).
  void* allocate(std::size_t bytes, std::size_t alignment = alignof(std::max_align_t)) {
    const std::uintptr_t start = (cursor_ + alignment - 1) & ~(alignment - 1);
    if (start + bytes > limit_ || start < cursor_) [[unlikely]] return allocate_slow(bytes);
    cursor_ = start + bytes;
    return reinterpret_cast<void*>(start);
  }

  template <typename T, typename... Arguments>
  T* make(Arguments&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T>, "an arena runs no destructors");
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Arguments>(arguments)...};
  }

  /// Uninitialized room for `count` trivial items.
  template <typename T>
  T* make_array(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    return static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
  }

  template <typename T>
  Span<T> copy_span(const T* items, std::size_t count) {
    if (count == 0) return {};
    T* data = make_array<T>(count);
    std::memcpy(static_cast<void*>(data), items, count * sizeof(T));
    return {data, static_cast<std::uint32_t>(count)};
  }
  template <typename T>
  Span<T> copy_span(const std::vector<T>& items) {
    return copy_span(items.data(), items.size());
  }

  /// A copy of the text that lives as long as the arena.
  std::string_view copy_text(std::string_view text) {
    if (text.empty()) return {};
    char* data = make_array<char>(text.size());
    std::memcpy(data, text.data(), text.size());
    return {data, text.size()};
  }

  /// Bytes asked of the system so far.
  std::size_t footprint() const { return footprint_; }

  void swap(Arena& other) noexcept {
    std::swap(cursor_, other.cursor_);
    std::swap(limit_, other.limit_);
    std::swap(footprint_, other.footprint_);
    chunks_.swap(other.chunks_);
  }

 private:
  static constexpr std::size_t kFirstChunk = 4096;
  static constexpr std::size_t kLargestChunk = std::size_t{1} << 20;

  void* allocate_slow(std::size_t bytes);

  std::uintptr_t cursor_ = 0;
  std::uintptr_t limit_ = 0;
  std::size_t footprint_ = 0;
  std::vector<std::unique_ptr<char[]>> chunks_;
};

}  // namespace tauraro
