#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "heap/heap.h"
#include "heap/tracer.h"
#include "object/str.h"

namespace tauraro {

/// The interned strings of one VM: open addressing over a power of two. Keeps its strings alive.
struct InternTable {
  std::vector<Str*> slots;  ///< null: free
  std::size_t count = 0;

  InternTable() : slots(1024) {}
  /// Slot of an equal string, or the free slot where it would go. \pre hash of the text is `hash`, text is flattened
  std::size_t find(StrView text, std::uint64_t hash) const;
  void add(std::size_t slot, Str* text);
  /// In a collection of the young only those that may be young are visited: a survivor is old and stays so.
  void trace(Tracer& tracer) {
    const std::uint64_t full_collections = tracer.heap().stats().full_collections;
    if (full_collections != full_collections_) {
      full_collections_ = full_collections;
      for (Str* text : slots) tracer.visit(text);
      return;
    }
    std::size_t kept = 0;
    for (Str* text : young_) {
      if (text->gc & kGcOld) continue;
      tracer.visit(text);
      young_[kept++] = text;
    }
    young_.resize(kept);
  }

 private:
  void grow();

  std::vector<Str*> young_;  // may be young
  std::uint64_t full_collections_ = 0;
};

}  // namespace tauraro
