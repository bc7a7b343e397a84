#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace tauraro::jit {

/// Memory for machine code that is never writable where it is executable: one memory file, mapped twice. Code is written
/// through one mapping and runs in the other, `write_offset()` bytes away.
///
/// The mappings are shared memory, so a forked child would write into its parent's code: the child calls after_fork()
/// before it runs anything that writes code (or never compiles). Threads may call allocate and free at the same time.
class CodeCache {
 public:
  /// \return null when the system refuses executable memory
  static std::unique_ptr<CodeCache> create(std::size_t capacity);
  ~CodeCache();

  /// Copies the bytes into a fresh 64-byte-aligned place. \return its executable address; null when the cache is full
  const std::uint8_t* install(std::span<const std::uint8_t> code);
  /// \pre nothing runs in it or returns into it
  void free(const std::uint8_t* code);
  /// The address under which a byte of installed code can be changed.
  std::uint8_t* writable(const std::uint8_t* address) const { return const_cast<std::uint8_t*>(address) + write_offset_; }

  std::size_t used() const { return used_; }  ///< bytes
  std::size_t capacity() const { return capacity_; }
  bool contains(const void* address) const {
    return address >= executable_ && address < executable_ + capacity_;
  }
  /// In a forked child: a private copy of the code at the same addresses. \return false when the system refuses; then the
  /// code must not be entered again
  bool after_fork();

 private:
  CodeCache() = default;
  struct Piece {
    std::size_t offset, size;
    bool is_free;
  };

  std::uint8_t* executable_ = nullptr;
  std::uint8_t* written_ = nullptr;
  std::ptrdiff_t write_offset_ = 0;
  std::size_t capacity_ = 0, used_ = 0;
  std::mutex mutex_;
  std::vector<Piece> pieces_;  // by offset, without gaps; no two neighbours are both free
};

}  // namespace tauraro::jit
