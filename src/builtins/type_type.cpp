// The methods of type.
#include <algorithm>

#include "builtins/builtin_functions.h"
#include "builtins/object_type.h"
#include "builtins/support.h"
#include "object/generic_alias.h"
#include "vm/call.h"

namespace tauraro {
namespace {

Raised raise_immutable(Vm& vm, Type* type, const char* name, bool deleting) {
  return vm.raise_error(TypeId::TypeError, "cannot ", deleting ? "delete" : "set", " '", name, "' attribute of immutable type '",
                        full_type_name(vm, type), "'");
}

/// What every special attribute of a type checks before it is set.
Result<void> check_settable(Vm& vm, Type* type, Value value, const char* name) {
  if (type->flags & kTypeImmutable) return raise_immutable(vm, type, name, false);
  if (value.is_empty()) return raise_immutable(vm, type, name, true);
  return {};
}

// ---- construction ----

Raised raise_new_argument(Vm& vm, int number, const char* wanted, Value got) {
  return vm.raise_error(TypeId::TypeError, "type.__new__() argument ", number, " must be ", wanted, ", not ", full_type_name(vm, vm.type_of(got)));
}

Result<void> check_bases_are_types(Vm& vm, Tuple* bases) {
  for (std::uint64_t i = 0; i < bases->length; ++i) {
    if (bases->items[i].is(kind::Type)) continue;
    if (!TRY(find_attr(vm, bases->items[i], "__mro_entries__")).is_not_found())
      return vm.raise(TypeId::TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
  }
  return {};
}

Result<Value> type_new(Vm& vm, const Args& args) {
  Type* metatype = TRY(checked_new_type(vm, args[0], TypeId::Type));
  if (args.rest_count != 3)
    return vm.raise_error(TypeId::TypeError, "type.__new__() takes exactly 3 arguments (", args.rest_count, " given)");
  const Value name = args.rest[0], bases_value = args.rest[1], namespace_value = args.rest[2];
  if (!name.is(kind::Str)) return raise_new_argument(vm, 1, "str", name);
  if (!bases_value.is(kind::Tuple)) return raise_new_argument(vm, 2, "tuple", bases_value);
  if (!namespace_value.is(kind::Dict)) return raise_new_argument(vm, 3, "dict", namespace_value);
  Tuple* bases = bases_value.as<Tuple>();
  TRY(check_bases_are_types(vm, bases));
  if (bases->length) {
    Type* winner = TRY(calculate_metatype(vm, metatype, bases));
    if (winner != metatype) {
      if (winner->special(Special::New) != vm.type(TypeId::Type)->special(Special::New)) {
        const Value make = TRY(get_attr(vm, value_of(winner), "__new__"));
        const Value arguments[] = {value_of(winner), name, bases_value, namespace_value};
        return forward_call(vm, make, arguments, args.keywords);
      }
      metatype = winner;
    }
  }
  if (text_of(vm, name).find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "type name must not contain null characters");
  return value_of(TRY(new_heap_type(vm, metatype, name.as<Str>(), bases, namespace_value.as<Dict>(), args.keywords)));
}

Result<Value> type_init(Vm& vm, const Args& args) {
  if (args.rest_count == 1 && args.keywords && args.keywords->count)
    return vm.raise(TypeId::TypeError, "type.__init__() takes no keyword arguments");
  if (args.rest_count != 1 && args.rest_count != 3) return vm.raise(TypeId::TypeError, "type.__init__() takes 1 or 3 arguments");
  return Value::none();
}

Result<Value> type_call(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Type))
    return vm.raise_error(TypeId::TypeError, "descriptor '__call__' requires a 'type' object but received a '", full_type_name(vm, vm.type_of(args[0])), "'");
  Type* type = args[0].as<Type>();
  if (!args.keywords || args.keywords->count == 0) return call_type(vm, type, args.rest_span(), nullptr, {});
  List* names = TRY(new_list(vm));
  List* values = TRY(new_list(vm));
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(args.keywords, &position, &key, &value)) {
    TRY(list_append(vm, names, key));
    TRY(list_append(vm, values, value));
  }
  return call_type(vm, type, args.rest_span(), TRY(new_tuple(vm, names->span())), values->span());
}

// ---- methods ----

Result<Value> type_repr(Vm& vm, const Args& args) {
  return str_value(vm, concat("<class '", TRY(qualified_type_name(vm, args[0].as<Type>())), "'>"));
}

Result<Value> type_mro(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  return value_of(TRY(list_from(vm, value_of(TRY(compute_mro(vm, type, type->bases.as<Tuple>()))))));
}

Result<Value> type_subclasses(Vm& vm, const Args& args) {
  const List* subclasses = args[0].as<Type>()->subclasses;
  return value_of(TRY(subclasses ? new_list(vm, subclasses->span()) : new_list(vm)));
}

Result<Value> type_prepare(Vm& vm, const Args&) { return value_of(TRY(new_dict(vm))); }

Result<Value> type_instancecheck(Vm& vm, const Args& args) { return Value::from_bool(TRY(default_instance_check(vm, args[0], args[1]))); }
Result<Value> type_subclasscheck(Vm& vm, const Args& args) { return Value::from_bool(TRY(default_subclass_check(vm, args[0], args[1]))); }

Result<Value> type_dir(Vm& vm, const Args& args) {
  Dict* names = TRY(new_dict(vm));
  TRY(merge_class_names(vm, names, args[0]));
  return value_of(TRY(list_from(vm, value_of(names))));
}

Result<Value> type_sizeof(Vm&, const Args&) { return Value::from_int(sizeof(Type)); }

Result<Value> type_getattribute(Vm& vm, const Args& args) { return generic_get_attr(vm, args[0], TRY(attribute_name(vm, args[1]))); }
Result<Value> type_setattr(Vm& vm, const Args& args) {
  TRY(generic_set_attr(vm, args[0], TRY(attribute_name(vm, args[1])), args[2]));
  return Value::none();
}
Result<Value> type_delattr(Vm& vm, const Args& args) {
  TRY(generic_set_attr(vm, args[0], TRY(attribute_name(vm, args[1])), Value()));
  return Value::none();
}

Result<Value> type_or(Vm& vm, const Args& args) { return new_union_type(vm, args[0], args[1]); }
Result<Value> type_ror(Vm& vm, const Args& args) { return new_union_type(vm, args[1], args[0]); }

// ---- attributes ----

Type* type_self(Value self) { return self.as<Type>(); }

Result<Value> get_name(Vm&, Value self) { return type_self(self)->name; }
Result<void> set_name(Vm& vm, Value self, Value value) {
  Type* type = type_self(self);
  TRY(check_settable(vm, type, value, "__name__"));
  if (!value.is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "can only assign string to ", type_name(vm, type), ".__name__, not '", full_type_name(vm, vm.type_of(value)), "'");
  if (text_of(vm, value).find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "type name must not contain null characters");
  type->name = value;
  vm.barrier(type);
  return {};
}

Result<Value> get_qualname(Vm&, Value self) { return type_self(self)->qualname; }
Result<void> set_qualname(Vm& vm, Value self, Value value) {
  Type* type = type_self(self);
  TRY(check_settable(vm, type, value, "__qualname__"));
  if (!value.is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "can only assign string to ", type_name(vm, type), ".__qualname__, not '", full_type_name(vm, vm.type_of(value)), "'");
  type->qualname = value;
  vm.barrier(type);
  return {};
}

Result<Value> get_module(Vm& vm, Value self) {
  const Value module = type_module(vm, type_self(self));
  if (module.is_empty()) return vm.raise(TypeId::AttributeError, "__module__");
  return module;
}
Result<void> set_module(Vm& vm, Value self, Value value) {
  TRY(check_settable(vm, type_self(self), value, "__module__"));
  return type_set_attr(vm, type_self(self), intern(vm, "__module__"), value);
}

Result<Value> get_bases(Vm&, Value self) { return type_self(self)->bases; }
Result<void> set_bases(Vm& vm, Value self, Value value) {
  Type* type = type_self(self);
  TRY(check_settable(vm, type, value, "__bases__"));
  if (!value.is(kind::Tuple))
    return vm.raise_error(TypeId::TypeError, "can only assign tuple to ", type_name(vm, type), ".__bases__, not ", full_type_name(vm, vm.type_of(value)));
  Tuple* bases = value.as<Tuple>();
  if (bases->length == 0)
    return vm.raise_error(TypeId::TypeError, "can only assign non-empty tuple to ", type_name(vm, type), ".__bases__, not ()");
  for (std::uint64_t i = 0; i < bases->length; ++i) {
    if (!bases->items[i].is(kind::Type))
      return vm.raise_error(TypeId::TypeError, type_name(vm, type), ".__bases__ must be tuple of classes, not '", full_type_name(vm, vm.type_of(bases->items[i])), "'");
    if (is_subtype(bases->items[i].as<Type>(), type)) return vm.raise(TypeId::TypeError, "a __bases__ item causes an inheritance cycle");
  }
  return set_type_bases(vm, type, bases);
}

Result<Value> get_base(Vm&, Value self) { return type_self(self)->base ? value_of(type_self(self)->base) : Value::none(); }
Result<Value> get_mro(Vm&, Value self) { return none_if_empty(type_self(self)->mro); }
Result<Value> get_dict(Vm& vm, Value self) { return vm.call(type_value(vm, TypeId::MappingProxy), {value_of(type_self(self)->dict)}); }

Result<Value> get_doc(Vm& vm, Value self) {
  Type* type = type_self(self);
  const Value doc = dict_get_str(vm, type->dict, intern(vm, "__doc__"));
  if (doc.is_not_found()) return Value::none();
  if (type == vm.type(TypeId::Type)) return str_value(vm, "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type");
  return bind_descriptor(vm, doc, Value(), type);
}
Result<void> set_doc(Vm& vm, Value self, Value value) {
  TRY(check_settable(vm, type_self(self), value, "__doc__"));
  return type_set_attr(vm, type_self(self), intern(vm, "__doc__"), value);
}

Result<Value> get_abstract_methods(Vm& vm, Value self) {
  Type* type = type_self(self);
  Value methods = Value::not_found();
  if (type != vm.type(TypeId::Type)) methods = dict_get_str(vm, type->dict, intern(vm, "__abstractmethods__"));
  if (methods.is_not_found()) return vm.raise(TypeId::AttributeError, "__abstractmethods__");
  return methods;
}
Result<void> set_abstract_methods(Vm& vm, Value self, Value value) {
  Type* type = type_self(self);
  bool abstract = false;
  Str* name = intern(vm, "__abstractmethods__");
  if (value.is_empty()) {
    if (dict_get_str(vm, type->dict, name).is_not_found()) return vm.raise(TypeId::AttributeError, "__abstractmethods__");
  } else {
    abstract = TRY(truth(vm, value));
  }
  TRY(type_set_attr(vm, type, name, value));
  type->flags = abstract ? type->flags | kTypeAbstract : type->flags & ~kTypeAbstract;
  return {};
}

Result<Value> get_annotations(Vm& vm, Value self) {
  Type* type = type_self(self);
  Str* name = intern(vm, "__annotations__");
  if (!(type->flags & kTypeHeap))
    return vm.raise_error(TypeId::AttributeError, "type object '", full_type_name(vm, type), "' has no attribute '__annotations__'");
  const Value known = dict_get_str(vm, type->dict, name);
  if (!known.is_not_found()) return bind_descriptor(vm, known, Value(), type);
  const Value made = value_of(TRY(new_dict(vm)));
  TRY(type_set_attr(vm, type, name, made));
  return made;
}
Result<void> set_annotations(Vm& vm, Value self, Value value) {
  Type* type = type_self(self);
  if (type->flags & kTypeImmutable) return raise_immutable(vm, type, "__annotations__", false);
  Str* name = intern(vm, "__annotations__");
  if (value.is_empty() && dict_get_str(vm, type->dict, name).is_not_found()) return vm.raise(TypeId::AttributeError, "__annotations__");
  return type_set_attr(vm, type, name, value);
}

/// The types that document a signature though their makers take any arguments (to complain in CPython's words).
constexpr struct {
  const char *type, *signature;
} kTypeSignatures[] = {
    {"complex", "(real=0, imag=0)"}, {"enumerate", "(iterable, start=0)"}, {"float", "(x=0, /)"},
    {"list", "(iterable=(), /)"}, {"memoryview", "(object)"}, {"property", "(fget=None, fset=None, fdel=None, doc=None)"},
    {"reversed", "(sequence, /)"}, {"tuple", "(iterable=(), /)"}, {"itertools.starmap", "(function, iterable, /)"},
    {"itertools.dropwhile", "(predicate, iterable, /)"}, {"itertools.takewhile", "(predicate, iterable, /)"},
    {"itertools.filterfalse", "(function, iterable, /)"}, {"itertools.count", "(start=0, step=1)"}, {"itertools.pairwise", "(iterable, /)"}, {"itertools.cycle", "(iterable, /)"},
};

Result<Value> get_text_signature(Vm& vm, Value self) {
  Type* type = type_self(self);
  if (type->flags & kTypeHeap) return Value::none();
  const std::string type_name = full_type_name(vm, type);
  for (const auto& row : kTypeSignatures)
    if (type_name == row.type) return str_value(vm, row.signature);
  for (const char* name : {"__new__", "__init__"}) {
    const Value method = dict_get_str(vm, type->dict, intern(vm, name));
    if (!method.is(kind::NativeFunction)) continue;
    std::string text = method.as<NativeFunction>()->definition->signature;
    for (const char* first : {"($type, ", "($self, "})
      if (text.rfind(first, 0) == 0) text = "(" + text.substr(8);
    if (text.rfind("(/, ", 0) == 0) text = "(" + text.substr(4);
    if (text == "($type)" || text == "($type, /)" || type == vm.type(TypeId::Object)) text = "()";
    const bool unknown = text.starts_with("(*args, **kwargs)") || text.find("=<unset>") != text.npos;
    return unknown ? Result<Value>(Value::none()) : text_signature_value(vm, text.c_str());
  }
  return Value::none();
}

Result<Value> get_basic_size(Vm&, Value self) { return Value::from_int(type_self(self)->instance_size); }
Result<Value> get_item_size(Vm&, Value self) { return Value::from_int(type_self(self)->flags & kTypeVariableSize ? 8 : 0); }
/// Negative as CPython's where a class statement has added the __dict__.
Result<Value> get_dict_offset(Vm&, Value self) {
  const Type* type = type_self(self);
  if (!(type->flags & kTypeHasDict)) return Value::from_int(0);
  while (type->base && type->flags & kTypeHeap) type = type->base;
  const auto offset = static_cast<std::int64_t>(type_self(self)->attributes_offset);
  return Value::from_int(type->flags & kTypeHasDict ? offset : -offset);
}
Result<Value> get_weakref_offset(Vm&, Value self) { return Value::from_int(type_self(self)->flags & kTypeHasWeakref ? 8 : 0); }

/// The bits of CPython's tp_flags that programs test.
Result<Value> get_flags(Vm& vm, Value self) {
  const Type* type = type_self(self);
  std::int64_t flags = 1 << 12 | 1 << 18;
  if (type->flags & kTypeHeap) flags |= 1 << 9;
  if (type->flags & kTypeSubclassable) flags |= 1 << 10;
  if (type->flags & kTypeImmutable) flags |= 1 << 8;
  if (type->flags & kTypeAbstract) flags |= 1 << 20;
  if (type->flags & kTypeUninstantiable) flags |= 1 << 7;
  if (type->flags & kTypeSequencePattern) flags |= 1 << 5;
  if (type->flags & kTypeMappingPattern) flags |= 1 << 6;
  if (type->flags & kTypeSelfMatch) flags |= 1 << 22;
  constexpr struct { TypeId id; int bit; } kSubclassBits[] = {{TypeId::Int, 24}, {TypeId::List, 25}, {TypeId::Tuple, 26}, {TypeId::Bytes, 27},
                                                              {TypeId::Str, 28}, {TypeId::Dict, 29}, {TypeId::BaseException, 30}, {TypeId::Type, 31}};
  for (const auto& row : kSubclassBits)
    if (is_subtype(type, vm.type(row.id))) flags |= std::int64_t{1} << row.bit;
  return Value::from_int(flags);
}

constexpr NativeMethod kMethods[] = {
    {"__new__", type_new, "($type, /, *args, **kwargs)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", type_init, "($self, /, *args, **kwargs)", NativeMethod::Plain, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__call__", type_call, "($self, /, *args, **kwargs)", NativeMethod::Plain, "Call self as a function."},
    {"__repr__", type_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__getattribute__", type_getattribute, "($self, name, /)", NativeMethod::Plain, "Return getattr(self, name)."},
    {"__setattr__", type_setattr, "($self, name, value, /)", NativeMethod::Plain, "Implement setattr(self, name, value)."},
    {"__delattr__", type_delattr, "($self, name, /)", NativeMethod::Plain, "Implement delattr(self, name)."},
    {"__or__", type_or, "($self, value, /)", NativeMethod::Plain, "Return self|value."},
    {"__ror__", type_ror, "($self, value, /)", NativeMethod::Plain, "Return value|self."},
    {"mro", type_mro, "($self, /)", NativeMethod::Plain, "Return a type's method resolution order."},
    {"__subclasses__", type_subclasses, "($self, /)", NativeMethod::Plain, "Return a list of immediate subclasses."},
    {"__prepare__", type_prepare, "($type, /, *args, **kwargs)", NativeMethod::Class, "__prepare__() -> dict\nused for metaclasses to create a dictionary for the namespace"},
    {"__instancecheck__", type_instancecheck, "($self, instance, /)", NativeMethod::Plain, "Check if an object is an instance."},
    {"__subclasscheck__", type_subclasscheck, "($self, subclass, /)", NativeMethod::Plain, "Check if a class is a subclass."},
    {"__dir__", type_dir, "($self, /)", NativeMethod::Plain, "Specialized __dir__ implementation for types."},
    {"__sizeof__", type_sizeof, "($self, /)", NativeMethod::Plain, "Return memory consumption of the type object."},
};

constexpr NativeGetSet kGetSets[] = {
    {"__name__", get_name, set_name}, {"__qualname__", get_qualname, set_qualname}, {"__module__", get_module, set_module},
    {"__bases__", get_bases, set_bases}, {"__base__", get_base, refuse_read_only}, {"__mro__", get_mro, refuse_read_only},
    {"__dict__", get_dict}, {"__doc__", get_doc, set_doc}, {"__abstractmethods__", get_abstract_methods, set_abstract_methods},
    {"__annotations__", get_annotations, set_annotations}, {"__text_signature__", get_text_signature},
    {"__basicsize__", get_basic_size, refuse_read_only}, {"__itemsize__", get_item_size, refuse_read_only},
    {"__flags__", get_flags, refuse_read_only}, {"__dictoffset__", get_dict_offset, refuse_read_only},
    {"__weakrefoffset__", get_weakref_offset, refuse_read_only},
};

}  // namespace

void define_type_type(Vm& vm) { vm.define_methods(TypeId::Type, kMethods, kGetSets); }

}  // namespace tauraro
