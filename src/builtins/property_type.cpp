// property.
#include "builtins/support.h"

namespace tauraro {
namespace {

Property* self_of(Value self) { return self.as<Property>(); }

Result<Value> property_new(Vm& vm, const Args& args) {
  Type* type = TRY(checked_new_type(vm, args[0], TypeId::Property));
  Property* property = TRY(vm.new_instance<Property>(type));
  property->getter = property->setter = property->deleter = property->doc = Value::none();
  return value_of(property);
}

/// The doc given, else the getter's. Instances of subclasses keep it as an attribute, for their class has a __doc__ of its own.
Result<void> set_doc(Vm& vm, Property* property, Value doc) {
  property->doc_is_getters = Value::from_bool(false);
  if (doc.is_none() && !property->getter.is_none()) {
    const Value of_getter = TRY(find_attr(vm, property->getter, "__doc__"));
    if (!of_getter.is_not_found()) {
      doc = of_getter;
      property->doc_is_getters = Value::from_bool(true);
    }
  }
  property->doc = doc;
  vm.barrier(property);
  if (!vm.is_exact(value_of(property), TypeId::Property) && property->doc_is_getters.is_true())
    TRY(set_attr(vm, value_of(property), "__doc__", doc));
  return {};
}

Result<Value> property_init(Vm& vm, const Args& args) {
  Property* property = self_of(args[0]);
  property->getter = args[1];
  property->setter = args[2];
  property->deleter = args[3];
  property->name = Value();
  vm.barrier(property);
  TRY(set_doc(vm, property, args[4]));
  return Value::none();
}

/// A property of the same type with one function replaced.
Result<Value> copy_with(Vm& vm, Property* old, Value getter, Value setter, Value deleter) {
  if (getter.is_empty() || getter.is_none()) getter = old->getter;
  if (setter.is_empty() || setter.is_none()) setter = old->setter;
  if (deleter.is_empty() || deleter.is_none()) deleter = old->deleter;
  const bool take_doc = old->doc_is_getters.is_true() && !getter.is_none();
  const Value made = TRY(vm.call(type_value_of(vm, value_of(old)), {getter, setter, deleter, take_doc ? Value::none() : none_if_empty(old->doc)}));
  if (made.is(kind::Property)) {
    made.as<Property>()->name = old->name;
    vm.barrier(made.as_cell());
  }
  return made;
}

Result<Value> property_getter(Vm& vm, const Args& args) { return copy_with(vm, self_of(args[0]), args[1], Value(), Value()); }
Result<Value> property_setter(Vm& vm, const Args& args) { return copy_with(vm, self_of(args[0]), Value(), args[1], Value()); }
Result<Value> property_deleter(Vm& vm, const Args& args) { return copy_with(vm, self_of(args[0]), Value(), Value(), args[1]); }

Result<Value> property_set_name(Vm& vm, const Args& args) {
  if (args.rest_count != 2)
    return vm.raise_error(TypeId::TypeError, "__set_name__() takes 2 positional arguments but ", args.rest_count, " were given");
  self_of(args[0])->name = args.rest[1];
  vm.barrier(args[0].as_cell());
  return Value::none();
}

Raised raise_missing(Vm& vm, Property* property, Value object, const char* what) {
  std::string owner = text_of(vm, vm.type_of(object)->qualname);
  owner = TRY(repr_text(vm, TRY(str_value(vm, owner))));
  if (!property->name.is_empty() && !property->name.is_none())
    return vm.raise_error(TypeId::AttributeError, "property ", TRY(repr_text(vm, property->name)), " of ", owner, " object has no ", what);
  return vm.raise_error(TypeId::AttributeError, "property of ", owner, " object has no ", what);
}

Result<Value> property_get(Vm& vm, const Args& args) {
  Property* property = self_of(args[0]);
  if (args[1].is_none()) return args[0];
  if (property->getter.is_none()) return raise_missing(vm, property, args[1], "getter");
  return vm.call(property->getter, {args[1]});
}

Result<Value> property_set(Vm& vm, const Args& args) {
  Property* property = self_of(args[0]);
  if (property->setter.is_none()) return raise_missing(vm, property, args[1], "setter");
  (void)TRY(vm.call(property->setter, {args[1], args[2]}));
  return Value::none();
}

Result<Value> property_delete(Vm& vm, const Args& args) {
  Property* property = self_of(args[0]);
  if (property->deleter.is_none()) return raise_missing(vm, property, args[1], "deleter");
  (void)TRY(vm.call(property->deleter, {args[1]}));
  return Value::none();
}

Result<Value> get_fget(Vm&, Value self) { return none_if_empty(self_of(self)->getter); }
Result<Value> get_fset(Vm&, Value self) { return none_if_empty(self_of(self)->setter); }
Result<Value> get_fdel(Vm&, Value self) { return none_if_empty(self_of(self)->deleter); }
Result<Value> get_doc_attribute(Vm&, Value self) { return none_if_empty(self_of(self)->doc); }
Result<void> set_doc_attribute(Vm& vm, Value self, Value value) {
  self_of(self)->doc = none_if_empty(value);
  vm.barrier(self.as_cell());
  return {};
}

Result<Value> get_is_abstract(Vm& vm, Value self) {
  for (Value function : {self_of(self)->getter, self_of(self)->setter, self_of(self)->deleter}) {
    if (function.is_none() || function.is_empty()) continue;
    const Value marked = TRY(find_attr(vm, function, "__isabstractmethod__"));
    if (!marked.is_not_found() && TRY(truth(vm, marked))) return Value::from_bool(true);
  }
  return Value::from_bool(false);
}

constexpr NativeMethod kMethods[] = {
    {"__new__", property_new, "($type, /, *args, **kwargs)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", property_init, "($self, /, fget=None, fset=None, fdel=None, doc=None)", NativeMethod::Plain, "Initialize self.  See help(type(self)) for accurate signature."},
    {"getter", property_getter, "($self, fget, /)", NativeMethod::Plain, "Descriptor to obtain a copy of the property with a different getter."},
    {"setter", property_setter, "($self, fset, /)", NativeMethod::Plain, "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter", property_deleter, "($self, fdel, /)", NativeMethod::Plain, "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__", property_set_name, "($self, /, *args)", NativeMethod::Plain, "Method to set name of a property."},
    {"__get__", property_get, "($self, instance, owner=None, /)", NativeMethod::Plain, "Return an attribute of instance, which is of type owner."},
    {"__set__", property_set, "($self, instance, value, /)", NativeMethod::Plain, "Set an attribute of instance to value."},
    {"__delete__", property_delete, "($self, instance, /)", NativeMethod::Plain, "Delete an attribute of instance."},
};

constexpr NativeGetSet kGetSets[] = {
    {"fget", get_fget, refuse_read_only}, {"fset", get_fset, refuse_read_only}, {"fdel", get_fdel, refuse_read_only},
    {"__doc__", get_doc_attribute, set_doc_attribute}, {"__isabstractmethod__", get_is_abstract},
};

}  // namespace

void define_property_type(Vm& vm) { vm.define_methods(TypeId::Property, kMethods, kGetSets); }

}  // namespace tauraro
