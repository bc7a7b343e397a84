// odict_keys, odict_values, odict_items and odict_iterator.
#include "builtins/iterator_methods.h"
#include "modules/collections/collections.h"
#include "object/dict_views.h"

namespace tauraro::collections {

namespace {

// ---- the iterator: source is the OrderedDict, index the row, limit its version ----

template <int part, bool reversed>
Result<Value> ordered_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  Dict* dict = self->source.as<Dict>();
  if (self->limit != static_cast<std::int64_t>(dict->version))
    return vm.raise(TypeId::RuntimeError, "OrderedDict mutated during iteration");
  auto position = static_cast<std::uint32_t>(self->index);
  Value key, value;
  if (!(reversed ? dict_previous(dict, &position, &key, &value) : dict_next(dict, &position, &key, &value))) {
    self->source = Value::empty();
    return Value::done();
  }
  self->index = position;
  if (part == kKeys) return key;
  const bool own_getitem = vm.type_of(self->source) != vm.native_type(kOrderedDict);
  if (own_getitem) value = TRY(get_item(vm, self->source, key));
  if (part == kValues) return value;
  return make_pair(vm, key, value);
}

Result<Value> iterator_reduce(Vm& vm, const Args& args) {
  const Iterator* self = args[0].as<Iterator>();
  Iterator* copy = TRY(vm.new_instance<Iterator>(vm.type_of(args[0])));
  copy->next = self->next;
  copy->source = self->source;
  copy->index = self->index;
  copy->limit = self->limit;
  const Value rest = Value::from_cell(TRY(list_from(vm, Value::from_cell(copy))));
  return make_pair(vm, TRY(builtin_named(vm, "iter")), TRY(make_tuple(vm, {rest})));
}

constexpr NativeMethod kIteratorMethods[] = {
    kIterMethod,
    kNextMethod,
    {"__reduce__", iterator_reduce, "($self, /)"},
};
constexpr NativeTypeSpec kIterator{"odict_iterator", kIteratorMethods};

// ---- the views ----

Value dict_of_view(const Args& args) { return args[0].as<NativeObject>()->values[0]; }

template <int part>
Result<Value> view_iter(Vm& vm, const Args& args) {
  return new_ordered_iterator(vm, dict_of_view(args), part, false);
}
template <int part>
Result<Value> view_reversed(Vm& vm, const Args& args) {
  return new_ordered_iterator(vm, dict_of_view(args), part, true);
}

template <int part>
constexpr NativeMethod kViewMethods[] = {
    {"__iter__", view_iter<part>, "($self, /)"},
    {"__reversed__", view_reversed<part>, "($self, /)"},
};
constexpr NativeTypeSpec kKeysView{"odict_keys", kViewMethods<kKeys>};
constexpr NativeTypeSpec kValuesView{"odict_values", kViewMethods<kValues>};
constexpr NativeTypeSpec kItemsView{"odict_items", kViewMethods<kItems>};

}  // namespace

Result<void> make_ordered_dict_views(Vm& vm) {
  TRY(ensure_native_type(vm, kIterator, kind::Iterator, sizeof(Iterator), TypeId::Object, kTypeUninstantiable));
  const auto view = [&](const NativeTypeSpec& spec, TypeId base) {
    return ensure_native_type(vm, spec, kind::NativeObject, native_object_size(1), base, kTypeUninstantiable);
  };
  TRY(view(kKeysView, TypeId::DictKeys));
  TRY(view(kValuesView, TypeId::DictValues));
  TRY(view(kItemsView, TypeId::DictItems));
  return {};
}

Result<Value> new_ordered_iterator(Vm& vm, Value dict, int part, bool reversed) {
  static constexpr Result<Value> (*kNext[3][2])(Vm&, Iterator*) = {
      {ordered_next<kKeys, false>, ordered_next<kKeys, true>},
      {ordered_next<kValues, false>, ordered_next<kValues, true>},
      {ordered_next<kItems, false>, ordered_next<kItems, true>},
  };
  Iterator* made = TRY(new_iterator_instance(vm, Value::from_cell(vm.native_type(kIterator)), kNext[part][reversed]));
  made->source = dict;
  made->index = reversed ? dict.as<Dict>()->used : 0;
  made->limit = dict.as<Dict>()->version;
  return Value::from_cell(made);
}

Result<Value> new_ordered_view(Vm& vm, Value dict, int part) {
  const NativeTypeSpec* specs[] = {&kKeysView, &kValuesView, &kItemsView};
  NativeObject* view = TRY(new_native_instance(vm, vm.native_type(*specs[part]), 1));
  view->values[0] = dict;
  return Value::from_cell(view);
}

}  // namespace tauraro::collections
