// tuple: its methods.
#include "builtins/arguments.h"
#include "object/format_spec.h"
#include "object/int.h"
#include "object/iterators.h"

#include <algorithm>

namespace tauraro {

namespace {

Tuple* tuple_of(const Args& args) { return args[0].as<Tuple>(); }
std::int64_t length_of(const Tuple* tuple) { return static_cast<std::int64_t>(tuple->length); }

Result<Value> tuple_new(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  const bool exact = type == vm.type(TypeId::Tuple);
  if (exact || has_inherited(vm, type, TypeId::Tuple, Special::Init)) TRY(refuse_keywords(vm, "tuple", args));
  TRY(check_count(vm, "tuple", args, 0, 1));
  Tuple* items = args.rest_count == 0 ? empty_tuple(vm) : TRY(tuple_from(vm, args.rest[0]));
  if (exact) return Value::from_cell(items);
  Tuple* made = TRY(vm.new_instance<Tuple>(type, items->length * sizeof(Value)));
  made->length = items->length;
  std::copy_n(items->items, items->length, made->items);
  return Value::from_cell(made);
}

Result<Value> tuple_repr(Vm& vm, const Args& args) {
  const Tuple* tuple = tuple_of(args);
  if (tuple->length == 0) return make_str(vm, "()");
  if (repr_enter(vm, args[0])) return make_str(vm, "(...)");
  StrBuilder text(vm);
  text.append(U'(');
  for (std::uint64_t i = 0; i < tuple->length; ++i) {
    if (i != 0) text.append(", ");
    if (append_repr_of(vm, text, tuple->items[i]).is_raised()) {
      repr_leave(vm, args[0]);
      return Raised{};
    }
  }
  repr_leave(vm, args[0]);
  text.append(tuple->length == 1 ? ",)" : ")");
  return text.finish();
}

Result<Value> tuple_hash(Vm& vm, const Args& args) {
  return new_int(vm, static_cast<std::int64_t>(TRY(hash_tuple(vm, tuple_of(args)->span()))));
}

template <CompareOp op>
Result<Value> tuple_compare(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Tuple)) return Value::not_implemented();
  const auto left = tuple_of(args)->span(), right = args[1].as<Tuple>()->span();
  const std::uint64_t common = std::min(left.size(), right.size());
  for (std::uint64_t i = 0; i < common; ++i) {
    if (left[i] == right[i] || TRY(equals(vm, left[i], right[i]))) continue;
    if (op == CompareOp::Eq) return Value::from_bool(false);
    if (op == CompareOp::Ne) return Value::from_bool(true);
    return compare(vm, op, left[i], right[i]);
  }
  return compare_sequences(vm, op, left.subspan(common), right.subspan(common));
}

Result<Value> tuple_len(Vm&, const Args& args) { return Value::from_int(length_of(tuple_of(args))); }

Result<Value> tuple_contains(Vm& vm, const Args& args) {
  for (const Value item : tuple_of(args)->span())
    if (TRY(equals(vm, item, args[1]))) return Value::from_bool(true);
  return Value::from_bool(false);
}

Result<Value> tuple_slice(Vm& vm, Value self, Slice* slice) {
  const Tuple* tuple = self.as<Tuple>();
  const SliceBounds bounds = TRY(slice_bounds(vm, slice, length_of(tuple)));
  if (bounds.step == 1 && bounds.count == length_of(tuple) && vm.is_exact(self, TypeId::Tuple)) return self;
  if (bounds.count == 0) return Value::from_cell(empty_tuple(vm));
  Tuple* part = TRY(new_tuple(vm, static_cast<std::uint64_t>(bounds.count)));
  for (std::int64_t i = 0; i < bounds.count; ++i) part->items[i] = tuple->items[bounds.start + i * bounds.step];
  return Value::from_cell(part);
}

Result<Value> tuple_getitem(Vm& vm, const Args& args) {
  const Tuple* tuple = tuple_of(args);
  if (args[1].is(kind::Slice)) return tuple_slice(vm, args[0], args[1].as<Slice>());
  if (!is_index(vm, args[1])) return raise_bad_index(vm, "tuple", args[1]);
  std::int64_t index = TRY(item_index(vm, args[1]));
  if (index < 0) index += length_of(tuple);
  if (index < 0 || index >= length_of(tuple)) return vm.raise(TypeId::IndexError, "tuple index out of range");
  return tuple->items[index];
}

Result<Value> tuple_add(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Tuple)) return Value::not_implemented();
  const auto left = tuple_of(args)->span(), right = args[1].as<Tuple>()->span();
  if (left.empty() && vm.is_exact(args[1], TypeId::Tuple)) return args[1];
  if (right.empty() && vm.is_exact(args[0], TypeId::Tuple)) return args[0];
  if (left.empty() && right.empty()) return Value::from_cell(empty_tuple(vm));
  Tuple* sum = TRY(new_tuple(vm, left.size() + right.size()));
  std::copy(left.begin(), left.end(), sum->items);
  std::copy(right.begin(), right.end(), sum->items + left.size());
  return Value::from_cell(sum);
}

Result<Value> tuple_mul(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1])) return Value::not_implemented();
  const auto items = tuple_of(args)->span();
  const std::int64_t count = TRY(index_to_size(vm, args[1]));
  if (items.empty() || count <= 0) {
    if (items.empty() && vm.is_exact(args[0], TypeId::Tuple)) return args[0];
    return Value::from_cell(empty_tuple(vm));
  }
  if (count == 1 && vm.is_exact(args[0], TypeId::Tuple)) return args[0];
  if (static_cast<std::uint64_t>(count) > (std::uint64_t{1} << 43) / items.size()) return vm.out_of_memory();
  Tuple* product = TRY(new_tuple(vm, items.size() * static_cast<std::uint64_t>(count)));
  for (std::int64_t i = 0; i < count; ++i) std::copy(items.begin(), items.end(), product->items + i * items.size());
  return Value::from_cell(product);
}

Result<Value> tuple_index(Vm& vm, const Args& args) {
  const Tuple* tuple = tuple_of(args);
  const std::int64_t start = TRY(search_bound(vm, args[2], length_of(tuple)));
  const std::int64_t stop = std::min(TRY(search_bound(vm, args[3], length_of(tuple))), length_of(tuple));
  for (std::int64_t i = start; i < stop; ++i)
    if (TRY(equals(vm, tuple->items[i], args[1]))) return Value::from_int(i);
  return vm.raise(TypeId::ValueError, "tuple.index(x): x not in tuple");
}

Result<Value> tuple_count(Vm& vm, const Args& args) {
  std::int64_t count = 0;
  for (const Value item : tuple_of(args)->span()) count += TRY(equals(vm, item, args[1]));
  return Value::from_int(count);
}

Result<Value> tuple_iter(Vm& vm, const Args& args) { return new_tuple_iterator(vm, args[0]); }

Result<Value> tuple_getnewargs(Vm& vm, const Args& args) {
  const Tuple* copy = TRY(new_tuple(vm, tuple_of(args)->span()));
  return make_tuple(vm, {Value::from_cell(copy)});
}

constexpr NativeMethod kMethods[] = {
    {"__new__", tuple_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", tuple_repr, "($self, /)"},
    {"__hash__", tuple_hash, "($self, /)"},
    {"__lt__", tuple_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", tuple_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", tuple_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", tuple_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", tuple_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", tuple_compare<CompareOp::Ge>, "($self, value, /)"},
    {"__len__", tuple_len, "($self, /)"},
    {"__contains__", tuple_contains, "($self, key, /)"},
    {"__getitem__", tuple_getitem, "($self, key, /)"},
    {"__iter__", tuple_iter, "($self, /)"},
    {"__add__", tuple_add, "($self, value, /)"},
    {"__mul__", tuple_mul, "($self, value, /)"},
    {"__rmul__", tuple_mul, "($self, value, /)"},
    {"__getnewargs__", tuple_getnewargs, "($self, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
    {"index", tuple_index, "($self, value, start=0, stop=9223372036854775807, /)"},
    {"count", tuple_count, "($self, value, /)"},
};

}  // namespace

void define_tuple_type(Vm& vm) { vm.define_methods(TypeId::Tuple, kMethods); }

}  // namespace tauraro
