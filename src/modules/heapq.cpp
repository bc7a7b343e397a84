// The module _heapq: heaps in lists.
#include "modules/native_module.h"

namespace tauraro {

namespace {

/// left < right, or for max-heaps right < left.
template <bool max>
Result<bool> before(Vm& vm, Value left, Value right) {
  if (max) std::swap(left, right);
  if (left.is_int() && right.is_int()) return left.bits() < right.bits();
  if (left.is_double() && right.is_double()) return left.as_double() < right.as_double();
  return compare_truth(vm, CompareOp::Lt, left, right);
}

Raised raise_changed(Vm& vm) { return vm.raise(TypeId::RuntimeError, "list changed size during iteration"); }

Value item_at(const List* heap, std::int64_t position) { return heap->storage->items[position]; }

/// Moves the item at `position` up to where it belongs, not above `start`.
template <bool max>
Result<void> move_up(Vm& vm, List* heap, std::int64_t start, std::int64_t position) {
  const std::uint64_t size = heap->length;
  if (static_cast<std::uint64_t>(position) >= size) return vm.raise(TypeId::IndexError, "index out of range");
  while (position > start) {
    const std::int64_t parent = (position - 1) / 2;
    const Value item = item_at(heap, position), above = item_at(heap, parent);
    const bool higher = TRY(before<max>(vm, item, above));
    if (heap->length != size) return raise_changed(vm);
    if (!higher) return {};
    const Value moved = item_at(heap, parent);
    list_set(vm, heap, parent, item_at(heap, position));
    list_set(vm, heap, position, moved);
    position = parent;
  }
  return {};
}

/// Moves the item at `position` down along the smaller children to the bottom, then up to its place.
template <bool max>
Result<void> move_down(Vm& vm, List* heap, std::int64_t position) {
  const auto size = static_cast<std::int64_t>(heap->length);
  if (position >= size) return vm.raise(TypeId::IndexError, "index out of range");
  const std::int64_t start = position;
  const std::int64_t first_leaf = size / 2;
  while (position < first_leaf) {
    std::int64_t child = 2 * position + 1;
    if (child + 1 < size) {
      const bool left_first = TRY(before<max>(vm, item_at(heap, child), item_at(heap, child + 1)));
      if (static_cast<std::int64_t>(heap->length) != size) return raise_changed(vm);
      if (!left_first) ++child;
    }
    const Value moved = item_at(heap, child);
    list_set(vm, heap, child, item_at(heap, position));
    list_set(vm, heap, position, moved);
    position = child;
  }
  return move_up<max>(vm, heap, start, position);
}

Result<List*> heap_argument(Vm& vm, const char* function, bool numbered, Value value) {
  if (value.is(kind::List)) return value.as<List>();
  return vm.raise_error(TypeId::TypeError, function, "() argument ", numbered ? "1 " : "", "must be list, not ", full_type_name(vm, vm.type_of(value)));
}

Result<Value> heappush(Vm& vm, const Args& args) {
  List* heap = TRY(heap_argument(vm, "heappush", true, args[0]));
  TRY(list_append(vm, heap, args[1]));
  TRY(move_up<false>(vm, heap, 0, static_cast<std::int64_t>(heap->length) - 1));
  return Value::none();
}

template <bool max>
Result<Value> pop(Vm& vm, List* heap) {
  if (heap->length == 0) return vm.raise(TypeId::IndexError, "index out of range");
  const Value last = list_remove_at(vm, heap, static_cast<std::int64_t>(heap->length) - 1);
  if (heap->length == 0) return last;
  const Value first = item_at(heap, 0);
  list_set(vm, heap, 0, last);
  TRY(move_down<max>(vm, heap, 0));
  return first;
}
Result<Value> heappop(Vm& vm, const Args& args) { return pop<false>(vm, TRY(heap_argument(vm, "heappop", false, args[0]))); }
Result<Value> heappop_max(Vm& vm, const Args& args) {
  return pop<true>(vm, TRY(heap_argument(vm, "_heappop_max", false, args[0])));
}

template <bool max>
Result<Value> replace(Vm& vm, List* heap, Value item) {
  if (heap->length == 0) return vm.raise(TypeId::IndexError, "index out of range");
  const Value first = item_at(heap, 0);
  list_set(vm, heap, 0, item);
  TRY(move_down<max>(vm, heap, 0));
  return first;
}
Result<Value> heapreplace(Vm& vm, const Args& args) {
  return replace<false>(vm, TRY(heap_argument(vm, "heapreplace", true, args[0])), args[1]);
}
Result<Value> heapreplace_max(Vm& vm, const Args& args) {
  return replace<true>(vm, TRY(heap_argument(vm, "_heapreplace_max", true, args[0])), args[1]);
}

Result<Value> heappushpop(Vm& vm, const Args& args) {
  List* heap = TRY(heap_argument(vm, "heappushpop", true, args[0]));
  if (heap->length == 0) return args[1];
  if (!TRY(before<false>(vm, item_at(heap, 0), args[1]))) return args[1];
  if (heap->length == 0) return vm.raise(TypeId::IndexError, "index out of range");
  return replace<false>(vm, heap, args[1]);
}

template <bool max>
Result<Value> make_heap(Vm& vm, List* heap) {
  for (std::int64_t position = static_cast<std::int64_t>(heap->length) / 2 - 1; position >= 0; --position) {
    TRY(move_down<max>(vm, heap, position));
    if ((position & 0xffff) == 0) TRY(vm.poll());
  }
  return Value::none();
}
Result<Value> heapify(Vm& vm, const Args& args) { return make_heap<false>(vm, TRY(heap_argument(vm, "heapify", false, args[0]))); }
Result<Value> heapify_max(Vm& vm, const Args& args) {
  return make_heap<true>(vm, TRY(heap_argument(vm, "_heapify_max", false, args[0])));
}

constexpr NativeMethod kFunctions[] = {
    {"heappush", heappush, "(heap, item, /)"},
    {"heappushpop", heappushpop, "(heap, item, /)"},
    {"heappop", heappop, "(heap, /)"},
    {"heapreplace", heapreplace, "(heap, item, /)"},
    {"heapify", heapify, "(heap, /)"},
    {"_heappop_max", heappop_max, "(heap, /)"},
    {"_heapify_max", heapify_max, "(heap, /)"},
    {"_heapreplace_max", heapreplace_max, "(heap, item, /)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  return add_to_module(vm, module, "__about__", TRY(make_str(vm, "Heap queues: the smallest item of a list is its first.")));
}

constexpr NativeModuleSpec kSpec{"_heapq", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& heapq_module() { return kSpec; }

}  // namespace tauraro
