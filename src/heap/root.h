#pragma once
#include <source_location>

#include "heap/cell.h"

namespace tauraro {

class Heap;

/// The part of a Root that the heap sees: a node of its list.
class RootBase {
 public:
  RootBase(const RootBase&) = delete;
  RootBase& operator=(const RootBase&) = delete;
  const std::source_location& location() const { return location_; }

 protected:
  RootBase(Heap& heap, Cell* cell, const std::source_location& location);
  ~RootBase();
  Cell* cell_;

 private:
  friend class Heap;
  Heap& heap_;
  RootBase* previous_;
  RootBase* next_;
  std::source_location location_;  // who made it: shown when a root outlives its heap
};

/// Keeps one cell alive from memory that the collector does not see (a std::vector's buffer, a global of the host).
/// Must be destroyed before its heap. Local variables need none: see docs/gc-safe-code.md.
template <typename T = Cell>
class Root : public RootBase {
 public:
  explicit Root(Heap& heap, T* cell = nullptr,
                const std::source_location& location = std::source_location::current())
      : RootBase(heap, reinterpret_cast<Cell*>(cell), location) {}

  T* get() const { return reinterpret_cast<T*>(cell_); }
  T* operator->() const { return get(); }
  T& operator*() const { return *get(); }
  explicit operator bool() const { return cell_ != nullptr; }
  Root& operator=(T* cell) { cell_ = reinterpret_cast<Cell*>(cell); return *this; }
};

}  // namespace tauraro
