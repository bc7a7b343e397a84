// staticmethod and classmethod. Their structs are alike: one function.
#include "builtins/support.h"

namespace tauraro {
namespace {

static_assert(sizeof(StaticMethod) == sizeof(ClassMethod), "both are handled as StaticMethod here");

Value& function_of(Value self) { return static_cast<StaticMethod*>(self.as_cell())->function; }

template <TypeId id>
Result<Value> wrapper_new(Vm& vm, const Args& args) {
  Type* type = TRY(checked_new_type(vm, args[0], id));
  StaticMethod* wrapper = TRY(vm.new_instance<StaticMethod>(type));
  wrapper->function = Value::none();
  return value_of(wrapper);
}

Result<Value> wrapper_init(Vm& vm, const Args& args) {
  function_of(args[0]) = args[1];
  vm.barrier(args[0].as_cell());
  for (const char* name : {"__module__", "__name__", "__qualname__", "__doc__", "__annotations__"}) {
    const Value value = TRY(find_attr(vm, args[1], name));
    if (!value.is_not_found()) TRY(set_attr(vm, args[0], name, value));
  }
  return Value::none();
}

Result<Value> staticmethod_get(Vm& vm, const Args& args) {
  if (function_of(args[0]).is_empty()) return vm.raise(TypeId::RuntimeError, "uninitialized staticmethod object");
  return function_of(args[0]);
}

Result<Value> staticmethod_call(Vm& vm, const Args& args) { return forward_call(vm, function_of(args[0]), args.rest_span(), args.keywords); }

Result<Value> classmethod_get(Vm& vm, const Args& args) {
  const Value function = function_of(args[0]);
  if (function.is_empty()) return vm.raise(TypeId::RuntimeError, "uninitialized classmethod object");
  const Value type = args[2].is_none() ? type_value_of(vm, args[1]) : args[2];
  if (!vm.type_of(function)->has(Special::Get) || !type.is(kind::Type)) return new_bound_method(vm, function, type);
  return bind_descriptor(vm, function, type, type.as<Type>());
}

template <bool is_static>
Result<Value> wrapper_repr(Vm& vm, const Args& args) {
  return str_value(vm, concat(is_static ? "<staticmethod(" : "<classmethod(", TRY(repr_text(vm, function_of(args[0]))), ")>"));
}

Result<Value> get_function(Vm&, Value self) { return none_if_empty(function_of(self)); }

Result<Value> get_is_abstract(Vm& vm, Value self) {
  const Value marked = TRY(find_attr(vm, function_of(self), "__isabstractmethod__"));
  return Value::from_bool(!marked.is_not_found() && TRY(truth(vm, marked)));
}

Result<Value> get_dict(Vm& vm, Value self) { return value_of(TRY(instance_dict(vm, self))); }

constexpr const char* kInitDoc = "Initialize self.  See help(type(self)) for accurate signature.";
constexpr const char* kNewDoc = "Create and return a new object.  See help(type) for accurate signature.";
constexpr const char* kGetDoc = "Return an attribute of instance, which is of type owner.";

constexpr NativeMethod kStaticMethods[] = {
    {"__new__", wrapper_new<TypeId::StaticMethod>, "($type, /, *args, **kwargs)", NativeMethod::Static, kNewDoc},
    {"__init__", wrapper_init, "($self, function, /)", NativeMethod::Plain, kInitDoc},
    {"__get__", staticmethod_get, "($self, instance, owner=None, /)", NativeMethod::Plain, kGetDoc},
    {"__call__", staticmethod_call, "($self, /, *args, **kwargs)", NativeMethod::Plain, "Call self as a function."},
    {"__repr__", wrapper_repr<true>, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
};
constexpr NativeMethod kClassMethods[] = {
    {"__new__", wrapper_new<TypeId::ClassMethod>, "($type, /, *args, **kwargs)", NativeMethod::Static, kNewDoc},
    {"__init__", wrapper_init, "($self, function, /)", NativeMethod::Plain, kInitDoc},
    {"__get__", classmethod_get, "($self, instance, owner=None, /)", NativeMethod::Plain, kGetDoc},
    {"__repr__", wrapper_repr<false>, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
};
constexpr NativeGetSet kGetSets[] = {
    {"__func__", get_function, refuse_read_only}, {"__wrapped__", get_function, refuse_read_only},
    {"__isabstractmethod__", get_is_abstract}, {"__dict__", get_dict},
};

}  // namespace

void define_wrapper_type(Vm& vm) {
  vm.define_methods(TypeId::StaticMethod, kStaticMethods, kGetSets, "staticmethod(function) -> method\n\nConvert a function to be a static method.");
  vm.define_methods(TypeId::ClassMethod, kClassMethods, kGetSets, "classmethod(function) -> method\n\nConvert a function to be a class method.");
}

}  // namespace tauraro
