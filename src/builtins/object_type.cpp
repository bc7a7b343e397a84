// The methods of object.
#include "builtins/object_type.h"

#include <algorithm>

#include "builtins/support.h"
#include "object/comparison.h"
#include "object/instance.h"

namespace tauraro {
namespace {

bool has_excess_arguments(const Args& args) { return args.rest_count || (args.keywords && args.keywords->count); }

Raised raise_abstract(Vm& vm, Type* type) {
  const Value methods = TRY(get_attr(vm, value_of(type), "__abstractmethods__"));
  List* names = TRY(list_from(vm, methods));
  TRY(list_sort(vm, names, Value::none(), false));
  std::string text;
  for (std::uint64_t i = 0; i < names->length; ++i) {
    if (i) text += ", ";
    text += text_of(vm, names->storage->items[i]);
  }
  return vm.raise_error(TypeId::TypeError, "Can't instantiate abstract class ", type_name(vm, type), " with abstract method",
                        names->length > 1 ? "s " : " ", text);
}

Result<Value> object_new(Vm& vm, const Args& args) {
  Type* type = TRY(checked_new_type(vm, args[0], TypeId::Object));
  const Type* object = vm.type(TypeId::Object);
  if (has_excess_arguments(args)) {
    if (type->special(Special::New) != object->special(Special::New))
      return vm.raise(TypeId::TypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
    if (type->special(Special::Init) == object->special(Special::Init))
      return vm.raise_error(TypeId::TypeError, full_type_name(vm, type), "() takes no arguments");
  }
  if (type->flags & kTypeAbstract) return raise_abstract(vm, type);
  return value_of(TRY(vm.new_instance<Cell>(type)));
}

Result<Value> object_init(Vm& vm, const Args& args) {
  if (!has_excess_arguments(args)) return Value::none();
  const Type* type = vm.type_of(args[0]);
  const Type* object = vm.type(TypeId::Object);
  if (type->special(Special::Init) != object->special(Special::Init))
    return vm.raise(TypeId::TypeError, "object.__init__() takes exactly one argument (the instance to initialize)");
  if (type->special(Special::New) == object->special(Special::New))
    return vm.raise_error(TypeId::TypeError, full_type_name(vm, type), ".__init__() takes exactly one argument (the instance to initialize)");
  return Value::none();
}

Result<Value> object_repr(Vm& vm, const Args& args) {
  return str_value(vm, concat("<", TRY(qualified_type_name(vm, vm.type_of(args[0]))), " object at ", identity_text(args[0]), ">"));
}

/// Unchecked: str() says what is wrong with the result.
Result<Value> object_str(Vm& vm, const Args& args) { return vm.call_special(args[0], Special::Repr); }
Result<Value> object_hash(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(identity_hash(args[0]))); }

Result<Value> object_eq(Vm&, const Args& args) {
  return is_same(args[0], args[1]) ? Value::from_bool(true) : Value::not_implemented();
}

Result<Value> object_ne(Vm& vm, const Args& args) {
  if (!vm.type_of(args[0])->has(Special::Eq)) return Value::not_implemented();
  const Value equal = TRY(call_comparison(vm, vm.type_of(args[0])->special(Special::Eq), args[0], args[1]));
  if (equal.is_not_implemented()) return equal;
  return Value::from_bool(!TRY(truth(vm, equal)));
}

Result<Value> object_order(Vm&, const Args&) { return Value::not_implemented(); }

Result<Value> object_getattribute(Vm& vm, const Args& args) {
  return generic_get_attr(vm, args[0], TRY(attribute_name(vm, args[1])));
}

Result<Value> object_setattr(Vm& vm, const Args& args) {
  if (args[0].is(kind::Type)) return vm.raise(TypeId::TypeError, "can't apply this __setattr__ to type object");
  TRY(generic_set_attr(vm, args[0], TRY(attribute_name(vm, args[1])), args[2]));
  return Value::none();
}

Result<Value> object_delattr(Vm& vm, const Args& args) {
  if (args[0].is(kind::Type)) return vm.raise(TypeId::TypeError, "can't apply this __delattr__ to type object");
  TRY(generic_set_attr(vm, args[0], TRY(attribute_name(vm, args[1])), Value()));
  return Value::none();
}

Result<Value> object_format(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "__format__() argument must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  if (args[1].as<Str>()->length)
    return vm.raise_error(TypeId::TypeError, "unsupported format string passed to ", full_type_name(vm, vm.type_of(args[0])), ".__format__");
  return to_str(vm, args[0]);
}

Result<Value> object_sizeof(Vm& vm, const Args& args) {
  if (!args[0].is_cell()) return Value::from_int(vm.is_exact(args[0], TypeId::Int) || args[0].is_int() ? 28 : args[0].is_double() ? 24 : 16);
  return Value::from_int(static_cast<std::int64_t>(vm.heap.cell_bytes(args[0].as_cell())));
}

Result<Value> object_init_subclass(Vm&, const Args&) { return Value::none(); }
Result<Value> object_subclasshook(Vm&, const Args&) { return Value::not_implemented(); }

Result<Value> object_dir(Vm& vm, const Args& args) {
  Dict* names = TRY(new_dict(vm));
  const Value own = TRY(find_attr(vm, args[0], "__dict__"));
  if (own.is(kind::Dict)) TRY(dict_update(vm, names, own));
  const Value type = TRY(find_attr(vm, args[0], "__class__"));
  if (!type.is_not_found()) TRY(merge_class_names(vm, names, type));
  List* list = TRY(new_list(vm));
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(names, &position, &key, &value)) TRY(list_append(vm, list, key));
  return value_of(list);
}

// ---- __class__ ----

Result<Value> get_class(Vm& vm, Value self) { return type_value_of(vm, self); }

Result<void> set_class(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "can't delete __class__ attribute");
  if (!value.is(kind::Type))
    return vm.raise_error(TypeId::TypeError, "__class__ must be set to a class, not '", full_type_name(vm, vm.type_of(value)), "' object");
  Type* before = vm.type_of(self);
  Type* after = value.as<Type>();
  const Type* module = vm.type(TypeId::Module);
  const bool modules = is_subtype(before, module) && is_subtype(after, module);
  if (!modules && (before->flags & kTypeImmutable || after->flags & kTypeImmutable))
    return vm.raise(TypeId::TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  if (before == after) return {};
  if (!instance_layouts_agree(before, after))
    return vm.raise_error(TypeId::TypeError, "__class__ assignment: '", full_type_name(vm, after), "' object layout differs from '",
                          full_type_name(vm, before), "'");
  Cell* cell = self.as_cell();
  if (before->attributes_offset) {
    (void)TRY(to_dictionary_mode(vm, cell));
    cell->shape = vm.shapes.dictionary_shape(after)->index;
  } else {
    cell->shape = after->instance_shape;
  }
  if (after->flags & kTypeHasFinalizer) vm.heap.set_finalizer(cell);
  vm.barrier(cell);
  return {};
}

constexpr NativeMethod kMethods[] = {
    {"__new__", object_new, "($type, *args, **kwargs)", NativeMethod::Static,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", object_init, "($self, /, *args, **kwargs)", NativeMethod::Plain, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__", object_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__str__", object_str, "($self, /)", NativeMethod::Plain, "Return str(self)."},
    {"__hash__", object_hash, "($self, /)", NativeMethod::Plain, "Return hash(self)."},
    {"__eq__", object_eq, "($self, value, /)", NativeMethod::Plain, "Return self==value."},
    {"__ne__", object_ne, "($self, value, /)", NativeMethod::Plain, "Return self!=value."},
    {"__lt__", object_order, "($self, value, /)", NativeMethod::Plain, "Return self<value."},
    {"__le__", object_order, "($self, value, /)", NativeMethod::Plain, "Return self<=value."},
    {"__gt__", object_order, "($self, value, /)", NativeMethod::Plain, "Return self>value."},
    {"__ge__", object_order, "($self, value, /)", NativeMethod::Plain, "Return self>=value."},
    {"__getattribute__", object_getattribute, "($self, name, /)", NativeMethod::Plain, "Return getattr(self, name)."},
    {"__setattr__", object_setattr, "($self, name, value, /)", NativeMethod::Plain, "Implement setattr(self, name, value)."},
    {"__delattr__", object_delattr, "($self, name, /)", NativeMethod::Plain, "Implement delattr(self, name)."},
    {"__format__", object_format, "($self, format_spec, /)", NativeMethod::Plain, "Default object formatter."},
    {"__sizeof__", object_sizeof, "($self, /)", NativeMethod::Plain, "Size of object in memory, in bytes."},
    {"__dir__", object_dir, "($self, /)", NativeMethod::Plain, "Default dir() implementation."},
    {"__init_subclass__", object_init_subclass, "($type, /)", NativeMethod::Class, "This method is called when a class is subclassed."},
    {"__subclasshook__", object_subclasshook, "($type, /, *args)", NativeMethod::Class, "Abstract classes can override this to customize issubclass()."},
    {"__reduce__", object_reduce, "($self, /)", NativeMethod::Plain, "Helper for pickle."},
    {"__reduce_ex__", object_reduce_ex, "($self, protocol, /)", NativeMethod::Plain, "Helper for pickle."},
    {"__getstate__", object_getstate, "($self, /)", NativeMethod::Plain, "Helper for pickle."},
};

constexpr NativeGetSet kGetSets[] = {
    {"__class__", get_class, set_class, "the object's class"},
};

}  // namespace

Result<void> merge_class_names(Vm& vm, Dict* names, Value type) {
  const Value namespace_value = TRY(find_attr(vm, type, "__dict__"));
  if (!namespace_value.is_not_found()) {
    if (type.is(kind::Type)) {
      TRY(dict_update(vm, names, value_of(type.as<Type>()->dict)));
    } else {
      TRY(dict_update(vm, names, namespace_value));
    }
  }
  const Value bases = TRY(find_attr(vm, type, "__bases__"));
  if (bases.is_not_found()) return {};
  TAURARO_ENTER_NATIVE(vm, " in dir()");
  return for_each(vm, bases, [&](Value base) -> Result<bool> {
    TRY(merge_class_names(vm, names, base));
    return true;
  });
}

void define_object_type(Vm& vm) { vm.define_methods(TypeId::Object, kMethods, kGetSets, "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n"); }

}  // namespace tauraro
