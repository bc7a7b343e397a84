#include <algorithm>

#include "object/containers.h"
#include "object/runtime.h"

namespace tauraro {

Result<Tuple*> new_tuple(Vm& vm, std::uint64_t length) {
  if (length > (std::uint64_t{1} << 43)) return vm.out_of_memory();
  Tuple* tuple = vm.allocate<Tuple>(kind::Tuple, builtin_shape(TypeId::Tuple), length * sizeof(Value));
  if (!tuple) return Raised{};
  tuple->length = length;
  return tuple;
}

Result<Tuple*> new_tuple(Vm& vm, std::span<const Value> items) {
  if (items.empty()) return empty_tuple(vm);
  Tuple* tuple = TRY(new_tuple(vm, items.size()));
  std::copy(items.begin(), items.end(), tuple->items);
  return tuple;
}

Tuple* empty_tuple(Vm& vm) { return vm.empty_tuple.as<Tuple>(); }

}  // namespace tauraro
