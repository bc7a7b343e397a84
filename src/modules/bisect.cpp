// The module _bisect: places in sorted sequences.
#include "modules/native_module.h"
#include "object/int.h"

namespace tauraro {

namespace {

Result<Value> item_at(Vm& vm, Value sequence, std::int64_t index) {
  if (vm.is_exact(sequence, TypeId::List) && static_cast<std::uint64_t>(index) < sequence.as<List>()->length)
    return sequence.as<List>()->storage->items[index];
  return get_item(vm, sequence, TRY(new_int(vm, index)));
}

/// The place of x: after equal items (right) or before them.
template <bool right>
Result<std::int64_t> find_place(Vm& vm, Value sequence, Value x, Value low_value, Value high_value, Value key) {
  std::int64_t low = TRY(index_to_int64(vm, low_value));
  std::int64_t high = high_value.is_none() ? -1 : TRY(index_to_int64(vm, high_value));
  if (low < 0) return vm.raise(TypeId::ValueError, "lo must be non-negative");
  if (high == -1) high = TRY(length(vm, sequence));
  if (x.is_int() && key.is_none() && vm.is_exact(sequence, TypeId::List)) {  // nothing runs while the items are small ints
    const auto items = sequence.as<List>()->span();
    while (low < high && static_cast<std::uint64_t>(high) <= items.size()) {
      const std::int64_t middle = low + (high - low) / 2;
      const Value item = items[static_cast<std::size_t>(middle)];
      if (!item.is_int()) break;
      const bool less = right ? x.as_int() < item.as_int() : item.as_int() < x.as_int();
      if (less == right) high = middle;
      else low = middle + 1;
    }
  }
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    Value item = TRY(item_at(vm, sequence, middle));
    if (!key.is_none()) item = TRY(vm.call(key, {item}));
    const bool less = TRY(compare_truth(vm, CompareOp::Lt, right ? x : item, right ? item : x));
    if (less == right) high = middle;
    else low = middle + 1;
  }
  return low;
}

template <bool right>
Result<Value> bisect(Vm& vm, const Args& args) {
  return new_int(vm, TRY(find_place<right>(vm, args[0], args[1], args[2], args[3], args[4])));
}

template <bool right>
Result<Value> insort(Vm& vm, const Args& args) {
  const Value x = args[4].is_none() ? args[1] : TRY(vm.call(args[4], {args[1]}));
  const std::int64_t place = TRY(find_place<right>(vm, args[0], x, args[2], args[3], args[4]));
  if (vm.is_exact(args[0], TypeId::List)) TRY(list_insert(vm, args[0].as<List>(), place, args[1]));
  else (void)TRY(vm.call_method(args[0], "insert", {TRY(new_int(vm, place)), args[1]}));
  return Value::none();
}

constexpr const char* kSignature = "(a, x, lo=0, hi=None, *, key=None)";
constexpr NativeMethod kFunctions[] = {
    {"bisect_right", bisect<true>, kSignature},
    {"bisect_left", bisect<false>, kSignature},
    {"insort_right", insort<true>, kSignature},
    {"insort_left", insort<false>, kSignature},
};

constexpr NativeModuleSpec kSpec{"_bisect", kFunctions};

}  // namespace

const NativeModuleSpec& bisect_module() { return kSpec; }

}  // namespace tauraro
