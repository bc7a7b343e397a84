// dict_keys, dict_values, dict_items: their methods.
#include "object/dict_views.h"

#include <utility>

#include "builtins/arguments.h"
#include "object/set_algebra.h"

namespace tauraro {

namespace {

Dict* dict_of_view(Value view) { return view.as<NativeObject>()->values[0].as<Dict>(); }
bool is_keys(Vm& vm, Value value) { return vm.is_exact(value, TypeId::DictKeys) || is_instance(vm, value, TypeId::DictKeys); }
bool is_items(Vm& vm, Value value) { return vm.is_exact(value, TypeId::DictItems) || is_instance(vm, value, TypeId::DictItems); }
bool is_set_view(Vm& vm, Value value) { return is_keys(vm, value) || is_items(vm, value); }
DictPart part_of(Vm& vm, Value view) {
  if (is_keys(vm, view)) return DictPart::Keys;
  return is_items(vm, view) ? DictPart::Items : DictPart::Values;
}

Result<Value> view_repr(Vm& vm, const Args& args) {
  if (repr_enter(vm, args[0])) return make_str(vm, "...");
  const auto text = [&]() -> Result<Value> {
    const List* items = TRY(list_from(vm, args[0]));
    return repr(vm, Value::from_cell(items));
  }();
  repr_leave(vm, args[0]);
  if (text.is_raised()) return Raised{};
  return make_str(vm, concat(type_name(vm, args[0]), "(", to_utf8(vm, text.value().as<Str>()), ")"));
}

Result<Value> view_len(Vm&, const Args& args) {
  return Value::from_int(static_cast<std::int64_t>(dict_of_view(args[0])->count));
}
Result<Value> view_iter(Vm& vm, const Args& args) {
  return new_dict_iterator(vm, dict_of_view(args[0]), part_of(vm, args[0]));
}
Result<Value> view_reversed(Vm& vm, const Args& args) {
  return new_dict_reverse_iterator(vm, dict_of_view(args[0]), part_of(vm, args[0]));
}

Result<bool> view_has(Vm& vm, Value view, Value item) {
  if (is_keys(vm, view)) return !TRY(dict_get(vm, dict_of_view(view), item)).is_not_found();
  if (!item.is(kind::Tuple) || item.as<Tuple>()->length != 2) return false;
  const Value value = TRY(dict_get(vm, dict_of_view(view), item.as<Tuple>()->items[0]));
  if (value.is_not_found()) return false;
  return equals(vm, value, item.as<Tuple>()->items[1]);
}
Result<Value> view_contains(Vm& vm, const Args& args) { return Value::from_bool(TRY(view_has(vm, args[0], args[1]))); }

/// Whether `container` has all items of `items`.
Result<bool> has_all(Vm& vm, Value items, Value container) {
  bool all = true;
  TRY(for_each(vm, items, [&](Value item) -> Result<bool> {
    all = TRY(contains(vm, container, item));
    return all;
  }));
  return all;
}

template <CompareOp op>
Result<Value> view_compare(Vm& vm, const Args& args) {
  const Value self = args[0], other = args[1];
  if (!other.is(kind::Set) && !is_set_view(vm, other)) return Value::not_implemented();
  const std::int64_t mine = TRY(length(vm, self)), theirs = TRY(length(vm, other));
  bool result = false;
  switch (op) {
    case CompareOp::Eq: result = mine == theirs && TRY(has_all(vm, self, other)); break;
    case CompareOp::Ne: result = !(mine == theirs && TRY(has_all(vm, self, other))); break;
    case CompareOp::Lt: result = mine < theirs && TRY(has_all(vm, self, other)); break;
    case CompareOp::Le: result = mine <= theirs && TRY(has_all(vm, self, other)); break;
    case CompareOp::Gt: result = mine > theirs && TRY(has_all(vm, other, self)); break;
    case CompareOp::Ge: result = mine >= theirs && TRY(has_all(vm, other, self)); break;
  }
  return Value::from_bool(result);
}

/// A set of a view's items, or of any iterable's.
Result<Set*> to_set(Vm& vm, Value items) {
  Set* set = TRY(new_set(vm));
  const bool keys_of_dict = is_keys(vm, items) && vm.is_exact(Value::from_cell(dict_of_view(items)), TypeId::Dict);
  TRY(set_update(vm, set, keys_of_dict ? Value::from_cell(dict_of_view(items)) : items));
  return set;
}

Result<Value> subtract(Vm& vm, Value left, Value right) {
  Set* set = TRY(to_set(vm, left));
  TRY(set_difference_update(vm, set, right));
  return Value::from_cell(set);
}
Result<Value> unite(Vm& vm, Value left, Value right) {
  Set* set = TRY(to_set(vm, left));
  TRY(set_update(vm, set, right));
  return Value::from_cell(set);
}

Result<Value> intersect(Vm& vm, Value self, Value other) {
  if (!is_set_view(vm, self)) std::swap(self, other);
  const auto mine = static_cast<std::int64_t>(dict_of_view(self)->count);
  if (vm.is_exact(other, TypeId::Set) && mine <= TRY(length(vm, other)))
    return Value::from_cell(TRY(set_intersection(vm, other.as<Set>(), self)));
  if (is_set_view(vm, other) && static_cast<std::int64_t>(dict_of_view(other)->count) > mine) std::swap(self, other);
  Set* result = TRY(new_set(vm));
  TRY(for_each(vm, other, [&](Value item) -> Result<bool> {
    if (TRY(view_has(vm, self, item))) TRY(set_add(vm, result, item));
    return true;
  }));
  return Value::from_cell(result);
}

/// Items of two dicts that are not in both; values are compared, not hashed.
Result<Value> differing_items(Vm& vm, Dict* first, Dict* second) {
  if (first->count > second->count) std::swap(first, second);
  Dict* rest = TRY(dict_copy(vm, first));
  Set* result = TRY(new_set(vm));
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(second, &position, &key, &value)) {
    const std::uint64_t hash = second->entries->rows[position - 1].hash;
    const Value mine = TRY(dict_get_hashed(vm, rest, key, hash));
    if (!mine.is_not_found() && TRY(equals(vm, mine, value))) TRY(dict_pop_hashed(vm, rest, key, hash));
    else TRY(set_add(vm, result, TRY(make_pair(vm, key, value))));
  }
  TRY(set_update(vm, result, TRY(new_dict_view(vm, rest, DictPart::Items))));
  return Value::from_cell(result);
}

Result<Value> exclude(Vm& vm, Value left, Value right) {
  if (is_items(vm, left) && is_items(vm, right)) return differing_items(vm, dict_of_view(left), dict_of_view(right));
  Set* set = TRY(to_set(vm, left));
  TRY(set_symmetric_difference_update(vm, set, right));
  return Value::from_cell(set);
}

template <Result<Value> (*operation)(Vm&, Value, Value)>
Result<Value> view_operator(Vm& vm, const Args& args) {
  return operation(vm, args[0], args[1]);
}
template <Result<Value> (*operation)(Vm&, Value, Value)>
Result<Value> view_reflected(Vm& vm, const Args& args) {
  return operation(vm, args[1], args[0]);
}

Result<Value> view_isdisjoint(Vm& vm, const Args& args) {
  Value self = args[0], other = args[1];
  if (self == other) return Value::from_bool(dict_of_view(self)->count == 0);
  if ((other.is(kind::Set) || is_set_view(vm, other)) && TRY(length(vm, other)) > TRY(length(vm, self)))
    std::swap(self, other);
  bool disjoint = true;
  TRY(for_each(vm, other, [&](Value item) -> Result<bool> {
    disjoint = !TRY(contains(vm, self, item));
    return disjoint;
  }));
  return Value::from_bool(disjoint);
}

constexpr NativeMethod kSetViewMethods[] = {
    {"__repr__", view_repr, "($self, /)"},
    {"__len__", view_len, "($self, /)"},
    {"__iter__", view_iter, "($self, /)"},
    {"__reversed__", view_reversed, "($self, /)"},
    {"__contains__", view_contains, "($self, key, /)"},
    {"__lt__", view_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", view_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", view_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", view_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", view_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", view_compare<CompareOp::Ge>, "($self, value, /)"},
    {"__sub__", view_operator<subtract>, "($self, value, /)"},
    {"__rsub__", view_reflected<subtract>, "($self, value, /)"},
    {"__and__", view_operator<intersect>, "($self, value, /)"},
    {"__rand__", view_reflected<intersect>, "($self, value, /)"},
    {"__or__", view_operator<unite>, "($self, value, /)"},
    {"__ror__", view_reflected<unite>, "($self, value, /)"},
    {"__xor__", view_operator<exclude>, "($self, value, /)"},
    {"__rxor__", view_reflected<exclude>, "($self, value, /)"},
    {"isdisjoint", view_isdisjoint, "($self, other, /)"},
};

constexpr NativeMethod kValuesMethods[] = {
    {"__repr__", view_repr, "($self, /)"},
    {"__len__", view_len, "($self, /)"},
    {"__iter__", view_iter, "($self, /)"},
    {"__reversed__", view_reversed, "($self, /)"},
};

constexpr NativeGetSet kGetSets[] = {
    {"mapping", [](Vm& vm, Value self) { return new_mapping_proxy(vm, self.as<NativeObject>()->values[0]); }},
};

}  // namespace

void define_dict_views_type(Vm& vm) {
  vm.define_methods(TypeId::DictKeys, kSetViewMethods, kGetSets);
  vm.define_methods(TypeId::DictItems, kSetViewMethods, kGetSets);
  vm.define_methods(TypeId::DictValues, kValuesMethods, kGetSets);
  set_unhashable(vm, TypeId::DictKeys);
  set_unhashable(vm, TypeId::DictItems);
}

}  // namespace tauraro
