// slice: its methods.
#include "builtins/slice_type.h"

#include "builtins/arguments.h"
#include "object/int.h"

namespace tauraro {

namespace {

constexpr Value kZero = Value::from_int(0);
constexpr Value kOne = Value::from_int(1);

Slice* slice_of(const Args& args) { return args[0].as<Slice>(); }

Result<Value> bound_of(Vm& vm, Value value) {
  if (!is_index(vm, value))
    return vm.raise(TypeId::TypeError, "slice indices must be integers or None or have an __index__ method");
  return index_of(vm, value);
}

/// A start or stop: negative ones count from the end, then it is put between lower and upper.
Result<Value> clamped_bound(Vm& vm, Value value, Value length, Value lower, Value upper) {
  Value bound = TRY(bound_of(vm, value));
  if (int_compare(bound, kZero) >= 0) return int_compare(bound, upper) > 0 ? upper : bound;
  bound = TRY(int_add(vm, bound, length));
  return int_compare(bound, lower) < 0 ? lower : bound;
}

Result<Value> slice_new_method(Vm& vm, const Args& args) {
  TRY(refuse_keywords(vm, "slice", args));
  TRY(check_count(vm, "slice", args, 1, 3));
  if (args.rest_count == 1) return new_slice(vm, Value::none(), args.rest[0], Value::none());
  return new_slice(vm, args.rest[0], args.rest[1], args.rest_count == 3 ? args.rest[2] : Value::none());
}

Result<Value> slice_repr(Vm& vm, const Args& args) {
  const Slice* slice = slice_of(args);
  StrBuilder text(vm);
  text.append("slice(");
  text.append(TRY(repr(vm, slice->start)).as<Str>());
  text.append(", ");
  text.append(TRY(repr(vm, slice->stop)).as<Str>());
  text.append(", ");
  text.append(TRY(repr(vm, slice->step)).as<Str>());
  text.append(U')');
  return text.finish();
}

template <CompareOp op>
Result<Value> slice_compare(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Slice)) return Value::not_implemented();
  if (args[0] == args[1]) return Value::from_bool(op == CompareOp::Eq || op == CompareOp::Le || op == CompareOp::Ge);
  const Slice* left = slice_of(args);
  const Slice* right = args[1].as<Slice>();
  const Value a[] = {left->start, left->stop, left->step};
  const Value b[] = {right->start, right->stop, right->step};
  return compare_sequences(vm, op, std::span<const Value>(a), std::span<const Value>(b));
}

Result<Value> slice_indices_method(Vm& vm, const Args& args) {
  const Value length = TRY(index_of(vm, args[1]));
  if (int_compare(length, kZero) < 0) return vm.raise(TypeId::ValueError, "length should not be negative");
  const SliceIndices indices = TRY(slice_indices(vm, slice_of(args), length));
  return make_tuple(vm, {indices.start, indices.stop, indices.step});
}

Result<Value> slice_reduce(Vm& vm, const Args& args) {
  const Slice* slice = slice_of(args);
  const Value fields = TRY(make_tuple(vm, {slice->start, slice->stop, slice->step}));
  return make_pair(vm, Value::from_cell(vm.type(TypeId::Slice)), fields);
}

constexpr NativeMethod kMethods[] = {
    {"__new__", slice_new_method, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", slice_repr, "($self, /)"},
    {"__lt__", slice_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", slice_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", slice_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", slice_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", slice_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", slice_compare<CompareOp::Ge>, "($self, value, /)"},
    {"indices", slice_indices_method, "($self, object, /)"},
    {"__reduce__", slice_reduce, "($self, /)"},
};

constexpr NativeGetSet kGetSets[] = {
    {"start", [](Vm&, Value self) -> Result<Value> { return self.as<Slice>()->start; }},
    {"stop", [](Vm&, Value self) -> Result<Value> { return self.as<Slice>()->stop; }},
    {"step", [](Vm&, Value self) -> Result<Value> { return self.as<Slice>()->step; }},
};

}  // namespace

Result<SliceIndices> slice_indices(Vm& vm, Slice* slice, Value length) {
  SliceIndices indices{kZero, kZero, kOne};
  if (!slice->step.is_none()) indices.step = TRY(bound_of(vm, slice->step));
  const int direction = int_compare(indices.step, kZero);
  if (direction == 0) return vm.raise(TypeId::ValueError, "slice step cannot be zero");
  const bool backwards = direction < 0;
  const Value lower = backwards ? Value::from_int(-1) : kZero;
  const Value upper = backwards ? TRY(int_sub(vm, length, kOne)) : length;
  indices.start = slice->start.is_none() ? (backwards ? upper : lower)
                                         : TRY(clamped_bound(vm, slice->start, length, lower, upper));
  indices.stop = slice->stop.is_none() ? (backwards ? lower : upper)
                                       : TRY(clamped_bound(vm, slice->stop, length, lower, upper));
  return indices;
}

void define_slice_type(Vm& vm) {
  vm.define_methods(TypeId::Slice, kMethods, kGetSets);
  set_unhashable(vm, TypeId::Slice);
}

}  // namespace tauraro
