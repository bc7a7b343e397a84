// dict: its methods.
#include "builtins/arguments.h"
#include "object/format_spec.h"
#include "object/dict_views.h"
#include "object/int.h"
#include "object/iterators.h"

namespace tauraro {

namespace {

Dict* dict_of(const Args& args) { return args[0].as<Dict>(); }

Result<Value> dict_new_method(Vm& vm, const Args& args) {
  Dict* dict = TRY(vm.new_instance<Dict>(args[0].as<Type>()));
  dict->only_str_keys = 1;
  return Value::from_cell(dict);
}

/// What dict(...) and dict.update(...) do with their arguments.
Result<Value> update_from(Vm& vm, const char* name, const Args& args) {
  TRY(check_count(vm, name, args, 0, 1));
  if (args.rest_count == 1) TRY(dict_update(vm, dict_of(args), args.rest[0]));
  if (args.keywords) TRY(dict_update(vm, dict_of(args), Value::from_cell(args.keywords)));
  return Value::none();
}
Result<Value> dict_init(Vm& vm, const Args& args) { return update_from(vm, "dict", args); }
Result<Value> dict_update_method(Vm& vm, const Args& args) { return update_from(vm, "update", args); }

Result<void> append_items(Vm& vm, StrBuilder& text, Dict* dict) {
  std::uint32_t position = 0;
  bool first = true;
  Value key, value;
  while (dict_next(dict, &position, &key, &value)) {
    if (!first) text.append(", ");
    first = false;
    TRY(append_repr_of(vm, text, key));
    text.append(": ");
    TRY(append_repr_of(vm, text, value));
  }
  return {};
}

Result<Value> dict_repr(Vm& vm, const Args& args) {
  if (dict_of(args)->count == 0) return make_str(vm, "{}");
  if (repr_enter(vm, args[0])) return make_str(vm, "{...}");
  StrBuilder text(vm);
  text.append(U'{');
  const Result<void> done = append_items(vm, text, dict_of(args));
  repr_leave(vm, args[0]);
  if (done.is_raised()) return Raised{};
  text.append(U'}');
  return text.finish();
}

Result<bool> same_items(Vm& vm, Dict* left, Dict* right) {
  if (left->count != right->count) return false;
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(left, &position, &key, &value)) {
    const std::uint32_t row = position - 1;
    const bool same_row = row < right->used && right->mode == static_cast<std::uint8_t>(DictMode::Plain) && right->entries->rows[row].key == key;
    const Value other = same_row ? right->entries->rows[row].value : TRY(dict_get_hashed(vm, right, key, left->entries->rows[row].hash));
    if (other.is_not_found() || !TRY(equals(vm, value, other))) return false;
  }
  return true;
}

Result<Value> dict_eq(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Dict)) return Value::not_implemented();
  return Value::from_bool(TRY(same_items(vm, dict_of(args), args[1].as<Dict>())));
}
Result<Value> dict_ne(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Dict)) return Value::not_implemented();
  return Value::from_bool(!TRY(same_items(vm, dict_of(args), args[1].as<Dict>())));
}
Result<Value> dict_not_ordered(Vm&, const Args&) { return Value::not_implemented(); }

Result<Value> dict_len(Vm&, const Args& args) { return Value::from_int(static_cast<std::int64_t>(dict_of(args)->count)); }

Result<Value> dict_contains(Vm& vm, const Args& args) {
  return Value::from_bool(!TRY(dict_get(vm, dict_of(args), args[1])).is_not_found());
}

Result<Value> dict_getitem(Vm& vm, const Args& args) {
  const Value value = TRY(dict_get(vm, dict_of(args), args[1]));
  if (!value.is_not_found()) return value;
  if (!vm.is_exact(args[0], TypeId::Dict) && vm.type_of(args[0])->has(Special::Missing))
    return vm.call_special(args[0], Special::Missing, {args[1]});
  return vm.raise_key_error(args[1]);
}

Result<Value> dict_setitem(Vm& vm, const Args& args) {
  TRY(dict_set(vm, dict_of(args), args[1], args[2]));
  return Value::none();
}

Result<Value> dict_delitem(Vm& vm, const Args& args) {
  if (!TRY(dict_delete(vm, dict_of(args), args[1]))) return vm.raise_key_error(args[1]);
  return Value::none();
}

Result<Value> dict_get_method(Vm& vm, const Args& args) {
  const Value value = TRY(dict_get(vm, dict_of(args), args[1]));
  return value.is_not_found() ? args[2] : value;
}

Result<Value> dict_setdefault(Vm& vm, const Args& args) { return dict_set_default(vm, dict_of(args), args[1], args[2]); }

Result<Value> dict_pop_method(Vm& vm, const Args& args) {
  if (dict_of(args)->count == 0) {  // the key need not be hashable then
    if (args.has(2)) return args[2];
    return vm.raise_key_error(args[1]);
  }
  const Value value = TRY(dict_pop(vm, dict_of(args), args[1]));
  if (!value.is_not_found()) return value;
  if (args.has(2)) return args[2];
  return vm.raise_key_error(args[1]);
}

Result<Value> dict_popitem(Vm& vm, const Args& args) {
  Value key, value;
  if (!dict_pop_last(vm, dict_of(args), &key, &value))
    return vm.raise(TypeId::KeyError, "popitem(): dictionary is empty");
  return make_pair(vm, key, value);
}

Result<Value> dict_keys(Vm& vm, const Args& args) { return new_dict_view(vm, dict_of(args), DictPart::Keys); }
Result<Value> dict_values(Vm& vm, const Args& args) { return new_dict_view(vm, dict_of(args), DictPart::Values); }
Result<Value> dict_items(Vm& vm, const Args& args) { return new_dict_view(vm, dict_of(args), DictPart::Items); }
Result<Value> dict_iter(Vm& vm, const Args& args) { return new_dict_iterator(vm, dict_of(args), DictPart::Keys); }
Result<Value> dict_reversed(Vm& vm, const Args& args) {
  return new_dict_reverse_iterator(vm, dict_of(args), DictPart::Keys);
}

Result<Value> dict_clear_method(Vm& vm, const Args& args) {
  dict_clear(vm, dict_of(args));
  return Value::none();
}

Result<Value> dict_copy_method(Vm& vm, const Args& args) { return Value::from_cell(TRY(dict_copy(vm, dict_of(args)))); }

Result<Value> dict_fromkeys(Vm& vm, const Args& args) {
  const Value made = TRY(vm.call(args[0], {}));
  Dict* exact = vm.is_exact(made, TypeId::Dict) ? made.as<Dict>() : nullptr;
  if (exact && vm.is_exact(args[1], TypeId::Dict)) {  // without calling __hash__ again
    std::uint32_t position = 0;
    Value key, value;
    while (dict_next(args[1].as<Dict>(), &position, &key, &value))
      TRY(dict_set_hashed(vm, exact, key, args[1].as<Dict>()->entries->rows[position - 1].hash, args[2]));
    return made;
  }
  if (exact && (vm.is_exact(args[1], TypeId::Set) || vm.is_exact(args[1], TypeId::FrozenSet))) {
    Set* set = args[1].as<Set>();
    std::uint64_t position = 0;
    Value key;
    while (set_next(set, &position, &key)) TRY(dict_set_hashed(vm, exact, key, set->table->slots[position - 1].hash, args[2]));
    return made;
  }
  TRY(for_each(vm, args[1], [&](Value key) -> Result<bool> {
    if (exact) TRY(dict_set(vm, exact, key, args[2]));
    else TRY(set_item(vm, made, key, args[2]));
    return true;
  }));
  return made;
}

Result<Value> dict_or(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Dict)) return Value::not_implemented();
  Dict* merged = TRY(dict_copy(vm, dict_of(args)));
  TRY(dict_update(vm, merged, args[1]));
  return Value::from_cell(merged);
}

Result<Value> dict_ror(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Dict)) return Value::not_implemented();
  Dict* merged = TRY(dict_copy(vm, args[1].as<Dict>()));
  TRY(dict_update(vm, merged, args[0]));
  return Value::from_cell(merged);
}

Result<Value> dict_ior(Vm& vm, const Args& args) {
  TRY(dict_update(vm, dict_of(args), args[1]));
  return args[0];
}

Result<Value> dict_sizeof(Vm&, const Args& args) {
  const Dict* dict = dict_of(args);
  std::uint64_t bytes = sizeof(Dict);
  if (dict->entries) bytes += sizeof(DictTable) + dict->entries->capacity * sizeof(DictEntry);
  if (dict->index) bytes += sizeof(Buffer) + dict->index->capacity;
  return Value::from_int(static_cast<std::int64_t>(bytes));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", dict_new_method, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", dict_init, "($self, /, *args, **kwargs)"},
    {"__repr__", dict_repr, "($self, /)"},
    {"__lt__", dict_not_ordered, "($self, value, /)"},
    {"__le__", dict_not_ordered, "($self, value, /)"},
    {"__eq__", dict_eq, "($self, value, /)"},
    {"__ne__", dict_ne, "($self, value, /)"},
    {"__gt__", dict_not_ordered, "($self, value, /)"},
    {"__ge__", dict_not_ordered, "($self, value, /)"},
    {"__len__", dict_len, "($self, /)"},
    {"__contains__", dict_contains, "($self, key, /)"},
    {"__getitem__", dict_getitem, "($self, key, /)"},
    {"__setitem__", dict_setitem, "($self, key, value, /)"},
    {"__delitem__", dict_delitem, "($self, key, /)"},
    {"__iter__", dict_iter, "($self, /)"},
    {"__reversed__", dict_reversed, "($self, /)"},
    {"__or__", dict_or, "($self, value, /)"},
    {"__ror__", dict_ror, "($self, value, /)"},
    {"__ior__", dict_ior, "($self, value, /)"},
    {"__sizeof__", dict_sizeof, "($self, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
    {"get", dict_get_method, "($self, key, default=None, /)"},
    {"setdefault", dict_setdefault, "($self, key, default=None, /)"},
    {"pop", dict_pop_method, "($self, key, default=<unset>, /)"},
    {"popitem", dict_popitem, "($self, /)"},
    {"keys", dict_keys, "($self, /)"},
    {"items", dict_items, "($self, /)"},
    {"values", dict_values, "($self, /)"},
    {"update", dict_update_method, "($self, /, *args, **kwargs)"},
    {"fromkeys", dict_fromkeys, "($type, iterable, value=None, /)", NativeMethod::Class},
    {"clear", dict_clear_method, "($self, /)"},
    {"copy", dict_copy_method, "($self, /)"},
};

}  // namespace

void define_dict_type(Vm& vm) {
  vm.define_methods(TypeId::Dict, kMethods);
  set_unhashable(vm, TypeId::Dict);
}

}  // namespace tauraro
