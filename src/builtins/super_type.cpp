// super.
#include "builtins/support.h"

namespace tauraro {
namespace {

Super* self_of(Value self) { return self.as<Super>(); }

Result<Value> super_new(Vm& vm, const Args& args) {
  return value_of(TRY(vm.new_instance<Super>(TRY(checked_new_type(vm, args[0], TypeId::Super)))));
}

/// The type whose MRO is searched for super(type, object).
Result<Type*> search_type(Vm& vm, Type* type, Value object) {
  if (object.is(kind::Type) && is_subtype(object.as<Type>(), type)) return object.as<Type>();
  if (is_instance(vm, object, type)) return vm.type_of(object);
  const Value claimed = TRY(find_attr(vm, object, "__class__"));
  if (claimed.is(kind::Type) && claimed.as<Type>() != vm.type_of(object) && is_subtype(claimed.as<Type>(), type)) return claimed.as<Type>();
  return vm.raise(TypeId::TypeError, "super(type, obj): obj must be an instance or subtype of type");
}

struct SuperArguments {
  Value type, object;
};

/// The running function's __class__ cell.
Result<Value> class_of_caller(Vm& vm, Frame* frame) {
  const CodeUnit& unit = **frame->code->code->unit;
  for (std::size_t i = 0; i < unit.free_names.size(); ++i) {
    if (unit.free_names[i] != "__class__") continue;
    Value cell = frame->window()[unit.first_free_register + i];
    if (frame->function && frame->function->closure.is(kind::Tuple)) cell = frame->function->closure.as<Tuple>()->items[i];
    if (!cell.is(kind::Box)) return vm.raise(TypeId::RuntimeError, "super(): bad __class__ cell");
    const Value type = cell.as<Box>()->value;
    if (type.is_empty()) return vm.raise(TypeId::RuntimeError, "super(): empty __class__ cell");
    if (!type.is(kind::Type))
      return vm.raise_error(TypeId::RuntimeError, "super(): __class__ is not a type (", full_type_name(vm, vm.type_of(type)), ")");
    return type;
  }
  return vm.raise(TypeId::RuntimeError, "super(): __class__ cell not found");
}

/// super() inside a method.
Result<SuperArguments> implied_arguments(Vm& vm) {
  Frame* frame = vm.thread->frame;
  if (!frame) return vm.raise(TypeId::RuntimeError, "super(): no current frame");
  const CodeUnit& unit = **frame->code->code->unit;
  if (unit.positional_count == 0 || !frame->function) return vm.raise(TypeId::RuntimeError, "super(): no arguments");
  Value first = frame->window()[0];
  for (std::uint16_t cell_register : unit.cell_registers)
    if (cell_register == 0 && first.is(kind::Box)) first = first.as<Box>()->value;
  if (first.is_empty()) return vm.raise(TypeId::RuntimeError, "super(): arg[0] deleted");
  SuperArguments arguments;
  arguments.object = first;
  arguments.type = TRY(class_of_caller(vm, frame));
  return arguments;
}

Result<Value> super_init(Vm& vm, const Args& args) {
  SuperArguments arguments{args[1], args[2]};
  if (arguments.type.is_empty()) {
    arguments = TRY(implied_arguments(vm));
  } else if (!arguments.type.is(kind::Type)) {
    return vm.raise_error(TypeId::TypeError, "super() argument 1 must be a type, not ", full_type_name(vm, vm.type_of(arguments.type)));
  }
  Super* self = self_of(args[0]);
  self->type = arguments.type.as<Type>();
  self->object = Value();
  self->object_type = nullptr;
  if (!arguments.object.is_empty() && !arguments.object.is_none()) {
    self->object_type = TRY(search_type(vm, self->type, arguments.object));
    self->object = arguments.object;
  }
  vm.barrier(self);
  return Value::none();
}

Result<Value> super_repr(Vm& vm, const Args& args) {
  const Super* self = self_of(args[0]);
  const std::string type = self->type ? type_name(vm, self->type) : "NULL";
  if (self->object_type) return str_value(vm, concat("<super: <class '", type, "'>, <", type_name(vm, self->object_type), " object>>"));
  return str_value(vm, concat("<super: <class '", type, "'>, NULL>"));
}

Result<Value> super_get(Vm& vm, const Args& args) {
  Super* self = self_of(args[0]);
  if (args[1].is_none() || !self->object.is_empty()) return args[0];
  if (!vm.is_exact(args[0], TypeId::Super)) return vm.call(type_value_of(vm, args[0]), {value_of(self->type), args[1]});
  Type* found = TRY(search_type(vm, self->type, args[1]));
  Super* bound = TRY(vm.new_instance<Super>(vm.type(TypeId::Super)));
  bound->type = self->type;
  bound->object = args[1];
  bound->object_type = found;
  return value_of(bound);
}

Result<Value> super_getattribute(Vm& vm, const Args& args) { return generic_get_attr(vm, args[0], TRY(attribute_name(vm, args[1]))); }

Result<Value> get_this_class(Vm&, Value self) { return self_of(self)->type ? value_of(self_of(self)->type) : Value::none(); }
Result<Value> get_self(Vm&, Value self) { return none_if_empty(self_of(self)->object); }
Result<Value> get_self_class(Vm&, Value self) { return self_of(self)->object_type ? value_of(self_of(self)->object_type) : Value::none(); }

constexpr NativeMethod kMethods[] = {
    {"__new__", super_new, "($type, /, *args, **kwargs)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", super_init, "($self, type=<unset>, object=<unset>, /)", NativeMethod::Plain, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__", super_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__get__", super_get, "($self, instance, owner=None, /)", NativeMethod::Plain, "Return an attribute of instance, which is of type owner."},
    {"__getattribute__", super_getattribute, "($self, name, /)", NativeMethod::Plain, "Return getattr(self, name)."},
};
constexpr NativeGetSet kGetSets[] = {
    {"__thisclass__", get_this_class, refuse_read_only, "the class invoking super()"},
    {"__self__", get_self, refuse_read_only, "the instance invoking super(); may be None"},
    {"__self_class__", get_self_class, refuse_read_only, "the type of the instance invoking super(); may be None"},
};

}  // namespace

void define_super_type(Vm& vm) {
  vm.define_methods(TypeId::Super, kMethods, kGetSets,
                    "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\n"
                    "super(type, obj) -> bound super object; requires isinstance(obj, type)");
}

}  // namespace tauraro
