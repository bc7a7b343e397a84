// range: its methods.
#include "builtins/arguments.h"
#include "builtins/slice_type.h"
#include "object/int.h"
#include "object/iterators.h"

namespace tauraro {

namespace {

constexpr Value kZero = Value::from_int(0);
constexpr Value kOne = Value::from_int(1);

Range* range_of(const Args& args) { return args[0].as<Range>(); }

Result<Value> range_new(Vm& vm, const Args& args) {
  TRY(refuse_keywords(vm, "range", args));
  TRY(check_count(vm, "range", args, 1, 3));
  if (args.rest_count == 1) return new_range(vm, kZero, TRY(index_of(vm, args.rest[0])), kOne);
  const Value start = TRY(index_of(vm, args.rest[0]));
  const Value stop = TRY(index_of(vm, args.rest[1]));
  const Value step = args.rest_count == 3 ? TRY(index_of(vm, args.rest[2])) : kOne;
  return new_range(vm, start, stop, step);
}

Result<Value> range_repr(Vm& vm, const Args& args) {
  const Range* range = range_of(args);
  StrBuilder text(vm);
  text.append("range(");
  text.append(TRY(repr(vm, range->start)).as<Str>());
  text.append(", ");
  text.append(TRY(repr(vm, range->stop)).as<Str>());
  if (!(range->step == kOne)) {
    text.append(", ");
    text.append(TRY(repr(vm, range->step)).as<Str>());
  }
  text.append(U')');
  return text.finish();
}

/// start + index * step
Result<Value> number_at(Vm& vm, const Range* range, Value index) {
  return int_add(vm, range->start, TRY(int_mul(vm, index, range->step)));
}

bool same_numbers(const Range* left, const Range* right) {
  if (int_compare(left->length, right->length) != 0) return false;
  if (left->length == kZero) return true;
  if (int_compare(left->start, right->start) != 0) return false;
  return left->length == kOne || int_compare(left->step, right->step) == 0;
}

Result<Value> range_eq(Vm&, const Args& args) {
  if (!args[1].is(kind::Range)) return Value::not_implemented();
  return Value::from_bool(same_numbers(range_of(args), args[1].as<Range>()));
}
Result<Value> range_ne(Vm&, const Args& args) {
  if (!args[1].is(kind::Range)) return Value::not_implemented();
  return Value::from_bool(!same_numbers(range_of(args), args[1].as<Range>()));
}
Result<Value> range_not_ordered(Vm&, const Args&) { return Value::not_implemented(); }

Result<Value> range_hash(Vm& vm, const Args& args) {
  const Range* range = range_of(args);
  const bool empty = range->length == kZero, single = range->length == kOne;
  const Value identity[] = {range->length, empty ? Value::none() : range->start,
                            empty || single ? Value::none() : range->step};
  return new_int(vm, static_cast<std::int64_t>(TRY(hash_tuple(vm, identity))));
}

Result<Value> range_len(Vm& vm, const Args& args) {
  std::int64_t length;
  if (!int_to_int64(range_of(args)->length, &length))
    return vm.raise(TypeId::OverflowError, "Python int too large to convert to C ssize_t");
  return range_of(args)->length;
}
Result<Value> range_bool(Vm&, const Args& args) { return Value::from_bool(!(range_of(args)->length == kZero)); }

bool is_exact_int(Vm& vm, Value value) { return value.is_int() || value.is_bool() || vm.is_exact(value, TypeId::Int); }

/// The position of a plain int, or not_found.
Result<Value> position_of(Vm& vm, const Range* range, Value number) {
  const bool ascending = int_compare(range->step, kZero) > 0;
  const bool inside = ascending ? int_compare(range->start, number) <= 0 && int_compare(number, range->stop) < 0
                                : int_compare(range->start, number) >= 0 && int_compare(number, range->stop) > 0;
  if (!inside) return Value::not_found();
  const Value distance = TRY(int_sub(vm, number, range->start));
  if (!(TRY(int_mod(vm, distance, range->step)) == kZero)) return Value::not_found();
  return int_floor_div(vm, distance, range->step);
}

/// The position of any object, by == when it is no int; not_found.
Result<Value> search(Vm& vm, Value self, Value wanted) {
  if (is_exact_int(vm, wanted)) return position_of(vm, self.as<Range>(), plain_int(wanted));
  Value position = kZero;
  bool found = false;
  TRY(for_each(vm, self, [&](Value number) -> Result<bool> {
    found = TRY(equals(vm, number, wanted));
    if (!found) position = TRY(int_add(vm, position, kOne));
    return !found;
  }));
  return found ? position : Value::not_found();
}

Result<Value> range_contains(Vm& vm, const Args& args) {
  return Value::from_bool(!TRY(search(vm, args[0], args[1])).is_not_found());
}

Result<Value> range_index(Vm& vm, const Args& args) {
  const Value position = TRY(search(vm, args[0], args[1]));
  if (!position.is_not_found()) return position;
  if (is_exact_int(vm, args[1])) return raise_with_repr(vm, TypeId::ValueError, "", args[1], " is not in range");
  return vm.raise(TypeId::ValueError, "sequence.index(x): x not in sequence");
}

Result<Value> range_count(Vm& vm, const Args& args) {
  if (is_exact_int(vm, args[1])) return Value::from_int(!TRY(search(vm, args[0], args[1])).is_not_found());
  std::int64_t count = 0;
  TRY(for_each(vm, args[0], [&](Value number) -> Result<bool> {
    count += TRY(equals(vm, number, args[1]));
    return true;
  }));
  return Value::from_int(count);
}

Result<Value> range_slice(Vm& vm, const Range* range, Slice* slice) {
  const SliceIndices indices = TRY(slice_indices(vm, slice, range->length));
  const Value start = TRY(number_at(vm, range, indices.start));
  const Value stop = TRY(number_at(vm, range, indices.stop));
  return new_range(vm, start, stop, TRY(int_mul(vm, range->step, indices.step)));
}

Result<Value> range_getitem(Vm& vm, const Args& args) {
  const Range* range = range_of(args);
  if (args[1].is(kind::Slice)) return range_slice(vm, range, args[1].as<Slice>());
  if (!is_index(vm, args[1])) return raise_bad_index(vm, "range", args[1]);
  Value index = TRY(index_of(vm, args[1]));
  if (int_compare(index, kZero) < 0) index = TRY(int_add(vm, index, range->length));
  if (int_compare(index, kZero) < 0 || int_compare(index, range->length) >= 0)
    return vm.raise(TypeId::IndexError, "range object index out of range");
  return number_at(vm, range, index);
}

Result<Value> range_iter(Vm& vm, const Args& args) { return new_range_iterator(vm, range_of(args)); }

Result<Value> range_reversed(Vm& vm, const Args& args) {
  const Range* range = range_of(args);
  const Value last = TRY(number_at(vm, range, TRY(int_sub(vm, range->length, kOne))));
  return new_range_iterator(vm, last, TRY(int_negative(vm, range->step)), range->length);
}

Result<Value> range_reduce(Vm& vm, const Args& args) {
  const Range* range = range_of(args);
  const Value fields = TRY(make_tuple(vm, {range->start, range->stop, range->step}));
  return make_pair(vm, Value::from_cell(vm.type(TypeId::Range)), fields);
}

constexpr NativeMethod kMethods[] = {
    {"__new__", range_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", range_repr, "($self, /)"},
    {"__hash__", range_hash, "($self, /)"},
    {"__eq__", range_eq, "($self, value, /)"},
    {"__ne__", range_ne, "($self, value, /)"},
    {"__lt__", range_not_ordered, "($self, value, /)"},
    {"__le__", range_not_ordered, "($self, value, /)"},
    {"__gt__", range_not_ordered, "($self, value, /)"},
    {"__ge__", range_not_ordered, "($self, value, /)"},
    {"__len__", range_len, "($self, /)"},
    {"__bool__", range_bool, "($self, /)"},
    {"__contains__", range_contains, "($self, key, /)"},
    {"__getitem__", range_getitem, "($self, key, /)"},
    {"__iter__", range_iter, "($self, /)"},
    {"__reversed__", range_reversed, "($self, /)"},
    {"__reduce__", range_reduce, "($self, /)"},
    {"count", range_count, "($self, object, /)"},
    {"index", range_index, "($self, object, /)"},
};

constexpr NativeGetSet kGetSets[] = {
    {"start", [](Vm&, Value self) -> Result<Value> { return self.as<Range>()->start; }},
    {"stop", [](Vm&, Value self) -> Result<Value> { return self.as<Range>()->stop; }},
    {"step", [](Vm&, Value self) -> Result<Value> { return self.as<Range>()->step; }},
};

}  // namespace

void define_range_type(Vm& vm) { vm.define_methods(TypeId::Range, kMethods, kGetSets); }

}  // namespace tauraro
