// collections.defaultdict.
#include "modules/collections/collections.h"
#include "object/function.h"

namespace tauraro::collections {

namespace {

DefaultDict* self_of(const Args& args) { return static_cast<DefaultDict*>(args[0].as<Dict>()); }
Value factory_of(const DefaultDict* dict) { return dict->factory.is_empty() ? Value::none() : dict->factory; }

Result<Value> default_dict_init(Vm& vm, const Args& args) {
  Value factory = Value::none();
  Args rest = args;
  if (args.rest_count > 0) {
    factory = args.rest[0];
    if (!factory.is_none() && !is_callable(vm, factory)) return vm.raise(TypeId::TypeError, "first argument must be callable or None");
    ++rest.rest;
    --rest.rest_count;
  }
  self_of(args)->factory = factory;
  vm.barrier(self_of(args));
  const Value dict_init = vm.type(TypeId::Dict)->special(Special::Init);
  return dict_init.as<NativeFunction>()->definition->call(vm, rest);
}

Result<Value> default_dict_missing(Vm& vm, const Args& args) {
  const Value factory = factory_of(self_of(args));
  if (factory.is_none()) return vm.raise_key_error(args[1]);
  const Value value = TRY(vm.call(factory, {}));
  TRY(set_item(vm, args[0], args[1], value));
  return value;
}

Result<Value> default_dict_copy(Vm& vm, const Args& args) {
  return vm.call(Value::from_cell(vm.type_of(args[0])), {factory_of(self_of(args)), args[0]});
}

Result<Value> default_dict_reduce(Vm& vm, const Args& args) {
  const Value factory = factory_of(self_of(args));
  const Value arguments = factory.is_none() ? Value::from_cell(empty_tuple(vm)) : TRY(make_tuple(vm, {factory}));
  const Value items = TRY(vm.call_method(args[0], "items", {}));
  const Value iterator = TRY(get_iter(vm, items));
  return make_tuple(vm, {Value::from_cell(vm.type_of(args[0])), arguments, Value::none(), Value::none(), iterator});
}

Result<Value> factory_text(Vm& vm, Value factory) {
  if (repr_enter(vm, factory)) return make_str(vm, "...");
  const Result<Value> text = repr(vm, factory);
  repr_leave(vm, factory);
  return text;
}

Result<Value> default_dict_repr(Vm& vm, const Args& args) {
  const Value dict_repr = vm.type(TypeId::Dict)->special(Special::Repr);
  const Value items = TRY(vm.call(dict_repr, {args[0]}));
  const Value factory = TRY(factory_text(vm, factory_of(self_of(args))));
  StrBuilder text(vm);
  text.append(type_name(vm, args[0]));
  text.append(U'(');
  text.append(factory.as<Str>());
  text.append(", ");
  text.append(items.as<Str>());
  text.append(U')');
  return text.finish();
}

Result<Value> merged(Vm& vm, Value like, Value left, Value right) {
  const Value factory = factory_of(static_cast<DefaultDict*>(like.as<Dict>()));
  const Value made = TRY(vm.call(Value::from_cell(vm.type_of(like)), {factory, left}));
  TRY(dict_update(vm, made.as<Dict>(), right));
  return made;
}
Result<Value> default_dict_or(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Dict)) return Value::not_implemented();
  return merged(vm, args[0], args[0], args[1]);
}
Result<Value> default_dict_ror(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Dict)) return Value::not_implemented();
  return merged(vm, args[0], args[1], args[0]);
}

constexpr NativeMethod kMethods[] = {
    {"__init__", default_dict_init, "($self, /, *args, **kwargs)"},
    {"__missing__", default_dict_missing, "($self, key, /)"},
    {"__copy__", default_dict_copy, "($self, /)"},
    {"__reduce__", default_dict_reduce, "($self, /)"},
    {"__repr__", default_dict_repr, "($self, /)"},
    {"__or__", default_dict_or, "($self, value, /)"},
    {"__ror__", default_dict_ror, "($self, value, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
    {"copy", default_dict_copy, "($self, /)"},
};

constexpr NativeGetSet kGetSets[] = {
    {"default_factory", [](Vm&, Value self) -> Result<Value> { return factory_of(static_cast<DefaultDict*>(self.as<Dict>())); },
     [](Vm& vm, Value self, Value value) -> Result<void> {
       static_cast<DefaultDict*>(self.as<Dict>())->factory = value;
       vm.barrier(self.as_cell());
       return {};
     }},
};

}  // namespace

constexpr NativeTypeSpec kDefaultDict{"collections.defaultdict", kMethods, kGetSets};

}  // namespace tauraro::collections
