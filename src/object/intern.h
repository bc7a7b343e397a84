#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

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
  void trace(Tracer& tracer) {
    for (Str* text : slots) tracer.visit(text);
  }

 private:
  void grow();
};

}  // namespace tauraro
