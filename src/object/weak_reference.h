#pragma once
#include <unordered_map>
#include <vector>

#include "object/operations.h"

namespace tauraro {

/// weakref.ref and the proxies. The references to one object form a chain: first the plain ones (without callback, of the
/// exact types), which are used again, then the newest first.
struct WeakReference : Cell {
  Cell* target;       ///< not traced; null: the object is gone
  Value callback;     ///< empty: none
  std::int64_t hash;  ///< of the object; valid when hash_known
  std::uint8_t hash_known;
  WeakReference* previous;  ///< not traced, as next
  WeakReference* next;
};

/// All living references of a VM to living objects.
class WeakTable {
 public:
  explicit WeakTable(Vm& vm);
  ~WeakTable();
  WeakTable(const WeakTable&) = delete;
  WeakTable& operator=(const WeakTable&) = delete;

  WeakReference* first(const Cell* target) const;
  /// Puts a new reference into its target's chain: at the head, or after `predecessor`.
  void add(WeakReference* reference, WeakReference* predecessor);
  /// Ends a reference: its object is as good as gone for it.
  void clear(WeakReference* reference);
  /// The next reference whose object has died and whose callback is to be called; null when there is none.
  WeakReference* take_due();
  bool has_due() const { return !due_.empty(); }

 private:
  static void weak_hook(void* table, Tracer& tracer, WeakPhase phase, CollectKind kind);
  static void trace_due(void* table, Tracer& tracer);
  void clear_dead_targets(CollectKind kind);
  void forget_dead_references(CollectKind kind);
  void unlink(WeakReference* reference);
  template <class Function>
  void for_each_candidate(CollectKind kind, Function function);

  Vm& vm_;
  std::unordered_map<const Cell*, WeakReference*> chains_;
  std::vector<WeakReference*> young_;  // made since the last collection: the only ones that a young collection can concern
  std::vector<WeakReference*> due_;    // in the order of calling, reversed
};

/// The object's plain reference (`type`: WeakReference or one of the proxies), made at its first use. TypeError when the
/// object cannot be weakly referenced.
Result<WeakReference*> plain_weak_reference(Vm& vm, Value object, TypeId type = TypeId::WeakReference);
/// A new reference of a type that is a WeakReference or proxy type. `callback` may be empty.
Result<WeakReference*> new_weak_reference(Vm& vm, Type* type, Value object, Value callback);
/// The object, or empty when it is gone.
inline Value weak_target(const WeakReference* reference) {
  return reference->target ? Value::from_cell(reference->target) : Value();
}
/// References to an object, as a new list: weakref.getweakrefs().
Result<List*> weak_references_to(Vm& vm, Value object);
/// Calls the callbacks that are due; what they raise is reported as unraisable.
void run_weak_callbacks(Vm& vm);

}  // namespace tauraro
