#include "object/containers.h"
#include "object/int.h"
#include "object/runtime.h"

namespace tauraro {

namespace {

/// Numbers in range(start, stop, step) when everything fits 64 bits. \pre step != 0
std::uint64_t small_length(std::int64_t start, std::int64_t stop, std::int64_t step) {
  const auto low = static_cast<std::uint64_t>(step > 0 ? start : stop);
  const auto high = static_cast<std::uint64_t>(step > 0 ? stop : start);
  if (step > 0 ? start >= stop : start <= stop) return 0;
  const std::uint64_t stride = step > 0 ? static_cast<std::uint64_t>(step) : -static_cast<std::uint64_t>(step);
  return (high - low - 1) / stride + 1;
}

Result<Value> range_length(Vm& vm, Value start, Value stop, Value step) {
  std::int64_t first, last, stride;
  if (int_to_int64(start, &first) && int_to_int64(stop, &last) && int_to_int64(step, &stride))
    return new_int_unsigned(vm, small_length(first, last, stride));
  const bool ascending = int_compare(step, Value::from_int(0)) > 0;
  const Value low = ascending ? start : stop;
  const Value high = ascending ? stop : start;
  if (int_compare(low, high) >= 0) return Value::from_int(0);
  const Value distance = TRY(int_sub(vm, TRY(int_sub(vm, high, low)), Value::from_int(1)));
  const Value width = ascending ? step : TRY(int_negative(vm, step));
  return int_add(vm, TRY(int_floor_div(vm, distance, width)), Value::from_int(1));
}

}  // namespace

Result<Value> new_range(Vm& vm, Value start, Value stop, Value step) {
  if (int_compare(step, Value::from_int(0)) == 0)
    return vm.raise(TypeId::ValueError, "range() arg 3 must not be zero");
  const Value length = TRY(range_length(vm, start, stop, step));
  Range* range = vm.allocate<Range>(kind::Range, builtin_shape(TypeId::Range));
  if (!range) return Raised{};
  range->start = start;
  range->stop = stop;
  range->step = step;
  range->length = length;
  return Value::from_cell(range);
}

}  // namespace tauraro
