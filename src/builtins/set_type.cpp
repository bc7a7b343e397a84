// set and frozenset: their methods.
#include "builtins/arguments.h"
#include "object/int.h"
#include "object/iterators.h"
#include "object/set_algebra.h"

namespace tauraro {

namespace {

Set* set_of(const Args& args) { return args[0].as<Set>(); }
Result<Value> as_value(Result<Set*> set) { return Value::from_cell(TRY(set)); }

// ---- making ----

constexpr std::uint64_t kEmptyMask = 7;

Result<Set*> new_set_instance(Vm& vm, Type* type) {
  Set* set = TRY(vm.new_instance<Set>(type));
  set->mask = kEmptyMask;
  return set;
}

Result<Value> set_new(Vm& vm, const Args& args) { return as_value(new_set_instance(vm, args[0].as<Type>())); }

Result<Value> set_init(Vm& vm, const Args& args) {
  TRY(refuse_keywords(vm, "set", args));
  TRY(check_count(vm, "set", args, 0, 1));
  set_clear(vm, set_of(args));
  if (args.rest_count == 1) TRY(set_update(vm, set_of(args), args.rest[0]));
  return Value::none();
}

Result<Value> frozenset_new(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  const bool exact = type == vm.type(TypeId::FrozenSet);
  if (exact || has_inherited(vm, type, TypeId::FrozenSet, Special::Init)) TRY(refuse_keywords(vm, "frozenset", args));
  TRY(check_count(vm, "frozenset", args, 0, 1));
  if (exact && args.rest_count == 1 && vm.is_exact(args.rest[0], TypeId::FrozenSet)) return args.rest[0];
  Set* set = TRY(new_set_instance(vm, type));
  if (args.rest_count == 1) TRY(set_update(vm, set, args.rest[0]));
  return Value::from_cell(set);
}

// ---- looking ----

Result<Value> set_repr(Vm& vm, const Args& args) {
  Set* set = set_of(args);
  const std::string name = type_name(vm, args[0]);
  if (set->count == 0) return make_str(vm, name + "()");
  if (repr_enter(vm, args[0])) return make_str(vm, name + "(...)");
  const auto items = [&]() -> Result<Value> {
    const List* list = TRY(list_from(vm, args[0]));
    return repr(vm, Value::from_cell(list));
  }();
  repr_leave(vm, args[0]);
  if (items.is_raised()) return Raised{};
  Str* text = items.value().as<Str>();
  const Value inner = TRY(str_slice(vm, text, 1, static_cast<std::int64_t>(text->length) - 1));
  const bool plain = vm.is_exact(args[0], TypeId::Set);
  StrBuilder builder(vm);
  if (!plain) {
    builder.append(name);
    builder.append(U'(');
  }
  builder.append(U'{');
  builder.append(inner.as<Str>());
  builder.append(U'}');
  if (!plain) builder.append(U')');
  return builder.finish();
}

Result<Value> set_len(Vm&, const Args& args) { return Value::from_int(static_cast<std::int64_t>(set_of(args)->count)); }
Result<Value> set_iter(Vm& vm, const Args& args) { return new_set_iterator(vm, set_of(args)); }

/// A set as a key stands for the frozenset of its items; not_found when `key` is no set or TypeError is not about hashing.
Result<Value> as_frozen_key(Vm& vm, Value key) {
  if (!key.is(kind::Set) || is_instance(vm, key, TypeId::FrozenSet) || !vm.catch_if(TypeId::TypeError)) return Raised{};
  Set* frozen = TRY(new_frozenset(vm));
  TRY(set_update(vm, frozen, key));
  return Value::from_cell(frozen);
}

template <Result<bool> (*operation)(Vm&, Set*, Value)>
Result<bool> with_key(Vm& vm, Set* set, Value key) {
  const Result<bool> result = operation(vm, set, key);
  if (!result.is_raised()) return result;
  return operation(vm, set, TRY(as_frozen_key(vm, key)));
}

Result<Value> set_contains_method(Vm& vm, const Args& args) {
  return Value::from_bool(TRY(with_key<set_contains>(vm, set_of(args), args[1])));
}

Result<Value> frozenset_hash_method(Vm& vm, const Args& args) {
  return new_int(vm, static_cast<std::int64_t>(frozenset_hash(set_of(args))));
}

Result<bool> same_items(Vm& vm, Set* left, Set* right) {
  if (left->count != right->count) return false;
  if (left->hash != 0 && right->hash != 0 && left->hash != right->hash) return false;
  return set_is_subset(vm, left, right);
}

template <CompareOp op>
Result<Value> set_compare(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Set)) return Value::not_implemented();
  Set* left = set_of(args);
  Set* right = args[1].as<Set>();
  bool result = false;
  switch (op) {
    case CompareOp::Eq: result = TRY(same_items(vm, left, right)); break;
    case CompareOp::Ne: result = !TRY(same_items(vm, left, right)); break;
    case CompareOp::Le: result = TRY(set_is_subset(vm, left, right)); break;
    case CompareOp::Ge: result = TRY(set_is_subset(vm, right, left)); break;
    case CompareOp::Lt: result = left->count < right->count && TRY(set_is_subset(vm, left, right)); break;
    case CompareOp::Gt: result = left->count > right->count && TRY(set_is_subset(vm, right, left)); break;
  }
  return Value::from_bool(result);
}

// ---- changing ----

Result<Value> set_add_method(Vm& vm, const Args& args) {
  TRY(set_add(vm, set_of(args), args[1]));
  return Value::none();
}

Result<Value> set_discard_method(Vm& vm, const Args& args) {
  TRY(with_key<set_discard>(vm, set_of(args), args[1]));
  return Value::none();
}

Result<Value> set_remove(Vm& vm, const Args& args) {
  if (TRY(with_key<set_discard>(vm, set_of(args), args[1]))) return Value::none();
  return vm.raise_key_error(args[1]);
}

Result<Value> set_pop_method(Vm& vm, const Args& args) {
  const Value key = set_pop(set_of(args));
  if (key.is_not_found()) return vm.raise(TypeId::KeyError, "pop from an empty set");
  return key;
}

Result<Value> set_clear_method(Vm& vm, const Args& args) {
  set_clear(vm, set_of(args));
  return Value::none();
}

Result<Value> set_update_method(Vm& vm, const Args& args) {
  for (const Value other : args.rest_span()) TRY(set_update(vm, set_of(args), other));
  return Value::none();
}

Result<Value> set_difference_update_method(Vm& vm, const Args& args) {
  for (const Value other : args.rest_span()) TRY(set_difference_update(vm, set_of(args), other));
  return Value::none();
}

Result<Value> set_symmetric_difference_update_method(Vm& vm, const Args& args) {
  TRY(set_symmetric_difference_update(vm, set_of(args), args[1]));
  return Value::none();
}

// ---- combining ----

Result<Value> set_copy_method(Vm& vm, const Args& args) {
  if (vm.is_exact(args[0], TypeId::FrozenSet)) return args[0];
  return as_value(set_copy(vm, set_of(args)));
}

Result<Value> set_union_method(Vm& vm, const Args& args) {
  Set* result = TRY(set_copy(vm, set_of(args)));
  for (const Value other : args.rest_span())
    if (!(other == args[0])) TRY(set_update(vm, result, other));
  return Value::from_cell(result);
}

Result<Set*> intersection_of_all(Vm& vm, const Args& args) {
  if (args.rest_count == 0) return set_copy(vm, set_of(args));
  Set* result = set_of(args);
  for (const Value other : args.rest_span()) result = TRY(set_intersection(vm, result, other));
  return result;
}
Result<Value> set_intersection_method(Vm& vm, const Args& args) { return as_value(intersection_of_all(vm, args)); }
Result<Value> set_intersection_update_method(Vm& vm, const Args& args) {
  Set* result = TRY(intersection_of_all(vm, args));
  set_swap_items(vm, set_of(args), result);
  return Value::none();
}

Result<Value> set_difference_method(Vm& vm, const Args& args) {
  if (args.rest_count == 0) return as_value(set_copy(vm, set_of(args)));
  Set* result = TRY(set_difference(vm, set_of(args), args.rest[0]));
  for (const Value other : args.rest_span().subspan(1)) TRY(set_difference_update(vm, result, other));
  return Value::from_cell(result);
}

Result<Value> set_symmetric_difference_method(Vm& vm, const Args& args) {
  return as_value(set_symmetric_difference(vm, set_of(args), args[1]));
}

/// Any iterable as a set, for the methods that compare.
Result<Set*> as_set(Vm& vm, Value items) {
  if (items.is(kind::Set)) return items.as<Set>();
  Set* set = TRY(new_set(vm));
  TRY(set_update(vm, set, items));
  return set;
}

Result<Value> set_issubset(Vm& vm, const Args& args) {
  return Value::from_bool(TRY(set_is_subset(vm, set_of(args), TRY(as_set(vm, args[1])))));
}

Result<Value> set_issuperset(Vm& vm, const Args& args) {
  if (args[1].is(kind::Set)) return Value::from_bool(TRY(set_is_subset(vm, args[1].as<Set>(), set_of(args))));
  bool all = true;
  TRY(for_each(vm, args[1], [&](Value item) -> Result<bool> {
    all = TRY(set_contains(vm, set_of(args), item));
    return all;
  }));
  return Value::from_bool(all);
}

Result<Value> set_isdisjoint(Vm& vm, const Args& args) {
  return Value::from_bool(TRY(set_is_disjoint(vm, set_of(args), args[1])));
}

// ---- operators: both sides must be sets ----

template <Result<Set*> (*operation)(Vm&, Set*, Value)>
Result<Value> set_operator(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Set)) return Value::not_implemented();
  return as_value(operation(vm, set_of(args), args[1]));
}
template <Result<Set*> (*operation)(Vm&, Set*, Value)>
Result<Value> set_reflected(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Set)) return Value::not_implemented();
  return as_value(operation(vm, args[1].as<Set>(), args[0]));
}
template <Result<void> (*operation)(Vm&, Set*, Value)>
Result<Value> set_inplace(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Set)) return Value::not_implemented();
  TRY(operation(vm, set_of(args), args[1]));
  return args[0];
}
Result<void> set_intersection_update(Vm& vm, Set* set, Value other) {
  Set* result = TRY(set_intersection(vm, set, other));
  set_swap_items(vm, set, result);
  return {};
}

// ---- copying by other means ----

Result<Value> set_reduce(Vm& vm, const Args& args) {
  const Value items = Value::from_cell(TRY(list_from(vm, args[0])));
  const Value state = TRY(vm.call_method(args[0], "__getstate__", {}));
  return make_tuple(vm, {Value::from_cell(vm.type_of(args[0])), TRY(make_tuple(vm, {items})), state});
}

Result<Value> set_sizeof(Vm&, const Args& args) {
  const Set* set = set_of(args);
  return Value::from_int(static_cast<std::int64_t>(200 + (set->table && set->mask > kEmptyMask ? (set->mask + 1) * sizeof(SetEntry) : 0)));
}

#define TAURARO_COMMON_SET_METHODS                                                                      \
  {"__repr__", set_repr, "($self, /)"}, {"__len__", set_len, "($self, /)"},                             \
      {"__iter__", set_iter, "($self, /)"}, {"__contains__", set_contains_method, "($self, key, /)"},   \
      {"__lt__", set_compare<CompareOp::Lt>, "($self, value, /)"},                                      \
      {"__le__", set_compare<CompareOp::Le>, "($self, value, /)"},                                      \
      {"__eq__", set_compare<CompareOp::Eq>, "($self, value, /)"},                                      \
      {"__ne__", set_compare<CompareOp::Ne>, "($self, value, /)"},                                      \
      {"__gt__", set_compare<CompareOp::Gt>, "($self, value, /)"},                                      \
      {"__ge__", set_compare<CompareOp::Ge>, "($self, value, /)"},                                      \
      {"__and__", set_operator<set_intersection>, "($self, value, /)"},                                 \
      {"__rand__", set_reflected<set_intersection>, "($self, value, /)"},                               \
      {"__or__", set_operator<set_union>, "($self, value, /)"},                                         \
      {"__ror__", set_reflected<set_union>, "($self, value, /)"},                                       \
      {"__sub__", set_operator<set_difference>, "($self, value, /)"},                                   \
      {"__rsub__", set_reflected<set_difference>, "($self, value, /)"},                                 \
      {"__xor__", set_operator<set_symmetric_difference>, "($self, value, /)"},                         \
      {"__rxor__", set_reflected<set_symmetric_difference>, "($self, value, /)"},                       \
      {"__reduce__", set_reduce, "($self, /)"}, {"__sizeof__", set_sizeof, "($self, /)"},               \
      {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},                  \
      {"copy", set_copy_method, "($self, /)"}, {"union", set_union_method, "($self, /, *others)"},      \
      {"intersection", set_intersection_method, "($self, /, *others)"},                                 \
      {"difference", set_difference_method, "($self, /, *others)"},                                     \
      {"symmetric_difference", set_symmetric_difference_method, "($self, other, /)"},                   \
      {"issubset", set_issubset, "($self, other, /)"}, {"issuperset", set_issuperset, "($self, other, /)"}, \
      {"isdisjoint", set_isdisjoint, "($self, other, /)"}

constexpr NativeMethod kSetMethods[] = {
    {"__new__", set_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", set_init, "($self, /, *args, **kwargs)"},
    TAURARO_COMMON_SET_METHODS,
    {"__iand__", set_inplace<set_intersection_update>, "($self, value, /)"},
    {"__ior__", set_inplace<set_update>, "($self, value, /)"},
    {"__isub__", set_inplace<set_difference_update>, "($self, value, /)"},
    {"__ixor__", set_inplace<set_symmetric_difference_update>, "($self, value, /)"},
    {"add", set_add_method, "($self, object, /)"},
    {"discard", set_discard_method, "($self, object, /)"},
    {"remove", set_remove, "($self, object, /)"},
    {"pop", set_pop_method, "($self, /)"},
    {"clear", set_clear_method, "($self, /)"},
    {"update", set_update_method, "($self, /, *others)"},
    {"intersection_update", set_intersection_update_method, "($self, /, *others)"},
    {"difference_update", set_difference_update_method, "($self, /, *others)"},
    {"symmetric_difference_update", set_symmetric_difference_update_method, "($self, other, /)"},
};

constexpr NativeMethod kFrozenSetMethods[] = {
    {"__new__", frozenset_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__hash__", frozenset_hash_method, "($self, /)"},
    TAURARO_COMMON_SET_METHODS,
};
#undef TAURARO_COMMON_SET_METHODS

}  // namespace

void define_set_type(Vm& vm) {
  vm.define_methods(TypeId::Set, kSetMethods);
  vm.define_methods(TypeId::FrozenSet, kFrozenSetMethods);
  set_unhashable(vm, TypeId::Set);
}

}  // namespace tauraro
