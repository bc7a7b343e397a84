// collections.OrderedDict. A dict keeps its order anyway; this adds moving items, comparison by order, and iteration that
// notices changes.
#include "modules/collections/collections.h"
#include "object/iterators.h"

namespace tauraro::collections {

namespace {

Dict* dict_of(const Args& args) { return args[0].as<Dict>(); }
bool is_ordered(Vm& vm, Value value) { return value.is(kind::Dict) && is_instance(vm, value, vm.native_type(kOrderedDict)); }
bool is_exact_ordered(Vm& vm, Value value) { return vm.type_of(value) == vm.native_type(kOrderedDict); }

/// Whether a subclass has its own version of a method.
bool overrides(Vm& vm, Value self, Special which) {
  return vm.type_of(self)->special(which) != vm.native_type(kOrderedDict)->special(which);
}

// ---- filling ----

Result<void> set_pairs(Vm& vm, Value self, Value pairs) {
  return for_each(vm, pairs, [&](Value pair) -> Result<bool> {
    const List* items = TRY(list_from(vm, pair));
    if (items->length < 2)
      return vm.raise_error(TypeId::ValueError, items->length == 0 ? "need more than 0 values to unpack" : "need more than 1 value to unpack");
    if (items->length > 2) return vm.raise(TypeId::ValueError, "too many values to unpack (expected 2)");
    TRY(set_item(vm, self, items->storage->items[0], items->storage->items[1]));
    return true;
  });
}

Result<void> update_with(Vm& vm, Value self, Value other) {
  if (!overrides(vm, self, Special::SetItem) && vm.is_exact(other, TypeId::Dict)) return dict_update(vm, self.as<Dict>(), other);
  if (vm.is_exact(other, TypeId::Dict)) return set_pairs(vm, self, TRY(vm.call_method(other, "items", {})));
  const Value keys = TRY(find_attr(vm, other, intern(vm, "keys")));
  if (!keys.is_not_found()) {
    const Value names = TRY(vm.call(keys, {}));
    return for_each(vm, names, [&](Value key) -> Result<bool> {
      TRY(set_item(vm, self, key, TRY(get_item(vm, other, key))));
      return true;
    });
  }
  const Value items = TRY(find_attr(vm, other, intern(vm, "items")));
  if (!items.is_not_found()) return set_pairs(vm, self, TRY(vm.call(items, {})));
  return set_pairs(vm, self, other);
}

Result<void> update_from(Vm& vm, const Args& args) {
  if (args.rest_count == 1) TRY(update_with(vm, args[0], args.rest[0]));
  if (args.keywords) TRY(update_with(vm, args[0], Value::from_cell(args.keywords)));
  return {};
}

Result<Value> ordered_init(Vm& vm, const Args& args) {
  if (args.rest_count > 1) return vm.raise_error(TypeId::TypeError, "expected at most 1 arguments, got ", args.rest_count);
  TRY(update_from(vm, args));
  return Value::none();
}
Result<Value> ordered_update(Vm& vm, const Args& args) {
  if (args.rest_count > 1)
    return vm.raise_error(TypeId::TypeError, "update() takes at most 1 positional argument (", args.rest_count, " given)");
  TRY(update_from(vm, args));
  return Value::none();
}

// ---- taking out ----

/// Removes an item and gives its value; through the methods of a subclass. not_found: no such key
Result<Value> take(Vm& vm, Value self, Value key) {
  const bool plain = !overrides(vm, self, Special::DelItem) && !overrides(vm, self, Special::GetItem) &&
                     !overrides(vm, self, Special::Contains);
  if (plain) return dict_pop(vm, self.as<Dict>(), key);
  if (!TRY(contains(vm, self, key))) return Value::not_found();
  const Value value = TRY(get_item(vm, self, key));
  TRY(delete_item(vm, self, key));
  return value;
}

Result<Value> ordered_pop(Vm& vm, const Args& args) {
  const Value value = TRY(take(vm, args[0], args[1]));
  if (!value.is_not_found()) return value;
  if (args.has(2)) return args[2];
  return vm.raise_key_error(args[1]);
}

Result<Value> ordered_popitem(Vm& vm, const Args& args) {
  const bool last = TRY(truth(vm, args[1]));
  Dict* dict = dict_of(args);
  Value key, value;
  std::uint32_t position = last ? dict->used : 0;
  if (!(last ? dict_previous(dict, &position, &key, &value) : dict_next(dict, &position, &key, &value)))
    return vm.raise(TypeId::KeyError, "dictionary is empty");
  if (last && is_exact_ordered(vm, args[0])) {
    dict_pop_last(vm, dict, &key, &value);
    return make_pair(vm, key, value);
  }
  value = TRY(take(vm, args[0], key));
  if (value.is_not_found()) return vm.raise_key_error(key);
  return make_pair(vm, key, value);
}

Result<Value> ordered_setdefault(Vm& vm, const Args& args) {
  if (is_exact_ordered(vm, args[0])) return dict_set_default(vm, dict_of(args), args[1], args[2]);
  if (TRY(contains(vm, args[0], args[1]))) return get_item(vm, args[0], args[1]);
  if (vm.type_of(args[0])->has(Special::Missing) && args[2].is_empty()) return vm.call_special(args[0], Special::Missing, {args[1]});
  TRY(set_item(vm, args[0], args[1], args[2]));
  return args[2];
}

Result<Value> ordered_move_to_end(Vm& vm, const Args& args) {
  const bool last = TRY(truth(vm, args[2]));
  if (!TRY(dict_move_to_end(vm, dict_of(args), args[1], last))) return vm.raise_key_error(args[1]);
  return Value::none();
}

Result<Value> ordered_clear(Vm& vm, const Args& args) {
  dict_clear(vm, dict_of(args));
  return Value::none();
}

// ---- copying ----

Result<Value> ordered_copy(Vm& vm, const Args& args) {
  const Value copy = TRY(vm.call(Value::from_cell(vm.type_of(args[0])), {}));
  if (is_exact_ordered(vm, args[0])) {
    TRY(dict_update(vm, copy.as<Dict>(), args[0]));
    return copy;
  }
  std::uint32_t position = 0;
  Value key, unused;
  while (dict_next(dict_of(args), &position, &key, &unused)) TRY(set_item(vm, copy, key, TRY(get_item(vm, args[0], key))));
  return copy;
}

Result<Value> ordered_fromkeys(Vm& vm, const Args& args) {
  const Value made = TRY(vm.call(args[0], {}));
  TRY(for_each(vm, args[1], [&](Value key) -> Result<bool> {
    TRY(set_item(vm, made, key, args[2]));
    return true;
  }));
  return made;
}

Result<Value> ordered_reduce(Vm& vm, const Args& args) {
  const Value state = TRY(vm.call_method(args[0], "__getstate__", {}));
  const Value items = TRY(vm.call_method(args[0], "items", {}));
  const Value iterator = TRY(get_iter(vm, items));
  return make_tuple(vm, {Value::from_cell(vm.type_of(args[0])), Value::from_cell(empty_tuple(vm)), state, Value::none(), iterator});
}

Result<Value> united(Vm& vm, Value like, Value left, Value right) {
  const Value made = TRY(vm.call(Value::from_cell(vm.type_of(like)), {left}));
  TRY(update_with(vm, made, right));
  return made;
}
Result<Value> ordered_or(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Dict)) return Value::not_implemented();
  return united(vm, args[0], args[0], args[1]);
}
Result<Value> ordered_ror(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Dict)) return Value::not_implemented();
  return united(vm, args[0], args[1], args[0]);
}
Result<Value> ordered_ior(Vm& vm, const Args& args) {
  TRY(update_with(vm, args[0], args[1]));
  return args[0];
}

// ---- looking ----

Result<bool> same_order(Vm& vm, Dict* left, Dict* right) {
  std::uint32_t i = 0, j = 0;
  Value a, b, unused;
  while (dict_next(left, &i, &a, &unused)) {
    if (!dict_next(right, &j, &b, &unused)) return false;
    if (!TRY(equals(vm, a, b))) return false;
  }
  return true;
}

Result<bool> ordered_equal(Vm& vm, Value left, Value right) {
  const Value dict_eq = vm.type(TypeId::Dict)->special(Special::Eq);
  if (!TRY(vm.call(dict_eq, {left, right})).is_true()) return false;
  return is_ordered(vm, right) ? same_order(vm, left.as<Dict>(), right.as<Dict>()) : true;
}
Result<Value> ordered_eq(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Dict)) return Value::not_implemented();
  return Value::from_bool(TRY(ordered_equal(vm, args[0], args[1])));
}
Result<Value> ordered_ne(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Dict)) return Value::not_implemented();
  return Value::from_bool(!TRY(ordered_equal(vm, args[0], args[1])));
}

Result<Value> ordered_repr(Vm& vm, const Args& args) {
  const std::string name = type_name(vm, args[0]);
  if (dict_of(args)->count == 0) return make_str(vm, name + "()");
  if (repr_enter(vm, args[0])) return make_str(vm, "...");
  const auto items = [&]() -> Result<Value> {
    const Value view = TRY(vm.call_method(args[0], "items", {}));
    const List* pairs = TRY(list_from(vm, view));
    return repr(vm, Value::from_cell(pairs));
  }();
  repr_leave(vm, args[0]);
  if (items.is_raised()) return Raised{};
  StrBuilder text(vm);
  text.append(name);
  text.append(U'(');
  text.append(items.value().as<Str>());
  text.append(U')');
  return text.finish();
}

Result<Value> ordered_iter(Vm& vm, const Args& args) { return new_ordered_iterator(vm, args[0], kKeys, false); }
Result<Value> ordered_reversed(Vm& vm, const Args& args) { return new_ordered_iterator(vm, args[0], kKeys, true); }
template <int part>
Result<Value> ordered_view(Vm& vm, const Args& args) {
  return new_ordered_view(vm, args[0], part);
}

constexpr NativeMethod kMethods[] = {
    {"__init__", ordered_init, "($self, /, *args, **kwargs)"},
    {"__repr__", ordered_repr, "($self, /)"},
    {"__eq__", ordered_eq, "($self, value, /)"},
    {"__ne__", ordered_ne, "($self, value, /)"},
    {"__iter__", ordered_iter, "($self, /)"},
    {"__reversed__", ordered_reversed, "($self, /)"},
    {"__or__", ordered_or, "($self, value, /)"},
    {"__ror__", ordered_ror, "($self, value, /)"},
    {"__ior__", ordered_ior, "($self, value, /)"},
    {"__reduce__", ordered_reduce, "($self, /)"},
    {"clear", ordered_clear, "($self, /)"},
    {"copy", ordered_copy, "($self, /)"},
    {"fromkeys", ordered_fromkeys, "($type, /, iterable, value=None)", NativeMethod::Class},
    {"items", ordered_view<kItems>, "($self, /)"},
    {"keys", ordered_view<kKeys>, "($self, /)"},
    {"values", ordered_view<kValues>, "($self, /)"},
    {"move_to_end", ordered_move_to_end, "($self, /, key, last=True)"},
    {"pop", ordered_pop, "($self, /, key, default=<unset>)"},
    {"popitem", ordered_popitem, "($self, /, last=True)"},
    {"setdefault", ordered_setdefault, "($self, /, key, default=None)"},
    {"update", ordered_update, "($self, /, *args, **kwargs)"},
};

}  // namespace

constexpr NativeTypeSpec kOrderedDict{"collections.OrderedDict", kMethods};

}  // namespace tauraro::collections
