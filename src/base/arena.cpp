#include "base/arena.h"

#include <algorithm>

namespace tauraro {

void* Arena::allocate_slow(std::size_t bytes) {
  const std::size_t next = std::clamp(footprint_, kFirstChunk, kLargestChunk);
  if (bytes > next / 4) {  // a chunk of its own; the current one stays in use
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(bytes ? bytes : 1));
    footprint_ += bytes;
    return chunks_.back().get();
  }
  chunks_.push_back(std::make_unique_for_overwrite<char[]>(next));
  footprint_ += next;
  cursor_ = reinterpret_cast<std::uintptr_t>(chunks_.back().get());
  limit_ = cursor_ + next;
  void* result = reinterpret_cast<void*>(cursor_);
  cursor_ += bytes;
  return result;
}

}  // namespace tauraro
