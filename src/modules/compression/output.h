#pragma once
#include <string>

#include "object/bytes.h"
#include "object/runtime.h"

namespace tauraro::compression {

/// What a compressor writes: grows in steps, within the heap's limit and an own maximum.
class Output {
 public:
  /// \param limit bytes at most; -1: none
  Output(Vm& vm, std::int64_t limit, std::size_t first = 32768) : vm_(vm), limit_(limit), next_(first) {}

  /// Room for more; the library's `next_out` and `avail_out`.
  char* free_space() { return buffer_.data() + used_; }
  std::size_t free_bytes() const { return buffer_.size() - used_; }
  void advance(std::size_t bytes) { used_ += bytes; }
  std::size_t used() const { return used_; }
  bool at_limit() const { return limit_ >= 0 && used_ >= static_cast<std::size_t>(limit_); }

  /// Grows when there is no room left.
  Result<void> reserve() {
    if (free_bytes()) return {};
    std::size_t size = buffer_.size() + next_;
    next_ = std::min(next_ * 2, std::size_t{1} << 28);
    if (limit_ >= 0) size = std::min(size, static_cast<std::size_t>(limit_));
    if (vm_.heap.would_pass_limit(size * 2)) return vm_.out_of_memory();
    buffer_.resize(size);
    return vm_.poll();
  }
  Result<Value> finish() { return Value::from_cell(TRY(new_bytes(vm_, {buffer_.data(), used_}))); }

 private:
  Vm& vm_;
  std::string buffer_;
  std::int64_t limit_;
  std::size_t next_, used_ = 0;
};

}  // namespace tauraro::compression
