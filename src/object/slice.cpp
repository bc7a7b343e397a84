#include <algorithm>
#include <limits>

#include "object/containers.h"
#include "object/int.h"
#include "object/runtime.h"

namespace tauraro {

namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

Result<std::int64_t> slice_index(Vm& vm, Value value) {
  if (value.is_int()) return value.as_int();
  const Type* type = vm.type_of(value);
  if (!is_int_like(value) && !type->has(Special::Index))
    return vm.raise(TypeId::TypeError, "slice indices must be integers or None or have an __index__ method");
  return index_clamped(vm, value);
}

std::int64_t clamp_index(std::int64_t index, std::int64_t length, std::int64_t step) {
  if (index < 0) {
    index += length;
    if (index < 0) return step < 0 ? -1 : 0;
    return index;
  }
  return index >= length ? (step < 0 ? length - 1 : length) : index;
}

}  // namespace

Result<Value> new_slice(Vm& vm, Value start, Value stop, Value step) {
  Slice* slice = vm.allocate<Slice>(kind::Slice, builtin_shape(TypeId::Slice));
  if (!slice) return Raised{};
  slice->start = start;
  slice->stop = stop;
  slice->step = step;
  return Value::from_cell(slice);
}

Result<SliceBounds> slice_bounds(Vm& vm, Slice* slice, std::int64_t length) {
  SliceBounds bounds{0, 0, 1, 0};
  if (!slice->step.is_none()) {
    bounds.step = TRY(slice_index(vm, slice->step));
    if (bounds.step == 0) return vm.raise(TypeId::ValueError, "slice step cannot be zero");
    bounds.step = std::max(bounds.step, -kMax);
  }
  const bool backwards = bounds.step < 0;
  const std::int64_t start = slice->start.is_none() ? (backwards ? kMax : 0) : TRY(slice_index(vm, slice->start));
  const std::int64_t stop =
      slice->stop.is_none() ? (backwards ? std::numeric_limits<std::int64_t>::min() : kMax) : TRY(slice_index(vm, slice->stop));
  bounds.start = clamp_index(start, length, bounds.step);
  bounds.stop = clamp_index(stop, length, bounds.step);
  if (backwards)
    bounds.count = bounds.stop < bounds.start ? (bounds.start - bounds.stop - 1) / -bounds.step + 1 : 0;
  else
    bounds.count = bounds.start < bounds.stop ? (bounds.stop - bounds.start - 1) / bounds.step + 1 : 0;
  return bounds;
}

}  // namespace tauraro
